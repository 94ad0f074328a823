"""Whether the meeting keeps its time: delay so far, and when it would end, from plan and clock alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from data.french.formats import count, is_unknown
from data.french.typography import french
from data.journal.folds import MeetingState
from pages.meeting.words import minutes


@dataclass(frozen=True)
class Pace:
    """``late``: seconds over the plan, negative when ahead (None: no item with minutes was dealt with).

    ``end``: when the meeting would end if the items to come take their minutes; ``to_fix``: how many of
    them, the one under way included, have none and are counted for nothing.
    """

    late: float | None
    end: dt.datetime
    to_fix: int


def pace(state: MeetingState, agenda: pd.DataFrame) -> Pace:
    """The pace of a meeting under way. Items that were left are compared with their minutes."""
    late: list[float] = []
    to_come, to_fix = 0.0, 0
    ids = agenda["item_id"].tolist()
    here = ids.index(state.current_item) if state.current_item in ids else -1
    for rank, item in enumerate(agenda.to_dict(orient="records")):
        spent = state.spent.get(str(item["item_id"]))
        if is_unknown(item["minutes"]):
            to_fix += int(rank >= here and (spent is None or rank == here))
            continue
        planned = float(item["minutes"]) * 60
        if rank == here:
            late.append(max(0.0, (spent or 0.0) - planned))
            to_come += max(0.0, planned - (spent or 0.0))
        elif spent is not None:
            late.append(spent - planned)
        elif rank > here:
            to_come += planned
    return Pace(sum(late) if late else None, state.now + dt.timedelta(seconds=to_come), to_fix)


def delay_words(found: Pace) -> str:
    """« retard : 5 min », « avance : 2 min », « à l’heure »; what cannot be said is said."""
    if found.late is None:
        return "retard non calculé : aucun point traité n’a de durée prévue"
    if abs(found.late) < 60:
        return "à l’heure sur les points à durée fixée"
    return french(f"{'retard' if found.late > 0 else 'avance'} : {minutes(abs(found.late))}")


def end_words(found: Pace, zone: dt.tzinfo) -> str:
    """« fin prévue : 11 h 40, au plus tôt (10 durées à fixer) »."""
    local = found.end.astimezone(zone)
    said = french(f"fin prévue : {local:%H}\u00a0h\u00a0{local:%M}")
    return f"{said} au plus tôt ({count(found.to_fix, 'durée')} à fixer)" if found.to_fix else said
