"""The grid: the undivided amounts of one year and the progress of several actions, typed like a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from components.figures import table_words
from components.figures.blocks import Table
from components.screen import resuming, tables
from components.screen.boundary import answering
from components.screen.saving import OpenJournal, again
from data.french.typography import french
from data.imports import tracking_input
from data.imports.tracking_input import Field
from data.indicators import tracking
from data.journal.folds import CONFIDENCES, PROGRESS_STATUSES, Change
from data.journal.folds.rows import each
from pages.plan.tracking import review
from pages.plan.tracking import words as sentences

YEAR = "suivi-grille-annee"
_STATE = "_suivi_grid"
_PROGRESS = {
    "status": "Avancement",
    "confidence": "Confiance",
    "percent": "Avancement (%)",
    "owner": "Responsable",
}
_SPLIT = "Par financeur"
# OpenJournal for all but the longest names and the longest word, with the amounts still in sight on a laptop.
_ACTION_WIDTH, _CONFIDENCE_WIDTH = 410, 180


@dataclass(frozen=True)
class GridState:
    """A grid that is open: the values it was opened on, and what it shows."""

    year: int
    opened_on: int
    before: Mapping[str, Mapping[Field, str]]
    shown: pd.DataFrame

    @cached_property
    def grid_id(self) -> str:
        """Its name in the key of its edits, which follows what it shows."""
        return resuming.name_for(self.year, self.shown.to_dict("records"))


def show(room: OpenJournal, actions: pd.DataFrame) -> None:
    """The grid, in a form: edits are read once, when it is sent."""
    year = st.segmented_control(
        "Année des montants", list(tracking.YEARS), default=tracking.YEARS[0], key=YEAR, required=True
    )
    state = _opened(room, actions, int(year or tracking.YEARS[0]))
    st.caption(
        french(
            "Montants en k€, sans détail par financeur. Changer d’année vide ce qui n’a pas été vérifié. "
            "Une case vide veut dire « non renseigné »."
        )
    )
    columns: dict[str, Any] = {
        "N°": st.column_config.TextColumn(disabled=True, pinned=True, width="small"),
        "Action": st.column_config.TextColumn(disabled=True, pinned=True, width=_ACTION_WIDTH),
        "Avancement": st.column_config.SelectboxColumn(options=list(PROGRESS_STATUSES)),
        "Confiance": st.column_config.SelectboxColumn(options=list(CONFIDENCES), width=_CONFIDENCE_WIDTH),
    }
    for word in sentences.FIELD_WORDS.values():
        columns[word] = st.column_config.TextColumn(alignment="right", width=100)
    if _SPLIT in state.shown:
        columns[_SPLIT] = st.column_config.TextColumn(disabled=True, width="small")
    with st.form(f"suivi-grille-{state.grid_id}", border=False):
        st.data_editor(
            state.shown,
            key=f"suivi-grille-edits-{state.grid_id}",
            hide_index=True,
            num_rows="fixed",
            column_config=columns,
            height=420,
            placeholder="—",
            alt=f"Grille de saisie {year}",
        )
        tables.on_paper(
            table_words.written(Table(state.shown, missing="—")), list(sentences.FIELD_WORDS.values())
        )
        st.form_submit_button(
            "Vérifier avant d’enregistrer",
            type="primary",
            key="suivi-grille-verifier",
            on_click=_send,
            args=(room, actions, state),
        )
    review.show_problems()


def take_up(room: OpenJournal, actions: pd.DataFrame, changes: Sequence[Change], opened_on: int) -> bool:
    """Open the grid as it was when these changes were sent from it; False when no grid holds them all."""
    year = next((one.year for one in changes if one.year), tracking.YEARS[0])
    rank, headers = {str(name): row for row, name in enumerate(actions["action_id"])}, _keys(year)
    if not all((one.kind, one.year, one.funder, one.field) in headers for one in changes):
        return False
    st.session_state[YEAR] = year
    state = _opened(replace(room, version=opened_on), actions, year)
    edits: dict[int, dict[str, str | None]] = {}
    for one in changes:
        said = None if one.value is None else sentences.field_value(one.kind, one.field, one.value)
        edits.setdefault(rank[one.subject_id], {})[headers[one.kind, one.year, one.funder, one.field]] = said
    st.session_state[_STATE] = replace(state, shown=edited(state.shown, edits))
    return True


def close() -> None:
    """Forget the grid that is open: it opens again on what is in place."""
    st.session_state.pop(_STATE, None)


def frame(actions: pd.DataFrame, before: Mapping[str, Mapping[Field, str]], year: int) -> pd.DataFrame:
    """What the grid shows: one row an action, every cell a text as it would be typed (empty: not typed)."""
    records = []
    for row in each(actions):
        own = before[row.action_id]
        split = sorted({key[2] for key in own if key[0] == "budget" and key[1] == year and key[2]})
        record: dict[str, str | None] = {"N°": row.action_id, "Action": row.action, _SPLIT: ", ".join(split)}
        for key, header in _keys(year).items():
            value = own.get(key)
            record[header] = None if value is None else sentences.field_value(key[0], key[3], value)
        records.append(record)
    shown = pd.DataFrame(records)
    return shown if shown[_SPLIT].any() else shown.drop(columns=_SPLIT)


def edited(shown: pd.DataFrame, edits: Mapping[Any, Mapping[str, Any]]) -> pd.DataFrame:
    """The grid with the edits that the browser sent: {row: {column: value}}."""
    result = shown.astype("object")
    for row, cells in edits.items():
        for column, value in cells.items():
            result.loc[result.index[int(row)], column] = value
    return result


def typed(shown: pd.DataFrame, year: int) -> dict[str, dict[Field, str]]:
    """What each action's cells hold, by field."""
    found: dict[str, dict[Field, str]] = {}
    for record in shown.to_dict("records"):
        own = found.setdefault(str(record["N°"]), {})
        for key, header in _keys(year).items():
            value = record[header]
            own[key] = "" if value is None or value != value else str(value)
    return found


def _keys(year: int) -> dict[Field, str]:
    amounts: dict[Field, str] = {
        ("budget", year, None, name): word for name, word in sentences.FIELD_WORDS.items()
    }
    return amounts | {("progress", None, None, name): header for name, header in _PROGRESS.items()}


def _opened(room: OpenJournal, actions: pd.DataFrame, year: int) -> GridState:
    state: GridState | None = st.session_state.get(_STATE)
    if state is None or state.year != year:
        before = {
            str(action_id): tracking_input.current(room.rows, str(action_id))
            for action_id in actions["action_id"]
        }
        state = GridState(year, room.version, before, frame(actions, before, year))
        st.session_state[_STATE] = state
    return state


@answering
def _send(room: OpenJournal, actions: pd.DataFrame, state: GridState) -> None:
    """Read the edits, check them, and go to the difference (a callback)."""
    sent = st.session_state.get(f"suivi-grille-edits-{state.grid_id}") or {}
    shown = edited(state.shown, sent.get("edited_rows", {}))
    st.session_state[_STATE] = GridState(state.year, state.opened_on, state.before, shown)
    review.compare(
        typed(shown, state.year),
        state.before,
        opened_on=state.opened_on,
        rows=again(room).rows,
        costs=review.costs_of(actions),
    )
