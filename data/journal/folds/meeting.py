"""Where the meeting stands: item, time spent and left, pauses; and the changes that its buttons write.

The journal holds instants and sums, never a running counter: the state is computed from the rows and
the wall clock alone, so a restart of the server, or a laptop that slept, changes nothing to it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

import pandas as pd

from data.journal.folds.history import changes_between
from data.journal.folds.rows import Change, in_force, in_order, subjects

Phase = Literal["not_started", "running", "paused", "ended"]
_SPENT = "spent_seconds/"


@dataclass(frozen=True)
class MeetingState:
    """A meeting at an instant. Times in seconds, pauses left out; `remaining_*` None: not planned."""

    meeting_id: str | None
    phase: Phase
    now: datetime
    current_item: str | None = None
    started_at: datetime | None = None
    item_started_at: datetime | None = None
    paused_at: datetime | None = None
    elapsed: float = 0.0
    item_elapsed: float = 0.0
    remaining: float | None = None
    item_remaining: float | None = None
    spent: Mapping[str, float] = field(default_factory=dict)
    paused_seconds: float = 0.0
    item_paused_seconds: float = 0.0
    ended_at: datetime | None = None
    last_item: str | None = None
    led_by: str | None = None


def meeting_state(
    rows: pd.DataFrame, now: datetime, agenda: pd.DataFrame | None = None, meeting_id: str | None = None
) -> MeetingState:
    """The state of a meeting (the last one started if no id is given) at `now` (with a time zone).

    `elapsed` runs from the start to now, or to the end, without the pauses; `item_elapsed` adds up
    every stay on the current item; `spent` has that for each item visited. With the agenda of the
    day (item_id, minutes), `item_remaining` is the planned time of the item minus `item_elapsed`,
    and `remaining` the planned total minus `elapsed`: both may be negative (late), and None when
    the minutes, or any item's for the total, are still to be fixed. A clock set back gives 0.
    `led_by` is the mark of the window that leads (None: nobody took the wheel);
    `last_item` is the one under way, or the one that was when the meeting ended.
    """
    meetings = {str(key[0]): fields for key, fields in subjects(in_force(rows, "meeting")).items()}
    started = {name: _time(fields, "started_at") for name, fields in meetings.items()}
    if meeting_id is None:
        known = [(start, name) for name, start in started.items() if start is not None]
        meeting_id = max(known)[1] if known else None
    start = started.get(meeting_id or "")
    if meeting_id is None or start is None:
        return MeetingState(meeting_id, "not_started", now)
    fields = meetings[meeting_id]
    ended, paused = _time(fields, "ended_at"), _time(fields, "paused_at")
    phase: Phase = "ended" if ended else "paused" if paused else "running"
    stopped = min(moment for moment in (ended, paused, now) if moment is not None)
    item = fields["current_item"].value if "current_item" in fields else None
    item_start = _time(fields, "item_started_at")
    spent = {
        name.removeprefix(_SPENT): float(row.value) for name, row in fields.items() if name.startswith(_SPENT)
    }
    paused_seconds, item_paused = _seconds(fields, "paused_seconds"), _seconds(fields, "item_paused_seconds")
    if item is not None and item_start is not None:
        spent[item] = spent.get(item, 0.0) + _between(item_start, stopped, item_paused)
    elapsed = _between(start, stopped, paused_seconds)
    item_elapsed = spent.get(item, 0.0) if item is not None else 0.0
    planned, item_planned = _planned(agenda, item)
    return MeetingState(
        meeting_id=meeting_id,
        phase=phase,
        now=now,
        current_item=item,
        started_at=start,
        item_started_at=item_start,
        paused_at=paused,
        elapsed=elapsed,
        item_elapsed=item_elapsed,
        remaining=None if planned is None else planned - elapsed,
        item_remaining=None if item_planned is None else item_planned - item_elapsed,
        spent=spent,
        paused_seconds=paused_seconds,
        item_paused_seconds=item_paused,
        ended_at=ended,
        last_item=item or _last_item(rows, meeting_id),
        led_by=fields["led_by"].value if "led_by" in fields else None,
    )


def changed_since_last(rows: pd.DataFrame) -> pd.DataFrame:
    """What differs from the end of the last meeting that ended: meeting_id, kind, subject_id, one row each.

    The state of meetings and their agenda are left out. When nothing changed since, one row whose kind and
    subject_id are null still names the meeting; no row when none has ended.
    """
    columns = ["meeting_id", "kind", "subject_id"]
    meetings = subjects(in_force(rows, "meeting"))
    ended = [
        (end, str(key[0]))
        for key, fields in meetings.items()
        if (end := _time(fields, "ended_at")) is not None
    ]
    if not ended:
        return pd.DataFrame(columns=columns, dtype="str")
    end, meeting_id = max(ended)
    last = max(end, rows["saved_at"].max().to_pydatetime())
    changed = changes_between(rows, end, last, ("decision", "recommendation", "budget", "progress"))
    found = changed[["kind", "subject_id"]].drop_duplicates()
    if found.empty:
        found = pd.DataFrame({"kind": [None], "subject_id": [None]})
    return found.assign(meeting_id=meeting_id)[columns].astype("str").reset_index(drop=True)


def start(meeting_id: str, item_id: str, now: datetime) -> list[Change]:
    """What starting a meeting on an item writes."""
    return _changes(
        meeting_id, {"started_at": _iso(now), "current_item": item_id, "item_started_at": _iso(now)}
    )


def go_to(state: MeetingState, item_id: str) -> list[Change]:
    """What going to another item writes; the time spent on the one left is kept. Ends a pause."""
    return _changes(
        state.meeting_id,
        _resumed(state) | _left(state) | {"current_item": item_id, "item_started_at": _iso(state.now)},
    )


def pause(state: MeetingState) -> list[Change]:
    """What pausing writes; nothing if the meeting is not running."""
    return _changes(state.meeting_id, {"paused_at": _iso(state.now)} if state.phase == "running" else {})


def resume(state: MeetingState) -> list[Change]:
    """What resuming writes; nothing if the meeting is not paused."""
    return _changes(state.meeting_id, _resumed(state))


def finish(state: MeetingState) -> list[Change]:
    """What ending the meeting writes; nothing if it is not under way."""
    if state.phase not in ("running", "paused"):
        return []
    gone = {"current_item": None, "item_started_at": None}
    return _changes(state.meeting_id, _resumed(state) | _left(state) | gone | {"ended_at": _iso(state.now)})


def reopen(state: MeetingState) -> list[Change]:
    """What taking an ended meeting up again writes: on its last item, and the time since is a pause."""
    if state.phase != "ended" or state.ended_at is None:
        return []
    since = _between(state.ended_at, state.now, 0.0)
    return _changes(
        state.meeting_id,
        {
            "ended_at": None,
            "current_item": state.last_item,
            "item_started_at": _iso(state.now) if state.last_item else None,
            "paused_seconds": f"{state.paused_seconds + since:.3f}",
        },
    )


def _last_item(rows: pd.DataFrame, meeting_id: str) -> str | None:
    """The last item that this meeting went to."""
    of_it = (rows["kind"] == "meeting") & (rows["subject_id"] == meeting_id)
    been = in_order(rows[of_it & (rows["field"] == "current_item")])["value"].dropna()
    return None if been.empty else str(been.iloc[-1])


def _left(state: MeetingState) -> dict[str, str | None]:
    if state.current_item is None:
        return {}
    return {f"{_SPENT}{state.current_item}": f"{state.item_elapsed:.3f}", "item_paused_seconds": None}


def _resumed(state: MeetingState) -> dict[str, str | None]:
    if state.phase != "paused" or state.paused_at is None:
        return {}
    pause_length = _between(state.paused_at, state.now, 0.0)
    return {
        "paused_at": None,
        "paused_seconds": f"{state.paused_seconds + pause_length:.3f}",
        "item_paused_seconds": f"{state.item_paused_seconds + pause_length:.3f}",
    }


def _changes(meeting_id: str | None, fields: Mapping[str, str | None]) -> list[Change]:
    if meeting_id is None:
        return []
    return [Change("meeting", meeting_id, name, value) for name, value in fields.items()]


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")


def _time(fields: Mapping, name: str) -> datetime | None:
    return datetime.fromisoformat(fields[name].value) if name in fields else None


def _seconds(fields: Mapping, name: str) -> float:
    return float(fields[name].value) if name in fields else 0.0


def _between(begin: datetime, end: datetime, without: float) -> float:
    return max(0.0, (end - begin).total_seconds() - without)


def _planned(agenda: pd.DataFrame | None, item: str | None) -> tuple[float | None, float | None]:
    """Planned seconds of the whole agenda and of one item; None where minutes are to be fixed."""
    if agenda is None or agenda.empty:
        return None, None
    minutes = pd.to_numeric(agenda["minutes"]).astype("Float64")
    total = None if minutes.isna().any() else float(minutes.sum()) * 60
    of_item = minutes[agenda["item_id"] == item].dropna()
    return total, None if of_item.empty else float(of_item.iloc[0]) * 60
