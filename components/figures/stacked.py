"""Stacked horizontal bars: how a whole divides, one bar a category."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import altair as alt
import pandas as pd

from components.figures import rows as layout
from components.figures.blocks import Native
from components.figures.drawn import COLON, Columns, Drawn, Unit
from components.figures.style import layered, wrapped
from components.figures.values import Row


def stacked(
    frame: pd.DataFrame,
    *,
    label: str,
    series: str,
    value: str,
    colors: Mapping[str, str],
    opening: str,
    unit: Unit = "number",
    total: str | None = None,
    missing: str = "non indiqué",
    wrap: int | None = None,
) -> Drawn:
    """Bars in the order of ``frame`` (one row a category and series), parts in the order of ``colors``
    {series: colour}. ``total`` is a column of what is written at the end of a bar (the same on all rows of a
    category), else its sum. A part that is null has no mark; its category says ``missing`` in words.

    Rows of a category and series that come twice are an error: ``ValueError``.
    """
    if frame.duplicated([label, series]).any():
        raise ValueError("stacked: one row a category and series")
    columns = Columns(label, value, series, unit, missing=missing)
    rows = columns.rows(frame)
    said = _ends(frame, columns, rows, total)
    words = [f"{name}{COLON}{', '.join([*_parts(rows, name), said[name]])}." for name in said]
    return Drawn(
        _chart(rows, said, colors, wrap),
        " ".join([opening, *words]).strip(),
        columns.table(frame, rows),
        _native(columns.native(rows, "stacked-bar", colors), rows, said),
        # Alone, a part is said by what is written at the end of its bar.
        tuple(rows if len(colors) > 1 else [replace(row, text=said[row.label]) for row in rows]),
    )


def _native(native: Native, rows: list[Row], said: Mapping[str, str]) -> Native:
    """PowerPoint writes no part of nought: a bar made of them says beside its name what the screen says."""
    if len(native.series) < 2:
        return native
    bare = {name for name in said if not any(row.value for row in rows if row.label == name)}
    named = zip(native.categories, said, strict=True)
    return replace(
        native,
        categories=tuple(f"{name} · {said[name]}" if name in bare else shown for shown, name in named),
    )


def _parts(rows: list[Row], label: str) -> list[str]:
    """The parts of a category that are not 0: a part of nothing is not drawn either."""
    return [f"{row.series} {row.text}" for row in rows if row.label == label and row.value != 0]


def _ends(frame: pd.DataFrame, columns: Columns, rows: list[Row], total: str | None) -> dict[str, str]:
    """What is written at the end of the bar of each category."""
    if total is not None:
        return {str(name): str(text) for name, text in zip(frame[columns.label], frame[total], strict=True)}
    found = {}
    for name in dict.fromkeys(row.label for row in rows):
        known = [row.value for row in rows if row.label == name and row.value is not None]
        found[name] = columns.written(sum(known) if known else None)
    return found


def _chart(
    rows: list[Row], said: Mapping[str, str], colors: Mapping[str, str], wrap: int | None
) -> alt.LayerChart:
    width = wrap or layout.width_of(said)
    places = {name: rank for rank, name in enumerate(colors)}
    shown = pd.DataFrame(
        {
            "name": [wrapped(row.label, width) for row in rows],
            "label": [row.label for row in rows],
            "series": [row.series for row in rows],
            "place": [places[row.series] for row in rows],
            "value": pd.Series([row.value for row in rows], dtype="float64"),
            "text": [row.text for row in rows],
            "said": [wrapped(said[row.label], layout.TEXT_WIDTH) for row in rows],
        }
    )
    sums = shown.groupby("name", sort=False)["value"].transform("sum")
    shown = shown.assign(end=sums, first=~shown.duplicated("name"))
    used = [name for name in colors if (shown.loc[shown["series"] == name, "value"] > 0).any()]
    scale = layout.scale(shown["end"], shown["said"])
    step = layout.step(shown["name"], shown["said"])
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=list(dict.fromkeys(shown["name"])),
            axis=layout.axis(),
            scale=layout.padding(step),
        )
    )
    bars = base.mark_bar().encode(
        x=alt.X("value:Q", axis=None, scale=scale, stack="zero"),
        order=alt.Order("place:Q"),
        color=alt.Color(
            "series:N",
            scale=alt.Scale(domain=used, range=[colors[name] for name in used]),
            # A single part is said by the labels: a legend would repeat it.
            legend=layout.legend(used) if len(used) > 1 else None,
        ),
        tooltip=[
            alt.Tooltip("label:N", title="Libellé"),
            alt.Tooltip("series:N", title="Série"),
            alt.Tooltip("text:N", title="Valeur"),
        ],
    )
    texts = (
        base.transform_filter("datum.first")
        .mark_text(align="left", baseline="middle", dx=6, dy=layout.lifted("said"))
        .encode(x=alt.X("end:Q", axis=None, scale=scale), text=alt.Text("said:N"))
    )
    return layered(bars, texts).properties(height=layout.height(step))
