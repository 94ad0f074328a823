"""Inhabitants by territory and commune, on three communes that a person can add."""

import pandas as pd

from data.indicators import population

COMMUNES = pd.DataFrame(
    {
        "commune": ["A", "B", "C"],
        "territory": ["Nord", "Nord", "Sud"],
        "population": [10, 30, 60],
    }
)


def test_territories_add_their_communes_the_most_populated_first():
    rows = population.by_territory(COMMUNES)
    assert rows[["place", "population", "communes", "share"]].to_numpy().tolist() == [
        ["Sud", 60, 1, 0.6],
        ["Nord", 40, 2, 0.4],
    ]


def test_the_share_of_a_commune_is_of_all_of_martinique():
    rows = population.of_territory(COMMUNES, "Nord")
    assert rows[["place", "population", "share"]].to_numpy().tolist() == [["B", 30, 0.3], ["A", 10, 0.1]]


def test_an_unknown_territory_has_no_commune():
    assert population.of_territory(COMMUNES, "Ouest").empty
