"""The map of training offers on screen: deck.gl, without a base map and without a network."""

from __future__ import annotations

import copy
import json
from typing import Any

import pydeck as pdk

from components.figures import palette
from components.figures.map_layout import SCREEN
from components.figures.style import TEXT_ON_DARK, TEXT_ON_LIGHT
from pages.training.map_scene import Scene

COMMUNES, LIMITS, PLACES, POINTS = "communes", "limits", "places", "points"
# deck.gl draws letters itself, each letter found in the data (é, œ, ’).
FONT = "Source Sans, sans-serif"


class CommuneMap(pdk.Deck):
    """A deck described once, and written without pydeck's indentation and slow encoder."""

    turn = 0
    said: dict[str, Any]

    def write(self, outlines: dict[str, list[dict[str, Any]]]) -> None:
        """Describe the deck, with these GeoJSON features as the data of the layers of these names."""
        self.said = json.loads(super().to_json())
        for layer in self.said["layers"]:
            if layer["id"] in outlines:
                layer["data"] = {"type": "FeatureCollection", "features": outlines[layer["id"]]}

    def to_json(self) -> str:
        """The deck for the browser, as of this turn."""
        # A view as before would leave the map where somebody dragged it: a centimetre off brings it back.
        moved = {
            name: value + self.turn * 1e-7 if name in ("latitude", "longitude", "zoom") else value
            for name, value in self.said["initialViewState"].items()
        }
        layers = [
            {**layer, "id": f"{layer['id']}-{self.turn}"}
            if layer["id"] in (COMMUNES, PLACES, POINTS)
            else layer
            for layer in self.said["layers"]
        ]
        now = {**self.said, "initialViewState": moved, "layers": layers}
        return json.dumps(now, ensure_ascii=False, separators=(",", ":"))

    def at_turn(self, turn: int) -> CommuneMap:
        """The same map at another turn: the browser forgets what was selected and where it was dragged."""
        other = copy.copy(self)
        other.turn = turn
        return other


def deck(scene: Scene, *, dark: bool = False) -> CommuneMap:
    """The scene as a deck.gl map of ``SCREEN.height`` pixels. Communes and places can be clicked, names not.

    The view neither tilts nor turns, the wheel scrolls the page rather than the map, and a double click
    is two clicks.
    """
    ink = _rgba(TEXT_ON_DARK if dark else TEXT_ON_LIGHT)
    paper = _rgba(palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND)
    longitude, latitude = scene.centre
    layers = [_communes(), _limits(ink)]
    if scene.discs:
        layers += [_places(scene, ink), _counts(scene, ink)]
    if scene.rings:
        layers.append(_rings(scene, ink))
    if scene.added.points:
        layers.append(_points(scene, ink, paper))
    layers.append(_names(scene, ink, paper))
    drawn = CommuneMap(
        # And no map_style, not even None: Streamlit would take its own base map from the network.
        map_provider=None,
        layers=layers,
        views=[
            pdk.View(
                type="MapView",
                controller={
                    "scrollZoom": False,
                    "doubleClickZoom": False,
                    "dragRotate": False,
                    "touchRotate": False,
                },
            )
        ],
        initial_view_state=pdk.ViewState(
            longitude=longitude,
            latitude=latitude,
            zoom=round(scene.zoom, 3),
            min_zoom=7,
            max_zoom=15,
            pitch=0,
            bearing=0,
        ),
        height=SCREEN.height,
        tooltip={"text": "{tip}"},
    )
    drawn.write({COMMUNES: _features(scene, ink), LIMITS: [*scene.limits, scene.scale]})
    return drawn


def _rgba(color: str, alpha: int = 255) -> list[int]:
    return [int(color[place : place + 2], 16) for place in (1, 3, 5)] + [alpha]


def _features(scene: Scene, ink: list[int]) -> list[dict[str, Any]]:
    return [
        {
            **feature,
            "properties": {
                "commune": said["name"],
                "territory": said["territory"],
                "tip": said["tip"],
                "fill": _rgba(said["color"], round(255 * said["opacity"])),
                "line": ink if said["chosen"] else _rgba(palette.GREY),
                "width": 4 if said["chosen"] else 1,
            },
        }
        for feature in sorted(scene.communes, key=lambda feature: feature["properties"]["chosen"])
        for said in (feature["properties"],)
    ]


