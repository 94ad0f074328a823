"""The XML of a workbook, followed as a stream: how large its sheets are, and which cells cannot be read."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import Any

from data.french.formats import number
from data.french.typography import french
from data.imports.refusals import refuse, refuse_damaged
from data.imports.xml_following import DAMAGED, EntitiesDeclared, follow

MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 100_000, 500, 1_000_000

_CELL = re.compile(r"([A-Za-z]{1,3})([1-9][0-9]{0,6})")
_ELSEWHERE = re.compile(r"(?<![\w\]])\[[0-9]+\][^\[\]!]*!")


@dataclass
class Sheet:
    """What the XML of a sheet says: its last row and column, its number of cells, its faulty cells."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    # (row, column, what was found, what was expected), both from 1.
    faults: list[tuple[int, int, str, str]] = field(default_factory=list)


def sheet_names(parts: dict[str, bytes], file: str) -> dict[str, str]:
    """The name of each sheet, by its part in lower case."""
    by_name = {name.lower(): packed for name, packed in parts.items()}
    ids: dict[str, str] = {}
    names: dict[str, str] = {}

    def sheet(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            relation = next((value for key, value in given.items() if key.endswith(" id")), "")
            ids[relation] = given.get("name", "")

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("Id", "") in ids:
            target = posixpath.normpath(posixpath.join("/xl", given.get("Target", "")))
            names[target.lstrip("/").lower()] = ids[given["Id"]]

    _parse(by_name["xl/workbook.xml"], file, "", sheet)
    _parse(by_name.get("xl/_rels/workbook.xml.rels", b"<none/>"), file, "", relation)
    return names


def count_strings(packed: bytes, file: str) -> int:
    count = 0

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal count
        count += name == "si"

    _parse(packed, file, "", start)
    return count


def measure(packed: bytes, file: str, sheet: str, strings: int) -> Sheet:
    """Follow the XML of a sheet, cell after cell; refuse it as soon as it is out of bounds."""
    found = Sheet()
    row = column = 0
    kind = formula = value = ""
    inside = ""
    has_formula = has_value = False
    fetched: set[str] = set()
    group = ""

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal row, column, kind, formula, value, inside, has_formula, has_value, group
        if name == "row":
            row, column = _whole(given.get("r"), row + 1), 0
        elif name == "c":
            kind, formula, value, has_formula, has_value, group = (
                given.get("t", "n"),
                "",
                "",
                False,
                False,
                "",
            )
            column += 1
            if "r" in given:
                place = _CELL.fullmatch(given["r"])
                if place is None:
                    refuse_damaged(file, sheet)
                row, column = int(place[2]), _rank(place[1])
        elif name == "f":
            inside, has_formula = "f", True
            group = given.get("si", "")
        elif name in ("v", "is"):
            inside, has_value = ("v" if name == "v" else ""), True

    def text(part: str) -> None:
        nonlocal formula, value
        if inside == "f":
            formula += part
        elif inside == "v" and len(value) < 100:
            value += part

    def end(name: str) -> None:
        nonlocal inside
        if name in ("f", "v"):
            inside = ""
        elif name == "c" and (has_value or has_formula):
            found.cells += 1
            found.rows, found.columns = max(found.rows, row), max(found.columns, column)
            _refuse_beyond(file, sheet, found)
            if group and _ELSEWHERE.search(formula):
                fetched.add(group)
            from_elsewhere = group in fetched or bool(_ELSEWHERE.search(formula))
            fault = _fault(kind, value, has_formula, from_elsewhere, strings)
            if fault:
                found.faults.append((row, column, *fault))

    _parse(packed, file, sheet, start, text, end)
    return found


def _fault(kind: str, value: str, has_formula: bool, fetched: bool, strings: int) -> tuple[str, str] | None:
    """What is wrong with a cell: what was found, and what was expected; None when it can be read."""
    if kind == "e":
        return value or "une erreur", "une valeur, et non une erreur d’Excel"
    if fetched:
        return "une formule qui lit un autre classeur", "une valeur (copier, puis coller les valeurs)"
    if has_formula and not value and kind not in ("str", "inlineStr"):
        return (
            "une formule dont la valeur n’est pas enregistrée",
            "une valeur (ouvrir le classeur dans Excel ou LibreOffice et l’enregistrer)",
        )
    if kind == "s" and not (value.strip().isascii() and value.strip().isdigit() and int(value) < strings):
        return "un texte absent du classeur", "un texte (le saisir à nouveau)"
    return None


def _parse(packed: bytes, file: str, sheet: str, start: Any, text: Any = None, end: Any = None) -> None:
    """Follow an XML part without building it; what is wrong with it is a refusal."""
    try:
        follow(packed, start, text, end)
    except EntitiesDeclared:
        refuse(file, "un classeur qui déclare des entités XML", "un classeur .xlsx enregistré par un tableur")
    except DAMAGED as error:
        refuse_damaged(file, sheet, error)


def _whole(written: str | None, otherwise: int) -> int:
    return int(written) if written and written.isascii() and written.isdigit() else otherwise


def _rank(letters: str) -> int:
    rank = 0
    for letter in letters.upper():
        rank = rank * 26 + ord(letter) - 64
    return rank


def letters_of(rank: int) -> str:
    letters = ""
    while rank:
        rank, rest = divmod(rank - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _refuse_beyond(file: str, sheet: str, found: Sheet) -> None:
    area = found.rows * found.columns
    if found.rows <= MOST_ROWS and found.columns <= MOST_COLUMNS and max(area, found.cells) <= MOST_CELLS:
        return
    last = f"une cellule remplie en {letters_of(found.columns)}{found.rows}"
    expected = french(
        f"au plus {number(MOST_ROWS)} lignes, {MOST_COLUMNS} colonnes et {number(MOST_CELLS)} cellules"
    )
    remedy = (
        "Supprimer les lignes et les colonnes au-delà du tableau, enregistrer, puis le charger à nouveau."
    )
    refuse(file, last, expected, remedy, sheet)
