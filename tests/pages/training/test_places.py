"""« Formations » shows places of help beside the action of the plan, as the files give them."""

from __future__ import annotations

import pytest

from components.figures.blocks import Gap, View
from data import store
from data.french.typography import french
from pages.training import places


@pytest.fixture(scope="module")
def frames():
    return store.load("places"), store.load("communes"), store.load("schema_actions")


def test_places_are_counted_by_kind_beside_the_action_of_the_plan(frames):
    figure = places.listed(View("formations"), *frames)
    assert figure.title == (
        "Martinique\u202f: 20\xa0France services, 30\xa0structures de conseillers numériques et "
        "4\xa0tiers-lieux"
    )
    (passage,) = figure.passages
    assert passage.sentences[0].startswith("Valoriser les lieux de médiation numérique de proximité")
    assert "100\u202fk€" in passage.sentences[0]


def test_places_follow_the_territory_and_the_commune(frames):
    nord = places.listed(View("formations", territory="Nord"), *frames)
    assert set(nord.table.frame["Territoire"]) == {"Nord"}
    assert len(nord.table.frame) == 19
    pilote = View("formations", territory="Nord", commune="Case-Pilote", commune_code="97205")
    assert places.listed(pilote, *frames).title == "Case-Pilote\u202f: 2\xa0France services"


def test_a_commune_without_a_place_read_is_not_said_to_have_none(frames):
    gap = places.listed(
        View("formations", territory="Sud", commune="Le Diamant", commune_code="97206"), *frames
    )
    assert isinstance(gap, Gap)
    assert french(places.NOT_PROOF) in gap.reason
    assert "Le Diamant" in places.listed(View("formations"), *frames).caution


def test_the_refused_row_is_said(frames):
    assert "Ardèche, est refusée" in places.listed(View("formations"), *frames).explanation
