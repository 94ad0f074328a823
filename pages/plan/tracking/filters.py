"""The filters of the tracking: what they offer, and the actions and amounts that they keep."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from components.figures.blocks import Choice, View
from data.indicators import tracking
from data.journal.folds import CONFIDENCES, PROGRESS_STATUSES
from pages.plan.actions import FUNDING_LABELS, KEY, words_of
from pages.plan.tracking.words import NOT_TYPED, NOT_TYPED_F
from pages.plan.words import PILLAR_NAMES, UNFUNDED

NEGATIVES = {
    "sans responsable": tracking.NO_OWNER,
    "sans calendrier": tracking.NO_CALENDAR,
    "sans montant": tracking.NO_FIGURE,
    "sans aucune saisie": tracking.NO_ENTRY,
}
PILLAR, FUNDING, STATUS = "suivi-pilier", "suivi-financement", "suivi-avancement"
CONFIDENCE, YEAR, ONLY = "suivi-confiance", "suivi-annee", "suivi-seulement"


def _several_of(key: str, label: str, every: str, options: Iterable[str]) -> Choice:
    """A list in which several are chosen; ``every``: what it says when none is."""
    return Choice(key, label, tuple(options), many=True, dropdown=True, placeholder=every)


CHOICES = (
    _several_of(PILLAR, "Piliers", "Tous les piliers", PILLAR_NAMES.values()),
    _several_of(FUNDING, "Financements indiqués", "Tous les financements", (*FUNDING_LABELS, UNFUNDED)),
    _several_of(STATUS, "Avancement", "Tout avancement", (*PROGRESS_STATUSES, NOT_TYPED)),
    _several_of(CONFIDENCE, "Confiance", "Toute confiance", (*CONFIDENCES, NOT_TYPED_F)),
    _several_of(YEAR, "Années", "Toutes les années", map(str, tracking.YEARS)),
    _several_of(ONLY, "Seulement", "Toutes les actions", (KEY, *NEGATIVES)),
)
_CHOICE = {choice.key: choice for choice in CHOICES}
KEYS = tuple(_CHOICE)
# A rate is over the cost of all years: the amounts of one year would make it look low.
KEYS_BUT_YEAR = tuple(key for key in KEYS if key != YEAR)


@dataclass(frozen=True)
class Kept:
    """What the filters keep: the actions with what was typed (``tracking.sheet``) and their amounts."""

    sheet: pd.DataFrame
    amounts: pd.DataFrame

    @property
    def n(self) -> int:
        return len(self.sheet)


def kept(
    view: View, actions: pd.DataFrame, keys: pd.DataFrame, budget: pd.DataFrame, progress: pd.DataFrame
) -> Kept:
    """The actions and amounts under the view's choices; with years chosen, only their amounts."""
    amounts = tracking.lines(budget)
    sheet = tracking.sheet(actions, keys, amounts, progress)
    only = _several(view, ONLY)
    years = [int(year) for year in _several(view, YEAR)]
    chosen = tracking.chosen(
        sheet,
        pillar_ids=[key for key, name in PILLAR_NAMES.items() if name in _several(view, PILLAR)],
        funding_labels=_words(view, FUNDING, UNFUNDED),
        statuses=_words(view, STATUS, NOT_TYPED),
        confidences=_words(view, CONFIDENCE, NOT_TYPED_F),
        years=years,
        only_key=KEY in only,
        without=[NEGATIVES[word] for word in only if word in NEGATIVES],
    )
    amounts = amounts[amounts["action_id"].isin(chosen["action_id"])]
    return Kept(chosen, amounts[amounts["year"].isin(years)] if years else amounts)


def said(view: View) -> list[str]:
    """The filters in force, in words."""
    return [f"{choice.label} : {', '.join(words)}" for choice in CHOICES if (words := words_of(view, choice))]


def _several(view: View, key: str) -> tuple[str, ...]:
    return words_of(view, _CHOICE[key])


def _words(view: View, key: str, untyped: str) -> list[str | None]:
    return [None if word == untyped else word for word in _several(view, key)]
