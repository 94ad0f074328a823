"""What a frame must satisfy before it is stored, and the French sentence for each thing that fails."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass

import pandas as pd

from data.catalogue import DATASETS
from data.columns import Column, Dataset
from data.french.typography import french
from data.schemas import pandera_schema

Where = Callable[[int, str | None], str]
"""Names the place of a problem, from a row position (0-based) and a column name or None."""

_NEVER_EMPTY = "une valeur, cette colonne n’est jamais vide"


def cell_sentence(place: str, found: str, expected: str) -> str:
    """One problem of one cell: the place, what was found there and what was expected."""
    shown = f"« {found} »" if found else "cellule vide"
    return french(f"{place} : {shown} ; attendu : {expected}.")


@dataclass(frozen=True)
class CellProblem:
    """What a row (0-based) holds and should not: in a column, or as a whole (None: its key is there twice).

    ``earlier`` is the row that already has the key.
    """

    row: int
    column: str | None
    found: str
    expected: str
    earlier: int | None = None


def schema_problems(
    name: str, frame: pd.DataFrame, where: Where, reported: Set[tuple[int, str]] = frozenset()
) -> list[str]:
    """Check a typed frame against its pandera schema: nulls, allowed values, bounds and key.

    ``frame`` has the dtypes of ``data.columns.DTYPES`` and a default index; cells in ``reported``
    (row, column) already have their sentence. Sentences are sorted by row.
    """
    dataset = DATASETS[name]
    said = []
    for problem in cell_problems(name, frame, reported):
        if problem.row < 0:
            said.append(french(f"{dataset.name} : {problem.expected}."))
        elif problem.earlier is not None:
            said.append(
                french(
                    f"{where(problem.row, None)} : la clé {', '.join(dataset.key)} = « {problem.found} » "
                    f"existe déjà ({where(problem.earlier, None)}) ; attendu : {problem.expected}."
                )
            )
        else:
            said.append(cell_sentence(where(problem.row, problem.column), problem.found, problem.expected))
    return said


def cell_problems(
    name: str, frame: pd.DataFrame, reported: Set[tuple[int, str]] = frozenset()
) -> list[CellProblem]:
    """What ``schema_problems`` says, cell by cell, sorted by row; a row below 0: the frame as a whole."""
    import pandera.pandas as pa

    try:
        pandera_schema(name).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        return _translated(DATASETS[name], frame, errors.failure_cases, reported)
    return []


def _translated(
    dataset: Dataset, frame: pd.DataFrame, cases: pd.DataFrame, reported: Set[tuple[int, str]]
) -> list[CellProblem]:
    problems: list[CellProblem] = []
    key_is_broken = False
    for case in cases.to_dict("records"):
        check, column = str(case["check"]), case["column"]
        if check == "multiple_fields_uniqueness":
            key_is_broken = True  # pandera gives one case a cell; the rows are worked out below
        elif pd.isna(case["index"]):
            problems.append(CellProblem(-1, None, "", f"{check} ({column}, {case['failure_case']})"))
        elif (int(case["index"]), column) not in reported:
            expected = _NEVER_EMPTY if check == "not_nullable" else check
            found = "" if check == "not_nullable" else _shown(case["failure_case"])
            problems.append(CellProblem(int(case["index"]), column, found, expected))
    if key_is_broken:
        problems += _duplicates(dataset, frame)
    return sorted(problems, key=lambda problem: problem.row)


def _shown(value: object) -> str:
    return ";".join(map(str, value)) if isinstance(value, list) else str(value)


def _duplicates(dataset: Dataset, frame: pd.DataFrame) -> list[CellProblem]:
    keys = frame[list(dataset.key)]
    first: dict[tuple[str, ...], int] = {}
    problems = []
    for row, values in enumerate(keys.astype("str").itertuples(index=False, name=None)):
        earlier = first.setdefault(values, row)
        if earlier != row:
            shown = ", ".join("vide" if pd.isna(value) else str(value) for value in keys.iloc[row])
            expected = f"une seule ligne par {dataset.grain}"
            problems.append(CellProblem(row, None, shown, expected, earlier))
    return problems


def references_of(dataset: Dataset) -> dict[str, tuple[str, str]]:
    """Columns that must hold a key of another dataset; the provenance column ``source_id`` is always one."""
    sources = {"source_id": ("sources", "source_id")} if dataset.provenance else {}
    return sources | dataset.references


def reference_problems(
    name: str, frame: pd.DataFrame, known: Callable[[str, str], Set[str]], where: Where
) -> list[str]:
    """Check that each reference exists; ``known(dataset, column)`` gives the values of the other dataset."""
    return [
        cell_sentence(where(problem.row, problem.column), problem.found, problem.expected)
        for problem in unknown_references(name, frame, known)
    ]


def unknown_references(
    name: str, frame: pd.DataFrame, known: Callable[[str, str], Set[str]]
) -> list[CellProblem]:
    """What ``reference_problems`` says, cell by cell."""
    problems = []
    for column, (other, other_column) in references_of(DATASETS[name]).items():
        values = known(other, other_column)
        for row, cell in enumerate(frame[column]):
            items = cell if isinstance(cell, list) else [] if pd.isna(cell) else [cell]
            expected = f"une valeur de la colonne « {other_column} » de {other}"
            problems += [
                CellProblem(row, column, str(item), expected) for item in items if item not in values
            ]
    return problems


def expected_of(column: Column) -> str:
    """What a cell of this column must look like in a CSV file, in French."""
    return {
        "text": "un texte",
        "integer": "un nombre entier, sans espace ni unité (exemple : 1522)",
        "year": "une année sur quatre chiffres (exemple : 2024)",
        "decimal": "un nombre avec un point décimal (exemple : 0.25)",
        "boolean": "true ou false",
        "list": "des valeurs séparées par des points-virgules",
    }[column.kind]
