"""What a map of training offers shows, before anything draws it: outlines, places, names, and the frame.

Both drawings, deck.gl on screen and Altair in projection and documents, are made from one scene, so that
colours and counts cannot differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd

from data.french.formats import NARROW_SPACE, count, number
from pages.training.map_layout import EPCI, SCREEN, Box, Layout, Name, Place, names, pixels_per_degree
from pages.training.words import listed

CREDIT = "IGN – ADMIN EXPRESS COG (Licence Ouverte 2.0), contours simplifiés"
# Four decimals of a degree are about 10 m: finer than the simplified outlines.
DECIMALS = 4
# deck.gl draws the world on this many pixels at zoom 0.
WORLD = 512


@dataclass(frozen=True)
class Scene:
    """``communes`` and ``limits`` are GeoJSON features, ``bounds`` is west, south, east, north in degrees."""

    communes: tuple[dict[str, Any], ...]
    limits: tuple[dict[str, Any], ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]
    bounds: Box
    layout: Layout = SCREEN

    @property
    def zoom(self) -> float:
        """The deck.gl zoom at which the bounds fill the drawing area."""
        return math.log2(pixels_per_degree(self.bounds, self.layout) * 360 / WORLD)

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the bounds."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2


def centres(communes: Any) -> pd.DataFrame:
    """A point within each commune: commune_code, latitude, longitude. ``communes`` has its outlines."""
    points = communes.geometry.representative_point()
    return pd.DataFrame(
        {"commune_code": communes["commune_code"], "latitude": points.y, "longitude": points.x}
    )


def scene(
    communes: Any,
    places: pd.DataFrame,
    by_territory: dict[str, int],
    *,
    territory: str | None = None,
    commune_code: str | None = None,
    layout: Layout = SCREEN,
) -> Scene:
    """The map of ``places`` over ``communes`` (with their outlines), framed on the territory if any.

    ``by_territory``: offers in view in each territory, absent when none. The commune chosen is made to
    stand out; communes outside the territory stay, in grey.
    """
    outlines, limits, boxes, lines = _shapes(
        tuple(communes.geometry.to_wkb()),
        tuple(communes["commune_code"]),
        tuple(communes["commune"]),
        tuple(communes["territory"]),
    )
    offers = places.groupby("commune_code")["offers"].sum() if len(places) else pd.Series(dtype="int64")
    features = tuple(
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {
                "code": code,
                "name": name,
                "territory": place,
                "shown": territory in (None, place),
                "chosen": code == commune_code,
                "tip": f"{name} ({EPCI[place]}){NARROW_SPACE}: {listed(int(offers.get(code, 0)))}",
            },
        }
        for code, name, place, geometry in outlines
    )
    framed = [box for name, box in boxes.items() if territory in (None, name)]
    bounds = (
        min(box[0] for box in framed) - 0.01,
        min(box[1] for box in framed) - 0.01,
        max(box[2] for box in framed) + 0.01,
        max(box[3] for box in framed) + 0.01,
    )
    drawn = _drawn(places, commune_code, layout)
    return Scene(
        communes=features,
        limits=tuple(
            {"type": "Feature", "geometry": geometry, "properties": {"territory": name}}
            for name, geometry in limits
        ),
        places=drawn,
        names=names(drawn, by_territory, territory, bounds, layout, lines),
        bounds=bounds,
        layout=layout,
    )


@lru_cache(maxsize=4)
def _shapes(
    wkb: tuple[bytes, ...], codes: tuple[str, ...], communes: tuple[str, ...], territories: tuple[str, ...]
) -> tuple[Any, Any, dict[str, Box], tuple[Any, ...]]:
    """Outlines, EPCI limits, boxes and lines of the limits, made once for each version of the outlines."""
    import geopandas as gpd

    frame = gpd.GeoDataFrame({"territory": territories}, geometry=gpd.GeoSeries.from_wkb(list(wkb)))
    outlines = tuple(zip(codes, communes, territories, map(_geojson, frame.geometry), strict=True))
    merged = frame.dissolve("territory")
    limits = tuple(zip(merged.index, map(_geojson, merged.geometry), strict=True))
    boxes = {str(name): tuple(map(float, shape.bounds)) for name, shape in merged.geometry.items()}
    lines = tuple(part.coords for part in merged.geometry.boundary.explode())
    return outlines, limits, boxes, tuple(map(np.asarray, lines))  # type: ignore[return-value]


def _geojson(shape: Any) -> dict[str, Any]:
    """A polygon as GeoJSON, rounded. Exterior rings stay clockwise, as d3-geo wants."""

    def rounded(part: Any) -> Any:
        if isinstance(part[0], int | float):
            return [round(float(value), DECIMALS) for value in part]
        return [rounded(inner) for inner in part]

    oriented = shape.normalize()  # shapely's normal form has clockwise exteriors
    drawn = oriented.__geo_interface__
    return {"type": drawn["type"], "coordinates": rounded(drawn["coordinates"])}


def _drawn(places: pd.DataFrame, chosen: str | None, layout: Layout) -> tuple[Place, ...]:
    """Places with the size of their circle (area in proportion to the offers) and what hovering says."""
    most = int(places["offers"].max()) if len(places) else 1
    scale = min(layout.one_offer, layout.largest / math.sqrt(most))
    radii = [round(scale * math.sqrt(offers), 1) for offers in places["offers"]]
    return tuple(
        Place(
            commune=str(place["commune"]),
            commune_code=str(place["commune_code"]),
            territory=str(place["territory"]),
            longitude=round(float(place["longitude"]), DECIMALS + 1),
            latitude=round(float(place["latitude"]), DECIMALS + 1),
            offers=int(place["offers"]),
            radius=radius,
            label=_label(int(place["offers"]), radius / layout.letters),
            tip=_tip(place),
            approximate=bool(place["approximate"]),
            faded=chosen not in (None, place["commune_code"]),
        )
        for place, radius in zip(places.to_dict("records"), radii, strict=True)
    )


def _label(offers: int, radius: float) -> str:
    """The count within its circle; nothing when it would not fit (``radius`` for letters of 14 pixels)."""
    written = number(offers)
    return written if radius >= 3.6 * len(written) + 2.3 else ""


def _tip(place: dict[Any, Any]) -> str:
    lines = [f"{place['commune']}{NARROW_SPACE}: {listed(place['offers'])}", *place["names"]]
    left = place["organisations"] - len(place["names"])
    if left:
        lines.append(f"et {count(left, 'autre organisme', 'autres organismes')}")
    if place["approximate"]:
        lines.append("adresse non trouvée, point posé dans la commune")
    return "\n".join(lines)
