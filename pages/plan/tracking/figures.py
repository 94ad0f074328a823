"""The figures of the tracking, as blocks: the frame shows and projects them, documents take them.

They exist only once somebody typed something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from components.figures.blocks import Block, Figure
from data.store.folds import WHEN
from pages.plan.tracking import alerts, filters, past, state, sums
from pages.plan.tracking.frames import READS


def _block(
    name: str, heading: str, build: Callable[..., Figure | None], *, year: bool = True, **said: Any
) -> Block:
    follows = filters.KEYS if year else filters.KEYS_BUT_YEAR
    return Block(f"suivi-{name}", heading, build, READS, follows=follows, silent=True, **said)


BLOCKS = (
    Block("suivi-jour", "État au", past.figure, (WHEN,), follows=(past.AT.key,), silent=True),
    _block("alertes", "Alertes", alerts.figure, draw=alerts.draw),
    _block("totaux", "Prévu, engagé, payé", sums.totals, width="half"),
    _block("rythme", "Rythme", sums.pace, year=False, width="half"),
    _block("annees", "Par année", sums.by_year, width="half"),
    _block("piliers", "Par pilier", sums.by_pillar, width="half"),
    _block("financements", "Par financement indiqué", sums.by_funding, width="half"),
    _block("financeurs", "Par financeur saisi", sums.by_funder, width="half"),
    _block("avancement", "Avancement", state.progress, width="half"),
    _block("confiance", "Confiance", state.confidence, width="half"),
    _block("calendrier", "Calendrier prévu", state.calendar),
)
