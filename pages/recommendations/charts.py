"""Recommendations as cards large enough for a projector, and how far their ties have come."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, layered, wrapped
from data.indicators.recommendations import CARRIED, NO_ACTION, TO_TIE

# Characters on a line of a card, by number of cards across.
WIDTHS = {1: 100, 2: 50, 3: 33}
# A letter of a label, as a share of the width of the axis.
LETTER = 0.017
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
            "text": [wrapped(text, WIDTHS.get(across, 28)) for text in rows["text"]],
            "mark": rows["mark"].tolist(),
        }
    )
    titles = {str(rank): wrapped(title, WIDTHS.get(across, 28)) for rank, title in enumerate(headings)}
    axis = alt.Axis(
        orient="top",
        title=None,
        domain=False,
        ticks=False,
        labelAngle=0,
        labelFontWeight="bold",
        labelLimit=0,
        labelExpr=f"split({json.dumps(titles)}[datum.label], '\\n')",
    )
    x = alt.X("column:O", scale=alt.Scale(type="band", paddingInner=0.04), axis=axis if headings else None)
    y = alt.Y("row:O", scale=alt.Scale(type="band", paddingInner=0.1), axis=None)
    base = alt.Chart(shown)
    boxes = base.mark_rect(
        fill=palette.MAIN, fillOpacity=0.1, stroke=palette.GREY, strokeOpacity=0.6, cornerRadius=6
    ).encode(x=x, y=y)
    at_left = alt.X("column:O", bandPosition=0)
    texts = base.mark_text(align="left", baseline="top", dx=14, dy=12).encode(
        x=at_left, y=alt.Y("row:O", bandPosition=0), text="text:N"
    )
    marks = base.mark_text(align="left", baseline="bottom", dx=14, dy=-12, opacity=0.85).encode(
        x=at_left, y=alt.Y("row:O", bandPosition=1), text="mark:N"
    )
    return layered(boxes, texts, marks).properties(height=alt.Step(130))


def _reach(rows: pd.DataFrame) -> float:
    """The end of the axis, so that each label has room after its bar."""
    room = 1 - (rows["label"].str.len() * LETTER + 0.03).clip(upper=0.8)
    return max(float((rows["total"] / room).max()), 1.0) if len(rows) else 1.0


def progress(rows: pd.DataFrame, *, names: dict[str, str], states: dict[str, str]) -> alt.LayerChart:
    """Stacked bars of counts by group. ``rows``: group, state, count, total, label (said once a group).

    ``names`` and ``states`` are the words of groups and states, in the order to show.
    """
    present = [key for key in states if (rows.loc[rows["state"] == key, "count"] > 0).any()]
    shown = rows[rows["total"] > 0].assign(
        name=lambda frame: frame["group"].map(names).map(wrapped),
        État=lambda frame: frame["state"].map(states),
        place=lambda frame: frame["state"].map({key: rank for rank, key in enumerate(states)}),
    )
    order = [wrapped(name) for name in names.values()]
    y = alt.Y("name:N", sort=order, axis=alt.Axis(**axis_labels(), domain=False, ticks=False))
    scale = alt.Scale(domain=[0, _reach(rows)])
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("count:Q", axis=None, scale=scale),
            order=alt.Order("place:Q"),
            color=alt.Color(
                "État:N",
                scale=alt.Scale(
                    domain=[states[key] for key in present], range=[STATE_COLORS[key] for key in present]
                ),
                # A single state is said by the labels: a legend would repeat it.
                legend=alt.Legend(title=None) if len(present) > 1 else None,
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Groupe"),
                alt.Tooltip("État:N"),
                alt.Tooltip("count:Q", title="Nombre"),
            ],
        )
    )
    ends = shown.drop_duplicates("group")
    labels = (
        alt.Chart(ends)
        .mark_text(align="left", dx=8)
        .encode(y=y, x=alt.X("total:Q", scale=scale), text="label:N")
    )
    return layered(bars, labels).properties(height=alt.Step(52))
