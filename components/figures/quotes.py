"""Sentences of the documents, grouped as a page shows them."""

from __future__ import annotations

from typing import Literal

import pandas as pd

from components.figures.blocks import Passage
from data.french.formats import is_unknown

KIND_HEADINGS = {
    "finding": "Constats",
    "driver": "Moteurs",
    "obstacle": "Freins",
    "opportunity": "Opportunités",
    "initiative": "Initiatives",
    "outlook": "Perspectives",
    "stake": "Enjeux",
    "recommendation": "Recommandations",
    "testimony": "Témoignages",
    "need": "Besoins",
}


def on(
    statements: pd.DataFrame, *themes: str, kinds: tuple[str, ...] = (), sources: tuple[str, ...] = ()
) -> pd.DataFrame:
    """The statements of these themes (of these kinds and documents, when given), in the documents' order."""
    chosen = statements["theme"].isin(themes)
    if kinds:
        chosen &= statements["kind"].isin(kinds)
    if sources:
        chosen &= statements["source_id"].isin(sources)
    return statements[chosen]


def passages(statements: pd.DataFrame, by: Literal["parent", "kind"] = "parent") -> tuple[Passage, ...]:
    """One passage a heading, in the order of the documents.

    Statements without a parent go under the name of their kind.
    """
    groups: dict[str, list[str]] = {}
    for row in statements.itertuples():
        heading = KIND_HEADINGS[str(row.kind)] if by == "kind" or is_unknown(row.parent) else str(row.parent)
        groups.setdefault(heading, []).append(str(row.text))
    return tuple(Passage(heading, tuple(sentences)) for heading, sentences in groups.items())
