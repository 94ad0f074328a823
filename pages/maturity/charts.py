"""The survey: segments beside their average."""

from __future__ import annotations

import json
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures import rows as layout
from components.figures.style import LETTER, SMALLEST, layered, wrapped
from data.french.formats import share
from data.french.typography import french

MARKS = {"size": "Taille", "sector": "Activité"}
# Labels beyond this share end at their mark instead of starting there: the chart stops at 100 %.
_NEAR_END = 0.9
# Height of a line of text on screen, in pixels.
_LINE = 20


def segments(
    rows: pd.DataFrame, averages: pd.DataFrame, *, dark: bool = False, dense: bool = False
) -> alt.LayerChart:
    """Segments as labelled dots around the average of each item: sizes above the line, activities below.

    ``rows``: columns item, segment_kind (size, sector), segment, share, certainty; a mark is full when read,
    hollow when its attribution is inferred. ``averages``: columns item, share, in the order to show.
    ``dense``, for a projector, takes smaller type over fewer lines.
    """
    marks = rows.assign(
        lines=[
            _balanced(french(f"{segment} :\xa0{share(value)}"), 30 if dense else 20)
            for segment, value in zip(rows["segment"], rows["share"], strict=True)
        ],
        Groupe=rows["segment_kind"].map(MARKS),
        read=rows["certainty"] == "read",
    )
    means = averages.assign(
        middle=_middles(averages["item"], marks),
        label=averages["share"].map(share),
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
    type_size: Any = {"fontSize": alt.ExprRef(SMALLEST)} if dense else {}
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
            fill=alt.FillValue(_background(dark), condition={"test": "datum.read", "value": palette.ACCENT}),
            tooltip=[
                alt.Tooltip("item:N", title="Logiciel"),
                alt.Tooltip("segment:N", title="Segment"),
                alt.Tooltip("share:Q", title="Part", format=".0%"),
            ],
        ),
        alt.Chart(means)
        .mark_text(align="left", dx=8, fontWeight="bold", **type_size)
        .encode(x=x, y=y, text=alt.Text("label:N")),
        *(
            text.encode(x=x, y=alt.Y("height:Q", scale=scale, axis=axis), text=alt.Text("lines:N"))
            for text in texts
        ),
    ).properties(height=round(deepest * _LINE))


def _middles(items: pd.Series, marks: pd.DataFrame) -> list[float]:
    """The height of each item, counted in lines of text: one above it, as many below as its labels need."""
    found, top = [], 0.0
    for item in items:
        sectors = marks.loc[(marks["item"] == item) & (marks["segment_kind"] == "sector"), "lines"]
        found.append(top + 1.5)
        top += 2.6 + max((1 + text.count("\n") for text in sectors), default=0)
    return found


def _balanced(label: str, most: int) -> str:
    """A label over two lines of about the same length when it has more letters than ``most``."""
    return label if len(label) <= most else wrapped(label, len(label) // 2 + 6)


def _background(dark: bool) -> str:
    """What a hollow mark is filled with, so that the line does not show through it."""
    return palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND


# The width of a chart, in letters, under which less is written beside its rows.
_ROOMY = 79
# Pixels of a row: twenty-eight of them with the nine first on the first screen.
_GAP_ROW = 18


def gaps(rows: pd.DataFrame, *, dark: bool = False) -> alt.LayerChart:
    """Changes as marks with their margin, one row each, around the line of no change.

    ``rows``, in the order to show: columns name, change, low, high (fractions), word (solide, fragile, non
    démontré), said (what is written at the right), short (the same where there is no room), spoken.
    """
    lowest, highest = float(min(rows["low"].min(), 0)), float(max(rows["high"].max(), 0))
    longest, shortest = (max(map(len, rows[column])) for column in ("said", "short"))
    room = f"width > {_ROOMY} * {LETTER}"
    # A few letters are nearly all digits and signs, bold: wider than the letters of a sentence.
    right = f"(({room} ? {longest} : {1.3 * shortest}) * {LETTER} + 16)"
    drawn = f"({highest - lowest!r}) / max(width - {right}, 12)"
    scale = alt.Scale(
        domainMin=lowest, domainMax=alt.ExprRef(f"{highest!r} + {right} * {drawn}"), nice=False, zero=False
    )
    shown = rows[["name", "change", "low", "high", "word", "said", "short", "spoken"]].assign(
        edge=highest, zero=0.0
    )
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=list(shown["name"]),
            axis=layout.axis(strong=shown.loc[shown["word"] == "solide", "name"]),
        ),
        tooltip=[alt.Tooltip("spoken:N", title=" ")],
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    strong = "datum.word === 'solide'"
    shades = [palette.MAIN, palette.MAIN, palette.GREY]
    names = ["solide", "fragile", "non démontré"]
    used = [name for name in names if (shown["word"] == name).any()]

    def by_word(values: list[str]) -> alt.Scale:
        return alt.Scale(domain=used, range=[values[names.index(name)] for name in used])

    legend = layout.legend(used)
    return layered(
        alt.Chart(shown).mark_rule(color=palette.GREY, strokeWidth=1).encode(x=x("zero")),
        base.mark_rule().encode(
            x=x("low"),
            x2=alt.X2("high:Q"),
            size=alt.SizeValue(2, condition={"test": strong, "value": 4}),
            color=alt.ColorValue(
                palette.EDITION[2020],
                condition={"test": "datum.word === 'non démontré'", "value": palette.GREY},
            ),
        ),
        base.mark_point(size=110, opacity=1, strokeWidth=2.5).encode(
            x=x("change"),
            shape=alt.Shape(
                "word:N", scale=by_word(["square", "diamond", "circle"]), legend=legend, title=None
            ),
            stroke=alt.Stroke("word:N", scale=by_word(shades), legend=legend),
            fill=alt.Fill(
                "word:N",
                scale=by_word([palette.MAIN, _background(dark), _background(dark)]),
                legend=legend,
            ),
        ),
        base.mark_text(
            align="left",
            baseline="middle",
            dx=8,
            text=alt.ExprRef(f"{room} ? datum.said : datum.short"),
            fontWeight=alt.ExprRef(f"{strong} ? 'bold' : 'normal'"),
        ).encode(x=x("edge")),
    ).properties(height=layout.height(_GAP_ROW))
