"""What imports published: the manifest of ``CEP_HOME``, and how its rows join those of the built files.

``datasets/publication.json`` names, for each dataset, the files of rows that imports add and the rows that
they stand for: ``{"datasets": {"recruitment": [{"file": "recruitment-<hash>.parquet", "replaces":
{"year": [2026]}}]}}``. Those files never change; the manifest is replaced whole.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath

import pandas as pd

from data.catalogue import DATASETS
from data.columns import Dataset

FOLDER = "datasets"
MANIFEST = "publication.json"


@dataclass(frozen=True)
class Slice:
    """A file of imported rows. They stand for every row whose cells are all among those of ``replaces``."""

    file: str
    replaces: Mapping[str, tuple[object, ...]] = field(default_factory=dict)


def slices_in(content: bytes) -> dict[str, tuple[Slice, ...]]:
    """The files of imported rows of each dataset, oldest first, as the manifest lists them.

    Raises ``ValueError`` for what is no manifest, or one that names an unknown dataset or column, or a file
    outside its folder.
    """
    try:
        listed = json.loads(content)["datasets"]
        found = {
            str(name): tuple(
                Slice(
                    str(one["file"]),
                    {str(column): tuple(values) for column, values in one.get("replaces", {}).items()},
                )
                for one in slices
            )
            for name, slices in listed.items()
        }
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError("il est illisible, attendu celui de la dernière publication") from error
    for name, slices in found.items():
        known = DATASETS[name].column_names if name in DATASETS else []
        for one in slices:
            bare = PurePosixPath(one.file).name == one.file and "\\" not in one.file
            if not known or not bare or not set(one.replaces) <= set(known):
                raise ValueError("il nomme un jeu de données, une colonne ou un fichier inconnu")
    return found


def merged(
    dataset: Dataset, built: pd.DataFrame | None, imported: Sequence[tuple[Slice, pd.DataFrame]]
) -> pd.DataFrame:
    """The built rows (None: there are none) with the imported ones in place of those they stand for.

    An imported row also takes the place of the one that has its key. Later files win over earlier ones.
    """
    whole = built
    for one, rows in imported:
        if whole is None:
            whole = rows
            continue
        gone = of_slice(whole, one.replaces) | in_keys(whole, rows, dataset)
        whole = pd.concat([whole[~gone], rows], ignore_index=True)
    assert whole is not None
    return whole


def of_slice(frame: pd.DataFrame, replaces: Mapping[str, tuple[object, ...]]) -> pd.Series:
    """Which rows a slice stands for: none when it says of no column what it replaces."""
    chosen = pd.Series(bool(replaces), index=frame.index)
    for column, values in replaces.items():
        chosen &= frame[column].isin(list(values)).astype("bool")
    return chosen


def in_keys(frame: pd.DataFrame, rows: pd.DataFrame, dataset: Dataset) -> pd.Series:
    """Which rows of ``frame`` have the key of a row of ``rows``."""
    known = set(keys(rows, dataset))
    return pd.Series([key in known for key in keys(frame, dataset)], index=frame.index, dtype="bool")


def keys(frame: pd.DataFrame, dataset: Dataset) -> list[tuple[str, ...]]:
    """The key of each row, as texts (an empty cell: "")."""
    texts = frame[list(dataset.key)].astype("str").fillna("")
    return list(texts.itertuples(index=False, name=None))
