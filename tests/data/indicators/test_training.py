"""Training offers are counted by hand here: eight offers of three communes, then twenty thousand."""

import numpy as np
import pandas as pd
import pytest

from data.indicators import training

COMMUNES = pd.DataFrame(
    {
        "commune_code": ["97209", "97229", "97230", "97210"],
        "commune": ["Fort-de-France", "Schœlcher", "La Trinité", "Le François"],
        "epci": ["CACEM", "CACEM", "CAP Nord", "Espace Sud"],
        "territory": ["Centre", "Centre", "Nord", "Sud"],
    }
)
CENTRES = pd.DataFrame(
    {
        "commune_code": COMMUNES["commune_code"],
        "latitude": [14.64, 14.63, 14.73, 14.61],
        "longitude": [-61.07, -61.1, -60.96, -60.9],
    }
)


def offer(
    offer_id, commune, at, level, scope="core", verified=True, domains=None, modality="Présentiel", seats=None
):
    return {
        "offer_id": offer_id,
        "organisation": offer_id.split("-")[0],
        "commune_code": commune,
        "latitude": at[0] if at else np.nan,
        "longitude": at[1] if at else np.nan,
        "level": level,
        "scope": scope,
        "verified": verified,
        "domain_ids": domains,
        "modality": modality,
        "seats": seats,
    }


@pytest.fixture
def offers():
    rows = [
        offer("gaillard-1", "97209", (14.6025, -61.0824), 5, domains=["services-informatiques"]),
        offer("gaillard-2", "97209", (14.6025, -61.0824), 5, scope="related", seats=24),
        # 180 m from Gaillard, then 3 km from it.
        offer("bellevue-1", "97209", (14.6039, -61.0833), 5, modality="Alternance"),
        offer("amep-1", "97209", (14.6282, -61.058), None, scope="related"),
        # 30 m from AMEP, in another commune.
        offer("iut-1", "97229", (14.6284, -61.0583), 6, modality="Formation initiale (Parcoursup)"),
        offer("fanon-1", "97230", None, 4, domains=["cybersecurite"], modality="Non précisée"),
        offer("keyce-1", "97209", None, 7, verified=False),
        offer("imfpa-1", "97210", None, None, verified=False),
    ]
    return pd.DataFrame(rows).astype({"level": "Int32", "seats": "Int32"})


def ids(selected):
    return sorted(selected["offer_id"])


def test_offers_to_confirm_stay_out_unless_asked_for(offers):
    assert len(training.select(offers, COMMUNES)) == 6
    assert len(training.select(offers, COMMUNES, unverified=True)) == 8


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"territory": "Nord"}, ["fanon-1"]),
        ({"territory": "Sud"}, []),
        ({"commune_code": "97229"}, ["iut-1"]),
        ({"scope": "related"}, ["amep-1", "gaillard-2"]),
        ({"band": "bac"}, ["fanon-1"]),
        ({"band": "bac+2"}, ["bellevue-1", "gaillard-1", "gaillard-2"]),
        ({"band": "bac+3"}, ["iut-1"]),
        ({"band": "bac+5"}, []),
        ({"band": "bac+5", "unverified": True}, ["keyce-1"]),
        ({"band": "none"}, ["amep-1"]),
        ({"domain_id": "cybersecurite"}, ["fanon-1"]),
        ({"domain_id": "telecommunications"}, []),
        ({"status": "apprenticeship"}, ["bellevue-1"]),
        ({"status": "initial"}, ["iut-1"]),
        ({"status": "none"}, ["amep-1", "fanon-1", "gaillard-1", "gaillard-2"]),
        ({"delivery": "on-site"}, ["amep-1", "gaillard-1", "gaillard-2"]),
        ({"delivery": "none"}, ["bellevue-1", "fanon-1", "iut-1"]),
        ({"status": "initial", "delivery": "on-site"}, []),
    ],
)
def test_each_filter_keeps_the_offers_it_names(offers, filters, expected):
    assert ids(training.select(offers, COMMUNES, **filters)) == expected


def test_every_offer_is_in_one_level_band(offers):
    rows = training.by_band_and_territory(
        training.select(offers, COMMUNES, unverified=True), ("Centre", "Nord", "Sud")
    )
    counts = {(row.band, row.territory): row.offers for row in rows.itertuples() if row.offers}
    assert counts == {
        ("bac", "Nord"): 1,
        ("bac+2", "Centre"): 3,
        ("bac+3", "Centre"): 1,
        ("bac+5", "Centre"): 1,
        ("none", "Centre"): 1,
        ("none", "Sud"): 1,
    }
    assert len(rows) == 15, "a level without offer keeps its row, to say so"


