"""Before saving: the difference, the reason, and, when somebody saved in between, both values to choose from.

A form, the grid and the workbook all come here with a *proposal*; nothing else writes the tracking.
"""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import Table
from components.screen import resuming, rights, tables
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, again, save, show_refused, show_said
from data.french.formats import count, moment
from data.french.typography import french
from data.imports import tracking_input
from data.imports.tracking_input import Over, Problem
from data.journal.folds import Change
from data.journal.folds.rows import KEY, each, in_order, key_of
from pages.plan.tracking import words as sentences

Key = tuple[str, str, int | None, str | None, str]
_PROPOSAL, _PROBLEMS, _SAVED = "_suivi_proposal", "_suivi_problems", "_suivi_saved"
REFRESH = "_suivi_refresh"
# What the browser keeps: the journal's version, then the fields of each change.
DIFFERENCES = "suivi-differences"
_REASON, _OVER = "suivi-motif", "suivi-motif-depassement"
_LONGEST_REASON, _LONGEST_OVER = 300, 150
# More refusals than this at once are counted, not listed.
_LISTED = 12


@dataclass(frozen=True)
class Conflict:
    """One field that somebody else saved since: their value, who and when, and ours."""

    change: Change
    value: str | None
    author: str
    saved_at: dt.datetime


@dataclass(frozen=True)
class Proposal:
    """What somebody is about to save. ``before``: the values its form was opened on, by key."""

    changes: tuple[Change, ...]
    before: Mapping[Key, str | None]
    opened_on: int
    over: tuple[Over, ...] = ()
    notes: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    save_id: str = ""


def costs_of(actions: pd.DataFrame) -> dict[str, float]:
    return {row.action_id: float(row.cost_keur) for row in each(actions)}


def compare(
    typed: Mapping[str, Mapping[tracking_input.Field, str]],
    before: Mapping[str, Mapping[tracking_input.Field, str]],
    **checked: Any,
) -> None:
    """Propose what was typed, by action and field, in place of what stood ``before`` (see ``propose``)."""
    changes: list[Change] = []
    problems: list[Problem] = []
    values: dict[Key, str | None] = {}
    for action_id, own in typed.items():
        made, refused = tracking_input.changes(action_id, before[action_id], own)
        changes += made
        problems += refused
        values |= {(key[0], action_id, *key[1:]): value for key, value in before[action_id].items()}
    propose(changes, problems, before=values, **checked)


def propose(
    changes: Sequence[Change],
    refused: Sequence[Problem] = (),
    *,
    before: Mapping[Key, str | None],
    opened_on: int,
    rows: pd.DataFrame,
    costs: Mapping[str, float],
    notes: Sequence[str] = (),
    located: Mapping[tuple[str, tracking_input.Field], str] | None = None,
) -> None:
    """Check changes on top of what is in force; keep them to be reviewed, or keep why they are refused.

    ``located`` says where a field was typed in a file.
    """
    over: list[Over] = []
    if not refused:
        refused, over = tracking_input.check(changes, rows, costs)
    said = [_sentence(problem, located or {}) for problem in refused]
    if said or not changes:
        tell(said or ["Rien n’a changé : il n’y a rien à enregistrer."])
        return
    st.session_state.pop(_PROBLEMS, None)
    kept = {change.key: before.get(change.key) for change in changes}
    st.session_state[_PROPOSAL] = Proposal(
        tuple(changes), kept, opened_on, tuple(over), tuple(notes), save_id=uuid.uuid4().hex
    )


def _sentence(problem: Problem, located: Mapping[tuple[str, tracking_input.Field], str]) -> str:
    keys = [(problem.action_id, key) for key in problem.fields]
    return next((located[key] for key in keys if key in located), "") + problem.sentence


def tell(sentences_: Sequence[str]) -> None:
    """Keep why something was refused, for the next drawing."""
    st.session_state[_PROBLEMS] = uuid.uuid4().hex, list(sentences_)


@answering
def forget() -> None:
    """Drop the proposal and what was said of it (a callback)."""
    for name in (_PROPOSAL, _PROBLEMS, _REASON, _OVER):
        st.session_state.pop(name, None)


def pending() -> Proposal | None:
    found: Proposal | None = st.session_state.get(_PROPOSAL)
    return found


