"""What is computed on training offers: which are in view, where they are, at which level, in which places."""

from __future__ import annotations

import numpy as np
import pandas as pd

# Bands of the European framework (EQF), lowest and highest level included; None: the source gives no level.
LEVEL_BANDS: dict[str, tuple[int, int] | None] = {
    "bac": (3, 4),
    "bac+2": (5, 5),
    "bac+3": (6, 6),
    "bac+5": (7, 8),
    "none": None,
}
# Words that put a modality as typed by a source in a group; an offer may be in several.
MODALITY_WORDS: dict[str, str] = {
    "initial": "initiale",
    "apprenticeship": "alternance|apprentissage|professionnalisation",
    "continuing": "continue",
    "on-site": "présentiel",
    "remote": "distance|distanciel|visio|hybride",
}
# A degree of longitude is this share of a degree of latitude at 14.6° north.
LONGITUDE_SCALE = 0.968
# What a browser draws and a reader tells apart; offers beyond make places larger, never more numerous.
MOST_PLACES = 300
MOST_CELLS = 1200


def select(
    offers: pd.DataFrame,
    communes: pd.DataFrame,
    *,
    territory: str | None = None,
    commune_code: str | None = None,
    domain_id: str | None = None,
    band: str | None = None,
    modality: str | None = None,
    scope: str | None = None,
    unverified: bool = False,
) -> pd.DataFrame:
    """The offers in view, each with the ``commune``, ``epci`` and ``territory`` of its place.

    ``offers`` is ``training_offers``, ``communes`` has commune_code, commune, epci, territory. ``band`` is a
    key of ``LEVEL_BANDS``, ``modality`` one of ``MODALITY_WORDS`` or "none" (in no group), ``scope`` "core"
    or "related". Offers that no source confirms are left out unless ``unverified``. An offer without domain
    is in no domain.
    """
    kept = pd.Series(True, index=offers.index)
    if not unverified:
        kept &= offers["verified"].astype(bool)
    if commune_code:
        kept &= offers["commune_code"] == commune_code
    if scope:
        kept &= offers["scope"] == scope
    if band:
        kept &= _in_band(offers["level"], band)
    if modality:
        kept &= _in_modality(offers["modality"], modality)
    if domain_id:
        tied = [domain_id in (ids if isinstance(ids, list) else ()) for ids in offers["domain_ids"]]
        kept &= pd.Series(tied, index=offers.index, dtype="bool")
    chosen = offers[kept]
    places = communes.set_index("commune_code")[["commune", "epci", "territory"]]
    chosen = chosen.join(pd.DataFrame(places), on="commune_code")
    return chosen[chosen["territory"] == territory] if territory else chosen


def _in_band(level: pd.Series, band: str) -> pd.Series:
    bounds = LEVEL_BANDS[band]
    return level.isna() if bounds is None else level.between(*bounds).fillna(False).astype(bool)


def _in_modality(modality: pd.Series, group: str) -> pd.Series:
    # Few distinct wordings, many offers: each wording is read once.
    wordings = pd.Series(modality.unique(), dtype="str")
    pattern = "|".join(MODALITY_WORDS.values()) if group == "none" else MODALITY_WORDS[group]
    found = wordings.str.lower().str.contains(pattern)
    return modality.isin(wordings[~found if group == "none" else found])


def band_of(level: pd.Series) -> pd.Series:
    """The level band of each offer, a key of ``LEVEL_BANDS``."""
    bands = pd.Series("none", index=level.index, dtype="str")
    for band, bounds in LEVEL_BANDS.items():
        if bounds is not None:
            bands[_in_band(level, band)] = band
    return bands


def count_by(selected: pd.DataFrame, column: str) -> dict[str, int]:
    """Offers for each value of ``column``, most first, then in alphabetical order."""
    counts = selected.groupby(column).size()
    return {str(name): int(counts[name]) for name in sorted(counts.index, key=lambda n: (-counts[n], n))}


def by_band_and_territory(selected: pd.DataFrame, territories: tuple[str, ...]) -> pd.DataFrame:
    """Offers by level band and territory, zeros kept: columns band, territory, offers."""
    grid = pd.MultiIndex.from_product([list(LEVEL_BANDS), list(territories)], names=["band", "territory"])
    counts = selected.groupby([band_of(selected["level"]), "territory"]).size()
    counts.index.names = ["band", "territory"]
    return counts.reindex(grid, fill_value=0).rename("offers").reset_index()


