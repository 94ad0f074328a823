"""What a map of training offers shows, before anything draws it: outlines, places, names, and the frame.

Both drawings, deck.gl on screen and Altair in projection and documents, are made from one scene, so that
colours and counts cannot differ.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.commune_outlines import DECIMALS, frame, scale_line, shapes
from components.figures.map_layout import EPCI, SCREEN, Box, Layout, Name, Spot, names, pixels_per_degree
from data.french.formats import count, is_unknown, number
from data.french.typography import french
from pages.training.words import listed

# deck.gl draws the world on this many pixels at zoom 0.
WORLD = 512


@dataclass(frozen=True)
class Place(Spot):
    """One circle: its commune, how many offers, its radius in pixels, what hovering says.

    ``approximate``: no offer of the place has coordinates of its own. ``faded``: another commune is chosen.
    ``label``: the count, when the circle has room for it. ``ring``: the radius of what its seats make, 0
    when none is known.
    """

    territory: str
    offers: int
    tip: str
    approximate: bool
    faded: bool = False
    label: str = ""
    ring: float = 0

    @property
    def color(self) -> str:
        return palette.TERRITORY[self.territory]


@dataclass(frozen=True)
class Point:
    """One place of help: where it is, what hovering says."""

    commune: str
    territory: str
    longitude: float
    latitude: float
    tip: str


@dataclass(frozen=True)
class Added:
    """The layers beside the offers, or in their place (``offers`` false): what is laid on the outlines.

    ``seats`` draws a ring around each place that has some. ``shades``: commune_code -> 0 to 1, in place of
    the colours of territories; ``tips``: commune_code -> lines of what hovering says.
    """

    offers: bool = True
    seats: bool = False
    points: tuple[Point, ...] = ()
    shades: Mapping[str, float] = field(default_factory=dict)
    tips: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Scene:
    """``communes``, ``limits`` and ``scale`` (its line, whose name is among the names) are GeoJSON features,
    ``bounds`` is west, south, east, north in degrees."""

    communes: tuple[dict[str, Any], ...]
    limits: tuple[dict[str, Any], ...]
    places: tuple[Place, ...]
    names: tuple[Name, ...]
    scale: dict[str, Any]
    bounds: Box
    layout: Layout = SCREEN
    added: Added = field(default_factory=Added)

    @property
    def discs(self) -> tuple[Place, ...]:
        """The places whose offers are drawn."""
        return self.places if self.added.offers else ()

    @property
    def rings(self) -> tuple[Place, ...]:
        """The places whose seats are drawn."""
        return tuple(place for place in self.places if place.ring)

    @property
    def zoom(self) -> float:
        """The deck.gl zoom at which the bounds fill the drawing area."""
        return math.log2(pixels_per_degree(self.bounds, self.layout) * 360 / WORLD)

    @property
    def centre(self) -> tuple[float, float]:
        """Longitude and latitude of the middle of the bounds."""
        west, south, east, north = self.bounds
        return (west + east) / 2, (south + north) / 2


def counted(offers: int) -> str:
    """« 3 formations », « aucune recensée »: short, for a name on the map."""
    return count(offers, "formation") if offers else "aucune recensée"


def scene(
    communes: Any,
    places: pd.DataFrame,
    by_territory: dict[str, int],
    *,
    territory: str | None = None,
    commune_code: str | None = None,
    layout: Layout = SCREEN,
    added: Added = Added(),  # noqa: B008
) -> Scene:
    """The map of ``places`` over ``communes`` (with their outlines), framed on the territory if any.

    ``by_territory``: offers in view in each territory, absent when none. The commune chosen is made to
    stand out; communes outside the territory stay, in grey.
    """
    outlines, limits, boxes, lines = shapes(communes)
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
                **_filled(code, place, territory in (None, place), code == commune_code, added.shades),
                "tip": "\n".join(
                    (
                        french(f"{name} ({EPCI[place]}) : {listed(int(offers.get(code, 0)))}"),
                        *added.tips.get(code, ()),
                    )
                ),
            },
        }
        for code, name, place, geometry in outlines
    )
    bounds = frame(box for name, box in boxes.items() if territory in (None, name))
    drawn = _drawn(places, commune_code, layout, rings=added.seats)
    named = tuple(
        replace(place, radius=max(place.radius if added.offers else 0, place.ring))
        for place in drawn
        if added.offers or place.ring
    )
    captions = {name: counted(by_territory.get(name, 0)) for name in EPCI} if added.offers else None
    return Scene(
        communes=features,
        limits=tuple(
            {"type": "Feature", "geometry": geometry, "properties": {"territory": name}}
            for name, geometry in limits
        ),
        places=drawn,
        names=names(named, captions, territory, bounds, layout, lines),
        scale=scale_line(bounds, layout, lines),
        bounds=bounds,
        layout=layout,
        added=added,
    )


def _filled(
    code: str, territory: str, shown: bool, chosen: bool, shades: Mapping[str, float]
) -> dict[str, Any]:
    """The colour of a commune and how opaque it is: its territory's, or the same for all that are shaded."""
    if not shown:
        return {"color": palette.GREY, "opacity": 0.1}
    if shades:
        return {"color": palette.MAIN, "opacity": round(0.06 + 0.7 * shades.get(code, 0.0), 2)}
    return {"color": palette.TERRITORY[territory], "opacity": 0.55 if chosen else 0.16}


def _drawn(places: pd.DataFrame, chosen: str | None, layout: Layout, *, rings: bool) -> tuple[Place, ...]:
    """Places with the size of their circle (area in proportion to the offers) and what hovering says."""
    seats = places["seats"].fillna(0) if rings else pd.Series(0, index=places.index)
    widest = layout.largest * 1.15 / math.sqrt(max(int(seats.max()), 1)) if len(seats) else 0.0
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
            tip=tip(place),
            approximate=bool(place["approximate"]),
            faded=chosen not in (None, place["commune_code"]),
            ring=round(widest * math.sqrt(seen), 1),
        )
        for place, radius, seen in zip(places.to_dict("records"), radii, seats, strict=True)
    )


def _label(offers: int, radius: float) -> str:
    """The count within its circle; nothing when it would not fit (``radius`` for letters of 14 pixels)."""
    written = number(offers)
    return written if radius >= 3.6 * len(written) + 2.3 else ""


def tip(place: dict[Any, Any]) -> str:
    """What hovering over a row of ``training.places`` says."""
    lines = [french(f"{place['commune']} : {listed(place['offers'])}"), *place["names"]]
    left = place["organisations"] - len(place["names"])
    if left:
        lines.append(f"et {count(left, 'autre organisme', 'autres organismes')}")
    if not is_unknown(place["seats"]):
        lines.append(count(int(place["seats"]), "place connue", "places connues"))
    if place["approximate"]:
        lines.append("adresse non trouvée, point posé dans la commune")
    return "\n".join(lines)
