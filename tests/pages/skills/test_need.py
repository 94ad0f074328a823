"""Need and supply side by side: each cell is what a person counts, and no perimeter is silent."""

import pandas as pd
import pytest

from components.figures.blocks import View
from data import store
from pages.skills import demanded, need


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
    assert computing["Places lues en 2024, BTS et certificats"] == (
        "195 (BTS, bac+2\u202f: 183\u202f; certificats\u202f: 12)"
    )
    assert computing["Formations recensées"] == "8 (bac\u202f: 1\u202f; bac+2\u202f: 4\u202f; bac+3\u202f: 3)"
    assert computing["Vœux par place"] == "3,7"
    assert computing["Demandeurs d’emploi 2020 (3 métiers, Centre)"] == "40"


def test_the_causes_of_tension_that_are_strong_are_named_with_their_occupations(frames):
    figure = need.side_by_side(View("competences"), *frames)
    marketing = cells(View("competences"), frames).loc["Marketing et communication"]
    # Three occupations have classes: 4 or 5 for all three on training, for two on the length of contracts.
    assert marketing["Tension 5 sur 5, 2019 (toute l’île)"] == "1 sur 3"
    (causes,) = figure.passages
    assert (
        "Marketing et communication\u202f: lien formation-emploi (3), non-durabilité de l’emploi (2), "
        "intensité d’embauches (1)."
    ) in causes.sentences


def test_the_room_reads_the_numbers_alone_so_that_every_domain_holds(frames):
    projected = cells(View("competences", projection=True), frames).loc["Services informatiques"]
    assert projected["Places lues en 2024, BTS et certificats"] == "195"
    assert projected["Formations recensées"] == "8"
    assert need.side_by_side(View("competences", projection=True), *frames).passages == ()


def test_a_skill_shows_the_courses_of_its_domain_and_those_that_name_it():
    skills, offers = store.load("skills"), store.load("training_offers")
    view = View("competences", choices={"competence": "cybersécurité"})
    found = demanded.found(view, skills, offers, store.load("training_coverage"))
    table = found.table.frame.set_index("Compétence")
    carrying, naming = "Formations de ce domaine", "Formations dont l’intitulé la nomme"
    # BTS CIEL A writes « Cybersécurité » in its title; the other course of the domain does not.
    assert table.loc["Cybersécurité", naming].startswith("BTS CIEL - Cybersécurité")
    audit = table.loc["Audit de sécurité"]
    assert audit[naming] == "aucune recensée"
    assert audit[carrying].count("BTS CIEL") == 2
    assert "sans la nommer" in found.caution
    assert "la formation continue ne sont pas chargés" in found.caution


def test_the_table_says_which_offers_it_was_read_from_and_follows_what_is_loaded(frames):
    *others, coverage = frames
    said = need.side_by_side(View("competences"), *others, coverage)
    assert "la formation continue ne sont pas chargés" in said.caution
    whole = coverage.assign(kinds=[["initial", "apprenticeship", "continuing"]] * len(coverage))
    later = need.side_by_side(View("competences"), *others, whole)
    assert "charg" not in f"{later.caution} {later.explanation}"


def test_a_domain_without_occupation_says_so(frames):
    cyber = cells(View("competences"), frames).loc["Cybersécurité"]
    assert cyber["Projets de recrutement 2025"] == "sans métier suivi"
    assert cyber["Places lues en 2024, BTS et certificats"].startswith("75 (")
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
