"""Recommendations as cards large enough for a projector."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import TYPE_SIZE, layered, wrapped
from data.indicators.recommendations import CARRIED, NO_ACTION, TO_TIE

# Characters on a line of a card, by number of cards across.
WIDTHS = {1: 92, 2: 44, 3: 30}
STATE_COLORS = {CARRIED: palette.MAIN, NO_ACTION: palette.GREY, TO_TIE: palette.ACCENT}


def cards(rows: pd.DataFrame, across: int = 3) -> alt.LayerChart:
    """A grid of sentences, each with its state under it. ``rows``: text, mark, and heading (or "" for none).

    With headings, one column a heading, in the order of ``rows``; without, ``across`` columns filled by row.
    """
    headings = list(dict.fromkeys(rows["heading"])) if rows["heading"].any() else []
    across = len(headings) or across
    shown = pd.DataFrame(
        {
            "column": [headings.index(heading) for heading in rows["heading"]]
            if headings
            else [rank % across for rank in range(len(rows))],
            "row": rows.groupby("heading").cumcount().tolist()
            if headings
            else [rank // across for rank in range(len(rows))],
            "text": [wrapped(text, WIDTHS.get(across, 20)) for text in rows["text"]],
            "mark": rows["mark"].tolist(),
        }
    )
    titles = {str(rank): wrapped(title, WIDTHS.get(across, 20)) for rank, title in enumerate(headings)}
    # Vega hangs the lines of a heading from the first one: without their room, they are on the cards.
    more = max((title.count("\n") for title in titles.values()), default=0)
    axis = alt.Axis(
        orient="top",
        title=None,
        domain=False,
        ticks=False,
        labelAngle=0,
        labelFontWeight="bold",
        labelLimit=0,
        labelPadding=alt.ExprRef(f"4 + {more} * ({TYPE_SIZE} + 2)"),
        labelExpr=f"split({json.dumps(titles)}[datum.label], '\\n')",
    )
    x = alt.X("column:O", scale=alt.Scale(type="band", paddingInner=0.02), axis=axis if headings else None)
    y = alt.Y("row:O", scale=alt.Scale(type="band", paddingInner=0.1), axis=None)
    base = alt.Chart(shown)
    boxes = base.mark_rect(
        fill=palette.MAIN, fillOpacity=0.1, stroke=palette.GREY, strokeOpacity=0.6, cornerRadius=6
    ).encode(x=x, y=y)
    at_left = alt.X("column:O", bandPosition=0)
    texts = base.mark_text(align="left", baseline="top", dx=8, dy=12).encode(
        x=at_left, y=alt.Y("row:O", bandPosition=0), text=alt.Text("text:N")
    )
    marks = base.mark_text(align="left", baseline="bottom", dx=8, dy=-12, opacity=0.85).encode(
        x=at_left, y=alt.Y("row:O", bandPosition=1), text=alt.Text("mark:N")
    )
    return layered(boxes, texts, marks).properties(height=alt.Step(130))
