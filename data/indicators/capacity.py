"""What is computed on seats of BTS and certificates: by course and status, and which offers have how many."""

from __future__ import annotations

import pandas as pd

from data.indicators.placing import in_place, of_domain

STATUSES = ("school", "apprenticeship")


def latest(capacity: pd.DataFrame) -> int:
    """The last year of the seats."""
    return int(capacity["year"].max())


def select(
    capacity: pd.DataFrame,
    communes: pd.DataFrame,
    *,
    territory: str | None = None,
    commune_code: str | None = None,
    domain_id: str | None = None,
    scope: str | None = None,
    status: str | None = None,
) -> pd.DataFrame:
    """The digital courses in view, of every year, with the ``commune`` and ``territory`` of their school.

    ``capacity`` is ``training_capacity``. Courses that are neither core nor related are left out; those of a
    school whose commune is unknown are in no territory and no commune (see ``unplaced``).
    """
    rows = in_place(capacity[capacity["scope"].notna()], communes, territory, commune_code)
    if scope:
        rows = rows[rows["scope"] == scope]
    if status:
        rows = rows[rows["status"] == status]
    if domain_id:
        rows = of_domain(rows, domain_id)
    return rows


def seats(rows: pd.DataFrame, status: str | None = None) -> int:
    """The seats of these rows, of one status or of both."""
    return int(rows.loc[rows["status"] == status, "seats"].sum() if status else rows["seats"].sum())


def unplaced(rows: pd.DataFrame) -> int:
    """The seats of schools whose commune is unknown: no filter of place can show them."""
    return seats(rows[rows["commune_code"].isna()])


def by_course(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a course and status, those of the core first, then those with most seats.

    Columns title, scope, status, ``seats``, ``confirmed_wishes``, ``whole`` (the seats of the course).
    """
    sums = rows.groupby(["title", "scope", "status"])[["seats", "confirmed_wishes"]].sum().reset_index()
    sums["whole"] = sums.groupby("title")["seats"].transform("sum")
    ordered = sums.sort_values(
        ["scope", "whole", "title", "status"], ascending=[True, False, True, False], kind="stable"
    )
    return ordered.reset_index(drop=True)


def by_school(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a school, course and status, with the seats of each year (null: no such row that year).

    Columns organisation (null: only its code), uai, title, status, commune, one a year, and ``wishes`` of
    the last year.
    """
    keys = ["uai", "title", "status"]
    wide = rows.pivot_table(index=keys, columns="year", values="seats", aggfunc="sum")
    years = [int(year) for year in wide.columns]
    wide.columns = pd.Index([str(year) for year in years])
    last = rows[rows["year"] == max(years)].groupby(keys)["confirmed_wishes"].sum().rename("wishes")
    about = rows.groupby(keys)[["organisation", "commune"]].first()
    found = about.join(wide.astype("Int64")).join(last).reset_index()
    return found.sort_values(["title", "status", "uai"], kind="stable", ignore_index=True)


def of_offers(capacity: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last year that are tied to an offer; none of a dataset that is not there."""
    if capacity.empty:
        return capacity
    return capacity[(capacity["year"] == latest(capacity)) & capacity["offer_id"].notna()]


def seated(offers: pd.DataFrame, capacity: pd.DataFrame) -> pd.DataFrame:
    """The offers, with the seats of the last year where they are tied and their source gives none."""
    known = of_offers(capacity).groupby("offer_id")["seats"].sum()
    found = offers["offer_id"].map(known).astype("Int32")
    return offers.assign(seats=offers["seats"].fillna(found))
