"""Which source files a dataset is made from, and the hash that tells whether they changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from data.catalogue import DATASETS
from data.columns import Dataset

SOURCES = Path(__file__).parent / "sources"
OUTLINES = "commune_outlines.parquet"
# Part of every hash: raise it when the way of writing changes, and everything is rebuilt once.
FORMAT_VERSION = "1"


def source_paths(name: str, folder: Path = SOURCES) -> list[Path]:
    """Files of a dataset: ``<name>.csv``, then ``<name>--*.csv`` by name (``.toml`` for ``sources``)."""
    extension = "toml" if name == "sources" else "csv"
    paths = [*folder.glob(f"{name}.{extension}"), *folder.glob(f"{name}--*.{extension}")]
    return sorted(paths, key=lambda path: path.stem)


def sources_hash(name: str, folder: Path = SOURCES) -> str:
    """SHA-256 of a dataset's own source files and of its declaration, the same on every system.

    Line endings are normalised (a Windows checkout or editor changes nothing); wording of titles and
    meanings is left out.
    """
    dataset = DATASETS[name]
    digest = hashlib.sha256(f"{FORMAT_VERSION}\n{_declaration(dataset)}\n".encode())
    # A printed total that is a key figure has its value from there.
    others = source_paths("key_figures", folder) if name == "printed_sums" else []
    for path in [*source_paths(name, folder), *others]:
        digest.update(f"{path.name}\n".encode())
        digest.update(path.read_bytes().replace(b"\r\n", b"\n"))
    if dataset.geographic and (folder / OUTLINES).is_file():
        digest.update((folder / OUTLINES).read_bytes())
    return digest.hexdigest()


def _declaration(dataset: Dataset) -> str:
    columns = [
        (
            column.name,
            column.kind,
            column.nullable,
            column.allowed,
            column.pattern,
            column.minimum,
            column.maximum,
        )
        for column in dataset.all_columns
    ]
    return repr((dataset.name, columns, dataset.key, sorted(dataset.references.items())))
