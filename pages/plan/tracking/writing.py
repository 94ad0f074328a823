"""Writing the tracking: one action in a form, several in a grid, all of it in a workbook; then the review."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen import rights
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.saving import OpenJournal
from pages.plan.tracking import form, grid, review, workbook

UNLOCKED = "suivi-saisie-projetee"
_WAY = "suivi-maniere"
ONE, SEVERAL, WORKBOOK = "Une action", "Plusieurs actions", "Classeur Excel"


def unlocked() -> bool:
    """Whether the host allowed writing while projecting, in this session."""
    return bool(st.session_state.get(UNLOCKED))


def show(room: OpenJournal, actions: pd.DataFrame) -> None:
    """The ways to write, or why this session may not. Redrawn alone: the figures above do not flicker."""
    _part(room, actions)


@st.fragment
@guarded("Saisie du suivi")
def _part(room: OpenJournal, actions: pd.DataFrame) -> None:
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
        fresh = review.now(room)
        if review.pending() is not None:
            review.show(fresh, review.costs_of(actions))
            return
        way = st.segmented_control(
            "Manière de saisir",
            [ONE, SEVERAL, WORKBOOK],
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
        else:
            form.show(fresh, actions)


def switch() -> None:
    """The switch that lets somebody write while projecting: off unless the host turns it on."""
    st.toggle(
        "Permettre la saisie pendant la projection",
        key=UNLOCKED,
        persist_state="session",
        disabled=bool(rights.refusal()),
        help="Projetée, la page est en lecture seule tant que cet interrupteur est éteint.",
    )
