"""« Maturité » is the same whatever the filters, says so, and breaks on none of them."""

import pytest

from data import store
from data.indicators import survey
from pages.maturity.essentials import SEGMENT

OPENING = (
    "De 2020 à 2024, 6\xa0évolutions solides, 3\xa0fragiles sur 28\xa0testées\u202f; en tête, réseaux "
    "sociaux (+20\u202fpoints)."
)


@pytest.mark.parametrize("domain", ["Services informatiques", "Télécommunications", "Cybersécurité"])
def test_the_opening_is_true_for_every_territory_and_domain(open_page, words, domain):
    app = open_page("maturity", domaine=domain)
    for territory in ("Martinique", "Centre", "Nord", "Sud"):
        app.session_state["territoire"] = territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert app.title[0].value == "Maturité"
        assert OPENING in said
        assert "Martinique · enquêtes de la CCIM 2020 et 2024 · 500 entreprises" in said


def test_no_filter_is_drawn_where_none_acts(open_page):
    app = open_page("maturity", territoire="Sud")
    drawn = {box.key for box in app.selectbox}
    assert drawn == {SEGMENT.key}, "only the choice of the page"


def test_the_segments_to_choose_are_those_of_the_document():
    segments = survey.segments(store.load("survey_answers"), "software")["segment"]
    assert set(SEGMENT.options[1:]) == set(segments)


def test_a_segment_chosen_shows_what_the_document_says_of_it_before_the_rest(open_page, words):
    assert "PME\u202f: au-dessus" not in words(open_page("maturity"))
    said = words(open_page("maturity", segment="PME"))
    assert "PME\u202f: au-dessus de l’ensemble pour 6\xa0logiciels (attribution déduite, sauf CRM)" in said
    assert said.index("PME\u202f: au-dessus") < said.index("9\xa0évolutions sur 28")


def test_an_unplaced_value_of_the_segment_chosen_is_quoted_with_it(open_page, words):
    said = words(open_page("maturity", segment="Services aux entreprises"))
    assert "«\u202f86\u202f% Services aux entreprises\u202f» (comptabilité ou facturation)" in said


def test_the_reader_sets_the_design_effect_and_the_table_follows(open_page, words):
    said = words(open_page("maturity", "methode"))
    assert "9 sans correction, 9 avec Benjamini-Hochberg, 6 avec Holm" in said
    said = words(open_page("maturity", "methode", **{"effet-de-plan": "1,25"}))
    assert "Effet de plan 1,25\u202f: sur 28\u00a0évolutions testées, 8 sans correction" in said


def test_what_the_documents_do_not_say_is_on_the_page(open_page, words):
    assert "aucune ne peut être attribuée" in words(open_page("maturity", "presence"))
    assert words(open_page("maturity", "freins")).count("Détenteur\u202f: CCIM") == 2
    said = words(open_page("maturity", "logiciels"))
    assert "Attribution déduite, à confirmer auprès de la CCIM." in said
    assert "«\u202f86\u202f% Services aux entreprises\u202f» (comptabilité ou facturation)" in said
    assert "12\u202f% ont un logiciel (18\u202f% en 2020) et 48\u202f% externalisent" in said


def test_what_the_document_says_of_presence_online_does_not_add_up_and_the_page_says_it(open_page, words):
    said = words(open_page("maturity", "presence"))
    assert "69\u202f% des 81\u202f% de la base font au plus 56,6\u202f%" in said
    assert "58\u202f% ailleurs" in said
    assert "valeur de 2020 à confirmer auprès de la CCIM" in said
