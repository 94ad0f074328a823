"""« Compétences » opens on true sentences whatever the filters, and says what has no figure."""

import re

import pytest

from pages.registry import PAGES

# Visible projects of 2025, added by hand from recruitment.csv.
COMPUTING = "Tous les domaines"
VISIBLE = {
    # M1X80 10 + M1X81 22 + M2X93 12; M1X81 9; M1X80 8. The other cells are secret.
    COMPUTING: {"": 61, "Centre": 44, "Nord": 9, "Sud": 8},
    "Services informatiques": {"": 61, "Centre": 44, "Nord": 9, "Sud": 8},
    "Télécommunications": {"": 14, "Centre": 6, "Nord": None, "Sud": 8},
    # U0X80 19 + U0X90 13 + U1X82 18; U0X90 6; U0X80 10 + U1X82 10.
    "Marketing et communication": {"": 76, "Centre": 50, "Nord": 6, "Sud": 20},
}
UNTIED = ("Cybersécurité", "Transformation digitale")


def plain(text):
    return re.sub(r"[\s\u202f\xa0]+", " ", text)


@pytest.mark.parametrize("domain", VISIBLE)
def test_the_opening_is_true_for_every_territory_and_domain(open_page, words, domain):
    assert VISIBLE[domain]
    for territory, visible in VISIBLE[domain].items():
        app = open_page("skills", domaine=domain, **({"territoire": territory} if territory else {}))
        said = plain(words(app))
        assert not app.exception
        assert not app.error
        about = "dans l’informatique" if domain == COMPUTING else f"pour « {domain} »"
        place = f", {territory}" if territory else ""
        what = "aucun métier cité" if visible is None else f"{visible} projets de recrutement"
        assert f"En 2025, {about}{place} : {what}" in said


@pytest.mark.parametrize("domain", UNTIED)
@pytest.mark.parametrize("territory", ["Martinique", "Nord"])
def test_a_domain_without_occupation_is_said_in_each_view_of_occupations(open_page, words, domain, territory):
    app = open_page("skills", domaine=domain, territoire=territory)
    said = plain(words(app))
    assert f"Aucun métier de l’enquête BMO n’est rattaché à « {domain} »" in said
    assert "Aucun métier de l’enquête BMO, ni de la tension par métier, n’est rattaché à" in said
    assert "aucune donnée pour" not in said
    app = open_page("skills", "recrutements", domaine=domain, territoire=territory)
    assert "Aucun métier de l’enquête BMO, ni de la tension par métier" in plain(words(app))
    app = open_page("skills", "tension", domaine=domain, territoire=territory)
    assert f"Aucun métier de la tension par métier n’est rattaché à « {domain} »" in plain(words(app))


def test_a_commune_leads_to_its_basin_and_it_is_said(open_page, words):
    app = open_page("skills", commune="Le Lamentin")
    said = plain(words(app))
    assert "Le Lamentin → bassin Centre : 44 projets de recrutement" in said
    # One basin of the two of its territory: 6 printed and one secret, of communication and computing.
    app = open_page("skills", commune="Le Robert")
    said = plain(words(app))
    assert "Le Robert → bassin Nord Atlantique : 1 à 4 projets de recrutement" in said
    assert "Nord Caraïbe" not in said


def test_what_the_crown_of_each_view_follows(open_page):
    drawn = {
        "essentiel": {"territoire", "commune", "domaine"},
        "besoin": {"territoire", "domaine"},
        "recrutements": {"territoire", "commune", "domaine"},
        "tension": {"territoire", "domaine"},
        "demandees": {"domaine"},
        "paroles": set(),
        "entreprises": set(),
    }
    assert set(drawn) == {view.slug for view in PAGES["competences"].views}
    for view, expected in drawn.items():
        app = open_page("skills", view)
        keys = {choice.key for choice in app.selectbox}
        assert keys & {"territoire", "commune", "domaine"} == expected, view


def test_what_is_missing_names_who_holds_it_and_promises_nothing(open_page, words):
    said = words(open_page("skills", "paroles"))
    assert "AKTO et France Travail" in said
    assert "LE NUMERIQUE DANS LA STMT" in said
    assert "Témoignages de Martinique Digital et Martinique Tech" in said
    assert "nécessite Internet" in said
    assert "Il suffira" not in said + words(open_page("skills", "entreprises"))


@pytest.mark.parametrize("view", ["essentiel", "recrutements", "tension"])
def test_no_growth_is_said_between_two_small_surveys(open_page, words, view):
    said = words(open_page("skills", view))
    assert not any(mark in said for mark in ("→", "↗", "en hausse", "en baisse"))


def test_skills_are_searched_without_accents_and_what_is_not_found_is_said(open_page, words):
    app = open_page("skills", "demandees")
    assert "31 compétences, 5 domaines" in plain(words(app))
    app.text_input(key="competence").set_value("securite audit").run()
    assert "« securite audit » : 1 compétence" in plain(words(app))
    assert app.table[0].value["Domaine"].tolist() == ["Cybersécurité"]
    app.text_input(key="competence").set_value("astrologie").run()
    assert "Aucune compétence ne correspond à « astrologie »" in plain(words(app))
    assert not app.exception
