"""Install what is missing and open the dashboard: `python run.py`; `python run.py --help` lists the rest.

This file must parse on old Pythons, so that their user reads which versions are supported.
"""

import sys

OLDEST = (3, 11)
NEWEST = (3, 14)


def refusal(version: "tuple[int, int]", bits: int) -> "str | None":
    """Return the French sentence that refuses this Python, or None when it is supported.

    `version` is (major, minor), `bits` is 32 or 64. Outside these, the libraries have no ready-made build.
    """
    found = "Python {}.{}, {} bits".format(version[0], version[1], bits)
    if OLDEST <= version <= NEWEST and bits == 64:
        return None
    return (
        "Cette version de Python ne convient pas : {}.\n"
        "Versions prises en charge : Python {}.{} à {}.{}, 64 bits.\n"
        "Installez Python 3.13 (64 bits) depuis python.org, puis relancez :\n"
        "  Windows : py -3.13 run.py        macOS et Linux : python3.13 run.py"
    ).format(found, OLDEST[0], OLDEST[1], NEWEST[0], NEWEST[1])


def main() -> int:
    problem = refusal(sys.version_info[:2], 64 if sys.maxsize > 2**32 else 32)
    if problem:
        # The console may not be UTF-8, and an old Python can't be told to do without.
        encoding = getattr(sys.stdout, "encoding", None) or "ascii"
        sys.stdout.write(problem.encode(encoding, "replace").decode(encoding) + "\n")
        return 2

    from launch.commands import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
