"""From provenance columns to the source line under a figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import pandas as pd

from components.figures.blocks import Evidence, View
from data.french.formats import is_unknown, number, text_of

# Where a remark of a note ends: not inside guillemets, nor inside brackets.
_REMARKS = re.compile(r"(?:\.\s+(?=[A-ZÀ-Ý«])|\s*;\s+)(?![^«]*»)(?![^(]*\))")
# The tables of the deck, with the columns that it prints.
PRINTED_LINES = (
    ("subsector", "establishments", "employees"),
    ("action", "cost_keur", "funding_label"),
)

# Documents that name no publisher, as the line under a card names them: their titles take it all.
SHORT_NAMES = {
    "support-cep": "Présentation du CEP",
    "correspondances": "Correspondances établies ici",
    "readme-ancien-etudiant": "README d’anciens étudiants",
}


def short_name(view: View, source_id: str) -> str:
    """Who published a document, else its short name, else its title."""
    document: Mapping[str, Any] = view.sources.get(source_id, {})
    title = text_of(document.get("title")) or source_id
    return text_of(document.get("publisher")) or SHORT_NAMES.get(source_id, title)


def cite(
    view: View,
    frame: pd.DataFrame,
    *,
    base: str = "",
    year: str = "",
    wording: str = "",
    computed: bool = False,
) -> tuple[Evidence, ...]:
    """One ``Evidence`` for each (document, place in it, certainty) among the rows of ``frame``.

    ``computed``: what is shown is counted, added up or compared, not printed: rows that were read say it.

    ``frame`` carries the provenance columns ``source_id, locator, certainty, note``. The year is the
    document's unless given. Notes of the rows are gathered, each once, in order. Without a ``wording``, it is
    the questions or the lines of table that the rows were read from.
    """
    if computed:
        frame = frame.assign(certainty=frame["certainty"].replace("read", "computed"))
    found: list[Evidence] = []
    for keys, rows in frame.groupby(["source_id", "locator", "certainty"], sort=False):
        source_id, locator, certainty = (str(key) for key in keys)
        document: Mapping[str, Any] = view.sources.get(source_id, {})
        publisher, title = text_of(document.get("publisher")), text_of(document.get("title"))
        name = f"{publisher}, {title}" if publisher and publisher not in title else title or source_id
        notes = said_once(text_of(note) for note in rows["note"])
        found.append(
            Evidence(
                source=name,
                place=locator,
                year=year or text_of(document.get("year")),
                base=base,
                certainty=certainty,
                wording=wording or as_printed(rows),
                note=" ; ".join(notes),
                url=text_of(document.get("url")),
                publisher=short_name(view, source_id),
            )
        )
    return tuple(found)


def said_once(notes: Iterable[str]) -> list[str]:
    """The remarks of these notes, each once, in order: a note may join several, by full stops or semicolons.

    What is inside guillemets or brackets is one remark.
    """
    found: dict[str, str] = {}
    for note in notes:
        for remark in _REMARKS.split(note):
            written = remark.strip(" .;")
            if written:
                found.setdefault(written.casefold(), written)
    return list(found.values())


def as_printed(rows: pd.DataFrame) -> str:
    """What the documents print where these rows were read: questions, or lines of a table; else nothing."""
    if "question" in rows:
        return "\n".join(dict.fromkeys(str(question) for question in rows["question"]))
    for columns in PRINTED_LINES:
        if set(columns) <= set(rows.columns):
            lines = rows[list(columns)].drop_duplicates().itertuples(index=False)
            return "\n".join(" | ".join(_cell(value) for value in line) for line in lines)
    return ""


def _cell(value: Any) -> str:
    if isinstance(value, Real) and not is_unknown(value):
        return number(value)
    return text_of(value) or "(vide)"
