"""Looking back: the tracking as it was on a day, and what changed between two days."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from components.figures.blocks import Choice, Figure, Table, View
from components.screen import choices, tables
from components.screen.markdown import plain
from components.screen.saving import OpenJournal
from data.clock import short_moment, today
from data.french.formats import count, day
from data.french.typography import french
from data.imports.tracking_input import InputRefused, read_day
from data.journal.folds import changes_between, end_of
from data.journal.folds.rows import each
from pages.plan.tracking import words as sentences

_FROM, _TO = "suivi-du", "suivi-au"


def _past_day(words: str) -> bool:
    return _read(words)[0] is not None


def chosen() -> dt.date | None:
    """The past day asked for; None for today, for a day to come, and for what is no date."""
    return _read(str(choices.value_of(AT)))[0]


def _read(text: str) -> tuple[dt.date | None, str]:
    """The day typed, and why it cannot be one."""
    try:
        found = read_day(text)
    except InputRefused as error:
        return None, f"État au : {error}. L’état d’aujourd’hui est affiché."
    if found is None:
        return None, ""
    read = dt.date.fromisoformat(found)
    if read > today():
        return None, f"État au : {day(read)} est à venir. L’état d’aujourd’hui est affiché."
    return read, ""


AT = Choice("etat", "État au", accepts=_past_day, placeholder="JJ/MM/AAAA")


def figure(view: View, when: pd.DataFrame) -> Figure | None:
    """Which day is on screen, when it is not today; why a day typed could not be followed."""
    refused = _read(str(view.choices.get(AT.key) or ""))[1]
    if refused:
        return Figure(refused)
    if not bool(when["past"].iloc[0]):
        return None
    return Figure(
        f"État au {day(when['day'].iloc[0])}",
        subtitle="Les saisies faites depuis ne comptent pas ici. Vider « État au » pour revenir à "
        "aujourd’hui.",
    )


def show_changes(room: OpenJournal) -> None:
    """What changed between two days: amounts and statuses, who, when, why."""
    left, right = st.columns(2)
    with left:
        st.text_input("Entre le", key=_FROM, placeholder="JJ/MM/AAAA")
    with right:
        st.text_input(french("et le (vide : aujourd’hui)"), key=_TO, placeholder="JJ/MM/AAAA")
    try:
        start, end = read_day(st.session_state[_FROM] or ""), read_day(st.session_state[_TO] or "")
    except InputRefused as error:
        st.warning(plain(f"Dates : {error}."), icon=":material/event_busy:")
        return
    if start is None:
        st.caption("Donner une date de début pour voir ce qui a changé depuis la fin de ce jour-là.")
        return
    first, last = dt.date.fromisoformat(start), dt.date.fromisoformat(end) if end else today()
    if first > last:
        st.warning(
            french("La date de début est après la date de fin : les inverser."), icon=":material/event_busy:"
        )
        return
    table = changes(room.rows, first, last)
    said = f"{count(len(table.frame), 'différence')} entre la fin du {day(first)} et la fin du {day(last)}"
    st.markdown(plain(said))
    if len(table.frame):
        tables.show(table, "suivi-differences", said)


def changes(rows: pd.DataFrame, first: dt.date, last: dt.date) -> Table:
    """The fields that differ between the ends of two days, one row each."""
    found = changes_between(rows, end_of(first), end_of(last), ("budget", "progress"))
    records = [
        {
            "Action": row.subject_id,
            "Champ": sentences.field_name(row.kind, row.field, row.year, row.funder),
            "Avant": sentences.field_value(row.kind, row.field, row.before),
            "Après": sentences.field_value(row.kind, row.field, row.after),
            "Qui": row.who,
            "Quand": short_moment(row.when.to_pydatetime()),
            "Motif": row.why or "",
        }
        for row in each(found)
    ]
    columns = ["Action", "Champ", "Avant", "Après", "Qui", "Quand", "Motif"]
    return Table(pd.DataFrame(records, columns=columns))
