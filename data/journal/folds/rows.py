"""What a row of the journal is, and which row is in force for each field.

The journal holds one row per field saved. A *key* is (kind, subject, year, funder, field); the
value in force for a key is its last row's, and a null value means "as if never typed". Every other
fold starts from `in_force` or `with_before`, so that all of them agree on both points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import pandas as pd

import data.frames  # noqa: F401
from data.clock import LOCAL_ZONE

COLUMNS = (
    "save_id",
    "saved_at",
    "author",
    "reason",
    "kind",
    "subject_id",
    "year",
    "funder",
    "field",
    "value",
    "undoes",
)
TEXTS = tuple(name for name in COLUMNS if name not in ("saved_at", "year"))
KEY = ["kind", "subject_id", "year", "funder", "field"]


@dataclass(frozen=True)
class Change:
    """One field that a save writes; `value` None takes the field back to "never typed"."""

    kind: str
    subject_id: str
    field: str
    value: str | None
    year: int | None = None
    funder: str | None = None

    @property
    def key(self) -> tuple[str, str, int | None, str | None, str]:
        return (self.kind, self.subject_id, self.year, self.funder, self.field)


def as_rows(records: Iterable[dict[str, Any]]) -> pd.DataFrame:
    """A rows frame (one row per field saved) from dicts that have the keys of `COLUMNS`."""
    frame = pd.DataFrame.from_records(list(records), columns=list(COLUMNS))
    frame = frame.astype({**dict.fromkeys(TEXTS, "str"), "year": "Int16"})
    frame["saved_at"] = pd.to_datetime(frame["saved_at"], utc=True).astype("datetime64[us, UTC]")
    return frame


def empty_rows() -> pd.DataFrame:
    """The rows frame of a journal in which nothing has been written."""
    return as_rows([])


def in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows from first to last saved.

    Within one subject the order is strict: a save is stamped later than every earlier save of its
    subject. Saves of different subjects made in the same microsecond come in order of `save_id`.
    """
    return rows.sort_values(["saved_at", "save_id"], kind="stable", ignore_index=True)


def until(rows: pd.DataFrame, as_of: datetime | None) -> pd.DataFrame:
    """The rows saved at `as_of` or before (all of them if None). ValueError without a time zone."""
    if as_of is None:
        return rows
    if as_of.tzinfo is None:
        raise ValueError("as_of needs a time zone: the journal is in UTC")
    return rows[rows["saved_at"] <= as_of]


def end_of(day: date) -> datetime:
    """The last instant of a day in the meeting room: the state « at a date » includes that day."""
    following = datetime.combine(day + timedelta(days=1), time(), tzinfo=LOCAL_ZONE)
    return following - timedelta(microseconds=1)


def in_force(rows: pd.DataFrame, kind: str, as_of: datetime | None = None) -> pd.DataFrame:
    """The row in force for each key of a kind at a date; keys whose value is null are left out."""
    of_kind = until(rows[rows["kind"] == kind], as_of)
    if of_kind.empty:
        return of_kind
    last = in_order(of_kind).drop_duplicates(KEY, keep="last")
    return last[last["value"].notna()].reset_index(drop=True)


def with_before(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows in order, with `before`: the value that the row's save replaced (null if none)."""
    ordered = in_order(rows)
    ordered["before"] = ordered.groupby(KEY, dropna=False, sort=False)["value"].shift()
    return ordered


def subjects(force: pd.DataFrame, index: tuple[str, ...] = ("subject_id",)) -> dict[tuple, dict[str, Any]]:
    """Rows in force, gathered by subject: {index values: {field: row as a named tuple}}.

    Missing index values (no year, no funder) become None, so that they compare equal.
    """
    gathered: dict[tuple, dict[str, Any]] = {}
    for row in each(force):
        values = tuple(none_if_missing(getattr(row, name)) for name in index)
        gathered.setdefault(values, {})[str(row.field)] = row
    return gathered


def each(rows: pd.DataFrame) -> Iterator[Any]:
    """The rows as named tuples."""
    return iter(rows.itertuples(index=False))


def key_of(row: Any) -> tuple[str, str, int | None, str | None, str]:
    """The key of a row, with None for no year and no funder: the same as `Change.key`."""
    year = none_if_missing(row.year)
    funder = none_if_missing(row.funder)
    return (row.kind, row.subject_id, None if year is None else int(year), funder, row.field)


def none_if_missing(value: Any) -> Any:
    """None for every kind of missing scalar (NaN, NaT, NA), the value otherwise."""
    return None if value is None or pd.isna(value) else value


def last_of(fields: dict[str, Any]) -> Any:
    """The most recently saved of a subject's rows in force."""
    return max(fields.values(), key=lambda row: (row.saved_at, row.save_id))
