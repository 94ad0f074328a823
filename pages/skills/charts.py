"""Skills, recruitment by basin, classes of tension: the secret part of a bar is never drawn as known."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.rows import lifted
from components.figures.style import FONT_SIZE, axis_labels, wrapped

LIGHT = 0.35
PROJECTED_TYPE = cast("dict[str, str]", FONT_SIZE["projection"])["expr"]
# Height of a line of label on screen, in pixels: projected charts are stretched anyway.
LINE = 18


def grid(
    rows: pd.DataFrame,
    headers: Mapping[str, str],
    *,
    reach: float,
    bar_width: float,
    name_width: int,
    header_padding: int = 8,
) -> alt.LayerChart | alt.FacetChart:
    """A table whose cells hold a small bar from zero and what it says, all on one scale.

    ``rows``: columns name (line), column (a key of ``headers``), solid, high (end of the lighter tail, equal
    to ``solid`` without one), text, colour, detail (tooltip), in the order to show. ``headers``: columns in
    order, and what is written above each, broken over lines. ``reach`` is the value that fills ``bar_width``
    (a fraction of the column). Vega places the first lines of headers for two lines: three ask for more
    ``header_padding``.
    """
    position = {column: rank for rank, column in enumerate(headers)}
    start = rows["column"].map(position).astype("float64")
    shown = rows.assign(
        line=[wrapped(name, name_width) for name in rows["name"]],
        # A column is narrow: what a secret may hide goes under the figure.
        text=[text.replace(" (", "\n(") for text in rows["text"]],
        start=start,
        end=start + rows["solid"] / reach * bar_width,
        tail=start + rows["high"] / reach * bar_width,
    )
    written = json.dumps([header.split("\n") for header in headers.values()], ensure_ascii=False)
    header = alt.Axis(
        orient="top",
        values=list(position.values()),
        labelExpr=f"{written}[datum.value]",
        labelAlign="left",
        labelBound=False,
        labelFlush=False,
        labelLimit=0,
        labelPadding=header_padding,
        title=None,
        ticks=False,
        domain=False,
    )
    x_scale = alt.Scale(domain=[0, len(headers)], nice=False, zero=True)
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "line:N",
            sort=list(dict.fromkeys(shown["line"])),
            axis=alt.Axis(**axis_labels(), domain=False, ticks=False),
            scale=alt.Scale(paddingInner=0.35, paddingOuter=0.15),
        )
    )
    colour = alt.Color("colour:N", scale=None)
    tooltip = [
        alt.Tooltip("name:N", title="Ligne"),
        alt.Tooltip("column:N", title="Colonne"),
        alt.Tooltip("detail:N", title="Valeur"),
    ]
    solid = base.mark_bar().encode(
        x=alt.X("start:Q", axis=header, scale=x_scale), x2=alt.X2("end:Q"), color=colour, tooltip=tooltip
    )
    tail = base.mark_bar(opacity=LIGHT).encode(
        x=alt.X("end:Q", axis=header, scale=x_scale), x2=alt.X2("tail:Q"), color=colour, tooltip=tooltip
    )
    text = base.mark_text(align="left", baseline="middle", dx=5, dy=lifted("text")).encode(
        x=alt.X("tail:Q", axis=header, scale=x_scale), text=alt.Text("text:N")
    )
    lines = max(name.count("\n") + 1 for name in shown["line"])
    return alt.layer(solid, tail, text).properties(height=alt.Step(LINE * lines + 16))


def matrix(rows: pd.DataFrame, kinds: Mapping[str, str]) -> alt.LayerChart | alt.FacetChart:
    """The table of skills as the deck prints it, for a projector: domain × kind, written in full.

    ``rows``: columns domain and, for each kind of ``kinds`` {header: kind}, skills_<kind> (text), in the
    order to show.
    """
    shown = pd.concat(
        [
            pd.DataFrame(
                {
                    "name": [wrapped(name, 20) for name in rows["domain"]],
                    "start": float(rank),
                    "end": rank + 0.008,
                    "text": [wrapped(text, 80 // len(kinds)) for text in rows[f"skills_{kind}"]],
                    "colour": palette.SKILL_KIND[kind],
                }
            )
            for rank, kind in enumerate(kinds.values())
        ]
    )
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=[wrapped(name, 20) for name in rows["domain"]],
            axis=alt.Axis(**axis_labels(), domain=False, ticks=False),
            scale=alt.Scale(paddingInner=0.25, paddingOuter=0.1),
        ),
        x=alt.X(
            "start:Q",
            scale=alt.Scale(domain=[0, len(kinds)], nice=False),
            axis=alt.Axis(
                orient="top",
                values=list(range(len(kinds))),
                labelExpr=f"{json.dumps(list(kinds), ensure_ascii=False)}[datum.value]",
                labelAlign="left",
                labelBound=False,
                labelFlush=False,
                title=None,
                ticks=False,
                domain=False,
                grid=False,
            ),
        ),
    )
    rule = base.mark_bar().encode(x2=alt.X2("end:Q"), color=alt.Color("colour:N", scale=None))
    texts = _centred(base, shown["text"], "text", dx=14)
    return alt.layer(rule, *texts).properties(height=alt.Step(84))


def _centred(base: alt.Chart, texts: pd.Series, field: str, *, dx: int) -> list[alt.Chart]:
    """Labels of one or several lines, centred on their row: Vega hangs all lines below the middle.

    One layer for each number of lines, lifted by half of what hangs, in the type of a projector.
    """
    layers = []
    for lines in sorted({text.count("\n") + 1 for text in texts}):
        lift = alt.ExprRef(f"-{(lines - 1) / 2} * ({PROJECTED_TYPE} + 2)")
        layers.append(
            base.transform_filter(f"length(split(datum['{field}'], '\\n')) === {lines}")
            .mark_text(align="left", baseline="middle", dx=dx, dy=lift)
            .encode(text=f"{field}:N")
        )
    return layers
