"""The outlines of the communes as what draws them takes them: GeoJSON, frames, centres, and their credit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from components.figures.blocks import Evidence, View
from components.figures.evidence import cite
from components.figures.map_layout import Box, Layout, bar

CREDIT = "IGN – ADMIN EXPRESS COG (Licence Ouverte 2.0), contours simplifiés"
# Four decimals of a degree are about 10 m: finer than the simplified outlines.
DECIMALS = 4


class Shapes(NamedTuple):
    """``communes``: code, name, territory, GeoJSON. ``limits``: territory, GeoJSON. Then boxes and lines."""

    communes: tuple[tuple[str, str, str, dict[str, Any]], ...]
    limits: tuple[tuple[str, dict[str, Any]], ...]
    boxes: dict[str, Box]
    lines: tuple[np.ndarray, ...]


def credit(view: View) -> tuple[Evidence, ...]:
    """Who drew the outlines, as the line under a map says it."""
    outlines = {
        "source_id": "ign-admin-express",
        "locator": "contours des communes",
        "certainty": "secondhand",
        "note": None,
    }
    return cite(view, pd.DataFrame([outlines]), base="fond de carte")


def centres(communes: Any) -> pd.DataFrame:
    """A point within each commune: commune_code, latitude, longitude. ``communes`` has its outlines."""
    points = communes.geometry.representative_point()
    return pd.DataFrame(
        {"commune_code": communes["commune_code"], "latitude": points.y, "longitude": points.x}
    )


def shapes(communes: Any) -> Shapes:
    """The shapes of ``communes`` (with their outlines) and of the territories that they make."""
    return _shapes(
        tuple(communes.geometry.to_wkb()),
        tuple(communes["commune_code"]),
        tuple(communes["commune"]),
        tuple(communes["territory"]),
    )


def frame(boxes: Iterable[Box]) -> Box:
    """What holds all boxes, and a little around: west, south, east, north in degrees."""
    west, south, east, north = zip(*boxes, strict=True)
    return min(west) - 0.01, min(south) - 0.01, max(east) + 0.01, max(north) + 0.01


def scale_line(bounds: Box, layout: Layout, limits: Sequence[np.ndarray] = ()) -> dict[str, Any]:
    """The line of the scale, as a GeoJSON feature: its name is among the names."""
    line = bar(bounds, layout, limits)
    ends = [[round(end, DECIMALS + 1), round(line.latitude, DECIMALS + 1)] for end in (line.west, line.east)]
    return {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": ends},
        "properties": {"territory": ""},
    }


@lru_cache(maxsize=4)
def _shapes(
    wkb: tuple[bytes, ...], codes: tuple[str, ...], communes: tuple[str, ...], territories: tuple[str, ...]
) -> Shapes:
    """Made once for each version of the outlines."""
    import geopandas as gpd

    rows = gpd.GeoDataFrame({"territory": territories}, geometry=gpd.GeoSeries.from_wkb(list(wkb)))
    merged = rows.dissolve("territory")
    return Shapes(
        tuple(zip(codes, communes, territories, map(_geojson, rows.geometry), strict=True)),
        tuple(zip(merged.index, map(_geojson, merged.geometry), strict=True)),
        {str(name): tuple(map(float, shape.bounds)) for name, shape in merged.geometry.items()},  # type: ignore[misc]
        tuple(np.asarray(part.coords) for part in merged.geometry.boundary.explode()),
    )


def _geojson(shape: Any) -> dict[str, Any]:
    """A polygon as GeoJSON, rounded. Exterior rings stay clockwise, as d3-geo wants."""

    def rounded(part: Any) -> Any:
        if isinstance(part[0], int | float):
            return [round(float(value), DECIMALS) for value in part]
        return [rounded(inner) for inner in part]

    oriented = shape.normalize()  # shapely's normal form has clockwise exteriors
    drawn = oriented.__geo_interface__
    return {"type": drawn["type"], "coordinates": rounded(drawn["coordinates"])}
