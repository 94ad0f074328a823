"""« Schéma » opens on its money, follows no shared filter, and keeps its own choices."""

from __future__ import annotations

import pyarrow as pa
import pytest
from streamlit.testing.v1 import AppTest

from pages.plan import marks
from pages.plan.actions import FUNDING, ONLY, PILLAR

TERRITORIES = ("Centre", "Nord", "Sud")
POINT = "Deux actions sur 23 font 59,2\u202f% des 16\u202f890\u202fk€ prévus\u202f; aucune saisie de suivi."


@pytest.fixture(autouse=True)
def _home(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))


def tiles(app: AppTest) -> list[tuple[str, str, str]]:
    return [(tile.label, tile.value, tile.delta) for tile in app.metric]


@pytest.mark.parametrize("domain", ["Tous les domaines", "Cybersécurité"])
def test_the_plan_says_under_a_filter_that_nothing_is_attached_yet(open_page, words, domain):
    for territory in TERRITORIES:
        app = open_page("plan", domaine=domain, territoire=territory)
        said = words(app)
        assert not app.exception
        assert not app.error
        assert POINT not in said, "of all the actions, under a filter"
        assert "23\xa0non rattachées" in said
        assert "Martinique entière" in said, "what the totals cover"


def test_the_money_is_on_the_first_view_and_what_nobody_typed_is_no_zero(open_page, words):
    app = open_page("plan")
    found = tiles(app)
    assert [label for label, _, _ in found] == ["Coût prévu", "Engagé", "Payé", "Mandat écoulé", "Alertes"]
    assert found[0][1:] == ("16\u202f890\u202fk€", "23\xa0actions")
    assert found[1][1:] == found[2][1:] == ("—", "non renseigné")
    assert found[4][1:] == ("—", "aucune saisie")
    assert "aucune donnée" not in words(app)


def test_choices_of_the_list_change_the_list_alone(open_page, words):
    app = open_page("plan", "actions", seulement="sans financement indiqué")
    said = words(app)
    assert "2\xa0actions sur 23, 0\u202fk€ (imprimé) sur 16\u202f890\u202fk€" in said
    assert POINT in said
    app.session_state["financement"] = "FEDER"
    app.run()
    assert not app.exception
    assert "Liste des actions\u202f: aucune donnée" in words(app)


@pytest.mark.parametrize(
    ("choice", "word", "said"),
    [
        (PILLAR, "Smart Island", "2\xa0actions sur 23, 6\u202f000\u202fk€"),
        (FUNDING, "FEDER", "8\xa0actions sur 23, 8\u202f020\u202fk€"),
        (ONLY, "sans financement indiqué", "2\xa0actions sur 23, 0\u202fk€ (imprimé)"),
    ],
)
def test_a_click_on_a_bar_filters_the_actions_and_a_second_one_clears(choice, word, said, open_page, words):
    def page(key: str, word: str) -> None:
        import streamlit as st

        from components.screen import address
        from pages.plan import actions, marks

        chosen = next(one for one in actions.CHOICES if one.key == key)
        st.button("Cliquer", on_click=marks.toggle, args=(chosen, word))
        st.write(address.kept().choices.get(key), address.kept().views.get("schema"))

    app = AppTest.from_function(page, args=(choice.key, word)).run()
    app.button[0].click().run()
    assert [part.value for part in app.markdown] == [f"{word} actions"]
    app.button[0].click().run()
    assert app.markdown[0].value.startswith(choice.initial)
    listed = open_page("plan", "actions", **{choice.key: word})
    assert said in words(listed)


def test_the_bar_that_is_chosen_stands_out_and_can_be_cleared_by_a_button(open_page):
    data = pa.table({"label": ["FEDER", "FSE"], "opacity": [1.0, 1.0]})
    assert marks.highlighted(data, "FSE").column("opacity").to_pylist() == [0.35, 1.0]
    assert marks.highlighted(data, None) is data
    app = open_page("plan", pilier="Smart Island")
    labels = [found.label.replace("\\", "") for found in app.button if found.key == "schema-piliers-clear"]
    assert labels == ["Smart Island\u202f: revenir à toutes les actions"]
    app.button(key="schema-piliers-clear").click().run()
    assert not [found for found in app.button if found.key == "schema-piliers-clear"]


def test_a_bar_too_thin_for_a_mouse_is_clicked_on_its_whole_row():
    spec = {"layer": [{"mark": "bar", "encoding": {"y": {"field": "name"}, "x": {"field": "value"}}}]}
    *drawn, band = marks.clickable(spec)["layer"]
    assert drawn == spec["layer"]
    assert (band["encoding"]["x"], band["encoding"]["x2"]) == ({"value": 0}, {"value": "width"})
    assert band["encoding"]["y"] == {"field": "name"}


@pytest.mark.parametrize(
    "asked", [{"vue": "actions", "fiche": "A99"}, {"vue": "suivi", "etat": "99/99/9999"}]
)
def test_an_address_that_names_no_action_or_no_day_is_said(asked, open_page):
    app = open_page("plan", **asked)
    name, value = list(asked.items())[1]
    assert not app.exception
    assert f"{name} = {value}" in "\n".join(part.value for part in app.warning).replace("\\", "")


def test_the_sheet_of_an_address_is_open_under_the_list(open_page, words):
    app = open_page("plan", "actions", fiche="A07")
    assert "A07 · Améliorer la visibilité des tiers-lieux" in words(app)
    assert not app.warning


def test_the_texts_of_the_pillars_are_short_until_asked_for(open_page, words):
    app = open_page("plan", "piliers")
    begun = "Dans le contexte actuel de digitalisation croissante"
    end = "contribuant ainsi de manière durable à la réduction de la fracture numérique"
    assert begun in words(app)
    assert end not in words(app)
    app.button(key="schema-education-read").click().run()
    assert end in words(app)