def by_commune(selected: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """One row a commune of ``communes``, those without offer read included, most offers first.

    Columns commune_code, commune, epci, territory, offers, core, organisations, unverified.
    """
    grouped = selected.groupby("commune_code")
    counts = pd.DataFrame(
        {
            "offers": grouped.size(),
            "core": selected["scope"].eq("core").groupby(selected["commune_code"]).sum(),
            "organisations": grouped["organisation"].nunique(),
            "unverified": (~selected["verified"].astype(bool)).groupby(selected["commune_code"]).sum(),
        }
    )
    columns = list(counts.columns)
    rows = communes[["commune_code", "commune", "epci", "territory"]].join(counts, on="commune_code")
    rows[columns] = rows[columns].fillna(0).astype("int64")
    return rows.sort_values(["offers", "commune"], ascending=[False, True], ignore_index=True)


def places(
    selected: pd.DataFrame, centres: pd.DataFrame, *, apart: float | None = None, most: int = MOST_PLACES
) -> pd.DataFrame:
    """Offers gathered by place: at most ``most`` rows, however many the offers.

    A place is a whole commune or, given ``apart`` (degrees of latitude), the offers of one commune around
    its densest points, further apart than that. ``centres`` (commune_code, latitude, longitude) stands for
    the offers whose source gives no coordinates. Columns commune_code, commune, territory, latitude,
    longitude (mean of the offers), offers, organisations, names (the first three), approximate (true when no
    offer of the place has coordinates of its own); most offers first.
    """
    located = selected.join(centres.set_index("commune_code").add_prefix("centre_"), on="commune_code")
    known = located["latitude"].notna() & located["longitude"].notna()
    located = located.assign(
        latitude=located["latitude"].where(known, located["centre_latitude"]),
        longitude=located["longitude"].where(known, located["centre_longitude"]),
        known=known,
        place=_places_of(located[known].assign(known=True), apart, most) if apart and known.any() else 0,
    ).fillna({"place": -1})
    keys = ["commune_code", "commune", "territory"]
    gathered = (
        located.groupby([*keys, "place"])
        .agg(
            latitude=("latitude", "mean"),
            longitude=("longitude", "mean"),
            offers=("offer_id", "size"),
            organisations=("organisation", "nunique"),
            names=("organisation", _first_three),
            known=("known", "any"),
        )
        .reset_index()
    )
    gathered["approximate"] = ~gathered["known"].astype(bool)
    columns = [*keys, "latitude", "longitude", "offers", "organisations", "names", "approximate"]
    return gathered[columns].sort_values("offers", ascending=False, kind="stable", ignore_index=True)


def _places_of(located: pd.DataFrame, apart: float, most: int) -> pd.Series:
    """The number of the place of each offer, unique within its commune."""
    # A fine grid first: places are then sought among cells, which stay few when offers are many.
    cell = apart / 8
    while True:
        row = np.floor(located["latitude"] / cell).astype("int64").rename("row")
        column = np.floor(located["longitude"] / cell).astype("int64").rename("column")
        cells = located.groupby([located["commune_code"], row, column])
        if cells.ngroups <= MOST_CELLS:
            break
        cell *= 2
    number = cells.ngroup()
    middle = cells.agg(
        latitude=("latitude", "mean"), longitude=("longitude", "mean"), offers=("known", "size")
    )
    communes = middle.index.get_level_values("commune_code").to_numpy()
    points = np.column_stack([middle["latitude"], middle["longitude"] * LONGITUDE_SCALE])
    densest = np.argsort(-middle["offers"].to_numpy(), kind="stable")
    while True:
        place = _around_the_densest(points, communes, densest, apart)
        if len(np.unique(place)) <= most:
            return number.map(dict(enumerate(place)))
        apart *= 2


def _around_the_densest(
    points: np.ndarray, communes: np.ndarray, densest: np.ndarray, apart: float
) -> np.ndarray:
    """For each cell, the densest cell of its commune within ``apart``: itself when there is none."""
    place = np.full(len(points), -1)
    for cell in densest:
        if place[cell] >= 0:
            continue
        near = np.hypot(*(points - points[cell]).T) <= apart
        place[near & (place < 0) & (communes == communes[cell])] = cell
    return place


def _first_three(names: pd.Series) -> list[str]:
    return list(names.unique()[:3])


def continuing_training_read(coverage: pd.DataFrame) -> bool:
    """True once a source of continuing training is loaded: one whose own coverage is read, not deduced.

    A single article that shows one course tells nothing of the others: its coverage is deduced.
    """
    continuing = coverage["kinds"].map(lambda kinds: "continuing" in kinds)
    return bool((continuing & ((coverage["certainty"] == "read") | coverage["complete"])).any())
