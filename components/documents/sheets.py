"""A one-page sheet: large figures, columns of sections, sources; then its PDF. Pages say what is on them."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from components.documents import pdf
from components.documents.cover import Cover, cover_of
from components.documents.offered import Document, Progress, dated_name
from components.documents.text import one_line, sources_line
from components.figures.blocks import Evidence, Number, Table, Typeset, source_lines
from data import meeting_settings


@dataclass(frozen=True)
class Section(Typeset):
    """One heading of a sheet, with sentences, a list, a table and a note, each optional."""

    _texts = ("heading", "paragraphs", "bullets", "note")

    heading: str
    paragraphs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    table: Table | None = None
    note: str = ""


@dataclass(frozen=True)
class Sheet(Typeset):
    """A sheet: what it is about, its large figures, its columns of sections, its sources."""

    _texts = ("kind", "title", "perimeter")

    kind: str
    title: str
    perimeter: str
    numbers: tuple[Number, ...]
    columns: tuple[tuple[Section, ...], ...]
    evidence: tuple[Evidence, ...] = ()


def sheet_pdf(sheet: Sheet, cover: Cover) -> bytes:
    """The sheet on one landscape page, with the partners' logos."""
    with tempfile.TemporaryDirectory(prefix="cep-pdf-") as name:
        folder = Path(name)
        data: dict[str, Any] = {
            "kind": one_line(sheet.kind),
            "title": one_line(sheet.title),
            "perimeter": one_line(sheet.perimeter),
            "numbers": [
                {key: one_line(getattr(item, key)) for key in ("value", "label", "detail")}
                for item in sheet.numbers
            ],
            "columns": [[_section(section) for section in column] for column in sheet.columns],
            "foot": [sources_line(source_lines(sheet.evidence)), *map(one_line, cover.problems)],
            "footer": one_line(" · ".join((cover.title, *cover.lines))),
            "logos": pdf.logo_files(cover.logos, folder),
        }
        return pdf.compiled("fiche.typ", data, folder)


def _section(section: Section) -> dict[str, Any]:
    return {
        "heading": one_line(section.heading),
        "paragraphs": [one_line(words) for words in section.paragraphs],
        "bullets": [one_line(words) for words in section.bullets],
        "table": pdf.as_cells(section.table) if section.table is not None else None,
        "note": one_line(section.note),
    }


def document(key: str, label: str, names: Sequence[str], sheet: Callable[[], Sheet]) -> Document:
    """A sheet as something that can be asked for; it is made when it is."""

    def build(progress: Progress) -> bytes:
        progress(0.2, label)
        return sheet_pdf(sheet(), cover_of(meeting_settings.in_force()))

    return Document(key, f"{label} (PDF)", ":material/article:", dated_name(names, "pdf"), build)


def merged(*cited: Sequence[Evidence]) -> tuple[Evidence, ...]:
    """Sources of several parts, each once."""
    return tuple(dict.fromkeys(item for group in cited for item in group))
