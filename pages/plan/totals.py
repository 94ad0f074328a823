"""The money on the first screen: planned, committed, paid, beside the term gone by and the alerts."""

from __future__ import annotations

from typing import Any

import pandas as pd

from components.figures import facts
from components.figures.blocks import Figure, Number, View
from components.figures.evidence import cite
from data.french.formats import count, day, keur, number, share
from data.indicators import plan as indicators
from data.indicators import tracking
from data.journal.folds.rows import each
from pages.plan import words as sentences
from pages.plan.tracking import alerts, sums
from pages.plan.tracking import words as tracked
from pages.plan.tracking.frames import day_of, kept, typed, untyped


def totals(view: View, figures: pd.DataFrame, *frames: pd.DataFrame) -> Figure:
    """``figures``: ``key_figures``; ``frames``: those of the tracking, the actions first."""
    actions = frames[0]
    found = kept(View(view.page), frames)
    rates = {row.field: row for row in each(tracking.rates(found.amounts, found.sheet))}
    said = {row.field: row for row in each(tracking.totals(found.amounts))}
    today, unfunded = day_of(frames), indicators.without_funding(actions)
    gone = share(tracking.elapsed_share(today), decimals=0)
    money = (
        Number(keur(indicators.total_keur(actions)), "Coût prévu", count(len(actions), "action")),
        *(
            Number(*_typed(said[field], rates[field], tracked.FIELD_WORDS[field]))
            for field in ("committed", "paid")
        ),
    )
    term = Number(gone, "Mandat écoulé", "de 2024 à 2027")
    if view.projection:
        # Five large figures do not hold on a projected line, and what nobody typed is not for a room.
        numbers = (*(one for one in money if one.value != tracked.DASH), term)[: len(money)]
    else:
        numbers = (*money, term, _alerts(view, frames))
    return Figure(
        title=f"Le planning compte {sentences.total_line(actions)}",
        subtitle="Coûts du planning des actions du Schéma et montants saisis depuis, en k€ ; "
        f"{gone} du mandat 2024-2027 écoulé",
        numbers=numbers,
        evidence=(
            *cite(view, facts.pick(figures, "schema-actions", "schema-total")),
            *typed(frames),
        ),
        explanation="La source n’écrit aucun total : le coût prévu est la somme des coûts du planning. "
        f"{count(len(unfunded), 'action')} sans financement indiqué. Temps écoulé au {day(today)}. "
        f"{sums.HOW_IT_ADDS} {sums.HOW_RATES}",
    )


def _typed(total: Any, rate: Any, word: str) -> tuple[str, str, str]:
    """The sum of a field, and its part of the cost of the very actions where it was typed."""
    if not total.actions:
        return tracked.DASH, word, tracked.NOT_TYPED
    part = share(rate.share, decimals=0) if rate.actions else ""
    label = f"{word}, {count(total.actions, 'action')}"
    if not part:
        return keur(total.keur), label, f"coût à {keur(0)}"
    # What is typed on an action whose cost is 0 has no part of it: then the others are counted.
    same = "de leur coût" if total.actions > 1 else "de son coût"
    return keur(total.keur), label, f"{part} {same if total.actions == rate.actions else 'des coûts'}"


def _alerts(view: View, frames: tuple[pd.DataFrame, ...]) -> Number:
    if untyped(frames):
        return Number(tracked.DASH, "Alertes", "aucune saisie")
    raised = alerts.found(View(view.page), frames)[1]
    whom = count(len({one.action_id for one in raised}), "action")
    return Number(number(len(raised)), "Alertes", f"sur {whom}" if raised else "parmi les saisies")
