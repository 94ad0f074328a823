"""The journal's tracking served like datasets, at today or at any past date."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cached_property

import pandas as pd

from components.screen.frame import Store
from data.clock import today
from data.indicators import tracking
from data.journal.folds import budget, decisions, progress, recommendation_links
from pages.meeting.room import Room

BUDGET, PROGRESS, ENTRIES = "tracking_budget", "tracking_progress", "tracking_entries"
WHEN, TIES, NOTED = "tracking_when", "tracking_ties", "tracking_noted"


class TrackedStore:
    """The store of the pages, plus what people typed about the plan, as it was on a day.

    ``tracking_when`` has one row: ``day``, the day the figures stand at; ``past``, True when it was chosen.
    """

    def __init__(self, store: Store, room: Room, past: dt.date | None = None) -> None:
        self._store, self._room, self._past = store, room, past
        self.day = past or today()
        as_of = tracking.end_of(past) if past else None
        rows = room.rows
        self._folds: dict[str, Callable[[], pd.DataFrame]] = {
            BUDGET: lambda: budget(rows, as_of),
            PROGRESS: lambda: progress(rows, as_of),
            ENTRIES: lambda: tracking.entries(rows, as_of),
            WHEN: lambda: pd.DataFrame({"day": [self.day], "past": [past is not None]}),
            TIES: lambda: recommendation_links(rows, as_of),
            NOTED: lambda: decisions(rows, as_of),
        }
        self._folded: dict[str, pd.DataFrame] = {}

    def load(self, name: str) -> pd.DataFrame:
        """A dataset, or a fold of the journal."""
        if name not in self._folds:
            return self._store.load(name)
        if name not in self._folded:
            self._folded[name] = self._folds[name]()
        return self._folded[name]

    def load_communes(self) -> pd.DataFrame:
        return self._store.load_communes()

    def fingerprint(self, name: str) -> str:
        """Changes when somebody saves, and when the day does."""
        return self._stamp if name in self._folds else self._store.fingerprint(name)

    @cached_property
    def _stamp(self) -> str:
        rows = self._room.rows
        last = "" if rows.empty else str(rows["save_id"].iloc[-1])
        return f"{self._room.version}|{len(rows)}|{last}|{self.day}|{self._past}"
