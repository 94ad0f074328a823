"""The next date and the deadlines of a meeting as one iCalendar file: RFC 5545, whole days."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from data.french.formats import is_unknown
from data.french.typography import french
from pages.meeting.held import Held
from pages.meeting.words import type_word

# Who makes the identifiers of the events: the same meeting written again replaces its own.
_DOMAIN = "cep-numerique-martinique"


def written(held: Held) -> bytes:
    """The .ics: the next meeting, then what has a day and is still to be done, one event a day each."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//CEP Numérique Martinique//Séance//FR")
    calendar.add("version", "2.0")
    stamp = held.state.ended_at or held.state.started_at or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    if held.settings.next_date:
        uid = f"prochaine-{held.meeting_id}"
        # Its own title is not known yet: that of the meeting held would name the wrong one.
        following = f"Réunion du CEP, après « {held.settings.title} »"
        calendar.add_component(_day(uid, french(following), held.settings.next_date, stamp))
    for _, row in pd.concat([held.noted, held.earlier]).iterrows():
        if pd.isna(row["due"]) or not row["open"]:
            continue
        who = "" if is_unknown(row["who"]) else f" ({row['who']})"
        summary = french(f"{type_word(row['type'])} : {'' if is_unknown(row['text']) else row['text']}{who}")
        calendar.add_component(_day(str(row["decision_id"]), summary, row["due"].date(), stamp))
    return calendar.to_ical()


def _day(uid: str, summary: str, day: dt.date, stamp: dt.datetime):  # type: ignore[no-untyped-def]
    from icalendar import Event

    event = Event()
    event.add("uid", f"{uid}@{_DOMAIN}")
    event.add("dtstamp", stamp.astimezone(dt.UTC))
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", " ".join(summary.split()))
    return event
