"""The sheet of one action of the Schéma: cost, funding, its pillar, and what was typed about it."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.documents.offered import Document
from components.documents.sheets import Section, Sheet, document, merged
from components.figures import attached
from components.figures.blocks import Number, Table, View
from components.figures.evidence import cite
from data.french.formats import count, day, is_unknown, keur, share, text_of
from data.french.typography import french
from data.indicators import plan
from data.indicators.tags import tagged
from data.store import Store

DATASETS = (
    "schema_actions",
    "schema_pillars",
    "schema_key_actions",
    "tracking_budget",
    "tracking_progress",
    "tags",
)
NO_TRACKING = "Aucun suivi saisi."


def documents(view: View, store: Store) -> list[Document]:
    """The sheet of one action, chosen in the list of documents."""
    actions = store.load("schema_actions")
    names = dict(zip(actions["action_id"], actions["action"], strict=True))
    action_id = str(
        st.selectbox(
            "Action de la fiche",
            list(names),
            format_func=lambda action_id: french(f"{action_id} · {names[action_id]}"),
            key="fiche-action-choisie",
        )
    )

    def sheet() -> Sheet:
        return action(view, action_id, *[store.load(name) for name in DATASETS])

    return [document(f"fiche-{action_id}", f"Fiche de l’action {action_id}", ("fiche", action_id), sheet)]


def action(
    view: View,
    action_id: str,
    actions: pd.DataFrame,
    pillars: pd.DataFrame,
    keys: pd.DataFrame,
    budget: pd.DataFrame,
    progress: pd.DataFrame,
    tags: pd.DataFrame,
) -> Sheet:
    """The sheet of one action of the Schéma: cost, funding, its pillar, and what was typed about it.

    ``actions``, ``pillars`` and ``keys`` are ``schema_actions``, ``schema_pillars``, ``schema_key_actions``;
    ``budget``, ``progress`` and ``tags`` the folds of the journal (empty: nothing was typed).
    Raises ``KeyError`` for an action that the planning does not have.
    """
    found = actions[actions["action_id"] == action_id]
    if found.empty:
        raise KeyError(action_id)
    row = found.iloc[0]
    pillar = pillars[pillars["pillar_id"] == row["pillar_id"]].iloc[0]
    siblings = actions[actions["pillar_id"] == row["pillar_id"]]
    total, cost = plan.total_keur(actions), int(row["cost_keur"])
    part = f"{share(cost / total)} des {keur(total)} du planning" if cost and total else "0 k€ au planning"
    numbers = (
        Number(keur(cost), "coût au planning", part),
        Number(
            "non indiqué" if is_unknown(row["funding_label"]) else str(row["funding_label"]),
            "financement indiqué",
            "libellé du planning",
        ),
        Number(
            "oui" if action_id in set(keys["action_id"].dropna()) else "non", "action clé de la mandature"
        ),
    )
    named = [Section("Précision de lecture", (str(row["note"]),))] if not is_unknown(row["note"]) else []
    others = tuple(
        f"{other['action']} ({keur(other['cost_keur'])})"
        for _, other in siblings.iterrows()
        if other["action_id"] != action_id
    )
    return Sheet(
        kind=f"Fiche d’une action du Schéma numérique · {action_id}",
        title=str(row["action"]),
        perimeter=f"Martinique · pilier : {pillar['pillar']} (rattachement déduit)",
        numbers=numbers,
        columns=(
            (
                Section("Contexte du pilier", (str(pillar["context"]),)),
                Section("Besoins", bullets=tuple(map(str, pillar["needs"]))),
                Section("Objectifs et enjeux", (str(pillar["objectives"]),)),
            ),
            (
                Section(
                    "Territoires et domaines",
                    (attached.words(tagged(found, "action_id", tags).iloc[0]),),
                    note=attached.BY_THE_CEP,
                ),
                _progress(action_id, progress),
                _budget(action_id, budget),
                *named,
                Section(
                    f"Les autres actions du pilier ({count(len(siblings), 'action')} en tout)", bullets=others
                ),
            ),
        ),
        evidence=merged(cite(view, found), cite(view, pillars[pillars["pillar_id"] == row["pillar_id"]])),
    )


def _progress(action_id: str, progress: pd.DataFrame) -> Section:
    rows = progress[progress["action_id"] == action_id]
    if rows.empty:
        return Section("Avancement", (NO_TRACKING,))
    row = rows.iloc[0]
    confidence = text_of(row["confidence"])
    if confidence and not pd.isna(row["stated_on"]):
        confidence += f", selon {text_of(row['stated_by'])}, le {day(pd.Timestamp(row['stated_on']).date())}"
    said = {
        "État": text_of(row["status"]),
        "Avancement": "" if is_unknown(row["percent"]) else share(row["percent"] / 100),
        "Confiance": confidence,
        "Responsable": text_of(row["owner"]),
        "Commentaire": text_of(row["comment"]),
    }
    return Section(
        "Avancement", bullets=tuple(f"{k} : {v or 'non renseigné'}" for k, v in said.items()),
        note="Saisi en réunion, hors documents sources.",
    )  # fmt: skip


def _budget(action_id: str, budget: pd.DataFrame | None) -> Section:
    rows = None if budget is None else budget[budget["action_id"] == action_id]
    if rows is None or rows.empty:
        return Section("Suivi budgétaire", (NO_TRACKING,))
    shown = pd.DataFrame(
        {
            "Année": rows["year"].astype(str),
            "Financeur": [text_of(name) or "non réparti" for name in rows["funder"]],
            "Prévu": rows["planned_keur"],
            "Engagé": rows["committed_keur"],
            "Payé": rows["paid_keur"],
        }
    )
    formats = dict.fromkeys(("Prévu", "Engagé", "Payé"), "keur")
    note = "Saisi en réunion, hors documents sources. Le coût au planning ne change pas."
    return Section("Suivi budgétaire", table=Table(shown, formats, missing="non renseigné"), note=note)
