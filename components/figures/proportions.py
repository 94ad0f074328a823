"""Shares in words, only where the words are exact."""

from __future__ import annotations

from collections.abc import Iterable

from data.french.formats import share as written

# (lower bound, upper bound, words): bounds are inclusive below, exclusive above.
_WORDS = (
    (0.50001, 0.635, "plus de la moitié"),
    (0.635, 0.6667, "près des deux tiers"),
    (0.6667, 0.75, "plus des deux tiers"),
    (0.75, 0.90, "plus des trois quarts"),
    (0.90, 0.99999, "plus de neuf dixièmes"),
)


def decimals_of(parts: Iterable[float]) -> int:
    """0 when parts written as whole percents add up to their sum written so too; else 1.

    Without it « 59 % » stands over two bars of « 30 % ».
    """
    known = list(parts)
    return 0 if sum(_whole(part) for part in known) == _whole(sum(known)) else 1


def _whole(part: float) -> int:
    # As Babel rounds: a half goes to the even neighbour, whatever the noise of binary fractions.
    return round(round(100 * part, 9))


def proportion(value: float) -> str:
    """``0.54`` -> « plus de la moitié (54 %) »; no words below a half: the figure alone says it.

    Nor where the rounded figure would contradict them: 74,9 % is written 75 %, and is not three quarters.
    """
    said, shown = _words(value), _words(round(value, 2))
    if said and said == shown:
        return f"{said} ({written(value, decimals=0)})"
    return written(value, decimals=0)


def _words(value: float) -> str:
    return next((words for low, high, words in _WORDS if low <= value < high), "")
