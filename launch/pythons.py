"""Which Python of this computer runs the dashboard, where there are several; Python 3.7 reads it too.

On Windows `py`, `python` and a double-click each start the Python they like, which may be too old, too new,
in 32 bits, or not the one whose libraries are in the folder, while the right one is installed beside it.
"""

from __future__ import annotations

import glob
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from launch.wheels import Target, carried, this_system

# What a Python says of itself: one answer whatever its age.
QUESTION = "import sys; print('%d.%d %d' % (sys.version_info[0], sys.version_info[1], sys.maxsize > 2**32))"
# A shortcut to a shop, or a Python on a disk that is not there, may never answer.
SECONDS = 20
# Where the installers of Windows put Python when they were not asked to put it in the PATH.
WINDOWS_FOLDERS = (
    ("LOCALAPPDATA", "Programs/Python/Python3*/python.exe"),
    ("LOCALAPPDATA", "Python/pythoncore-3*/python.exe"),
    ("PROGRAMFILES", "Python3*/python.exe"),
)
# A line of `py -0p`, in its old form (-3.8-64, its star last) and its new one (-V:3.13, its star before).
_LISTED = re.compile(r"\s*-(?:V:)?\S+(?:\s+\*)?\s+(\S.*?)(?:\s+\*)?\s*")


def instead(root: Path, supported: list[str], running: str | None) -> tuple[str, str] | None:
    """Path and version (like 3.13) of a better Python than the one that runs; None when there is none.

    `running` is its version, or None when it does not suit. `supported` goes from the oldest.
    """
    here = carried(root)
    with_libraries = [version for version in supported if Target(this_system(), version).name in here]
    # An environment that is there already keeps its own Python.
    if running and (running in with_libraries or not with_libraries or (root / ".venv").exists()):
        return None
    # First those whose libraries are in the folder; the others need Internet.
    others = [version for version in supported if version not in with_libraries]
    wanted = [*reversed(with_libraries), *([] if running else reversed(others))]
    known: dict[str, str] = {}
    for path in candidates(wanted):
        version, _, wide = _output([path, "-c", QUESTION]).strip().partition(" ")
        if wide == "1":
            known.setdefault(version, path)
    return next(((known[version], version) for version in wanted if version in known), None)


def candidates(versions: list[str]) -> list[str]:
    """Paths of the Pythons of this computer, each once; on Windows of any version: only they know theirs."""
    if sys.platform != "win32":
        return [path for path in (shutil.which("python" + version) for version in versions) if path]
    lines = (_LISTED.fullmatch(line) for line in _output(["py", "-0p"]).splitlines())
    found = [line[1] for line in lines if line]
    for folder in os.environ.get("PATH", "").split(";"):
        path = os.path.join(folder.strip('"'), "python.exe")
        if folder and os.path.isfile(path):
            found.append(path)
    for variable, pattern in WINDOWS_FOLDERS:
        if os.environ.get(variable):
            found += sorted(glob.glob(os.path.join(glob.escape(os.environ[variable]), pattern)))
    once = {path.lower(): path for path in reversed(found) if not is_of_the_store(path)}
    return list(once.values())[::-1]


def is_of_the_store(path: str) -> bool:
    """True for what stands in WindowsApps: it opens a shop, or a Python that can make no environment."""
    return "windowsapps" in re.split(r"[\\/]", path.lower())


def _output(command: list[str]) -> str:
    """What a command prints, or nothing when it fails."""
    # The Python manager of Windows must not download one while we only look for what is here.
    variables = dict(os.environ, PYTHON_MANAGER_AUTOMATIC_INSTALL="false")
    variables.pop("PYLAUNCHER_ALLOW_INSTALL", None)
    try:
        result = subprocess.run(
            command, env=variables, stdin=subprocess.DEVNULL, capture_output=True, timeout=SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    try:
        return result.stdout.decode("utf-8")
    except UnicodeDecodeError:
        # py answers a pipe in the code page of Windows: the accents of a person's folder.
        return result.stdout.decode("mbcs" if sys.platform == "win32" else "latin-1", "replace")
