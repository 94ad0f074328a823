"""The screens that a meeting had on its projector: which, for which item, and when each was first there."""

from collections.abc import Mapping
from datetime import datetime

import pandas as pd

from data.journal.folds.rows import Change, each, in_force

# One subject a meeting, of its own kind: what is written while others type refuses none of their saves.
KIND = "screens"
_LONGEST = 300


def screens_shown(rows: pd.DataFrame, meeting_id: str) -> pd.DataFrame:
    """Columns item_id, title, at (UTC), in the order they were first on the projector."""
    written = in_force(rows, KIND)
    found = [
        (str(row.field), title, at)
        for row in each(written[written["subject_id"] == meeting_id])
        for at, _, title in (line.partition(" ") for line in str(row.value).splitlines())
    ]
    frame = pd.DataFrame(found, columns=["item_id", "title", "at"], dtype="str")
    frame["at"] = pd.to_datetime(frame["at"], utc=True, format="ISO8601")
    return frame.sort_values("at", kind="stable", ignore_index=True)


def showing(rows: pd.DataFrame, meeting_id: str, screens: Mapping[tuple[str, str], datetime]) -> list[Change]:
    """What writes screens, by (item_id, title), beside those that are written already."""
    known = screens_shown(rows, meeting_id)
    whole = {(row.item_id, row.title): row.at.isoformat() for row in each(known)}
    before = dict(whole)
    for (item_id, title), at in screens.items():
        said = " ".join(title.splitlines())[:_LONGEST]
        whole.setdefault((item_id, said), at.isoformat(timespec="seconds"))
    changed = {item_id for item_id, title in whole.keys() - before.keys()}
    return [
        Change(
            KIND,
            meeting_id,
            item_id,
            "\n".join(f"{at} {title}" for (of, title), at in whole.items() if of == item_id),
        )
        for item_id in sorted(changed)
    ]
