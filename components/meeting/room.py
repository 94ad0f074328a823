"""What the meeting stands on, read at each run: the journal folded with the agenda of the documents."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from components.site import PAGES
from data import written
from data.home import HomeRefused, find_home
from data.journal import Journal
from data.journal.faults import JournalError
from data.journal.folds import (
    MeetingState,
    agenda_of_day,
    decisions,
    empty_rows,
    meeting_state,
)
from data.typography import french

log = logging.getLogger(__name__)


# Who is named for what the clock's buttons write, when nobody has given a name yet.
UNNAMED = "Animation de la réunion"


_NO_ROWS = empty_rows()


@dataclass(frozen=True)
class Room:
    """The meeting as read now. ``problem`` says what could not be read; the rest stays usable.

    ``removed``: the items taken off the agenda, like ``agenda``.
    """

    journal: Journal | None
    version: int
    rows: pd.DataFrame
    agenda: pd.DataFrame
    state: MeetingState
    decided: pd.DataFrame
    problem: str = ""
    missing: tuple[str, ...] = field(default=())
    removed: pd.DataFrame = field(default_factory=pd.DataFrame)

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
        """The item ``by`` places after (or before) another on the agenda; None past its ends.

        After an item that was taken off the agenda comes the first one that has not been dealt with.
        """
        ids = self.agenda["item_id"].tolist()
        if item_id in ids:
            place = ids.index(item_id) + by
        else:
            place = next((rank for rank, name in enumerate(ids) if name not in self.state.spent), -1)
        return self.agenda.iloc[place] if 0 <= place < len(ids) else None

    @property
    def last_author(self) -> str:
        """Who saved last on this computer: suggested as a name, never used unasked."""
        named = self.rows[self.rows["author"] != UNNAMED]
        return "" if named.empty else str(named.iloc[-1]["author"])


def page_of(item: pd.Series) -> str:
    """The page on which an item is led: its own, else « Séance »."""
    page = item["page"]
    return page if isinstance(page, str) and page in PAGES else "seance"


@st.cache_resource(max_entries=8, show_spinner=False)
def _folded(
    key: tuple[object, ...], _rows: pd.DataFrame, _base: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The folds that change only when somebody saves: the agenda with its removed items, the decisions."""
    return agenda_of_day(_rows, _base, with_removed=True), decisions(_rows)


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
        missing = snapshot.sentences
    except (JournalError, HomeRefused) as error:
        problem = str(error)
    except Exception:
        log.exception("the journal cannot be read")
        problem = french("Le journal n’a pas pu être lu : rien ne peut être enregistré.")
    if base_agenda is None:
        base_agenda = pd.DataFrame(columns=["item_id", "position", "item", "speaker", "minutes", "page"])
    whole, decided = _folded((root, version, tuple(base_agenda["item_id"])), rows, base_agenda)
    agenda = whole[~whole["removed"]]
    return Room(
        journal=journal,
        version=version,
        rows=rows,
        agenda=agenda,
        state=_state(rows, now, agenda),
        decided=decided,
        removed=whole[whole["removed"]],
        problem=problem,
        missing=missing,
    )
