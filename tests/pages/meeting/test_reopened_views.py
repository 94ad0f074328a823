"""The link of a note reopens exactly the view: its filters and the page's own choices."""

from urllib.parse import urlencode

import pytest

from data.journal.folds import Change
from pages.training.views import CONTENTS
from tests.pages.meeting.writing import save

pytestmark = pytest.mark.usefixtures("own_home")


def note(page, query):
    values = {"type": "decision", "text": "À revoir", "page": page, "query": query}
    save(*[Change("decision", "d-1", name, value) for name, value in values.items()])


def reopen(app):
    app.switch_page("pages/meeting/page.py")
    app.query_params.clear()
    app.query_params["vue"] = "decisions"
    app.run()
    app.button(key="here-d-1-view").click().run()
    assert not app.exception
    return app


def state(app, *names):
    kept = app.session_state["_address"]
    return [{**kept.choices, **kept.filters}.get(name) for name in names]


def test_a_link_brings_back_the_filters_and_choices_of_then_and_no_later_one(open_page):
    levels = next(choice for choice in CONTENTS.every_choice if choice.key == "niveau").options
    note("formations", urlencode({"territoire": "Centre", "niveau": levels[1]}))
    # Elsewhere since: other filters, and another choice.
    later = {"territoire": "Sud", "domaine": "Cybersécurité", "niveau": levels[2]}
    app = open_page("training", **later)
    assert state(app, *later) == list(later.values())
    reopen(app)
    assert [title.value for title in app.title] == ["Formations"]
    assert state(app, "territoire", "niveau") == ["Centre", levels[1]]
    assert state(app, "domaine")[0] in (None, "Tous les domaines")


def test_a_link_to_a_comparison_of_territories_reopens_it(open_page):
    note("formations", "comparer=oui")
    app = reopen(open_page("training", territoire="Sud"))
    assert state(app, "comparer") == [True]
    assert app.query_params["comparer"] == "oui"


def test_the_tracking_s_own_filters_and_day_are_reopened(open_page):
    save(Change("budget", "A01", "planned", "10", 2025))
    note("schema", "vue=suivi&etat=01%2F02%2F2026&suivi-pilier=Smart+Island")
    app = reopen(open_page("plan"))
    assert state(app, "suivi-pilier", "etat") == [["Smart Island"], "01/02/2026"]
    save(Change("decision", "d-1", "query", "vue=suivi"))
    assert state(reopen(app), "suivi-pilier", "etat") == [[], ""]


def test_a_link_to_two_pillars_shows_both(open_page, words):
    save(Change("budget", "A01", "planned", "10", 2025))
    note("schema", "vue=suivi&suivi-pilier=Smart+Island&suivi-pilier=Smart+Administration")
    app = reopen(open_page("plan"))
    assert state(app, "suivi-pilier") == [["Smart Island", "Smart Administration"]]
    # A01 is of neither: the two of Smart Island and the four or so of Smart Administration have no amount.
    assert "Aucun montant renseigné, sur 6\xa0actions" in words(app)


def test_a_link_to_two_words_of_a_choice_of_one_says_that_it_is_not_followed(open_page, words):
    note("schema", "vue=actions&pilier=Smart+Island&pilier=Smart+Administration")
    app = reopen(open_page("plan"))
    assert state(app, "pilier") == ["Tous les piliers"]
    assert "pilier = Smart Island, Smart Administration" in words(app)


@pytest.mark.parametrize(
    ("page", "query"),
    [
        ("formations", "territoire=Mars&commune=Nulle+part&niveau=zzz"),
        ("schema", "fiche=zzz&etat=demain&suivi-annee=1900"),
        ("competences", "annee-bmo=1900&nature=zzz"),
        ("donnees", "jeu=zzz"),
    ],
)
def test_an_address_that_asks_for_what_is_not_there_opens_the_page_without_it(open_page, page, query):
    save(Change("budget", "A01", "planned", "10", 2025))
    note(page, query)
    app = reopen(open_page("meeting"))
    assert not app.error
    assert state(app, "territoire")[0] in (None, "Martinique")
