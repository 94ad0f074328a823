"""The settings of one meeting: what was typed for it on « Séance », over what the host's file gives."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd

from data import settings, store
from data.home import HomeRefused, find_home
from data.journal.folds import current_meeting, meetings
from data.settings import Settings

# Beside the journal: what speakers bring, and logos.
DOCUMENTS = "documents"


def in_force() -> Settings:
    """The settings of the meeting under way or prepared; those of the host's file when there is none."""
    rows = store.StoreAt().written.rows
    return of_meeting(rows, current_meeting(rows))


def of_meeting(rows: pd.DataFrame, meeting_id: str | None) -> Settings:
    """The settings of a meeting; ``rows`` are those of the journal that count for it."""
    given = settings.read_settings()
    known = meetings(rows)
    known = known[known["meeting_id"] == meeting_id]
    if known.empty:
        return given
    typed = known.iloc[0]
    return replace(
        given,
        title=typed["title"] if pd.notna(typed["title"]) else given.title,
        date=typed["day"].date() if pd.notna(typed["day"]) else given.date,
        place=typed["place"] if pd.notna(typed["place"]) else given.place,
        logos=_logos(typed["logos"]) or given.logos,
        next_date=typed["next_day"].date() if pd.notna(typed["next_day"]) else None,
    )


def _logos(names: tuple[str, ...]) -> tuple[Path, ...]:
    try:
        folder = find_home().folder
    except HomeRefused:
        return ()
    if folder is None:
        return ()
    paths = [folder / DOCUMENTS / Path(name).name for name in names]
    return tuple(path for path in paths if path.is_file())
