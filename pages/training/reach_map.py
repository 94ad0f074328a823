"""The communes by distance to the nearest offer: three shades, hatching and names beyond."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import TEXT_ON_DARK, TEXT_ON_LIGHT, layered
from data.french.formats import number
from data.french.typography import french
from data.indicators import training
from data.indicators.access import located
from pages.training import map_scene
from pages.training.map_figure import APART
from pages.training.map_layout import WIDE, Place, names
from pages.training.map_picture import write_names
from pages.training.measure import Measure

# Degrees between two lines of the hatching: about 1.1 km.
HATCHED = 0.011
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
) -> alt.LayerChart:
    """``near`` tells how ``far`` each commune in view is; ``places`` are the offers, as dots.

    ``before`` is the same without the scenario: communes that it brings within reach take a third shade;
    ``invented`` says which of ``places`` are the scenario's.
    """
    ink = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    states = _states(near, measure.limit, before)
    shown = outlines[outlines["commune_code"].isin(near["commune_code"])]
    scene = map_scene.scene(shown, pd.DataFrame(columns=["commune_code", "offers"]), {}, layout=WIDE)
    far = dict(zip(near["commune_code"], near["far"], strict=True))
    features = [
        {
            **feature,
            "properties": {
                "state": states[feature["properties"]["code"]],
                "tip": french(
                    f"{feature['properties']['name']} : {_far(far[feature['properties']['code']], measure)}"
                ),
            },
        }
        for feature in scene.communes
    ]
    used = [name for name in SHADES if name in set(states.values())]
    fill = alt.Fill(
        "properties.state:N",
        scale=alt.Scale(domain=used, range=[SHADES[name] for name in used]),
        legend=alt.Legend(title=None, symbolType="square") if len(used) > 1 else None,
    )
    layers: list[Any] = [
        alt.Chart(alt.Data(values=features))
        .mark_geoshape(stroke=ink, strokeWidth=0.6)
        .encode(
            fill=fill,
            fillOpacity=alt.value(0.45),
            tooltip=alt.Tooltip("properties.tip:N", title=" "),
        )
    ]
    away = shown[shown["commune_code"].map(states) == BEYOND]
    if len(away):
        layers.append(
            alt.Chart(alt.Data(values=[_hatching(away)])).mark_geoshape(
                filled=False, stroke=ink, strokeWidth=1.1, opacity=0.75
            )
        )
    if len(places):
        layers += _dots(places, centres, invented, ink)
    layers.append(
        alt.Chart(alt.Data(values=[scene.scale])).mark_geoshape(
            aria=False, filled=False, stroke=ink, strokeWidth=2.5
        )
    )
    named = _names(outlines, near[near["commune_code"].map(states) != WITHIN], measure, scene)
    paper = palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
    factor = f"min(width / {WIDE.width}, height / {WIDE.height})"
    layers += [write_names(named, ink, factor, halo=paper), write_names(named, ink, factor)]
    return layered(*layers).project(type="mercator").properties(width=900, height=420)


def _states(near: pd.DataFrame, most: int, before: pd.DataFrame | None) -> Mapping[str, str]:
    inside = near.set_index("commune_code")["far"] <= most
    states = {code: WITHIN if within else BEYOND for code, within in inside.items()}
    if before is not None:
        was = before.set_index("commune_code")["far"] <= most
        states |= {code: GAINED for code, within in inside.items() if within and not was[code]}
    return states


def _far(far: float, measure: Measure) -> str:
    return "rien de connu" if pd.isna(far) else f"{measure.said(far)} de la plus proche"


def _hatching(communes: Any) -> dict[str, Any]:
    """Parallel lines at 45° within the communes, as one GeoJSON feature."""
    import shapely

    shape = shapely.union_all(communes.geometry.to_numpy())
    west, south, east, north = shape.bounds
    height = north - south
    starts = [west - height + HATCHED * rank for rank in range(int((east - west + height) / HATCHED) + 1)]
    lines = shapely.MultiLineString([[(x, south), (x + height, north)] for x in starts])
    drawn = shapely.set_precision(shapely.intersection(lines, shape), 10**-map_scene.DECIMALS)
    return {"type": "Feature", "geometry": drawn.__geo_interface__, "properties": {}}


def _dots(
    places: pd.DataFrame, centres: pd.DataFrame, invented: pd.Series | None, ink: str
) -> list[alt.Chart]:
    """The offers, those close to one another as one dot: their number does not weigh; each fictitious one."""
    new = invented if invented is not None else pd.Series(False, index=places.index)
    gathered = training.places(places[~new], centres, apart=APART)
    alone = located(places[new], centres)
    rows = pd.DataFrame(
        {
            "longitude": [*gathered["longitude"], *alone["longitude"]],
            "latitude": [*gathered["latitude"], *alone["latitude"]],
            "new": [False] * len(gathered) + [True] * len(alone),
            "tip": [
                *map(map_scene.tip, gathered.to_dict("records")),
                *(f"{row.title}, {row.organisation}" for row in alone.itertuples()),
            ],
        }
    )
    base = alt.Chart(rows).encode(
        longitude="longitude:Q", latitude="latitude:Q", tooltip=alt.Tooltip("tip:N", title=" ")
    )
    return [
        base.transform_filter("!datum.new").mark_point(
            shape="circle", size=45, filled=True, fill=ink, opacity=0.9, stroke="white", strokeWidth=0.8
        ),
        base.transform_filter("datum.new").mark_point(
            shape="diamond",
            size=190,
            filled=True,
            fill=palette.ACCENT,
            opacity=1,
            stroke=ink,
            strokeWidth=1.5,
        ),
    ]


def _names(outlines: Any, named: pd.DataFrame, measure: Measure, scene: map_scene.Scene) -> tuple[Any, ...]:
    """The names of the communes put forward, the most inhabited first, each where it hides nothing."""
    points = map_scene.centres(outlines).set_index("commune_code")
    dots = tuple(
        Place(
            commune=f"{row.commune} ({number(round(row.far))} {measure.unit})"
            if pd.notna(row.far)
            else str(row.commune),
            commune_code=str(row.commune_code),
            territory=str(row.territory),
            longitude=float(points.at[row.commune_code, "longitude"]),
            latitude=float(points.at[row.commune_code, "latitude"]),
            offers=1,
            radius=2.0,
            tip="",
            approximate=False,
        )
        for row in named.sort_values("population", ascending=False).itertuples()
    )
    placed = names(dots, {}, None, scene.bounds, WIDE)
    return tuple(name for name in placed if name.color is None)
