"""The one store: every dataset by its name, whether built, imported or folded from what people wrote.

``store.load("name")`` is all that a page needs; ``store.load("name?")`` never fails: an empty frame of the
same columns stands for a dataset that is not available, with the reason in ``attrs["unavailable"]``. The
module is a ``Store``, as of now; ``store.as_of(day)`` is another, where what people wrote is as at that day.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import pandas as pd

from data.french.typography import french
from data.journal.folds import empty_rows
from data.store import files, folds
from data.store.files import BUILT_IN, load_communes, publication_problem
from data.store.folds import FOLDS, TRACKING, WHEN, Written, journal, today
from data.store.unavailable import IF_AVAILABLE, UNAVAILABLE, DatasetUnavailable, if_available, no_rows

if TYPE_CHECKING:
    import geopandas as gpd

log = logging.getLogger(__name__)


class Store(Protocol):
    """What hands datasets over: the module ``data.store`` is one, ``StoreAt`` another."""

    def load(self, name: str) -> pd.DataFrame: ...
    def load_communes(self) -> pd.DataFrame: ...
    def fingerprint(self, name: str) -> str: ...


class StoreAt:
    """The store as it is at one moment: the journal is read once, when first asked for.

    With a ``day``, the ``folds`` named (default: all) are as at the end of that day.
    """

    def __init__(self, day: dt.date | None = None, folds: Collection[str] = (*FOLDS, WHEN)) -> None:
        self._day, self._dated = day, frozenset(folds)

    def as_of(self, day: dt.date | None, folds: Collection[str] = (*FOLDS, WHEN)) -> StoreAt:
        """The same journal at the end of another day (None: now)."""
        other = StoreAt(day, folds)
        other.written = self.written
        return other

    @cached_property
    def written(self) -> Written:
        """The journal that the folds are made from."""
        return folds.read()

    def load(self, name: str) -> pd.DataFrame:
        """One dataset, with the columns and dtypes of its declaration; it can be changed freely.

        Raises ``DatasetUnavailable`` when its file is missing, damaged, of other columns or without rows, or
        when its fold fails; never when the name ends with « ? ».
        """
        if not name.endswith(IF_AVAILABLE):
            return self._load(name)
        name = name.removesuffix(IF_AVAILABLE)
        try:
            return self._load(name)
        except DatasetUnavailable as error:
            stand_in = empty(name)
            stand_in.attrs[UNAVAILABLE] = error.sentence
            return stand_in

    def load_communes(self) -> gpd.GeoDataFrame:
        """``communes`` with their outlines (EPSG:4326). Imports geopandas: for maps only."""
        return load_communes()

    def fingerprint(self, name: str) -> str:
        """Text that changes when the dataset does: to key a cache. With « ? », also the reason why not."""
        if name.endswith(IF_AVAILABLE):
            try:
                return self.fingerprint(name.removesuffix(IF_AVAILABLE))
            except DatasetUnavailable as error:
                return error.sentence
        day = self._day_of(name)
        if name == WHEN:
            return f"{day or today()}|{day is not None}"
        if name not in FOLDS:
            return files.fingerprint(name)
        beside = (self.fingerprint(other) for other in FOLDS[name].datasets)
        return "|".join((self.written.stamp, str(day), *beside))

    def _load(self, name: str) -> pd.DataFrame:
        day = self._day_of(name)
        if name == WHEN:
            return folds.when(day)
        if name not in FOLDS:
            return files.load(name)
        fold = FOLDS[name]
        beside = tuple(folds.Read(self.fingerprint(other), self.load(other)) for other in fold.datasets)
        try:
            return folds.folded(fold, self.written, day, beside).copy(deep=False)
        except Exception as error:
            log.exception("the fold %r failed", name)
            said = french(
                f"« {fold.title} » : ce qui a été saisi n’a pas pu être relu dans le journal. Rien n’y est "
                "perdu, et le reste n’est pas touché. À faire : gardez le dossier du journal tel quel, et "
                "transmettez le message affiché dans la fenêtre de l’application."
            )
            raise DatasetUnavailable(name, said) from error

    def _day_of(self, name: str) -> dt.date | None:
        return self._day if name in self._dated else None


def as_of(day: dt.date | None, folds: Collection[str] = (*FOLDS, WHEN)) -> StoreAt:
    """The store at the end of a past day (None: now), for one run of a page: see ``StoreAt``."""
    return StoreAt(day, folds)


def load(name: str) -> pd.DataFrame:
    """One dataset, as ``StoreAt.load`` gives it now."""
    return StoreAt().load(name)


def fingerprint(name: str) -> str:
    """Text that changes when the dataset does, a fold at each save: to key a cache."""
    return StoreAt().fingerprint(name)


def empty(name: str) -> pd.DataFrame:
    """A dataset without rows, with the columns and dtypes that ``load`` gives."""
    if name == WHEN:
        return folds.when(None).iloc[:0]
    if name not in FOLDS:
        return no_rows(name)
    beside = (no_rows(other.removesuffix(IF_AVAILABLE)) for other in FOLDS[name].datasets)
    return FOLDS[name].build(empty_rows(), *beside)
