"""What a map of training offers shows, before anything draws it: outlines, places, names, and the frame.

Both drawings, deck.gl on screen and Altair in projection and documents, are made from one scene, so that
colours and counts cannot differ.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from components import palette
from components.formats import NARROW_SPACE, count, number

CREDIT = "IGN – ADMIN EXPRESS COG (Licence Ouverte 2.0), contours simplifiés"
# Four decimals of a degree are about 10 m: finer than the simplified outlines.
DECIMALS = 4
# The drawing area the frame is fitted to, in pixels: the narrowest column of a 1366 × 768 laptop.
WIDTH, HEIGHT = 480, 600
# deck.gl draws the world on this many pixels at zoom 0.
WORLD = 512
# Largest circle and circle of one offer, in pixels.
LARGEST, ONE_OFFER = 26.0, 8.0
NAME_SIZE, TERRITORY_SIZE = 15, 19
# In the sea beside each territory, where no offer can be: longitude, latitude.
TERRITORY_NAMES = {"Centre": (-61.16, 14.565), "Nord": (-60.925, 14.825), "Sud": (-61.035, 14.43)}
# The same when the map is framed on one territory: nearer its coast.
FRAMED_NAMES = {**TERRITORY_NAMES, "Centre": (-61.085, 14.578)}
EPCI = {"Centre": "CACEM", "Nord": "CAP Nord", "Sud": "Espace Sud"}


Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Place:
    """One circle: its commune, how many offers, its radius in pixels, what hovering says.

    ``approximate``: no offer of the place has coordinates of its own. ``faded``: another commune is chosen.
    """

    commune: str
    commune_code: str
    territory: str
    longitude: float
    latitude: float
    offers: int
    radius: float
    tip: str
    approximate: bool
    faded: bool = False

    @property
    def color(self) -> str:
        return palette.TERRITORY[self.territory]

    @property
    def label(self) -> str:
        """The count, when the circle has room for it."""
        written = number(self.offers)
        return written if self.radius >= 3.2 * len(written) + 4 else ""


@dataclass(frozen=True)
class Name:
    """A name on the map: offset in pixels from a place, drawn in ink unless it has a colour."""

    text: str
    longitude: float
    latitude: float
    dx: float = 0
    dy: float = 0
    anchor: Literal["start", "middle", "end"] = "middle"
    color: str | None = None
    size: int = NAME_SIZE


@dataclass(frozen=True)
class Scene:
    """``communes`` and ``limits`` are GeoJSON features, ``bounds`` is west, south, east, north in degrees."""

    communes: tuple[dict[str, Any], ...]
    limits: tuple[dict[str, Any], ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]
    bounds: Box

    @property
    def zoom(self) -> float:
        """The deck.gl zoom at which the bounds fill the drawing area."""
        return math.log2(_pixels_per_degree(self.bounds) * 360 / WORLD)

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the bounds."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2


def _pixels_per_degree(bounds: Box) -> float:
    west, south, east, north = bounds
    return min(WIDTH / (east - west), HEIGHT / (_mercator(north) - _mercator(south)))


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
) -> Scene:
    """The map of ``places`` over ``communes`` (with their outlines), framed on the territory if any.

    ``by_territory``: offers in view in each territory, absent when none. The commune chosen is made to
    stand out; communes outside the territory stay, in grey.
    """
    outlines, limits, boxes = _shapes(
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
                "tip": f"{name} ({EPCI[place]}){NARROW_SPACE}: {_read(int(offers.get(code, 0)))}",
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
    drawn = _drawn(places, commune_code)
    return Scene(
        communes=features,
        limits=tuple(
            {"type": "Feature", "geometry": geometry, "properties": {"territory": name}}
            for name, geometry in limits
        ),
        places=drawn,
        names=_names(drawn, by_territory, territory, bounds),
        bounds=bounds,
    )


def _read(offers: int) -> str:
    return count(offers, "offre lue", "offres lues") if offers else "aucune offre lue"


def _mercator(latitude: float) -> float:
    """Latitude in degrees as drawn: Web Mercator, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


@lru_cache(maxsize=4)
def _shapes(
    wkb: tuple[bytes, ...], codes: tuple[str, ...], names: tuple[str, ...], territories: tuple[str, ...]
) -> tuple[Any, Any, dict[str, Box]]:
    """Outlines, EPCI limits and boxes, made once for each version of the outlines."""
    import geopandas as gpd

    frame = gpd.GeoDataFrame({"territory": territories}, geometry=gpd.GeoSeries.from_wkb(list(wkb)))
    outlines = tuple(zip(codes, names, territories, map(_geojson, frame.geometry), strict=True))
    merged = frame.dissolve("territory")
    limits = tuple(zip(merged.index, map(_geojson, merged.geometry), strict=True))
    boxes = {str(name): tuple(map(float, shape.bounds)) for name, shape in merged.geometry.items()}
    return outlines, limits, boxes  # type: ignore[return-value]


