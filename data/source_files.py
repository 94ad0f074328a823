"""Reads what was typed from the documents (CSV and TOML of ``sources/``) into typed, checked frames."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

import data.frames  # noqa: F401
from data import printed_sums
from data.catalogue import DATASETS
from data.checks import cell_sentence, expected_of, reference_problems, schema_problems
from data.columns import DTYPES, Column, Dataset
from data.french.typography import french
from data.origins import source_paths

SHOWN_PROBLEMS = 20
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")
_WHOLE = re.compile(r"[+-]?\d+")
_LIMITS = {"integer": 2**31 - 1, "year": 2**15 - 1}
_BAD = object()


class SourceError(Exception):
    """Typed sources that cannot be used: one French sentence a problem, in ``problems``."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        shown = list(self.problems[:SHOWN_PROBLEMS])
        if len(self.problems) > SHOWN_PROBLEMS:
            shown.append(f"… et {len(self.problems) - SHOWN_PROBLEMS} autres problèmes.")
        shown.append(french("À faire : corrigez dans data/sources, puis relancez python -m data.build."))
        super().__init__("\n".join(shown))


@dataclass(frozen=True)
class _Typed:
    """Cells as typed, with the file and spreadsheet row (the header is row 1) of each."""

    rows: list[dict[str, str]]
    places: list[str]

    def where(self, row: int, column: str | None) -> str:
        return self.places[row] + (f", colonne « {column} »" if column else "")


def read_source(name: str, folder: Path) -> pd.DataFrame:
    """Read and check one dataset as typed.

    Returns one row a typed row, in the order typed, with the columns and dtypes of its declaration; lists
    are Python lists, an empty cell is null. ``communes`` comes without geometry.
    Raises ``SourceError`` with one sentence for each problem found: file, row, column, found, expected. What
    does not give the totals of ``printed_sums`` is refused too.
    """
    frame, typed = _typed_frame(name, folder)
    if printed_sums.NAME not in DATASETS:
        return frame
    own = (frame, typed) if name == printed_sums.NAME else _typed_frame(printed_sums.NAME, folder)
    sums = printed_sums.printed_sums(own[0], lambda row: own[1].where(row, None))
    problems = printed_sums.own_problems(sums, DATASETS)
    problems = problems or printed_sums.problems(DATASETS[name], frame, sums)
    if problems:
        raise SourceError(problems)
    return frame


def _typed_frame(name: str, folder: Path) -> tuple[pd.DataFrame, _Typed]:
    """One dataset as typed, checked alone (cells, key, references), and the places of its rows."""
    dataset = DATASETS[name]
    typed = _read_typed(dataset, folder)
    frame, problems, bad_cells = _converted(dataset, typed)

    def where(row: int, column: str | None) -> str:
        return typed.where(row, column)

    # A cell that is no number became null: its own sentence is enough, not a second one for the null.
    problems += schema_problems(name, frame, where, reported=bad_cells)
    problems += reference_problems(name, frame, lambda other, column: _values(other, column, folder), where)
    if problems:
        raise SourceError(problems)
    return frame, typed


def _values(name: str, column: str, folder: Path) -> set[str]:
    return {row[column] for row in _read_typed(DATASETS[name], folder).rows}


def _read_typed(dataset: Dataset, folder: Path) -> _Typed:
    paths = source_paths(dataset.name, folder)
    if not paths:
        extension = "toml" if dataset.name == "sources" else "csv"
        raise SourceError(
            [
                french(
                    f"{dataset.name}.{extension} : fichier absent du dossier {folder} ; attendu : un fichier "
                    f"avec les colonnes {', '.join(dataset.column_names)}."
                )
            ]
        )
    rows: list[dict[str, str]] = []
    places: list[str] = []
    for path in paths:
        read = _read_toml if path.suffix == ".toml" else _read_csv
        for row, place in read(dataset, path):
            rows.append(row)
            places.append(place)
    if dataset.name == printed_sums.NAME:
        _follow_key_figures(rows, places, folder)
    return _Typed(rows, places)


def _follow_key_figures(rows: list[dict[str, str]], places: list[str], folder: Path) -> None:
    """Give the totals typed « =figure_id » the value of that key figure: it is typed once, and told there.

    Raises ``SourceError`` when a total of all rows is a number, and the key figures of the same place of the
    document, in the same unit, are others: its totals contradict each other.
    """
    if not source_paths("key_figures", folder):
        return
    figures = _read_typed(DATASETS["key_figures"], folder)
    problems = []
    for rank, row in enumerate(rows):
        alike = {}
        for figure, place in zip(figures.rows, figures.places, strict=True):
            if row["value"] == f"={figure['figure_id']}":
                row["value"], places[rank] = figure["value_low"], f"{place} (repris par {places[rank]})"
            if all(figure[name] == row[name] for name in ("source_id", "locator", "unit")):
                alike[figure["value_low"]] = place
        if alike and not row["filter"] and row["value"] not in alike and not row["value"].startswith("="):
            said = " ou ".join(f"{value} {row['unit']}, écrit à {place}" for value, place in alike.items())
            problems.append(
                french(
                    f"{places[rank]} : « {row['what']} : {row['value']} {row['unit']} » ; attendu : {said}. "
                    "Deux totaux du même endroit du document se contredisent : relisez-le et corrigez celui "
                    "qui est faux."
                )
            )
    if problems:
        raise SourceError(problems)


