"""The page « Séance »: the room, the clock, the agenda, what was noted; and its screens."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import downloads, filters, frame, rights
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.projection import Screen
from components.screen.saving import show_said
from data.clock import today
from data.french import formats
from data.french.formats import NARROW_SPACE
from data.french.typography import french
from data.journal.folds import late, open_from_earlier
from data.settings import Settings, read_settings
from data.store import Store
from pages.meeting import agenda, check, controls, notes
from pages.meeting import screens as projected
from pages.meeting import words as sentences
from pages.meeting.offered import MeetingHeld, of_meeting
from pages.meeting.room import Room
from pages.registry import PAGES, PRESENTED, all_contents

_CLOCK = "5s"


def headline(view: View, agenda: pd.DataFrame) -> list[str]:
    return sentences.headline(_room().agenda)


def today_view(view: View, store: Store) -> None:
    """What is done today: the room, the agenda, and the button that starts."""
    room, settings = _room(), read_settings()
    if view.projection:
        return
    st.caption(plain(" · ".join(_where(settings))))
    for sentence in (settings.problem, room.problem, *room.missing):
        if sentence:
            st.warning(plain(sentence), icon=":material/report:")
    show_said()
    with guarded("Conduite de la réunion"):
        _lead(room)
    with guarded("Ordre du jour"):
        agenda.show(room)
    with guarded("Vérification de la salle"):
        check.show(store)


def lead_view(view: View, store: Store) -> None:
    """For who leads: the item, its time, and the buttons."""
    with guarded("Conduite de la réunion"):
        _lead(_room())
    show_said()


def decisions_view(view: View, store: Store) -> None:
    with guarded("Décisions"):
        show_said()
        _decisions(_room())


def documents_view(view: View, store: Store) -> None:
    with guarded("Documents"):
        st.caption("Construits à la demande, avec les chiffres de l’écran.")
        _documents(_room(), read_settings(), store)


def settings_view(view: View, store: Store) -> None:
    with guarded("Ordre du jour"):
        show_said()
        agenda.edit(_room())


def _room() -> Room:
    room = frame.visit().journal
    assert isinstance(room, Room)
    return room


def _documents(room: Room, settings: Settings, store: Any) -> None:
    """The documents of the meeting under way, or of the last one; the tracking is in them once it started."""
    held = MeetingHeld(
        all_contents,
        settings,
        room.agenda,
        room.decided,
        room.state.meeting_id,
        room.state.started_at,
        agenda.folder(),
    )
    titles = {PAGES[name].title: name for name in PRESENTED}
    picked = st.multiselect(
        "Pages du PowerPoint, du PDF et de l’Excel",
        list(titles),
        key="documents-pages",
        placeholder="Toutes : la réunion entière",
        select_all=False,
    )
    in_force = filters.chosen()
    offered = of_meeting(held, store, in_force, [titles[title] for title in picked])
    last = str(held.decided["updated_at"].max()) if len(held.decided) else ""
    words = str(held.agenda.to_dict(orient="records"))
    downloads.offer(offered, "seance", (len(held.decided), last, in_force, picked, words))


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
        help=plain(refused) if refused else None,
        on_click=controls.start,
        args=(room,),
    )


def _clock(room: Room) -> None:
    """The time of the item and of the meeting, read again every few seconds."""

    def draw() -> None:
        state = controls.again(room)
        item = room.item(state.current_item)
        if item is not None:
            st.markdown(f"### {plain(item['position'])}. {plain(item['item'])}")
        st.markdown(plain(sentences.clock_line(state, room.agenda)))

    st.fragment(guarded("Horloge")(draw), run_every=_CLOCK)()


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
