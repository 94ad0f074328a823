"""A lock between two run.py started in the same folder, released by the system if one is killed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launch.console import Problem


@contextmanager
def exclusive(path: Path) -> Iterator[None]:
    """Hold the lock file `path`. Raises Problem when another process holds it, or it cannot be written."""
    try:
        file = path.open("a+")
    except OSError as error:
        raise Problem(
            f"Le dossier {path.parent} n’est pas modifiable ({error.strerror}).\n"
            "Copiez-le dans un dossier où vous pouvez écrire, puis relancez."
        ) from error
    with file:
        try:
            _lock(file)
        except OSError as error:
            raise Problem(
                "Une installation est déjà en cours dans ce dossier, dans une autre fenêtre.\n"
                "Attendez qu’elle se termine, puis relancez."
            ) from error
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[str]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
