"""Who is at the meeting: noted by name, with the organisation they come for."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen import drawer, rights
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import save, show_said, tell
from data.french.formats import count, is_unknown
from data.french.typography import french
from data.journal.folds import Change, attendance
from data.journal.folds.meetings import PRESENT
from data.settings import Settings
from pages.meeting.room import Room


def line(present: pd.DataFrame) -> str:
    """« 2 personnes présentes : Mme A (CTM), M. B. »; said when nobody was noted."""
    if present.empty:
        return "Présences non notées."
    named = [
        name if is_unknown(organisation) else f"{name} ({organisation})"
        for name, organisation in zip(present["name"], present["organisation"], strict=True)
    ]
    said = count(len(present), "personne présente", "personnes présentes")
    return french(f"{said} : {', '.join(named)}.")


def show(room: Room, settings: Settings) -> None:
    """How many are there, and the dialog where they are noted; nothing while no meeting is prepared."""
    if room.edited is None:
        return
    present = attendance(room.rows, room.edited)
    label = count(len(present), "présent") if len(present) else "Noter les présences"
    drawer.button(
        label,
        lambda: edit(room, settings),
        key="attendance",
        icon=":material/group:",
        field="attendance-who",
    )


def edit(room: Room, settings: Settings) -> None:
    """Add who is there, one at a time, and take off who was noted by mistake."""
    assert room.edited is not None
    present = attendance(room.rows, room.edited)
    st.markdown(plain(line(present)))
    if rights.refusal():
        return
    with (
        st.form("attendance", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        name = st.text_input("Présent", max_chars=100, placeholder="Nom", key="attendance-who")
        organisation = st.selectbox(
            "Au titre de",
            list(settings.organisations),
            index=None,
            accept_new_options=True,
            placeholder="Organisation",
            key="attendance-for",
        )
        rights.ask_name("attendance")
        sent = st.form_submit_button("Ajouter", key="attendance-add")
    if sent:
        rights.keep_name("attendance")
        shown = " ".join(name.split())
        if not shown:
            tell("Le nom est vide : écrivez-le, puis ajoutez.")
        elif save(room, [Change("meeting", room.edited, PRESENT + shown, (organisation or "").strip())]):
            st.rerun()
    show_said()
    with st.container(horizontal=True, gap="small"):
        for known in present["name"]:
            st.button(
                plain(f"Retirer {known}"),
                key=f"attendance-off-{known}",
                type="tertiary",
                icon=":material/close:",
                on_click=_take_off,
                args=(room, str(room.edited), str(known)),
            )


@answering
def _take_off(room: Room, meeting_id: str, name: str) -> None:
    save(room, [Change("meeting", meeting_id, PRESENT + name, None)])
