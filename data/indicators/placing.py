"""The rows of a dataset by commune that are in a place."""

from __future__ import annotations

import pandas as pd


def placed(rows: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """The rows, each with the ``commune`` and ``territory`` of its ``commune_code`` (null: unknown)."""
    names = communes.set_index("commune_code")[["commune", "territory"]]
    return rows.join(pd.DataFrame(names), on="commune_code")


def in_place(
    rows: pd.DataFrame, communes: pd.DataFrame, territory: str | None, commune_code: str | None
) -> pd.DataFrame:
    """The rows of a territory and of a commune, where they are given, as ``placed`` gives them.

    A row whose commune is unknown is in no territory and no commune.
    """
    found = placed(rows, communes)
    if territory:
        found = found[found["territory"] == territory]
    return found[found["commune_code"] == commune_code] if commune_code else found
