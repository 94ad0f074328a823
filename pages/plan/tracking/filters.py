"""The filters of the tracking: what they offer, and the actions and amounts that they keep."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from components.figures.blocks import Choice, View
from data.indicators import tracking
from data.journal.folds import CONFIDENCES, PROGRESS_STATUSES
from pages.plan.pillars import FUNDING_LABELS, PILLAR_NAMES
from pages.plan.tracking.words import NOT_TYPED, NOT_TYPED_F
from pages.plan.words import UNFUNDED

KEY = "actions clés"
NEGATIVES = {
    "sans responsable": tracking.NO_OWNER,
    "sans calendrier": tracking.NO_CALENDAR,
    "sans montant": tracking.NO_FIGURE,
    "sans aucune saisie": tracking.NO_ENTRY,
}
PILLAR, FUNDING, STATUS = "suivi-pilier", "suivi-financement", "suivi-avancement"
CONFIDENCE, YEAR, ONLY = "suivi-confiance", "suivi-annee", "suivi-seulement"
CHOICES = (
    Choice(PILLAR, "Piliers", tuple(PILLAR_NAMES.values()), many=True),
    Choice(FUNDING, "Financements indiqués", (*FUNDING_LABELS, UNFUNDED), many=True),
    Choice(STATUS, "Avancement", (*PROGRESS_STATUSES, NOT_TYPED), many=True),
    Choice(CONFIDENCE, "Confiance", (*CONFIDENCES, NOT_TYPED_F), many=True),
    Choice(YEAR, "Années", tuple(map(str, tracking.YEARS)), many=True),
    Choice(ONLY, "Seulement", (KEY, *NEGATIVES), many=True),
)
KEYS = tuple(choice.key for choice in CHOICES)
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
    only = _several(view.choices, ONLY)
    years = [int(year) for year in _several(view.choices, YEAR)]
    chosen = tracking.chosen(
        sheet,
        pillar_ids=[key for key, name in PILLAR_NAMES.items() if name in _several(view.choices, PILLAR)],
        funding_labels=_words(view.choices, FUNDING, UNFUNDED),
        statuses=_words(view.choices, STATUS, NOT_TYPED),
        confidences=_words(view.choices, CONFIDENCE, NOT_TYPED_F),
        years=years,
        only_key=KEY in only,
        without=[NEGATIVES[word] for word in only if word in NEGATIVES],
    )
    amounts = amounts[amounts["action_id"].isin(chosen["action_id"])]
    return Kept(chosen, amounts[amounts["year"].isin(years)] if years else amounts)


def said(choices: Mapping[str, Any]) -> list[str]:
    """The filters in force, in words."""
    found = []
    for choice in CHOICES:
        words = _several(choices, choice.key)
        if words:
            found.append(f"{choice.label}\u202f: {', '.join(words)}")
    return found


def _several(choices: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = choices.get(key)
    return tuple(map(str, value)) if isinstance(value, list | tuple) else ()


def _words(choices: Mapping[str, Any], key: str, untyped: str) -> list[str | None]:
    return [None if word == untyped else word for word in _several(choices, key)]
