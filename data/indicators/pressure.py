"""How much is asked for a seat, and what a source could say of a claim about the supply of training."""

from __future__ import annotations

from typing import Literal

import pandas as pd

# Below, one wish more or less changes the ratio too much to be written.
LEAST_SEATS = 5

Verdict = Literal["confirmed", "contradicted", "undecided"]


def wishes_per_seat(rows: pd.DataFrame) -> float | None:
    """Confirmed wishes for each seat; None when it must not be written.

    ``rows``: seats and confirmed_wishes of courses of one same year. Only those that publish both count, and
    they must have ``LEAST_SEATS`` together. Raises ``ValueError`` when the rows are of several years.
    """
    if rows["year"].nunique() > 1:
        raise ValueError("wishes and seats of several years")
    both = rows.dropna(subset=["seats", "confirmed_wishes"])
    seats = int(both["seats"].sum())
    return float(both["confirmed_wishes"].sum()) / seats if seats >= LEAST_SEATS else None


def could_contradict(coverage: pd.DataFrame, kind: str) -> list[str]:
    """The sources declared complete for a kind of training: the only ones that can decide a claim on it."""
    complete = coverage["complete"].astype(bool) & coverage["kinds"].map(lambda kinds: kind in list(kinds))
    return [str(source) for source in coverage.loc[complete, "source_id"]]


def reaches_only(offers: pd.DataFrame, sources: list[str], level: int) -> Verdict:
    """« The offer goes up to this level »: contradicted by one offer above in a source that could say so."""
    levels = offers.loc[offers["source_id"].isin(sources), "level"].dropna()
    if levels.empty:
        return "undecided"
    return "contradicted" if (levels > level).any() else "confirmed"


def fewer_above(offers: pd.DataFrame, sources: list[str], level: int) -> Verdict:
    """« The offer is reduced above this level »: fewer offers above than at or below, in the same sources."""
    levels = offers.loc[offers["source_id"].isin(sources), "level"].dropna()
    above, below = int((levels > level).sum()), int((levels <= level).sum())
    if above == below:
        return "undecided"
    return "confirmed" if above < below else "contradicted"
