"""The survey: dumbbells from one edition to the next, and segments beside their average."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, layered, wrapped
from data.french.formats import share

MARKS = {"size": "Taille", "sector": "Activité"}
LABEL_WIDTH = 30
# Labels beyond this share end at their mark instead of starting there: the chart stops at 100 %.
_NEAR_END = 0.9
# Height of a line of text on screen, in pixels.
_LINE = 20


def dumbbell(
    changes: pd.DataFrame, *, editions: tuple[int, int], dark: bool = False, step: int = 50
) -> alt.LayerChart:
    """One row an item: the earlier edition light, the later dark, both values written, the reading beside.

    ``changes``: columns item, before, after, change (fractions), emphasis (bool: a thick line),
    inferred_before (bool: a hollow mark), reading (text, ``\\n`` for a second line), spoken (tooltip), in
    the order to show. The first row carries the years, instead of a legend.
    """
    earlier, later = editions
    rows = changes.assign(name=[wrapped(item, LABEL_WIDTH) for item in changes["item"]])
    rows["rank"] = range(len(rows))
    rows["falls"] = rows["after"] < rows["before"]
    for side, year in (("before", earlier), ("after", later)):
        doubtful = rows["inferred_before"] if side == "before" else [False] * len(rows)
        rows[f"{side}_label"] = [
            (f"{year}\u202f: " if rank == 0 else "") + share(value) + ("\u202f?" if unsure else "")
            for rank, (value, unsure) in enumerate(zip(rows[side], doubtful, strict=True))
        ]
    order = list(rows["name"])
    largest = float(rows[["before", "after"]].max().max())
    scale = alt.Scale(domain=[-0.12 * largest, 1.6 * largest], nice=False)
    tooltip = [alt.Tooltip("spoken:N", title=" ")]

    def y(axis: alt.Axis | None) -> alt.Y:
        return alt.Y("name:N", sort=order, axis=axis, title=None)

    base = alt.Chart(rows)
    lines = base.mark_rule().encode(
        y=y(alt.Axis(**axis_labels(), domain=False, ticks=False)),
        x=alt.X("before:Q", axis=None, scale=scale),
        x2="after:Q",
        color=alt.condition("datum.emphasis", alt.value(palette.EDITION[2024]), alt.value(palette.GREY)),
        size=alt.condition("datum.emphasis", alt.value(6), alt.value(2)),
        strokeDash=alt.condition("datum.emphasis", alt.value([1, 0]), alt.value([4, 4])),
        tooltip=tooltip,
    )
    earlier_marks = base.mark_point(size=220, opacity=1, strokeWidth=2.5, color=palette.EDITION[2020]).encode(
        y=y(None),
        x=alt.X("before:Q", scale=scale),
        fill=alt.condition(
            "datum.inferred_before", alt.value(_background(dark)), alt.value(palette.EDITION[2020])
        ),
        tooltip=tooltip,
    )
    later_marks = base.mark_point(
        size=220, opacity=1, strokeWidth=2.5, color=palette.EDITION[2024], fill=palette.EDITION[2024]
    ).encode(y=y(None), x=alt.X("after:Q", scale=scale), tooltip=tooltip)
    # Values stand outside the pair, whichever way it goes.
    low = base.transform_calculate(
        at="min(datum.before, datum.after)", text="datum.falls ? datum.after_label : datum.before_label"
    ).mark_text(align="right", dx=-13, baseline="middle")
    high = base.transform_calculate(
        at="max(datum.before, datum.after)", text="datum.falls ? datum.before_label : datum.after_label"
    ).mark_text(align="left", dx=13, baseline="middle")
    texts = [end.encode(y=y(None), x=alt.X("at:Q", scale=scale), text="text:N") for end in (low, high)]
    readings = base.mark_point(opacity=0).encode(y=y(_reading_axis(rows)), x=alt.X("after:Q", scale=scale))
    chart = layered(lines, earlier_marks, later_marks, *texts, readings)
    return chart.resolve_axis(y="independent").properties(height=alt.Step(step))


def _reading_axis(rows: pd.DataFrame) -> alt.Axis:
    """The readings as the labels of a right axis: the chart makes room for them, at any size of type."""
    words = json.dumps(dict(zip(rows["name"], rows["reading"], strict=True)), ensure_ascii=False)
    long = json.dumps(
        [name for name, text in zip(rows["name"], rows["reading"], strict=True) if "\n" in text]
    )
    strong = json.dumps(list(rows.loc[rows["emphasis"], "name"]), ensure_ascii=False)
    return alt.Axis(
        orient="right",
        title=None,
        domain=False,
        ticks=False,
        labelLimit=0,
        labelFlush=False,
        labelAlign="left",
        labelOffset=alt.condition(f"indexof({long}, datum.value) >= 0", alt.value(-9), alt.value(0)),
        labelExpr=f"split({words}[datum.value], '\\n')",
        labelFontWeight=alt.condition(
            f"indexof({strong}, datum.value) >= 0", alt.value("bold"), alt.value("normal")
        ),
    )


def segments(
    rows: pd.DataFrame, averages: pd.DataFrame, *, dark: bool = False, dense: bool = False
) -> alt.LayerChart:
    """Segments as labelled dots around the average of each item: sizes above the line, activities below.

    ``rows``: columns item, segment_kind (size, sector), segment, share, certainty; a mark is full when read,
    hollow when its attribution is inferred. ``averages``: columns item, share, in the order to show.
    ``dense`` takes smaller type, for a projector.
    """
    marks = rows.assign(
        lines=[
            _balanced(f"{segment}\u202f:\xa0{share(value)}")
            for segment, value in zip(rows["segment"], rows["share"], strict=True)
        ],
        Groupe=rows["segment_kind"].map(MARKS),
        read=rows["certainty"] == "read",
    )
    means = averages.assign(
        middle=_middles(averages["item"], marks),
        label=[
            ("" if rank else "Ensemble\u202f: ") + share(value)
            for rank, value in enumerate(averages["share"])
        ],
    )
    marks["lines"] = marks["lines"].str.split("\n")
    marks["middle"] = marks["item"].map(dict(zip(means["item"], means["middle"], strict=True)))
    # Each line of a label has its own place, so that rows part at any size of type.
    labels = marks.explode("lines", ignore_index=True)
    below = labels.groupby(["item", "segment"]).cumcount() + 1
    labels["height"] = labels["middle"] + below.where(labels["segment_kind"] == "sector", -1)
    names = json.dumps(
        {str(middle): item for middle, item in zip(means["middle"], means["item"], strict=True)},
        ensure_ascii=False,
    )
    deepest = max(float(labels["height"].max()), float(means["middle"].max())) + 0.6
    # Every layer states the axis: a layer without one would draw Vega's own.
    axis = alt.Axis(
        values=list(means["middle"]),
        labelExpr=f"{names}[datum.value]",
        labelLimit=0,
        labelFlush=False,
        domain=False,
        ticks=False,
        grid=False,
        title=None,
    )
    scale = alt.Scale(domain=[0, deepest], reverse=True, nice=False)
    y = alt.Y("middle:Q", scale=scale, axis=axis)
    x = alt.X("share:Q", axis=None, scale=alt.Scale(domain=[0, 1.04], nice=False))
    ticks = alt.Chart(means).mark_point(
        shape="stroke", angle=90, size=220, strokeWidth=6, opacity=1, color=palette.EDITION[2024]
    )
    dots = alt.Chart(marks).mark_point(size=150, opacity=1, strokeWidth=2.5, color=palette.ACCENT)
    type_size: Any = {"fontSize": alt.ExprRef("clamp(windowSize()[0] * 0.0132, 13, 29)")} if dense else {}
    near_end = f"datum.share > {_NEAR_END}"
    texts = [
        alt.Chart(labels).transform_filter(f"!({near_end})").mark_text(align="left", dx=-7, **type_size),
        alt.Chart(labels).transform_filter(near_end).mark_text(align="right", dx=7, **type_size),
    ]
    return layered(
        ticks.encode(x=x, y=y),
        dots.encode(
            x=x,
            y=y,
            shape=alt.Shape(
                "Groupe:N",
                scale=alt.Scale(domain=list(MARKS.values()), range=["circle", "diamond"]),
                legend=None,
            ),
            fill=alt.condition("datum.read", alt.value(palette.ACCENT), alt.value(_background(dark))),
            tooltip=[
                alt.Tooltip("item:N", title="Logiciel"),
                alt.Tooltip("segment:N", title="Segment"),
                alt.Tooltip("share:Q", title="Part", format=".0%"),
            ],
        ),
        alt.Chart(means)
        .mark_text(align="left", dx=8, fontWeight="bold", **type_size)
        .encode(x=x, y=y, text="label:N"),
        *(text.encode(x=x, y=alt.Y("height:Q", scale=scale, axis=axis), text="lines:N") for text in texts),
    ).properties(height=round(deepest * _LINE))


def _middles(items: pd.Series, marks: pd.DataFrame) -> list[float]:
    """The height of each item, counted in lines of text: one above it, as many below as its labels need."""
    found, top = [], 0.0
    for item in items:
        sectors = marks.loc[(marks["item"] == item) & (marks["segment_kind"] == "sector"), "lines"]
        found.append(top + 1.5)
        top += 2.6 + max((1 + text.count("\n") for text in sectors), default=0)
    return found


def _balanced(label: str, longest: int = 26) -> str:
    """A label over two lines of about the same length when it is long."""
    return label if len(label) <= longest else wrapped(label, len(label) // 2 + 6)


def _background(dark: bool) -> str:
    """What a hollow mark is filled with, so that the line does not show through it."""
    return palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
