"""« Maturité » is the same whatever the filters, says so, and breaks on none of them."""

import pytest

OPENING = "Sur 8 équipements comparés de 2020 à 2024, 3 évoluent au-delà de la marge"


DOMAINS = (
    "Tous les domaines",
    "Services informatiques",
    "Télécommunications",
    "Marketing et communication",
    "Cybersécurité",
    "Transformation digitale",
)


@pytest.mark.parametrize("domain", DOMAINS)
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
        assert "Périmètre**\xa0: Martinique · " in said, "the survey is never presented as a territory's"


def test_the_three_filters_are_disabled_and_keep_their_value(open_page):
    app = open_page("maturity", territoire="Sud")
    assert all(app.selectbox(key=name).disabled for name in ("territoire", "commune", "domaine"))
    assert app.selectbox(key="territoire").value == "Sud"


def test_what_the_documents_do_not_say_is_on_the_page(open_page, words):
    said = words(open_page("maturity"))
    assert "aucune ne peut être attribuée" in said
    assert said.count("Qui la détient") == 3
    assert "Attribution déduite, à confirmer auprès de la CCIM." in said
    assert "«\u00a086\u202f% Services aux entreprises\u00a0» (comptabilité ou facturation)" in said
    assert "valeur de 2020 à confirmer auprès de la CCIM" in said
    assert "12\u202f% ont un logiciel (18\u202f% en 2020) et 48\u202f% externalisent" in said
