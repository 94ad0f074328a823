"""The page « Séance »: the room, the clock, the agenda, what was noted; and its screens."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import downloads, filters, tables, visits
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.projection import Screen
from components.screen.saving import show_said
from data import meeting_settings
from data.clock import LOCAL_ZONE, today
from data.french import formats
from data.french.typography import french
from data.journal.folds import from_earlier, late, noted_at
from data.settings import Settings
from data.store import Store
from pages.meeting import agenda, agenda_grid, attendance, check, lead, notes, preparing
from pages.meeting import held as held_meeting
from pages.meeting import screens as projected
from pages.meeting import words as sentences
from pages.meeting.documents import agenda_table, decision_table
from pages.meeting.offered import MeetingHeld, of_meeting
from pages.meeting.room import Room
from pages.registry import PAGES, PRESENTED, all_contents

# How much of what is open is shown beside the agenda.
_MOST_OPEN = 3
_BY_DAY = "Échéance"
_ORDERS = {_BY_DAY: sentences.in_order_of_urgency, "Personne": sentences.by_owner}


def headline(view: View, agenda: pd.DataFrame) -> list[str]:
    return sentences.headline(agenda[~agenda["removed"]])


def today_view(view: View, store: Store) -> None:
    """What is done today, on one screen: the agenda, and beside it the start, what is open, the room."""
    room = _room()
    settings = meeting_settings.of_meeting(room.rows, room.of_interest)
    left, right = st.columns([5, 3], gap="medium")
    with left, guarded("Ordre du jour"):
        agenda.show(room)
    with right:
        st.caption(plain(" · ".join(_where(settings))))
        for sentence in (settings.problem, room.problem, *room.missing):
            if sentence:
                st.warning(plain(sentence), icon=":material/report:")
        with guarded("Conduite de la réunion"):
            lead.start_or_clock(room, projecting=True)
        show_said()
        with guarded("Présences"):
            attendance.show(room, settings)
        with guarded("À suivre"):
            _open_now(room)
        with guarded("Vérification de la salle"):
            check.show(store)


def lead_view(view: View, store: Store) -> None:
    """For who leads: the item, its time, what comes, and the buttons."""
    with guarded("Conduite de la réunion"):
        lead.show(_room(), store)


def decisions_view(view: View, store: Store) -> None:
    with guarded("Décisions"):
        show_said()
        _decisions(_room())


def documents_view(view: View, store: Store) -> None:
    with guarded("Documents"):
        st.caption("Construits à la demande, avec les chiffres de l’écran.")
        _documents(_room(), store)


def settings_view(view: View, store: Store) -> None:
    with guarded("Réglages de la réunion"):
        preparing.show(_room())
    with guarded("Ordre du jour"):
        st.header("Ordre du jour", anchor=False)
        agenda_grid.show(_room())
        agenda.edit(_room())


def _open_now(room: Room) -> None:
    """How much is still to be followed, the most urgent first, each with its way to the list."""
    still = room.decided[room.decided["open"]]
    if still.empty:
        st.caption("Rien n’est à suivre.")
        return
    said = sentences.lateness(late(room.decided, today()), today())
    st.markdown(f"**{plain(formats.count(len(still), 'engagement'))} à suivre.** {plain(said)}")
    for _, row in sentences.in_order_of_urgency(still).head(_MOST_OPEN).iterrows():
        st.caption(plain(sentences.short(sentences.decision_line(row), 110)))


def _room() -> Room:
    room = visits.current().journal
    assert isinstance(room, Room)
    return room


def _documents(room: Room, store: Any) -> None:
    """The documents of a meeting: the one under way or the last one, unless another is chosen."""
    held = _chosen_meeting(room)
    titles = {PAGES[name].title: name for name in PRESENTED}
    picked = st.multiselect(
        "Pages du PowerPoint, du PDF et de l’Excel",
        list(titles),
        key="documents-pages",
        placeholder=french("Aucune cochée : les écrans de la réunion"),
        select_all=False,
    )
    in_force = filters.chosen()
    seen = store if held.closed is None else store.as_of(held.closed.astimezone(LOCAL_ZONE).date())
    offered = of_meeting(
        MeetingHeld(all_contents, held, agenda.folder()), seen, in_force, [titles[title] for title in picked]
    )
    made_from = (held.meeting_id, room.version, in_force, picked)
    downloads.offer(offered, "seance", made_from)


def _chosen_meeting(room: Room) -> held_meeting.Held:
    """The meeting whose documents are asked for, and what it was: agenda, attendance, what was noted."""
    known = held_meeting.known(room.rows)
    if known.empty:
        return held_meeting.of(room.rows, None)
    names = {str(row["meeting_id"]): preparing.name_of(row) for _, row in known.iterrows()}
    chosen = st.selectbox(
        "Réunion", list(names), format_func=lambda name: french(names[name]), key="documents-meeting"
    )
    held = held_meeting.of(room.rows, chosen)
    opened = st.expander("Cette réunion telle qu’elle était", key="documents-as-it-was", on_change="rerun")
    if opened.open:
        with opened:
            tables.show(agenda_table(held.agenda), "documents-agenda", "Ordre du jour")
            st.caption(plain(attendance.line(held.present)))
            if held.noted.empty:
                st.caption("Rien n’a été noté à cette réunion.")
            else:
                noted = decision_table(held.noted, held.agenda)
                tables.show(noted, "documents-noted", "Ce qui a été noté")
            if (room.state.phase, room.state.meeting_id) == ("ended", chosen):
                lead.reopen(room, "Rouvrir cette réunion pour la corriger", "documents-reopen")
    return held


def _where(settings: Settings) -> list[str]:
    parts = [settings.title, formats.day(settings.date, none=""), settings.place or ""]
    if settings.cep_expansion:
        parts.append(french(f"CEP : {settings.cep_expansion}"))
    return [part for part in parts if part]


def _decisions(room: Room) -> None:
    said = sentences.lateness(late(room.decided, today()), today())
    if said:
        st.warning(plain(said), icon=":material/schedule:")
    notes.ask_name()
    earlier, here = _earlier(room), _here(room)
    if len(earlier) + len(here) > _MOST_OPEN:
        order = st.segmented_control(
            "Trier par", list(_ORDERS), default=_BY_DAY, required=True, key="decisions-order"
        )
        earlier, here = (_ORDERS[order or _BY_DAY](rows) for rows in (earlier, here))
    if not earlier.empty:
        st.header("À suivre depuis les réunions précédentes", anchor=False)
        notes.show_list(room, earlier, "earlier")
    st.header("Notées à cette réunion" if room.running else "Notées", anchor=False)
    if here.empty:
        st.caption(
            french(
                "Rien n’est encore noté. Le bouton « Noter » est dans la barre latérale de chaque page, "
                "et sous la touche N, en projection aussi."
            )
        )
    else:
        notes.show_list(room, here, "here")


def _earlier(room: Room) -> pd.DataFrame:
    """Open items of earlier meetings, the late ones first."""
    if room.meeting_id is None or room.state.started_at is None:
        return room.decided.iloc[0:0]
    earlier = from_earlier(room.decided, room.meeting_id, room.state.started_at)
    return sentences.in_order_of_urgency(earlier)


def _here(room: Room) -> pd.DataFrame:
    """What was noted at the meeting under way; between meetings, all that was, the urgent first."""
    noted = room.decided
    if room.meeting_id:
        noted = noted[noted["meeting"] == room.meeting_id]
    return sentences.in_order_of_urgency(noted)


def screens(room: Room, settings: Settings, slug: str) -> list[Screen]:
    """The page projected: cover, agenda, what is open, what was noted; or the closing of the meeting."""
    if slug == projected.CLOSING:
        held = room.state
        if held.meeting_id is None or held.started_at is None:
            return projected.closing(room.decided)
        noted = noted_at(room.decided, held.meeting_id, held.started_at)
        return projected.closing(noted, settings.next_date)
    opening, agenda_screens = projected.cover(_where(settings)[1:], settings), projected.agenda(room)
    # Once the meeting goes on, the room comes back here to see where it is.
    found = [*agenda_screens, opening] if room.running else [opening, *agenda_screens]
    for title, noted in (
        ("À suivre depuis les réunions précédentes", _earlier(room)),
        ("Notées à cette réunion" if room.running else "Notées", _here(room)),
    ):
        found += projected.noted(title, noted)
    return found
