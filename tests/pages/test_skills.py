"""« Compétences » opens on true sentences whatever the filters, and says what has no figure."""

import pytest

DOMAINS = {
    "Tous les domaines": "61\xa0projets de recrutement visibles dans le cœur informatique",
    "Services informatiques": "61\xa0projets de recrutement visibles dans le cœur informatique",
    "Télécommunications": "14\xa0projets de recrutement visibles pour « Télécommunications »",
    # 19 + 10 + 13 + 6 + 18 + 10
    "Marketing et communication": "76\xa0projets de recrutement visibles pour « Marketing et communication »",
    "Cybersécurité": "Aucun métier de l’enquête BMO n’est rattaché à « Cybersécurité »",
    "Transformation digitale": "Aucun métier de l’enquête BMO n’est rattaché à « Transformation digitale »",
}
BASINS = {
    "Centre": "bassin Martinique Centre",
    "Nord": "bassins Martinique Nord Atlantique et Martinique Nord Caraïbe",
    "Sud": "bassin Martinique Sud",
}


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_page_is_true_for_every_territory_and_domain(open_page, words, domain):
    app = open_page("skills", domaine=domain)
    said = words(app)
    assert not app.exception
    assert not app.error
    assert DOMAINS[domain] in said
    for territory, basins in BASINS.items():
        app.session_state["territoire"] = territory
        app.run()
        said = words(app)
        assert not app.exception
        assert not app.error
        assert f"Périmètre**\xa0: {territory} · " in said
        assert domain in ("Cybersécurité", "Transformation digitale") or basins in said


def test_commune_is_disabled_with_its_reason(open_page, words):
    app = open_page("skills")
    assert app.selectbox(key="commune").disabled
    assert "ne descendent pas à la commune" in words(app)


def test_what_is_missing_names_who_holds_it(open_page, words):
    said = words(open_page("skills"))
    assert "AKTO et France Travail" in said
    assert "LE NUMERIQUE DANS LA STMT" in said
    assert "Témoignages de Martinique Digital et Martinique Tech" in said
    assert "nécessite Internet" in said


def test_no_growth_is_said_between_two_small_surveys(open_page, words):
    said = words(open_page("skills"))
    assert not any(mark in said for mark in ("→", "↗", "en hausse", "en baisse"))
