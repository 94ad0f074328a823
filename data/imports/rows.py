"""What the small official files share: their rows of Martinique, read cell by cell, and their document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from data.catalogue import DATASETS
from data.imports import cells
from data.imports.cells import CellRefused
from data.imports.shape import Document, Gathered, Table
from data.imports.tables import folded

DEPARTMENT = "972"
AS_PUBLISHED = "Reprendre le fichier tel que l’éditeur le publie, puis le charger."


def of_martinique(
    table: Table, into: Gathered, here: Callable[[dict[str, Any]], bool]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """The number of each row for which ``here(its cells as they are)``, and its values by key.

    Each column is read by its own ``Wanted.read`` (one that is absent is read as an empty cell). The others
    are left out, a row that cannot be read is noted; so is a file without any row of Martinique.
    """
    width, met = len(table.header.names), False
    for row, found, whole in table.rows():
        into.went_through(row)
        if not here(found):
            into.drop("hors de la Martinique (972)")
            continue
        met = True
        before = len(into.refusals)
        if any(str(cell).strip() for cell in whole[width:]):
            into.refuse(f"{len(whole)} cellules", f"les {width} de l’en-tête", row, remedy=AS_PUBLISHED)
            continue
        values = {
            one.key: into.cell(row, table.name_of(one.key), found.get(one.key, ""), one.read, None)
            for one in table.columns
        }
        if len(into.refusals) == before:
            yield row, values
    if not met and not into.refusals:
        refuse_elsewhere(into)


def refuse_elsewhere(into: Gathered, column: str = "") -> None:
    """Say that no row of the file is of Martinique."""
    into.refuse(
        "aucune ligne du département 972",
        "des lignes de la Martinique",
        column=column,
        remedy="Charger le fichier national, ou celui de la Martinique.",
    )


def declare(into: Gathered, source: str, vintage: str, title: str, publisher: str, year: int | None) -> None:
    """Say which edition of which document the file is: ``vintage`` tells it from the other editions."""
    into.vintage = vintage
    slug = re.sub("[^0-9a-z]+", "-", folded(vintage)).strip("-")
    into.document = Document(f"import-{source}-{slug}", title, publisher, year)


def provenance(into: Gathered, row: int, note: str | None = None) -> dict[str, Any]:
    """The provenance columns of a row of the file, once its document is declared."""
    assert into.document is not None
    return {
        "source_id": into.document.source_id,
        "locator": f"{into.file}, ligne {row}",
        "certainty": "read",
        "note": note,
    }


def year_in_name(into: Gathered, example: str) -> int | None:
    """The year of a file that says it in its name only; None when it has none, or several, which is noted."""
    found = {int(year) for year in re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", into.file)}
    if len(found) == 1:
        return found.pop()
    into.refuse(
        "plusieurs années dans le nom du fichier" if found else "aucune année dans le nom du fichier",
        "l’année, que ce fichier ne dit que dans son nom",
        remedy=f"Nommer le fichier comme son éditeur, avec son année ({example}), puis le charger.",
    )
    return None


def code(pattern: str, what: str) -> Callable[[Any], str]:
    """A reader of codes: ``what`` shows one in French."""
    return lambda cell: cells.matching(cell, pattern, what)


UAI = code("[0-9]{7}[A-Z]", "un code UAI (9720004X)")
COMMUNE = code("972[0-9]{2}", "le code Insee d’une commune de la Martinique (97209)")


def counted(cell: Any) -> int:
    """A count that is never empty."""
    found = cells.whole(cell)
    if found is None:
        raise CellRefused("vide", "un nombre entier, 0 ou plus")
    return found


def name(cell: Any) -> str:
    """A name; « 0 » is none."""
    found = cells.needed(cell, "un nom")
    if not re.search("[^\\W\\d_]", found):
        raise CellRefused(cells.shown(cell), "un nom")
    return found


def among(words: dict[str, Any]) -> Callable[[Any], Any]:
    """A reader of the words, folded, that stand for our codes."""

    def read(cell: Any) -> Any:
        written = folded(cells.shown(cell))
        if written not in words:
            raise CellRefused(cells.shown(cell), f"l’un de : {', '.join(words)}")
        return words[written]

    return read


def coordinate(which: str) -> Callable[[Any], float | None]:
    """A reader of the ``latitude`` or ``longitude`` of a place of Martinique; None when empty."""
    (column,) = (one for one in DATASETS["places"].columns if one.name == which)
    low, high = column.minimum or 0.0, column.maximum or 0.0

    def read(cell: Any) -> float | None:
        found = cells.signed(cell, most=180)
        if found is not None and not low <= found <= high:
            raise CellRefused(
                cells.shown(cell),
                f"une {which} de la Martinique, de {cells.shown(low)} à {cells.shown(high)}",
            )
        return found

    return read
