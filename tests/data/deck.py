"""What is typed from the meeting deck alone, without the references that stand beside it."""

from __future__ import annotations

from functools import cache

import pandas as pd

from data.build import SOURCES, read_source

DECK_SOURCES = {
    "support-cep",
    "ccim-filiere-2025",
    "ccim-maturite-2024",
    "schema-numerique-2024",
    "oref-formation",
    "open-it",
}


@cache
def _typed(name: str) -> pd.DataFrame:
    frame = read_source(name, SOURCES)
    if "source_id" in frame and name != "sources":
        frame = frame[frame["source_id"].isin(DECK_SOURCES)]
    return frame


def typed(name: str) -> pd.DataFrame:
    return _typed(name).copy()


def figure(figure_id: str) -> pd.Series:
    rows = typed("key_figures").set_index("figure_id")
    return rows.loc[figure_id]
