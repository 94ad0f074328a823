"""The first page of a document: the meeting as its host set it, and the partners' logos."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from components.documents.pictures import logo_png
from components.documents.text import labelled, one_line
from data import clock
from data.french.formats import day
from data.settings import Settings


@dataclass(frozen=True)
class Cover:
    """Title and lines under it; logos as PNG; ``problems`` are logos that could not be read."""

    title: str
    lines: tuple[str, ...] = ()
    logos: tuple[bytes, ...] = ()
    problems: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        # Also written in the properties of files, which refuse control characters.
        object.__setattr__(self, "title", one_line(self.title))
        object.__setattr__(self, "lines", tuple(map(one_line, self.lines)))


def cover_of(
    settings: Settings, subject: str = "", perimeter: str = "", today: dt.date | None = None
) -> Cover:
    """The cover of a document on ``subject``; what the host did not fill in is left out."""
    logos: list[bytes] = []
    problems: list[str] = []
    for path in settings.logos:
        try:
            logos.append(logo_png(path))
        except Exception:  # whatever is wrong with a logo, the document goes on without it
            problems.append(f"Le logo « {path.name} » n’a pas pu être lu.")
    meeting = " · ".join(
        part for part in (day(settings.date, none=""), one_line(settings.place or "")) if part
    )
    lines = (
        one_line(settings.cep_expansion or ""),
        meeting,
        one_line(subject),
        labelled("Périmètre", one_line(perimeter)) if perimeter else "",
        f"Document produit le {day(today or clock.today())}",
    )
    return Cover(
        one_line(settings.title), tuple(line for line in lines if line), tuple(logos), tuple(problems)
    )
