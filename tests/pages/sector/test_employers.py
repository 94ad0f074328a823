"""« Territoires » once a file of the Urssaf is loaded: by territory, by commune, whose figures they are."""

from __future__ import annotations

import pandas as pd
import pytest

from components.figures.blocks import View
from components.figures.perimeters import narrowed
from data import store
from data.imports import received
from data.imports.preview import prepare
from data.imports.publishing import publish
from data.indicators import private_employers
from data.journal.write_rights import Writer
from pages.sector import employers

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
    # How many Sainte-Marie employs is not given: no territory is known to be first, nor its part.
    assert "Salariés du numérique privé par territoire" in said
    assert "en tête" not in said
    assert "Employeurs privés du numérique (Urssaf), 2022" in said
    assert "l’Urssaf compte les employeurs privés" in said
    assert "la CCIM, 1\u202f522 établissements, avec ou sans salarié, et 1\u202f814 salariés" in said
    assert "l’Insee, des établissements par grand secteur" in said
    assert (
        "Salariés\u202f: au moins, 1\xa0effectif n’est pas donné. Parts des salariés\u202f: de ceux qui"
        in said
    )
    assert "Rien du secteur numérique n’est connu" not in said
    assert "Martinique\u202f: 4\xa0communes sur 34 avec un employeur privé du numérique" in said


def test_filtered_by_territory_then_by_commune(loaded, open_page, words):
    said = words(open_page("sector", "territoires", territoire="Centre"))
    assert "Le Lamentin en tête\u202f: 210\xa0salariés du numérique privé" in said
    assert "salariés du numérique privé, 78\u202f% de la Martinique" not in said
    assert "Centre\u202f: 15\xa0établissements employeurs et 260\xa0salariés du privé" in said
    said = words(open_page("sector", "territoires", territoire="Centre", commune="Fort-de-France"))
    assert "Fort-de-France\u202f: 50\xa0salariés du numérique privé" in said
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
    # 8 employees in Le Robert.
    people = store.load("communes").set_index("commune").loc["Le Robert", "population"]
    rate = f"{8 / people * 1000:.1f}".replace(".", ",")
    app = open_page("sector", "territoires", commune="Le Robert", mesure="Salariés pour 1 000 habitants")
    assert f"Le Robert\u202f: {rate}\xa0salarié du numérique privé" in words(app)


def test_without_a_file_what_to_load_is_said(open_page, words):
    said = words(open_page("sector", "territoires"))
    assert "Rien du secteur numérique n’est connu aujourd’hui par territoire" in said
    assert "page Données, vue Charger" in said
    assert "Employeurs privés par commune" not in said


def test_rows_of_no_year_make_no_figure():
    assert private_employers.latest(store.empty("establishments_by_commune")).empty
    assert pd.isna(store.empty("establishments_by_commune")["year"].max())


# 12 establishments and 50 employees in Fort-de-France, beside one whose number is not given.
COUNTED = {
    "whole": [("97209", 12, 50), ("97213", 3, 210), ("97222", 2, 8)],
    "floor": [("97209", 12, 50), ("97209", 1, pd.NA), ("97213", 3, 210), ("97228", 1, pd.NA)],
}
SUBSECTORS = ("vente-tic", "telecommunications", "vente-tic", "vente-tic")
SAINTE_MARIE = View("secteur", territory="Nord", commune="Sainte-Marie", commune_code="97228")
FORT_DE_FRANCE = View("secteur", territory="Centre", commune="Fort-de-France", commune_code="97209")


WHOLE = View("secteur")


def title_of(block_id, counted, view=WHOLE, perimeter="urssaf"):
    rows = pd.DataFrame(
        [
            {"perimeter": perimeter, "commune_code": code, "subsector_id": subsector, "year": 2022}
            | {"establishments": own, "employees": employed, "source_id": "urssaf", "certainty": "read"}
            | {"size_class": None, "note": None}
            for subsector, (code, own, employed) in zip(SUBSECTORS, COUNTED[counted], strict=False)
        ]
    ).astype({"employees": "Int64", "establishments": "Int64"})
    block = next(one for one in employers.BLOCKS if one.block_id == block_id)
    frames = (rows, store.load("communes"), store.load("sector_establishments"))
    return block.build(narrowed(block, view), *frames).title.replace("\u202f", " ").replace("\xa0", " ")


def test_the_first_is_named_with_its_part_where_every_number_is_given():
    assert title_of("secteur-employeurs", "whole") == (
        "Centre en tête : 260 salariés du numérique privé, 97 % de la Martinique"
    )
    assert title_of("secteur-employeurs", "floor") == "Salariés du numérique privé par territoire"


def test_a_sum_that_lacks_a_number_is_a_floor_and_none_given_is_no_zero():
    assert title_of("secteur-employeurs", "floor", FORT_DE_FRANCE) == (
        "Fort-de-France : au moins 50 salariés du numérique privé"
    )
    assert title_of("secteur-employeurs-activites", "floor", FORT_DE_FRANCE) == (
        "Fort-de-France : 13 établissements employeurs et au moins 50 salariés du privé"
    )
    assert title_of("secteur-employeurs-activites", "floor", SAINTE_MARIE) == (
        "Sainte-Marie : 1 établissement employeur, effectif non donné"
    )


def test_no_commune_is_named_where_sirene_has_none():
    """Its bars are all zero: the first of them is only the first in the order of the communes."""
    assert title_of("secteur-sirene", "whole", perimeter="sirene").startswith("Centre : 15 établissements")
    assert title_of("secteur-sirene", "whole", View("secteur", territory="Sud"), "sirene") == (
        "Établissements actifs du numérique par commune"
    )
