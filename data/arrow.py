"""From frames to Arrow tables and back: one place decides the types on disk and the dtypes in memory."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa

import data.frames  # noqa: F401
from data.columns import Dataset

_ARROW_TYPES = {
    "text": pa.string(),
    "integer": pa.int32(),
    "year": pa.int16(),
    "decimal": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}
_PANDAS_TYPES = {
    pa.int32(): pd.Int32Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.string(): pd.StringDtype(na_value=float("nan")),
}


def arrow_schema(dataset: Dataset) -> pa.Schema:
    """The columns of a dataset on disk, without geometry."""
    return pa.schema(
        [pa.field(column.name, _ARROW_TYPES[column.kind], column.nullable) for column in dataset.all_columns]
    )


def to_table(frame: pd.DataFrame, dataset: Dataset) -> pa.Table:
    """Arrow table of a checked frame, without pandas metadata: the same rows give the same bytes."""
    return pa.Table.from_pandas(
        frame, schema=arrow_schema(dataset), preserve_index=False
    ).replace_schema_metadata(None)


def to_frame(table: pa.Table, dataset: Dataset) -> pd.DataFrame:
    """Frame of a stored table, with the dtypes of ``data.columns.DTYPES``; lists are Python lists.

    Columns that the dataset does not declare are left out. Other writers' types are accepted when the
    values fit (int64 years, for example). Raises ``ValueError`` in French otherwise.
    """
    missing = [name for name in dataset.column_names if name not in table.column_names]
    if missing:
        raise ValueError(f"colonnes absentes : {', '.join(missing)}")
    arrays = {}
    for column in dataset.all_columns:
        try:
            array = table[column.name].cast(_ARROW_TYPES[column.kind])
        except pa.ArrowException as error:
            found = table.schema.field(column.name).type
            raise ValueError(
                f"colonne « {column.name} » de type {found}, attendu : {_ARROW_TYPES[column.kind]}"
            ) from error
        if array.null_count and not column.nullable:
            empty = f"{array.null_count} cellules vides" if array.null_count > 1 else "1 cellule vide"
            raise ValueError(f"colonne « {column.name} » : {empty} sur {len(array)}, attendu : aucune")
        arrays[column.name] = array
    frame = pa.table(arrays).to_pandas(types_mapper=_PANDAS_TYPES.get)
    for column in dataset.all_columns:
        if column.kind == "list":
            frame[column.name] = pd.Series(arrays[column.name].to_pylist(), dtype="object")
    return frame
