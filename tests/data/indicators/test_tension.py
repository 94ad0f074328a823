"""Tension of 2019: only classes of an occupation's own count."""

import pytest

from data import store
from data.indicators import tension


@pytest.fixture(scope="module")
def table():
    return store.load("occupation_tension")


def test_six_digital_occupations_have_a_class_and_three_are_in_the_strongest(table):
    classed = tension.classed(tension.of_domain(table, None))
    assert set(classed["fap_code"]) == {"M0Z60", "M1Z81", "M2Z90", "U0Z80", "U0Z90", "U1Z82"}
    assert tension.strongest(classed) == 3


def test_the_highest_classes_come_first(table):
    classes = list(tension.classed(tension.of_domain(table, None))["tension_class"])
    assert classes == [5, 5, 5, 2, 1, 1]


def test_an_occupation_with_the_value_of_its_group_has_no_class_of_its_own(table):
    telecom = tension.of_domain(table, "telecommunications")
    assert tension.classed(telecom).empty
    assert tension.unclassed(telecom) == ["Ingénieurs et cadres des télécommunications"]


def test_groups_of_occupations_are_left_out(table):
    assert "M1Z" not in set(tension.of_domain(table, None)["fap_code"])


def test_strong_causes_are_named_from_class_four_the_strongest_first(table):
    rows = table.set_index("fap_code")
    assert tension.strong_causes(rows.loc["M2Z90"]) == ["Intensité d’embauches", "Lien formation-emploi"]
    # 5 for the link with training, 4 for geography
    assert tension.strong_causes(rows.loc["M1Z81"]) == ["Lien formation-emploi", "Inadéquation géographique"]
    assert tension.strong_causes(rows.loc["M0Z60"]) == []
