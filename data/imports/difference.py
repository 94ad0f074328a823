"""What an import would change: rows added, changed and removed, and the swings that deserve a look."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from data.columns import PROVENANCE, Dataset
from data.french.formats import count, is_unknown
from data.store.published import Slice, in_keys, keys, of_slice

_PROVENANCE = {column.name for column in PROVENANCE}
# A number that moves by half, and by ten at least, is singled out.
SWING_SHARE, SWING_LEAST = 0.5, 10


@dataclass(frozen=True)
class Difference:
    """Counts of rows; the ``changes``: columns key, column, before, after, ``swing`` (a large one); the keys
    of the rows removed in ``gone``.
    """

    added: int
    changed: int
    removed: int
    same: int
    changes: pd.DataFrame
    gone: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> str:
        """« 3 lignes ajoutées, 1 changée, aucune retirée, 16 identiques »."""
        parts = (
            count(self.added, "ligne ajoutée", "lignes ajoutées") if self.added else "aucune ligne ajoutée",
            count(self.changed, "changée", "changées") if self.changed else "aucune changée",
            count(self.removed, "retirée", "retirées") if self.removed else "aucune retirée",
            count(self.same, "identique", "identiques"),
        )
        return ", ".join(parts if self.same else parts[:-1])


def difference(dataset: Dataset, before: pd.DataFrame | None, rows: pd.DataFrame, part: Slice) -> Difference:
    """Compare imported rows with those they stand for, on what they say and not on where it was read."""
    if before is None:
        before = rows.iloc[:0]
    there = before[of_slice(before, part.replaces) | in_keys(before, rows, dataset)]
    own = [column.name for column in dataset.columns if column.name not in (*dataset.key, *_PROVENANCE)]
    old, new = _by_key(there, dataset), _by_key(rows, dataset)
    changes = []
    changed = 0
    for key, row in new.items():
        if key not in old:
            continue
        moved = [name for name in own if not _same(old[key][name], row[name])]
        changed += bool(moved)
        for name in moved:
            was, now = old[key][name], row[name]
            changes.append(
                {"key": key, "column": name, "before": was, "after": now, "swing": _swing(was, now)}
            )
    gone = [key for key in old if key not in new]
    return Difference(
        added=sum(key not in old for key in new),
        changed=changed,
        removed=len(gone),
        same=sum(key in old for key in new) - changed,
        changes=pd.DataFrame(changes, columns=["key", "column", "before", "after", "swing"]),
        gone=tuple(gone),
    )


def _by_key(frame: pd.DataFrame, dataset: Dataset) -> dict[tuple[str, ...], dict]:
    return dict(zip(keys(frame, dataset), frame.to_dict("records"), strict=True))


def _same(one: object, other: object) -> bool:
    if isinstance(one, list) or isinstance(other, list):
        return one == other
    if is_unknown(one) or is_unknown(other):
        return is_unknown(one) and is_unknown(other)
    return one == other


def _swing(was: object, now: object) -> bool:
    if isinstance(was, int | float) and isinstance(now, int | float) and not is_unknown(was):
        apart = abs(now - was)
        return apart >= SWING_LEAST and apart >= SWING_SHARE * abs(was)
    return False
