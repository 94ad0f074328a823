"""The rows of a journal that holds these saves, without writing one."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from data.journal import Change
from data.journal.folds.rows import as_rows


def saves(*written: tuple[str, Sequence[Change]]) -> pd.DataFrame:
    """The journal after these saves: (when, changes)."""
    return as_rows(
        {
            "save_id": f"s{rank}",
            "saved_at": when,
            "author": "Une personne",
            "reason": "",
            "kind": change.kind,
            "subject_id": change.subject_id,
            "year": None,
            "funder": None,
            "field": change.field,
            "value": change.value,
            "undoes": None,
        }
        for rank, (when, changes) in enumerate(written)
        for change in changes
    )
