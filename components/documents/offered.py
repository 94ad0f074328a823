"""The documents that a page offers, and how each one is built."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from components.documents.text import file_name
from components.figures.blocks import COMPARE, View
from components.figures.pages import Contents
from data import clock, meeting_settings
from data.store import Store
from data.templates import find_template

TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "zip": "application/zip",
    "ics": "text/calendar",
    "png": "image/png",
    "svg": "image/svg+xml",
    "csv": "text/csv",
}
Progress = Callable[[float, str], None]
TEMPLATE = "modele.pptx"


@dataclass(frozen=True)
class Document:
    """One document that can be asked for: how it is called, and how it is built."""

    key: str
    label: str
    icon: str
    file: str
    build: Callable[[Progress], bytes]

    @property
    def mime(self) -> str:
        return TYPES[self.file.rsplit(".", 1)[1]]


def dated_name(parts: Sequence[str], extension: str) -> str:
    """The name of a file made today: what was noted since is in a later one."""
    return file_name((*parts, clock.today().isoformat()), extension)


def of_page(contents: Contents, view: View, store: Store) -> list[Document]:
    """One page as PowerPoint, PDF and Excel, under the filters and choices of its view.

    Their names hold the filters that something on the page follows, and the day.
    """
    followed = {name for shown in contents.views for name in shown.filters}
    followed |= {COMPARE.key} if "territoire" in followed else set()
    name = (contents.page.name, *(value for key, value in view.filters.items() if key in followed))

    def gathered(progress: Progress) -> Any:
        from components.documents import gather

        return gather.gather(contents, view, store, progress=part(progress, 0, 2))

    def opening(page: Any) -> Any:
        from components.documents import cover

        return cover.cover_of(meeting_settings.in_force(), page.title, page.perimeter)

    def deck(progress: Progress) -> bytes:
        from components.documents import slides

        page, own = gathered(progress), find_template(TEMPLATE)
        return slides.presentation(opening(page), [page], template=own, progress=part(progress, 1, 2))

    def pdf(progress: Progress) -> bytes:
        from components.documents import pdf as writer

        page = gathered(progress)
        return writer.dossier(opening(page), [page], progress=part(progress, 1, 2))

    def book(progress: Progress) -> bytes:
        from components.documents import workbook

        return workbook.workbook([gathered(progress)], progress=part(progress, 1, 2))

    return [
        Document("page-pptx", "PowerPoint", ":material/slideshow:", dated_name(name, "pptx"), deck),
        Document("page-pdf", "PDF", ":material/picture_as_pdf:", dated_name(name, "pdf"), pdf),
        Document("page-xlsx", "Excel", ":material/table_view:", dated_name(name, "xlsx"), book),
    ]


def part(progress: Progress, rank: int, total: int, length: int = 1) -> Progress:
    """The progress of one step (``length`` steps from ``rank``) within ``total``."""
    return lambda done, words: progress((rank + done * length) / total, words)
