"""How a published count is written when some of its cells are secret: as a range, never as zero."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.french.formats import number
from data.indicators import recruitment


def cell(total: Mapping[Any, Any]) -> str:
    """A cell or a sum of cells, briefly: « 20 », « 30 (32 à 38) », « secret (1 à 4) », « non cité »."""
    return {
        "absent": "non cité",
        "secret": f"secret ({number(total['low'])} à {number(total['high'])})",
        "partial": f"{number(total['visible'])} ({number(total['low'])} à {number(total['high'])})",
        "visible": number(total["visible"]),
    }[recruitment.state(dict(total))]


def hard(total: Mapping[Any, Any]) -> str:
    """Projects judged hard to fill, in the same way: « 22 », « 36 (36 à 56) », « secret (0 à 4) »."""
    if not total["cells"]:
        return "non cité"
    span = f"{number(total['hard_low'])} à {number(total['hard_high'])}"
    if total["hard_secret"] == total["cells"]:
        return f"secret ({span})"
    return f"{number(total['hard'])} ({span})" if total["hard_secret"] else number(total["hard"])
