"""Every page read whole: each block and each opening under every territory, every domain and two communes.

What is read is the words as built, and the numbers that the formatters wrote while they were built.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

import pandas as pd

from components.figures.blocks import Block, Figure, Gap, View
from components.figures.pages import Contents
from components.figures.perimeters import narrow, narrowed
from components.figures.table_words import written as table_as_text
from components.screen.filters import view_of
from data import store
from data.french import formats
from data.french.formats import Written
from pages.registry import PAGES

TERRITORIES = ("Martinique", "Centre", "Nord", "Sud")
# One commune with offers, one without.
COMMUNES = ("Toutes les communes", "Le Lamentin", "Grand’Rivière")


class Reading(NamedTuple):
    """One block as built under one view (``frames``: what it was built from), or the opening of a page."""

    under: str
    view: View
    frames: tuple[pd.DataFrame, ...]
    written: tuple[Written, ...]
    block: Block | None
    figure: Figure | Gap | None
    opening: tuple[str, ...] = ()


def contents_of(page: str) -> Contents:
    return PAGES[page].contents()


@cache
def views(page: str) -> tuple[View, ...]:
    """The page under every territory, every domain, and two communes."""
    communes, domains = store.load("communes"), store.load("domains")
    assert set(COMMUNES[1:]) <= set(communes["commune"]), "a commune that is none filters nothing"
    documents = {str(row["source_id"]): row for row in store.load("sources").to_dict(orient="records")}
    chosen = [
        {"territoire": territory, "domaine": domain, "commune": commune}
        for territory in TERRITORIES
        for domain in ("Tous les domaines", *domains["domain"])
        for commune in (COMMUNES if territory == "Martinique" else COMMUNES[:1])
    ]
    found = [view_of(page, communes, domains, choice) for choice in chosen]
    initial = {choice.key: choice.initial for choice in contents_of(page).every_choice}
    return tuple(View(**{**vars(view), "sources": documents, "choices": initial}) for view in found)


def _each_once(page: str, follows: tuple[str, ...]) -> Iterator[View]:
    """The views that differ by what is followed."""
    seen = set()
    for view in views(page):
        chosen = narrow(view, follows)
        if str(chosen.filters) not in seen:
            seen.add(str(chosen.filters))
            yield chosen


@cache
def blocks(page: str) -> tuple[Reading, ...]:
    """Each block as built under each view that can change it; those that leave nothing are left out."""
    found = []
    for block in contents_of(page).blocks:
        frames = [store.load(name) for name in block.datasets]
        if block.outlines:
            frames.append(store.load_communes())
        follows = (*block.follows, *(choice.key for choice in block.choices))
        for view in _each_once(page, follows):
            under = f"{block.block_id} {view.filters}"
            with formats.recorded() as written:
                figure = block.build(narrowed(block, view), *frames)
                if isinstance(figure, Figure) and figure.table is not None:
                    table_as_text(figure.table)
            if figure is not None:
                found.append(Reading(under, view, tuple(frames), tuple(written), block, figure))
    return tuple(found)


@cache
def openings(page: str) -> tuple[Reading, ...]:
    """The headline and the perimeter line of each view of the page, under each filter that changes them."""
    contents, found = contents_of(page), []
    for shown in contents.views:
        for view in _each_once(page, contents.headline_follows):
            view = View(**{**vars(view), "slug": shown.slug})
            frames = [store.load(name) for name in contents.headline_datasets]
            scoped = [store.load(name) for name in contents.scope_datasets]
            said: list[str] = []
            with formats.recorded() as written:
                if contents.headline is not None:
                    said += contents.headline(view, *frames)
                if contents.scope is not None:
                    said += contents.scope(view, *scoped)
            under = f"{page} › {shown.slug} {view.filters}"
            kept = tuple(frames + scoped)
            found.append(Reading(under, view, kept, tuple(written), None, None, tuple(said)))
    return tuple(found)


def everything(page: str) -> tuple[Reading, ...]:
    return (*openings(page), *blocks(page))


def sentences(reading: Reading) -> list[str]:
    """What the application says of its own: not the documents that it quotes, nor where it read them."""
    figure = reading.figure
    if figure is None:
        return list(reading.opening)
    if isinstance(figure, Gap):
        return [figure.title, figure.reason, figure.how]
    said = [figure.title, figure.subtitle, figure.alt, figure.caution]
    said += [text for one in figure.numbers for text in (one.value, one.label, one.detail)]
    said += [item.base for item in figure.evidence]
    said += [sentence for part in figure.passages for sentence in (part.heading, *part.sentences)]
    return [text for text in said if text]


def all_words(reading: Reading) -> list[str]:
    """Everything that a reader can open: the sentences, quotations, notes, legend and cells of the table."""
    said, figure = sentences(reading), reading.figure
    if isinstance(figure, Gap):
        said += [figure.holder, figure.note]
    if isinstance(figure, Figure):
        said.append(figure.explanation)
        said += [text for item in figure.evidence for text in (item.note, item.line)]
        said += [part.speaker for part in figure.passages]
        if figure.native is not None:
            said += [*figure.native.categories, *figure.native.series]
        if figure.table is not None:
            shown = table_as_text(figure.table)
            said += [*map(str, shown.columns), *(str(cell) for column in shown for cell in shown[column])]
    return [text for text in said if text]


def cells(frame: pd.DataFrame) -> Iterator[Any]:
    """Every cell of a frame, lists taken apart."""
    for column in frame.columns:
        if str(frame[column].dtype) == "geometry":
            continue
        for value in frame[column]:
            if isinstance(value, list | tuple):
                yield from value
            else:
                yield value


@cache
def told(page: str) -> tuple[tuple[str, str], ...]:
    """Every text of a page, each once, with the first view under which it was read."""
    found: dict[str, str] = {}
    for one in everything(page):
        for text in all_words(one):
            found.setdefault(text, one.under)
    return tuple((under, text) for text, under in found.items())
