"""« Territoires » once a file of the Urssaf is loaded: by territory, by commune, whose figures they are."""

from __future__ import annotations

import pandas as pd
import pytest

from data import store
from data.imports import received
from data.imports.preview import prepare
from data.imports.publishing import publish
from data.indicators import private_employers
from data.journal.write_rights import Writer

HEADER = (
    "Nom commune;APE;Code département;Code commune;Code APE;"
    "Nombre d'établissements 2022;Effectifs salariés 2022"
)
ROWS = (
    "Fort-de-France;6201Z Programmation;972;97209;6201Z;12;50",
    "Le Lamentin;6110Z Télécommunications;972;97213;6110Z;3;210",
    "Le Robert;4651Z Commerce de gros;972;97222;4651Z;2;8",
    "Sainte-Marie;9511Z Réparation;972;97228;9511Z;1;",
)


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    found = prepare(received.from_bytes("urssaf.csv", "\n".join([HEADER, *ROWS]).encode()))
    assert found.refusals == ()
    publish(found, found.document, Writer("Jeanne", True))


def test_by_territory_with_the_three_perimeters_said(loaded, open_page, words):
    said = words(open_page("sector", "territoires"))
    assert "Centre en tête\u202f: 260\xa0salariés du numérique privé, 97\u202f% de la Martinique" in said
    assert "Employeurs privés du numérique (Urssaf), 2022" in said
    assert "l’Urssaf compte les employeurs privés" in said
    assert "la CCIM, 1\u202f522 établissements, avec ou sans salarié, et 1\u202f814 salariés" in said
    assert "l’Insee, des établissements par grand secteur" in said
    assert "Salariés\u202f: au moins, 1\xa0effectif n’est pas donné." in said
    assert "Rien du secteur numérique n’est connu" not in said
    assert "Martinique\u202f: 4\xa0communes sur 34 avec un employeur privé du numérique" in said


def test_filtered_by_territory_then_by_commune(loaded, open_page, words):
    said = words(open_page("sector", "territoires", territoire="Centre"))
    assert "Le Lamentin en tête\u202f: 210\xa0salariés du numérique privé, 78\u202f% de la Martinique" in said
    assert "Centre\u202f: 15\xa0établissements employeurs et 260\xa0salariés du privé" in said
    said = words(open_page("sector", "territoires", territoire="Centre", commune="Fort-de-France"))
    assert "Fort-de-France\u202f: 50\xa0salariés du numérique privé, 19\u202f% de la Martinique" in said
    assert "Fort-de-France\u202f: 12\xa0établissements employeurs et 50\xa0salariés du privé" in said


def test_a_place_without_any_employer_has_no_made_up_figure(loaded, open_page, words):
    app = open_page("sector", "territoires", territoire="Sud")
    assert not app.exception
    assert "Salariés du numérique privé par commune" in words(app)


def test_per_inhabitant_uses_the_population_of_the_communes(loaded):
    communes = store.load("communes")
    places = private_employers.by_place(
        private_employers.latest(store.load("establishments_by_commune")), communes
    ).set_index("place")
    people = communes.loc[communes["territory"] == "Centre", "population"].sum()
    assert places.loc["Centre", "employees_per_1000"] == pytest.approx(260 / people * 1000)
    assert places.loc["Sud", ["establishments", "employees"]].tolist() == [0, 0]
    assert places["employees_share"].sum() == pytest.approx(1)


def test_a_rate_below_two_is_singular(loaded, open_page, words):
    app = open_page("sector", "territoires", territoire="Nord", mesure="Salariés pour 1 000 habitants")
    # 8 employees in Le Robert.
    people = store.load("communes").set_index("commune").loc["Le Robert", "population"]
    rate = f"{8 / people * 1000:.1f}".replace(".", ",")
    assert f"Le Robert en tête\u202f: {rate}\xa0salarié du numérique privé" in words(app)


def test_without_a_file_what_to_load_is_said(open_page, words):
    said = words(open_page("sector", "territoires"))
    assert "Rien du secteur numérique n’est connu aujourd’hui par territoire" in said
    assert "page Données, vue Charger" in said
    assert "Employeurs privés par commune" not in said


def test_rows_of_no_year_make_no_figure():
    assert private_employers.latest(store.empty("establishments_by_commune")).empty
    assert pd.isna(store.empty("establishments_by_commune")["year"].max())
