"""The cells of a table as a French reader sees them: on screen, in slides, PDF and minutes alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components.figures.blocks import Table
from data.french import formats
from data.french.typography import french

WRITERS: dict[str, Callable[..., str]] = {
    "number": lambda value, none: formats.number(value, none=none, decimals=1),
    "keur": lambda value, none: formats.keur(value, none=none),
    "share": lambda value, none: formats.share(value, none=none),
    "points": lambda value, none: formats.points(value, none=none),
}


def written(table: Table) -> pd.DataFrame:
    """The table as text, each cell as the reader sees it; unknown cells carry ``table.missing``."""
    shown = pd.DataFrame(index=table.frame.index)
    for column in table.frame.columns:
        writer = WRITERS.get(table.formats.get(str(column), "text"))
        values: list[Any] = table.frame[column].tolist()
        if writer:
            shown[column] = [writer(value, none=table.missing) for value in values]
        else:
            shown[column] = [as_text(value, table.missing) for value in values]
    return shown


def as_text(value: Any, missing: str) -> str:
    """One cell that is no figure: lists by commas, yes or no, ``missing`` when it is unknown."""
    if isinstance(value, list | tuple):
        return french(", ".join(map(str, value))) or missing
    if isinstance(value, bool):
        return "oui" if value else "non"
    return missing if formats.is_unknown(value) else french(str(value))
