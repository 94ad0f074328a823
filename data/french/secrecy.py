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
    """Projects judged hard to fill: a floor as soon as a cell hides them."""
    if not total["cells"]:
        return "non cité"
    if total["hard_secret"] == total["cells"]:
        return "secret"
    return ("au moins " if total["hard_secret"] else "") + number(total["hard"])
