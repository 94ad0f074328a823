"""The figures of the tracking, as blocks: the frame shows and projects them, documents take them.

They exist only once somebody typed something.
"""

from __future__ import annotations

from collections.abc import Callable

from components.figures.blocks import Block, Figure
from pages.plan.tracking import alerts, filters, state, sums
from pages.plan.tracking.frames import READS

# On the laptop the alerts are drawn with the buttons that open their actions.
ALERTS = "alertes"


def _block(name: str, heading: str, build: Callable[..., Figure | None], *, year: bool = True) -> Block:
    follows = filters.KEYS if year else filters.KEYS_BUT_YEAR
    return Block(f"suivi-{name}", heading, build, READS, follows=follows, silent=True)


BLOCKS = (
    _block("totaux", "Prévu, engagé, payé", sums.totals),
    _block("rythme", "Rythme", sums.pace, year=False),
    _block("piliers", "Par pilier", sums.by_pillar),
    _block("financements", "Par financement indiqué", sums.by_funding),
    _block("annees", "Par année", sums.by_year),
    _block("financeurs", "Par financeur saisi", sums.by_funder),
    _block("calendrier", "Calendrier prévu", state.calendar(0)),
    _block("avancement", "Avancement", state.progress),
    _block("confiance", "Confiance", state.confidence),
    _block(ALERTS, "Alertes", alerts.figure),
)
