"""The meetings, prepared or held: what was set for each, and until when what was written counts for it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import pandas as pd

from data.clock import LOCAL_ZONE
from data.journal.folds.rows import end_of, in_force, subjects, until

MEETING_COLUMNS = (
    "meeting_id",
    "title",
    "day",
    "place",
    "logos",
    "next_day",
    "agenda_from",
    "prepared_at",
    "started_at",
    "ended_at",
)
_TEXTS = ("meeting_id", "title", "place", "agenda_from")
_DAYS = ("day", "next_day")
_TIMES = ("prepared_at", "started_at", "ended_at")
PRESENT, ARRIVED, LEFT = "present/", "arrived/", "left/"


def meetings(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a meeting, the oldest first: those that were held, then those that are only prepared.

    Columns: `MEETING_COLUMNS`. `day` and `next_day` are days (NaT: not set), `logos` a tuple of file ids,
    `agenda_from` the meeting whose agenda it starts from (null: the standing one), times in UTC.
    """
    records = []
    for (meeting_id,), fields in subjects(in_force(rows, "meeting")).items():
        record: dict[str, Any] = {name: row.value for name, row in fields.items()}
        record["meeting_id"] = meeting_id
        record["logos"] = tuple(part for part in record.get("logos", "").split(",") if part)
        records.append(record)
    return _framed(records) if records else _none().copy(deep=False)


@cache
def _none() -> pd.DataFrame:
    # Asked several times by each page, most often before the first meeting.
    return _framed(())


def _framed(records: Sequence[dict[str, Any]]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(list(records), columns=list(MEETING_COLUMNS))
    frame = frame.astype(dict.fromkeys(_TEXTS, "str"))
    for name in _DAYS:
        frame[name] = pd.to_datetime(frame[name], format="%Y-%m-%d").astype("datetime64[s]")
    for name in _TIMES:
        frame[name] = pd.to_datetime(frame[name], utc=True, format="ISO8601").astype("datetime64[ms, UTC]")
    frame = frame[frame["started_at"].notna() | frame["prepared_at"].notna()]
    return frame.sort_values(["started_at", "prepared_at", "meeting_id"], ignore_index=True)


def current_meeting(rows: pd.DataFrame) -> str | None:
    """The meeting under way, else the last one prepared that has not started; None: there is neither."""
    known = meetings(rows)
    held = known[known["started_at"].notna()]
    if len(held) and pd.isna(held.iloc[-1]["ended_at"]):
        return str(held.iloc[-1]["meeting_id"])
    prepared = known[known["started_at"].isna()]
    return str(prepared.iloc[-1]["meeting_id"]) if len(prepared) else None


def closed_at(rows: pd.DataFrame, meeting_id: str) -> datetime | None:
    """The instant after which nothing changes a meeting that was held: the end of the day it ended.

    What is corrected that evening is in it. None: it has not ended, or was taken up again.
    """
    ended = meetings(rows).set_index("meeting_id")["ended_at"].get(meeting_id)
    if ended is None or pd.isna(ended):
        return None
    return end_of(ended.to_pydatetime().astimezone(LOCAL_ZONE).date())


def rows_of(rows: pd.DataFrame, meeting_id: str) -> pd.DataFrame:
    """The rows that count for a meeting: until it is closed."""
    return until(rows, closed_at(rows, meeting_id))


def attendance(rows: pd.DataFrame, meeting_id: str) -> pd.DataFrame:
    """Who was there, in the order they were noted.

    Columns: name, organisation (null: not said), arrived and left (« 09:40 », hours of the room; null: there
    from the start, or to the end).
    """
    of_it = in_force(rows, "meeting")
    of_it = of_it[of_it["subject_id"] == meeting_id].sort_values(["saved_at", "field"])
    named = of_it[of_it["field"].str.startswith(PRESENT)]
    names = named["field"].str.removeprefix(PRESENT)
    hours = dict(zip(of_it["field"], of_it["value"], strict=True))
    found = pd.DataFrame(
        {
            "name": names,
            "organisation": named["value"].where(named["value"] != ""),
            "arrived": [hours.get(ARRIVED + name) for name in names],
            "left": [hours.get(LEFT + name) for name in names],
        }
    )
    return found.astype("str").reset_index(drop=True)


def agenda_fields(
    rows: pd.DataFrame, meeting_id: str | None
) -> tuple[Mapping[tuple, Mapping[str, Any]], ...]:
    """What changes the agenda of the documents for a meeting, the first to apply first.

    For the standing agenda (None), what was changed for every meeting. Then, for a meeting, what was changed
    for the one that it starts from, and for it alone: subjects « meeting/item », by item.
    """
    standing: dict[tuple, Mapping[str, Any]] = {}
    own: dict[str, dict[tuple, Mapping[str, Any]]] = {}
    written = rows if meeting_id is None else rows_of(rows, meeting_id)
    for (subject,), fields in subjects(in_force(written, "agenda")).items():
        of, slash, item_id = str(subject).partition("/")
        if slash:
            own.setdefault(of, {})[(item_id,)] = fields
        else:
            standing[(subject,)] = fields
    if meeting_id is None:
        return (standing,)
    came_from = meetings(written).set_index("meeting_id")["agenda_from"].get(meeting_id)
    if came_from is None or pd.isna(came_from) or came_from == meeting_id:
        return (standing, own.get(meeting_id, {}))
    # As that one was when it closed; it is older, so this comes to an end.
    earlier = until(written, _prepared_at(written, meeting_id))
    return (*agenda_fields(earlier, str(came_from)), own.get(meeting_id, {}))


def _prepared_at(rows: pd.DataFrame, meeting_id: str) -> datetime | None:
    made = rows[(rows["kind"] == "meeting") & (rows["subject_id"] == meeting_id)]["saved_at"].min()
    return None if pd.isna(made) else made.to_pydatetime()