def _communes() -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        [],
        id=COMMUNES,
        pickable=True,
        get_fill_color="properties.fill",
        get_line_color="properties.line",
        get_line_width="properties.width",
        line_width_units=pdk.types.String("pixels"),
    )


def _limits(ink: list[int]) -> pdk.Layer:
    return pdk.Layer(
        "GeoJsonLayer",
        [],
        id=LIMITS,
        pickable=False,
        filled=False,
        get_line_color=ink,
        get_line_width=2.5,
        line_width_units=pdk.types.String("pixels"),
    )


def _places(scene: Scene, ink: list[int]) -> pdk.Layer:
    points = [
        {
            "commune": place.commune,
            "territory": place.territory,
            "tip": place.tip,
            "at": [place.longitude, place.latitude],
            "r": place.radius,
            "fill": _rgba(place.color, 90 if place.faded else 235),
            "line": ink if place.approximate else [255, 255, 255, 255],
        }
        for place in scene.discs
    ]
    return _circles(PLACES, points, get_radius="r", radius_min_pixels=4, get_line_width=1.5)


def _rings(scene: Scene, ink: list[int]) -> pdk.Layer:
    """The seats known: circles without a fill, through which a click reaches what is under them."""
    points = [
        {"at": [place.longitude, place.latitude], "r": place.ring, "line": ink} for place in scene.rings
    ]
    return _circles("seats", points, get_radius="r", pickable=False, filled=False, get_line_width=2)


def _points(scene: Scene, ink: list[int], paper: list[int]) -> pdk.Layer:
    points = [
        {
            "commune": point.commune,
            "territory": point.territory,
            "tip": point.tip,
            "at": [point.longitude, point.latitude],
            "fill": paper,
            "line": ink,
        }
        for point in scene.added.points
    ]
    return _circles(POINTS, points, get_radius=4, get_line_width=2)


def _circles(layer_id: str, points: list[dict[str, Any]], **options: Any) -> pdk.Layer:
    return pdk.Layer(
        "ScatterplotLayer",
        points,
        id=layer_id,
        **{"pickable": True, **options},
        stroked=True,
        get_position="at",
        radius_units=pdk.types.String("pixels"),
        get_fill_color="fill",
        get_line_color="line",
        line_width_units=pdk.types.String("pixels"),
    )


def _counts(scene: Scene, ink: list[int]) -> pdk.Layer:
    """The count within each circle that has room for it; on a faded one, in the ink of the page."""
    points = [
        {
            "text": place.label,
            "at": [place.longitude, place.latitude],
            "color": ink if place.faded else _rgba(palette.ink_on(place.color)),
        }
        for place in scene.discs
        if place.label
    ]
    return _text("counts", points, get_color="color", get_size=14)


def _names(scene: Scene, ink: list[int], paper: list[int]) -> pdk.Layer:
    points = [
        {
            "text": name.text,
            "at": [name.longitude, name.latitude],
            "by": [name.dx, name.dy],
            "anchor": name.anchor,
            "color": _rgba(name.color) if name.color else ink,
            "size": name.size,
        }
        for name in scene.names
    ]
    return _text(
        "names",
        points,
        get_color="color",
        get_size="size",
        get_pixel_offset="by",
        get_text_anchor="anchor",
        # A thin halo of the page's own colour keeps names readable over limits.
        font_settings={"sdf": True, "fontSize": 96, "buffer": 12, "radius": 24},
        outline_width=4,
        outline_color=paper,
    )


def _text(layer_id: str, points: list[dict[str, Any]], **options: Any) -> pdk.Layer:
    return pdk.Layer(
        "TextLayer",
        points,
        id=layer_id,
        pickable=False,
        get_text="text",
        get_position="at",
        size_units=pdk.types.String("pixels"),
        character_set=pdk.types.String("auto"),
        font_family=pdk.types.String(FONT),
        font_weight=700,
        **options,
    )
