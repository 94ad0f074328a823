"""Circles and names of a map: their sizes, and where names stand so that none hides another."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from components.figures import palette
from data.french.formats import NARROW_SPACE

Box = tuple[float, float, float, float]
Anchor = Literal["start", "middle", "end"]

EPCI = {"Centre": "CACEM", "Nord": "CAP Nord", "Sud": "Espace Sud"}
NAME_SIZE, TERRITORY_SIZE = 15, 16
# Along the equator.
KM_PER_DEGREE = 111.32
# In the sea beside each territory, where no place can be: longitude, latitude, and which end of the name.
Standing = dict[str, tuple[float, float, Anchor]]


@dataclass(frozen=True)
class Layout:
    """A drawing area in pixels, the size of its letters, and where the names of territories stand.

    ``letter`` is how wide the font that draws there makes a letter, over its height.
    ``names`` when the whole island is in view, ``framed`` when one territory is.
    """

    width: int
    height: int
    letters: float
    letter: float
    largest: float
    one_offer: float
    names: Standing
    framed: Standing


# Beside its list on a laptop, both seen without scrolling: its height is fixed, its width at least this.
SCREEN = Layout(
    width=400,
    height=300,
    letters=1,
    letter=0.52,
    largest=24,
    one_offer=7,
    names={
        "Centre": (-61.11, 14.565, "end"),
        "Nord": (-60.95, 14.835, "start"),
        "Sud": (-61.08, 14.43, "end"),
    },
    framed={
        "Centre": (-61.105, 14.572, "middle"),
        "Nord": (-60.925, 14.835, "middle"),
        "Sud": (-61.09, 14.425, "middle"),
    },
)
# A projector or a document, wider than the island: large letters, and names out in the open sea.
WIDE = Layout(
    width=900,
    height=600,
    letters=1.75,
    letter=0.64,
    largest=36,
    one_offer=13,
    names={
        "Centre": (-61.15, 14.57, "end"),
        "Nord": (-60.96, 14.83, "start"),
        "Sud": (-61.09, 14.44, "end"),
    },
    framed={
        "Centre": (-61.09, 14.562, "middle"),
        "Nord": (-60.97, 14.84, "start"),
        "Sud": (-61.09, 14.435, "middle"),
    },
)


@dataclass(frozen=True)
class Spot:
    """What a name stands beside: a circle of this radius in pixels, in a commune."""

    commune: str
    commune_code: str
    longitude: float
    latitude: float
    radius: float


@dataclass(frozen=True)
class Name:
    """A name on the map: offset in pixels from a place, drawn in ink unless it has a colour."""

    text: str
    longitude: float
    latitude: float
    dx: float = 0
    dy: float = 0
    anchor: Anchor = "middle"
    color: str | None = None
    size: float = NAME_SIZE


def mercator(latitude: float) -> float:
    """Latitude in degrees as drawn: Web Mercator, in degrees of longitude."""
    return math.degrees(math.log(math.tan(math.pi / 4 + math.radians(latitude) / 2)))


def unmercator(drawn: float) -> float:
    """The latitude that ``mercator`` draws there."""
    return math.degrees(2 * math.atan(math.exp(math.radians(drawn))) - math.pi / 2)


def pixels_per_degree(bounds: Box, layout: Layout) -> float:
    """How many pixels a degree of longitude takes when the bounds fill the drawing area."""
    west, south, east, north = bounds
    return min(layout.width / (east - west), layout.height / (mercator(north) - mercator(south)))


@dataclass(frozen=True)
class Bar:
    """The scale of a map: a line of so many kilometres along a parallel, and its name above it."""

    west: float
    east: float
    latitude: float
    name: Name


def bar(bounds: Box, layout: Layout, limits: Sequence[np.ndarray] = ()) -> Bar:
    """The scale of a map, at the bottom: right, or left where it crosses less of ``limits`` there."""
    scale = pixels_per_degree(bounds, layout)
    west, south, east, north = bounds
    middle, size = (mercator(south) + mercator(north)) / 2, NAME_SIZE * layout.letters
    # 10 km for the island, 5 for a territory, on either layout.
    km = 10 if north - south > 0.4 else 5
    latitude = unmercator(middle - (layout.height / 2 - 8) / scale)
    long = km / (KM_PER_DEGREE * math.cos(math.radians(latitude)))
    edge, dots, y = (layout.width / 2 - 12) / scale, _dots(limits, scale), -mercator(latitude) * scale

    def at(starts: float) -> Bar:
        name = Name(f"{km}{NARROW_SPACE}km", starts + long / 2, latitude, dy=-size * 0.8, size=size)
        return Bar(starts, starts + long, latitude, name)

    return min(
        (at((west + east) / 2 + edge - long), at((west + east) / 2 - edge)),
        key=lambda bar: _crossed((bar.west * scale, y - size * 1.4, bar.east * scale, y + 3), dots),
    )


def names(
    places: Sequence[Spot],
    captions: Mapping[str, str] | None,
    territory: str | None,
    bounds: Box,
    layout: Layout,
    limits: Sequence[np.ndarray] = (),
) -> tuple[Name, ...]:
    """Territories in the sea beside them, then the communes of ``places``, where there is room.

    A commune's name is left out rather than drawn over a circle or another name, or cut by the edge; it
    stands nearer to its circle than to any other, where it crosses the fewest of ``limits``, lines of
    (longitude, latitude) rows. The name of the scale is among them. Without ``captions``, a line
    under the name of each territory, they are only named.
    """
    scale = pixels_per_degree(bounds, layout)
    west, south, east, north = bounds
    middle_x, middle_y = (west + east) / 2 * scale, -(mercator(south) + mercator(north)) / 2 * scale
    edges = (
        middle_x - layout.width / 2,
        middle_y - layout.height / 2,
        middle_x + layout.width / 2,
        middle_y + layout.height / 2,
    )

    def room(name: Name) -> Box:
        return _room(
            name.longitude * scale + name.dx, name.dy - mercator(name.latitude) * scale, name, layout.letter
        )

    placed = [
        Name(
            f"{name} ({EPCI[name]})" + (f"\n{captions[name]}" if captions is not None else ""),
            longitude,
            latitude,
            anchor=anchor,
            color=palette.TERRITORY[name],
            size=TERRITORY_SIZE * layout.letters,
        )
        for name, (longitude, latitude, anchor) in (layout.framed if territory else layout.names).items()
        if territory in (None, name)
    ]
    placed.append(bar(bounds, layout, limits).name)
    taken = [room(name) for name in placed]
    circles = []
    for place in places:
        x, y = place.longitude * scale, -mercator(place.latitude) * scale
        circles.append((x - place.radius, y - place.radius, x + place.radius, y + place.radius))
    drawn = _dots(limits, scale)
    named: set[str] = set()
    for rank, place in enumerate(places):  # the largest place of a commune comes first, and carries its name
        if place.commune_code in named:
            continue
        others = [*taken, *circles[:rank], *circles[rank + 1 :]]
        around = _around(place, NAME_SIZE * layout.letters, eastward=place.longitude * scale > middle_x)
        free = [
            (_nearest(box, circles) != rank, _crossed(box, drawn), position, box, name)
            for position, name in enumerate(around)
            for box in (room(name),)
            if _within(box, edges) and not any(_overlap(box, other) for other in others)
        ]
        if free:
            *_, box, name = min(free, key=lambda found: found[:3])
            taken.append(box)
            placed.append(name)
            named.add(place.commune_code)
    return tuple(placed)


def _dots(limits: Sequence[np.ndarray], scale: float) -> np.ndarray:
    """Limits as dots in pixels, close enough for none to pass between two through a letter."""
    found = [np.empty((0, 2))]
    for line in limits:
        x = line[:, 0] * scale
        y = -np.degrees(np.log(np.tan(np.pi / 4 + np.radians(line[:, 1]) / 2))) * scale
        along = np.concatenate([[0.0], np.cumsum(np.hypot(np.diff(x), np.diff(y)))])
        steps = np.arange(0, along[-1], 3)
        found.append(np.column_stack([np.interp(steps, along, x), np.interp(steps, along, y)]))
    return np.concatenate(found)


def _crossed(box: Box, dots: np.ndarray) -> int:
    """How many dots of a limit are under a name."""
    x, y = dots[:, 0], dots[:, 1]
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _nearest(box: Box, circles: Sequence[Box]) -> int:
    """The rank of the circle that stands nearest to a name."""

    def apart(circle: Box) -> float:
        across = max(circle[0] - box[2], box[0] - circle[2], 0)
        return math.hypot(across, max(circle[1] - box[3], box[1] - circle[3], 0))

    return min(range(len(circles)), key=lambda rank: apart(circles[rank]))


def _around(place: Spot, size: float, *, eastward: bool) -> tuple[Name, ...]:
    """Where the commune's name may stand: towards the nearest sea, else the other side, then around."""
    away, below, further = place.radius + 5, place.radius + size * 0.75, place.radius + 20
    askew, lower = place.radius * 0.7 + 2, place.radius * 0.7 + size * 0.6
    at = Name(place.commune, place.longitude, place.latitude, size=size)
    right, left = replace(at, dx=away, anchor="start"), replace(at, dx=-away, anchor="end")
    return (
        *((right, left) if eastward else (left, right)),
        replace(at, dy=below),
        replace(at, dy=-below),
        replace(at, dx=askew, dy=lower, anchor="start"),
        replace(at, dx=-askew, dy=lower, anchor="end"),
        replace(at, dx=askew, dy=-lower, anchor="start"),
        replace(at, dx=-askew, dy=-lower, anchor="end"),
        *(replace(at, dx=further, dy=dy, anchor="start") for dy in (0, size, -size)),
        *(replace(at, dx=-further, dy=dy, anchor="end") for dy in (0, size, -size)),
        *(replace(at, dy=dy) for dy in (below + 14, -below - 14)),
    )


def _within(box: Box, edges: Box) -> bool:
    return box[0] >= edges[0] and box[1] >= edges[1] and box[2] <= edges[2] and box[3] <= edges[3]


def _room(x: float, y: float, name: Name, letter: float) -> Box:
    """The room a name takes, in pixels."""
    lines = name.text.split("\n")
    width, height = max(map(len, lines)) * name.size * letter, len(lines) * name.size * 1.2
    left = {"start": x, "middle": x - width / 2, "end": x - width}[name.anchor]
    return left, y - height / 2, left + width, y + height / 2


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
