"""The parts a page is made of, as plain objects: what is shown on screen is what exports write.

A page is an ordered list of blocks. A block is a pure function from a view (the filters in force) and
frames to one ``Figure`` (or none, when the filters leave nothing to show). Nothing here draws.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import pandas as pd

from components.figures.values import Row
from data.french.typography import french

FILTERS = ("territoire", "commune", "domaine")
EVERYWHERE = "Martinique entière"
EVERY_DOMAIN = "tous les domaines"
# The perimeter while territories are compared.
TOGETHER = "Centre, Nord et Sud, côte à côte"


CERTAINTY_WORDS = {
    "read": "lu dans la source",
    "computed": "calculé",
    "inferred": "déduit",
    "secondhand": "de seconde main",
}


class Typeset:
    """Texts are given the spaces of French here, once: who writes them types ordinary ones."""

    _texts: ClassVar[tuple[str, ...]] = ()

    def __post_init__(self) -> None:
        for name in self._texts:
            text = getattr(self, name)
            spaced = tuple(map(french, text)) if isinstance(text, tuple) else french(text)
            object.__setattr__(self, name, spaced)


@dataclass(frozen=True)
class View:
    """The filters in force and the page-local choices: everything a block may depend on beside its data.

    ``slug`` is the open view of the page.
    """

    page: str
    slug: str = ""
    territory: str | None = None
    commune_code: str | None = None
    commune: str | None = None
    domain_id: str | None = None
    domain: str | None = None
    projection: bool = False
    dark: bool = False
    choices: Mapping[str, Any] = field(default_factory=dict)
    sources: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The narrowest place in force, as a reader says it."""
        return self.commune or self.territory or "Martinique"

    @property
    def compared(self) -> bool:
        """Whether territories are set side by side: then none of them is chosen."""
        return bool(self.choices.get(COMPARE.key))

    @property
    def covers(self) -> str:
        """What figures that follow the territory cover, as a reader says it."""
        return TOGETHER if self.compared else self.place

    @property
    def filters(self) -> dict[str, str]:
        """The shared filters off their default, by address parameter, as a reader says them."""
        place = {"territoire": self.territory, "commune": self.commune}
        chosen = {COMPARE.key: TOGETHER} if self.compared else place
        return {name: value for name, value in {**chosen, "domaine": self.domain}.items() if value}


@dataclass(frozen=True)
class Evidence(Typeset):
    """Where a figure comes from: one line under it, and the wording one click away."""

    _texts = ("place", "base", "note")

    source: str
    place: str = ""
    year: str = ""
    base: str = ""
    certainty: str = "read"
    wording: str = ""
    note: str = ""
    url: str = ""
    publisher: str = ""

    @property
    def line(self) -> str:
        """« Source : CCIM, 2024 · base … · lu dans la source »."""
        place = f"« {self.place} »" if self.place else ""
        parts = [", ".join(part for part in (self.source, place, self.year) if part), self.base]
        return french(" · ".join(part for part in (*parts, CERTAINTY_WORDS[self.certainty]) if part))


def source_lines(evidence: tuple[Evidence, ...], *, brief: bool = False) -> list[str]:
    """One line a publisher, year, base and certainty, with the places read; titles are one click away.

    ``brief``, for a projector, leaves the places out too.
    """
    named = [(item.publisher or item.source.partition(" (")[0], item) for item in evidence]
    if brief:
        lines = [Evidence(name, "", item.year, item.base, item.certainty).line for name, item in named]
        return list(dict.fromkeys(lines))
    places: dict[tuple[str, str, str, str], list[str]] = {}
    for name, item in named:
        places.setdefault((name, item.year, item.base, item.certainty), []).append(item.place)
    return [
        Evidence(name, " », « ".join(dict.fromkeys(filter(None, found))), year, base, certainty).line
        for (name, year, base, certainty), found in places.items()
    ]


@dataclass(frozen=True)
class Number(Typeset):
    """One large figure: its value as written, what it measures, and a precision under it.

    ``label``, alone under it, opens with a capital. ``column`` is its head when several are compared.
    """

    _texts = ("value", "label", "detail")

    value: str
    label: str
    detail: str = ""
    column: str = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        object.__setattr__(self, "label", self.label[:1].upper() + self.label[1:])

    @property
    def said(self) -> str:
        """What it measures, alone: « Centre · Projets »."""
        return f"{self.column} · {self.label}" if self.column else self.label


@dataclass(frozen=True)
class Passage(Typeset):
    """A group of sentences of the documents under a heading, quoted as printed."""

    _texts = ("heading", "sentences", "speaker")

    heading: str
    sentences: tuple[str, ...]
    speaker: str = ""


@dataclass(frozen=True)
class Native(Typeset):
    """How PowerPoint can draw the chart itself: categories down, one series a column (numbers).

    ``zeros``: what is written beside the bar of a category whose one value is 0, in place of « 0 ».
    """

    _texts = ("categories",)

    kind: Literal["bar", "stacked-bar", "column", "stacked-column", "line", "dots"]
    categories: tuple[str, ...]
    series: Mapping[str, tuple[float | None, ...]]
    number_format: str = "#,##0"
    colors: Mapping[str, str] = field(default_factory=dict)
    zeros: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__post_init__()
        # Each is found by the name of a category or a series, spaces included.
        for name in ("series", "colors", "zeros"):
            spaced = {french(key): value for key, value in getattr(self, name).items()}
            object.__setattr__(self, name, spaced)


