"""Writing the tracking: one action in a form, several in a grid, all of it in a workbook; then the review."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from components.figures import attached
from components.screen import attaching, resuming, rights
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, again
from data.french.typography import french
from data.indicators.tags import tagged
from data.journal.folds import Change
from data.store import Store
from pages.plan.tracking import action_sheet, form, grid, review, workbook

UNLOCKED = "suivi-saisie-projetee"
_WAY, _WHICH = "suivi-maniere", "suivi-rattacher"
ONE, SEVERAL, WORKBOOK = "Une action", "Plusieurs actions", "Classeur Excel"
ATTACH = "Rattacher"


def unlocked() -> bool:
    """Whether the host allowed writing while projecting, in this session."""
    return bool(st.session_state.get(UNLOCKED))


def show(room: OpenJournal, store: Store) -> None:
    """The ways to write, or why this session may not. Redrawn alone: the figures above do not flicker."""
    _part(room, store)


@st.fragment
@guarded("Saisie du suivi")
def _part(room: OpenJournal, store: Store) -> None:
    actions = store.load("schema_actions")
    if st.session_state.pop(review.REFRESH, False):
        form.close()
        grid.close()
        st.rerun()
    refused = rights.refusal() or room.problem
    review.show_saved()
    if refused:
        st.warning(plain(refused), icon=":material/lock:")
        workbook.show(room, actions, may_write=False)
        return
    with guarded("Saisie du suivi"):
        fresh = again(room)
        _find_again(fresh, actions)
        if review.pending() is not None:
            review.show(fresh, review.costs_of(actions))
            return
        way = st.segmented_control(
            "Manière de saisir",
            [ONE, SEVERAL, WORKBOOK, ATTACH],
            default=ONE,
            key=_WAY,
            required=True,
            label_visibility="collapsed",
            persist_state="session",
            on_change=review.forget,
        )
        if way == SEVERAL:
            grid.show(fresh, actions)
        elif way == WORKBOOK:
            workbook.show(fresh, actions)
        elif way == ATTACH:
            _attach(fresh, actions, store)
        else:
            form.show(fresh, actions)


def _find_again(room: OpenJournal, actions: pd.DataFrame) -> None:
    """The differences that were on screen when the server was lost, over what is in place now."""
    text = resuming.kept(review.DIFFERENCES)
    if not text:
        return
    opened_on, *fields = json.loads(text)
    before = {key: review.value_of(row) for key, row in review.in_place(room.rows).items()}
    changes = [Change(*one) for one in fields]
    review.propose(
        changes, before=before, opened_on=opened_on, rows=room.rows, costs=review.costs_of(actions)
    )
    # « Revenir à la saisie » leads to what they were sent from, with what was typed.
    (first, *others) = {change.subject_id for change in changes}
    if not others:
        named = zip(actions["action_id"], action_sheet.labels(actions), strict=True)
        form.take_up(room, dict(named)[first], changes, opened_on)
    elif grid.take_up(room, actions, changes, opened_on):
        st.session_state[_WAY] = SEVERAL
    else:
        st.session_state[_WAY] = WORKBOOK


def _attach(room: OpenJournal, actions: pd.DataFrame, store: Store) -> None:
    """One action, with what it is attached to so far, and the form that attaches it."""
    tags = store.load("tags")
    rows = tagged(actions, "action_id", tags)
    labels = zip(rows["action_id"], action_sheet.labels(actions), rows.iterrows(), strict=True)
    said = {str(action_id): f"{label} ({attached.words(row)})" for action_id, label, (_, row) in labels}
    chosen = st.selectbox(
        "Action à rattacher",
        list(said),
        format_func=lambda action_id: french(said[action_id]),
        key=_WHICH,
        persist_state="session",
    )
    title = str(actions.set_index("action_id").at[chosen, "action"])
    attaching.form(room, chosen, title, tags, store.load("communes"), store.load("domains"))


def switch() -> None:
    """The switch that lets somebody write while projecting: off unless the host turns it on."""
    st.toggle(
        "Permettre la saisie pendant la projection",
        key=UNLOCKED,
        persist_state="session",
        disabled=bool(rights.refusal()),
        help="Projetée, la page est en lecture seule tant que cet interrupteur est éteint.",
    )
