"""How far each commune is from training offers, in km or in minutes, and what more of them would change."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

# The official projection of Martinique (RGAF09 / UTM 20N): its unit is the metre.
PROJECTION = 5490
REACHES_KM, REACHES_MINUTES = (10, 20, 30), (15, 30, 45)


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


def straight(communes: pd.DataFrame, centres: pd.DataFrame, ends: pd.DataFrame) -> np.ndarray:
    """Straight lines in km: one row a commune, from its point, one column a row of ``ends`` (``located``)."""
    starts = communes[["commune_code"]].join(centres.set_index("commune_code"), on="commune_code")
    gaps = (
        metres(starts["longitude"], starts["latitude"])[:, None, :]
        - metres(ends["longitude"], ends["latitude"])[None, :, :]
    )
    return np.hypot(gaps[..., 0], gaps[..., 1]) / 1000


def by_road(communes: pd.DataFrame, times: pd.DataFrame, ends: pd.DataFrame) -> np.ndarray:
    """Minutes from each commune to the commune of each row of ``ends``; NaN where the table gives none.

    ``times``: from_commune_code, to_commune_code, minutes, one way. Within one commune, 0 unless it is given.
    """
    starts, targets = communes["commune_code"].to_numpy(), ends["commune_code"].to_numpy()
    if times.empty:
        return np.full((len(starts), len(targets)), np.nan)
    wide = times.pivot(index="from_commune_code", columns="to_commune_code", values="minutes")
    found = wide.reindex(index=starts, columns=targets).to_numpy(dtype=float)
    return np.where(np.isnan(found) & (starts[:, None] == targets[None, :]), 0.0, found)


def nearest(communes: pd.DataFrame, offers: pd.DataFrame, apart: np.ndarray) -> pd.DataFrame:
    """The rows of ``communes``, each with ``far``, how far the nearest offer is, and its ``offer_id``.

    ``apart``: km or minutes, one row a commune, one column an offer; without any known, both are null. Of
    offers as near, the first in the order of ``offer_id``: the order of the rows is without effect.
    ``incomplete``: an offer may be nearer, which nobody says how far it is: ``far`` is a maximum, or null.
    """
    rows = communes.reset_index(drop=True)
    order = np.argsort(offers["offer_id"].to_numpy(dtype=str), kind="stable")
    ordered = np.where(np.isnan(apart), np.inf, apart)[:, order]
    if not ordered.size:
        none = pd.Series([None] * len(rows), dtype="object")
        return rows.assign(far=np.nan, offer_id=none, incomplete=False)
    first = ordered.argmin(axis=1)
    far = ordered[np.arange(len(rows)), first]
    ids = offers["offer_id"].to_numpy()[order][first]
    return rows.assign(
        far=np.where(np.isinf(far), np.nan, far),
        offer_id=pd.Series(np.where(np.isinf(far), None, ids), dtype="object"),
        # Nothing is nearer than 0.
        incomplete=np.isnan(apart).any(axis=1) & (far > 0),
    )


def people_within(near: pd.DataFrame, most: float) -> int:
    """Inhabitants of the communes at most this far from an offer: a commune counts whole, from its point."""
    return int(near.loc[near["far"] <= most, "population"].sum())


def mean_far(near: pd.DataFrame) -> float | None:
    """How far an inhabitant is from the nearest offer on average; None when some are not known to be.

    The mean of the others is not that of all, and could go up with one offer more.
    """
    known = near[near["population"] > 0]
    if known.empty or known["far"].isna().any():
        return None
    return float((known["far"] * known["population"]).sum() / known["population"].sum())


def shares(near: pd.DataFrame, whole: str, reaches: tuple[int, ...] = REACHES_KM) -> pd.DataFrame:
    """Share of the inhabitants within each of ``reaches``.

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
        for reach in reaches
    ]
    found = pd.DataFrame(rows)
    return found.assign(share=found["people"] / found["population"])


def ranking(near: pd.DataFrame, apart: np.ndarray, most: float) -> pd.DataFrame:
    """What one more offer would bring, tried in each commune: commune_code, commune, ``gained`` inhabitants.

    ``near`` is what ``nearest`` gives today, for the communes that are looked at: those known not to be
    within ``most`` are gained when the commune tried is. ``apart``: how far they are from one another, from
    row to column; where it is not given, nobody is gained. Most first, then in alphabetical order. Every
    commune is tried.
    """
    gains, reached = _gains(near, apart, most)
    found = near[["commune_code", "commune"]].assign(gained=(reached * gains[None, :]).sum(axis=1))
    return found.sort_values(["gained", "commune"], ascending=[False, True], ignore_index=True)


def pairs(near: pd.DataFrame, apart: np.ndarray, most: float) -> pd.DataFrame:
    """What two more offers would bring, in two communes: ``first``, ``second``, ``gained``, most first.

    Every pair is tried; their names are in alphabetical order.
    """
    gains, reached = _gains(near, apart, most)
    names = near["commune"].tolist()
    rows = [
        (*sorted((names[one], names[other])), int(((reached[one] | reached[other]) * gains).sum()))
        for one, other in combinations(range(len(names)), 2)
    ]
    found = pd.DataFrame(rows, columns=["first", "second", "gained"])
    return found.sort_values(["gained", "first", "second"], ascending=[False, True, True], ignore_index=True)


def _gains(near: pd.DataFrame, apart: np.ndarray, most: float) -> tuple[np.ndarray, np.ndarray]:
    """Inhabitants to be gained in each commune, and which communes each one would reach."""
    out = ~((near["far"] <= most) | near["incomplete"]).to_numpy(dtype=bool)
    people = near["population"].fillna(0).to_numpy(dtype="int64")
    # People go to the course: what counts is the way there.
    return np.where(out, people, 0), (apart <= most).T
