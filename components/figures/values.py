"""One value of a chart, as it is drawn, said and compared."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """One value of a chart. ``value`` is None when the source says none; ``low`` and ``high`` bound what a
    secret keeps (both None without one); ``text`` is what is written beside the mark.
    """

    label: str
    series: str
    value: float | None
    low: float | None
    high: float | None
    text: str
    key: Hashable = None

    @property
    def secret(self) -> bool:
        """A part of the value, or all of it, is only known by its bounds."""
        return self.high is not None and self.high != (self.value or 0)
