"""What every chart shares: French numbers, sizes for a desk and for a projector, room for long labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import altair as alt
from altair.utils import schemapi

# Altair's checks of a chart take a third of its making and tell only who wrote it: tests turn them on.
schemapi.disable_debug_mode()

Size = Literal["screen", "projection", "export"]

FRENCH = {
    "number": {
        "decimal": ",",
        "thousands": "\u202f",
        "grouping": [3],
        "currency": ["", "\u202f€"],
        "percent": "\u202f%",
        "minus": "\u2212",
    },
    "time": {
        "dateTime": "%A %e %B %Y à %X",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["", ""],
        "days": ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        "shortDays": ["dim.", "lun.", "mar.", "mer.", "jeu.", "ven.", "sam."],
        "months": [
            "janvier", "février", "mars", "avril", "mai", "juin",
            "juillet", "août", "septembre", "octobre", "novembre", "décembre",
        ],
        "shortMonths": [
            "janv.", "févr.", "mars", "avr.", "mai", "juin",
            "juil.", "août", "sept.", "oct.", "nov.", "déc.",
        ],
    },
}  # fmt: skip

# On a projector the type follows the width of the window: the server cannot know it, Vega can.
FONT_SIZE: dict[str, int | dict[str, str]] = {
    "screen": 14,
    "projection": {"expr": "clamp(windowSize()[0] * 0.0176, 12, 34)"},
    "export": 15,
}
# The name, in expressions of a chart, of the size of its type in pixels: ``finish`` sets it.
TYPE_SIZE = "type_size"
# Likewise the width of a letter in pixels: pages and documents are written in two fonts (decision 0013), and
# that of the pages is the narrower.
LETTER = "letter"
_LETTER: dict[Size, float] = {"screen": 0.5, "projection": 0.5, "export": 0.56}
# The smallest type of a chart that has some smaller than that: 20 px where the rest has 24.
SMALLEST = f"{TYPE_SIZE} * 0.84"
TEXT_ON_LIGHT = "#1F2937"
TEXT_ON_DARK = "#F3F4F6"
# Characters a label may hold on one line before it is wrapped, by size of type.
WRAP_AT = 40


def wrapped(label: str, width: int = WRAP_AT) -> str:
    """Break a long French label over lines (``\\n``), never cut it. Charts split it on ``lineBreak``."""
    lines: list[str] = [""]
    for word in label.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "\n".join(lines)


def axis_labels() -> dict[str, Any]:
    """Options of a category axis whose labels were ``wrapped``: split on line breaks, never cut."""
    # Vega hangs the lines of a label below its middle: raise the label by half a line for each one more.
    raised = {
        "condition": [
            {"test": "length(split(datum.label, '\\n')) == 2", "value": -9},
            {"test": "length(split(datum.label, '\\n')) > 2", "value": -18},
        ],
        "value": 0,
    }
    return {
        "labelLimit": 0,
        "labelExpr": "split(datum.label, '\\n')",
        "labelOffset": raised,
        "labelFlush": False,
        "title": None,
    }


def finish(chart: Any, size: Size = "screen", *, dark: bool = False) -> dict[str, Any]:
    """The Vega-Lite dictionary of a chart in the house style, for a desk, a projector or a document.

    ``dark``: the reader's theme is dark, labels are light.

    Charts speak French only through their own ``config``: embed options are dropped by Streamlit.
    """
    base = FONT_SIZE[size]
    # Rows laid out for the type of a screen hold the largest one if they are high enough: a chart has about
    # half of the window. Its own height changes while it is drawn, and the lines of labels with it.
    if size == "projection" and (natural := _rows_height(chart)):
        held = f"max(windowSize()[0] * 0.0155, windowSize()[1] * 7 / {natural})"
        base = {"expr": f"clamp(min(windowSize()[0] * 0.0176, {held}), 12, 34)"}
    ink = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    spec: dict[str, Any] = chart.to_dict(validate=schemapi.DEBUG_MODE)
    # Written in the dictionary: each `configure_…` of Altair would copy the whole chart, rows included.
    view = {**spec["config"]["view"], "strokeWidth": 0}
    spec["config"] = {**spec["config"], **_house(base, ink), "view": view}
    size_of_type = {"name": TYPE_SIZE, **(base if isinstance(base, dict) else {"value": base})}
    letter = {"name": LETTER, "expr": f"{TYPE_SIZE} * {_LETTER[size]}"}
    spec["params"] = [size_of_type, letter, *spec.get("params", [])]
    return spec


def _house(size: int | dict[str, str], ink: str) -> dict[str, Any]:
    """The house style, as the ``config`` of Vega-Lite. ``size``: pixels or an expression."""
    type_of_words = {"labelFontSize": size, "titleFontSize": size, "labelLimit": 0, "labelColor": ink}
    return {
        "locale": FRENCH,
        "lineBreak": "\n",
        # Vega describes axes and legends to screen readers in English: the chart has its own words.
        "axis": {
            **type_of_words,
            "aria": False,
            "labelOverlap": False,
            "titleColor": ink,
            "titleFontWeight": "normal",
            "gridOpacity": 0.35,
        },
        "legend": {
            **type_of_words,
            "aria": False,
            "orient": "top",
            "title": None,
            # From the right edge: a legend wider than the marks runs over the labels' side, and is not cut.
            # Vega-Lite passes this to Vega; Altair's checks don't know it.
            "layout": {"top": {"anchor": "end", "bounds": "full"}},
        },
        "text": {"fontSize": size, "color": ink},
        "header": type_of_words,
    }


def _rows_height(chart: Any) -> float:
    """Pixels that the rows of a chart take at the type of a screen; 0 when it does not set a height a row."""
    each = getattr(getattr(chart, "height", None), "step", None)
    layers = getattr(chart, "layer", None) or [chart]
    orders = [getattr(getattr(layer.encoding, "y", None), "_kwds", {}).get("sort") for layer in layers]
    rows = max((len(order) for order in orders if isinstance(order, list)), default=0)
    return float(each * rows) if isinstance(each, int | float) else 0.0


@dataclass(frozen=True)
class _Inline:
    """Rows that Altair takes as they are (its ``SchemaLike``).

    Of a list it makes several deep copies a layer, and asks of each cell what it is: a map took 93 ms.
    """

    rows: list[dict[str, Any]]
    _schema: ClassVar[dict[str, Any]] = {}

    def to_dict(self) -> list[dict[str, Any]]:
        return self.rows


def inline(rows: list[dict[str, Any]]) -> alt.Data:
    """The data of a layer that carries its own: outlines, names."""
    return alt.Data(values=_Inline(rows))


def layered(*charts: Any) -> alt.LayerChart:
    """One view of several layers, which stretches to its container in projection."""
    chart = alt.layer(*charts)
    assert isinstance(chart, alt.LayerChart)
    return chart
