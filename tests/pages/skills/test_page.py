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


# Visible projects of 2025, added by hand from recruitment.csv.
DOMAIN_OF = {
    "Télécommunications": "telecommunications",
    "Marketing et communication": "marketing-communication",
}
VISIBLE = {
    # M1X80 10 + M1X81 22 + M2X93 12; M1X81 9; M1X80 8. The other cells are secret.
    "services-informatiques": {"Centre": 44, "Nord": 9, "Sud": 8},
    "telecommunications": {"Centre": 6, "Nord": 0, "Sud": 8},
    # U0X80 19 + U0X90 13 + U1X82 18; U0X90 6; U0X80 10 + U1X82 10.
    "marketing-communication": {"Centre": 50, "Nord": 6, "Sud": 20},
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
        if domain in ("Cybersécurité", "Transformation digitale"):
            continue
        assert basins in said
        visible = VISIBLE[DOMAIN_OF.get(domain, "services-informatiques")][territory]
        if visible:
            word = "projet de recrutement visible" if visible == 1 else "projets de recrutement visibles"
            assert f"En 2025, {visible}\xa0{word}" in said, (domain, territory)
        else:
            assert "de recrutement visible" not in said.partition("Compétences demandées")[0], territory


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


@pytest.mark.parametrize("domain", ["Cybersécurité", "Transformation digitale"])
def test_a_domain_without_occupation_is_said_once_and_the_choices_it_leaves_idle_are_gone(
    open_page, words, domain
):
    app = open_page("skills", domaine=domain)
    said = words(app)
    assert "Aucun métier de l’enquête BMO, ni de la tension par métier, n’est rattaché à" in said
    assert "aucune donnée pour" not in said
    assert "annee-bmo" not in [choice.key for choice in app.segmented_control]


def test_skills_are_searched_without_accents_and_what_is_not_found_is_said(open_page, words):
    app = open_page("skills")
    assert "Chercher une compétence\u202f: 31\xa0lignes" in words(app)
    app.text_input(key="competence").set_value("securite audit").run()
    assert "Chercher une compétence\u202f: 1\xa0ligne" in words(app)
    app.text_input(key="competence").set_value("astrologie").run()
    assert "Chercher une compétence\u202f: aucune donnée pour Martinique avec les choix faits" in words(app)
    assert not app.exception
