"""How far each commune is from training offers, in a straight line, and what more of them would change."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

# The official projection of Martinique (RGAF09 / UTM 20N): its unit is the metre.
PROJECTION = 5490
REACHES_KM = (10, 20, 30)


@lru_cache(maxsize=1)
def _projection() -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(4326, PROJECTION, always_xy=True)


def metres(longitudes: Any, latitudes: Any) -> np.ndarray:
    """Degrees as (east, north) rows in metres, EPSG:5490; shape (n, 2)."""
    x, y = _projection().transform(np.asarray(longitudes, dtype=float), np.asarray(latitudes, dtype=float))
    return np.column_stack([x, y]).reshape(-1, 2)


def located(offers: pd.DataFrame, centres: pd.DataFrame) -> pd.DataFrame:
    """The offers that have a place, each with ``latitude`` and ``longitude``.

    An offer without coordinates stands at the point of its commune; without commune either, it has no place
    and is left out. ``centres``: commune_code, latitude, longitude.
    """
    points = offers[["commune_code"]].join(centres.set_index("commune_code"), on="commune_code")
    placed = offers.assign(
        latitude=offers["latitude"].fillna(points["latitude"]),
        longitude=offers["longitude"].fillna(points["longitude"]),
    )
    return placed.dropna(subset=["latitude", "longitude"])


def nearest(communes: pd.DataFrame, centres: pd.DataFrame, offers: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``communes``, each with ``km`` to the nearest offer, and its ``offer_id``.

    ``offers`` have a place (see ``located``); without any, ``km`` and ``offer_id`` are null. Of offers as
    near, the first in the order of ``offer_id``: the order of the rows is without effect.
    """
    rows = communes.reset_index(drop=True)
    if offers.empty:
        return rows.assign(km=np.nan, offer_id=pd.Series([None] * len(rows), dtype="object"))
    ordered = offers.sort_values("offer_id")
    places = rows[["commune_code"]].join(centres.set_index("commune_code"), on="commune_code")
    apart = _km_between(
        metres(places["longitude"], places["latitude"]), metres(ordered["longitude"], ordered["latitude"])
    )
    first = apart.argmin(axis=1)
    return rows.assign(km=apart[np.arange(len(rows)), first], offer_id=ordered["offer_id"].to_numpy()[first])


def _km_between(starts: np.ndarray, ends: np.ndarray) -> np.ndarray:
    """Straight lines in km: one row a start, one column an end."""
    gaps = starts[:, None, :] - ends[None, :, :]
    return np.hypot(gaps[..., 0], gaps[..., 1]) / 1000


def people_within(near: pd.DataFrame, km: float) -> int:
    """Inhabitants of the communes at most ``km`` from an offer: a commune counts whole, from its point."""
    return int(near.loc[near["km"] <= km, "population"].sum())


def mean_km(near: pd.DataFrame) -> float | None:
    """Mean distance of an inhabitant to the nearest offer, in km; None without any offer."""
    known = near.dropna(subset=["km", "population"])
    if known.empty or not known["population"].sum():
        return None
    return float((known["km"] * known["population"]).sum() / known["population"].sum())


def shares(near: pd.DataFrame, whole: str) -> pd.DataFrame:
    """Share of the inhabitants within each of ``REACHES_KM``.

    Columns place, reach, people, population, share. One place an EPCI, then ``whole``, the name of them all.
    """
    groups = [*near.groupby("epci", sort=True), (whole, near)]
    rows = [
        {
            "place": place,
            "reach": reach,
            "people": people_within(group, reach),
            "population": int(group["population"].sum()),
        }
        for place, group in groups
        for reach in REACHES_KM
    ]
    found = pd.DataFrame(rows)
    return found.assign(share=found["people"] / found["population"])


def ranking(near: pd.DataFrame, centres: pd.DataFrame, km: float) -> pd.DataFrame:
    """What one more offer would bring, tried in each commune: commune_code, commune, ``gained`` inhabitants.

    ``near`` is what ``nearest`` gives today, for the communes that are looked at: those not within ``km``
    are gained when the commune tried is. Most first, then in alphabetical order. Every commune is tried.
    """
    gains, reached = _gains(near, centres, km)
    found = near[["commune_code", "commune"]].assign(gained=(reached * gains[None, :]).sum(axis=1))
    return found.sort_values(["gained", "commune"], ascending=[False, True], ignore_index=True)


def pairs(near: pd.DataFrame, centres: pd.DataFrame, km: float) -> pd.DataFrame:
    """What two more offers would bring, in two communes: ``first``, ``second``, ``gained``, most first.

    Every pair is tried; their names are in alphabetical order.
    """
    gains, reached = _gains(near, centres, km)
    names = near["commune"].tolist()
    rows = [
        (*sorted((names[one], names[other])), int(((reached[one] | reached[other]) * gains).sum()))
        for one, other in combinations(range(len(names)), 2)
    ]
    found = pd.DataFrame(rows, columns=["first", "second", "gained"])
    return found.sort_values(["gained", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _gains(near: pd.DataFrame, centres: pd.DataFrame, km: float) -> tuple[np.ndarray, np.ndarray]:
    """Inhabitants to be gained in each commune, and which communes each one would reach."""
    places = near[["commune_code"]].join(centres.set_index("commune_code"), on="commune_code")
    points = metres(places["longitude"], places["latitude"])
    out = ~(near["km"] <= km).to_numpy(dtype=bool)
    people = near["population"].fillna(0).to_numpy(dtype="int64")
    return np.where(out, people, 0), _km_between(points, points) <= km
