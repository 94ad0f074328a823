"""Reading a tracking workbook filled in Excel or LibreOffice: every cell that cannot be taken is named.

Calamine is imported on use: most visits never load a workbook.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from html import unescape
from typing import Any

from data.folds.fields import BUDGET_YEARS, MAX_LINE, rule_of
from data.imports.tracking_input import Field, InputRefused, read_field
from data.imports.tracking_workbook import (
    AMOUNT_HEADERS,
    AMOUNTS_SHEET,
    MARK,
    PROGRESS_HEADERS,
    PROGRESS_SHEET,
)
from data.typography import french

_MOST_LINES = 2_000
_MOST_BYTES = 20_000_000


@dataclass(frozen=True)
class Refusal:
    """One cell that cannot be taken: where it is, what was found, what was expected."""

    file: str
    sheet: str
    found: str
    expected: str
    row: int | None = None
    column: str = ""
    remedy: str = "Corriger la cellule, enregistrer le classeur, puis le charger à nouveau."

    @property
    def sentence(self) -> str:
        where = [f"Fichier « {self.file} »", f"feuille « {self.sheet} »" if self.sheet else ""]
        where += [
            f"ligne {self.row}" if self.row else "",
            f"colonne « {self.column} »" if self.column else "",
        ]
        return french(
            f"{', '.join(part for part in where if part)} : trouvé « {self.found} », "
            f"attendu {self.expected}. {self.remedy}"
        )


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
        book, subject = _opened(content)
    except Exception:
        expected = "le classeur .xlsx exporté depuis cette page, de 20 Mo au plus"
        remedy = "Exporter le modèle depuis la page « Schéma », le remplir, puis charger ce classeur."
        return Read(refusals=(Refusal(file, "", "un fichier illisible", expected, remedy=remedy),))
    mark, _, last_save = subject.partition("|")
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


def _opened(content: bytes) -> tuple[Any, str]:
    """The workbook, and the subject in its properties. Refuses what would unpack to more than 20 MB."""
    from python_calamine import CalamineWorkbook

    subject = ""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_BYTES:
            raise ValueError("too large once unpacked")
        if "docProps/core.xml" in archive.namelist():
            core = archive.read("docProps/core.xml").decode("utf-8", "replace")
            written = re.search(r"<dc:subject>([^<]*)</dc:subject>", core)
            subject = unescape(written[1]) if written else ""
    return CalamineWorkbook.from_filelike(io.BytesIO(content)), subject


class _Reader:
    """Gathers what the two sheets hold, and every refusal."""

    def __init__(self, file: str, action_ids: frozenset[str]) -> None:
        self.file, self.action_ids = file, action_ids
        self.typed: dict[str, dict[Field, str]] = {}
        self.places: dict[tuple[str, Field], tuple[str, int]] = {}
        self.refusals: list[Refusal] = []

    def sheet(self, book: Any, name: str, headers: Mapping[str, str]) -> None:
        model = "Repartir du modèle exporté depuis la page « Schéma »."
        if name not in book.sheet_names:
            names = ", ".join(book.sheet_names)
            self.refusals.append(Refusal(self.file, "", names, f"une feuille « {name} »", remedy=model))
            return
        cells = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
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
