"""The page « Séance »: the room, the clock, the agenda, what was noted; and its screens."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pandas as pd
import streamlit as st

from components.documents.offered import MeetingHeld
from components.figures.blocks import Contents
from components.screen import downloads, rights
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.projection import Screen
from data.french import formats
from data.french.formats import NARROW_SPACE
from data.french.typography import french
from data.journal.folds import LOCAL_ZONE, late, open_from_earlier
from data.settings import Settings
from pages.contents import all_contents
from pages.meeting import agenda, check, controls, notes
from pages.meeting import screens as projected
from pages.meeting import words as sentences
from pages.meeting.room import Room
from pages.meeting.saving import show_said
from pages.plan.tracking import desk as tracking

_CLOCK = "5s"


def today() -> dt.date:
    return dt.datetime.now(LOCAL_ZONE).date()


def show(room: Room, settings: Settings, store: Any) -> None:
    """The page on the laptop of the person who leads."""
    st.title("Séance", anchor=False)
    st.caption(plain(" · ".join(_where(settings))))
    if settings.problem:
        st.warning(plain(settings.problem), icon=":material/report:")
    for sentence in (room.problem, *room.missing):
        if sentence:
            st.warning(plain(sentence), icon=":material/report:")
    show_said()
    with guarded("Ordre du jour"):
        for sentence in sentences.headline(room.agenda):
            st.markdown(f"#### {plain(sentence)}")
    with guarded("Vérification de la salle"):
        check.show(store)
    with guarded("Conduite de la réunion"):
        _lead(room)
    with guarded("Ordre du jour"):
        st.header("Ordre du jour", anchor=False, divider="gray")
        agenda.show(room)
        opened = st.expander("Modifier l’ordre du jour", key="agenda-edit", on_change="rerun")
        if opened.open:
            with opened:
                agenda.edit(room)
    with guarded("Décisions"):
        _decisions(room)
    with guarded("Documents"):
        st.header("Documents", anchor=False, divider="gray")
        st.caption("Construits à la demande, avec les chiffres de l’écran.")
        _documents(room, settings, store)


def _documents(room: Room, settings: Settings, store: Any) -> None:
    """The documents of the meeting under way, or of the last one; the tracking is in them once it started."""
    served = tracking.store_of(store, room)

    def contents() -> dict[str, Contents]:
        found = all_contents()
        if "schema" in found:
            found["schema"] = tracking.documents(found["schema"], room)
        return found

    held = MeetingHeld(
        contents,
        settings,
        room.agenda,
        room.decided,
        room.state.meeting_id,
        room.state.started_at,
        agenda.folder(),
    )
    downloads.meeting_documents(held, served)


def _where(settings: Settings) -> list[str]:
    parts = [settings.title, formats.day(settings.date, none=""), settings.place or ""]
    if settings.cep_expansion:
        parts.append(f"CEP{NARROW_SPACE}: {settings.cep_expansion}")
    return [part for part in parts if part]


def _lead(room: Room) -> None:
    if room.running:
        _clock(room)
        controls.bar(room)
        return
    st.markdown(plain(sentences.PHASE_WORDS[room.state.phase]))
    refused = rights.refusal() or room.problem
    st.button(
        "Commencer la réunion",
        key="meeting-start",
        type="primary",
        icon=":material/play_arrow:",
        disabled=bool(refused) or room.agenda.empty,
        help=refused or None,
        on_click=controls.start,
        args=(room,),
    )


def _clock(room: Room) -> None:
    """The time of the item and of the meeting, read again every few seconds."""

    def draw() -> None:
        state = controls.again(room)
        item = room.item(state.current_item)
        if item is not None:
            st.markdown(f"### {item['position']}. {plain(item['item'])}")
        st.markdown(plain(sentences.clock_line(state, room.agenda)))

    st.fragment(draw, run_every=_CLOCK)()


def _decisions(room: Room) -> None:
    st.header("Décisions et suites", anchor=False, divider="gray")
    said = sentences.lateness(late(room.decided, today()), today())
    if said:
        st.warning(plain(said), icon=":material/schedule:")
    earlier = _earlier(room)
    if not earlier.empty:
        st.subheader("À suivre depuis les réunions précédentes", anchor=False)
        notes.show_list(room, earlier, "earlier")
    st.subheader("Notées à cette réunion" if room.running else "Notées", anchor=False)
    here = _here(room)
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
    if room.meeting_id is None:
        return room.decided.iloc[0:0]
    return open_from_earlier(room.decided, room.meeting_id).sort_values("due", na_position="last")


def _here(room: Room) -> pd.DataFrame:
    noted = room.decided
    if room.meeting_id:
        return noted[noted["meeting"] == room.meeting_id]
    # Between meetings, what is still to be done comes first, and what is late before the rest.
    settled = noted["status"] != "open"
    return noted.assign(settled=settled).sort_values(["settled", "due"], na_position="last", kind="stable")


def screens(room: Room, settings: Settings) -> list[Screen]:
    """The page projected: cover, agenda, what is still open, what was noted today."""
    opening, agenda_screens = projected.cover(_where(settings)[1:], settings), projected.agenda(room)
    # Once the meeting goes on, the room comes back here to see where it is.
    found = [*agenda_screens, opening] if room.running else [opening, *agenda_screens]
    for title, noted in (
        ("À suivre depuis les réunions précédentes", _earlier(room)),
        ("Notées à cette réunion" if room.running else "Notées", _here(room)),
    ):
        found += projected.noted(title, noted)
    return found
