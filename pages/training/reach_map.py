"""The communes by distance to the nearest offer: a shade for each verdict, hatching and names beyond."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.commune_map import commune_map
from components.figures.style import TEXT_ON_DARK, TEXT_ON_LIGHT
from data.french.formats import NOT_SAID, number
from data.indicators import training
from data.indicators.access import located
from pages.training import map_scene
from pages.training.map_figure import APART
from pages.training.measure import Measure, at_most

WITHIN, BEYOND, GAINED = "à portée", "au-delà", "gagnées par le scénario"
SHADES = {WITHIN: "#6496D2", BEYOND: "#7C8592", GAINED: palette.ACCENT}


def reach_map(
    outlines: Any,
    near: pd.DataFrame,
    measure: Measure,
    *,
    places: pd.DataFrame,
    centres: pd.DataFrame,
    before: pd.DataFrame | None = None,
    invented: pd.Series | None = None,
    dark: bool = False,
    afar: bool = False,
) -> alt.LayerChart:
    """``near`` is what ``access.nearest`` gives for the communes in view; ``places`` are the offers, as dots.

    ``before`` is the same without the scenario: communes that it brings within reach take a third shade;
    ``invented`` says which of ``places`` are the scenario's.
    """
    ink = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    # What is not known is left blank.
    blank = palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
    # A dot beyond the communes in view would stand on nothing, and make them small to hold it.
    places = places[places["commune_code"].isin(near["commune_code"])]
    invented = None if invented is None else invented.loc[places.index]
    states = near["commune_code"].map(_states(near, measure.limit, before))
    rows = near.assign(
        state=states,
        tip=[f"{row.commune} : {_far(row, measure)}" for row in near.itertuples()],
        named=[_named(row, measure) for row in near.itertuples()],
    )
    return commune_map(
        outlines,
        rows.assign(named=rows["named"].where(states != WITHIN, "")).sort_values(
            "population", ascending=False
        ),
        SHADES | {NOT_SAID: blank},
        hatched=BEYOND,
        over=_dots(places, centres, invented, ink) if len(places) else (),
        dark=dark,
        afar=afar,
    )


def _states(near: pd.DataFrame, most: int, before: pd.DataFrame | None) -> Mapping[str, str]:
    states = _verdicts(near, most)
    if before is not None:
        was = _verdicts(before, most)
        states |= {code: GAINED for code in states if (was[code], states[code]) == (BEYOND, WITHIN)}
    return states


def _verdicts(near: pd.DataFrame, most: int) -> dict[str, str]:
    return {
        row.commune_code: WITHIN if row.far <= most else NOT_SAID if row.incomplete else BEYOND
        for row in near.itertuples()
    }


def _far(row: Any, measure: Measure) -> str:
    if pd.isna(row.far):
        return "rien de connu"
    return f"{measure.said(row.far)}{at_most(row.incomplete)} de la plus proche"


def _named(row: Any, measure: Measure) -> str:
    if pd.isna(row.far):
        return str(row.commune)
    return f"{row.commune} ({number(round(row.far))} {measure.unit}{at_most(row.incomplete)})"


def _dots(
    places: pd.DataFrame, centres: pd.DataFrame, invented: pd.Series | None, ink: str
) -> list[alt.Chart]:
    """The offers, those close to one another as one dot: their number does not weigh; each fictitious one."""
    new = invented if invented is not None else pd.Series(False, index=places.index)
    gathered = training.places(places[~new], centres, apart=APART)
    alone = located(places[new], centres)
    shown = pd.DataFrame(
        {
            "longitude": gathered["longitude"],
            "latitude": gathered["latitude"],
            "tip": [map_scene.tip(row) for row in gathered.to_dict("records")],
        }
    )
    tried = alone[["longitude", "latitude"]].assign(
        tip=[f"{row.title}, {row.organisation}" for row in alone.itertuples()]
    )
    dots: dict[str, Any] = {
        "shape": "circle",
        "size": 45,
        "fill": ink,
        "opacity": 0.9,
        "stroke": "white",
        "strokeWidth": 0.8,
    }
    new_ones: dict[str, Any] = {
        "shape": "diamond",
        "size": 190,
        "fill": palette.ACCENT,
        "stroke": ink,
        "strokeWidth": 1.5,
    }
    # A layer without a point would be a picture without words.
    return [
        alt.Chart(rows)
        .mark_point(**{"filled": True, "opacity": 1, **look})
        .encode(
            longitude=alt.Longitude("longitude:Q"),
            latitude=alt.Latitude("latitude:Q"),
            tooltip=alt.Tooltip("tip:N", title=" "),
        )
        for rows, look in ((shown, dots), (tried, new_ones))
        if len(rows)
    ]