def show_problems() -> None:
    """Why the last attempt was refused; nothing was saved."""
    attempt, said = st.session_state.get(_PROBLEMS, ("", []))
    if said:
        rest = [f"et {len(said) - _LISTED} autres"] if len(said) > _LISTED else []
        show_refused("Rien n’a été enregistré.", *said[:_LISTED], *rest, attempt=attempt)
    show_said()


def show_saved() -> None:
    """Say, once, that the last save was made."""
    said = st.session_state.pop(_SAVED, "")
    if said:
        st.success(plain(said), icon=":material/check:")


def show(room: OpenJournal, costs: Mapping[str, float]) -> None:
    """The proposal: its conflicts if it has any, else its difference with the reason to give."""
    proposal = pending()
    if proposal is None:
        return
    if proposal.conflicts:
        _show_conflicts(room, proposal, costs)
        return
    resuming.keep(DIFFERENCES, json.dumps([proposal.opened_on, *map(astuple, proposal.changes)]))
    st.markdown(french(f"## Vérifier avant d’enregistrer : {count(len(proposal.changes), 'différence')}"))
    for note in proposal.notes:
        st.info(plain(note), icon=":material/info:")
    table = difference(proposal)
    tables.show(table, "suivi-difference", "Différences avant d’enregistrer")
    with st.form("suivi-enregistrer", border=False):
        st.text_input("Motif", key=_REASON, placeholder="D’où vient cette saisie, pourquoi ce changement")
        for one in proposal.over:
            st.warning(
                plain(sentences.over_line(one.action_id, one.field, one.keur, one.cost_keur)),
                icon=":material/warning:",
            )
        if proposal.over:
            st.text_input(
                "Motif du dépassement", key=_OVER, placeholder="Pourquoi ce montant dépasse le coût"
            )
        rights.ask_name("suivi", room.last_author)
        with st.container(horizontal=True):
            sent = st.form_submit_button("Enregistrer", type="primary", key="suivi-enregistrer-oui")
            st.form_submit_button("Revenir à la saisie", key="suivi-enregistrer-non", on_click=_back)
    # Read here and not in a callback: the name is typed in this very form.
    if sent and _save(room, proposal):
        st.rerun()
    show_problems()


def difference(proposal: Proposal) -> Table:
    """What would change: one row a field, before and after."""
    records = []
    for change in proposal.changes:
        records.append(
            {
                "Action": change.subject_id,
                "Champ": sentences.field_name(change.kind, change.field, change.year, change.funder),
                "Avant": sentences.field_value(change.kind, change.field, proposal.before.get(change.key)),
                "Après": sentences.field_value(change.kind, change.field, change.value),
            }
        )
    return Table(pd.DataFrame(records, columns=["Action", "Champ", "Avant", "Après"]))


@answering
def _back() -> None:
    st.session_state.pop(_PROPOSAL, None)
    st.session_state.pop(_PROBLEMS, None)


def _save(room: OpenJournal, proposal: Proposal) -> bool:
    """One save, with its reason. True when the page has something else to show: saved, or met a conflict."""
    reason, over = (" ".join(str(st.session_state.get(key) or "").split()) for key in (_REASON, _OVER))
    missing = []
    if not reason:
        missing.append("Le motif est vide : dire d’où vient cette saisie, puis enregistrer.")
    if proposal.over and not over:
        missing.append("Le motif du dépassement est vide : dire pourquoi ce montant dépasse le coût.")
    lengths = ((reason, _LONGEST_REASON, "motif"), (over, _LONGEST_OVER, "motif du dépassement"))
    for words, most, name in lengths:
        if len(words) > most:
            missing.append(f"Le {name} a {len(words)} caractères : au plus {most}. Le raccourcir.")
    if missing:
        tell(missing)
        return False
    rights.keep_name("suivi")
    st.session_state.pop(_PROBLEMS, None)
    made = save(
        room,
        proposal.changes,
        reason=f"{reason} — dépassement du coût ({over})" if over and proposal.over else reason,
        save_id=proposal.save_id,
        opened_on=proposal.opened_on,
        on_stale=lambda _: _meet(room, proposal),
    )
    if made:
        forget()
        st.session_state[_SAVED] = f"Enregistré : {count(len(proposal.changes), 'champ')}."
        st.session_state[REFRESH] = True
    return made or pending() is not proposal


