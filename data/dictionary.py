"""Writes the data dictionary (docs/dictionnaire.md) from the declarations: ``python -m data.dictionary``."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from data.catalogue import DATASETS
from data.checks import references_of
from data.columns import Column, Dataset
from data.french.formats import number
from data.french.typography import french
from data.origins import SOURCES
from data.printed_sums import NAME, PrintedSum, of_dataset, printed_sums
from data.source_files import read_source

PAGE = Path(__file__).parent.parent / "docs" / "dictionnaire.md"
HEADINGS = ("Colonne", "Type", "Unité", "Vide", "Sens", "Valeurs admises")
KINDS = {
    "text": "texte",
    "integer": "entier",
    "year": "année",
    "decimal": "décimal",
    "boolean": "vrai ou faux",
    "list": "liste de textes",
}
_INTRODUCTION = """\
# Dictionnaire des données

Page produite par `python -m data.dictionary` à partir des déclarations de `data/catalogue/` :
ne la modifiez pas à la main.

Chaque jeu de données est un fichier Parquet de `data/parquet/`. Montants en k€ (`_keur`), parts en
fraction de 0 à 1, années sur quatre chiffres, codes en texte. Une cellule vide n’est jamais un zéro.
"""


def column_rows(dataset: Dataset) -> list[dict[str, str]]:
    """One row a column, keyed by ``HEADINGS``, in French: for the page and for the application."""
    return [
        {
            "Colonne": column.name,
            "Type": KINDS[column.kind],
            "Unité": column.unit,
            "Vide": "possible" if column.nullable else "jamais",
            "Sens": french(column.meaning),
            "Valeurs admises": _admitted(dataset, column),
        }
        for column in dataset.all_columns
    ]


def _admitted(dataset: Dataset, column: Column) -> str:
    if column.allowed:
        return ", ".join(column.allowed)
    if column.pattern:
        return french(column.pattern_meaning)
    if column.name in references_of(dataset):
        other, other_column = references_of(dataset)[column.name]
        return f"clé {other_column} de {other}"
    bounds = {"au moins": column.minimum, "au plus": column.maximum}
    # A year has no thousands.
    written = str if column.kind == "year" else partial(number, decimals=6)
    return ", ".join(f"{word} {written(bound)}" for word, bound in bounds.items() if bound is not None)


def dictionary() -> str:
    """The whole page, in Markdown."""
    sums = printed_sums(read_source(NAME, SOURCES))
    return "\n".join([french(_INTRODUCTION), *(_section(dataset, sums) for dataset in DATASETS.values())])


def _section(dataset: Dataset, sums: list[PrintedSum]) -> str:
    rows = [HEADINGS, tuple("---" for _ in HEADINGS)]
    for cells in column_rows(dataset):
        code = {"Colonne": f"`{cells['Colonne']}`"}
        rows.append(tuple(({**cells, **code})[heading].replace("|", "\\|") for heading in HEADINGS))
    lines = [
        f"## `{dataset.name}`",
        "",
        french(f"{dataset.title}. Une ligne : {dataset.grain}. Clé : {', '.join(dataset.key)}."),
        *([french("Existe une fois qu’un fichier officiel a été importé.")] if dataset.imported else []),
        *(["Contient aussi le contour (`geometry`, GeoParquet, EPSG:4326)."] if dataset.geographic else []),
        "",
        *(f"| {' | '.join(cells)} |" for cells in rows),
        "",
    ]
    checked = of_dataset(sums, dataset.name)
    if checked:
        lines += ["Totaux que la construction vérifie (`printed_sums`) :", ""]
        lines += [*(french(f"- {printed.written}") for printed in checked), ""]
    return "\n".join(lines)


def main() -> int:
    """Write the page."""
    PAGE.parent.mkdir(exist_ok=True)
    # The same bytes on Windows, where write_text would turn line ends into CRLF.
    PAGE.write_bytes(dictionary().encode())
    print(f"{PAGE.name} : {len(DATASETS)} jeux de données.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
