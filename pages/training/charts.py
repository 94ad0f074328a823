"""Training offers by level, one colour a territory."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, layered, wrapped
from data.french.formats import number


def levels(rows: pd.DataFrame) -> alt.LayerChart:
    """Stacked bars from zero, in the order of levels; a level without offer says so in words.

    ``rows``: columns level, territory, offers, one row a level and territory, zeros included.
    """
    drawn = rows.assign(
        name=[wrapped(level, 32) for level in rows["level"]],
        Territoire=rows["territory"],
        rank=rows["territory"].map({name: rank for rank, name in enumerate(palette.TERRITORY)}),
        offers=rows["offers"].astype("int64"),
    )
    order = list(dict.fromkeys(drawn["name"]))
    y = alt.Y("name:N", sort=order, axis=alt.Axis(**axis_labels(), domain=False, ticks=False))
    totals = drawn.groupby("name", sort=False, as_index=False)["offers"].sum()
    totals["label"] = [number(total) if total else "aucune lue" for total in totals["offers"]]
    x = alt.X("offers:Q", axis=None, scale=alt.Scale(domain=[0, 1.15 * max(int(totals["offers"].max()), 1)]))
    bars = (
        alt.Chart(drawn)
        .mark_bar()
        .encode(
            y=y,
            x=x,
            color=alt.Color(
                "Territoire:N",
                scale=alt.Scale(domain=list(palette.TERRITORY), range=list(palette.TERRITORY.values())),
                legend=alt.Legend(title=None),
            ),
            order=alt.Order("rank:Q"),
            tooltip=[
                alt.Tooltip("level:N", title="Niveau"),
                alt.Tooltip("Territoire:N"),
                alt.Tooltip("offers:Q", title="Offres lues"),
            ],
        )
    )
    labels = (
        alt.Chart(totals)
        .mark_text(align="left", baseline="middle", dx=6)
        .encode(y=y, x=alt.X("offers:Q", axis=None), text="label:N")
    )
    return layered(bars, labels).properties(height=alt.Step(54))
