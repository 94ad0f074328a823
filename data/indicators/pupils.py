"""What is computed on pupils of secondary schools who take computing (NSI): by grade and year, by school."""

from __future__ import annotations

import pandas as pd


def by_grade(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a grade and year: ``pupils``, ``nsi_girls``, ``nsi_boys``, their sum ``nsi``, its ``share``."""
    sums = rows.groupby(["grade", "year"])[["pupils", "nsi_girls", "nsi_boys"]].sum().reset_index()
    sums["nsi"] = sums["nsi_girls"] + sums["nsi_boys"]
    return sums.assign(share=sums["nsi"].astype("float64") / sums["pupils"].astype("float64"))


def by_school(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a school: school, commune, and pupils of NSI in one column (grade, year) each."""
    summed = rows.assign(nsi=rows["nsi_girls"] + rows["nsi_boys"])
    wide = summed.pivot_table(index=["school", "commune"], columns=["grade", "year"], values="nsi")
    columns: list[object] = list(wide.columns)
    wide.columns = pd.Index(columns, tupleize_cols=False)
    return wide.reset_index()
