"""A click on a bar sets the domain of its sub-sector, a second one takes it off."""

import pandas as pd
import pytest

from components.figures.blocks import View
from components.screen import cards
from data import store
from pages.sector import clicks, views
from pages.sector import words as sentences


class Selected:
    def __init__(self, *labels):
        self.selection = {clicks.CLICKED: [{"label": label} for label in labels]}


@pytest.fixture
def session(monkeypatch):
    """A session of its own, and what is said in it."""
    import streamlit as st

    kept, said = {}, []
    monkeypatch.setattr(st, "session_state", kept)
    monkeypatch.setattr(st, "toast", lambda text, **_: said.append(text))
    return kept, said


def click(session, label):
    session["chart"] = Selected(*([label] if label else []))
    figure = views.contrast(
        View("secteur"), store.load("sector_establishments"), store.load("domains")
    ).table.frame
    clicks._clicked("chart", dict(zip(figure[clicks.LABEL], figure[clicks.DOMAIN], strict=True)))
    return clicks.filters.value_of("domaine")


def test_a_second_click_on_the_same_domain_takes_it_off(session):
    kept, _ = session
    assert click(kept, "Télécommunications") == "Télécommunications"
    assert click(kept, None) == "Télécommunications", "a click beside the bars changes nothing"
    assert click(kept, "Édition de logiciels") == "Services informatiques"
    # Another sub-sector of the same domain.
    assert click(kept, "Réparation d’ordinateurs") == "Tous les domaines"


def test_a_sub_sector_without_domain_says_so(session):
    kept, said = session
    assert click(kept, "Vente TIC") == "Tous les domaines"
    assert said == ["«\u202fVente TIC\u202f» n’est rattaché à aucun domaine\\."]


def test_what_is_clicked_are_the_bars_and_the_drawing_kept_is_not_touched():
    figure = views.contrast(View("secteur"), store.load("sector_establishments"), store.load("domains"))
    spec = cards.ready(figure, "screen").chart.spec
    made = clicks.clickable(spec)
    assert made["params"][-1]["views"] == [made["layer"][0]["name"]] == ["bars"]
    assert "name" not in spec["layer"][0]


@pytest.mark.parametrize("rows", [0, 1, "tie"])
def test_titles_are_plain_without_rows_with_one_or_on_a_tie(rows):
    sectors = store.load("sector_establishments")
    sectors = sectors.assign(establishments=10, employees=20) if rows == "tie" else sectors.iloc[:rows]
    assert sentences.contrast_title(sectors) == sentences.BY_SUBSECTOR
    assert sentences.size_title(sectors) == sentences.SIZE_BY_SUBSECTOR
    assert isinstance(sentences.headline(sectors, None, None)[0], str)


def test_shares_and_averages_are_computed_and_a_domain_is_deduced():
    frames = store.load("sector_establishments"), store.load("domains")
    for build in (views.contrast, views.average_size):
        assert {item.certainty for item in build(View("secteur"), *frames).evidence} == {"computed"}
        telecoms = View("secteur", domain="Télécommunications", domain_id="telecommunications")
        assert {item.certainty for item in build(telecoms, *frames).evidence} == {"inferred"}


def test_two_territories_as_populated_make_no_leader():
    places = pd.DataFrame({"place": ["Centre", "Sud"], "population": [5, 5], "share": [0.5, 0.5]})
    assert sentences.inhabitants_title(places, None, "territoire") == "Habitants par territoire"
