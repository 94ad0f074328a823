"""What the sector's figures say, in sentences."""

from __future__ import annotations

import pandas as pd

from components.figures.proportions import proportion
from data.french.formats import count, number, share
from data.indicators import sector


def leader(sectors: pd.DataFrame, column: str) -> pd.Series | None:
    """The row with the largest ``column``; None on a tie or an empty frame."""
    if sectors.empty:
        return None
    largest = sectors[sectors[column] == sectors[column].max()]
    return largest.iloc[0] if len(largest) == 1 else None


def contrast_title(sectors: pd.DataFrame) -> str:
    """The contrast between who has the establishments and who has the jobs, or a plain description."""
    most, employing = leader(sectors, "establishments"), leader(sectors, "employees")
    if most is None or employing is None or most["subsector_id"] == employing["subsector_id"]:
        return "Établissements et salariés par sous-secteur"
    return (
        f"{employing['subsector']}{chr(0x202F)}: {proportion(employing['employees_share'])} des salariés "
        f"avec {share(employing['establishments_share'], decimals=0)} des établissements"
    )


def headline(sectors: pd.DataFrame, domain: str | None, domain_id: str | None) -> list[str]:
    """The page's opening: the whole, then the contrast; for a domain, its part of the whole."""
    whole = sector.by_subsector(sectors)
    total = sector.totals(sectors)
    if domain_id is not None:
        part = sector.totals(sector.of_domain(sectors, domain_id))
        if not part["establishments"]:
            return [f"Le comptage du support ne distingue pas le domaine « {domain} »."]
        return [
            f"{domain}{chr(0x202F)}: {count(part['establishments'], 'établissement')} sur "
            f"{number(total['establishments'])} et {count(part['employees'], 'salarié')} sur "
            f"{number(total['employees'])}."
        ]
    said = [
        f"Le secteur compte {count(total['establishments'], 'établissement')} et "
        f"{count(total['employees'], 'salarié')}, soit {number(total['average_size'], decimals=1)} salarié "
        "par établissement."
    ]
    most, employing = leader(whole, "establishments"), leader(whole, "employees")
    if most is not None and employing is not None and most["subsector_id"] != employing["subsector_id"]:
        said.append(
            f"{most['subsector']}{chr(0x202F)}: {proportion(most['establishments_share'])} des "
            f"établissements, {number(most['average_size'], decimals=1)} salarié chacun en moyenne. "
            f"{employing['subsector']}{chr(0x202F)}: {proportion(employing['employees_share'])} des "
            f"salariés, {number(employing['average_size'], decimals=1)} par établissement."
        )
    return said
