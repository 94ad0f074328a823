"""Labelled horizontal bars from zero, of one series or of several on one scale."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures import rows as layout
from components.figures.drawn import COLON, Columns, Drawn, Unit, colors_of, distinct
from components.figures.style import layered, wrapped
from components.figures.values import Row

FADED = 0.35


def bars(
    frame: pd.DataFrame,
    *,
    label: str,
    value: str | Mapping[str, str],
    opening: str,
    unit: Unit = "number",
    headers: Mapping[str, str] | None = None,
    units: Mapping[str, str] | None = None,
    measure: str = "",
    series: str | None = None,
    text: str | None = None,
    low: str | None = None,
    high: str | None = None,
    key: str | None = None,
    colors: Mapping[Any, str] | None = None,
    legend: Mapping[str, str] | None = None,
    with_share: bool = False,
    named: bool = False,
    highlighted: Collection[str] = (),
    hollow: Collection[str] = (),
    missing: str = "non indiqué",
    reach: float | None = None,
    wrap: int | None = None,
) -> Drawn:
    """Bars in the order of ``frame``, each with its value written at its end, all on one scale from zero.

    ``label`` is the column of categories; ``value`` the column of values (null: no mark, ``missing`` in
    words; 0: a stroke on the axis), or {column: series} for several bars a category. A frame with one row a
    category and series names the latter in ``series``. ``low`` and ``high``, columns, bound what a secret
    keeps: a bracket is drawn from one to the other, after the part that is known.

    ``measure`` names what is measured in PowerPoint. ``text`` is a column of what is written in place of
    the value; ``with_share`` adds the part of the column's total; ``named`` writes the series first, in
    place of a legend. ``key``, a column (without it, the series), chooses among ``colors``; ``legend`` is
    {words: colour} where the labels do not say it. Categories of ``highlighted`` keep their colour and the
    others fade; those of ``hollow`` are outlined. ``headers`` and ``units`` make the table:
    {column: header}, {column: format}. ``wrap`` is the most letters on a line of a label (none: what two
    lines need). ``reach`` is a value that the scale always holds: filters leave it as it is.
    """
    columns = Columns(
        label, value, series, unit, text, low, high, key, with_share, missing, headers or {}, units or {}
    )
    rows = columns.rows(frame)
    written = [f"{row.series}{COLON}{row.text}" if named else row.text for row in rows]
    shades = dict(legend or {})
    if isinstance(value, Mapping) and legend is None:
        shades = {name: (colors or {}).get(name, palette.GREY) for name in value.values()}
    native_colors = {str(name): color for name, color in (colors or {}).items()}
    measured = measure or ("" if series or isinstance(value, Mapping) else (headers or {}).get(value, ""))
    if len({row.series for row in rows}) < 2:
        # One series: each category takes its own colour in PowerPoint too.
        native_colors = {row.label: shade for row, shade in zip(rows, colors_of(rows, colors), strict=True)}
    return Drawn(
        _chart(rows, written, colors_of(rows, colors), shades, highlighted, hollow, reach, wrap),
        columns.alt(rows, opening),
        columns.table(frame, rows),
        columns.native(rows, "bar", native_colors, measure=measured),
        tuple(rows),
    )


def _chart(
    rows: list[Row],
    written: list[str],
    colors: list[str],
    legend: Mapping[str, str],
    highlighted: Collection[str],
    hollow: Collection[str],
    reach: float | None,
    wrap: int | None,
) -> alt.LayerChart:
    width = wrap or layout.width_of(row.label for row in rows)
    labels = distinct([wrapped(row.label, width) for row in rows], [row.series for row in rows])
    names = {color: name for name, color in legend.items()}
    shown = pd.DataFrame(
        {
            "name": labels,
            "label": [row.label for row in rows],
            "series": [row.series for row in rows],
            "value": pd.Series([row.value for row in rows], dtype="float64"),
            "low": pd.Series([row.low if row.secret else None for row in rows], dtype="float64"),
            "high": pd.Series([row.high if row.secret else None for row in rows], dtype="float64"),
            "end": [max(row.value or 0, row.high or 0) for row in rows],
            "text": layout.wrapped_all(written, layout.TEXT_WIDTH),
            "color": colors,
            "Légende": [names.get(color, "") for color in colors],
            "opacity": [1.0 if not highlighted or row.label in highlighted else FADED for row in rows],
            "filled": [0.0 if row.label in hollow else 1.0 for row in rows],
        }
    )
    ends = [*shown["end"], *([reach] if reach is not None else [])]
    longest = max(shown["text"], key=layout.letters, default="")
    scale = layout.scale(ends, [*shown["text"], *([longest] if reach is not None else [])])
    several = list(dict.fromkeys(row.series for row in rows))
    step = layout.step(labels, shown["text"], bars=len(several) or 1)
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=list(dict.fromkeys(labels)),
            axis=layout.axis(),
            scale=layout.padding(step, len(several) or 1),
        ),
        opacity=alt.Opacity("opacity:Q", scale=None, legend=None),
        tooltip=[
            alt.Tooltip("label:N", title="Libellé"),
            *([alt.Tooltip("series:N", title="Série")] if len(several) > 1 else []),
            alt.Tooltip("text:N", title="Valeur"),
        ],
    )
    if len(several) > 1:
        base = base.encode(yOffset=alt.YOffset("series:N", sort=several, scale=alt.Scale(paddingInner=0.06)))
    # A 0 keeps the line of its stroke; what is not said has no mark at all.
    solid = base.mark_bar(strokeWidth=2).encode(
        x=alt.X("value:Q", axis=None, scale=scale),
        stroke=alt.Stroke("color:N", scale=None, legend=None),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None, legend=None),
        fill=_fill(legend, shown),
    )
    layers: list[Any] = [solid]
    if shown["high"].notna().any():
        layers += _brackets(base, scale)
    texts = base.mark_text(align="left", baseline="middle", dx=6, dy=layout.lifted("text")).encode(
        x=alt.X("end:Q", axis=None, scale=scale),
        text=alt.Text("text:N"),
        # Words are read whatever is put forward.
        opacity=alt.OpacityValue(1),
    )
    return layered(*layers, texts).properties(height=layout.height(step))


def _fill(legend: Mapping[str, str], shown: pd.DataFrame) -> alt.Fill:
    """The colour of each row: through the legend where there is one, since a reader needs it."""
    used = [name for name, color in legend.items() if color in set(shown["color"])]
    if len(used) < 2:
        return alt.Fill("color:N", scale=None, legend=None)
    return alt.Fill(
        "Légende:N",
        scale=alt.Scale(domain=used, range=[legend[name] for name in used]),
        legend=layout.legend(used),
    )


def _brackets(base: alt.Chart, scale: alt.Scale) -> list[alt.Chart]:
    """What a secret may hold: a line with two ends, from the least to the most, never a bar."""
    known = base.transform_filter("isValid(datum.high)")
    stroke = alt.Stroke("color:N", scale=None, legend=None)
    line = known.mark_rule(strokeWidth=2, strokeDash=[4, 3]).encode(
        x=alt.X("low:Q", axis=None, scale=scale), x2=alt.X2("high:Q"), stroke=stroke
    )
    ends = [
        known.mark_point(shape="stroke", angle=90, size=150, strokeWidth=2, opacity=1).encode(
            x=alt.X(f"{side}:Q", axis=None, scale=scale), stroke=stroke
        )
        for side in ("low", "high")
    ]
    return [line, *ends]
