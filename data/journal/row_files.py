"""The files of rows of the journal: their schema, how one is read, and which of its rows a rule accepts."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from data import object_store
from data.journal.folds.fields import NOTHING_SAVED, problem_with
from data.journal.folds.rows import Change

SCHEMA = pa.schema(
    [
        pa.field("save_id", pa.string(), nullable=False),
        pa.field("saved_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("author", pa.string(), nullable=False),
        pa.field("reason", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("subject_id", pa.string(), nullable=False),
        pa.field("year", pa.int16()),
        pa.field("funder", pa.string()),
        pa.field("field", pa.string(), nullable=False),
        pa.field("value", pa.string()),
        pa.field("undoes", pa.string()),
    ]
)
# Rows as kept once read: `refused` is why no rule accepts the row, null when it is read.
READ_SCHEMA = SCHEMA.append(pa.field("refused", pa.string()))


def rows_table(
    changes: Sequence[Change], save_id: str, saved_at: datetime, author: str, reason: str, undoes: str | None
) -> pa.Table:
    """The rows of one save, in the table's schema."""
    shared = {"save_id": save_id, "saved_at": saved_at, "author": author, "reason": reason, "undoes": undoes}
    records = [
        {
            **shared,
            "kind": change.kind,
            "subject_id": change.subject_id,
            "year": change.year,
            "funder": change.funder,
            "field": change.field,
            "value": change.value,
        }
        for change in changes
    ]
    return pa.Table.from_pylist(records, schema=SCHEMA)


def files_at(uri: str, options: Mapping[str, str] | None) -> pafs.FileSystem:
    """The files below the table's address, by pyarrow: deltalake's own handler stops every thread of the
    process while it waits for the object store.
    """
    if "://" not in uri:
        return pafs.SubTreeFileSystem(Path(uri).as_posix(), pafs.LocalFileSystem())
    store = object_store.filesystem(options or {})
    return pafs.SubTreeFileSystem(uri.removeprefix(object_store.SCHEME), store)


def read_rows(filesystem: pafs.FileSystem, path: str) -> pa.Table | None:
    """The rows of one file, in `READ_SCHEMA`; None when it cannot be read, or lacks a column."""
    try:
        with filesystem.open_input_file(path) as source:
            rows = pq.ParquetFile(source).read(use_threads=False).select(SCHEMA.names).cast(SCHEMA)
        return rows.append_column(READ_SCHEMA.field("refused"), pa.array(_refusals(rows), pa.string()))
    except (OSError, ValueError, KeyError, pa.ArrowException):
        return None


def _refusals(rows: pa.Table) -> list[str | None]:
    keys = ("kind", "subject_id", "field", "value", "year", "funder")
    found = (problem_with(Change(**record)) for record in rows.select(keys).to_pylist())
    return [why and why.removesuffix(NOTHING_SAVED).strip() for why in found]


def one_by_one(read: Callable[[Any], Any], names: Sequence[Any]) -> list[Any]:
    """The result of `read` for each name, in order."""
    return [read(name) for name in names]


def all_at_once(read: Callable[[Any], Any], names: Sequence[Any]) -> list[Any]:
    """The result of `read` for each name, in order, several at a time."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(read, names))
