"""What is computed on what becomes of apprentices: rates by CFA and period, and what is published twice."""

from __future__ import annotations

import pandas as pd

RATES = (
    "studying", "employed", "other", "interrupted", "study_rate", "employment_6", "expected_6", "added_value",
    "employment_12", "employment_18", "employment_24",
)  # fmt: skip


def latest(outcomes: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last period, those with a rate first, highest first."""
    rows = outcomes[outcomes["year"] == outcomes["year"].max()]
    return rows.sort_values(["employment_6", "organisation"], ascending=[False, True], ignore_index=True)


def published_twice(outcomes: pd.DataFrame) -> list[str]:
    """The UAI of each CFA whose published figures are the same, cell by cell, for its last two periods."""
    found = []
    for uai, rows in outcomes.sort_values("year").groupby("uai"):
        last = rows[list(RATES)].tail(2)
        if len(last) == 2 and last["employment_6"].notna().all() and len(last.drop_duplicates()) == 1:
            found.append(str(uai))
    return found


def of_digital(outcomes: pd.DataFrame, capacity: pd.DataFrame) -> list[str]:
    """The UAI of each CFA that says « numérique » in its name, or has digital apprenticeship seats."""
    named = outcomes.loc[outcomes["organisation"].str.contains("numérique", case=False), "uai"]
    seated = capacity.loc[(capacity["scope"] == "core") & (capacity["status"] == "apprenticeship"), "uai"]
    return sorted({*named, *seated})
