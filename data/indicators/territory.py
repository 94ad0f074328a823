"""What is computed on the figures of communes that Insee publishes: sums by place, broad sectors, ratios."""

from __future__ import annotations

import pandas as pd

from data.indicators.placing import placed

ESTABLISHMENTS = "establishments"
SECTORS = (
    "establishments-trade-services",
    "establishments-public",
    "establishments-construction",
    "establishments-industry",
    "establishments-agriculture",
)


def of(figures: pd.DataFrame, communes: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """One row a commune for the last year of the indicator: commune, territory, ``value``."""
    return placed(latest(figures, indicator), communes)


def latest(figures: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """The rows of the last year of an indicator: each import adds its own."""
    rows = figures[figures["indicator"] == indicator]
    return rows[rows["year"] == rows["year"].max()]


def within(
    figures: pd.DataFrame, communes: pd.DataFrame, territory: str | None, commune_code: str | None
) -> pd.DataFrame:
    """The figures of one commune, of one territory, or of all of them."""
    if commune_code:
        return figures[figures["commune_code"] == commune_code]
    if territory:
        codes = communes.loc[communes["territory"] == territory, "commune_code"]
        return figures[figures["commune_code"].isin(codes)]
    return figures


def by_sector(figures: pd.DataFrame) -> pd.DataFrame:
    """One row a broad sector for its last year, most establishments first: indicator, ``value``, its
    ``share`` of the sum.
    """
    counted = figures[figures["indicator"].isin(SECTORS)]
    counted = counted[counted["year"] == counted["year"].max()]
    sums = counted.groupby("indicator")["value"].sum()
    rows = sums.reindex(list(SECTORS)).rename_axis("indicator").reset_index()
    rows = rows.sort_values("value", ascending=False, kind="stable", ignore_index=True)
    return rows.assign(share=rows["value"].astype("float64") / max(int(rows["value"].sum()), 1))


def by_commune(figures: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """One row a commune: commune_code, commune, territory, ``establishments`` and ``population`` (each of its
    own last year), ``per_1000`` inhabitants.
    """
    people = of(figures, communes, "population").set_index("commune_code")["value"].rename("population")
    rows = of(figures, communes, ESTABLISHMENTS).rename(columns={"value": ESTABLISHMENTS})
    return _rated(rows.join(people, on="commune_code"))


def _rated(rows: pd.DataFrame) -> pd.DataFrame:
    ratio = 1000 * rows[ESTABLISHMENTS].astype("float64") / rows["population"].astype("float64")
    return rows.assign(per_1000=ratio)


def by_place(figures: pd.DataFrame, communes: pd.DataFrame, territory: str | None) -> pd.DataFrame:
    """One row a territory, or a commune of the one given, most establishments first.

    Columns place, territory, ``establishments``, ``population`` (of its last year), ``per_1000``
    inhabitants, ``share`` of the establishments of Martinique.
    """
    rows = by_commune(figures, communes)
    whole = int(rows[ESTABLISHMENTS].sum())
    by = "commune" if territory else "territory"
    kept = rows[rows["territory"] == territory] if territory else rows
    sums = kept.groupby([by, "territory"] if by != "territory" else [by])[
        [ESTABLISHMENTS, "population"]
    ].sum()
    found = _rated(sums.reset_index())
    found = found.assign(place=found[by], share=found[ESTABLISHMENTS].astype("float64") / max(whole, 1))
    return found.sort_values([ESTABLISHMENTS, "place"], ascending=[False, True], ignore_index=True)