@dataclass(frozen=True)
class Table:
    """The table behind a figure: raw values with French headers, and how each column is written.

    ``formats`` maps a column to "number", "keur", "share", "points" or "text" (the default). The cells of a
    ``wordy`` one hold sentences: the screen gives them the lines they need, in place of sorting by column.
    One that is not stays a grid, however long its last columns; None: a grid where it cuts no word.
    """

    frame: pd.DataFrame
    formats: Mapping[str, str] = field(default_factory=dict)
    missing: str = "non indiqué"
    wordy: bool | None = None


@dataclass(frozen=True)
class Figure(Typeset):
    """One screen of the meeting: a title that says the point, what is measured, the visual, its sources.

    ``deck`` is a deck.gl map shown on screen in place of ``chart``, which stays its picture for documents.
    ``links`` are (label, address) pairs shown with a QR code, never opened by the page. ``rows`` are the
    values of the chart, from which a comparison draws them anew. A ``wide`` chart has columns that a phone
    scrolls through in place of squeezing them. ``covers`` and ``domains`` are its place and its domains where
    these are not those of the filters that its block follows: a whole in which what is chosen only stands
    out, a basin for a commune, or every domain for one that the count does not tell apart.
    """

    _texts = ("title", "subtitle", "alt", "caution", "explanation", "covers", "domains")

    title: str
    subtitle: str = ""
    chart: Any = None
    alt: str = ""
    numbers: tuple[Number, ...] = ()
    passages: tuple[Passage, ...] = ()
    table: Table | None = None
    table_first: bool = False
    evidence: tuple[Evidence, ...] = ()
    caution: str = ""
    explanation: str = ""
    native: Native | None = None
    deck: Any = None
    rows: tuple[Row, ...] = ()
    wide: bool = False
    links: tuple[tuple[str, str], ...] = ()
    covers: str = ""
    domains: str = ""


@dataclass(frozen=True)
class Gap(Typeset):
    """What the documents do not say: shown as such, with who holds it and how to load it."""

    _texts = ("title", "reason", "holder", "how", "note")

    title: str
    reason: str = "Donnée non disponible dans le document source."
    holder: str = ""
    how: str = ""
    note: str = ""


@dataclass(frozen=True)
class Choice:
    """A page-local choice drawn above its block; its value reaches the block in ``View.choices``.

    ``dropdown`` draws a list, for more than a few options (with ``many``, one in which several are chosen,
    and whose ``placeholder`` says what it is when none is); ``switch`` a yes or no (a bool, off by default);
    ``search`` a field for words to look for (a text, empty by default). ``accepts`` makes it a field whose
    words are free as long as it says yes to them (to each, with ``many``): a day, the number of an action.
    ``offers`` says what can be chosen now, where it depends on what is loaded: the years of a dataset.
    ``inside`` leaves it to the block that it changes to draw it, among what it shows.
    """

    key: str
    label: str
    options: tuple[str, ...] = ()
    many: bool = False
    dropdown: bool = False
    switch: bool = False
    search: bool = False
    accepts: Callable[[str], bool] | None = None
    placeholder: str = ""
    offers: Callable[[], tuple[str, ...]] | None = None
    inside: bool = False

    @property
    def offered(self) -> tuple[str, ...]:
        """What can be chosen now."""
        return self.offers() if self.offers else self.options

    @property
    def initial(self) -> Any:
        """The value before anybody chose: what an address that does not name the choice asks for."""
        if self.many:
            return []
        if self.switch:
            return False
        if self.search or self.accepts:
            return ""
        return next(iter(self.offered), None)


# Sets the three territories side by side, wherever a block follows them.
COMPARE = Choice("comparer", "Comparer", switch=True)

Width = Literal["full", "half", "third", "strip"]


@dataclass(frozen=True)
class Block(Typeset):
    """One part of a view. ``build(view, *frames)`` is pure and returns a Figure, a Gap or None.

    ``follows`` names the shared filters and the choices of its view that change it: the others never reach
    it, and its ``perimeter`` is said in their place. ``width``: neighbours of half or a third of the width
    share a row; a ``strip`` shows its large figures side by side. ``folded`` blocks open on a click and stay
    out of projection and exports unless asked for. With ``outlines``, the communes and their outlines come
    after the datasets. A ``silent`` block shows nothing, nor its choices, when the filters leave nothing.
    ``draw(figure, key, projection)`` draws the visual itself, when clicking in it changes the filters.
    ``compared(view, *frames)`` is its own way to set territories side by side; without it, the figures of
    the three are joined (``comparing.built``).
    """

    _texts = ("heading", "perimeter")

    block_id: str
    heading: str
    build: Callable[..., Figure | Gap | None]
    datasets: tuple[str, ...] = ()
    width: Width = "full"
    folded: bool = False
    choices: tuple[Choice, ...] = ()
    follows: tuple[str, ...] = ()
    perimeter: str = EVERYWHERE
    terms: tuple[str, ...] = ()
    projected: bool = True
    silent: bool = False
    outlines: bool = False
    draw: Callable[[Figure, str, bool], None] | None = None
    compared: Callable[..., Figure | Gap | None] | None = None
