"""The Schéma numérique: pillars, actions with their printed cost, key actions of the term."""

from __future__ import annotations

from data.columns import Dataset, SumCheck, group_totals, integer, list_of, rows, text, total
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
            text("aim", "Ambition du pilier, telle qu’imprimée"),
            text("context", "Contexte, tel qu’imprimé"),
            list_of("needs", "Besoins, tels qu’imprimés"),
            text("objectives", "Objectifs et enjeux, tels qu’imprimés"),
        ),
        key=("pillar_id",),
        sums=(SumCheck("cinq piliers", rows(5)),),
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
        sums=(
            SumCheck("23 actions", rows(23)),
            SumCheck("16 890 k€ au total", total("cost_keur", 16890)),
            SumCheck(
                "Éducation 2 710, Attractivité 410, Digitalisation 1 970, Smart Island 6 000, "
                "Smart Administration 5 800 k€",
                group_totals(
                    "pillar_id",
                    "cost_keur",
                    {
                        "education": 2710,
                        "attractivite": 410,
                        "digitalisation": 1970,
                        "smart-island": 6000,
                        "smart-administration": 5800,
                    },
                ),
            ),
            SumCheck(
                "FEDER 8 020, France 2030 5 800, FSE 2 050, CTM /Etat 400, CCT 310, CTM 210, "
                "France Numérique Ensemble 50, MIE/FEDER/INTERREG 50 k€",
                group_totals(
                    "funding_label",
                    "cost_keur",
                    {
                        "FEDER": 8020,
                        "France 2030": 5800,
                        "FSE": 2050,
                        "CTM /Etat": 400,
                        "CCT": 310,
                        "CTM": 210,
                        "France Numérique Ensemble (Etat)": 50,
                        "MIE/FEDER/INTERREG": 50,
                    },
                ),
            ),
            SumCheck(
                "deux actions imprimées à 0 k€, sans financement",
                lambda frame: bool(
                    frame.loc[frame["cost_keur"] == 0, "action_id"].tolist() == ["A07", "A13"]
                    and frame.loc[frame["cost_keur"] == 0, "funding_label"].isna().all()
                ),
            ),
        ),
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
        sums=(
            SumCheck("quatre actions clés", rows(4)),
            SumCheck(
                "trois au planning (A08, A19, A20)",
                lambda frame: sorted(frame["action_id"].dropna()) == ["A08", "A19", "A20"],
            ),
        ),
        references={"action_id": ("schema_actions", "action_id")},
    ),
)
