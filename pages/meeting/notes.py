"""Noting, from any page, what the room decides; and the list of what was noted, with history and undo."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import drawer, resuming, rights
from components.screen import history as past_saves
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain
from components.screen.saving import save, show_refused, show_said
from data.clock import today
from data.french.formats import count, day, is_unknown, moment
from data.french.typography import french
from data.journal.folds import Change
from data.journal.folds.fields import is_iso_date
from data.journal.words import STATUSES_OF
from pages.meeting import controls, draft, note_fields
from pages.meeting import words as sentences
from pages.meeting.room import Room
from pages.registry import PAGES

_NAMING, _SAID = "decisions", "_status_said"
_KEPT, _ROUND = "_note_kept", "_note_round"
_WORD_TO_TYPE = {word: name for name, word in sentences.TYPE_WORDS.items()}


def button(room: Room, view: View, actions: pd.DataFrame, *, figure: str | None = None) -> None:
    """« Noter » : opens the dialog over the page, in projection too. ``actions``: action_id, action.

    ``figure``: the title of the figure on screen, kept with the note.
    """
    pressed = st.button(
        "Noter",
        key="projection-note" if view.projection else "sidebar-note",
        shortcut="N",
        icon=":material/edit_note:",
        type="tertiary" if view.projection else "secondary",
        width="content" if view.projection else "stretch",
        help="Décision, action à mener, question ou préconisation, liée à ce qui est à l’écran",
    )
    if pressed or resuming.was_open("note-text"):
        st.session_state[_ROUND] = uuid.uuid4().hex
        _open(room, view, actions, figure)


def _open(room: Room, view: View, actions: pd.DataFrame, figure: str | None) -> None:
    # At the type size of a projection, wide enough that the way to save is in sight.
    @st.dialog("Noter", width="large" if view.projection else "medium")
    @guarded("Noter")
    def opened() -> None:
        with guarded("Noter"):
            _draw(room, view, actions, figure)

    opened()


def _draw(room: Room, view: View, actions: pd.DataFrame, figure: str | None) -> None:
    refused = rights.refusal() or room.problem
    if refused:
        st.warning(plain(refused), icon=":material/lock:")
        return
    where = " · ".join([PAGES[view.page].title, *view.filters.values()])
    st.caption(french(f"Liée à la vue : {plain(where)}"))
    st.session_state.setdefault("_note_id", uuid.uuid4().hex)
    kind = _WORD_TO_TYPE[
        st.segmented_control(
            "Nature",
            list(_WORD_TO_TYPE),
            default="Décision",
            key="note-type",
            required=True,
            label_visibility="collapsed",
        )
        or "Décision"
    ]
    with st.form("note", border=False):
        typed = note_fields.draw(room, kind, "note", height=68 if view.projection else 100)
        carried = _carriers(actions) if kind == "recommendation" else []
        with st.container(horizontal=True, vertical_alignment="bottom"):
            # Never the name of the last person: who notes says who they are, once.
            rights.ask_name("note")
            sent = st.form_submit_button("Enregistrer", type="primary", key="note-save")
    st.html(draft.KEEP.replace("ROUND", st.session_state[_ROUND]), unsafe_allow_javascript=True)
    if sent:
        rights.keep_name("note")
        _send(room, view, figure, kind, typed, carried)


def _carriers(actions: pd.DataFrame) -> list[str]:
    return st.multiselect(
        "Portée par",
        ["aucune", *(f"{row.action_id} — {row.action}" for row in actions.itertuples())],
        key="note-carried",
        placeholder=french("Actions du Schéma, ou « aucune »"),
        select_all=False,
    )


def _send(
    room: Room, view: View, figure: str | None, kind: str, typed: Mapping[str, Any], carried: list[str]
) -> None:
    codes = [word.split(" — ")[0] for word in carried]
    try:
        values = note_fields.read(kind, typed)
        if not rights.name():
            raise ValueError("Indiquez votre nom, puis enregistrez.")
        if "aucune" in codes and len(codes) > 1:
            raise ValueError(french("Choisissez « aucune », ou des actions, mais pas les deux."))
    except ValueError as error:
        show_refused(error)
        return
    note_id = st.session_state["_note_id"]
    values |= {
        "type": kind,
        "page": view.page,
        "query": controls.query_of(view) or None,
        "figure": figure if view.projection else None,
        "meeting": room.meeting_id,
        "agenda_item": controls.again(room).current_item if room.running else None,
        "carried_by": ",".join(codes) or None,
    }
    changes = [Change("decision", note_id, name, value) for name, value in values.items() if value]
    if save(room, changes, save_id=note_id):
        for name in ("_note_id", "note-text", "note-who", "note-due", "note-vote", "note-carried"):
            st.session_state.pop(name, None)
        st.session_state[_KEPT] = note_id
        st.toast("C’est noté.", icon=":material/check:")
        st.rerun()
    show_said()


def forget_draft() -> None:
    """Have the browser drop the draft of a note that was just saved. Call once a run."""
    saved = st.session_state.pop(_KEPT, "")
    if saved:
        st.html(draft.DROP.replace("ROUND", saved), unsafe_allow_javascript=True)


def _edit(room: Room, row: pd.Series) -> None:
    """A note edited in place; its history keeps what it said before."""
    decision_id, kind = str(row["decision_id"]), note_fields.kind_of(row)
    with st.form(f"note-edit-{decision_id}", border=False):
        typed = note_fields.draw(room, kind, f"edit-{decision_id}", row)
        rights.ask_name("note-edit")
        sent = st.form_submit_button("Enregistrer la modification", type="primary")
    if not sent:
        return
    rights.keep_name("note-edit")
    try:
        values = note_fields.read(kind, typed)
    except ValueError as error:
        show_refused(error)
        return
    shown = {
        "text": row["text"],
        "who": row["who"],
        "due": None if pd.isna(row["due"]) else f"{row['due']:%Y-%m-%d}",
        "status": row["status"],
        "vote": row["vote"],
    }
    changes = [
        Change("decision", decision_id, name, value)
        for name, value in values.items()
        if value != (None if is_unknown(shown[name]) else str(shown[name]))
    ]
    if save(room, changes):
        st.toast("Note modifiée.", icon=":material/check:")
        st.rerun()
    show_said()


def ask_name() -> None:
    """The name under which states are changed, asked once in the session, never suggested."""
    rights.ask_name(_NAMING)


def show_list(room: Room, noted: pd.DataFrame, key: str) -> None:
    """The items of a decisions frame, each with its state, its link and its history."""
    for _, row in noted.iterrows():
        with st.container(border=True, key=f"{key}-{row['decision_id']}"):
            st.markdown(plain(sentences.decision_line(row)))
            written = row["created_at"].to_pydatetime()
            st.caption(plain(f"Noté par {row['author']}, le {moment(written)}{_late(row)}"))
            _row_actions(room, row, key)
            _said(str(row["decision_id"]))


def _late(row: pd.Series) -> str:
    """« · en retard de 3 jours », for what is open and past its day."""
    if not row["open"] or pd.isna(row["due"]):
        return ""
    days = (today() - row["due"].date()).days
    return f" · en retard de {count(days, 'jour')}" if days > 0 else ""


def _row_actions(room: Room, row: pd.Series, key: str) -> None:
    decision_id = str(row["decision_id"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.segmented_control(
            "État",
            list(STATUSES_OF[note_fields.kind_of(row)].values()),
            format_func=plain,
            default=STATUSES_OF[note_fields.kind_of(row)].get(str(row["status"])),
            key=f"{key}-{decision_id}-{row['updated_at'].value}",
            label_visibility="collapsed",
            disabled=bool(rights.refusal()),
            on_change=_set_status,
            args=(room, decision_id, f"{key}-{decision_id}-{row['updated_at'].value}"),
        )
        if not is_unknown(row["page"]) and row["page"] in PAGES:
            st.button(
                "Rouvrir la vue",
                key=f"{key}-{decision_id}-view",
                type="tertiary",
                icon=":material/open_in_new:",
                on_click=controls.open_view,
                args=(str(row["page"]), None if is_unknown(row["query"]) else str(row["query"])),
            )
        if not rights.refusal():
            drawer.button(
                "Modifier",
                lambda: _edit(room, row),
                key=f"{key}-{decision_id}-edit",
                icon=":material/edit:",
                field=f"edit-{decision_id}-text",
            )
        drawer.button(
            "Historique",
            lambda: past_saves.show(room, decision_id, key, lambda *said: _worded(room, row, *said)),
            key=f"{key}-{decision_id}-history",
            icon=":material/history:",
        )


def _worded(room: Room, row: pd.Series, field: str, value: str) -> str | None:
    """A field of a note as a reader says it, where the journal keeps the name of something else."""
    page = None if is_unknown(row["page"]) else PAGES.get(str(row["page"]))
    if field == "page":
        return PAGES[value].title if value in PAGES else None
    if field == "query":
        return " · ".join(sentences.asked_words(page, value)) or "première vue"
    if field == "status":
        return sentences.status_word(value, row["type"])
    if field == "meeting":
        return f"réunion du {day(value[:10])}" if is_iso_date(value[:10]) else None
    if field == "agenda_item":
        item = room.item(value)
        return "un point retiré de l’ordre du jour" if item is None else str(item["item"])
    return None


def _said(decision_id: str) -> None:
    """What the last change of state of this note gave, said beside it."""
    show_said(f"state-{decision_id}")
    of, sentence = st.session_state.get(_SAID, ("", ""))
    if of == decision_id:
        st.session_state.pop(_SAID)
        st.success(plain(sentence), icon=":material/check:")


@answering
def _set_status(room: Room, decision_id: str, widget: str) -> None:
    rights.keep_name(_NAMING)
    row = room.decided[room.decided["decision_id"] == decision_id].iloc[0]
    codes = {word: code for code, word in STATUSES_OF[note_fields.kind_of(row)].items()}
    chosen = codes.get(st.session_state.get(widget) or "")
    changes = [Change("decision", decision_id, "status", chosen)]
    if chosen is not None and save(room, changes, at=f"state-{decision_id}"):
        st.session_state[_SAID] = (decision_id, sentences.status_change(row, chosen))
        return
    # What was not saved must not look as if it were.
    st.session_state[widget] = STATUSES_OF[note_fields.kind_of(row)].get(str(row["status"]))
