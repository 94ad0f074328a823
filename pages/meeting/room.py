"""What the meeting stands on, read at each run: the journal folded with the agenda of the documents."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field

import pandas as pd

from components.screen.saving import OpenJournal
from data import store
from data.french.typography import french
from data.home import HomeRefused
from data.journal import Journal
from data.journal.folds import MeetingState, current_meeting, empty_rows, meeting_state
from data.store import UNAVAILABLE
from pages.registry import PAGES

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Room(OpenJournal):
    """The meeting as read now. ``removed``: the items taken off the agenda, like ``agenda``.

    ``unread``: why the state of the meeting is not known, which is not « none was held ».
    """

    agenda: pd.DataFrame = field(default_factory=pd.DataFrame)
    state: MeetingState = field(
        default_factory=lambda: MeetingState(None, "not_started", dt.datetime.now(dt.UTC))
    )
    decided: pd.DataFrame = field(default_factory=pd.DataFrame)
    removed: pd.DataFrame = field(default_factory=pd.DataFrame)
    unread: str = ""

    @property
    def running(self) -> bool:
        return self.state.phase in ("running", "paused")

    @property
    def meeting_id(self) -> str | None:
        """The meeting under way; None between meetings."""
        return self.state.meeting_id if self.running else None

    @property
    def prepared(self) -> str | None:
        """The meeting that is prepared and not started, when none is under way."""
        return None if self.running else current_meeting(self.rows)

    @property
    def edited(self) -> str | None:
        """The meeting that settings and agenda are typed for; None: the standing agenda."""
        return self.meeting_id or self.prepared

    @property
    def of_interest(self) -> str | None:
        """The meeting that the page speaks of: the one under way or prepared, else the last one held."""
        return self.edited or self.state.meeting_id

    def fresh_id(self, day: str) -> str:
        """The id of a new meeting: its ISO day, and a rank when the day has one already."""
        known = set(self.rows.loc[self.rows["kind"] == "meeting", "subject_id"])
        rank = 1
        while (name := day if rank == 1 else f"{day}-{rank}") in known:
            rank += 1
        return name

    def subject(self, item_id: str) -> str:
        """What an item is called in the journal when it is changed for this meeting alone."""
        return f"{self.edited}/{item_id}" if self.edited else item_id

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


def page_of(item: pd.Series) -> str:
    """The page on which an item is led: its own, else « Séance »."""
    page = item["page"]
    return page if isinstance(page, str) and page in PAGES else "seance"


def _state(rows: pd.DataFrame, now: dt.datetime, agenda: pd.DataFrame) -> tuple[MeetingState, str]:
    """The state of the meeting, and why it could not be read: then as if none was held.

    Outside meetings, which is most of the time, there is nothing to fold.
    """
    none_held = MeetingState(None, "not_started", now)
    if not (rows["kind"] == "meeting").any():
        return none_held, ""
    try:
        return meeting_state(rows, now, agenda), ""
    except Exception:
        log.exception("the state of the meeting cannot be read")
        return none_held, french(
            "L’état de la réunion n’a pas pu être lu : son chronomètre est arrêté, et aucune autre réunion "
            "ne peut commencer par-dessus. Rien n’est perdu : l’ordre du jour et les notes restent là."
        )


def _journal() -> Journal | None:
    try:
        return store.journal()
    except HomeRefused:  # said in ``problem``
        return None


def unread() -> Room:
    """The meeting when it cannot be read: none is held, and nothing can be written."""
    said = french("La réunion n’a pas pu être lue : rien ne peut être enregistré.")
    agenda = store.empty("agenda_of_day")
    return Room(
        journal=None,
        version=-1,
        rows=empty_rows(),
        agenda=agenda,
        decided=store.empty("noted"),
        problem=said,
        removed=agenda,
    )


def read(now: dt.datetime | None = None) -> Room:
    """Read the journal and fold it with the agenda of the documents."""
    served = store.as_of(None)
    written = served.written
    whole, decided = (served.load(name) for name in ("agenda_of_day?", "noted?"))
    agenda = whole[~whole["removed"]]
    state, unread = _state(written.rows, now or dt.datetime.now(dt.UTC), agenda)
    unavailable = (frame.attrs.get(UNAVAILABLE) for frame in (whole, decided))
    return Room(
        journal=_journal(),
        version=written.version,
        rows=written.rows,
        agenda=agenda,
        state=state,
        decided=decided,
        problem=written.problem,
        missing=(*written.missing, *filter(None, (*unavailable, unread))),
        removed=whole[whole["removed"]],
        unread=unread,
        store=served,
    )
