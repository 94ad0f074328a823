"""What is known by territory: nothing of the digital sector yet, and how many people live there."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures import comparing, palette
from components.figures.bars import bars
from components.figures.blocks import Figure, Gap, Number, View
from components.figures.evidence import cite
from components.figures.perimeters import among_communes
from data.french.formats import count, listing, number, share
from data.indicators import population
from data.vocabulary import TERRITORIES
from pages.sector import words as sentences


def establishments(view: View, imported: pd.DataFrame, domains: pd.DataFrame) -> Gap | None:
    """The counting stops at Martinique: who can say more, and of which activities. Nothing once loaded."""
    if len(imported):
        return None
    naf = [str(code) for codes in domains["naf"] if isinstance(codes, list) for code in codes]
    return Gap(
        "Établissements et salariés par territoire",
        reason="Rien du secteur numérique n’est connu aujourd’hui par territoire ni par commune : "
        "la présentation donne le total de la Martinique seulement.",
        holder="Insee (établissements, base Sirene) et Urssaf (salariés)",
        how="À leur demander : le nombre par commune et par activité, pour les divisions et groupes NAF "
        f"{listing(naf)} ; puis à charger page Données, vue Charger (fichier de l’Urssaf "
        "« établissements et effectifs salariés par commune et activité », ou StockEtablissement de la base "
        "Sirene).",
    )


def inhabitants(view: View, communes: pd.DataFrame) -> Figure | None:
    """How many people live in each territory, or in each commune of the one chosen."""
    if communes.empty:
        return None
    whole = population.by_territory(communes)
    if view.territory is None:
        rows, kind, chosen = whole, "territoire", None
    else:
        rows, kind, chosen = population.of_territory(communes, view.territory), "commune", view.commune
    place = chosen or view.territory
    years = listing(sorted({str(year) for year in communes["population_year"]}))
    return bars(
        rows,
        label="place",
        value="population",
        key="territory",
        colors=palette.TERRITORY,
        highlighted=(chosen,) if chosen else (),
        opening=f"Barres des habitants par {kind}.",
        headers={"place": kind.capitalize(), "population": "Habitants", "share": "Part de la Martinique"},
        units={"share": "share"},
    ).figure(
        sentences.inhabitants_title(rows if chosen else whole, place, kind),
        subtitle=f"Population municipale par {kind}, en habitants",
        evidence=cite(view, communes, year=years),
        caution="Contexte : le nombre d’habitants ne dit rien du nombre d’établissements du numérique.",
        covers=among_communes(view),
    )


def inhabitants_compared(view: View, communes: pd.DataFrame) -> Figure | None:
    """The communes of each territory in a column, all on one scale, under how many people live there."""
    if communes.empty:
        return None
    rows = population.by_territory(communes).set_index("place").reindex(TERRITORIES).fillna(0)
    people = {str(name): number(value) for name, value in rows["population"].items()}
    figure = comparing.compared(
        inhabitants,
        view,
        (communes,),
        f"Habitants : {comparing.said(people)}",
        "Population municipale par commune, en habitants, sur une même échelle",
    )
    assert isinstance(figure, Figure)
    heads = tuple(
        Number(
            people[name],
            "habitants",
            f"{share(rows['share'][name], decimals=0)} de la Martinique, "
            f"{count(int(rows['communes'][name]), 'commune')}",
            name,
        )
        for name in TERRITORIES
    )
    return replace(figure, numbers=heads)
