"""What is computed on establishments and salaried jobs by sub-sector."""

from __future__ import annotations

import pandas as pd


def latest(sectors: pd.DataFrame) -> pd.DataFrame:
    """The rows of the last year: two counts are never added up."""
    return sectors[sectors["year"] == sectors["year"].max()]


def by_subsector(sectors: pd.DataFrame) -> pd.DataFrame:
    """Sub-sectors with shares and average size, most establishments first.

    ``sectors``: columns subsector_id, subsector, establishments, employees, domain_id. Adds
    ``establishments_share`` and ``employees_share`` (fractions of the totals of ``sectors``) and
    ``average_size`` (employees per establishment; null without establishment). The jobs have no year in
    the source: the average supposes that it is the establishments' one.
    """
    ordered = sectors.sort_values("establishments", ascending=False, kind="stable").reset_index(drop=True)
    establishments = ordered["establishments"].astype("float64")
    employees = ordered["employees"].astype("float64")
    return ordered.assign(
        establishments_share=establishments / establishments.sum(),
        employees_share=employees / employees.sum(),
        average_size=employees.div(establishments.where(establishments > 0)),
    )


def totals(sectors: pd.DataFrame) -> dict[str, float]:
    """Total ``establishments``, ``employees`` and ``average_size`` (employees per establishment)."""
    establishments, employees = int(sectors["establishments"].sum()), int(sectors["employees"].sum())
    return {
        "establishments": establishments,
        "employees": employees,
        "average_size": employees / establishments if establishments else float("nan"),
    }


def of_domain(sectors: pd.DataFrame, domain_id: str | None) -> pd.DataFrame:
    """The sub-sectors tied to a domain; all of them without a domain."""
    return sectors if domain_id is None else sectors[sectors["domain_id"] == domain_id]


def by_domain(sectors: pd.DataFrame, domains: pd.DataFrame) -> pd.DataFrame:
    """Domains that the count tells apart, most establishments first; sub-sectors without domain last.

    Columns domain_id and domain (null: of no domain), ``establishments`` and ``employees``.
    """
    sums = sectors.groupby("domain_id", dropna=False)[["establishments", "employees"]].sum().reset_index()
    named = sums.merge(domains[["domain_id", "domain"]], on="domain_id", how="left")
    ordered = named.sort_values("establishments", ascending=False, kind="stable")
    return pd.concat([ordered[ordered["domain_id"].notna()], ordered[ordered["domain_id"].isna()]])
