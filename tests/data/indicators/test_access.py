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


BETWEEN = access.straight(COMMUNES, CENTRES, CENTRES)


def nearest(offers, communes=COMMUNES, centres=CENTRES):
    return access.nearest(communes, offers, access.straight(communes, centres, offers))


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """An independent distance on a sphere, in km: within half a percent of the projected one."""
    (a, b), (c, d) = (tuple(map(math.radians, point)) for point in (one, other))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * 6371.0 * math.asin(math.sqrt(h))


def test_a_commune_is_as_far_as_its_nearest_offer():
    near = nearest(offers_at((14.4, -61.0)))
    assert near["far"].round(0).tolist() == [0, 11, 22, 33]
    assert [access.people_within(near, km) for km in (10, 20, 30, 40)] == [100, 300, 600, 1000]


def test_without_offers_no_distance_is_made_up_and_nobody_is_reached():
    near = nearest(offers_at())
    assert near["far"].isna().all()
    assert access.people_within(near, 30) == 0
    assert access.mean_far(near) is None
    assert access.shares(near, "Martinique")["share"].tolist() == [0.0] * 9


def test_the_mean_distance_weighs_inhabitants():
    near = nearest(offers_at((14.4, -61.0)))
    by_hand = (0 * 100 + 11.06 * 200 + 22.13 * 300 + 33.19 * 400) / 1000
    assert access.mean_far(near) == pytest.approx(by_hand, rel=0.01)


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
    near = nearest(offers_at((14.4, -61.0)))
    # Within 15 km today: A and B. An offer in C or D would bring C (300) and D (400); in B, only C.
    ranked = access.ranking(near, BETWEEN, 15)
    assert ranked[["commune", "gained"]].to_numpy().tolist() == [["C", 700], ["D", 700], ["B", 300], ["A", 0]]


def test_two_offers_are_better_placed_than_the_two_best_ones_alone():
    near = nearest(offers_at())
    best = access.pairs(near, BETWEEN, 5).iloc[0]
    assert (best["first"], best["second"], best["gained"]) == ("C", "D", 700)
    assert len(access.pairs(near, BETWEEN, 5)) == 6
    # One in B and one in D reach all four within 12 km; the two best alone (C and B, or C and D) would too.
    assert access.pairs(near, BETWEEN, 12).iloc[0]["gained"] == 1000


def test_distances_in_martinique_are_those_of_a_sphere_within_half_a_percent():
    outlines = store.load_communes()
    points = outlines.geometry.representative_point()
    centres = pd.DataFrame(
        {"commune_code": outlines["commune_code"], "latitude": points.y, "longitude": points.x}
    )
    communes = store.load("communes")
    near = nearest(offers_at((14.6, -61.07)), communes, centres)
    places = centres.set_index("commune_code")
    assert len(near) == 34
    for row in near.itertuples():
        there = (
            float(places.at[row.commune_code, "latitude"]),
            float(places.at[row.commune_code, "longitude"]),
        )
        assert row.far == pytest.approx(haversine(there, (14.6, -61.07)), rel=0.006, abs=0.02)


POINT = st.tuples(st.floats(14.38, 14.88), st.floats(-61.23, -60.8))


@settings(max_examples=60, deadline=None)
@given(points=st.lists(POINT, max_size=5), more=POINT)
def test_one_more_offer_never_makes_anybody_farther(points, more):
    before = nearest(offers_at(*points))
    after = nearest(offers_at(*points, more))
    assert (after["far"] <= before["far"].fillna(np.inf) + 1e-9).all()
    assert access.people_within(after, 20) >= access.people_within(before, 20)


@settings(max_examples=60, deadline=None)
@given(points=st.lists(POINT, min_size=1, max_size=6), seed=st.randoms(use_true_random=False))
def test_the_order_of_offers_is_without_effect_and_parts_add_up(points, seed):
    offers = offers_at(*points)
    order = list(range(len(points)))
    seed.shuffle(order)
    one = nearest(offers)
    other = nearest(offers.iloc[order])
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
    near = nearest(offers)
    today = access.people_within(near, km)
    gained = access.ranking(near, BETWEEN, km).set_index("commune_code")["gained"]
    assert set(gained.index) == set(CENTRES["commune_code"]) != set()
    for place in CENTRES.itertuples():
        with_one = pd.concat([offers, offers_at((place.latitude, place.longitude), ids=["new"])])
        then = access.people_within(nearest(with_one), km)
        assert gained[place.commune_code] == then - today


