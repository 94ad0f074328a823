"""A dataset that cannot be shown, and the empty frame that stands for it."""

from __future__ import annotations

import pandas as pd

from data.catalogue import DATASETS
from data.columns import DTYPES

# A name that ends with it asks for a dataset if it can be had: « links? ».
IF_AVAILABLE = "?"
# Where a frame says, in French, why it stands for data that could not be read.
UNAVAILABLE = "unavailable"


class DatasetUnavailable(Exception):
    """A dataset that cannot be shown: ``name``, and ``sentence`` in French with what to do."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(sentence)
        self.name = name
        self.sentence = sentence


def if_available(*names: str) -> tuple[str, ...]:
    """These names, asked for in a way that never fails."""
    return tuple(name + IF_AVAILABLE for name in names)


def no_rows(name: str) -> pd.DataFrame:
    """A file dataset without rows, with the columns and dtypes of its declaration."""
    columns = DATASETS[name].all_columns
    return pd.DataFrame({column.name: pd.Series([], dtype=DTYPES[column.kind]) for column in columns})
