"""What this server projects at the moment, so that the view of who leads can say it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Projected:
    """A screen as projected last: its view, and its rank in it, from 1."""

    page: str
    slug: str
    step: int


# One meeting at a time on one server: the last window that projected is the one of the room.
_last: Projected | None = None


def keep(shown: Projected) -> None:
    """Remember a screen that is being drawn."""
    global _last
    _last = shown


def last() -> Projected | None:
    """What was projected last since the server started; None when nothing was."""
    return _last