def _decoded(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        raise SourceError(
            [
                french(
                    f"{path.name}, ligne {row} : octet 0x{content[error.start]:02x} ; attendu : un fichier "
                    "en UTF-8. Dans Excel, enregistrez au format « CSV UTF-8 »."
                )
            ]
        ) from error


def _read_csv(dataset: Dataset, path: Path) -> list[tuple[dict[str, str], str]]:
    try:
        records = list(csv.reader(io.StringIO(_decoded(path), newline=""), strict=True))
    except csv.Error as error:
        raise SourceError(
            [french(f"{path.name} : guillemets mal fermés ({error}) ; attendu : un fichier CSV.")]
        ) from error
    header = [cell.strip() for cell in records[0]] if records else []
    _check_header(dataset, path, header)
    rows = []
    for number, cells in enumerate(records[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        place = f"{path.name}, ligne {number}"
        if len(cells) != len(header):
            raise SourceError(
                [
                    cell_sentence(
                        place,
                        f"{len(cells)} cellules",
                        f"{len(header)} cellules ; un texte qui contient une virgule se met entre guillemets",
                    )
                ]
            )
        rows.append((dict(zip(header, (cell.strip() for cell in cells), strict=True)), place))
    return rows


def _check_header(dataset: Dataset, path: Path, header: Sequence[str]) -> None:
    expected = dataset.column_names
    place = f"{path.name}, ligne 1"
    if len(header) == 1 and ";" in header[0]:
        raise SourceError(
            [
                french(
                    f"{place} : colonnes séparées par des points-virgules ; attendu : des virgules. "
                    "Dans Excel en français, reprenez le fichier d’origine et enregistrez-le au format CSV "
                    "séparé par des virgules."
                )
            ]
        )
    problems = [
        french(f"{place} : la colonne « {name} » manque ; attendu : {', '.join(expected)}.")
        for name in expected
        if name not in header
    ]
    problems += [
        french(f"{place} : colonne inconnue « {name} » ; attendu : {', '.join(expected)}.")
        for name in header
        if name not in expected
    ]
    problems += [
        french(
            f"{place} : la colonne « {name} » est présente {header.count(name)} fois ; attendu : une fois."
        )
        for name in expected
        if header.count(name) > 1
    ]
    if problems:
        raise SourceError(problems)


def _read_toml(dataset: Dataset, path: Path) -> list[tuple[dict[str, str], str]]:
    try:
        tables = tomllib.loads(_decoded(path).replace("\r\n", "\n")).get("source", [])
    except tomllib.TOMLDecodeError as error:
        raise SourceError([french(f"{path.name} : {error} ; attendu : un fichier TOML.")]) from error
    if not isinstance(tables, list):
        raise SourceError([french(f"{path.name} : attendu : un tableau [[source]] par document.")])
    rows = []
    for number, table in enumerate(tables, start=1):
        place = f"{path.name}, document {number}"
        problems = [
            french(
                f"{place} : clé inconnue « {key} » ; attendu : {', '.join(dataset.column_names)}.",
            )
            for key in table
            if key not in dataset.column_names
        ]
        if problems:
            raise SourceError(problems)
        rows.append(({key: str(table.get(key, "")).strip() for key in dataset.column_names}, place))
    return rows


def _converted(dataset: Dataset, typed: _Typed) -> tuple[pd.DataFrame, list[str], set[tuple[int, str]]]:
    problems: list[str] = []
    bad_cells: set[tuple[int, str]] = set()
    columns: dict[str, pd.Series] = {}
    for column in dataset.all_columns:
        values: list[object] = []
        for row, cells in enumerate(typed.rows):
            value = _value(column, cells[column.name])
            if value is _BAD:
                place = typed.where(row, column.name)
                problems.append(cell_sentence(place, cells[column.name], expected_of(column)))
                bad_cells.add((row, column.name))
                value = False if column.kind == "boolean" else None
            values.append(value)
        columns[column.name] = pd.Series(values, dtype=DTYPES[column.kind], name=column.name)
    return pd.DataFrame(columns, columns=dataset.column_names), problems, bad_cells


def _value(column: Column, cell: str) -> object:
    """The Python value of a cell, None when empty, ``_BAD`` when it is not of the column's kind."""
    if not cell:
        return _BAD if column.kind == "boolean" else None
    if column.kind in _LIMITS:
        return int(cell) if _WHOLE.fullmatch(cell) and abs(int(cell)) <= _LIMITS[column.kind] else _BAD
    if column.kind == "decimal":
        return float(cell) if _NUMBER.fullmatch(cell) else _BAD
    if column.kind == "boolean":
        return {"true": True, "false": False}.get(cell.lower(), _BAD)
    if column.kind == "list":
        return [item for part in cell.split(";") if (item := part.strip())] or None
    return cell
