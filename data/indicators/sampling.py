"""How far two shares of random samples must stand apart before the gap says more than chance does."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
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


def p_value(first: float, second: float, n_first: float, n_second: float, *, rounding: float = 0.0) -> float:
    """How often chance alone would give a gap at least as wide: two-sided, with the variance of ``margin``.

    Of the values as printed; with ``rounding``, no less than that of any pair of values within it.
    1 for no gap; 0 for a gap without variance (0 % against 100 %).
    """
    gap = max(0.0, abs(second - first) - 2 * rounding)
    ends = _nearest_to_half(first, rounding), _nearest_to_half(second, rounding)
    spread = margin(*ends, n_first, n_second) / Z
    if gap == 0:
        return 1.0
    # erfc, not 1 - cdf: a difference of numbers near 1 would lose the smallest values.
    return math.erfc(gap / spread / math.sqrt(2)) if spread else 0.0


def holm(p_values: Sequence[float]) -> list[float]:
    """p-values corrected so that one false discovery among them all stays as rare as in a single test.

    S. Holm, *Scandinavian Journal of Statistics* 6 (1979): the k-th smallest of m is multiplied by m - k + 1.
    Same order as given.
    """
    total, highest = len(p_values), 0.0
    found = [0.0] * total
    for rank, place in enumerate(_ascending(p_values)):
        highest = max(highest, min(1.0, p_values[place] * (total - rank)))
        found[place] = highest
    return found


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """p-values corrected so that few of the discoveries are false ones: milder than ``holm``.

    Y. Benjamini, Y. Hochberg, *J. R. Statist. Soc. B* 57 (1995): the k-th smallest of m is multiplied by
    m / k. Same order as given.
    """
    total, lowest = len(p_values), 1.0
    found = [0.0] * total
    for rank, place in reversed(list(enumerate(_ascending(p_values), start=1))):
        lowest = min(lowest, p_values[place] * total / rank)
        found[place] = lowest
    return found


@lru_cache(maxsize=1024)
def false_alarm(share: float, n_first: float, n_second: float) -> float:
    """Probability that ``is_beyond`` sees a change where both editions have the same true ``share``.

    Exact: every pair of counts of two binomial samples (sizes rounded to whole respondents), each printed as
    a whole percentage, as the documents do.
    """
    before, after = _printed(share, round(n_first)), _printed(share, round(n_second))
    return math.fsum(
        p * q
        for first, p in before.items()
        for second, q in after.items()
        if is_beyond(first, second, n_first, n_second)
    )


def highest_product(*shares: float) -> float:
    """The most that a share of a share can be, each printed to within ``ROUNDING``."""
    return math.prod(min(1.0, share + ROUNDING) for share in shares)


def _ascending(values: Sequence[float]) -> list[int]:
    """The places of values, smallest first."""
    return sorted(range(len(values)), key=values.__getitem__)


def _printed(share: float, n: int) -> dict[float, float]:
    """Probability of each whole percentage that a sample of ``n`` may print; the unthinkable is left out."""
    found: dict[float, float] = {}
    for count in range(n + 1):
        log = math.lgamma(n + 1) - math.lgamma(count + 1) - math.lgamma(n - count + 1)
        if 0 < share < 1:
            probability = math.exp(log + count * math.log(share) + (n - count) * math.log1p(-share))
        else:
            probability = float(count == round(n * share))
        if probability > 1e-12:
            # Half a point goes up, as in the documents: Python's round would go to the even one.
            percent = math.floor(100 * count / n + 0.5) / 100
            found[percent] = found.get(percent, 0.0) + probability
    return found


def _nearest_to_half(share: float, rounding: float) -> float:
    """The value within rounding whose variance p(1 − p) is the largest."""
    return min(max(0.5, share - rounding), share + rounding)
