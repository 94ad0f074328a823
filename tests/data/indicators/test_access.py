"""Distances and what more offers would change: cases worked by hand, and what holds for any offers."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import store
from data.indicators import access

# Four communes on a line of longitude, about 11.06 km apart.
CENTRES = pd.DataFrame(
    {
        "commune_code": ["97201", "97202", "97203", "97204"],
        "latitude": [14.4, 14.5, 14.6, 14.7],
        "longitude": [-61.0] * 4,
    }
)
COMMUNES = pd.DataFrame(
    {
        "commune_code": ["97201", "97202", "97203", "97204"],
        "commune": ["A", "B", "C", "D"],
        "epci": ["Espace Sud", "Espace Sud", "CACEM", "CACEM"],
        "population": pd.array([100, 200, 300, 400], dtype="Int32"),
    }
)


def offers_at(*points: tuple[float, float], ids: list[str] | None = None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "offer_id": ids or [f"o{rank}" for rank in range(len(points))],
            "commune_code": [None] * len(points),
            "latitude": [latitude for latitude, _ in points],
            "longitude": [longitude for _, longitude in points],
        }
    )


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """An independent distance on a sphere, in km: within half a percent of the projected one."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def test_a_commune_is_as_far_as_its_nearest_offer():
    near = access.nearest(COMMUNES, CENTRES, offers_at((14.4, -61.0)))
    assert near["km"].round(0).tolist() == [0, 11, 22, 33]
    assert [access.people_within(near, km) for km in (10, 20, 30, 40)] == [100, 300, 600, 1000]


def test_without_offers_no_distance_is_made_up_and_nobody_is_reached():
    near = access.nearest(COMMUNES, CENTRES, offers_at())
    assert near["km"].isna().all()
    assert access.people_within(near, 30) == 0
    assert access.mean_km(near) is None
    assert access.shares(near, "Martinique")["share"].tolist() == [0.0] * 9


def test_the_mean_distance_weighs_inhabitants():
    near = access.nearest(COMMUNES, CENTRES, offers_at((14.4, -61.0)))
    by_hand = (0 * 100 + 11.06 * 200 + 22.13 * 300 + 33.19 * 400) / 1000
    assert access.mean_km(near) == pytest.approx(by_hand, rel=0.01)


def test_an_offer_without_address_stands_in_its_commune_and_without_commune_has_no_place():
    offers = pd.DataFrame(
        {
            "offer_id": ["address", "commune", "nowhere"],
            "commune_code": ["97201", "97204", None],
            "latitude": [14.5, np.nan, np.nan],
            "longitude": [-61.0, np.nan, np.nan],
        }
    )
    placed = access.located(offers, CENTRES)
    assert placed["offer_id"].tolist() == ["address", "commune"]
    assert placed["latitude"].tolist() == [14.5, 14.7]


def test_the_ranking_counts_only_the_inhabitants_who_are_gained():
    near = access.nearest(COMMUNES, CENTRES, offers_at((14.4, -61.0)))
    # Within 15 km today: A and B. An offer in C or D would bring C (300) and D (400); in B, only C.
    ranked = access.ranking(near, CENTRES, 15)
    assert ranked[["commune", "gained"]].to_numpy().tolist() == [["C", 700], ["D", 700], ["B", 300], ["A", 0]]


def test_two_offers_are_better_placed_than_the_two_best_ones_alone():
    near = access.nearest(COMMUNES, CENTRES, offers_at())
    best = access.pairs(near, CENTRES, 5).iloc[0]
    assert (best["first"], best["second"], best["gained"]) == ("C", "D", 700)
    assert len(access.pairs(near, CENTRES, 5)) == 6
    # One in B and one in D reach all four within 12 km; the two best alone (C and B, or C and D) would too.
    assert access.pairs(near, CENTRES, 12).iloc[0]["gained"] == 1000


def test_distances_in_martinique_are_those_of_a_sphere_within_half_a_percent():
    outlines = store.load_communes()
    points = outlines.geometry.representative_point()
    centres = pd.DataFrame(
        {"commune_code": outlines["commune_code"], "latitude": points.y, "longitude": points.x}
    )
    communes = store.load("communes")
    near = access.nearest(communes, centres, offers_at((14.6, -61.07)))
    places = centres.set_index("commune_code")
    assert len(near) == 34
    for row in near.itertuples():
        there = (
            float(places.at[row.commune_code, "latitude"]),
            float(places.at[row.commune_code, "longitude"]),
        )
        assert row.km == pytest.approx(haversine(there, (14.6, -61.07)), rel=0.006, abs=0.02)


POINT = st.tuples(st.floats(14.38, 14.88), st.floats(-61.23, -60.8))


@settings(max_examples=60, deadline=None)
@given(points=st.lists(POINT, max_size=5), more=POINT)
def test_one_more_offer_never_makes_anybody_farther(points, more):
    before = access.nearest(COMMUNES, CENTRES, offers_at(*points))
    after = access.nearest(COMMUNES, CENTRES, offers_at(*points, more))
    assert (after["km"] <= before["km"].fillna(np.inf) + 1e-9).all()
    assert access.people_within(after, 20) >= access.people_within(before, 20)


@settings(max_examples=60, deadline=None)
@given(points=st.lists(POINT, min_size=1, max_size=6), seed=st.randoms(use_true_random=False))
def test_the_order_of_offers_is_without_effect_and_parts_add_up(points, seed):
    offers = offers_at(*points)
    order = list(range(len(points)))
    seed.shuffle(order)
    one = access.nearest(COMMUNES, CENTRES, offers)
    other = access.nearest(COMMUNES, CENTRES, offers.iloc[order])
    pd.testing.assert_frame_equal(one, other)
    shares = access.shares(one, "Martinique")
    assert shares["share"].between(0, 1).all()
    parts = shares[shares["place"] != "Martinique"].groupby("reach")["people"].sum()
    whole = shares[shares["place"] == "Martinique"].set_index("reach")["people"]
    assert parts.to_dict() == whole.to_dict()


@settings(max_examples=40, deadline=None)
@given(points=st.lists(POINT, max_size=4), km=st.sampled_from(access.REACHES_KM))
def test_the_ranking_is_what_a_new_offer_really_brings(points, km):
    offers = offers_at(*points)
    near = access.nearest(COMMUNES, CENTRES, offers)
    today = access.people_within(near, km)
    gained = access.ranking(near, CENTRES, km).set_index("commune_code")["gained"]
    assert set(gained.index) == set(CENTRES["commune_code"]) != set()
    for place in CENTRES.itertuples():
        with_one = pd.concat([offers, offers_at((place.latitude, place.longitude), ids=["new"])])
        then = access.people_within(access.nearest(COMMUNES, CENTRES, with_one), km)
        assert gained[place.commune_code] == then - today
