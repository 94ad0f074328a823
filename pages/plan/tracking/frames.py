"""The frames that every figure of the tracking is built from, and what its words say of them."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from components.figures.blocks import Evidence, View
from data.clock import LOCAL_ZONE
from data.french.formats import day
from data.journal.folds.rows import each
from data.store import TRACKING
from pages.plan.tracking import filters

Frames = tuple[pd.DataFrame, ...]
# The order in which builders take them.
READS = ("schema_actions", "schema_key_actions", *TRACKING)


def kept(view: View, frames: Frames) -> filters.Kept:
    """The actions and amounts under the view's filters."""
    return filters.kept(view, *frames[:4])


def untyped(frames: Frames) -> bool:
    """Nothing that people typed is in force."""
    return frames[2].empty and frames[3].empty


def day_of(frames: Frames) -> dt.date:
    """The day the figures stand at."""
    found: dt.date = frames[5]["day"].iloc[0]
    return found


def scope(view: View, frames: Frames) -> str:
    """« ; état au 12 mars 2026 ; Années : 2025 », after a subtitle."""
    parts = [f"état au {day(day_of(frames))}"] if bool(frames[5]["past"].iloc[0]) else []
    return "".join(f" ; {part}" for part in (*parts, *filters.said(view)))


def typed(frames: Frames) -> tuple[Evidence, ...]:
    """The source of what people typed: the last save, and by whom."""
    found = list(each(frames[4]))
    if not found:
        return ()
    last = max(found, key=lambda entry: entry.last_at)
    when = last.last_at.to_pydatetime().astimezone(LOCAL_ZONE).date()
    return (
        Evidence(
            source="Dernière saisie du suivi",
            year=f"le {day(when)} par {last.last_by}",
            certainty="computed",
            note="Chaque saisie est gardée avec son auteur, sa date et son motif : "
            "voir l’historique de l’action.",
        ),
    )