TIMES = pd.DataFrame(
    [("97201", "97203", 25.0), ("97202", "97203", 12.0), ("97203", "97201", 40.0)],
    columns=["from_commune_code", "to_commune_code", "minutes"],
)


def test_minutes_are_those_of_the_way_there_and_what_is_not_given_is_not_made_up():
    offers = offers_at((14.4, -61.0), (14.6, -61.0), ids=["in A", "in C"]).assign(
        commune_code=["97201", "97203"]
    )
    near = access.nearest(COMMUNES, offers, access.by_road(COMMUNES, TIMES, offers))
    # A and C have one of their own; B is 12 minutes from C; nothing is known from D.
    assert near["far"].fillna(-1).tolist() == [0, 12, 0, -1]
    assert near["offer_id"].tolist() == ["in A", "in C", "in C", None]
    assert access.people_within(near, 15) == 600
    assert access.by_road(COMMUNES, TIMES.iloc[:0], offers).shape == (4, 2)
    assert np.isnan(access.by_road(COMMUNES, TIMES.iloc[:0], offers)).all()


def test_an_offer_more_brings_those_who_can_get_there_and_not_those_who_could_come_back():
    near = nearest(offers_at())
    apart = access.by_road(COMMUNES, TIMES, COMMUNES)
    gained = access.ranking(near, apart, 30).set_index("commune")["gained"]
    # C (300) is 25 minutes from A (100) and 12 from B (200); from C to A it takes 40.
    assert gained.to_dict() == {"C": 600, "D": 400, "B": 200, "A": 100}


def test_a_time_that_is_not_given_makes_of_the_nearest_one_a_maximum():
    offers = offers_at((14.4, -61.0), (14.6, -61.0), ids=["in A", "in C"]).assign(
        commune_code=["97201", "97203"]
    )

    def near(times):
        return access.nearest(COMMUNES, offers, access.by_road(COMMUNES, times, offers))

    # B is 12 minutes from C and nothing is said from B to A, nor from D.
    assert near(TIMES)["incomplete"].tolist() == [False, True, False, True]
    # Nor from C to A here: nothing is nearer to C than its own.
    assert near(TIMES.iloc[:2])["incomplete"].tolist() == [False, True, False, True]
    whole = pd.concat([TIMES, TIMES.iloc[:1].assign(from_commune_code="97202", to_commune_code="97201")])
    assert near(whole)["incomplete"].tolist() == [False, False, False, True]
    # Every distance in a straight line is known, and so is that there is no offer.
    assert not nearest(offers_at((14.4, -61.0), (14.6, -61.0)))["incomplete"].any()
    assert not nearest(offers_at())["incomplete"].any()
    assert not access.nearest(COMMUNES, offers_at(), np.empty((4, 0)))["incomplete"].any()


def test_who_may_be_near_already_is_not_counted_as_gained():
    offers = offers_at((14.6, -61.0), (14.4, -61.0), ids=["in C", "in A"]).assign(
        commune_code=["97203", "97201"]
    )
    apart = access.by_road(COMMUNES, TIMES, COMMUNES)
    near = access.nearest(COMMUNES, offers, access.by_road(COMMUNES, TIMES, offers))
    # B, 12 minutes from C, may be nearer to A; D may be near to both.
    assert access.ranking(near, apart, 10)["gained"].tolist() == [0, 0, 0, 0]
    assert access.pairs(near, apart, 10)["gained"].max() == 0
    known = near.assign(incomplete=False)
    assert access.ranking(known, apart, 10).set_index("commune")["gained"].to_dict() == {
        "A": 0, "B": 200, "C": 0, "D": 400,
    }  # fmt: skip


def test_no_mean_is_given_where_some_inhabitants_have_no_known_time():
    near = COMMUNES.assign(far=[0, 12, 0, np.nan])
    assert access.mean_far(near) is None
    # 200 of 600 inhabitants are 12 minutes away.
    assert access.mean_far(near.iloc[:3]) == pytest.approx(4)
    assert access.mean_far(near.assign(population=pd.array([100, 200, 300, 0], dtype="Int32"))) == 4
