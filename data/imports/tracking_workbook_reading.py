"""Reading a tracking workbook filled in Excel or LibreOffice: every cell that cannot be taken is named."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from data.imports.refusals import Refusal, WorkbookRefused
from data.imports.tracking_input import Field, InputRefused, read_field
from data.imports.tracking_workbook import (
    AMOUNT_HEADERS,
    AMOUNTS_SHEET,
    MARK,
    PROGRESS_HEADERS,
    PROGRESS_SHEET,
)
from data.imports.workbook_bounds import Workbook, open_workbook
from data.journal.folds.fields import BUDGET_YEARS, MAX_LINE, rule_of

_MOST_LINES = 2_000


@dataclass(frozen=True)
class Read:
    """A workbook as read. ``typed`` is what each action's fields hold, as text; ``places`` their lines.

    ``last_save``: the save the workbook was exported after (None: unknown). Nothing is usable when
    ``refusals`` has any.
    """

    typed: dict[str, dict[Field, str]] = field(default_factory=dict)
    places: dict[tuple[str, Field], tuple[str, int]] = field(default_factory=dict)
    last_save: str | None = None
    marked: bool = False
    refusals: tuple[Refusal, ...] = ()


def read(content: bytes, file: str, action_ids: Collection[str]) -> Read:
    """A workbook as filled in; every cell that cannot be taken is a refusal. Never raises."""
    try:
        book = open_workbook(content, file)
    except WorkbookRefused as error:
        return Read(refusals=error.refusals)
    mark, _, last_save = book.subject.partition("|")
    found = _Reader(file, frozenset(action_ids))
    for sheet, headers in ((AMOUNTS_SHEET, AMOUNT_HEADERS), (PROGRESS_SHEET, PROGRESS_HEADERS)):
        found.sheet(book, sheet, headers)
    return Read(
        found.typed,
        found.places,
        last_save or None if mark == MARK else None,
        mark == MARK,
        tuple(found.refusals),
    )


class _Reader:
    """Gathers what the two sheets hold, and every refusal."""

    def __init__(self, file: str, action_ids: frozenset[str]) -> None:
        self.file, self.action_ids = file, action_ids
        self.typed: dict[str, dict[Field, str]] = {}
        self.places: dict[tuple[str, Field], tuple[str, int]] = {}
        self.refusals: list[Refusal] = []

    def sheet(self, book: Workbook, name: str, headers: Mapping[str, str]) -> None:
        model = "Repartir du modèle exporté depuis la page « Schéma »."
        if name not in book.sheets:
            names = ", ".join(book.sheets)
            self.refusals.append(Refusal(self.file, "", names, f"une feuille « {name} »", remedy=model))
            return
        try:
            cells = book.rows(name, len(headers))
        except WorkbookRefused as error:
            self.refusals += error.refusals
            return
        found = [str(cell).strip() for cell in cells[0]] if cells else []
        if found[: len(headers)] != list(headers.values()):
            expected = f"les en-têtes {', '.join(headers.values())}"
            self.refusals.append(
                Refusal(self.file, name, ", ".join(found) or "rien", expected, 1, remedy=model)
            )
            return
        if len(cells) > _MOST_LINES:
            self.refusals.append(
                Refusal(
                    self.file, name, f"{len(cells)} lignes", f"au plus {_MOST_LINES} lignes", remedy=model
                )
            )
            return
        for row, line in enumerate(cells[1:], start=2):
            values = dict(zip(headers, line, strict=False))
            if any(_text(value) for key, value in values.items() if key not in ("action",)):
                self._line(name, row, values, headers)

    def _line(self, sheet: str, row: int, values: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        action_id = _text(values["action_id"]).upper()
        if action_id not in self.action_ids:
            self._refuse(
                sheet, row, headers["action_id"], action_id or "vide", "une action du planning, A01 à A23"
            )
            return
        year, funder = None, None
        if sheet == AMOUNTS_SHEET:
            asked = _text(values["year"])
            if asked not in map(str, BUDGET_YEARS):
                self._refuse(sheet, row, headers["year"], asked or "vide", "une année de 2024 à 2027")
                return
            year, funder = int(asked), _text(values["funder"]) or None
            if funder and len(funder) > MAX_LINE:
                self._refuse(sheet, row, headers["funder"], funder[:60], f"au plus {MAX_LINE} caractères")
                return
        kind = "budget" if sheet == AMOUNTS_SHEET else "progress"
        for name in [key for key in headers if key not in ("action_id", "action", "year", "funder")]:
            key: Field = (kind, year, funder, name)
            text = _text(values.get(name, ""))
            if (action_id, key) in self.places:
                before = self.places[action_id, key][1]
                self._refuse(sheet, row, headers["action_id"], f"{action_id} une seconde fois",
                             f"une seule ligne pour la même saisie (déjà ligne {before})")  # fmt: skip
                return
            try:
                value, rule = read_field(name, text), rule_of(kind, name)
                if value is not None and rule is not None and not rule.accepts(value):
                    raise InputRefused(value, rule.expected)
            except InputRefused as error:
                self._refuse(sheet, row, headers[name], error.found, error.expected)
                continue
            self.places[action_id, key] = (sheet, row)
            self.typed.setdefault(action_id, {})[key] = text

    def _refuse(self, sheet: str, row: int, column: str, found: str, expected: str) -> None:
        self.refusals.append(Refusal(self.file, sheet, found, expected, row, column))


def _text(value: Any) -> str:
    """A cell as a person would type it in French: 1250.5 is « 1250,5 », a date is JJ/MM/AAAA."""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int | float):
        # Excel keeps 0.1 + 0.2 in full: to the euro, as amounts are typed.
        return f"{round(value, 6):f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value).strip()
