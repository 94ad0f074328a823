"""The agenda in one grid: order, title, speaker, minutes and page of every item, duplicated or taken off."""

from __future__ import annotations

import uuid
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st

from components.figures import table_words
from components.figures.blocks import Table
from components.screen import rights, tables
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import save, show_said, tell
from data.french.formats import count, is_unknown
from data.french.typography import french
from data.journal.folds import Change
from pages.meeting.agenda import NO_PAGE, PAGE_NAMES, for_meeting, one_line, ranked
from pages.meeting.room import Room
from pages.registry import PAGES

_OPENED, _PROPOSED = "_agenda_grid", "_agenda_grid_proposed"
DUPLICATE, REMOVE = "dupliquer", "retirer"
_EMPTY = "vide"
_COLUMNS = {"title": "Point", "speaker": "Intervenant", "minutes": "Minutes", "page": "Page"}


@dataclass(frozen=True)
class _Grid:
    """The grid as it was opened: edits are told by their row, so its rows stay while somebody types."""

    grid_id: str
    shown: pd.DataFrame
    version: int


def show(room: Room) -> None:
    """The grid in a form, then what it would change, saved at once when that is confirmed."""
    if rights.refusal():
        return
    grid: _Grid = st.session_state.setdefault(_OPENED, _Grid(uuid.uuid4().hex[:8], frame(room), room.version))
    with st.form(f"agenda-grid-form-{grid.grid_id}", border=False):
        typed = st.data_editor(
            grid.shown,
            key=f"agenda-grid-{grid.grid_id}",
            hide_index=True,
            num_rows="fixed",
            height="content",
            # Streamlit wraps the text of rows higher than 64 px.
            row_height=66,
            placeholder="—",
            alt="Grille de l’ordre du jour",
            column_config={
                "N°": st.column_config.NumberColumn(min_value=1, step=1, required=True, width=45),
                "Point": st.column_config.TextColumn(max_chars=300, required=True, width=250),
                "Intervenant": st.column_config.TextColumn(max_chars=300, width=160),
                "Minutes": st.column_config.NumberColumn(min_value=0, max_value=480, step=1, width=82),
                "Page": st.column_config.SelectboxColumn(
                    options=[NO_PAGE, *PAGE_NAMES], required=True, width=110
                ),
                "À faire": st.column_config.SelectboxColumn(options=[DUPLICATE, REMOVE], width=83),
            },
        )
        shown = Table(grid.shown.drop(columns="À faire"), {"Minutes": "number"}, missing="—")
        tables.on_paper(table_words.written(shown), ["N°", "Minutes"])
        sent = st.form_submit_button("Vérifier avant d’enregistrer", type="primary", key="agenda-grid-check")
    if sent:
        _propose(room, grid, typed)
    elif _PROPOSED not in st.session_state and not grid.shown.equals(frame(room)):
        # Changed elsewhere, and nothing is being checked here: edits would fall on other rows.
        close()
        st.rerun()
    if _PROPOSED in st.session_state:
        _review(room, grid, *st.session_state[_PROPOSED])
    show_said()


def frame(room: Room) -> pd.DataFrame:
    """What the grid shows: one row an item, by its item_id."""
    agenda = room.agenda.set_index("item_id")
    return pd.DataFrame(
        {
            "N°": agenda["position"].astype("int64"),
            "Point": agenda["item"].fillna(""),
            "Intervenant": agenda["speaker"].fillna(""),
            "Minutes": agenda["minutes"].astype("float64"),
            "Page": [PAGES[name].title if name in PAGES else NO_PAGE for name in agenda["page"]],
            "À faire": pd.Series(None, index=agenda.index, dtype="str"),
        }
    )


