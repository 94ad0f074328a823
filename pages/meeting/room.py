"""What the meeting stands on, read at each run: the journal folded with the agenda of the documents."""

from __future__ import annotations

import datetime as dt
import logging
from dataclasses import dataclass, field

import pandas as pd

from components.site import PAGES
from data import store
from data.french.typography import french
from data.home import HomeRefused
from data.journal import Journal
from data.journal.folds import MeetingState, meeting_state
from data.store import UNAVAILABLE, StoreAt

log = logging.getLogger(__name__)

# Who is named for what the clock's buttons write, when nobody has given a name yet.
UNNAMED = "Animation de la réunion"


@dataclass(frozen=True)
class Room:
    """The meeting as read now. ``problem`` says why the journal could not be read; the rest stays usable.

    ``missing``: sentences on what is lost or could not be shown; ``removed``: the items taken off the
    agenda, like ``agenda``; ``store``: the datasets, with the same journal.
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
    store: StoreAt = field(default_factory=StoreAt)

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


def _state(rows: pd.DataFrame, now: dt.datetime, agenda: pd.DataFrame) -> MeetingState:
    """Outside meetings, which is most of the time, there is nothing to fold."""
    if not (rows["kind"] == "meeting").any():
        return MeetingState(None, "not_started", now)
    return meeting_state(rows, now, agenda)


def _journal() -> Journal | None:
    try:
        return store.journal()
    except HomeRefused:  # said in ``problem``
        return None


def read(now: dt.datetime | None = None) -> Room:
    """Read the journal and fold it with the agenda of the documents."""
    served = store.as_of(None)
    written = served.written
    whole, decided = (served.load(name) for name in ("agenda_of_day?", "noted?"))
    agenda = whole[~whole["removed"]]
    unavailable = [frame.attrs.get(UNAVAILABLE, "") for frame in (whole, decided)]
    now = now or dt.datetime.now(dt.UTC)
    try:
        state = _state(written.rows, now, agenda)
    except Exception:
        log.exception("the clock of the meeting could not be folded")
        state = MeetingState(None, "not_started", now)
        unavailable.append(french("Le déroulé de la réunion n’a pas pu être relu : l’horloge est à l’arrêt."))
    return Room(
        journal=_journal(),
        version=written.version,
        rows=written.rows,
        agenda=agenda,
        state=state,
        decided=decided,
        problem=written.problem,
        missing=(*(save.sentence for save in written.missing), *filter(None, unavailable)),
        removed=whole[whole["removed"]],
        store=served,
    )
