"""What is computed on recruitment projects (BMO): floors, ranges of secret cells, who is cited.

A cell is one occupation in one basin in one year. France Travail hides small cells (« * », null here): the
smallest one it prints is 5, so a secret cell holds 1 to 4 projects (deduced). Projects judged hard to fill
never print 0 either: a secret one holds 0 to 4. A cell without any row was not cited: this is neither zero
nor secret. Sums of printed cells are floors; nothing here compares years.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pandas as pd

from data.french.formats import listing

SECRET_LOW, SECRET_HIGH = 1, 4
HARD_SECRET_LOW = 0
# The year of which the communes of each basin were read: for others, basins are supposed unchanged.
BASINS_YEAR = 2024
# The least lead that names a first: the smallest number that the survey prints.
LEAST_LEAD = 5
# The families of occupations that are computing proper: technicians (M1) and engineers (M2).
CORE_FAMILIES = ("M1", "M2")

State = Literal["absent", "secret", "partial", "visible"]


def years(recruitment: pd.DataFrame) -> list[int]:
    """The years of the survey, oldest first."""
    return sorted(int(year) for year in recruitment["year"].unique())


def of_view(
    recruitment: pd.DataFrame, territory: str | None, domain_id: str | None, basin: str | None = None
) -> pd.DataFrame:
    """The cells of a territory's basins (or of one basin) and of a domain; None restricts nothing."""
    chosen = pd.Series(True, index=recruitment.index)
    if basin is not None:
        chosen &= recruitment["basin"] == basin
    if territory is not None:
        chosen &= recruitment["territory"] == territory
    if domain_id is not None:
        chosen &= recruitment["domain_id"] == domain_id
    return recruitment[chosen]


def basin_of(basins: pd.DataFrame, commune_code: str | None) -> str | None:
    """The basin of a commune (``basins``: columns commune_code, basin); None when it is not there."""
    found = basins.loc[basins["commune_code"] == commune_code, "basin"]
    return str(found.iloc[0]) if len(found) else None


def basin_name(basin: str) -> str:
    """« Martinique Nord Caraïbe » -> « Nord Caraïbe »."""
    return basin.removeprefix("Martinique ")


def basin_words(names: Sequence[str]) -> str:
    """« bassin Centre », « bassins Nord Atlantique et Nord Caraïbe »."""
    return f"{'bassin' if len(names) == 1 else 'bassins'} {listing([basin_name(name) for name in names])}"


def widened(commune: str | None, commune_code: str | None, basins: pd.DataFrame) -> str:
    """« Le Lamentin → bassin Centre »: the survey goes no further than basins; empty without a commune."""
    basin = basin_of(basins, commune_code)
    return f"{commune} → {basin_words([basin])}" if basin else ""


def core(recruitment: pd.DataFrame) -> pd.DataFrame:
    """The cells of computing proper, FAP codes M1 and M2."""
    return recruitment[recruitment["fap_code"].str.startswith(CORE_FAMILIES)]


def basins(recruitment: pd.DataFrame, territory: str | None = None) -> list[str]:
    """The basins cited (of a territory), in alphabetical order."""
    return sorted(of_view(recruitment, territory, None)["basin"].unique())


def totals(cells: pd.DataFrame, year: int) -> dict[str, int]:
    """Sums over the cells of one year.

    ``cells`` counts them; ``visible`` sums the printed projects (a floor); ``secret`` counts the hidden
    cells; ``low`` and ``high`` add 1 and 4 projects for each. ``hard`` sums the printed projects judged
    hard to fill (a floor) and ``hard_secret`` counts the cells where that is hidden; ``hard_low`` and
    ``hard_high`` add 0 and 4 for each.
    """
    rows = cells[cells["year"] == year]
    visible, secret = int(rows["projects"].sum()), int(rows["projects"].isna().sum())
    hard, hard_secret = int(rows["hard_to_fill"].sum()), int(rows["hard_to_fill"].isna().sum())
    return {
        "cells": len(rows),
        "visible": visible,
        "secret": secret,
        "low": visible + SECRET_LOW * secret,
        "high": visible + SECRET_HIGH * secret,
        "hard": hard,
        "hard_secret": hard_secret,
        "hard_low": hard + HARD_SECRET_LOW * hard_secret,
        "hard_high": hard + SECRET_HIGH * hard_secret,
    }


