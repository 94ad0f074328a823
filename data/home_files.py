"""Files below CEP_HOME, in a folder or an object store: read whole, and written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import uuid
from dataclasses import dataclass
from pathlib import Path

import pyarrow.fs as pafs

from data import object_store
from data.home import home
from data.journal import log


@dataclass(frozen=True)
class HomeFiles:
    """The files of a root: paths are below it, with « / ». Every method may raise OSError."""

    root: str

    def read(self, file: str) -> bytes | None:
        """The content; None when there is no such file."""
        filesystem, path = self._at(file)
        if filesystem.get_file_info(path).type != pafs.FileType.File:
            return None
        with filesystem.open_input_stream(path) as stream:
            return bytes(stream.read())

    def list(self) -> list[str]:
        """Every file, in order; none when the root does not exist."""
        filesystem, path = self._at("")
        root = path.rstrip("/")
        found = filesystem.get_file_info(pafs.FileSelector(root, allow_not_found=True, recursive=True))
        return sorted(one.path[len(root) + 1 :] for one in found if one.type == pafs.FileType.File)

    def write(self, file: str, content: bytes) -> None:
        """Put the content there at once: a reader sees the file before, or this one whole."""
        filesystem, path = self._at(file)
        if not isinstance(filesystem, pafs.LocalFileSystem):
            # An object store shows an object once it is whole.
            with filesystem.open_output_stream(path) as stream:
                stream.write(content)
            return
        target = Path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}-{uuid.uuid4().hex}.tmp")
        try:
            draft.write_bytes(content)
            log.flush([draft])
            os.replace(draft, target)
            log.flush([target])
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)

    def write_once(self, file: str, content: bytes) -> None:
        """Put a file whose name tells its content: one that is there, whole, is left as it is."""
        if self.read(file) != content:
            self.write(file, content)

    def _at(self, file: str) -> tuple[pafs.FileSystem, str]:
        if "://" in self.root:
            filesystem, path = object_store.at(self.root, os.environ)
            return filesystem, f"{path}/{file}"
        return pafs.LocalFileSystem(), f"{self.root.replace(os.sep, '/')}/{file}"


def home_files() -> HomeFiles:
    """The files of CEP_HOME. Raises HomeRefused."""
    return HomeFiles(home())
