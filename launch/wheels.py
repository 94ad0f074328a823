"""The libraries that a folder made by `run.py paquet` carries: `roues/<system>-<python>/`, one wheel each."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

FOLDER = "roues"
_SYSTEMS = {"win32": "windows", "darwin": "macos"}


@dataclass(frozen=True)
class Target:
    """A kind of computer: `system` is windows, macos or linux; `python` like 3.13."""

    system: str
    python: str

    @property
    def name(self) -> str:
        return f"{self.system}-{self.python}"


def this_system() -> str:
    """The name of this computer's system."""
    return _SYSTEMS.get(sys.platform, "linux")


def carried(root: Path) -> list[str]:
    """The targets whose libraries the folder of the application carries; empty for an ordinary copy."""
    folder = root / FOLDER
    return sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
