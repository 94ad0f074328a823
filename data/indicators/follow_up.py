"""What waits for somebody today: decisions late or due, alerts of the tracking, data of a year gone by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import pandas as pd

from data.indicators import alerts, tracking
from data.journal.folds import late

# A decision is due when its day comes within two weeks.
DUE_DAYS = 14
# The datasets whose source publishes every year, and the column that says of which year a row is.
YEARLY = {"recruitment": "year", "occupation_tension": "year", "training_offers": "session"}


class Points(NamedTuple):
    """How many of each wait; ``changed`` subjects since ``meeting`` (its identifier, "" before the first).

    ``typed``: somebody wrote something, in a meeting or in the tracking.
    """

    late: int = 0
    due: int = 0
    alerts: int = 0
    stale: int = 0
    changed: int = 0
    meeting: str = ""
    typed: bool = False


def points(
    today: date,
    *,
    decided: pd.DataFrame,
    raised: int,
    entries: pd.DataFrame,
    changed: pd.DataFrame,
    yearly: Mapping[str, pd.DataFrame],
) -> Points:
    """Everything that waits on a day.

    ``decided`` is the fold ``noted``, ``entries`` the fold ``tracking_entries``, ``changed`` the fold
    ``since_meeting``, ``yearly`` the datasets of ``YEARLY``; ``raised`` counts the alerts of the tracking.
    """
    return Points(
        late=len(late(decided, today)),
        due=len(due(decided, today)),
        alerts=raised,
        stale=len(out_of_date(yearly, today)),
        changed=int(changed["subject_id"].notna().sum()),
        meeting="" if changed.empty else str(changed["meeting_id"].iloc[0]),
        typed=bool(len(decided) or len(entries)),
    )


def due(decided: pd.DataFrame, today: date) -> pd.DataFrame:
    """The open rows of ``noted`` whose day is today or within ``DUE_DAYS``, the nearest first."""
    first, last = pd.Timestamp(today), pd.Timestamp(today + timedelta(days=DUE_DAYS))
    near = decided["open"] & decided["due"].between(first, last)
    return decided[near].sort_values("due", kind="stable", ignore_index=True)


def alerts_raised(
    actions: pd.DataFrame,
    keys: pd.DataFrame,
    budget: pd.DataFrame,
    progress: pd.DataFrame,
    entries: pd.DataFrame,
    today: date,
) -> int:
    """How many alerts the tracking raises on a day, over every action and year."""
    amounts = tracking.lines(budget)
    sheet = tracking.sheet(actions, keys, amounts, progress)
    return len(alerts.alerts(alerts.tracked(sheet, tracking.by_year(amounts), entries), today))


def out_of_date(yearly: Mapping[str, pd.DataFrame], today: date) -> dict[str, int]:
    """The datasets of ``YEARLY`` whose latest year is over: name -> that year. No year: left out."""
    found = {name: last_year(yearly[name], column) for name, column in YEARLY.items() if name in yearly}
    return {name: year for name, year in found.items() if year is not None and year < today.year}


def last_year(frame: pd.DataFrame, column: str) -> int | None:
    """The latest year written in a column of years or of words (« session 2024 ou 2025 »)."""
    words = {str(value) for value in frame[column].dropna().unique()}
    years = [int(year) for word in words for year in re.findall(r"\b(?:19|20)\d\d\b", word)]
    return max(years, default=None)
