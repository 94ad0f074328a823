"""Templates that people filled in: rows of a dataset, from the document named in the sheet « Source »."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath
from typing import Any

import pandas as pd

from data.catalogue import DATASETS
from data.columns import Column
from data.french.formats import count
from data.french.typography import french
from data.imports import cells
from data.imports.cells import CellRefused
from data.imports.refusals import WorkbookRefused
from data.imports.shape import Document, Format, Gathered, Table, Wanted
from data.imports.tables import folded
from data.imports.templates import (
    COVERAGE_LINES,
    KINDS,
    SOURCE_SHEET,
    TEMPLATES,
    WHOLE,
    YES_NO,
    Template,
    expected_of,
    header_of,
    is_needed,
    words_of,
)
from data.store import Store

COVERAGE = "training_coverage"


def read(template: Template, table: Table, store: Store, into: Gathered) -> None:
    """The rows of a filled template. Loading the same document again takes the place of its rows."""
    said = _source(template, table, into)
    title = said.get("title") or PurePosixPath(into.file).stem
    source_id = f"import-{_slug(title)}"
    into.vintage = title
    year = said.get("year", "")
    if year and re.fullmatch("(19|20)[0-9]{2}", year) is None:
        into.refuse(year, "une année sur quatre chiffres", None, "Année du document")
        year = ""
    into.document = Document(
        source_id, title, said.get("publisher", ""), int(year) if year else None, said.get("url", ""),
        said.get("licence", ""),
    )  # fmt: skip
    communes = {folded(row.commune): str(row.commune_code) for row in store.load("communes").itertuples()}
    domains = {folded(row.domain): str(row.domain_id) for row in store.load("domains").itertuples()}
    there = store.load(f"{template.dataset}?") if template.known else None
    seen: dict[tuple[str, ...], int] = {}
    for row, found, _ in table.rows():
        into.went_through(row)
        before = len(into.refusals)
        record = {
            column.name: into.cell(
                row,
                header_of(column),
                found.get(column.name, ""),
                partial(_value, column, communes, domains),
                None,
            )
            for column in template.columns
        }
        if len(into.refusals) > before:
            continue
        _complete(template, record, source_id, title)
        if there is not None:
            _as_before(template, record, there)
        for found_wrong, expected, column in _together(record):
            into.refuse(found_wrong, expected, row, column)
        if len(into.refusals) > before:
            continue
        key = tuple(str(record[name]) for name in DATASETS[template.dataset].key)
        earlier = seen.setdefault(key, row)
        if earlier != row:
            into.refuse(
                "la même ligne une seconde fois", f"une ligne par contenu (déjà ligne {earlier})", row
            )
            continue
        into.keep(template.dataset, row, record)
    if template.whole and not into.refusals:
        _whole(template, into)
    if not into.read:
        into.refuse("aucune ligne remplie", "au moins une ligne sous les en-têtes", table.header.row + 1)
    into.replaces[template.dataset] = {"source_id": (source_id,)}
    if template.covers:
        _cover(said, source_id, title, into)
    into.facts.append(french(f"{template.title} : {count(len(seen), 'ligne')} du document « {title} »."))


def _value(column: Column, communes: dict[str, str], domains: dict[str, str], cell: Any) -> Any:
    words = words_of(column)
    if cell == "" or (isinstance(cell, str) and not cell.strip()):
        if is_needed(column):
            raise CellRefused("vide", expected_of(column))
        return None
    if column.name.endswith("commune_code"):
        return _among(cell, communes | {code: code for code in communes.values()}, expected_of(column))
    if column.kind == "list":
        parts = [part.strip() for part in str(cell).split(";") if part.strip()]
        if column.name == "domain_ids":
            known = domains | {code: code for code in domains.values()}
            return [_among(part, known, expected_of(column)) for part in parts]
        return parts
    if column.kind == "boolean":
        return _among(cell, YES_NO, expected_of(column))
    if words:
        return _among(cell, {folded(word): code for word, code in words.items()}, expected_of(column))
    if column.unit.startswith("fraction"):
        return cells.share(cell)
    readers: dict[str, Callable[[Any], Any]] = {
        "text": cells.text,
        "integer": cells.whole,
        "year": cells.year,
        "decimal": cells.signed,
    }
    return readers[column.kind](cell)


def _among(cell: Any, known: dict[str, Any], expected: str) -> Any:
    written = folded(cells.shown(cell))
    if written not in known:
        raise CellRefused(cells.shown(cell), expected)
    return known[written]


def _complete(template: Template, record: dict[str, Any], source_id: str, title: str) -> None:
    """Fill what a person is not asked for, and name the row by what it says."""
    record |= {"source_id": source_id, "certainty": "read", "locator": record.get("locator") or title}
    if template.dataset == "training_offers":
        record["verified"] = True
        record["level_label"] = record["level_label"] or "non précisé"
    if template.dataset == "key_figures" and record["value_high"] is None:
        record["value_high"] = record["value_low"]
    if not template.identifier:
        return
    own = {
        "training_offers": ("organisation", "title", "commune_code", "modality", "session"),
        "key_figures": ("label", "year", "horizon", "territory", "base_label"),
        "statements": ("theme", "text"),
    }[template.dataset]
    said = "|".join(str(record[name]) for name in own)
    record[template.identifier] = f"{source_id}-{hashlib.sha256(said.encode()).hexdigest()[:10]}"


def _as_before(template: Template, record: dict[str, Any], there: pd.DataFrame) -> None:
    """What the rows already there say of the same thing; an answer keeps its spelling from one edition to
    the next, or nothing could be compared.
    """
    rows = there[there[template.known] == record[template.known]]
    if len(rows):
        record |= {str(name): cell for name, cell in rows[list(template.same)].iloc[0].items()}
    if "item" in record:
        items = {folded(item): str(item) for item in rows["item"]}
        record["item"] = items.get(folded(record["item"]), record["item"])


def _whole(template: Template, into: Gathered) -> None:
    """Refuse a file whose total would be that of a part: of a year, each known value has its row."""
    by, known = template.whole, next(column for column in template.columns if column.name == template.known)
    rows = into.records.get(template.dataset, [])
    for group in sorted({record[by] for record in rows}):
        there = {record[known.name] for record in rows if record[by] == group}
        missing = [word for word, code in words_of(known).items() if code not in there]
        if missing:
            found = f"{len(there)} lignes sur {len(there) + len(missing)} pour {group}"
            into.refuse(found, f"aussi une ligne pour : {', '.join(missing)}", None, header_of(known), WHOLE)


def _together(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What is wrong of cells that go together: found, expected, column."""
    wrong = []
    if "latitude" in record and (record["latitude"] is None) != (record["longitude"] is None):
        wrong.append(("une seule coordonnée", "la latitude et la longitude, ou aucune", "Latitude"))
    if "value_low" in record:
        low, high, unit = record["value_low"], record["value_high"], str(record["unit"])
        if high < low:
            wrong.append((cells.shown(high), f"au moins {cells.shown(low)}", "Borne haute"))
        wrong += _unit(unit, high, "Valeur, ou borne basse")
    if "value" in record:
        wrong += _unit(str(record["unit"]), record["value"], "Valeur")
    return wrong