def test_a_commune_without_offer_read_keeps_its_row(offers):
    rows = training.by_commune(training.select(offers, COMMUNES), COMMUNES)
    assert list(rows["commune"]) == ["Fort-de-France", "La Trinité", "Schœlcher", "Le François"]
    assert list(rows["offers"]) == [4, 1, 1, 0]
    assert list(rows["core"]) == [2, 1, 1, 0]
    assert list(rows["organisations"]) == [3, 1, 1, 0]


def test_without_distance_a_place_is_a_commune(offers):
    places = training.places(training.select(offers, COMMUNES), CENTRES)
    assert dict(zip(places["commune"], places["offers"], strict=True)) == {
        "Fort-de-France": 4,
        "Schœlcher": 1,
        "La Trinité": 1,
    }
    # Seats are those of the one offer that gives some; where none does, they are not zero.
    assert places.set_index("commune")["seats"].dropna().to_dict() == {"Fort-de-France": 24}


def test_close_schools_of_one_commune_make_one_place_and_two_communes_never_do(offers):
    places = training.places(training.select(offers, COMMUNES), CENTRES, apart=0.0065)
    found = {(row.commune, row.offers, row.organisations) for row in places.itertuples()}
    assert found == {
        ("Fort-de-France", 3, 2),
        ("Fort-de-France", 1, 1),
        ("Schœlcher", 1, 1),
        ("La Trinité", 1, 1),
    }


def test_an_offer_without_address_stands_in_its_commune_and_says_so(offers):
    places = training.places(training.select(offers, COMMUNES, territory="Nord"), CENTRES, apart=0.0065)
    assert places[["latitude", "longitude", "approximate"]].values.tolist() == [[14.73, -60.96, True]]


def test_no_offer_makes_no_place(offers):
    nothing = training.select(offers, COMMUNES, territory="Sud")
    assert training.places(nothing, CENTRES).empty
    assert training.places(nothing, CENTRES, apart=0.0065).empty


def test_twenty_thousand_offers_make_a_bounded_number_of_places_and_none_is_lost():
    draw = np.random.default_rng(972)
    many = pd.DataFrame(
        {
            "offer_id": [f"o{rank}" for rank in range(20_000)],
            "organisation": [f"organisme {rank % 900}" for rank in range(20_000)],
            "commune_code": draw.choice(COMMUNES["commune_code"], 20_000),
            "latitude": draw.uniform(14.4, 14.87, 20_000),
            "longitude": draw.uniform(-61.2, -60.82, 20_000),
            "verified": True,
            "seats": pd.array([1] * 20_000, dtype="Int32"),
        }
    )
    places = training.places(training.select(many, COMMUNES), CENTRES, apart=0.0065)
    assert len(places) <= training.MOST_PLACES
    assert places["offers"].sum() == 20_000


@pytest.mark.parametrize(
    ("kinds", "certainty", "complete", "known"),
    [
        (["initial"], "read", False, ("initial",)),
        (["continuing"], "inferred", False, ()),
        (["continuing", "initial"], "read", False, ("initial", "continuing")),
        (["continuing"], "inferred", True, ("continuing",)),
    ],
)
def test_one_article_on_a_course_is_not_the_continuing_offer(kinds, certainty, complete, known):
    coverage = pd.DataFrame({"kinds": [kinds], "certainty": [certainty], "complete": [complete]})
    assert training.kinds_loaded(coverage) == known


@pytest.mark.parametrize(
    ("title", "label", "level", "deduced", "announced"),
    [
        ("BTS SIO", "Bac+2 (niv. 5)", 5, False, False),
        ("Mastère Manager", "Bac+5 (déduit de « Mastère »)", 7, True, False),
        ("Formation d’ingénieur Bac+5", "2 ans sur place", None, False, True),
        ("Animation 3D", "jusqu’au master selon l’école", None, False, True),
        ("CPGE TSI", "post-bac 2 ans", None, False, False),
    ],
)
def test_a_level_deduced_and_a_level_only_announced_are_told_apart(title, label, level, deduced, announced):
    rows = pd.DataFrame({"title": [title], "level_label": [label], "level": [level]})
    assert training.level_deduced(rows).tolist() == [deduced]
    assert training.five_years_announced(rows).tolist() == [announced]


def test_no_loaded_source_can_hold_more_than_its_levels():
    coverage = pd.DataFrame(
        {"levels": [[4, 5, 6], None], "certainty": ["read", "inferred"], "complete": [False, False]}
    )
    assert training.highest_level(coverage) == 6
    assert training.highest_level(coverage.assign(complete=True)) is None
