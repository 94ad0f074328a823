"""The Schéma numérique: pillars, actions with their printed cost, key actions of the term."""

from __future__ import annotations

from data.columns import Dataset, integer, list_of, text
from data.vocabulary import PILLARS

DATASETS = (
    Dataset(
        "schema_pillars",
        "Piliers du Schéma numérique",
        "pilier",
        (
            text("pillar_id", "Identifiant du pilier", allowed=PILLARS),
            integer("position", "Ordre du document"),
            text("pillar", "Nom du pilier"),
            text("aim", "Ambition du pilier"),
            text("context", "Contexte du pilier"),
            list_of("needs", "Besoins, un par puce"),
            text("objectives", "Objectifs et enjeux"),
        ),
        key=("pillar_id",),
    ),
    Dataset(
        "schema_actions",
        "Actions du Schéma numérique",
        "action",
        (
            text("action_id", "A01 à A23, dans l’ordre du planning"),
            text("pillar_id", "Pilier (rattachement déduit de l’ordre des listes)", allowed=PILLARS),
            text("action", "Intitulé de l’action"),
            integer("cost_keur", "Coût imprimé", unit="k€"),
            text("funding_label", "Financement, tel qu’imprimé (vide : non indiqué)", nullable=True),
            list_of("funders", "Financeurs cités (pour filtrer, jamais pour sommer)", nullable=True),
        ),
        key=("action_id",),
        references={"pillar_id": ("schema_pillars", "pillar_id")},
    ),
    Dataset(
        "schema_key_actions",
        "Actions clés de la mandature",
        "action clé",
        (
            text("label", "Intitulé imprimé"),
            text("action_id", "Action du planning correspondante (vide : aucune)", nullable=True),
        ),
        key=("label",),
        references={"action_id": ("schema_actions", "action_id")},
    ),
)