def _unit(unit: str, value: float, column: str) -> list[tuple[str, str, str]]:
    """A share is never guessed to be a percentage: it is asked."""
    if unit.startswith("%"):
        return [(unit, "« fraction », et une part de 0 à 1 (0,45 pour 45 %)", "Unité")]
    if unit == "fraction" and value > 1:
        expected = "une part de 0 à 1 (0,45 pour 45 %), puisque l’unité est « fraction »"
        return [(cells.shown(value), expected, column)]
    return []


def _source(template: Template, table: Table, into: Gathered) -> dict[str, str]:
    """What the sheet « Source » says; nothing for a CSV, or when it cannot be read."""
    lines = {folded(line): key for key, line in template.source_lines.items()}
    found: dict[str, str] = {}
    if SOURCE_SHEET not in table.file.sheets:
        return found
    try:
        for _, row in table.file.rows(SOURCE_SHEET):
            key = lines.get(folded(row[0])) if row else None
            if key and len(row) > 1 and (value := cells.text(row[1])):
                found[key] = value
    except WorkbookRefused as error:
        into.refusals += error.refusals
    except CellRefused as error:
        into.refuse(error.found, error.expected)
    return found


def _cover(said: dict[str, str], source_id: str, title: str, into: Gathered) -> None:
    """What this document can contain: without it, nobody could tell what its silence means."""
    asked = [folded(part) for part in said.get("kinds", "").split(";") if part.strip()]
    unknown = [part for part in asked if part not in KINDS]
    remedy = f"Le remplir dans la feuille « {SOURCE_SHEET} » du modèle .xlsx, puis charger le fichier."
    if not asked or unknown:
        into.refuse(", ".join(unknown) or "vide", f"un ou plusieurs de : {' ; '.join(KINDS)}", None,
                    COVERAGE_LINES["kinds"], remedy)  # fmt: skip
        return
    complete = folded(said.get("complete", "non"))
    if complete not in YES_NO:
        into.refuse(complete, "oui ou non", None, COVERAGE_LINES["complete"], remedy)
        return
    into.keep(COVERAGE, 1, {
        "kinds": [KINDS[part] for part in asked], "levels": None, "complete": YES_NO[complete],
        "source_id": source_id, "locator": title, "certainty": "read", "note": None,
    })  # fmt: skip
    into.replaces[COVERAGE] = {"source_id": (source_id,)}


def _slug(title: str) -> str:
    return re.sub("[^a-z0-9]+", "-", folded(title)).strip("-")[:60] or "document"


def _format(template: Template) -> Format:
    wanted = tuple(
        Wanted(column.name, header_of(column), optional=not is_needed(column)) for column in template.columns
    )
    return Format(
        f"modele-{template.name}", f"Modèle rempli : {template.title}", wanted, partial(read, template)
    )


FORMATS = tuple(_format(template) for template in TEMPLATES)
