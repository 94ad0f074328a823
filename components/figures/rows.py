"""How the rows of a chart are laid out: labels wrapped and never cut, heights, room for what is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import altair as alt

from components.figures.style import LETTER, TYPE_SIZE, wrapped

# Pixels at the size of type of a screen, 14: a line of text, the least height of a row, air around text.
LINE = 17
ROW = 28
AIR = 4
# The most pixels that a bar is thick.
BAR = 26
# Letters of a label on one line: as few as hold the longest on two lines, and never so many that the marks
# have less than half of a card 480 pixels wide.
NARROWEST, WIDEST = 24, 38
TEXT_WIDTH = 30
# What is written is never given less than this share of the width, nor the marks.
_LEAST = 0.2


def width_of(labels: Iterable[str]) -> int:
    """The letters on one line that let every label hold on two; the widest when none does."""
    said = list(labels)
    for width in range(NARROWEST, WIDEST):
        if all(wrapped(label, width).count("\n") < 2 for label in said):
            return width
    return WIDEST


def padding(step: float, bars: int = 1) -> alt.Scale:
    """A band scale whose bars stay thin when labels make rows high."""
    return alt.Scale(paddingInner=max(0.18, 1 - BAR * bars / step), paddingOuter=0.1)


def step(labels: Iterable[str], texts: Iterable[str] = (), *, bars: int = 1) -> int:
    """The height of each row in pixels: its longest label, or as many bars with their values."""
    label = max((text.count("\n") + 1 for text in labels), default=1)
    text = max((text.count("\n") + 1 for text in texts), default=1)
    return max(ROW, label * LINE + AIR, bars * text * LINE + AIR)


def height(step: int) -> alt.Step:
    """Rows of ``step`` pixels, whatever the bars in each."""
    return alt.Step(step, **{"for": "position"})


def lifted(field: str) -> alt.ExprRef:
    """``dy`` of a text of one or several lines, centred on its row: Vega hangs its lines below the middle."""
    return alt.ExprRef(f"-(length(split(datum['{field}'], '\\n')) - 1) * {TYPE_SIZE} * 0.57")


def axis(width: int = 0, strong: Iterable[str] = ()) -> alt.Axis:
    """A category axis whose wrapped labels are centred on their row. ``width``, in letters, is kept for them
    even when they are shorter, so that charts under each other share one scale; ``strong`` ones are bold.
    """
    options: dict[str, Any] = {}
    if width:
        options["minExtent"] = alt.ExprRef(f"{width * 0.52:.2f} * {TYPE_SIZE}")
    if bold := list(strong):
        test = f"indexof({json.dumps(bold, ensure_ascii=False)}, datum.value) >= 0"
        options["labelFontWeight"] = alt.condition(test, alt.value("bold"), alt.value("normal"))
    return alt.Axis(
        labelExpr="split(datum.label, '\\n')",
        labelOffset=alt.ExprRef(f"-(length(split(datum.label, '\\n')) - 1) * {TYPE_SIZE} * 0.57"),
        labelLimit=0,
        labelFlush=False,
        labelPadding=6,
        title=None,
        domain=False,
        ticks=False,
        **options,
    )


def letters(text: str) -> int:
    """The letters of the longest line of a text."""
    return max(len(line) for line in text.split("\n"))


def reach(ends: Iterable[float], texts: Iterable[str], width: str = "width") -> str:
    """The end of the axis, as an expression on the width: each text holds after the end of its mark."""
    wanted = sorted(
        {(float(end), letters(text)) for end, text in zip(ends, texts, strict=True)}, reverse=True
    )
    kept: list[tuple[float, int]] = []
    for end, size in wanted:
        # A shorter mark matters only when more is written beside it.
        if end > 0 and all(size > other for _, other in kept):
            kept.append((end, size))
    terms = [
        f"{end!r} / max({_LEAST}, 1 - ({size + 1} * {LETTER} + 8) / max({width}, 1))" for end, size in kept
    ]
    return f"max({', '.join(terms)})" if terms else "1"


def scale(ends: Iterable[float], texts: Iterable[str]) -> alt.Scale:
    """Bars from zero, with room for what is written after each."""
    return alt.Scale(domainMin=0, domainMax=alt.ExprRef(reach(ends, texts)), nice=False, zero=True)


def legend(names: Iterable[str]) -> alt.Legend:
    """A legend above the chart, over two lines when its words would not hold on one."""
    shown = list(names)
    columns = 2 if sum(len(name) + 4 for name in shown) > 52 else len(shown)
    return alt.Legend(title=None, symbolOpacity=1, columns=columns, offset=6)


def wrapped_all(texts: Iterable[str], width: int) -> list[str]:
    """Texts over lines of ``width`` letters."""
    return [wrapped(text, width) for text in texts]
