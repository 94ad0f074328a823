"""How far two shares of random samples must stand apart before the gap says more than chance does."""

from __future__ import annotations

import math
from statistics import NormalDist

CONFIDENCE = 0.95
Z = NormalDist().inv_cdf(0.5 + CONFIDENCE / 2)
# Documents print whole percentages: the value read may be half a point off on either side.
ROUNDING = 0.005


def margin_of_share(share: float, n: float) -> float:
    """Half-width of the 95 % interval of one share, as a fraction: z √(p(1 − p)/n) (Wald)."""
    return Z * math.sqrt(share * (1 - share) / n)


def margin(first: float, second: float, n_first: float, n_second: float) -> float:
    """Half-width of the 95 % interval of the gap between two shares, as a fraction.

    z √(p₁(1 − p₁)/n₁ + p₂(1 − p₂)/n₂), two independent simple random samples, unpooled variance (the Wald
    interval of a difference of proportions: A. Agresti, *Categorical Data Analysis*, § 3.1). Unpooled,
    because the same figure is then the margin shown and the threshold of the test. Shares are fractions,
    ``n`` are numbers of respondents. Raises ``ZeroDivisionError`` on an empty sample.
    """
    return Z * math.sqrt(first * (1 - first) / n_first + second * (1 - second) / n_second)


def is_beyond(
    first: float, second: float, n_first: float, n_second: float, *, rounding: float = ROUNDING
) -> bool:
    """True when the gap exceeds its margin for every pair of values that rounds to the two given.

    Sufficient condition, without a search: the smallest gap of these pairs exceeds their largest margin.
    """
    smallest_gap = abs(second - first) - 2 * rounding
    largest_margin = margin(
        _nearest_to_half(first, rounding), _nearest_to_half(second, rounding), n_first, n_second
    )
    return smallest_gap > largest_margin


def expected_by_chance(tests: int) -> float:
    """How many of ``tests`` would be beyond the margin on average if nothing had changed."""
    return tests * (1 - CONFIDENCE)


def _nearest_to_half(share: float, rounding: float) -> float:
    """The value within rounding whose variance p(1 − p) is the largest."""
    return min(max(0.5, share - rounding), share + rounding)
