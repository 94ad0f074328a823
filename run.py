"""Install what is missing and open the dashboard: `python run.py`; `python run.py --help` lists the rest.

This file must parse on old Pythons, so that their user reads which versions are supported.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWEST = (3, 14)
# Set for the Python that another one has chosen.
CHOSEN = "CEP_PYTHON_CHOISI"


def refusal(version: "tuple[int, int]", bits: int, advised: str = "3.13") -> "str | None":
    """Return the French sentence that refuses this Python, or None when it is supported.

    `version` is (major, minor), `bits` is 32 or 64; `advised` is the version to install instead. Outside
    those supported, the libraries have no ready-made build.
    """
    found = "Python {}.{}, {} bits".format(version[0], version[1], bits)
    if OLDEST <= version <= NEWEST and bits == 64:
        return None
    return (
        "Cette version de Python ne convient pas : {0}.\n"
        "Versions prises en charge : Python {1}.{2} à {3}.{4}, 64 bits.\n"
        "Installez Python {5} (64 bits) depuis python.org, puis relancez :\n"
        "  Windows : py -{5} run.py        macOS et Linux : python{5} run.py"
    ).format(found, OLDEST[0], OLDEST[1], NEWEST[0], NEWEST[1], advised)


def advised() -> str:
    """The version to install: the newest whose libraries came with the folder, else the usual one."""
    wheels = os.path.join(os.path.dirname(os.path.abspath(__file__)), "roues")
    system = {"win32": "windows-", "darwin": "macos-"}.get(sys.platform, "linux-")
    names = sorted(os.listdir(wheels)) if os.path.isdir(wheels) else []
    return ([name[len(system) :] for name in names if name.startswith(system)] or ["3.13"])[-1]


def other_python(problem: "str | None") -> "tuple[str, str] | None":
    """Path and version of the Python of this computer to run instead of this one, or None."""
    # Whoever was chosen does not choose again.
    if os.environ.get(CHOSEN):
        return None
    try:
        from pathlib import Path

        from launch import pythons
    except (ImportError, SyntaxError):
        return None
    supported = ["{}.{}".format(OLDEST[0], minor) for minor in range(OLDEST[1], NEWEST[1] + 1)]
    running = None if problem else "{}.{}".format(*sys.version_info[:2])
    return pythons.instead(Path(__file__).resolve().parent, supported, running)


def hand_over(path: str, arguments: "list[str]") -> int:
    """Run this file with another Python, and return its exit code."""
    line = [path, os.path.abspath(__file__)] + arguments
    process = subprocess.Popen(line, env=dict(os.environ, **{CHOSEN: "1"}))
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl+C reaches both: the other one ends first, and says so.
            continue


def tell(text: str) -> None:
    # The console may not be UTF-8, and an old Python can't be told to do without.
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def main() -> int:
    problem = refusal(sys.version_info[:2], 64 if sys.maxsize > 2**32 else 32, advised())
    other = other_python(problem)
    if other:
        tell("Python {} est utilisé : {}".format(other[1], other[0]))
        return hand_over(other[0], sys.argv[1:])
    if problem:
        tell(problem)
        return 2

    from launch.commands import main as launch

    return launch(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
