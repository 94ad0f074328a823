"""What the sector's figures say, in sentences."""

from __future__ import annotations

import pandas as pd

from components.figures.proportions import proportion
from data.french.formats import NO_BREAK_SPACE, count, number, share
from data.indicators import sector

BY_SUBSECTOR = "Établissements et salariés par sous-secteur"
SIZE_BY_SUBSECTOR = "Salariés par établissement, par sous-secteur"
# On charts of half the width; the table and the details keep the names of the source.
SHORT_NAMES = {
    "programmation-conseil": "Programmation et conseil",
    "traitement-donnees": "Traitement de données",
    "edition-logiciels": "Édition de logiciels",
    "reparation": "Réparation d’ordinateurs",
    "vente-tic": "Vente TIC",
    "fabrication-tic": "Fabrication TIC",
}


def leader(sectors: pd.DataFrame, column: str) -> pd.Series | None:
    """The row with the largest ``column``; None on a tie, or with fewer than two rows."""
    largest = sectors[sectors[column] == sectors[column].max()]
    return largest.iloc[0] if len(sectors) > 1 and len(largest) == 1 else None


def employees_each(size: float) -> str:
    """« 4,9 salariés », « 0,6 salarié »: plural from two as written, as French does."""
    return f"{number(size, decimals=1)}{NO_BREAK_SPACE}{'salarié' if round(size, 1) < 2 else 'salariés'}"


def contrast_title(sectors: pd.DataFrame, domain: str | None = None, domain_id: str | None = None) -> str:
    """Who has the establishments against who has the jobs; for a domain, its own shares.

    A plain description on a tie, without rows, or for a domain that the counting does not isolate.
    """
    whole = sector.by_subsector(sectors)
    if domain_id is not None:
        shares = sector.of_domain(whole, domain_id)[["establishments_share", "employees_share"]].sum()
        if sector.of_domain(whole, domain_id).empty:
            return BY_SUBSECTOR
        return (
            f"{domain} : {proportion(shares['employees_share'])} des salariés avec "
            f"{share(shares['establishments_share'], decimals=0)} des établissements"
        )
    most, employing = leader(whole, "establishments"), leader(whole, "employees")
    if most is None or employing is None or most["subsector_id"] == employing["subsector_id"]:
        return BY_SUBSECTOR
    return (
        f"{employing['subsector']} : {proportion(employing['employees_share'])} des salariés "
        f"avec {share(employing['establishments_share'], decimals=0)} des établissements"
    )


def size_title(sectors: pd.DataFrame, domain: str | None = None, domain_id: str | None = None) -> str:
    """The largest average size; for a domain, its own. Plain as ``contrast_title`` is."""
    if domain_id is not None:
        part = sector.totals(sector.of_domain(sectors, domain_id))
        if not part["establishments"]:
            return SIZE_BY_SUBSECTOR
        return f"{domain} : {employees_each(part['average_size'])} par établissement en moyenne"
    largest = leader(sector.by_subsector(sectors), "average_size")
    if largest is None:
        return SIZE_BY_SUBSECTOR
    return (
        f"{largest['subsector']} : {employees_each(largest['average_size'])} "
        "par établissement, la plus grande taille moyenne"
    )


def headline(sectors: pd.DataFrame, domain: str | None, domain_id: str | None) -> list[str]:
    """The page's opening: the whole, then the contrast; for a domain, its part of the whole."""
    whole = sector.by_subsector(sectors)
    total = sector.totals(sectors)
    if domain_id is not None:
        part = sector.totals(sector.of_domain(sectors, domain_id))
        if not part["establishments"]:
            return [
                f"Le comptage des établissements ne distingue pas le domaine « {domain} » : "
                "tous domaines ici."
            ]
        return [
            f"{domain} : {count(part['establishments'], 'établissement')} sur "
            f"{number(total['establishments'])} et {count(part['employees'], 'salarié')} sur "
            f"{number(total['employees'])}."
        ]
    if not total["establishments"]:
        return ["Aucun établissement n’est compté dans les données chargées."]
    said = [
        f"Le secteur compte {count(total['establishments'], 'établissement')} et "
        f"{count(total['employees'], 'salarié')}, soit {employees_each(total['average_size'])} "
        "par établissement."
    ]
    most, employing = leader(whole, "establishments"), leader(whole, "employees")
    if most is not None and employing is not None and most["subsector_id"] != employing["subsector_id"]:
        said.append(
            f"{most['subsector']} : {proportion(most['establishments_share'])} des "
            f"établissements, {employees_each(most['average_size'])} chacun en moyenne. "
            f"{employing['subsector']} : {proportion(employing['employees_share'])} des "
            f"salariés, {employees_each(employing['average_size'])} par établissement."
        )
    return said


def inhabitants_title(places: pd.DataFrame, place: str | None, kind: str) -> str:
    """Of the chosen ``place``, its inhabitants and its part; without one, the most populated of ``places``.

    ``places``: columns place, population, share. ``kind`` names them for a tie: « territoire », « commune ».
    """
    if place is not None:
        chosen = places[places["place"] == place]
        if chosen.empty:
            return f"Habitants par {kind}"
        row = chosen.iloc[0]
        return (
            f"{place} : {number(row['population'])}{NO_BREAK_SPACE}habitants, "
            f"{share(row['share'], decimals=0)} de la Martinique"
        )
    most = leader(places, "population")
    if most is None:
        return f"Habitants par {kind}"
    return f"{most['place']} : {share(most['share'], decimals=0)} des habitants de la Martinique"
