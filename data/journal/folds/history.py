"""Who wrote what, when and why; what changed between two dates; what an undo would restore."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import pandas as pd

from data.journal.folds.rows import KEY, Change, each, in_order, key_of, none_if_missing, until, with_before


class FieldChange(NamedTuple):
    """One field of a save: the value it found and the value it left (None: never typed)."""

    kind: str
    subject_id: str
    year: int | None
    funder: str | None
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class FieldLeft:
    """A field that an undo leaves alone, because someone saved it since."""

    change: FieldChange
    value: str | None
    author: str
    saved_at: datetime


@dataclass(frozen=True)
class UndoPlan:
    """The changes that undo a save, and the fields it must leave alone."""

    changes: tuple[Change, ...]
    left: tuple[FieldLeft, ...]


def _field_change(row: Any) -> FieldChange:
    kind, subject_id, year, funder, field = key_of(row)
    before, after = none_if_missing(row.before), none_if_missing(row.value)
    return FieldChange(kind, subject_id, year, funder, field, before, after)


def history(rows: pd.DataFrame, subject_id: str | None = None) -> pd.DataFrame:
    """The saves from first to last, one row each.

    Columns: save_id, saved_at (UTC), author, reason, fields (tuple of `FieldChange`), undoes (the
    save that this one undoes, or null), undone_by (the save that undoes this one and was not itself
    undone, or null). With `subject_id`, only the saves that touch it, and only its fields.
    """
    ordered = with_before(rows)
    undoes = {row.save_id: row.undoes for row in each(ordered) if none_if_missing(row.undoes)}
    undone_by: dict[str, str] = {}
    for undo, undone in reversed(undoes.items()):  # the last word first: an undone undo undoes nothing
        if undo not in undone_by:
            undone_by.setdefault(undone, undo)
    if subject_id is not None:
        ordered = ordered[ordered["subject_id"] == subject_id]
    saves: dict[str, dict[str, Any]] = {}
    for row in each(ordered):
        save = saves.setdefault(
            str(row.save_id),
            {
                "save_id": row.save_id,
                "saved_at": row.saved_at,
                "author": row.author,
                "reason": row.reason,
                "fields": (),
                "undoes": undoes.get(str(row.save_id)),
                "undone_by": undone_by.get(str(row.save_id)),
            },
        )
        save["fields"] += (_field_change(row),)
    columns = ["save_id", "saved_at", "author", "reason", "fields", "undoes", "undone_by"]
    frame = pd.DataFrame.from_records(list(saves.values()), columns=columns)
    texts = dict.fromkeys(("save_id", "author", "reason", "undoes", "undone_by"), "str")
    frame["saved_at"] = pd.to_datetime(frame["saved_at"], utc=True).astype("datetime64[us, UTC]")
    return frame.astype(texts)


def changes_between(
    rows: pd.DataFrame, start: datetime, end: datetime, kinds: Collection[str] | None = None
) -> pd.DataFrame:
    """The fields whose value at `end` differs from their value at `start`, one row each.

    Columns: kind, subject_id, year, funder, field, before, after, who, why, when: the author, reason
    and time of the last save of that field after `start` and until `end` included. A field that was
    changed and changed back in between is not a difference: `history` has each step.
    """
    ordered = in_order(rows if kinds is None else rows[rows["kind"].isin(list(kinds))])
    before = until(ordered, start).drop_duplicates(KEY, keep="last")[[*KEY, "value"]]
    since = until(ordered, end)
    since = since[since["saved_at"] > start].drop_duplicates(KEY, keep="last")
    both = since.merge(before.rename(columns={"value": "before"}), on=KEY, how="left")
    same = (both["value"] == both["before"]) | (both["value"].isna() & both["before"].isna())
    both = both[~same.astype(bool)].rename(
        columns={"value": "after", "author": "who", "reason": "why", "saved_at": "when"}
    )
    columns = [*KEY, "before", "after", "who", "why", "when"]
    return both.sort_values(KEY, ignore_index=True)[columns]


def undo_plan(rows: pd.DataFrame, save_id: str) -> UndoPlan:
    """What undoes a save: the earlier value of each of its fields that still holds its value.

    A field that a later save changed is left alone. Undoing that later save gives the field back to
    this one: what counts is which save a value first came from, not which row carries it.
    Undoing an undo is the same thing. KeyError if no save has this id.
    """
    ordered = with_before(rows)
    of_save = ordered[ordered["save_id"] == save_id]
    if of_save.empty:
        raise KeyError(save_id)
    touched = ordered.merge(of_save[KEY], on=KEY, how="inner")
    lines: dict[tuple, list[Any]] = {}
    for row in each(in_order(touched)):
        lines.setdefault(key_of(row), []).append(row)
    changes: list[Change] = []
    left: list[FieldLeft] = []
    for key, line in lines.items():
        own = next(row for row in line if row.save_id == save_id)
        origin = _origins(line)
        last = line[-1]
        if last.save_id == save_id or origin[last.save_id] == origin[save_id]:
            kind, subject_id, year, funder, field = key
            changes.append(Change(kind, subject_id, field, none_if_missing(own.before), year, funder))
        else:
            left.append(
                FieldLeft(_field_change(own), none_if_missing(last.value), str(last.author), last.saved_at)
            )
    return UndoPlan(tuple(changes), tuple(left))


def _origins(line: list[Any]) -> dict[str, str | None]:
    """For each save of one field, from first to last, the save that its value first came from."""
    origin: dict[str, str | None] = {}
    previous: dict[str, str | None] = {}
    latest: str | None = None
    for row in line:
        previous[row.save_id] = latest
        undone = none_if_missing(row.undoes)
        if undone in previous:
            before = previous[undone]
            origin[row.save_id] = None if before is None else origin[before]
        else:
            origin[row.save_id] = row.save_id
        latest = row.save_id
    return origin
