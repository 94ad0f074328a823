"""Shares in words, only where the words are exact."""

from __future__ import annotations

from data.french.formats import share as written

# (lower bound, upper bound, words): bounds are inclusive below, exclusive above.
_WORDS = (
    (0.50001, 0.60, "plus de la moitié"),
    (0.60, 0.6667, "près des deux tiers"),
    (0.6667, 0.75, "plus des deux tiers"),
    (0.75, 0.90, "plus des trois quarts"),
    (0.90, 0.99999, "plus de neuf dixièmes"),
)


def proportion(value: float) -> str:
    """``0.54`` -> « plus de la moitié (54 %) »; no words below a half: the figure alone says it."""
    for low, high, words in _WORDS:
        if low <= value < high:
            return f"{words} ({written(value, decimals=0)})"
    return written(value, decimals=0)
