"""What the meeting stands on, read at each run: the journal folded with the agenda of the documents."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from data import written
from data.folds import (
    MeetingState,
    agenda_of_day,
    decisions,
    empty_rows,
    meeting_state,
)
from data.home import HomeRefused, find_home
from data.journal import Journal
from data.journal_faults import JournalError
from data.typography import french

log = logging.getLogger(__name__)


# Who is named for what the clock's buttons write, when nobody has given a name yet.
UNNAMED = "Animation de la réunion"


_NO_ROWS = empty_rows()


@dataclass(frozen=True)
class Room:
    """The meeting as read now. ``problem`` says what could not be read; the rest stays usable."""

    journal: Journal | None
    version: int
    rows: pd.DataFrame
    agenda: pd.DataFrame
    state: MeetingState
    decided: pd.DataFrame
    problem: str = ""
    missing: tuple[str, ...] = field(default=())

    @property
    def running(self) -> bool:
        return self.state.phase in ("running", "paused")

    @property
    def meeting_id(self) -> str | None:
        """The meeting under way; None between meetings."""
        return self.state.meeting_id if self.running else None

    def item(self, item_id: str | None) -> pd.Series | None:
        """The agenda row of an item; None when it is not on the agenda."""
        found = self.agenda[self.agenda["item_id"] == item_id]
        return None if found.empty else found.iloc[0]

    def neighbour(self, item_id: str | None, by: int) -> pd.Series | None:
        """The item ``by`` places after (or before) another on the agenda; None past its ends."""
        ids = self.agenda["item_id"].tolist()
        place = ids.index(item_id) + by if item_id in ids else -1
        return self.agenda.iloc[place] if 0 <= place < len(ids) else None

    @property
    def last_author(self) -> str:
        """Who saved last on this computer: suggested as a name, never used unasked."""
        named = self.rows[self.rows["author"] != UNNAMED]
        return "" if named.empty else str(named.iloc[-1]["author"])


@st.cache_resource(max_entries=8, show_spinner=False)
def _folded(
    key: tuple[object, ...], _rows: pd.DataFrame, _base: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The folds that change only when somebody saves."""
    return agenda_of_day(_rows, _base), decisions(_rows)


def _state(rows: pd.DataFrame, now: dt.datetime, agenda: pd.DataFrame) -> MeetingState:
    """Outside meetings, which is most of the time, there is nothing to fold."""
    if not (rows["kind"] == "meeting").any():
        return MeetingState(None, "not_started", now)
    return meeting_state(rows, now, agenda)


def read(base_agenda: pd.DataFrame | None, now: dt.datetime | None = None) -> Room:
    """Read the journal and fold it. ``base_agenda`` is the ``agenda`` dataset (None: unavailable)."""
    now = now or dt.datetime.now(dt.UTC)
    rows, version, root, problem = _NO_ROWS, -1, "", ""
    missing: tuple[str, ...] = ()
    journal: Journal | None = None
    try:
        root = find_home().root
        journal = written.journal()
        snapshot = journal.read()
        rows, version = snapshot.rows, snapshot.version
        missing = tuple(save.sentence for save in snapshot.missing)
    except (JournalError, HomeRefused) as error:
        problem = str(error)
    except Exception:
        log.exception("the journal cannot be read")
        problem = french("Le journal n’a pas pu être lu : rien ne peut être enregistré.")
    if base_agenda is None:
        base_agenda = pd.DataFrame(columns=["item_id", "position", "item", "speaker", "minutes", "page"])
    agenda, decided = _folded((root, version, tuple(base_agenda["item_id"])), rows, base_agenda)
    return Room(
        journal=journal,
        version=version,
        rows=rows,
        agenda=agenda,
        state=_state(rows, now, agenda),
        decided=decided,
        problem=problem,
        missing=missing,
    )
