"""The form of one action: every amount by year, and by funder where known, its progress and comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from components.screen import resuming
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, again
from data.french.formats import NARROW_SPACE, number
from data.imports import tracking_input
from data.imports.tracking_input import UNKNOWN_FUNDER, Field
from data.indicators import tracking
from data.journal.folds import CONFIDENCES, PROGRESS_STATUSES, Change
from data.journal.folds.rows import each
from pages.plan.tracking import action_sheet, review
from pages.plan.tracking import words as sentences

ACTION = "suivi-action"
_STATE = "_suivi_form"
_PROGRESS_LABELS = {
    "status": "Avancement",
    "confidence": "Confiance",
    "percent": "Avancement (%)",
    "owner": "Responsable (organisation)",
    "stated_by": "Confiance indiquée par",
    "stated_on": "Confiance indiquée le",
    "comment": "Commentaire",
}
_OPTIONS = {
    "status": (sentences.NOT_TYPED, *PROGRESS_STATUSES),
    "confidence": (sentences.NOT_TYPED_F, *CONFIDENCES),
}


@dataclass(frozen=True)
class FormState:
    """A form that is open: the values it was opened on, and what was typed when it was last sent."""

    action_id: str
    opened_on: int
    before: Mapping[Field, str]
    typed: Mapping[Field, str] = field(default_factory=dict)

    @cached_property
    def form_id(self) -> str:
        """Its name in the keys of its fields: another one once sent, or when its action was saved since."""
        return resuming.name_for(self.action_id, dict(self.before), dict(self.typed))

    def shown(self, key: Field) -> str:
        """What the field holds when the form is drawn."""
        if key in self.typed:
            return self.typed[key]
        value = self.before.get(key)
        return "" if value is None else sentences.field_value(key[0], key[3], value)


def ask_for(word: str) -> None:
    """Open the form of an action (a callback)."""
    st.session_state[ACTION] = word


def show(room: OpenJournal, actions: pd.DataFrame) -> None:
    """The choice of an action, then its form."""
    st.selectbox(
        "Action à saisir",
        action_sheet.labels(actions),
        index=None,
        placeholder="Choisir une action",
        key=ACTION,
        persist_state="session",
    )
    word = st.session_state.get(ACTION)
    if not word:
        review.show_problems()
        return
    action_id = str(word).split(" — ")[0]
    state = _opened(room, action_id)
    if dict(state.before) != tracking_input.current(room.rows, action_id):
        st.warning(
            "Quelqu’un a enregistré cette action depuis l’ouverture de ce formulaire.", icon=":material/sync:"
        )
        st.button("Reprendre les valeurs en place", key="suivi-reprendre", on_click=close)
    own = next(row for row in each(actions) if row.action_id == action_id)
    st.caption(plain(_about(own)))
    funders = _funders(actions, state)
    with st.form(f"suivi-formulaire-{state.form_id}"):
        for funder in (None, *funders):
            st.markdown(f"**{plain('Montants, ' + (funder or sentences.UNDIVIDED))}** (k€)")
            for name in tracking.FIELDS:
                for column, year in zip(st.columns(len(tracking.YEARS)), tracking.YEARS, strict=True):
                    with column:
                        _text(state, ("budget", year, funder, name), f"{sentences.FIELD_WORDS[name]} {year}")
        st.markdown("**Avancement**")
        for names in (("status", "percent", "owner"), ("confidence", "stated_by", "stated_on")):
            for column, name in zip(st.columns(len(names)), names, strict=True):
                with column:
                    _progress(state, name)
        _progress(state, "comment")
        st.form_submit_button(
            "Vérifier avant d’enregistrer",
            type="primary",
            key="suivi-verifier",
            on_click=_send,
            args=(room, actions, state, funders),
        )
    review.show_problems()


def take_up(room: OpenJournal, label: str, changes: Sequence[Change], opened_on: int) -> None:
    """Open the form of an action as it was when these changes, all of that action, were sent from it."""
    ask_for(label)
    before = tracking_input.current(room.rows, changes[0].subject_id)
    state = FormState(changes[0].subject_id, opened_on, before)
    typed = {key: state.shown(key) for key in before}
    for one in changes:
        said = "" if one.value is None else sentences.field_value(one.kind, one.field, one.value)
        typed[one.kind, one.year, one.funder, one.field] = said
    st.session_state[_STATE] = replace(state, typed=typed)


@answering
def close() -> None:
    """Forget the form that is open (a callback): it opens again on what is in place."""
    st.session_state.pop(_STATE, None)
    review.forget()


def widget_key(form_id: str, key: Field) -> str:
    """The key of a field's widget."""
    kind, year, funder, name = key
    return f"suivi-{form_id}-{kind}-{year or ''}-{funder or ''}-{name}"


