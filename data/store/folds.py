"""What people wrote, as datasets: the folds by name, the journal they are folded from, their one cache."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

import pandas as pd

from data.clock import today
from data.french.typography import french
from data.home import HomeRefused, find_home
from data.journal import folds
from data.journal.folds.rows import end_of, until

if TYPE_CHECKING:
    from data.journal import Journal

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fold:
    """One dataset folded from the journal: ``build(rows, *frames)``, with the frames of ``datasets``."""

    title: str
    build: Callable[..., pd.DataFrame]
    datasets: tuple[str, ...] = ()


FOLDS = {
    "ties": Fold("Actions qui portent les préconisations", folds.recommendation_links),
    "tags": Fold("Territoires et domaines des actions et des préconisations", folds.tags),
    "scenarios": Fold("Scénarios de formations gardés, et demandes", folds.scenarios),
    "noted": Fold("Décisions et préconisations notées", folds.decisions),
    # With the items taken off, last: column « removed ».
    "agenda_of_day": Fold(
        "Ordre du jour de la réunion", partial(folds.agenda_of_day, with_removed=True), ("agenda?",)
    ),
    "since_meeting": Fold("Ce qui a changé depuis la dernière réunion", folds.changed_since_last),
    "tracking_budget": Fold("Suivi du budget", folds.budget),
    "tracking_progress": Fold("Suivi de l’avancement", folds.progress),
    "tracking_entries": Fold("Saisies du suivi", folds.entries),
}
# One row: ``day``, the day the figures stand at; ``past``, True when it was chosen.
WHEN = "tracking_when"
# Those whose figures say the day at which they stand.
TRACKING = ("tracking_budget", "tracking_progress", "tracking_entries", WHEN)


@dataclass(frozen=True)
class Written:
    """The journal as read at one moment. Without a readable journal, no rows, and ``problem`` says why.

    ``stamp`` changes with the rows, and alone is compared: what is folded is cached by it.
    """

    stamp: str
    rows: pd.DataFrame = field(compare=False, repr=False)
    version: int = field(default=-1, compare=False)
    missing: tuple[str, ...] = field(default=(), compare=False)
    problem: str = field(default="", compare=False)


def journal() -> Journal:
    """The journal of ``CEP_HOME``, one for the process. Raises ``HomeRefused``."""
    place = find_home()
    return _opened(place.root, tuple(sorted((place.storage_options or {}).items())))


@cache
def _opened(root: str, options: tuple[tuple[str, str], ...]) -> Journal:
    # Imported when something was or will be written: delta-rs costs every start of the tests 0.2 s.
    from data.journal import Journal

    return Journal(root, dict(options) or None)


def read() -> Written:
    """The journal now. Never raises: see ``Written``."""
    from data.journal.faults import JournalError

    try:
        snapshot = journal().read()
    except (JournalError, HomeRefused) as error:
        return Written("unreadable", folds.empty_rows(), problem=str(error))
    except Exception:
        log.exception("the journal cannot be read")
        said = french("Le journal n’a pas pu être lu : rien ne peut être enregistré.")
        return Written("unreadable", folds.empty_rows(), problem=said)
    rows = snapshot.rows
    # After damage the same version holds fewer rows.
    last = "" if rows.empty else str(rows["save_id"].iloc[-1])
    stamp = f"{find_home().root}@{snapshot.version}|{len(rows)}|{last}"
    return Written(stamp, rows, snapshot.version, snapshot.sentences)


@dataclass(frozen=True)
class Read:
    """A frame that a fold takes beside the journal, known to the cache by its fingerprint."""

    fingerprint: str
    frame: pd.DataFrame = field(compare=False, repr=False)


@lru_cache(maxsize=64)
def folded(fold: Fold, written: Written, day: dt.date | None, beside: tuple[Read, ...]) -> pd.DataFrame:
    """The fold of what was written until the end of ``day`` (None: all). Not to be changed: it is cached."""
    rows = until(written.rows, end_of(day) if day else None)
    return fold.build(rows, *(read.frame for read in beside))


def when(past: dt.date | None) -> pd.DataFrame:
    """The dataset ``tracking_when``."""
    return pd.DataFrame({"day": [past or today()], "past": [past is not None]})
