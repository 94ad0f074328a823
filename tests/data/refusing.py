"""Typed sources changed by a test, and the sentences by which they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.build import read_source
from data.source_files import SourceError


def plain(text: object) -> str:
    """The sentence with ordinary spaces, to compare with what is typed here."""
    return str(text).replace("\u202f", " ").replace("\u00a0", " ")


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def refused(name: str, folder: Path) -> list[str]:
    with pytest.raises(SourceError) as caught:
        read_source(name, folder)
    return [plain(problem) for problem in caught.value.problems]
