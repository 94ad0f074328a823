"""What is computed on the inhabitants of the communes: a context, never a measure of the digital sector."""

from __future__ import annotations

import pandas as pd


def by_territory(communes: pd.DataFrame) -> pd.DataFrame:
    """One row a territory, most populated first: place, population, ``communes`` (how many), ``share``.

    ``communes``: columns commune, territory, population. ``share`` is of all of ``communes``.
    """
    sums = communes.groupby("territory")["population"].agg(population="sum", communes="size")
    rows = sums.reset_index().rename(columns={"territory": "place"})
    return _ordered(rows, communes).assign(territory=lambda rows: rows["place"])


def of_territory(communes: pd.DataFrame, territory: str) -> pd.DataFrame:
    """The communes of a territory, most populated first: place, territory, population, ``share`` of
    Martinique.
    """
    rows = communes[communes["territory"] == territory][["commune", "territory", "population"]]
    return _ordered(rows.rename(columns={"commune": "place"}), communes)


def _ordered(rows: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    ordered = rows.sort_values("population", ascending=False, kind="stable").reset_index(drop=True)
    return ordered.assign(share=ordered["population"].astype("float64") / communes["population"].sum())
