"""Establishments of every activity by broad sector and place, as Insee counts them: not the digital ones."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Block, Evidence, Figure, View
from components.figures.evidence import cite
from components.figures.perimeters import among_communes
from data.french.formats import count, number, share
from data.indicators import territory
from pages.sector import words as sentences

NAMES = {
    "establishments-trade-services": "Commerce, transports et services",
    "establishments-public": "Administration, enseignement, santé, action sociale",
    "establishments-construction": "Construction",
    "establishments-industry": "Industrie",
    "establishments-agriculture": "Agriculture, sylviculture, pêche",
}
NOT_DIGITAL = (
    "Toutes activités, et sans doute les seuls établissements employeurs (la copie ne le dit pas) : un autre "
    "comptage que celui du numérique par la CCIM (L’essentiel), à ne pas en rapprocher."
)
HOW_TO_LOAD = (
    "Le numérique n’a pas de ligne à part dans ces cinq secteurs. Pour l’avoir par commune : le fichier de "
    "l’Urssaf « établissements et effectifs salariés par commune et code APE », ou la base Sirene de "
    "l’Insee, à remettre à la personne qui tient ce tableau de bord."
)
DATASETS = ("territory_figures", "communes")


def by_sector(view: View, figures: pd.DataFrame, communes: pd.DataFrame) -> Figure | None:
    """The five broad sectors of the place in force."""
    here = territory.within(figures, communes, view.territory, view.commune_code)
    rows = territory.by_sector(here)
    if not rows["value"].sum():
        return None
    rows = rows.assign(name=rows["indicator"].map(NAMES))
    whole, first = int(rows["value"].sum()), rows.iloc[0]
    return bars(
        rows,
        label="name",
        value="value",
        with_share=True,
        colors=dict.fromkeys(rows["name"], palette.GREY),
        opening="Barres des établissements par grand secteur.",
        headers={"name": "Grand secteur (Insee)", "value": "Établissements", "share": "Part"},
        units={"share": "share"},
    ).figure(
        f"{view.place} : {count(whole, 'établissement')}, dont "
        f"{share(first['share'], decimals=0)} en {first['name'].lower()}",
        subtitle=f"Établissements par grand secteur de l’Insee, fin {_year(figures)}, {view.place}",
        evidence=_cited(view, here, " et ses cinq secteurs"),
        caution=NOT_DIGITAL,
        explanation=HOW_TO_LOAD,
    )


def by_place(view: View, figures: pd.DataFrame, communes: pd.DataFrame) -> Figure | None:
    """Establishments of every activity by territory, or by commune of the territory in force."""
    rows = territory.by_place(figures, communes, view.territory)
    if rows.empty:
        return None
    kind = "commune" if view.territory else "territoire"
    people = territory.latest(figures, "population")
    census = int(people["year"].max())
    place = view.commune or view.territory
    whole = rows if view.commune or not view.territory else territory.by_place(figures, communes, None)
    return bars(
        rows,
        label="place",
        value="establishments",
        key="territory",
        colors=palette.TERRITORY,
        highlighted=(view.commune,) if view.commune else (),
        opening=f"Barres des établissements par {kind}.",
        headers={
            "place": kind.capitalize(),
            "establishments": "Établissements",
            "share": "Part de la Martinique",
            "population": f"Habitants en {census}",
            "per_1000": f"Établissements pour {number(1000)} habitants (calculé)",
        },
        units={"share": "share", "population": "number", "per_1000": "number"},
    ).figure(
        _place_title(whole, place),
        subtitle=f"Établissements de toutes activités par {kind}, fin {_year(figures)}",
        evidence=(
            *_cited(view, figures),
            *cite(
                view,
                people.assign(locator=f"base_cc_comparateur.csv, P{census % 100}_POP"),
                year=str(census),
                base="habitants",
            ),
        ),
        caution=NOT_DIGITAL,
        covers=among_communes(view),
    )


def _year(figures: pd.DataFrame) -> int:
    return int(figures.loc[figures["indicator"] == territory.ESTABLISHMENTS, "year"].max())


def _cited(view: View, rows: pd.DataFrame, more: str = "") -> tuple[Evidence, ...]:
    year = _year(rows)
    firms = rows[(rows["indicator"] != "population") & (rows["year"] == year)]
    place = f"base_cc_comparateur.csv, ETTOT{year % 100}{more}"
    return cite(view, firms.assign(locator=place), base="toutes activités")


def _place_title(rows: pd.DataFrame, place: str | None) -> str:
    """The part of the place in force, else that of the first territory; plain on a tie."""
    if place is None:
        most = sentences.leader(rows, "establishments")
        if most is None:
            return "Établissements par territoire"
        return (
            f"{most['place']} : {share(most['share'], decimals=0)} des établissements de la "
            "Martinique, toutes activités"
        )
    found = rows[rows["place"] == place]
    if found.empty:
        return "Établissements par commune"
    row = found.iloc[0]
    return (
        f"{place} : {count(row['establishments'], 'établissement')}, toutes activités, "
        f"{share(row['share'], decimals=0)} de la Martinique"
    )


BLOCKS = (
    Block(
        "secteur-grands-secteurs",
        "Établissements par grand secteur (Insee)",
        by_sector,
        DATASETS,
        width="half",
        follows=("territoire", "commune"),
    ),
    Block(
        "secteur-etablissements-lieu",
        "Établissements par lieu (Insee)",
        by_place,
        DATASETS,
        width="half",
        follows=("territoire", "commune"),
    ),
)
