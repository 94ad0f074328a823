"""The table of a figure, whatever it is made of: what Excel and CSV files hold, and how much paper does."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from components.figures.blocks import Figure, Table
from data.french.formats import count, number

# Nobody turns more pages than these take; Excel holds every row.
MOST_ROWS = 500


def table_of(figure: Figure) -> Table | None:
    """The table behind a figure: its own, else what its chart, its numbers or its sentences hold."""
    if figure.table is not None:
        return figure.table
    if figure.native is not None:
        native = figure.native
        share = "%" in native.number_format
        frame = pd.DataFrame({"Catégorie": list(native.categories)})
        for name, values in native.series.items():
            frame[name] = list(values)
        return Table(frame, dict.fromkeys(native.series, "share" if share else "number"))
    if figure.numbers:
        return Table(
            pd.DataFrame(
                {
                    "Chiffre": [number.said for number in figure.numbers],
                    "Valeur": [number.value for number in figure.numbers],
                    "Précision": [number.detail for number in figure.numbers],
                }
            )
        )
    if figure.passages:
        rows = [
            (passage.heading, sentence, passage.speaker)
            for passage in figure.passages
            for sentence in passage.sentences
        ]
        return Table(pd.DataFrame(rows, columns=["Rubrique", "Texte", "Qui parle"]))
    if figure.links:
        return Table(pd.DataFrame(list(figure.links), columns=["Lien", "Adresse (nécessite Internet)"]))
    return None


def on_paper(figure: Figure) -> Figure:
    """The figure for slides and PDF: of a long table its first rows, and a caution that says it."""
    table = figure.table
    if table is None or len(table.frame) <= MOST_ROWS:
        return figure
    total = count(len(table.frame), "ligne")
    said = f"Les {number(MOST_ROWS)} premières lignes sur {total} : le classeur Excel les contient toutes."
    caution = " ".join(words for words in (said, figure.caution) if words)
    return replace(figure, table=replace(table, frame=table.frame.iloc[:MOST_ROWS]), caution=caution)
