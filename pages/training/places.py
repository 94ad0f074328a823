"""Where people are helped with digital tools, beside the action of the plan that is to give them value."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.blocks import Block, Figure, Gap, Passage, Table, View
from components.figures.evidence import cite
from components.figures.stacked import stacked
from data.french.formats import count, day, is_unknown, keur, listing
from data.french.typography import french
from data.indicators import places as indicators
from data.indicators.placing import in_place

ACTION = "A02"
KINDS = {
    "france-services": "France services",
    "conseillers-numeriques": "Structures de conseillers numériques",
    "fabrique-territoire": "Fabriques de territoire",
    "manufacture-proximite": "Manufactures de proximité",
}
_ONE = {
    "france-services": "France services",
    "conseillers-numeriques": "Structure de conseillers numériques",
    "fabrique-territoire": "Fabrique de territoire",
    "manufacture-proximite": "Manufacture de proximité",
}
# In the title; the two kinds of third places make one.
_COUNTED = {
    "france-services": ("France services", "France services"),
    "conseillers-numeriques": ("structure de conseillers numériques", "structures de conseillers numériques"),
}
NOT_PROOF = "Ce n’est pas dire qu’il n’y en a pas : ces fichiers ne sont pas complets."


def listed(view: View, places: pd.DataFrame, communes: pd.DataFrame, actions: pd.DataFrame) -> Figure | Gap:
    """The places of the files read, by kind and territory; the table names each."""
    rows = in_place(places, communes, view.territory, view.commune_code)
    if rows.empty:
        return Gap(
            f"Lieux d’accompagnement au numérique : {view.place}",
            reason=f"Aucun lieu n’est dans les fichiers lus pour {view.place}. {NOT_PROOF}",
            holder="ANCT (France services, tiers-lieux, conseillers numériques)",
        )
    counts = indicators.by_kind_and_territory(rows)
    counts = counts.assign(name=counts["kind"].map(KINDS))
    kinds = rows["kind"].value_counts()
    drawn = stacked(
        counts,
        label="name",
        series="territory",
        value="places",
        colors={name: palette.TERRITORY[name] for name in counts["territory"].unique()},
        opening="Barres des lieux par catégorie et territoire.",
    )
    third = len(rows) - sum(int(kinds.get(kind, 0)) for kind in _COUNTED)
    said = [count(int(kinds[kind]), *words) for kind, words in _COUNTED.items() if kind in kinds]
    said += [count(third, "tiers-lieu", "tiers-lieux")] if third else []
    return drawn.figure(
        f"{view.place} : {listing(said)}",
        subtitle="Lieux et structures des fichiers lus, par catégorie et territoire. Une structure peut être "
        "aussi France services : les catégories ne s’additionnent pas",
        table=_table(rows),
        passages=_action(actions),
        evidence=(*cite(view, without_rows(rows)), *cite(view, actions[actions["action_id"] == ACTION])),
        caution=french(_missing(view, rows, communes)),
        explanation=french(
            f"France services : {dated(rows)}, les bus à l’adresse donnée. Conseillers numériques : "
            "nombre recruté par structure, date non dite ; la commune est celle de la structure. Une ligne "
            "du fichier de 2021, nommée « 0 » et placée en Ardèche, est refusée. Fabriques et manufactures : "
            "tiers-lieux de programmes de l’ANCT, dont le fichier ne donne que la commune."
        ),
    )


def dated(rows: pd.DataFrame) -> str:
    """« liste du 1er août 2024 »."""
    days = rows.loc[rows["kind"] == "france-services", "as_of"].dropna()
    return "liste de date non dite" if days.empty else f"liste du {day(days.max())}"


def _missing(view: View, rows: pd.DataFrame, communes: pd.DataFrame) -> str:
    """The communes of the place in force where no file lists anything."""
    if view.commune:
        return ""
    seen = communes[communes["territory"] == view.territory] if view.territory else communes
    none = indicators.without_any(rows, seen)
    return f"Sans lieu dans ces fichiers : {listing(none)}. {NOT_PROOF}" if none else ""


def without_rows(rows: pd.DataFrame) -> pd.DataFrame:
    """One place a file to cite: the line of each place is in the table."""
    return rows.assign(locator=rows["locator"].str.partition(",")[0], note=None)


def _action(actions: pd.DataFrame) -> tuple[Passage, ...]:
    found = actions[actions["action_id"] == ACTION]
    if found.empty:
        return ()
    row = found.iloc[0]
    funding = "" if is_unknown(row["funding_label"]) else f", financement indiqué : {row['funding_label']}"
    return (Passage("L’action du Schéma", (f"{row['action']} ({keur(row['cost_keur'])}{funding})",)),)


def _table(rows: pd.DataFrame) -> Table:
    ordered = rows.sort_values(["kind", "territory", "commune", "name"])
    shown = pd.DataFrame(
        {
            "Lieu ou structure": ordered["name"],
            "Catégorie": ordered["kind"].map(_ONE),
            "Commune": ordered["commune"],
            "Territoire": ordered["territory"],
            "Adresse": ordered["address"],
            "Conseillers recrutés": ordered["advisers"],
        }
    )
    return Table(shown, {"Conseillers recrutés": "number"}, missing="non donné")


BLOCK = Block(
    "formations-lieux",
    "Lieux d’accompagnement au numérique",
    listed,
    ("places", "communes", "schema_actions"),
    follows=("territoire", "commune"),
    terms=("ANCT",),
)
