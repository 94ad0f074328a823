"""Need and supply side by side: each cell is what a person counts, and no perimeter is silent."""

import pandas as pd
import pytest

from components.figures.blocks import View
from data import store
from pages.skills import need


@pytest.fixture(scope="module")
def frames() -> list[pd.DataFrame]:
    return [store.load(name) for name in need.DATASETS]


def cells(view: View, frames: list[pd.DataFrame]) -> pd.DataFrame:
    figure = need.side_by_side(view, *frames)
    assert figure.table is not None
    return figure.table.frame.set_index("Domaine")


def test_each_domain_has_what_is_known_of_it(frames):
    found = cells(View("competences"), frames)
    assert len(found) == 5
    computing = found.loc["Services informatiques"]
    assert computing["Projets de recrutement 2025"] == "61 (65 à 77)"
    # BTS CIEL A 24 + 25, CIEL B 26, SIO 28 + 25 + 30 + 25, certificate 12: 195 seats; 714 wishes.
    assert computing["Places lues en 2024, BTS et certificats"] == "195"
    assert computing["Vœux par place"] == "3,7"
    assert computing["Demandeurs d’emploi 2020 (3 métiers, Centre)"] == "40"


def test_a_domain_without_occupation_says_so(frames):
    cyber = cells(View("competences"), frames).loc["Cybersécurité"]
    assert cyber["Projets de recrutement 2025"] == "sans métier suivi"
    assert cyber["Places lues en 2024, BTS et certificats"] == "75"
    assert "Sans métier suivi" in need.side_by_side(View("competences"), *frames).explanation


def test_where_nothing_was_read_no_zero_is_written(frames):
    south = cells(View("competences", territory="Sud"), frames)
    assert set(south["Formations recensées"]) == {"aucune"}
    assert set(south["Places lues en 2024, BTS et certificats"]) == {"aucune"}
    assert set(south["Vœux par place"]) == {"sans objet"}
    assert set(south["Demandeurs d’emploi 2020 (3 métiers, Centre)"]) == {"non publié"}


def test_seats_that_no_territory_can_show_are_said(frames):
    centre = need.side_by_side(View("competences", territory="Centre"), *frames)
    assert "320\u00a0places de CFA dont la commune n’est pas connue" in centre.caution
    assert "dont la commune" not in need.side_by_side(View("competences"), *frames).caution


def test_no_line_of_evidence_is_weaker_than_a_count(frames):
    evidence = need.side_by_side(View("competences"), *frames).evidence
    assert len(evidence) > 3
    assert {item.certainty for item in evidence} <= {"computed", "inferred", "secondhand"}
