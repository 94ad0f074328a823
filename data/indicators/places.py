"""What is computed on places where people are helped with digital tools: how many, of which kind, where."""

from __future__ import annotations

import pandas as pd

from data.vocabulary import TERRITORIES

KINDS = ("france-services", "conseillers-numeriques", "fabrique-territoire", "manufacture-proximite")


def by_kind_and_territory(rows: pd.DataFrame) -> pd.DataFrame:
    """One row a kind and territory with places: kind, territory, ``places``; in the order of ``KINDS``."""
    counts = rows.groupby(["kind", "territory"]).size().rename("places").reset_index()
    order = {kind: rank for rank, kind in enumerate(KINDS)}
    towards = {name: rank for rank, name in enumerate(TERRITORIES)}
    return counts.sort_values(
        ["kind", "territory"],
        key=lambda column: column.map(order if column.name == "kind" else towards),
        ignore_index=True,
    )


def without_any(rows: pd.DataFrame, communes: pd.DataFrame) -> list[str]:
    """The communes where no place is listed, in alphabetical order."""
    return sorted(communes.loc[~communes["commune_code"].isin(rows["commune_code"]), "commune"])
