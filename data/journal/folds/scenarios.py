"""The scenarios of courses that people keep under a name, and the requests that they are."""

from datetime import datetime

import pandas as pd

from data.journal.folds.rows import in_force, last_of, subjects

_TEXTS = ("name", "query", "tied", "request", "course", "asked_by", "status")


def scenarios(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """The scenarios kept at a date (now if None), one row each, in the order of their names.

    Columns: scenario_id, name, query (the parameters of the address that opens it), tied (an action_id, a
    statement_id or a decision_id), request (« ouverture », « fermeture »), course, asked_by, status (null:
    not said), updated_at, updated_by. One whose name was taken off is kept no more.
    """
    columns = ["scenario_id", *_TEXTS, "updated_at", "updated_by"]
    records = []
    for (scenario_id,), fields in subjects(in_force(rows, "scenario", as_of)).items():
        last = last_of(fields)
        record = {name: row.value for name, row in fields.items()}
        record |= {"scenario_id": scenario_id, "updated_at": last.saved_at, "updated_by": last.author}
        if record.get("name"):
            records.append(record)
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame["updated_at"] = pd.to_datetime(frame["updated_at"], utc=True).astype("datetime64[us, UTC]")
    frame = frame.astype(dict.fromkeys(("scenario_id", *_TEXTS, "updated_by"), "str"))
    return frame.sort_values(["name", "scenario_id"], ignore_index=True)
