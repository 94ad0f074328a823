"""Noting, from any page, what the room decides; and the list of what was noted, with history and undo."""

from __future__ import annotations

import datetime as dt
import uuid

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import drawer, rights
from components.screen import history as past_saves
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain
from components.screen.saving import save, show_said, take_said
from data.clock import today
from data.french.formats import count, is_unknown, moment
from data.french.typography import french
from data.journal.folds import Change
from pages.meeting import controls
from pages.meeting import words as sentences
from pages.meeting.room import Room
from pages.registry import PAGES

_NAMING, _SAID = "decisions", "_status_said"
_WORD_TO_TYPE = {word: name for name, word in sentences.TYPE_WORDS.items()}
_WORD_TO_STATUS = {word: name for name, word in sentences.STATUS_WORDS.items()}


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
    if pressed:
        _dialog(room, view, actions, figure)


@st.dialog("Noter", width="medium")
@guarded("Noter")
def _dialog(room: Room, view: View, actions: pd.DataFrame, figure: str | None) -> None:
    with guarded("Noter"):
        _draw(room, view, actions, figure)


def _draw(room: Room, view: View, actions: pd.DataFrame, figure: str | None) -> None:
    refused = rights.refusal() or room.problem
    if refused:
        st.warning(plain(refused), icon=":material/lock:")
        return
    where = " · ".join([PAGES[view.page].title, *view.filters.values()])
    st.caption(f"Liée à la vue{chr(0x202F)}: {plain(where)}")
    st.session_state.setdefault("_note_id", uuid.uuid4().hex)
    kind = st.segmented_control(
        "Nature",
        list(_WORD_TO_TYPE),
        default="Décision",
        key="note-type",
        required=True,
        label_visibility="collapsed",
    )
    with st.form("note", border=False):
        text = st.text_area(
            "Texte", key="note-text", max_chars=4000, height=100, placeholder="Ce qui est dit"
        )
        left, right = st.columns(2)
        with left:
            who = st.text_input("Qui", key="note-who", max_chars=300, placeholder="Personne ou organisation")
        with right:
            # Text: Streamlit's calendar speaks English, and a keyboard is quicker.
            due = st.text_input("Pour le", key="note-due", max_chars=10, placeholder="JJ/MM/AAAA")
        carried = _carriers(actions) if kind == sentences.TYPE_WORDS["recommendation"] else []
        rights.ask_name("note", room.last_author)
        sent = st.form_submit_button("Enregistrer", type="primary", key="note-save")
    if sent:
        rights.keep_name("note")
        _send(room, view, figure, kind or "Décision", text, who, due, carried)


def _carriers(actions: pd.DataFrame) -> list[str]:
    return st.multiselect(
        "Portée par",
        ["aucune", *(f"{row.action_id} — {row.action}" for row in actions.itertuples())],
        key="note-carried",
        placeholder=french("Actions du Schéma, ou « aucune »"),
        select_all=False,
    )


def read_day(typed: str, today: dt.date) -> dt.date | None:
    """« 15/01/2027 », « 15/1/27 » or « 15/1 » (the next one) -> a date; empty -> None.

    Raises ``ValueError`` with a French sentence.
    """
    parts = typed.replace("-", "/").replace(".", "/").split("/") if typed.strip() else []
    if not parts:
        return None
    try:
        day, month, *rest = (_whole(part.strip()) for part in parts)
        year = rest[0] if rest else today.year
        found = dt.date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, IndexError) as error:
        raise ValueError(
            f"« {typed} » n’est pas une date : écrivez le jour, le mois et l’année, comme 15/01/2027."
        ) from error
    return found.replace(year=found.year + 1) if not rest and found < today else found


def _whole(typed: str) -> int:
    """``int`` takes « 1_5 » and the digits of every script."""
    if not (typed.isascii() and typed.isdigit()):
        raise ValueError(typed)
    return int(typed)


def _send(
    room: Room, view: View, figure: str | None, kind: str, text: str, who: str, due: str, carried: list[str]
) -> None:
    if not text.strip():
        st.error(
            french("Le texte est vide : écrivez ce qui est décidé, puis enregistrez."),
            icon=":material/block:",
        )
        return
    if not rights.name():
        st.error("Indiquez votre nom, puis enregistrez.", icon=":material/block:")
        return
    codes = [word.split(" — ")[0] for word in carried]
    if "aucune" in codes and len(codes) > 1:
        st.error(french("Choisissez « aucune », ou des actions, mais pas les deux."), icon=":material/block:")
        return
    try:
        day = read_day(due, today())
    except ValueError as error:
        st.error(plain(error), icon=":material/block:")
        return
    note_id = st.session_state["_note_id"]
    values = {
        "type": _WORD_TO_TYPE[kind],
        "text": text.strip(),
        "who": " ".join(who.split()) or None,
        "due": day.isoformat() if day else None,
        "page": view.page,
        "query": controls.query_of(view) or None,
        "figure": figure if view.projection else None,
        "meeting": room.meeting_id,
        "agenda_item": room.state.current_item if room.running else None,
        "status": "open",
        "carried_by": ",".join(codes) or None,
    }
    changes = [Change("decision", note_id, name, value) for name, value in values.items() if value]
    if save(room, changes, save_id=note_id):
        for name in ("_note_id", "note-text", "note-who", "note-due", "note-carried"):
            st.session_state.pop(name, None)
        st.toast("C’est noté.", icon=":material/check:")
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
    if row["status"] != "open" or pd.isna(row["due"]):
        return ""
    days = (today() - row["due"].date()).days
    return f" · en retard de {count(days, 'jour')}" if days > 0 else ""


def _row_actions(room: Room, row: pd.Series, key: str) -> None:
    decision_id = str(row["decision_id"])
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.segmented_control(
            "État",
            list(_WORD_TO_STATUS),
            default=sentences.STATUS_WORDS.get(str(row["status"])),
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
        titles = {name: page.title for name, page in PAGES.items()}
        drawer.button(
            "Historique",
            lambda: past_saves.show(room, decision_id, key, titles),
            key=f"{key}-{decision_id}-history",
            icon=":material/history:",
        )


def _said(decision_id: str) -> None:
    """What the last change of state of this note gave, said beside it."""
    of, sentence, done = st.session_state.get(_SAID, ("", "", False))
    if of != decision_id:
        return
    st.session_state.pop(_SAID)
    if done:
        st.success(plain(sentence), icon=":material/check:")
    else:
        st.error(plain(sentence), icon=":material/block:")


@answering
def _set_status(room: Room, decision_id: str, widget: str) -> None:
    rights.keep_name(_NAMING)
    row = room.decided.set_index("decision_id").loc[decision_id]
    chosen = _WORD_TO_STATUS.get(st.session_state.get(widget) or "")
    if chosen is not None and save(room, [Change("decision", decision_id, "status", chosen)]):
        st.session_state[_SAID] = (decision_id, sentences.status_change(row, chosen), True)
        return
    # What was not saved must not look as if it were.
    st.session_state[widget] = sentences.STATUS_WORDS.get(str(row["status"]))
    if refused := take_said():
        st.session_state[_SAID] = (decision_id, refused, False)
