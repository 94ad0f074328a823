"""Establishments against salaried jobs, by sub-sector."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, layered, wrapped
from data.french.formats import number

SIDES = {"establishments": "Établissements", "employees": "Salariés"}


def contrast(sectors: pd.DataFrame, *, highlighted: tuple[str, ...] = ()) -> alt.LayerChart:
    """Back-to-back bars on one order: establishments to the left, employees to the right, both from zero.

    ``sectors``: columns subsector_id, subsector, establishments, employees, in the order to show.
    ``highlighted`` sub-sectors keep their colour and the others fade; none: all keep it. Both sides share
    one scale of shares of their own total, and carry the counts as labels.
    """
    long = sectors.melt(
        id_vars=["subsector_id", "subsector"], value_vars=list(SIDES), var_name="side", value_name="count"
    )
    long["count"] = long["count"].astype("float64")
    total = long.groupby("side")["count"].transform("sum")
    sign = long["side"].map({"establishments": -1.0, "employees": 1.0})
    long = long.assign(
        position=sign * long["count"] / total,
        label=[number(value) for value in long["count"]],
        name=long["subsector"].map(lambda name: wrapped(name)),
        Série=long["side"].map(SIDES),
        part=long["count"] / total,
        shown=long["subsector_id"].isin(highlighted) if highlighted else True,
    )
    order = [wrapped(name) for name in sectors["subsector"]]
    y = alt.Y("name:N", sort=order, axis=alt.Axis(**axis_labels(), domain=False, ticks=False))
    x = alt.X(
        "position:Q",
        axis=None,
        scale=alt.Scale(domain=[-1.15 * long["part"].max(), 1.15 * long["part"].max()]),
    )
    base = alt.Chart(long).encode(y=y)
    bars = base.mark_bar().encode(
        x=x,
        color=alt.Color(
            "Série:N",
            scale=alt.Scale(domain=list(SIDES.values()), range=[palette.MAIN, palette.ACCENT]),
            legend=alt.Legend(title=None),
        ),
        opacity=alt.condition("datum.shown", alt.value(1), alt.value(0.25)),
        tooltip=[
            alt.Tooltip("subsector:N", title="Sous-secteur"),
            alt.Tooltip("Série:N"),
            alt.Tooltip("count:Q", title="Nombre", format=",.0f"),
            alt.Tooltip("part:Q", title="Part du total", format=".1%"),
        ],
    )
    left = base.transform_filter("datum.side === 'establishments'").mark_text(align="right", dx=-6)
    right = base.transform_filter("datum.side === 'employees'").mark_text(align="left", dx=6)
    labels = [text.encode(x=x, text="label:N") for text in (left, right)]
    return layered(bars, *labels).properties(height=alt.Step(54))


def average_size(sectors: pd.DataFrame, *, highlighted: tuple[str, ...] = ()) -> alt.LayerChart:
    """Employees per establishment, largest first. ``sectors``: subsector_id, subsector, average_size."""
    shown = sectors.dropna(subset=["average_size"]).sort_values("average_size", ascending=False)
    shown = shown.assign(
        name=shown["subsector"].map(lambda name: wrapped(name)),
        label=[number(value, decimals=1) for value in shown["average_size"]],
        shown=shown["subsector_id"].isin(highlighted) if highlighted else True,
    )
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N", sort=list(shown["name"]), axis=alt.Axis(**axis_labels(), domain=False, ticks=False)
        ),
        x=alt.X("average_size:Q", axis=None, scale=alt.Scale(domain=[0, shown["average_size"].max() * 1.15])),
    )
    bars = base.mark_bar(color=palette.MAIN).encode(
        opacity=alt.condition("datum.shown", alt.value(1), alt.value(0.25)),
        tooltip=[
            alt.Tooltip("subsector:N", title="Sous-secteur"),
            alt.Tooltip("average_size:Q", title="Salariés par établissement", format=",.1f"),
        ],
    )
    text = base.mark_text(align="left", dx=6).encode(text="label:N")
    return layered(bars, text).properties(height=alt.Step(50))
