"""A click in the column of a basin sets its territory; a second one, on the same territory, takes it off."""

from __future__ import annotations

from copy import deepcopy
from functools import partial
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from components.figures.blocks import Figure
from components.screen import cards, filters
from components.screen.boundary import answering

CLICKED, _BASINS = "basin", "basins"
TERRITORY = "territory"
HINT = "Un clic dans la colonne d’un bassin choisit son territoire, un second clic l’enlève."


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the grid of a figure whose data tie each column to its ``TERRITORY``.

    The key holds the filter's value: each click meets a chart that has forgotten the click before.
    """
    drawing = figure.chart
    clicked = isinstance(drawing, cards.Drawing) and TERRITORY in getattr(drawing.data, "column_names", ())
    # Territories side by side are compared, not chosen.
    if projection or not clicked:
        cards.show_chart(figure, key, projection)
        return
    widget = f"{key}-chart-{filters.value_of('territoire')}"
    st.vega_lite_chart(
        _with_ends(drawing.data),
        clickable(drawing.spec),
        key=widget,
        alt=figure.alt,
        width="stretch",
        height="content",
        on_select=partial(_clicked, widget),
        selection_mode=CLICKED,
    )
    cards.hint(HINT, key)


def _with_ends(data: pa.Table) -> pa.Table:
    """The cells with the end of their column, which is one wide."""
    return data.append_column("column_end", pc.add(data.column("start"), 1.0))


def clickable(spec: dict[str, Any]) -> dict[str, Any]:
    """The specification of the grid with, over each cell, a band as wide as its column to be clicked."""
    made = deepcopy(spec)
    first = made["layer"][0]["encoding"]
    made["layer"].append(
        {
            "name": _BASINS,
            "mark": {"type": "rect", "opacity": 0, "cursor": "pointer"},
            "encoding": {
                "x": {**first["x"], "field": "start"},
                "x2": {"field": "column_end"},
                "y": first["y"],
                **({"tooltip": first["tooltip"]} if "tooltip" in first else {}),
            },
        }
    )
    picked = {"name": CLICKED, "select": {"type": "point", "fields": [TERRITORY]}, "views": [_BASINS]}
    made["params"] = [*made.get("params", []), picked]
    return made


@answering
def _clicked(widget: str) -> None:
    """Choose the territory of the basin, or take it off when it is the one in force."""
    picked = (st.session_state[widget].get("selection") or {}).get(CLICKED) or []
    if not picked:
        return
    territory = str(picked[0][TERRITORY])
    same = filters.value_of("territoire") == territory
    filters.put(
        {
            "territoire": filters.WHOLE["territoire"] if same else territory,
            "commune": filters.WHOLE["commune"],
        }
    )