def _meet(room: OpenJournal, proposal: Proposal) -> None:
    """Somebody saved in between: set apart the fields that both changed."""
    fresh = again(room)
    last = in_place(fresh.rows)
    conflicts, kept, before = [], [], dict(proposal.before)
    for change in proposal.changes:
        row = last.get(change.key)
        value = None if row is None else value_of(row)
        if value == change.value:
            continue
        kept.append(change)
        if row is not None and value != proposal.before.get(change.key):
            conflicts.append(Conflict(change, value, str(row.author), row.saved_at.to_pydatetime()))
        before[change.key] = value
    st.session_state[_PROPOSAL] = replace(
        proposal,
        changes=tuple(kept),
        before=before,
        opened_on=fresh.version,
        conflicts=tuple(conflicts),
        save_id=uuid.uuid4().hex,
        notes=(
            *proposal.notes,
            "Quelqu’un a enregistré entre-temps : rien de sa saisie n’est écrasé sans votre choix.",
        ),
    )
    if not kept:
        _back()
        tell(["Quelqu’un vient d’enregistrer les mêmes valeurs : il n’y a plus rien à enregistrer."])


def in_place(rows: pd.DataFrame) -> dict[Key, Any]:
    """The last row of each field, emptied ones too: « somebody emptied it » is a value to choose from."""
    own = in_order(rows[rows["kind"].isin(["budget", "progress"])])
    return {key_of(row): row for row in each(own.drop_duplicates(KEY, keep="last"))}


def value_of(row: Any) -> str | None:
    """The value of a row of the journal; None when it empties its field."""
    return None if row.value != row.value else row.value


def _show_conflicts(room: OpenJournal, proposal: Proposal, costs: Mapping[str, float]) -> None:
    st.warning(
        french(
            "Quelqu’un a enregistré ces champs pendant votre saisie : rien n’a été écrasé. Choisir, pour "
            "chacun, la valeur à garder."
        ),
        icon=":material/call_split:",
    )
    with st.form("suivi-choisir", border=True):
        for rank, one in enumerate(proposal.conflicts):
            st.radio(
                plain(
                    f"{one.change.subject_id}, "
                    + sentences.field_name(
                        one.change.kind, one.change.field, one.change.year, one.change.funder
                    )
                ),
                [0, 1],
                format_func=partial(_side, one),
                index=None,
                key=f"suivi-choix-{proposal.save_id}-{rank}",
            )
        with st.container(horizontal=True):
            st.form_submit_button(
                "Continuer", type="primary", key="suivi-choisir-oui", on_click=_choose, args=(room, costs)
            )
            st.form_submit_button("Abandonner ma saisie", key="suivi-choisir-non", on_click=forget)
    show_problems()


def _side(one: Conflict, side: int) -> str:
    change = one.change
    if side == 1:
        return plain(f"La vôtre : {sentences.field_value(change.kind, change.field, change.value)}")
    value = sentences.field_value(change.kind, change.field, one.value)
    return plain(f"En place : {value} ({one.author}, {moment(one.saved_at)})")


@answering
def _choose(room: OpenJournal, costs: Mapping[str, float]) -> None:
    """Keep what was chosen for each field (a callback), and show the difference again."""
    proposal = pending()
    if proposal is None:
        return
    sides = {
        one.change.key: st.session_state.get(f"suivi-choix-{proposal.save_id}-{rank}")
        for rank, one in enumerate(proposal.conflicts)
    }
    if None in sides.values():
        tell(["Choisir une valeur pour chaque champ, puis continuer."])
        return
    ours = [change for change in proposal.changes if sides.get(change.key, 1) == 1]
    if not ours:
        forget()
        tell(["Les valeurs en place sont gardées : il n’y a rien à enregistrer."])
        return
    fresh = again(room)
    st.session_state.pop(_PROPOSAL)
    # The version stays the one whose values were shown: a third save in between is met in its turn.
    propose(
        ours,
        before=proposal.before,
        opened_on=proposal.opened_on,
        rows=fresh.rows,
        costs=costs,
        notes=proposal.notes,
    )
