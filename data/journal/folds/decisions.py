"""Decisions, actions, questions and recommendations noted in meetings, and which are late or open."""

from datetime import date, datetime

import pandas as pd

from data.journal.folds.fields import OPEN_STATUSES
from data.journal.folds.rows import in_force, in_order, last_of, subjects, until

DECISION_COLUMNS = (
    "decision_id",
    "type",
    "text",
    "who",
    "due",
    "page",
    "query",
    "figure",
    "status",
    "meeting",
    "agenda_item",
    "rank",
    "carried_by",
    "vote",
    "open",
    "created_at",
    "author",
    "updated_at",
    "updated_by",
)
_OTHER_KINDS = ("due", "rank", "open", "created_at", "updated_at")


def decisions(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """The decisions in force at a date (now if None), one row each, in the order they were noted.

    Columns: `DECISION_COLUMNS`. `due` is a day (NaT: none), `rank` Int16, `status` "open" when none
    was typed; `created_at` and `author` are those of the first save, `updated_*` of the last one.
    A decision whose creation was undone has no value left and is absent.
    """
    written = until(rows[rows["kind"] == "decision"], as_of)
    first = in_order(written).drop_duplicates("subject_id").set_index("subject_id")
    records = []
    for (decision_id,), fields in subjects(in_force(rows, "decision", as_of)).items():
        last = last_of(fields)
        record = {name: row.value for name, row in fields.items()}
        record |= {
            "decision_id": decision_id,
            "status": record.get("status", "open"),
            "created_at": first.at[decision_id, "saved_at"],
            "author": first.at[decision_id, "author"],
            "updated_at": last.saved_at,
            "updated_by": last.author,
        }
        records.append(record)
    frame = pd.DataFrame.from_records(records, columns=list(DECISION_COLUMNS))
    frame = frame.astype({name: "str" for name in DECISION_COLUMNS if name not in _OTHER_KINDS})
    frame["due"] = pd.to_datetime(frame["due"], format="%Y-%m-%d").astype("datetime64[s]")
    # Nobody has settled it yet.
    frame["open"] = frame["status"].isin(OPEN_STATUSES).astype("bool")
    frame["rank"] = pd.to_numeric(frame["rank"]).astype("Int16")
    for name in ("created_at", "updated_at"):
        frame[name] = pd.to_datetime(frame[name], utc=True).astype("datetime64[us, UTC]")
    return frame.sort_values(["created_at", "decision_id"], ignore_index=True)


def late(decided: pd.DataFrame, today: date) -> pd.DataFrame:
    """The open rows of a `decisions` frame whose due day is before `today`, the oldest due first."""
    is_late = decided["open"] & (decided["due"] < pd.Timestamp(today))
    return decided[is_late].sort_values(["due", "created_at"], ignore_index=True)


def from_earlier(decided: pd.DataFrame, meeting: str, started_at: datetime) -> pd.DataFrame:
    """The rows of a `decisions` frame that come from before a meeting: open, or settled since it started.

    Its id tells the day it was prepared for, which may be brought forward or put off: rows are told by when
    they were noted. One noted between two meetings has no meeting: it is kept, since nobody has closed it.
    """
    other = (decided["meeting"] != meeting) & (decided["created_at"] < pd.Timestamp(started_at))
    before = decided["meeting"].isna() | other
    followed = decided["open"] | (decided["updated_at"] >= pd.Timestamp(started_at))
    return decided[followed & before].reset_index(drop=True)


def noted_at(decided: pd.DataFrame, meeting: str, started_at: datetime) -> pd.DataFrame:
    """The rows of a `decisions` frame noted at a meeting, or since it started and at no other."""
    since = decided["meeting"].isna() & (decided["created_at"] >= pd.Timestamp(started_at))
    return decided[(decided["meeting"] == meeting) | since].reset_index(drop=True)


def recommendation_links(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """What the meeting typed beside a recommendation: its rank and the actions that carry it.

    Columns: recommendation_id (a statement_id of the documents, or a decision_id), rank (Int16),
    carried_by ("A01,A08", "aucune", or null when nothing was stated), updated_at, updated_by.
    """
    columns = ["recommendation_id", "rank", "carried_by", "updated_at", "updated_by"]
    records = []
    for (recommendation_id,), fields in subjects(in_force(rows, "recommendation", as_of)).items():
        last = last_of(fields)
        record = {name: row.value for name, row in fields.items()}
        record |= {
            "recommendation_id": recommendation_id,
            "updated_at": last.saved_at,
            "updated_by": last.author,
        }
        records.append(record)
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame["rank"] = pd.to_numeric(frame["rank"]).astype("Int16")
    frame["updated_at"] = pd.to_datetime(frame["updated_at"], utc=True).astype("datetime64[us, UTC]")
    frame = frame.astype({"recommendation_id": "str", "carried_by": "str", "updated_by": "str"})
    return frame.sort_values(["rank", "recommendation_id"], ignore_index=True)
