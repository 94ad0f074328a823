"""What the meeting stands on, read at each run: the journal folded with the agenda of the documents."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import pandas as pd
import streamlit as st

from components.site import PAGES
from data import written
from data.french.typography import french
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

log = logging.getLogger(__name__)
Folded = TypeVar("Folded")


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


_AGENDA_AS_PRINTED = "L’ordre du jour modifié n’a pas pu être lu : celui des documents est affiché."
_NOTHING_NOTED = "Ce qui a été noté en réunion n’a pas pu être lu."
_NO_CLOCK = "L’état de la réunion n’a pas pu être lu : son chronomètre est arrêté."


@st.cache_resource(max_entries=8, show_spinner=False)
def _folded(
    key: tuple[object, ...], _rows: pd.DataFrame, _base: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame, tuple[str, ...]]:
    """The folds that change only when somebody saves: the agenda with its removed items, the decisions.

    A fold that fails is as if nothing had been written for it, and a sentence says so: the others go on.
    """
    agenda, first = _folded_or(
        lambda rows: agenda_of_day(rows, _base, with_removed=True), _rows, _AGENDA_AS_PRINTED
    )
    decided, second = _folded_or(decisions, _rows, _NOTHING_NOTED)
    return agenda, decided, first + second


def _folded_or(
    fold: Callable[[pd.DataFrame], Folded], rows: pd.DataFrame, sentence: str
) -> tuple[Folded, tuple[str, ...]]:
    try:
        return fold(rows), ()
    except Exception:
        log.exception("a fold of the journal failed")
        return fold(_NO_ROWS), (french(sentence),)


def _state(
    rows: pd.DataFrame, now: dt.datetime, agenda: pd.DataFrame
) -> tuple[MeetingState, tuple[str, ...]]:
    """Outside meetings, which is most of the time, there is nothing to fold."""
    if not (rows["kind"] == "meeting").any():
        return MeetingState(None, "not_started", now), ()
    return _folded_or(lambda written: meeting_state(written, now, agenda), rows, _NO_CLOCK)


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
    whole, decided, unread = _folded((root, version, tuple(base_agenda["item_id"])), rows, base_agenda)
    agenda = whole[~whole["removed"]]
    state, clock_unread = _state(rows, now, agenda)
    return Room(
        journal=journal,
        version=version,
        rows=rows,
        agenda=agenda,
        state=state,
        decided=decided,
        removed=whole[whole["removed"]],
        problem=" ".join(filter(None, (problem, *unread, *clock_unread))),
        missing=missing,
    )
