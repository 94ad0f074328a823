"""The totals that the documents give: data of ``sources/printed_sums.csv``, which every build checks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from data.columns import Dataset
from data.french.formats import is_unknown, number, text_of
from data.french.typography import french

NAME = "printed_sums"
_SUMMED = ("integer", "decimal")


@dataclass(frozen=True)
class PrintedSum:
    """One row of ``printed_sums`` and where it stands (file and line)."""

    what: str
    dataset: str
    column: str | None
    conditions: tuple[tuple[str, str], ...]
    value: float
    unit: str
    origin: str
    place: str

    @property
    def written(self) -> str:
        """« Salariés du secteur : 1 814 salariés », with ordinary spaces around the punctuation."""
        return f"{self.what} : {number(self.value, decimals=4)} {self.unit}"

    def found(self, frame: pd.DataFrame, dataset: Dataset) -> float:
        """The sum of a column of numbers, the distinct values of another, or without column the rows."""
        rows = frame
        for name, value in self.conditions:
            rows = rows[_is(rows[name], value)]
        if self.column is None:
            return len(rows)
        if _kind(dataset, self.column) in _SUMMED:
            return round(float(rows[self.column].sum()), 6)
        return int(rows[self.column].nunique())


def _is(cells: pd.Series, value: str) -> pd.Series:
    if not value:
        return cells.isna()
    if pd.api.types.is_numeric_dtype(cells) and not pd.api.types.is_bool_dtype(cells):
        return (pd.to_numeric(cells).astype("float64") == float(value)).fillna(False)
    return cells.astype("str") == value


def _kind(dataset: Dataset, column: str) -> str | None:
    return next((known.kind for known in dataset.all_columns if known.name == column), None)


def printed_sums(frame: pd.DataFrame, where: Callable[[int], str] = lambda row: "") -> list[PrintedSum]:
    """The rows of the dataset ``printed_sums`` as objects; ``where`` names the file and line of a row."""
    found = []
    for row, cells in enumerate(frame.to_dict("records")):
        filters = text_of(cells["filter"])
        named = [condition.partition("=") for condition in filters.split(";") if condition.strip()]
        found.append(
            PrintedSum(
                what=str(cells["what"]),
                dataset=str(cells["dataset"]),
                column=None if is_unknown(cells["column"]) else str(cells["column"]),
                conditions=tuple((name.strip(), value.strip()) for name, _, value in named),
                value=float(cells["value"]),
                unit=str(cells["unit"]),
                origin=f"{cells['source_id']}, {cells['locator']}",
                place=where(row),
            )
        )
    return found


def of_dataset(sums: list[PrintedSum], name: str) -> list[PrintedSum]:
    """The totals of one dataset, in the order of the file."""
    return [printed for printed in sums if printed.dataset == name]


def own_problems(sums: list[PrintedSum], datasets: dict[str, Dataset]) -> list[str]:
    """What is wrong with the totals themselves: an unknown dataset or column, a value that is no number."""
    return [problem for printed in sums for problem in _unknown(printed, datasets)]


def _unknown(printed: PrintedSum, datasets: dict[str, Dataset]) -> list[str]:
    dataset = datasets.get(printed.dataset)
    if dataset is None:
        known = ", ".join(datasets)
        found = f"{printed.place}, colonne « dataset » : « {printed.dataset} » ; attendu : "
        return [french(f"{found}un jeu de données parmi {known}.")]
    places = [("column", printed.column), *(("filter", name) for name, _ in printed.conditions)]
    problems = [
        french(
            f"{printed.place}, colonne « {cell} » : « {name} » ; attendu : une colonne de {printed.dataset} "
            f"({', '.join(dataset.column_names)})."
        )
        for cell, name in places
        if name is not None and _kind(dataset, name) is None
    ]
    for name, value in printed.conditions:
        if _kind(dataset, name) in (*_SUMMED, "year") and value and not _is_number(value):
            problems.append(
                french(
                    f"{printed.place}, colonne « filter » : « {name}={value} » ; attendu : un nombre avec un "
                    "point décimal, car cette colonne porte des nombres."
                )
            )
    return problems


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def problems(dataset: Dataset, frame: pd.DataFrame, sums: list[PrintedSum]) -> list[str]:
    """One sentence for each total that ``frame`` does not give: found, expected, where that stands."""
    return [
        french(
            f"{dataset.name}{_told(printed)} : {number(found, decimals=4)} ; attendu : "
            f"{number(printed.value, decimals=4)} {printed.unit} (« {printed.what} », {printed.origin}), "
            f"écrit à {printed.place}. Comparez les lignes du fichier au tableau du document."
        )
        for printed in of_dataset(sums, dataset.name)
        if (found := printed.found(frame, dataset)) != printed.value
    ]


def _told(printed: PrintedSum) -> str:
    conditions = [f"{name} {value or 'vide'}" for name, value in printed.conditions]
    column = f", colonne « {printed.column} »" if printed.column else ", nombre de lignes"
    return column + (f" (où {', '.join(conditions)})" if conditions else "")
