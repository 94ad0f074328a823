"""XML followed as a stream and never built: a declaration of entities stops it before any is read."""

from __future__ import annotations

from collections.abc import Callable
from typing import BinaryIO
from xml.parsers import expat

# What expat raises for XML that is cut, damaged or written in an unknown encoding.
DAMAGED = (expat.ExpatError, ValueError, LookupError)


class EntitiesDeclared(Exception):
    """A document type, where entities that swell without end are declared; no official file has one."""


def follow(
    content: bytes | BinaryIO,
    start: Callable[[str, dict[str, str]], None],
    text: Callable[[str], None] | None = None,
    end: Callable[[str], None] | None = None,
    line: Callable[[int], None] | None = None,
) -> None:
    """Call ``start(name, attributes)``, ``text(part)`` and ``end(name)``; names are bare of their namespace.

    ``line`` is told the line of each start, from 1. Raises EntitiesDeclared, or one of DAMAGED.
    """
    parser = expat.ParserCreate(namespace_separator=" ")

    def declared(*_: object) -> None:
        raise EntitiesDeclared

    def started(name: str, given: dict[str, str]) -> None:
        if line is not None:
            line(parser.CurrentLineNumber)
        start(local(name), given)

    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = started
    parser.CharacterDataHandler = text
    parser.EndElementHandler = (lambda name: end(local(name))) if end else None
    if isinstance(content, bytes):
        parser.Parse(content, True)
    else:
        parser.ParseFile(content)


def local(name: str) -> str:
    return name.rpartition(" ")[2]
