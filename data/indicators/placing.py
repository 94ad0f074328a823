"""The rows of a dataset that are in a place, or tied to a domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from pandas.api.types import is_list_like


def where(rows: pd.DataFrame, column: str, test: Callable[[Any], bool]) -> pd.DataFrame:
    """The rows whose value in ``column`` passes ``test``, with all their columns even when there are none.

    A plain list of booleans does not do: pandas reads an empty one as a choice of no column.
    """
    return rows[pd.Series([test(value) for value in rows[column]], index=rows.index, dtype=bool)]


def of_domain(rows: pd.DataFrame, domain_id: str) -> pd.DataFrame:
    """The rows tied to a domain: those whose ``domain_ids`` (a list, an array or null) hold it."""
    return where(rows, "domain_ids", lambda ids: is_list_like(ids) and domain_id in list(ids))


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