def _opened(room: OpenJournal, action_id: str) -> FormState:
    state: FormState | None = st.session_state.get(_STATE)
    if state is None or state.action_id != action_id:
        state = FormState(action_id, room.version, tracking_input.current(room.rows, action_id))
        st.session_state[_STATE] = state
    return state


def _about(own: Any) -> str:
    cost = own.cost_keur
    limit = sentences.cost(0) if cost == 0 else number(cost, decimals=3) + f"{NARROW_SPACE}k€"
    return (
        f"Coût au planning : {limit}. Une case vide veut dire « non renseigné » ; pour zéro, "
        f"écrire 0. Les montants se tapent comme {number(1250.5, decimals=1)}."
    )


def _funders(actions: pd.DataFrame, state: FormState) -> list[str]:
    """The funders whose amounts are shown: those already saved, and those asked for."""
    typed = {key[2] for key in state.before if key[0] == "budget" and key[2]}
    # Sent and refused, or gone back to: the form still has them.
    sent = {key[2] for key in state.typed if key[2]}
    named: set[str] = {UNKNOWN_FUNDER, *typed, *sent}
    for row in each(actions):
        named |= set(row.funders) if row.funders is not None else set()
    chosen = st.multiselect(
        "Détailler par financeur, là où c’est connu",
        sorted(named),
        default=sorted(typed | sent),
        key=f"suivi-financeurs-{state.form_id}",
        accept_new_options=True,
        placeholder="Choisir, ou écrire un autre financeur",
        select_all=False,
    )
    return [*sorted(typed), *(name.strip() for name in chosen if name.strip() and name not in typed)]


def _text(state: FormState, key: Field, label: str) -> None:
    st.text_input(plain(label), value=state.shown(key), key=widget_key(state.form_id, key))


def _progress(state: FormState, name: str) -> None:
    key: Field = ("progress", None, None, name)
    label, widget = _PROGRESS_LABELS[name], widget_key(state.form_id, key)
    if name in _OPTIONS:
        shown = state.shown(key)
        options = _OPTIONS[name]
        st.selectbox(plain(label), options, index=options.index(shown) if shown in options else 0, key=widget)
    elif name == "comment":
        st.text_area(plain(label), value=state.shown(key), key=widget, height=100)
    else:
        placeholder = "JJ/MM/AAAA" if name == "stated_on" else None
        st.text_input(plain(label), value=state.shown(key), key=widget, placeholder=placeholder)


@answering
def _send(room: OpenJournal, actions: pd.DataFrame, state: FormState, funders: list[str]) -> None:
    """Read what was typed, check it, and go to the difference (a callback)."""
    keys: list[Field] = [
        ("budget", year, funder, name)
        for funder in (None, *funders)
        for year in tracking.YEARS
        for name in tracking.FIELDS
    ]
    keys += [("progress", None, None, name) for name in _PROGRESS_LABELS]
    typed = {key: str(st.session_state.get(widget_key(state.form_id, key)) or "") for key in keys}
    for name, options in _OPTIONS.items():
        if typed["progress", None, None, name] == options[0]:
            typed["progress", None, None, name] = ""
    # Kept: the widgets go while the difference is on screen, and come back with what was typed.
    st.session_state[_STATE] = FormState(state.action_id, state.opened_on, state.before, typed)
    review.compare(
        {state.action_id: typed},
        {state.action_id: state.before},
        opened_on=state.opened_on,
        rows=again(room).rows,
        costs=review.costs_of(actions),
    )
