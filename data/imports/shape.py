"""The one shape of every import: which columns a format has, and what is gathered while it is read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from data.imports.cells import CellRefused
from data.imports.refusals import Refusal
from data.imports.tables import MOST_COLUMNS, Header, TableFile, folded

if TYPE_CHECKING:
    from data.store import Store

# Beyond, a file is not read further: its first refusals say enough of what it is.
MOST_REFUSALS = 500
# The least share of a format's columns by which it is recognised: the missing ones are then named.
_RECOGNISED = 0.6
_EVERY_ROWS = 5_000
ROW_REMEDY = "Corriger la cellule, enregistrer le fichier, puis le charger à nouveau."
Value = TypeVar("Value")
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Wanted:
    """A column of a format: our ``key``, its ``name`` in the file, or a ``pattern`` for those that vary.

    Both are folded (``tables.folded``). An ``optional`` one may be absent; of a ``first`` one, which the
    publisher names several times, the first counts. ``read`` turns a cell into its value (``rows``).
    """

    key: str
    name: str
    pattern: str = ""
    optional: bool = False
    first: bool = False
    read: Callable[[Any], Any] = str

    def matches(self, header: str) -> bool:
        return re.fullmatch(self.pattern, header) is not None if self.pattern else header == folded(self.name)


@dataclass(frozen=True)
class Document:
    """The document to record as the source of the rows: what the format knows, then what a person says."""

    source_id: str
    title: str
    publisher: str = ""
    year: int | None = None
    url: str = ""
    licence: str = ""
    accessed_on: str = ""


@dataclass(frozen=True)
class Format:
    """One official layout. ``read(table, store, into)`` maps its rows, and says what is wrong of them.

    ``yearly``: the dataset whose last year is its edition, when one comes out each year, and after how many
    months from the first of January of that year it does at the latest.
    """

    name: str
    title: str
    columns: tuple[Wanted, ...]
    read: Callable[[Table, Store, Gathered], None]
    yearly: tuple[str, int] | None = None

    def fit(self, header: Header) -> float:
        """The share of the columns that must be there that this header names."""
        needed = [column for column in self.columns if not column.optional]
        return sum(any(map(column.matches, header.names)) for column in needed) / len(needed)


@dataclass(frozen=True)
class Table:
    """A table found in a file: where its header is, the format's columns and the rank of each."""

    file: TableFile
    header: Header
    columns: tuple[Wanted, ...]
    ranks: Mapping[str, int]

    def rows(self) -> Iterator[tuple[int, dict[str, Any], list[Any]]]:
        """After the header: number of the row, the format's cells by key, and all its cells."""
        width = len(self.header.names)
        for number, cells in self.file.rows(self.header.sheet):
            if number <= self.header.row or not any(str(cell).strip() for cell in cells):
                continue
            padded = [*cells, *([""] * (width - len(cells)))]
            yield number, {key: padded[rank] for key, rank in self.ranks.items()}, padded

    def name_of(self, key: str) -> str:
        return self.header.written[self.ranks[key]] if key in self.ranks else key


@dataclass
class Gathered:
    """What the reading of a file gathers: rows by dataset with their place, what is left out, refusals."""

    file: str
    sheet: str = ""
    vintage: str = ""
    document: Document | None = None
    records: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    places: dict[str, list[int]] = field(default_factory=dict)
    replaces: dict[str, dict[str, tuple[Any, ...]]] = field(default_factory=dict)
    read: int = 0
    dropped: Counter[str] = field(default_factory=Counter)
    facts: list[str] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    progress: Progress = lambda done, words: None

    def refuse(
        self, found: str, expected: str, row: int | None = None, column: str = "", remedy: str = ROW_REMEDY
    ) -> None:
        """Note what cannot be taken; the rest is still read. Raises TooMany beyond MOST_REFUSALS."""
        self.refusals.append(Refusal(self.file, self.sheet, found, expected, row, column, remedy))
        if len(self.refusals) >= MOST_REFUSALS:
            raise TooMany

    def cell(
        self, row: int, column: str, value: Any, reader: Callable[[Any], Value], otherwise: Value
    ) -> Value:
        """A cell read by ``reader``; what it refuses is noted, and ``otherwise`` stands for it."""
        try:
            return reader(value)
        except CellRefused as error:
            self.refuse(error.found, error.expected, row, column)
            return otherwise

    def keep(self, dataset: str, row: int, record: dict[str, Any]) -> None:
        self.records.setdefault(dataset, []).append(record)
        self.places.setdefault(dataset, []).append(row)

    def drop(self, reason: str) -> None:
        """A row left out on purpose: ``reason`` is said with how many."""
        self.dropped[reason] += 1

    def went_through(self, row: int) -> None:
        self.read += 1
        if row % _EVERY_ROWS == 0:
            self.progress(min(0.9, 0.2 + row / 1_000_000), f"ligne {row}")


class TooMany(Exception):
    """A file with so many refusals that reading on would say nothing more."""


def recognise(formats: tuple[Format, ...], found: list[Header]) -> tuple[Format, Header] | None:
    """The format whose columns a header names best, and that header; None when none is near enough."""
    best: tuple[float, Format, Header] | None = None
    for header in found:
        for one in formats:
            fit = one.fit(header)
            if fit >= _RECOGNISED and (best is None or fit > best[0]):
                best = (fit, one, header)
    return None if best is None else (best[1], best[2])


def table_of(one: Format, header: Header, file: TableFile, into: Gathered) -> Table | None:
    """The columns of the format in this header; None when one is missing or doubled, which is then noted."""
    redo = "Reprendre le fichier tel que l’éditeur le publie, sans renommer ses colonnes, puis le charger."
    names = header.names
    if len(names) > MOST_COLUMNS:
        into.refuse(f"{len(names)} colonnes", f"au plus {MOST_COLUMNS} colonnes", header.row, remedy=redo)
        return None
    ranks: dict[str, int] = {}
    for column in one.columns:
        here = [rank for rank, name in enumerate(names) if column.matches(name)]
        if len(here) > 1 and not column.first:
            into.refuse(f"{len(here)} colonnes « {column.name} »", "une seule", header.row, column.name, redo)
        elif here:
            ranks[column.key] = here[0]
        elif not column.optional:
            others = ", ".join(name for name in header.written if name)[:300]
            into.refuse(
                f"les colonnes {others}", f"une colonne « {column.name} »", header.row, column.name, redo
            )
    return None if into.refusals else Table(file, header, one.columns, ranks)
