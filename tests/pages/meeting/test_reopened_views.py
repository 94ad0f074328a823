"""The link of a note reopens exactly the view: its filters and the page's own choices."""

from urllib.parse import urlencode

import pytest

from data import store
from data.journal import Writer
from data.journal.folds import Change

SOMEONE = Writer("Une personne", may_write=True)


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))


def save(*changes):
    journal = store.journal()
    journal.append(list(changes), writer=SOMEONE, opened_on=journal.version)


def note(page, query):
    values = {"type": "decision", "text": "À revoir", "page": page, "query": query}
    save(*[Change("decision", "d-1", name, value) for name, value in values.items()])


def reopen(app):
    app.switch_page("pages/meeting/page.py").run()
    app.button(key="here-d-1-view").click().run()
    assert not app.exception
    return app


def state(app, *names):
    return [app.session_state[name] for name in names]


def test_a_link_brings_back_the_filters_and_choices_of_then_and_no_later_one(open_page):
    app = open_page("training")
    levels = app.selectbox(key="niveau").options
    note("formations", urlencode({"territoire": "Centre", "niveau": levels[1]}))
    # Elsewhere since: other filters, and a choice that was not made then.
    later = {"territoire": "Sud", "domaine": "Cybersécurité", "niveau": levels[2], "a_confirmer": True}
    for name, value in later.items():
        app.session_state[name] = value
    app.run()
    assert state(app, *later) == list(later.values())
    reopen(app)
    assert [title.value for title in app.title] == ["Formations"]
    assert state(app, *later) == ["Centre", "Tous les domaines", levels[1], False]


def test_the_tracking_s_own_filters_and_day_are_reopened(open_page):
    save(Change("budget", "A01", "planned", "10", 2025))
    note("schema", "etat=01%2F02%2F2026&suivi-pilier=Smart+Island&suivi-pilier=Smart+Administration")
    app = reopen(open_page("plan"))
    assert state(app, "suivi-pilier", "etat") == [["Smart Island", "Smart Administration"], "01/02/2026"]
    save(Change("decision", "d-1", "query", None))
    assert state(reopen(app), "suivi-pilier", "etat") in ([[], None], [[], ""])


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
    assert app.session_state["territoire"] == "Martinique"