def changes_of(room: Room, shown: pd.DataFrame, typed: pd.DataFrame) -> tuple[list[Change], pd.DataFrame]:
    """What the grid as typed changes, and the same for a reader: Point, Ce qui change, Avant, Après.

    Raises ``ValueError`` with a French sentence for an empty title.
    """
    changes: list[Change] = []
    told: list[tuple[str, str, str, str]] = []
    order: list[tuple[float, str]] = []
    rows = shown.to_dict("index")
    for name, row in typed.to_dict("index").items():
        item_id, old = str(name), rows[name]
        before, after = _cells(old), _cells(row)
        if not after["title"]:
            raise ValueError(
                french(f"Le point n° {old['N°']} n’a plus d’intitulé : écrivez-le, puis vérifiez.")
            )
        if row["À faire"] == REMOVE:
            changes.append(Change("agenda", item_id, "removed", "oui"))
            told.append((old["Point"], "Retiré", "", ""))
            continue
        changed = {name: value for name, value in after.items() if value != before[name]}
        told += [
            (old["Point"], _COLUMNS[name], before[name] or _EMPTY, value or _EMPTY)
            for name, value in changed.items()
        ]
        changes += [Change("agenda", item_id, name, _written(name, value)) for name, value in changed.items()]
        item = room.item(item_id)
        own = {} if item is None else {name: item[name] for name in ("query", "blocks")}
        own = {name: str(value) for name, value in own.items() if not is_unknown(value)}
        if "page" in changed:
            # What was filtered or ticked on another page means nothing on this one.
            changes += [Change("agenda", item_id, name, "") for name in own]
            own = {}
        # On a number that is taken, an item that goes up comes before it, and one that goes down after.
        moved = int(row["N°"]) - int(old["N°"])
        place = int(row["N°"]) + (0.5 if moved > 0 else -0.5 if moved < 0 else 0)
        order.append((place, item_id))
        if moved:
            told.append((old["Point"], "N°", str(old["N°"]), str(int(row["N°"]))))
        if row["À faire"] == DUPLICATE:
            copy_id = f"point-{uuid.uuid4().hex[:8]}"
            whole = {name: _written(name, value) for name, value in after.items()} | own
            changes += [Change("agenda", copy_id, name, value) for name, value in whole.items() if value]
            told.append((after["title"], "Dupliqué", "", ""))
            order.append((place, copy_id))
    ordered = [item_id for _, item_id in sorted(order, key=lambda one: one[0])]
    if ordered != [item_id for item_id in shown.index if item_id in ordered]:
        changes += ranked(ordered)
    return changes, pd.DataFrame(told, columns=["Point", "Ce qui change", "Avant", "Après"])


def _cells(row: Mapping[Hashable, Any]) -> dict[str, str]:
    return {
        "title": one_line(row["Point"]),
        "speaker": one_line(row["Intervenant"]),
        "minutes": "" if is_unknown(row["Minutes"]) else str(int(row["Minutes"])),
        "page": str(row["Page"]),
    }


def _written(name: str, value: str) -> str:
    return PAGE_NAMES.get(value, "") if name == "page" else value


def _propose(room: Room, grid: _Grid, typed: pd.DataFrame) -> None:
    st.session_state.pop(_PROPOSED, None)
    try:
        changes, told = changes_of(room, grid.shown, typed)
    except ValueError as error:
        tell(str(error))
        return
    if changes:
        st.session_state[_PROPOSED] = changes, told
    else:
        tell("Rien n’a changé : il n’y a rien à enregistrer.")


def _review(room: Room, grid: _Grid, changes: list[Change], told: pd.DataFrame) -> None:
    found = count(len(told), "différence")
    st.markdown(f"**{plain(french(f'Vérifier avant d’enregistrer : {found}'))}**")
    tables.show(Table(told, wordy=True, missing=""), "agenda-difference", "Différences avant d’enregistrer")
    with st.form("agenda-grid-save", border=False):
        kept = room.edited is not None and st.checkbox(
            "Garder aussi pour les réunions suivantes", key="agenda-grid-keep"
        )
        rights.ask_name("agenda-grid")
        with st.container(horizontal=True):
            sent = st.form_submit_button("Enregistrer l’ordre du jour", type="primary", key="agenda-grid-yes")
            st.form_submit_button("Abandonner ces différences", key="agenda-grid-no", on_click=close)
    if not sent:
        return
    rights.keep_name("agenda-grid")
    if save(room, for_meeting(room, changes, kept), opened_on=grid.version):
        close()
        st.toast("Ordre du jour enregistré.", icon=":material/check:")
        st.rerun()


@answering
def close() -> None:
    """Forget the grid that is open (a callback): it opens again on what is in force."""
    for name in (_OPENED, _PROPOSED):
        st.session_state.pop(name, None)
