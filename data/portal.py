"""Datasets as files that leave: CSV for Excel in French, a workbook with its sources, Parquet, a package.

The package follows Frictionless Data (``datapackage.json`` and one CSV a dataset), which data portals take.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.arrow import to_table
from data.catalogue import DATASETS
from data.checks import references_of
from data.clock import today
from data.columns import UNIT_OF_ROW, Column, Dataset
from data.dictionary import HEADINGS, column_rows
from data.french.typography import french

PACKAGE = "cep-numerique-martinique.zip"
_TYPES = {
    "text": "string",
    "integer": "integer",
    "year": "year",
    "decimal": "number",
    "boolean": "boolean",
    "list": "string",
}


def headers_of(dataset: Dataset) -> dict[str, str]:
    """The French name of each column, by its code: its meaning without what is between brackets.

    Figures of several units say which column gives that of each row: « Borne haute (selon « Unité ») ».
    """
    names = {column.name: re.split(r" \(| :", column.meaning)[0] for column in dataset.all_columns}
    given = list(names.values())
    names = {code: name if given.count(name) == 1 else f"{name} ({code})" for code, name in names.items()}
    mixed = {column.name for column in dataset.all_columns if column.unit == UNIT_OF_ROW}
    return {
        code: french(f"{name} (selon « {names['unit']} »)" if code in mixed else name)
        for code, name in names.items()
    }


def french_csv(dataset: Dataset, frame: pd.DataFrame) -> bytes:
    """French names, « ; », a decimal comma and the mark that makes Excel read the accents."""
    shown = _flat(dataset, frame).rename(columns=headers_of(dataset))
    return shown.to_csv(sep=";", decimal=",", index=False, lineterminator="\r\n").encode("utf-8-sig")


def workbook(dataset: Dataset, frame: pd.DataFrame, documents: pd.DataFrame) -> bytes:
    """Three sheets: the rows, what each column means, and the documents that the rows come from."""
    import xlsxwriter

    target = io.BytesIO()
    # What a document says is text: neither a formula nor a link, whatever it begins with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    cited = documents[documents["source_id"].isin(frame["source_id"])] if dataset.provenance else documents
    with xlsxwriter.Workbook(target, options) as book:
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        meanings = pd.DataFrame(column_rows(dataset), columns=list(HEADINGS))
        _write(book.add_worksheet("Données"), head, _flat(dataset, frame).rename(columns=headers_of(dataset)))
        _write(book.add_worksheet("Colonnes"), head, meanings)
        own = DATASETS["sources"]
        _write(book.add_worksheet("Sources"), head, _flat(own, cited).rename(columns=headers_of(own)))
    return target.getvalue()


def parquet(dataset: Dataset, frame: pd.DataFrame) -> bytes:
    """The rows with the codes of the catalogue as headers, without outlines."""
    import pyarrow.parquet as pq

    target = io.BytesIO()
    pq.write_table(to_table(frame, dataset), target, compression="zstd")
    return target.getvalue()


def package(frames: Mapping[str, pd.DataFrame]) -> bytes:
    """A ZIP of one CSV a dataset (those that have rows) and the ``datapackage.json`` that describes them."""
    listed = {name: frame for name, frame in frames.items() if len(frame)}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = []
        for name, frame in listed.items():
            content = _flat(DATASETS[name], frame).to_csv(index=False, lineterminator="\n").encode()
            archive.writestr(f"data/{name}.csv", content)
            resources.append(_resource(DATASETS[name], listed, len(content)))
        described = {
            "profile": "tabular-data-package",
            "name": "cep-numerique-martinique",
            "title": "CEP Numérique Martinique, jeux de données du tableau de bord",
            "created": f"{today().isoformat()}T00:00:00Z",
            "sources": _sources(listed.get("sources")),
            "resources": resources,
        }
        archive.writestr("datapackage.json", json.dumps(described, ensure_ascii=False, indent=1))
    return target.getvalue()


def _resource(dataset: Dataset, listed: Mapping[str, pd.DataFrame], size: int) -> dict[str, Any]:
    keys = [
        {"fields": column, "reference": {"resource": other, "fields": other_column}}
        for column, (other, other_column) in references_of(dataset).items()
        if other in listed and _kind(dataset, column) != "list"
    ]
    return {
        "name": dataset.name,
        "title": dataset.title,
        "description": f"Une ligne : {dataset.grain}.",
        "path": f"data/{dataset.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "schema": {
            "fields": [_field(column) for column in dataset.all_columns],
            "primaryKey": list(dataset.key),
            "foreignKeys": keys,
            "missingValues": [""],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.allowed and column.kind != "list":
        limits["enum"] = list(column.allowed)
    if column.minimum is not None:
        limits["minimum"] = column.minimum
    if column.maximum is not None:
        limits["maximum"] = column.maximum
    words = column.meaning + (f" ({column.unit})" if column.unit else "")
    apart = " ; valeurs séparées par « ; »" if column.kind == "list" else ""
    return {
        "name": column.name,
        "type": _TYPES[column.kind],
        "title": column.meaning,
        "description": words + apart,
        "constraints": limits,
    }


def _sources(documents: pd.DataFrame | None) -> list[dict[str, str]]:
    rows = [] if documents is None else documents.to_dict("records")
    return [
        {"title": str(row["title"]), **({"path": str(row["url"])} if isinstance(row["url"], str) else {})}
        for row in rows
    ]


def _kind(dataset: Dataset, name: str) -> str:
    return next(column.kind for column in dataset.all_columns if column.name == name)


def _flat(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """The declared columns, lists joined by « ; »."""
    shown = frame[dataset.column_names].copy()
    for column in dataset.all_columns:
        if column.kind == "list":
            shown[column.name] = [
                ";".join(cell) if isinstance(cell, list) else None for cell in frame[column.name]
            ]
    return shown


def _write(sheet: Any, head: Any, table: pd.DataFrame) -> None:
    sheet.freeze_panes(1, 0)
    for rank, name in enumerate(table.columns):
        sheet.write_string(0, rank, str(name), head)
        sheet.set_column(rank, rank, 24)
    for row, cells in enumerate(table.itertuples(index=False), start=1):
        for rank, cell in enumerate(cells):
            if cell is None or cell is pd.NA or cell != cell:
                continue
            if isinstance(cell, bool):
                sheet.write_boolean(row, rank, cell)
            elif isinstance(cell, str):
                sheet.write_string(row, rank, cell)
            else:
                sheet.write_number(row, rank, float(cell))
