"""A click in the column of a basin sets its territory, a second one takes it off."""

import pytest

from components.figures.blocks import View
from components.screen import cards, filters
from data import store
from pages.skills import clicks, recruitment_grids


@pytest.fixture
def session(monkeypatch):
    import streamlit as st

    kept = {}
    monkeypatch.setattr(st, "session_state", kept)
    return kept


def click(session, *territories):
    session["grid"] = {"selection": {clicks.CLICKED: [{clicks.TERRITORY: name} for name in territories]}}
    clicks._clicked("grid")
    return filters.value_of("territoire")


def test_a_second_click_takes_the_territory_off_and_one_beside_the_grid_changes_nothing(session):
    assert click(session, "Nord") == "Nord"
    assert click(session) == "Nord"
    assert click(session, "Sud") == "Sud"
    assert click(session, "Sud") == "Martinique"


def test_a_click_on_a_basin_takes_off_a_commune_of_another(session):
    filters.put({"commune": "Le Lamentin", "territoire": "Centre"})
    click(session, "Nord")
    assert filters.chosen() == {"territoire": "Nord"}


def test_each_cell_is_clicked_on_its_whole_column_and_knows_its_territory():
    frames = [store.load(name) for name in ("recruitment", "domains", "basins")]
    drawing = cards.ready(recruitment_grids.by_basin(View("competences"), *frames), "screen").chart
    made = clicks.clickable(drawing.spec)
    band = made["layer"][-1]
    assert made["params"][-1]["views"] == [band["name"]] == ["basins"]
    assert [band["encoding"][name]["field"] for name in ("x", "x2")] == ["start", "column_end"]
    assert len(drawing.spec["layer"]) == len(made["layer"]) - 1, "the drawing kept is not touched"
    rows = clicks._with_ends(drawing.data).to_pylist()
    assert {row["column_end"] - row["start"] for row in rows} == {1.0}
    assert {row["territory"] for row in rows} == {"Centre", "Nord", "Sud"}
