"""The whole meeting as documents: slides, PDF, workbook, minutes, and the folder to fall back on."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl

import pandas as pd

from components.blocks import Contents, Table, View
from components.contents import MODULES
from components.exports import pdf, slides
from components.exports.cover import Cover
from components.exports.gather import ExportedPage, ExportedPart, Progress, Store, absent, gather
from components.exports.text import file_name
from components.formats import day, is_unknown
from components.sentences.meeting import STATUS_WORDS, TYPE_WORDS

# The catalogue of data is consulted, not presented.
PRESENTED = tuple(page for page in MODULES if page != "donnees")
# From a page and the address parameters of a view (None: the filters in force) to the view.
ViewOf = Callable[[str, Mapping[str, str] | None], View]


@dataclass(frozen=True)
class Meeting:
    """What a document of the whole meeting is made from."""

    cover: Cover
    pages: tuple[ExportedPage, ...]
    agenda: pd.DataFrame
    decisions: pd.DataFrame


def gather_meeting(
    contents: Mapping[str, Contents], view_of: ViewOf, store: Store, progress: Progress | None = None
) -> tuple[ExportedPage, ...]:
    """Every page that is presented, in order; one that is absent or fails is named in its place."""
    found = []
    for rank, page in enumerate(PRESENTED):
        if page not in contents:
            found.append(absent(page))
            continue
        try:
            view = view_of(page, None)
        except Exception:  # filters whose data are missing must not cost the page
            view = View(page)
        found.append(gather(contents[page], view, store, progress=part_of(progress, rank, len(PRESENTED))))
    return tuple(found)


def part_of(progress: Progress | None, rank: int, total: int) -> Progress | None:
    """The progress of step ``rank`` of ``total``, as a share of the whole."""
    if progress is None:
        return None
    return lambda done, words: progress(min(1.0, (rank + done) / total), words)


def discussed(
    decisions: pd.DataFrame, contents: Mapping[str, Contents], view_of: ViewOf, store: Store
) -> tuple[ExportedPart, ...]:
    """The figures that were on screen when something was noted, built anew with the filters of then."""
    found: dict[tuple[str, str, str], ExportedPart] = {}
    pages: dict[tuple[str, str], ExportedPage] = {}
    for row in decisions.to_dict(orient="records"):
        page, query, title = (
            "" if is_unknown(row.get(name)) else str(row[name]) for name in ("page", "query", "figure")
        )
        if not title or (page, query, title) in found:
            continue
        if page in contents and (page, query) not in pages:
            pages[page, query] = gather(contents[page], view_of(page, dict(parse_qsl(query))), store)
        parts = pages[page, query].figures if (page, query) in pages else ()
        same = [part for part in parts if part.figure is not None and part.figure.title == title]
        gone = ExportedPart(title, title, failure="cette figure n’est plus affichée avec les mêmes filtres.")
        perimeter = pages[page, query].perimeter if same else ""
        found[page, query, title] = _with_perimeter(same[0], perimeter) if same else gone
    return tuple(found.values())


def _with_perimeter(part: ExportedPart, perimeter: str) -> ExportedPart:
    return replace(part, choices=" · ".join(words for words in (perimeter, part.choices) if words))


def fallback(meeting: Meeting, template: bytes | None = None, progress: Progress | None = None) -> bytes:
    """The « dossier de secours » : a .zip with the whole meeting as PowerPoint and as PDF."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        deck = slides.presentation(
            meeting.cover, meeting.pages, template=template, progress=part_of(progress, 0, 2)
        )
        archive.writestr(file_name(("reunion",), "pptx"), deck)
        archive.writestr(file_name(("reunion",), "pdf"), meeting_pdf(meeting, part_of(progress, 1, 2)))
    return content.getvalue()


def meeting_pdf(meeting: Meeting, progress: Progress | None = None) -> bytes:
    """The whole meeting as PDF: agenda, decisions, then one figure a page."""
    return pdf.dossier(
        meeting.cover,
        meeting.pages,
        agenda=agenda_table(meeting.agenda),
        decisions=decision_table(meeting.decisions, meeting.agenda),
        progress=progress,
    )


def agenda_table(agenda: pd.DataFrame) -> Table:
    """The agenda in French: position, item, speaker, minutes."""
    return Table(
        pd.DataFrame(
            {
                "N°": agenda["position"].astype(str),
                "Point": agenda["item"],
                "Intervenant": agenda["speaker"],
                "Durée prévue": [
                    "à fixer" if pd.isna(minutes) else f"{float(minutes):.0f}\u00a0min"
                    for minutes in agenda["minutes"]
                ],
            }
        )
    )


def decision_table(decisions: pd.DataFrame, agenda: pd.DataFrame) -> Table:
    """What was noted, in French, in the order it was."""
    items = dict(zip(agenda["item_id"], agenda["item"], strict=True))
    return Table(
        pd.DataFrame(
            {
                "Point": [items.get(item, "hors ordre du jour") for item in decisions["agenda_item"]],
                "Nature": [TYPE_WORDS.get(str(kind), str(kind)) for kind in decisions["type"]],
                "Texte": decisions["text"],
                "Qui": decisions["who"],
                "Échéance": [
                    "non indiquée" if pd.isna(due) else day(pd.Timestamp(due).date())
                    for due in decisions["due"]
                ],
                "État": [STATUS_WORDS.get(str(status), str(status)) for status in decisions["status"]],
            }
        )
    )
