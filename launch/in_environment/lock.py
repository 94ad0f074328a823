"""The libraries of the lock for one computer: the exact list, and whether a folder of wheels holds it.

The lock serves every system at once: a line may hold a condition (« sys_platform != 'darwin' »). pip judges
conditions with the Python that runs it, even when it downloads for another: they are judged here.

    python -m launch.in_environment.lock flatten LOCK SYSTEM PYTHON OUT
    python -m launch.in_environment.lock compare LIST FOLDER
"""

import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

# What each system says of itself (PEP 508), for the machines that the application supports.
_SYSTEMS = {
    "windows": {
        "os_name": "nt",
        "sys_platform": "win32",
        "platform_system": "Windows",
        "platform_machine": "AMD64",
    },
    "macos": {
        "os_name": "posix",
        "sys_platform": "darwin",
        "platform_system": "Darwin",
        "platform_machine": "arm64",
    },
    "linux": {
        "os_name": "posix",
        "sys_platform": "linux",
        "platform_system": "Linux",
        "platform_machine": "x86_64",
    },
}
_HASH = re.compile(r"--hash=(sha256:[0-9a-f]{64})")


@dataclass(frozen=True)
class Pin:
    """One library of the list: canonical name, exact version, and the hashes of its files."""

    name: str
    version: str
    hashes: tuple[str, ...]


def environment_of(system: str, python: str) -> dict[str, str]:
    """What conditions are judged with: `system` is windows, macos or linux; `python` like 3.13."""
    return {
        **_SYSTEMS[system],
        "python_version": python,
        "python_full_version": f"{python}.0",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_version": "",
        "extra": "",
    }


def read(text: str, environment: Mapping[str, str] | None = None) -> list[Pin]:
    """The pins of a hashed requirement file whose conditions hold; all of them without `environment`.

    Raises ValueError for a line that is no exact pin with a hash: nothing may be left to chance.
    """
    found = []
    for line in text.replace("\\\r\n", " ").replace("\\\n", " ").splitlines():
        line = line.partition(" #")[0].strip()
        if not line or line.startswith(("#", "-c ", "-r ")):
            continue
        requirement = Requirement(line.partition(" --hash")[0])
        exact = re.fullmatch(r"==([^*,]+)", str(requirement.specifier))
        hashes = tuple(_HASH.findall(line))
        if not exact or not hashes:
            raise ValueError(f"« {line[:60]} » : attendu nom==version et une empreinte")
        if (
            environment is None
            or requirement.marker is None
            or requirement.marker.evaluate(dict(environment))
        ):
            found.append(Pin(canonicalize_name(requirement.name), exact[1], hashes))
    return found


def written(pins: Sequence[Pin]) -> str:
    """The pins as a requirement file without conditions."""
    lines = [
        f"{pin.name}=={pin.version} \\\n    " + " \\\n    ".join(f"--hash={known}" for known in pin.hashes)
        for pin in pins
    ]
    return "\n".join(lines) + "\n"


def differences(pins: Sequence[Pin], folder: Path) -> list[str]:
    """What a folder of wheels lacks of the list, or has beside it, as « nom version »."""
    expected = {(pin.name, pin.version) for pin in pins}
    present = set()
    for path in folder.iterdir():
        if path.suffix == ".whl":
            name, version, _, _ = parse_wheel_filename(path.name)
            present.add((str(name), str(version)))
        else:
            present.add((path.name, "qui n’est pas une bibliothèque"))
    return [f"manque {name} {version}" for name, version in sorted(expected - present)] + [
        f"en trop {name} {version}" for name, version in sorted(present - expected)
    ]


def main(arguments: Sequence[str]) -> int:
    """Do what the launcher asks; 0 when all is well, 1 when the folder differs from the list."""
    if arguments[0] == "flatten":
        lock, system, python, out = arguments[1:]
        pins = read(Path(lock).read_text(encoding="utf-8"), environment_of(system, python))
        Path(out).write_text(written(pins), encoding="utf-8")
        return 0
    wanted, folder = arguments[1:]
    found = differences(read(Path(wanted).read_text(encoding="utf-8")), Path(folder))
    print("\n".join(found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
