"""What is computed on establishments of the digital sector by commune: sums, shares, per inhabitant.

An unknown number of employees makes a sum a floor: ``unknown`` counts them, and none is taken for nobody.
"""

from __future__ import annotations

import pandas as pd

URSSAF, SIRENE = "urssaf", "sirene"


def latest(rows: pd.DataFrame, perimeter: str = URSSAF) -> pd.DataFrame:
    """The rows of a perimeter for its last year."""
    own = rows[rows["perimeter"] == perimeter]
    return own[own["year"] == own["year"].max()]


def by_place(rows: pd.DataFrame, communes: pd.DataFrame, territory: str | None = None) -> pd.DataFrame:
    """One row a territory, or a commune of the one chosen, those without any employer included.

    ``rows``: one year of one perimeter. Columns: place, territory, population, ``establishments``,
    ``employees``, ``unknown``, ``establishments_share`` and ``employees_share`` of Martinique, and
    ``employees_per_1000`` inhabitants. Most employees first. Those, their share and their rate are null where
    none of the numbers of employees is given; ``unknown_anywhere`` counts those that Martinique has not:
    the shares are then of what is given.
    """
    own = communes if territory is None else communes[communes["territory"] == territory]
    return _placed(rows, communes, own, "territory" if territory is None else "commune")


def by_commune(rows: pd.DataFrame, communes: pd.DataFrame, territory: str | None = None) -> pd.DataFrame:
    """``by_place`` for each commune, of Martinique or of one territory, with its ``commune_code``."""
    own = communes if territory is None else communes[communes["territory"] == territory]
    table = _placed(rows, communes, own, "commune")
    codes = dict(zip(own["commune"], own["commune_code"], strict=True))
    return table.assign(commune_code=table["place"].map(codes))


def _placed(rows: pd.DataFrame, communes: pd.DataFrame, own: pd.DataFrame, key: str) -> pd.DataFrame:
    places = own.groupby(key, sort=False).agg(
        territory=("territory", "first"), population=("population", "sum")
    )
    named = rows.merge(communes[["commune_code", "commune", "territory"]], on="commune_code")
    table = places.join(_sums(named, key)).reset_index(names="place")
    counts = ["establishments", "employees", "unknown"]
    table[counts] = table[counts].fillna(0).astype("int64")
    whole = rows[["establishments", "employees"]].sum()
    for column in ("establishments", "employees"):
        table[f"{column}_share"] = table[column] / whole[column] if whole[column] else float("nan")
    table["employees_per_1000"] = table["employees"] / table["population"].astype("float64") * 1000
    table["unknown_anywhere"] = int(rows["employees"].isna().sum())
    table = _unsaid(table, "employees", "employees_share", "employees_per_1000")
    return table.sort_values(
        ["employees", "establishments"], ascending=False, kind="stable", ignore_index=True
    )


def by_subsector(
    rows: pd.DataFrame, communes: pd.DataFrame, territory: str | None = None, commune_code: str | None = None
) -> pd.DataFrame:
    """One row a sub-sector that the place has: subsector_id, establishments, employees, ``unknown``.

    Employees are null where none of their numbers is given.
    """
    own = communes if territory is None else communes[communes["territory"] == territory]
    codes = set(own["commune_code"]) if commune_code is None else {commune_code}
    table = _unsaid(_sums(rows[rows["commune_code"].isin(codes)], "subsector_id").reset_index(), "employees")
    return table.sort_values(
        ["employees", "establishments"], ascending=False, kind="stable", ignore_index=True
    )


def _sums(rows: pd.DataFrame, key: str) -> pd.DataFrame:
    table = rows.assign(unknown=rows["employees"].isna().astype("int64"))
    return table.groupby(key)[["establishments", "employees", "unknown"]].sum()


def _unsaid(table: pd.DataFrame, *columns: str) -> pd.DataFrame:
    """Those columns null where no number of employees is given: nothing given is not zero."""
    nothing = table["employees"].eq(0) & table["unknown"].gt(0)
    return table.assign(**{column: table[column].astype("Float64").mask(nothing) for column in columns})
