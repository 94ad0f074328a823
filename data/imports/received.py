"""A file as it was received: its name made safe, size, SHA-256, and bytes, in memory or on disk."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from data.imports.file_names import received_name
from data.imports.refusals import refuse

_CHUNK = 1 << 20


@dataclass(frozen=True)
class Received:
    """``name`` has no folder, ``size`` is in bytes; the content is either here or at ``path``."""

    name: str
    size: int
    sha256: str
    content: bytes | None = field(default=None, repr=False)
    path: Path | None = field(default=None, repr=False)

    def open(self) -> BinaryIO:
        """The bytes from the first, to be read as a stream and closed."""
        if self.content is not None:
            return io.BytesIO(self.content)
        assert self.path is not None
        return self.path.open("rb")

    def head(self, size: int) -> bytes:
        with self.open() as stream:
            return stream.read(size)

    def read(self, most: int) -> bytes:
        """The whole content. Raises WorkbookRefused beyond ``most`` bytes."""
        if self.size > most:
            remedy = "Garder les seules lignes de la Martinique, enregistrer, puis le charger à nouveau."
            refuse(self.name, f"{self.size // 10**6} Mo", f"au plus {most // 10**6} Mo", remedy)
        with self.open() as stream:
            return stream.read()


def from_bytes(name: str, content: bytes) -> Received:
    return Received(received_name(name), len(content), hashlib.sha256(content).hexdigest(), content=content)


def from_path(path: Path) -> Received:
    """A file of this computer, which stays where it is. Raises OSError when it cannot be read."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Received(received_name(path.name), size, digest.hexdigest(), path=path)
