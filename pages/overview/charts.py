"""The small charts of the tiles: at most three bars, labelled, on one scale from zero."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.drawn import Drawn
from data.french.formats import keur, number, share

# Where labels break: a tile is a third of the page.
_WRAP = 22
OTHERS, NO_DOMAIN = "Autres piliers", "Sans domaine"


def establishments(rows: pd.DataFrame, domain_id: str | None) -> Drawn:
    """Establishments by domain (``sector.by_domain``); the domain in force stands out."""
    shown = rows.assign(domain=rows["domain"].fillna(NO_DOMAIN))
    known = shown["domain_id"] == domain_id
    return bars(
        shown,
        label="domain",
        value="establishments",
        key="domain_id",
        colors=palette.DOMAIN,
        highlighted=tuple(shown.loc[known, "domain"]),
        opening="Barres du nombre d’établissements par domaine.",
        headers={"domain": "Domaine", "establishments": "Établissements"},
        wrap=_WRAP,
    )


def editions(change: pd.Series, earlier: int, later: int) -> Drawn:
    """The share of one item in the two editions of the survey."""
    rows = pd.DataFrame({"edition": [str(earlier), str(later)], "share": [change["before"], change["after"]]})
    return bars(
        rows,
        label="edition",
        value="share",
        unit="share",
        key="edition",
        colors={str(earlier): palette.EDITION[2020], str(later): palette.EDITION[2024]},
        opening=f"{change['item']} : barres des deux éditions de l’enquête.",
        headers={"edition": "Édition", "share": str(change["item"])},
    )


def by_territory(rows: pd.DataFrame, territory: str | None, opening: str, measure: str) -> Drawn:
    """One bar a territory: columns territory, value, low, high, text; the one in force stands out."""
    return bars(
        rows,
        label="territory",
        value="value",
        low="low",
        high="high",
        text="text",
        key="territory",
        colors=palette.TERRITORY,
        highlighted=() if territory is None else (territory,),
        opening=opening,
        headers={"territory": "Territoire", "value": measure, "low": "Au moins", "high": "Au plus"},
    )


def pillars(rows: pd.DataFrame) -> Drawn:
    """The two costliest pillars, and the others together (``plan.by_pillar``)."""
    first, rest = rows.iloc[:2], rows.iloc[2:]
    others = {
        "pillar": OTHERS,
        "pillar_id": "",
        "cost_keur": rest["cost_keur"].sum(),
        "share": rest["share"].sum(),
    }
    shown = pd.concat([first, pd.DataFrame([others])], ignore_index=True) if len(rest) else first
    texts = [
        f"{keur(cost)} ({share(part, decimals=0)})"
        for cost, part in zip(shown["cost_keur"], shown["share"], strict=True)
    ]
    return bars(
        shown.assign(text=texts),
        label="pillar",
        value="cost_keur",
        unit="keur",
        text="text",
        key="pillar_id",
        colors=palette.PILLAR,
        opening="Barres du coût par pilier.",
        headers={"pillar": "Pilier", "cost_keur": "Coût"},
        wrap=_WRAP,
    )


def places(counts: pd.DataFrame) -> pd.DataFrame:
    """Offers by territory with what is written beside each bar: none known is not none."""
    texts = [number(value) if value else "aucune recensée" for value in counts["value"]]
    return counts.assign(low=None, high=None, text=texts)


def projects(sums: pd.DataFrame) -> pd.DataFrame:
    """Projects by territory (``recruitment.summed``), with what is written beside each bar."""
    texts = []
    for row in sums.itertuples(index=False):
        span = f"{number(row.low)} à {number(row.high)}"
        texts.append("aucun cité" if row.state == "absent" else span if row.secret else number(row.visible))
    known = sums["state"].isin(["visible", "partial"])
    return sums.assign(value=sums["visible"].where(known), text=texts)
