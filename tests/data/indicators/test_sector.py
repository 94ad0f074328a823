"""Shares and average sizes by sub-sector, on three rows that anyone can divide."""

import math

import pandas as pd

from data.indicators import sector

ROWS = pd.DataFrame(
    {
        "subsector_id": ["vente", "vide", "conseil"],
        "establishments": [25, 0, 75],
        "employees": [50, 10, 140],
        "domain_id": [None, None, "services"],
    }
)


def test_subsectors_come_with_their_shares_and_average_size_the_largest_first():
    found = sector.by_subsector(ROWS)
    assert found["subsector_id"].tolist() == ["conseil", "vente", "vide"]
    assert found["establishments_share"].tolist() == [0.75, 0.25, 0.0]
    assert found["employees_share"].tolist() == [0.7, 0.25, 0.05]
    assert found["average_size"].tolist()[:2] == [140 / 75, 2.0]


def test_a_subsector_without_establishment_has_no_average_size():
    average = sector.by_subsector(ROWS).set_index("subsector_id").at["vide", "average_size"]
    assert pd.isna(average), "neither infinite nor zero"


def test_no_establishment_at_all_gives_no_average_size():
    total = sector.totals(ROWS[ROWS["establishments"] == 0])
    assert (total["establishments"], total["employees"]) == (0, 10)
    assert math.isnan(total["average_size"])
