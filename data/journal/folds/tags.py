"""The territories and domains that people attach an action or a recommendation to."""

from datetime import datetime

import pandas as pd

from data.journal.folds.rows import in_force, last_of, subjects

TAG_FIELDS = ("territories", "domains")


def tags(rows: pd.DataFrame, as_of: datetime | None = None) -> pd.DataFrame:
    """What is attached at a date (now if None), one row a subject that somebody attached.

    Columns: subject_id (an action_id, a statement_id or a decision_id), territories (« Nord,Sud ») and
    domains (« cybersecurite »), null when nothing was said, updated_at, updated_by.
    """
    columns = ["subject_id", *TAG_FIELDS, "updated_at", "updated_by"]
    records = []
    for (subject_id,), fields in subjects(in_force(rows, "tags", as_of)).items():
        last = last_of(fields)
        record = {name: row.value for name, row in fields.items()}
        records.append(
            record | {"subject_id": subject_id, "updated_at": last.saved_at, "updated_by": last.author}
        )
    frame = pd.DataFrame.from_records(records, columns=columns)
    frame["updated_at"] = pd.to_datetime(frame["updated_at"], utc=True).astype("datetime64[us, UTC]")
    frame = frame.astype(dict.fromkeys(("subject_id", *TAG_FIELDS, "updated_by"), "str"))
    return frame.sort_values("subject_id", ignore_index=True)