def _geojson(shape: Any) -> dict[str, Any]:
    """A polygon as GeoJSON, rounded. Exterior rings stay clockwise, as d3-geo wants."""

    def rounded(part: Any) -> Any:
        if isinstance(part[0], int | float):
            return [round(float(value), DECIMALS) for value in part]
        return [rounded(inner) for inner in part]

    oriented = shape.normalize()  # shapely's normal form has clockwise exteriors
    drawn = oriented.__geo_interface__
    return {"type": drawn["type"], "coordinates": rounded(drawn["coordinates"])}


def _drawn(places: pd.DataFrame, chosen: str | None) -> tuple[Place, ...]:
    """Places with the size of their circle (area in proportion to the offers) and what hovering says."""
    most = int(places["offers"].max()) if len(places) else 1
    scale = min(ONE_OFFER, LARGEST / math.sqrt(most))
    return tuple(
        Place(
            commune=str(place["commune"]),
            commune_code=str(place["commune_code"]),
            territory=str(place["territory"]),
            longitude=round(float(place["longitude"]), DECIMALS + 1),
            latitude=round(float(place["latitude"]), DECIMALS + 1),
            offers=int(place["offers"]),
            radius=round(scale * math.sqrt(place["offers"]), 1),
            tip=_tip(place),
            approximate=bool(place["approximate"]),
            faded=chosen not in (None, place["commune_code"]),
        )
        for place in places.to_dict("records")
    )


def _tip(place: dict[Any, Any]) -> str:
    lines = [f"{place['commune']}{NARROW_SPACE}: {_read(place['offers'])}", *place["names"]]
    left = place["organisations"] - len(place["names"])
    if left:
        lines.append(f"et {count(left, 'autre organisme', 'autres organismes')}")
    if place["approximate"]:
        lines.append("adresse non trouvée, point posé dans la commune")
    return "\n".join(lines)


def _names(
    places: tuple[Place, ...], by_territory: dict[str, int], territory: str | None, bounds: Box
) -> tuple[Name, ...]:
    """Territories in the sea beside them, then communes that have offers, where there is room."""
    scale = _pixels_per_degree(bounds)

    def room(name: Name) -> Box:
        return _room(name.longitude * scale + name.dx, name.dy - _mercator(name.latitude) * scale, name)

    names = [
        Name(
            f"{name} ({EPCI[name]})\n{_read(by_territory.get(name, 0))}",
            longitude,
            latitude,
            color=palette.TERRITORY[name],
            size=TERRITORY_SIZE,
        )
        for name, (longitude, latitude) in (FRAMED_NAMES if territory else TERRITORY_NAMES).items()
        if territory in (None, name)
    ]
    taken = [room(name) for name in names]
    circles = []
    for place in places:
        x, y = place.longitude * scale, -_mercator(place.latitude) * scale
        circles.append((x - place.radius, y - place.radius, x + place.radius, y + place.radius))
    named: set[str] = set()
    for rank, place in enumerate(places):  # the largest place of a commune comes first, and carries its name
        if place.commune_code in named:
            continue
        for name in _around(place):
            others = [*taken, *circles[:rank], *circles[rank + 1 :]]
            if not any(_overlap(room(name), other) for other in others):
                taken.append(room(name))
                names.append(name)
                named.add(place.commune_code)
                break
    return tuple(names)


def _around(place: Place) -> tuple[Name, ...]:
    """Where the commune's name may stand: beside, below or above its circle, else askew."""
    away, below = place.radius + 5, place.radius + NAME_SIZE * 0.75
    askew, lower = place.radius * 0.7 + 2, place.radius * 0.7 + NAME_SIZE * 0.6
    at = (place.commune, place.longitude, place.latitude)
    return (
        Name(*at, dx=away, anchor="start"),
        Name(*at, dx=-away, anchor="end"),
        Name(*at, dy=below),
        Name(*at, dy=-below),
        Name(*at, dx=askew, dy=lower, anchor="start"),
        Name(*at, dx=-askew, dy=lower, anchor="end"),
        Name(*at, dx=askew, dy=-lower, anchor="start"),
        Name(*at, dx=-askew, dy=-lower, anchor="end"),
    )


def _room(x: float, y: float, name: Name) -> Box:
    """The room a name takes, in pixels; a letter is about 0.58 of its height wide."""
    lines = name.text.split("\n")
    width, height = max(map(len, lines)) * name.size * 0.58, len(lines) * name.size * 1.2
    left = {"start": x, "middle": x - width / 2, "end": x - width}[name.anchor]
    return left, y - height / 2, left + width, y + height / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
