"""Budget and progress of the actions of the plan, as people typed them: nothing typed is never zero."""

from datetime import datetime

import pandas as pd

from data.clock import LOCAL_ZONE
from data.journal.folds.rows import in_force, last_of, none_if_missing, subjects, until

_AMOUNTS = {"planned": "planned_keur", "committed": "committed_keur", "paid": "paid_keur"}


def budget(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """Amounts typed at a date (now if None), one row per action, year and funder.

    Columns: action_id, year (int16), funder (null: not split by funder), planned_keur,
    committed_keur, paid_keur (k€; NaN when never typed), updated_at, updated_by. A line without any
    amount left is absent. Funder lines and an undivided line of the same action and year both stay.
    """
    columns = ["action_id", "year", "funder", *_AMOUNTS.values(), "updated_at", "updated_by"]
    force = in_force(rows, "budget", as_of)
    records = []
    for (action_id, year, funder), fields in subjects(force, ("subject_id", "year", "funder")).items():
        last = last_of(fields)
        record = {_AMOUNTS[name]: float(row.value) for name, row in fields.items()}
        keys = {"action_id": action_id, "year": year, "funder": funder}
        records.append(record | keys | {"updated_at": last.saved_at, "updated_by": last.author})
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame = frame.astype({"action_id": "str", "funder": "str", "updated_by": "str", "year": "int16"})
    frame = frame.astype(dict.fromkeys(_AMOUNTS.values(), "float64"))
    frame["updated_at"] = pd.to_datetime(frame["updated_at"], utc=True).astype("datetime64[us, UTC]")
    return frame.sort_values(["action_id", "year", "funder"], ignore_index=True)


def progress(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """State of each action that someone has described at a date (now if None), one row per action.

    Columns: action_id, status, confidence (null: non renseignée), stated_by and stated_on (who
    stated the confidence and which day; if untyped, who saved it and when), percent (0 to 100, NaN
    when never typed), owner, comment, updated_at, updated_by.
    """
    texts = ["action_id", "status", "confidence", "stated_by", "owner", "comment", "updated_by"]
    columns = [*texts[:4], "stated_on", "percent", *texts[4:6], "updated_at", "updated_by"]
    records = []
    for (action_id,), fields in subjects(in_force(rows, "progress", as_of)).items():
        last = last_of(fields)
        record = {name: row.value for name, row in fields.items()}
        stated = fields.get("confidence")
        if stated is not None:
            record.setdefault("stated_by", none_if_missing(stated.author))
            record.setdefault("stated_on", stated.saved_at.astimezone(LOCAL_ZONE).date().isoformat())
        keys = {"action_id": action_id, "updated_at": last.saved_at, "updated_by": last.author}
        records.append(record | keys)
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame = frame.astype(dict.fromkeys(texts, "str"))
    frame["stated_on"] = pd.to_datetime(frame["stated_on"], format="%Y-%m-%d").astype("datetime64[s]")
    frame["percent"] = pd.to_numeric(frame["percent"]).astype("float64")
    frame["updated_at"] = pd.to_datetime(frame["updated_at"], utc=True).astype("datetime64[us, UTC]")
    return frame.sort_values("action_id", ignore_index=True)


def entries(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """One row an action that somebody saved at a date: action_id, first_at, last_at, last_by."""
    kept = until(rows[rows["kind"].isin(["budget", "progress"])], as_of).sort_values("saved_at")
    found = kept.groupby("subject_id", as_index=False).agg(
        first_at=("saved_at", "first"), last_at=("saved_at", "last"), last_by=("author", "last")
    )
    return found.rename(columns={"subject_id": "action_id"})