def state(total: dict[str, Any] | pd.Series) -> State:
    """Not cited, all secret, partly secret or fully printed."""
    if not total["cells"]:
        return "absent"
    if not total["secret"]:
        return "visible"
    return "secret" if total["secret"] == total["cells"] else "partial"


def summed(cells: pd.DataFrame, rows: pd.DataFrame, columns: Sequence[Any], across: str) -> pd.DataFrame:
    """One line for each (row of ``rows``, value of ``across``), not cited ones included.

    ``rows`` names the lines: its columns are keys of ``cells`` (``fap_code``, ``occupation``, …), matched on
    the first. Returns those columns, ``across``, the sums of ``totals`` and ``state``.
    """
    key = rows.columns[0]
    found: list[dict[Any, Any]] = []
    for row in rows.to_dict(orient="records"):
        for column in columns:
            part = cells[(cells[key] == row[key]) & (cells[across] == column)]
            year = int(part["year"].iloc[0]) if len(part) else 0
            total = totals(part, year)
            found.append({**row, across: column, **total, "state": state(total)})
    return pd.DataFrame(found, columns=[*rows.columns, across, *totals(cells, 0), "state"])


def occupations(cells: pd.DataFrame) -> pd.DataFrame:
    """The occupations cited, columns fap_code, occupation and domain_id, most projects first.

    The order is that of the last year's printed projects, then of its upper bound, then of the years before
    in the same way; ties keep the order of the codes.
    """
    listed = cells.sort_values("fap_code", kind="stable")
    names = listed[["fap_code", "occupation", "domain_id"]].drop_duplicates("fap_code")

    def rank(code: str) -> list[int]:
        own = cells[cells["fap_code"] == code]
        found = [totals(own, year) for year in reversed(years(cells))]
        return [-total[part] for total in found for part in ("visible", "high")]

    order = sorted(names["fap_code"], key=rank)
    return names.set_index("fap_code", drop=False).loc[order].reset_index(drop=True)


def by_occupation(cells: pd.DataFrame, survey_years: Sequence[int]) -> pd.DataFrame:
    """Occupation × year over the basins of ``cells``, not cited ones included."""
    return summed(cells, occupations(cells), survey_years, "year")


def by_basin(cells: pd.DataFrame, year: int, basin_names: Sequence[str]) -> pd.DataFrame:
    """Occupation × basin of one year. Every occupation of ``cells`` has a line, cited that year or not."""
    return summed(cells[cells["year"] == year], occupations(cells), basin_names, "basin")


def by_domain_and_basin(
    cells: pd.DataFrame, year: int, basin_names: Sequence[str], domains: pd.DataFrame
) -> pd.DataFrame:
    """Domain × basin of one year, for the domains that have an occupation in ``cells``.

    ``domains``: columns domain_id and domain.
    """
    cited = domains[domains["domain_id"].isin(cells["domain_id"])][["domain_id", "domain"]]
    return summed(cells[cells["year"] == year], cited, basin_names, "basin")


def largest(cells: pd.DataFrame, *by: str) -> float:
    """The largest upper bound by these columns and year, at least 1: a scale that filters keep."""
    bounds = cells.assign(high=cells["projects"].fillna(SECRET_HIGH)).groupby([*by, "year"])["high"].sum()
    return max(float(bounds.max()), 1.0) if len(bounds) else 1.0


def leading_basin(cells: pd.DataFrame, year: int, basin_names: Sequence[str]) -> str | None:
    """The basin with the most projects, when that can be said; None otherwise.

    It rests on two printed numbers or more, another basin prints some too (a secret rival is beaten by
    nobody), and whatever the secret cells hold it leads by ``LEAST_LEAD`` at least.
    """
    found = {name: totals(cells[cells["basin"] == name], year) for name in basin_names}
    printing = [name for name, total in found.items() if total["visible"]]
    if len(printing) < 2:
        return None
    first = max(printing, key=lambda name: found[name]["low"])
    if found[first]["cells"] - found[first]["secret"] < 2:
        return None
    most = max(total["high"] for name, total in found.items() if name != first)
    return first if found[first]["low"] - most >= LEAST_LEAD else None
