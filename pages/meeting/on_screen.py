"""What the window that leads projects at the moment, and where the laptop of who leads asks it to go."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass

from data.journal.folds import MeetingState

# A projected screen says where it is every few seconds: after this, its window is closed or asleep.
ALIVE_SECONDS = 12.0


@dataclass(frozen=True)
class Projected:
    """A screen as projected last: its view, and its rank in it, from 1."""

    page: str
    slug: str
    step: int


@dataclass(frozen=True)
class Asked:
    """A screen asked for: a page, the parameters of its address, and the rank of the screen."""

    page: str
    query: str
    step: int


# A screen that stays this long is being spoken about: writing then delays no key.
REST_SECONDS = 20.0
# By meeting, known by the instant it started: nothing is left over from the one before.
_unwritten: dict[dt.datetime | None, dict[tuple[str, str], dt.datetime]] = {}
_last: dict[dt.datetime | None, tuple[float, Projected]] = {}
_asked: dict[dt.datetime | None, Asked] = {}


def keep(state: MeetingState, shown: Projected) -> None:
    """Remember a screen that is on the projector now."""
    _last[state.started_at] = (time.monotonic(), shown)


def display(state: MeetingState, title: str) -> None:
    """Remember, until it is written, when a screen was first on the projector during the item under way."""
    if state.current_item is not None:
        _unwritten.setdefault(state.started_at, {}).setdefault((state.current_item, title), state.now)


def unwritten(state: MeetingState, rested: bool = False) -> dict[tuple[str, str], dt.datetime]:
    """The screens to write, by item and title; ``rested``: none while the projector goes on."""
    found = dict(_unwritten.get(state.started_at, {}))
    moving = rested and found and (state.now - max(found.values())).total_seconds() < REST_SECONDS
    return {} if moving else found


def written(state: MeetingState, screens: Iterable[tuple[str, str]]) -> None:
    """Forget the screens that were just written."""
    for one in screens:
        _unwritten.get(state.started_at, {}).pop(one, None)


def last(state: MeetingState) -> Projected | None:
    """What was projected last since the server started; None when nothing was."""
    found = _last.get(state.started_at)
    return None if found is None else found[1]


def alive(state: MeetingState) -> bool:
    """Whether a window of who leads is projecting now."""
    found = _last.get(state.started_at)
    return found is not None and time.monotonic() - found[0] < ALIVE_SECONDS


def ask(state: MeetingState, wanted: Asked) -> None:
    """Have the projecting window go to a screen, within seconds."""
    _asked[state.started_at] = wanted


def take_asked(state: MeetingState) -> Asked | None:
    """Where the projecting window is asked to go, once."""
    return _asked.pop(state.started_at, None)
