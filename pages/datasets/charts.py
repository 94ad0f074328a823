"""How sure the rows of each dataset are, and what became of the slides of the deck."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.blocks import CERTAINTY_WORDS
from components.figures.style import axis_labels, layered, wrapped
from data.french.formats import count, number
from data.french.formats import share as written_share

CERTAINTY_COLORS = {
    "read": palette.MAIN,
    "computed": palette.EDITION[2020],
    "inferred": palette.ACCENT,
    "secondhand": palette.GREY,
}


def certainties(rows: pd.DataFrame) -> alt.LayerChart:
    """Bars of shares that add up to one, by dataset. ``rows``: title, certainty, count, share, rows."""
    present = [key for key in CERTAINTY_COLORS if (rows.loc[rows["certainty"] == key, "count"] > 0).any()]
    shown = pd.DataFrame(
        {
            "name": rows["title"].map(wrapped),
            "Certitude": rows["certainty"].map(CERTAINTY_WORDS),
            "place": rows["certainty"].map({key: rank for rank, key in enumerate(CERTAINTY_COLORS)}),
            "share": rows["share"].astype("float64"),
            "count": rows["count"].astype("int64"),
            "written": [written_share(value) for value in rows["share"]],
            "label": [
                f"{number(read)} sur {number(total)}"
                for read, total in zip(
                    rows["title"].map(
                        rows[rows["certainty"] == "read"].set_index("title")["count"].to_dict()
                    ),
                    rows["rows"],
                    strict=True,
                )
            ],
        }
    )
    y = _categories(list(dict.fromkeys(shown["name"])))
    scale = alt.Scale(domain=[0, 1.3])
    bars = (
        alt.Chart(shown)
        .mark_bar()
        .encode(
            y=y,
            x=alt.X("share:Q", axis=None, scale=scale),
            order=alt.Order("place:Q"),
            color=alt.Color(
                "Certitude:N",
                scale=alt.Scale(
                    domain=[CERTAINTY_WORDS[key] for key in present],
                    range=[CERTAINTY_COLORS[key] for key in present],
                ),
                legend=alt.Legend(title=None),
            ),
            tooltip=[
                alt.Tooltip("name:N", title="Jeu de données"),
                alt.Tooltip("Certitude:N"),
                alt.Tooltip("count:Q", title="Lignes"),
                alt.Tooltip("written:N", title="Part"),
            ],
        )
    )
    labels = (
        alt.Chart(shown.drop_duplicates("name").assign(end=1.0))
        .mark_text(align="left", dx=8)
        .encode(y=y, x=alt.X("end:Q", scale=scale), text="label:N")
    )
    return layered(bars, labels).properties(height=alt.Step(38))


def deck(rows: pd.DataFrame) -> alt.LayerChart:
    """Bars of titles by state. ``rows``: state (in words), count, ``missing`` (True: to look at)."""
    shown = pd.DataFrame(
        {
            "name": rows["state"],
            "count": rows["count"].astype("int64"),
            "color": [palette.ACCENT if gone else palette.MAIN for gone in rows["missing"]],
            "label": [count(value, "titre") for value in rows["count"]],
        }
    )
    base = alt.Chart(shown).encode(
        y=_categories(shown["name"].tolist()),
        x=alt.X("count:Q", axis=None, scale=alt.Scale(domain=[0, max(int(shown["count"].max()), 1) * 1.25])),
        tooltip=[alt.Tooltip("name:N", title="Devenu"), alt.Tooltip("count:Q", title="Titres")],
    )
    bars = base.mark_bar().encode(color=alt.Color("color:N", scale=None, legend=None))
    return layered(bars, base.mark_text(align="left", dx=8).encode(text="label:N")).properties(
        height=alt.Step(46)
    )


def _categories(order: list[str]) -> alt.Y:
    return alt.Y("name:N", sort=order, axis=alt.Axis(**axis_labels(), domain=False, ticks=False))
