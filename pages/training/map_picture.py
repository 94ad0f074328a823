"""The map of training offers as a picture: for projection and documents, without WebGL or network."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cached_property
from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.commune_map import write_names
from components.figures.style import SMALLEST, TEXT_ON_DARK, TEXT_ON_LIGHT, TYPE_SIZE, finish, inline, layered
from pages.training.map_scene import Scene


class Picture:
    """A chart drawn when first used: on screen deck.gl stands in for it, and drawing takes 0.2 s."""

    def __init__(self, draw: Callable[[], alt.LayerChart]) -> None:
        self._draw = draw

    @cached_property
    def _chart(self) -> alt.LayerChart:
        return self._draw()

    def still(self, height: int) -> dict[str, Any]:
        """The picture for a screen that cannot draw the map itself, ``height`` pixels high."""
        return finish(self._chart.properties(width="container", height=height))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._chart, name)


def picture(scene: Scene, *, dark: bool = False) -> alt.LayerChart:
    """The scene drawn by Altair: same colours, same counts, same names as the map on screen.

    Circles and names keep their size relative to the map, however large it is drawn.
    """
    ink = TEXT_ON_DARK if dark else TEXT_ON_LIGHT
    factor = f"min(width / {scene.layout.width}, height / {scene.layout.height})"
    shown = [feature for feature in scene.communes if feature["properties"]["shown"]]
    # Neighbours would widen the frame, which follows what is drawn.
    seen = {feature["properties"]["territory"] for feature in shown}
    limits = [feature for feature in scene.limits if feature["properties"]["territory"] in seen]
    communes = (
        alt.Chart(inline(shown))
        .mark_geoshape(stroke=palette.GREY, strokeWidth=0.7)
        .encode(
            fill=alt.Fill("properties.color:N", scale=None),
            fillOpacity=alt.FillOpacity("properties.opacity:Q", scale=None),
            tooltip=alt.Tooltip("properties.tip:N", title=" "),
        )
    )
    # Lines without a name of their own: the words of the figure say what the map shows.
    borders = alt.Chart(inline([*limits, scene.scale])).mark_geoshape(
        aria=False, filled=False, stroke=ink, strokeWidth=2.5
    )
    chosen = [feature for feature in shown if feature["properties"]["chosen"]]
    layers: list[Any] = [communes, borders]
    if chosen:
        layers.append(
            alt.Chart(inline(chosen)).mark_geoshape(aria=False, filled=False, stroke=ink, strokeWidth=4)
        )
    # A halo of the page's own colour keeps names readable over limits.
    paper = palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
    if scene.discs:
        layers += _places(scene, ink, factor)
    if scene.rings:
        layers.append(_rings(scene, ink, factor))
    if scene.added.points:
        layers.append(_points(scene, ink, paper))
    layers += [write_names(scene.names, ink, factor, halo=paper), write_names(scene.names, ink, factor)]
    return layered(*layers).project(type="mercator").properties(width=900, height=600)


def _places(scene: Scene, ink: str, factor: str) -> list[alt.Chart]:
    places = scene.discs
    drawn = pd.DataFrame(
        {
            "longitude": [place.longitude for place in places],
            "latitude": [place.latitude for place in places],
            "color": [place.color for place in places],
            "area": [math.pi * place.radius**2 for place in places],
            "label": [place.label for place in places],
            "letters": [min(14 * scene.layout.letters, place.radius * 1.3) for place in places],
            "tip": [place.tip for place in places],
            "approximate": [place.approximate for place in places],
            "ink": [ink if place.faded else palette.ink_on(place.color) for place in places],
            "opacity": [0.35 if place.faded else 0.92 for place in places],
        }
    )
    base = alt.Chart(drawn).encode(
        longitude=alt.Longitude("longitude:Q"), latitude=alt.Latitude("latitude:Q")
    )
    circles = [
        base.transform_filter("datum.approximate" if hollow else "!datum.approximate")
        .mark_point(
            shape="circle",
            size=alt.expr(f"datum.area * pow({factor}, 2)"),
            filled=True,
            opacity=alt.expr("datum.opacity"),
            stroke=ink if hollow else "white",
            strokeWidth=1.5,
            strokeDash=[3, 2] if hollow else [1, 0],
        )
        .encode(
            fill=alt.Fill("color:N", scale=None),
            tooltip=alt.Tooltip("tip:N", title=" "),
        )
        for hollow in (False, True)
    ]
    # A circle too small for a figure that is read from afar has none: the list beside the map says it.
    letters = f"datum.letters * {factor}"
    counts = base.mark_text(
        color=alt.expr("datum.ink"),
        fontWeight="bold",
        baseline="middle",
        fontSize=alt.expr(f"{letters} < {TYPE_SIZE} * 0.6 ? 0 : max({letters}, {SMALLEST})"),
    ).encode(text=alt.Text("label:N"))
    return [*circles, counts]


def _rings(scene: Scene, ink: str, factor: str) -> alt.Chart:
    """The seats known: circles without a fill around those of the offers."""
    drawn = pd.DataFrame(
        {
            "longitude": [place.longitude for place in scene.rings],
            "latitude": [place.latitude for place in scene.rings],
            "area": [math.pi * place.ring**2 for place in scene.rings],
        }
    )
    return (
        alt.Chart(drawn)
        .mark_point(
            shape="circle",
            size=alt.expr(f"datum.area * pow({factor}, 2)"),
            filled=False,
            stroke=ink,
            strokeWidth=2.5,
            opacity=1,
        )
        .encode(longitude=alt.Longitude("longitude:Q"), latitude=alt.Latitude("latitude:Q"))
    )


def _points(scene: Scene, ink: str, paper: str) -> alt.Chart:
    drawn = pd.DataFrame([vars(point) for point in scene.added.points])
    return (
        alt.Chart(drawn)
        .mark_point(shape="circle", size=70, filled=True, fill=paper, stroke=ink, strokeWidth=2, opacity=1)
        .encode(
            longitude=alt.Longitude("longitude:Q"),
            latitude=alt.Latitude("latitude:Q"),
            tooltip=alt.Tooltip("tip:N", title=" "),
        )
    )
