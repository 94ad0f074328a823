"""A meeting as it was: its agenda, attendance, notes and settings, from what was written until it closed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from data import meeting_settings, store
from data.journal.folds import (
    MeetingState,
    agenda_of_day,
    attendance,
    closed_at,
    decisions,
    from_earlier,
    meeting_state,
    meetings,
    noted_at,
    rows_of,
    screens_shown,
)
from data.settings import Settings


@dataclass(frozen=True)
class Held:
    """One meeting: ``agenda`` as ``agenda_of_day``, ``noted`` and ``earlier`` as ``decisions`` give them,
    ``shown`` as ``screens_shown``.
    """

    meeting_id: str | None
    settings: Settings
    agenda: pd.DataFrame
    state: MeetingState
    noted: pd.DataFrame
    earlier: pd.DataFrame
    present: pd.DataFrame
    shown: pd.DataFrame
    closed: dt.datetime | None = None


def known(rows: pd.DataFrame) -> pd.DataFrame:
    """The meetings that were held or are under way, the last one first, as ``meetings`` gives them."""
    found = meetings(rows)
    return found[found["started_at"].notna()].iloc[::-1].reset_index(drop=True)


def of(rows: pd.DataFrame, meeting_id: str | None, now: dt.datetime | None = None) -> Held:
    """A meeting as it was when it closed, or as it is; None: what there is before the first one."""
    base = store.load("agenda?")
    now = now or dt.datetime.now(dt.UTC)
    if meeting_id is None:
        decided = decisions(rows)
        return Held(
            None,
            meeting_settings.in_force(),
            agenda_of_day(rows, base),
            MeetingState(None, "not_started", now),
            decided,
            decided.iloc[0:0],
            attendance(rows, ""),
            screens_shown(rows, ""),
        )
    written = rows_of(rows, meeting_id)
    agenda = agenda_of_day(written, base, meeting_id=meeting_id)
    state = meeting_state(written, now, agenda, meeting_id)
    decided = decisions(written)
    noted = noted_at(decided, meeting_id, state.started_at) if state.started_at else decided.iloc[0:0]
    earlier = from_earlier(decided, meeting_id, state.started_at or now)
    return Held(
        meeting_id,
        meeting_settings.of_meeting(written, meeting_id),
        agenda,
        state,
        noted,
        earlier[~earlier["decision_id"].isin(noted["decision_id"])],
        attendance(written, meeting_id),
        screens_shown(written, meeting_id),
        closed_at(rows, meeting_id),
    )
