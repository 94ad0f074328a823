"""Who is at the meeting: by name, for which organisation, and when they arrive or leave during it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.screen import drawer, rights
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import again, save, show_said, tell
from data import clock
from data.french.formats import count, is_unknown, text_of
from data.french.typography import french
from data.journal.folds import Change, attendance
from data.journal.folds.meetings import ARRIVED, LEFT, PRESENT
from data.settings import Settings
from pages.meeting.days import read_hour
from pages.meeting.room import Room

_MOVES = {ARRIVED: "arrivée", LEFT: "départ"}


def line(present: pd.DataFrame) -> str:
    """« 2 personnes présentes : Mme A (CTM), M. B (arrivée à 9 h 40). »; said when nobody was noted."""
    if present.empty:
        return "Présences non notées."
    said = count(len(present), "personne présente", "personnes présentes")
    return french(f"{said} : {', '.join(map(person, present.to_dict(orient='records')))}.")


def person(row: Mapping[Any, Any]) -> str:
    """« Mme A (CTM, arrivée à 9 h 40, départ à 11 h 00) »."""
    said = [
        text_of(row["organisation"]),
        *(
            "" if is_unknown(hour) else f"{word} à {_hour(hour)}"
            for hour, word in zip((row["arrived"], row["left"]), _MOVES.values(), strict=True)
        ),
    ]
    details = ", ".join(part for part in said if part)
    return f"{row['name']} ({details})" if details else str(row["name"])


def _hour(kept: str) -> str:
    hours, minutes = kept.split(":")
    return f"{int(hours)}\u00a0h\u00a0{minutes}"


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
        on_dismiss="rerun",
    )


def edit(room: Room, settings: Settings) -> None:
    """Add who is there, say who arrives or leaves, and take off who was noted by mistake."""
    assert room.edited is not None
    # The dialog stays open from one person to the next: it is drawn alone, over the page of before.
    room = again(room)
    present = attendance(room.rows, str(room.edited))
    st.markdown(plain(line(present)))
    if rights.refusal():
        return
    rights.ask_name("attendance")
    with (
        st.form("attendance", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input("Présent", max_chars=100, placeholder="Nom", key="attendance-who")
        st.selectbox(
            "Au titre de",
            list(settings.organisations),
            index=None,
            accept_new_options=True,
            placeholder="Organisation",
            key="attendance-for",
        )
        st.form_submit_button("Ajouter", key="attendance-add", on_click=_add, args=(room,))
    if len(present):
        _moves(room, present)
    show_said()
    with st.container(horizontal=True, gap="small"):
        for known in present["name"]:
            st.button(
                plain(f"Retirer {known}"),
                key=f"attendance-off-{known}",
                type="tertiary",
                icon=":material/close:",
                on_click=_take_off,
                args=(room, str(known)),
            )


def _moves(room: Room, present: pd.DataFrame) -> None:
    """Who arrives or leaves during the meeting, and when; an emptied hour takes it back."""
    now = clock.now()
    with (
        st.form("attendance-moves", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.selectbox("Qui", present["name"].tolist(), format_func=plain, key="attendance-moves-who")
        st.segmented_control(
            "Mouvement",
            list(_MOVES),
            format_func=lambda field: _MOVES[field].capitalize(),
            default=LEFT,
            required=True,
            key="attendance-move",
        )
        st.text_input(
            "Heure", value=f"{now.hour}\u00a0h\u00a0{now:%M}", max_chars=10, key="attendance-hour", width=110
        )
        st.form_submit_button("Noter l’heure", key="attendance-move-save", on_click=_move, args=(room,))


@answering
def _add(room: Room) -> None:
    rights.keep_name("attendance")
    name = " ".join(str(st.session_state["attendance-who"]).split())
    organisation = str(st.session_state["attendance-for"] or "").strip()
    if name:
        _keep(room, [Change("meeting", str(room.edited), PRESENT + name, organisation)])
    else:
        tell("Le nom est vide : écrivez-le, puis ajoutez.")


@answering
def _move(room: Room) -> None:
    rights.keep_name("attendance")
    field = st.session_state["attendance-move"] + st.session_state["attendance-moves-who"]
    try:
        hour = read_hour(str(st.session_state["attendance-hour"]))
    except ValueError as error:
        tell(french(str(error)))
    else:
        _keep(room, [Change("meeting", str(room.edited), field, hour)])


@answering
def _take_off(room: Room, name: str) -> None:
    rights.keep_name("attendance")
    _keep(room, [Change("meeting", str(room.edited), family + name, None) for family in (PRESENT, *_MOVES)])


def _keep(room: Room, changes: list[Change]) -> None:
    """On the meeting as it is now: that its leader went to another item meanwhile is no conflict."""
    save(again(room), changes)
