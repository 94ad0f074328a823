"""The table of a figure, whatever it is made of: what Excel and CSV files hold, and how much paper does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from components.documents.text import labelled
from components.figures.blocks import Figure, Passage, Table
from components.figures.table_words import written
from data.french.formats import NARROW_SPACE, NO_BREAK_SPACE, count, is_unknown, number

# Nobody turns more pages than these take; Excel holds every row.
MOST_ROWS = 500
# A room is not shown a dozen slides of one table.
MOST_ROWS_SHOWN = 40
# What the head of a column of a spreadsheet says, and how many of that unit one is.
UNITS = {"share": ("%", 100), "points": ("points", 100), "keur": ("k€", 1)}
# What holds figures as a file does, written with a comma.
STORED = "stored"
# A quotient is not given with more decimals than this; what is stored (a latitude) with all that count.
_QUOTIENT, _STORED = 3, 6
# « près de 70–80 % », « 2 240 établissements »: what qualifies, the figure or its bounds, the unit.
_FIGURE = rf"\d[\d{NARROW_SPACE}]*(?:,\d+)?"
_VALUE = re.compile(
    rf"(?P<qualifier>[a-zà-ÿ’ ]*?)(?P<figure>[−+]?{_FIGURE})(?P<to>(?: à |[–/]){_FIGURE})?"
    rf"(?:[{NARROW_SPACE}{NO_BREAK_SPACE}](?P<unit>[^\d(]+))?"
)


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


def on_paper(figure: Figure, most: int = MOST_ROWS) -> Figure:
    """The figure for slides and PDF: of a long table its ``most`` first rows, and a caution that says it.

    One row makes no table: it is said in sentences.
    """
    table = figure.table
    # Behind anything else, a table is not on paper.
    alone = not (figure.chart or figure.native or figure.numbers or figure.passages)
    if table is None or not (figure.table_first or alone):
        return figure
    if len(table.frame) == 1 and not (figure.passages or figure.chart):
        shown = written(table)
        cells = zip(map(str, shown.columns), map(str, shown.iloc[0]), strict=True)
        row = Passage("", tuple(labelled(name, words) for name, words in cells))
        return replace(figure, passages=(row,), table=None)
    if len(table.frame) <= most:
        return figure
    total = count(len(table.frame), "ligne")
    said = f"Les {number(most)} premières lignes sur {total} : le classeur Excel les contient toutes."
    caution = " ".join(words for words in (said, figure.caution) if words)
    return replace(figure, table=replace(table, frame=table.frame.iloc[:most]), caution=caution)


def exported(table: Table) -> Table:
    """The table for a spreadsheet: in each column one unit, which its head says.

    Shares and differences of shares are out of a hundred. Figures written as words with several units
    (« 41 % », « 580 établissements ») go to one column a unit.
    """
    columns: dict[str, list[Any]] = {}
    kinds: dict[str, str] = {}
    for rank, name in enumerate(map(str, table.frame.columns)):
        kind, values = table.formats.get(name, "text"), table.frame[name].tolist()
        unit, times = UNITS.get(kind, ("", 1))
        if times != 1:
            values = [round(value * times, 9) if is_number(value) else value for value in values]
        parts = by_unit(values) if kind == "text" and rank else {}
        if len(parts) > 1:
            for found, own in parts.items():
                head = f"{name} ({found or 'sans unité'})"
                columns[head], kinds[head] = own, "number"
            continue
        if "" in parts and any("," in str(value) for value in values):
            values, kind = parts[""], STORED
        head = name if not unit or unit in name else f"{name} ({unit})"
        columns[head], kinds[head] = values, kind
    frame = pd.DataFrame({name: pd.Series(own, dtype="object") for name, own in columns.items()})
    return replace(table, frame=frame, formats=kinds)


def by_unit(values: Sequence[Any]) -> dict[str, list[Any]]:
    """Figures written with their unit, one list a unit, « sans objet » where the unit is another.

    A figure alone becomes a number; bounds, what is qualified and words without a figure stay as they are.
    Empty when a cell holds anything else, or most hold words: then it is a column of texts.
    """
    found: dict[str, list[Any]] = {}
    words: dict[int, Any] = {}
    for rank, value in enumerate(values):
        one = _VALUE.fullmatch(value) if isinstance(value, str) else None
        if one is None:
            if re.search(r"\d", str(value)):
                return {}
            words[rank] = value
            continue
        # « point » and « points » are one unit.
        unit = one["unit"] or ""
        unit = next((known for known in found if known.rstrip("s") == unit.rstrip("s")), unit)
        alone = not one["qualifier"] and not one["to"]
        plain = one["figure"].replace(NARROW_SPACE, "").replace(",", ".").replace("−", "-")
        said = f"{one['qualifier']}{one['figure']}{one['to'] or ''}"
        found.setdefault(unit, ["sans objet"] * len(values))[rank] = float(plain) if alone else said
    if 2 * sum(str(value) != "—" for value in words.values()) > len(values):
        return {}
    for own in found.values():
        for rank, value in words.items():
            own[rank] = value
    return found


def decimals(values: Sequence[Any], kind: str) -> int:
    """How many decimals every figure of a column is written with: those that its most precise one needs."""
    most = _STORED if kind in ("text", STORED) else _QUOTIENT
    written = [f"{value:.{most}f}".rstrip("0") for value in map(float, filter(is_number, values))]
    return max((len(one.partition(".")[2]) for one in written), default=0)


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and not is_unknown(value)
