"""What is computed on training offers: which are in view, where they are, at which level, in which places."""

from __future__ import annotations

import numpy as np
import pandas as pd

from data.indicators.placing import of_domain

# Bands of the European framework (EQF), lowest and highest level included; None: the source gives no level.
LEVEL_BANDS: dict[str, tuple[int, int] | None] = {
    "bac": (3, 4),
    "bac+2": (5, 5),
    "bac+3": (6, 6),
    "bac+5": (7, 8),
    "none": None,
}
# A source types one « modalité », which tells the status of who learns, or where the course is given, or
# both: words that put an offer in a group of each. An offer may be in several.
STATUS_WORDS: dict[str, str] = {
    "initial": "initiale",
    "apprenticeship": "alternance|apprentissage|professionnalisation",
    "continuing": "continue",
}
DELIVERY_WORDS: dict[str, str] = {
    "on-site": "présentiel",
    "remote": "distance|distanciel|visio|hybride",
}
# Words of a title, or of the level as its source puts it, that announce five years or more after the bac.
FIVE_YEARS = r"bac ?\+ ?[5-8]|\bmaster|\bmastère|ingénieur|doctorat"
KINDS = ("initial", "apprenticeship", "continuing")
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
    status: str | None = None,
    delivery: str | None = None,
    scope: str | None = None,
    least: int | None = None,
    unverified: bool = False,
) -> pd.DataFrame:
    """The offers in view, each with the ``commune``, ``epci`` and ``territory`` of its place.

    ``offers`` is ``training_offers``, ``communes`` has commune_code, commune, epci, territory. ``band`` is a
    key of ``LEVEL_BANDS``, ``status`` one of ``STATUS_WORDS`` and ``delivery`` one of ``DELIVERY_WORDS``, or
    "none" (in no group), ``scope`` "core" or "related"; ``least`` the lowest level kept, which leaves out
    offers without level. Offers that no source confirms are left out unless ``unverified``. An offer without
    domain is in no domain.
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
    if least:
        kept &= offers["level"].ge(least).fillna(False).astype(bool)
    if status:
        kept &= _in_group(offers["modality"], status, STATUS_WORDS)
    if delivery:
        kept &= _in_group(offers["modality"], delivery, DELIVERY_WORDS)
    chosen = offers[kept]
    if domain_id:
        chosen = of_domain(chosen, domain_id)
    places = communes.set_index("commune_code")[["commune", "epci", "territory"]]
    chosen = chosen.join(pd.DataFrame(places), on="commune_code")
    return chosen[chosen["territory"] == territory] if territory else chosen


def _in_band(level: pd.Series, band: str) -> pd.Series:
    bounds = LEVEL_BANDS[band]
    return level.isna() if bounds is None else level.between(*bounds).fillna(False).astype(bool)


def _in_group(modality: pd.Series, group: str, words: dict[str, str]) -> pd.Series:
    # Few distinct wordings, many offers: each wording is read once.
    wordings = pd.Series(modality.unique(), dtype="str")
    pattern = "|".join(words.values()) if group == "none" else words[group]
    found = wordings.str.lower().str.contains(pattern)
    return modality.isin(wordings[~found if group == "none" else found])


def only_remote(offers: pd.DataFrame) -> pd.Series:
    """Which offers are given at a distance and nowhere else, as far as their source says."""
    modality = offers["modality"]
    return _in_group(modality, "remote", DELIVERY_WORDS) & ~_in_group(modality, "on-site", DELIVERY_WORDS)


def band_of(level: pd.Series) -> pd.Series:
    """The level band of each offer, a key of ``LEVEL_BANDS``."""
    bands = pd.Series("none", index=level.index, dtype="str")
    for band, bounds in LEVEL_BANDS.items():
        if bounds is not None:
            bands[_in_band(level, band)] = band
    return bands


def level_deduced(selected: pd.DataFrame) -> pd.Series:
    """Whether the level of each offer is deduced: its wording says so."""
    return selected["level"].notna() & selected["level_label"].str.contains("déduit", regex=False)


def five_years_announced(selected: pd.DataFrame) -> pd.Series:
    """Whether an offer without level announces, in its title or its wording, five years after the bac."""
    said = selected["title"] + " " + selected["level_label"]
    return selected["level"].isna() & said.str.contains(FIVE_YEARS, case=False, regex=True)


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
    longitude (mean of the offers), offers, seats (those known, null: none), organisations, names (the first
    three), approximate (true when no offer of the place has coordinates of its own); most offers first.
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
            seats=("seats", lambda known: known.sum(min_count=1)),
            organisations=("organisation", "nunique"),
            names=("organisation", _first_three),
            known=("known", "any"),
        )
        .reset_index()
    )
    gathered["approximate"] = ~gathered["known"].astype(bool)
    columns = [*keys, "latitude", "longitude", "offers", "seats", "organisations", "names", "approximate"]
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


def loaded(coverage: pd.DataFrame) -> pd.DataFrame:
    """The sources that tell of more than the offers read in them: their own coverage is read, not deduced.

    A single article that shows one course tells nothing of the others: its coverage is deduced.
    """
    return coverage[(coverage["certainty"] == "read") | coverage["complete"].astype(bool)]


def kinds_loaded(coverage: pd.DataFrame) -> tuple[str, ...]:
    """Which kinds of training the loaded sources can contain, in the order of ``KINDS``."""
    found = {kind for kinds in loaded(coverage)["kinds"] for kind in kinds}
    return tuple(kind for kind in KINDS if kind in found)


def highest_level(coverage: pd.DataFrame) -> int | None:
    """The highest level that the loaded sources can contain; None when one of them does not say."""
    levels = list(loaded(coverage)["levels"])
    if not levels or any(not isinstance(found, list | tuple | np.ndarray) for found in levels):
        return None
    return max((int(level) for found in levels for level in found), default=None)
