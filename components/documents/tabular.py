"""The table of a figure, whatever it is made of: what Excel and CSV files hold."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Figure, Table


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
                    "Chiffre": [number.label for number in figure.numbers],
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
