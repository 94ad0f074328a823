"""Tying a recommendation of the documents to the actions of the Schéma that carry it: the CEP's to do."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import attaching, rights, visits
from components.screen.markdown import plain
from components.screen.saving import OpenJournal, save, show_said, tell
from data.french.formats import is_unknown
from data.french.typography import french
from data.indicators.recommendations import carried, gathered
from data.journal.folds import Change, action_ids
from data.store import Store
from pages.recommendations.words import STATE_SHAPES

NONE = "aucune"
_WHICH = "ties-which"


def draw(view: View, store: Store) -> None:
    """A form for one recommendation, of the documents or noted in a meeting: the actions that carry it, or
    none, its rank, and the territories and domains it is about. What is refused is said beside its button.
    """
    journal = visits.current().journal
    refused = rights.refusal() or journal.problem
    if refused:
        st.info(plain(refused), icon=":material/lock:")
        return
    recommendations, decided = gathered(store.load("statements")), store.load("noted")
    actions, ties = store.load("schema_actions"), store.load("ties")
    noted = decided[(decided["type"] == "recommendation") & (decided["status"] != "dropped")]
    tied = carried(recommendations, actions, ties)
    texts = {str(row.statement_id): f"{STATE_SHAPES[str(row.state)]} {row.text}" for row in tied.itertuples()}
    texts |= {str(row.decision_id): f"Notée en séance : {row.text}" for row in noted.itertuples()}
    if st.session_state.get(_WHICH) in texts:
        # Sent again: the browser would keep the mark that the words had before they were tied.
        st.session_state[_WHICH] = st.session_state[_WHICH]
    chosen = st.selectbox(
        "Préconisation ou besoin", list(texts), format_func=lambda key: french(texts[key]), key=_WHICH
    )
    if chosen in set(noted["decision_id"]):
        known = noted.rename(columns={"decision_id": "recommendation_id"})
        _form(journal, "decision", str(chosen), actions, known)
    elif chosen:
        _form(journal, "recommendation", str(chosen), actions, ties)
    if chosen:
        text = {**recommendations.set_index("statement_id")["text"], **noted.set_index("decision_id")["text"]}
        attaching.form(
            journal,
            str(chosen),
            str(text[chosen]),
            store.load("tags"),
            store.load("communes"),
            store.load("domains"),
            kinds=("recommendation", "tags"),
        )


def _form(room: OpenJournal, kind: str, statement_id: str, actions: pd.DataFrame, ties: pd.DataFrame) -> None:
    labels = {f"{row.action_id} — {row.action}": str(row.action_id) for row in actions.itertuples()}
    by_id = {action_id: label for label, action_id in labels.items()}
    known = ties[ties["recommendation_id"] == statement_id]
    actions_before = None if known.empty else action_ids(known.iloc[0]["carried_by"])
    rank = None if known.empty or is_unknown(known.iloc[0]["rank"]) else int(known.iloc[0]["rank"])
    before = (
        [NONE] if actions_before == () else [by_id[name] for name in actions_before or () if name in by_id]
    )
    with st.container(key=f"ties-of-{statement_id}"), st.form(f"ties-{statement_id}"):
        picked = st.multiselect(
            "Portée par",
            [NONE, *labels],
            default=before,
            placeholder=french("Actions, ou « aucune »"),
            # Its words are in English, and nothing is ever carried by every action.
            select_all=False,
        )
        left, middle, right = st.columns(3)
        with left:
            ranked = st.number_input(
                "Rang (facultatif)",
                value=rank,
                min_value=1,
                max_value=99,
                step=1,
                placeholder="non classée",
            )
        with middle:
            reason = st.text_input("Motif (facultatif)", max_chars=300)
        with right:
            rights.ask_name("ties", room.last_author)
        with st.container(horizontal=True, vertical_alignment="center"):
            sent = st.form_submit_button("Enregistrer le lien", type="primary")
            show_said()
    if not sent:
        return
    rights.keep_name("ties")
    if NONE in picked and len(picked) > 1:
        tell("Choisissez « aucune », ou des actions, mais pas les deux.")
        st.rerun()
    carried_by = NONE if picked == [NONE] else ",".join(sorted(labels[label] for label in picked)) or None
    wanted = {"carried_by": carried_by, "rank": None if ranked is None else str(int(ranked))}
    shown = {
        "carried_by": NONE
        if before == [NONE]
        else ",".join(sorted(labels[label] for label in before)) or None,
        "rank": None if rank is None else str(rank),
    }
    changes = [
        Change(kind, statement_id, name, value) for name, value in wanted.items() if value != shown[name]
    ]
    if save(room, changes, reason=reason):
        st.toast("Lien enregistré.", icon=":material/check:")
    st.rerun()
