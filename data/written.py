"""Every dataset a page may ask for: the shared ones, and those folded from what people wrote.

A store like ``data.inventory``, which it extends with ``ties`` (what people say carries each
recommendation) and ``noted`` (what was noted in meetings). When the journal cannot be read these are empty:
the pages that write say why, the others go on.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import pandas as pd

from data import inventory
from data.home import HomeRefused, find_home
from data.journal.folds import decisions, empty_rows, recommendation_links

if TYPE_CHECKING:
    from data.journal import Journal

FOLDS = {"ties": recommendation_links, "noted": decisions}
load_communes = inventory.load_communes


def journal() -> Journal:
    """The journal of ``CEP_HOME``, one for the process. Raises ``HomeRefused``."""
    place = find_home()
    return _opened(place.root, tuple(sorted((place.storage_options or {}).items())))


@cache
def _opened(root: str, options: tuple[tuple[str, str], ...]) -> Journal:
    # Imported when something was or will be written: delta-rs costs every start of the tests 0.2 s.
    from data.journal import Journal

    return Journal(root, dict(options) or None)


def load(name: str) -> pd.DataFrame:
    """One dataset, as ``inventory.load`` gives it, or one fold of the journal (``FOLDS``)."""
    if name not in FOLDS:
        return inventory.load(name)
    rows, version = _rows()
    return _folded(name, version, _Rows(rows)).copy(deep=False)


def fingerprint(name: str) -> str:
    """Text that changes when the dataset does; for a fold, at each save."""
    return inventory.fingerprint(name) if name not in FOLDS else _rows()[1]


def _rows() -> tuple[pd.DataFrame, str]:
    from data.journal.faults import JournalError

    try:
        snapshot = journal().read()
    except (JournalError, HomeRefused, OSError):
        return empty_rows(), "unreadable"
    return snapshot.rows, f"{find_home().root}@{snapshot.version}"


class _Rows:
    """Rows that a cache does not look at: the version is their key."""

    def __init__(self, rows: pd.DataFrame) -> None:
        self.rows = rows

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows)

    def __hash__(self) -> int:
        return 0


@lru_cache(maxsize=8)
def _folded(name: str, version: str, rows: _Rows) -> pd.DataFrame:
    return FOLDS[name](rows.rows)
