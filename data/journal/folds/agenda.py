"""The agenda of the day: the base agenda of the documents, with what people changed on it."""

import pandas as pd

from data.journal.folds.meetings import agenda_fields, current_meeting

AGENDA_COLUMNS = (
    "item_id",
    "position",
    "item",
    "speaker",
    "minutes",
    "page",
    "query",
    "blocks",
    "attachments",
    "added",
    "edited",
    "removed",
)
# Name of the column of the base agenda that a journal field replaces.
_REPLACES = {
    "title": "item",
    "speaker": "speaker",
    "minutes": "minutes",
    "position": "position",
    "page": "page",
    "query": "query",
    "blocks": "blocks",
}


def agenda_of_day(
    rows: pd.DataFrame,
    base_agenda: pd.DataFrame,
    with_removed: bool = False,
    meeting_id: str | None = None,
) -> pd.DataFrame:
    """The items of a meeting in order, one row each: the base items as edited, and those added.

    The meeting is the one under way or prepared when no id is given; without one, the agenda is the standing
    one, that the next meeting starts from.

    `base_agenda` has position, item, speaker, minutes, page, and item_id if it can (else items are
    called "item-<position>"). Columns: `AGENDA_COLUMNS`; position is renumbered from 1 (Int16),
    minutes Float64 (null: à fixer), attachments a tuple of file ids; the booleans added (not in the
    base), edited (something differs from the base) and removed. Removed items come last, and only
    `with_removed`. An edit saved as an empty text empties the field; a null puts the base back.
    """
    base = base_agenda.to_dict("records")
    items = {str(row.get("item_id", f"item-{row['position']}")): _from_base(row) for row in base}
    layers = agenda_fields(rows, meeting_id or current_meeting(rows))
    changed = [(str(item_id), fields) for layer in layers for (item_id,), fields in layer.items()]
    for item_id, fields in changed:
        item = items.setdefault(item_id, {"added": True, "position": float("inf")})
        for name, row in fields.items():
            if name in _REPLACES:
                item[_REPLACES[name]] = _read(name, row.value)
        if "removed" in fields:
            item["removed"] = fields["removed"].value == "oui"
        if "attachments" in fields:
            item["attachments"] = tuple(part for part in fields["attachments"].value.split(",") if part)
        item["edited"] = True
    records = [{"item_id": item_id, **item} for item_id, item in items.items()]
    records.sort(key=lambda item: (item.get("removed", False), item["position"], item["item_id"]))
    return _frame([item for item in records if with_removed or not item.get("removed", False)])


def _from_base(row: dict) -> dict:
    kept = {name: row.get(name) for name in _REPLACES.values()}
    return {**kept, "position": float(row["position"])}


def _read(name: str, value: str) -> str | float | None:
    if value == "":
        return None
    return float(value) if name in ("minutes", "position") else value


def _frame(records: list[dict]) -> pd.DataFrame:
    frame = pd.DataFrame.from_records(records, columns=list(AGENDA_COLUMNS))
    frame["position"] = pd.Series(range(1, len(frame) + 1), index=frame.index, dtype="Int16")
    frame["minutes"] = pd.to_numeric(frame["minutes"]).astype("Float64")
    files = [found if isinstance(found, tuple) else () for found in frame["attachments"]]
    frame["attachments"] = pd.Series(files, index=frame.index, dtype="object")
    for name in ("added", "edited", "removed"):
        # Typed without items too: an object mask would select columns in place of rows.
        frame[name] = pd.Series([value is True for value in frame[name]], index=frame.index, dtype="bool")
    return frame.astype(dict.fromkeys(("item_id", "item", "speaker", "page", "query", "blocks"), "str"))
