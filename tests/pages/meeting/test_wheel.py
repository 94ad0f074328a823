"""One window leads: what is done in any other one moves neither the meeting nor its projector."""

import datetime as dt

import pytest

from data import store
from data.journal.folds import Change, attendance, meeting, meeting_state
from pages.meeting import on_screen
from tests.pages.meeting.writing import save

pytestmark = pytest.mark.usefixtures("own_home")


def state():
    return meeting_state(store.journal().rows(), dt.datetime.now(dt.UTC))


def button(app, label):
    return next(found for found in app.button if found.label.startswith(label))


def labels(app):
    return [found.label for found in app.button]


@pytest.fixture
def led(open_page):
    """The window that started the meeting, projecting its first item."""
    app = open_page("meeting")
    return button(app, "Commencer la réunion").click().run()


def test_the_window_that_starts_leads_says_so_and_keeps_it_through_a_reload(led, open_page, words):
    token = led.session_state["_address"].wheel
    assert "mené depuis cet écran" in words(led)
    app = open_page("sector", "enjeux", projection="oui", etape="1", conduite=token)
    assert "mené depuis cet écran" in words(app)
    # The journal alone does not give the wheel.
    assert token not in store.journal().rows()["value"].tolist()


def test_looking_elsewhere_moves_nothing(led, open_page, words):
    other = open_page("meeting")
    assert "Mené depuis un autre écran." in words(other)
    assert "Point suivant" not in " ".join(labels(other))
    other.button(key="agenda-open-akto").click().run()
    assert [title.value for title in other.title] == ["Compétences"]
    # Projecting on its own, past the last screen of the view of the item under way.
    other = open_page("sector", "enjeux", projection="oui", etape="99")
    other.button(key="projection-Right").click().run()
    assert state().current_item == "etat-des-lieux"
    assert on_screen.last(state()) == on_screen.Projected("secteur", "enjeux", 1)


def test_another_window_takes_over_when_it_is_confirmed(led, open_page, words):
    first = led.session_state["_address"].wheel
    other = open_page("meeting", "animation")
    button(other, "Prendre la main").click().run()
    assert "Mené depuis un autre écran." in words(other)
    button(other, "Confirmer").click().run()
    assert "Mené depuis cet écran." in words(other)
    assert button(other, "Point suivant")
    led.run()
    assert "mené depuis un autre écran" in words(led)
    assert "conduite" not in led.query_params
    led.button(key="projection-S").click().run()
    again = open_page("meeting", "animation", conduite=first)
    assert "Point suivant" not in " ".join(labels(again))
    assert state().current_item == "etat-des-lieux"


def test_an_arrival_noted_elsewhere_since_the_screen_was_drawn_stops_no_next_item_and_the_reverse(
    led, open_page, words
):
    projector = open_page(
        "sector", "enjeux", projection="oui", etape="6", conduite=led.session_state["_address"].wheel
    )
    other = open_page("meeting")
    other.button(key="attendance").click().run()
    other.text_input(key="attendance-who").input("Mme Une")
    other.text_input(key="attendance-name").input("Une assistante")
    save(Change("meeting", state().meeting_id, "present/M. Deux", ""))
    projector.button(key="projection-Right").click().run()
    assert state().current_item == "etat-des-lieux-du-secteur"
    assert "écran 1 sur 4 · Point 2 sur 14" in words(projector)
    other.button(key="attendance-add").click().run()
    there = attendance(store.journal().rows(), state().meeting_id)
    assert there["name"].tolist() == ["M. Deux", "Mme Une"]


def test_a_token_made_up_leads_nothing(led, open_page, words):
    for token in ("0" * 16, "", "x" * 400, led.session_state["_address"].wheel.upper()):
        assert "Mené depuis un autre écran." in words(open_page("meeting", "animation", conduite=token))


def test_the_laptop_of_who_leads_sends_the_projector_to_a_screen_and_stays_where_it_is(led, open_page, words):
    token = led.session_state["_address"].wheel
    laptop = open_page("meeting", "animation", conduite=token)
    laptop.button(key="lead-screen-3").click().run()
    assert "Écrans du point" in words(laptop)
    projector = open_page("sector", "enjeux", projection="oui", etape="1", conduite=token)
    assert "Secteur · Enjeux et thèmes · écran 3 sur 6" in words(projector)
    button(laptop.run(), "Point suivant").click().run()
    assert state().current_item == "etat-des-lieux-du-secteur"
    assert "Secteur · L’essentiel · écran 1 sur 4 · Point 2 sur 14" in words(projector.run())


def test_the_remote_goes_back_across_items_to_the_last_screen_of_the_one_before(led, open_page, words):
    token = led.session_state["_address"].wheel
    led = open_page("sector", "enjeux", projection="oui", etape="6", conduite=token)
    led.button(key="projection-S").click().run()
    assert "Point 2 sur 14" in words(led)
    led.button(key="projection-Left").click().run()
    assert "Secteur · Enjeux et thèmes · écran 6 sur 6 · Point 1 sur 14" in words(led)
    led.button(key="projection-Home").click().run()
    assert "écran 1 sur 6 · Point 1 sur 14" in words(led)
    # Before the first screen of the first item there is nothing.
    led.button(key="projection-Left").click().run()
    assert "écran 1 sur 6 · Point 1 sur 14" in words(led)
    led.button(key="projection-End").click().run()
    assert "écran 6 sur 6 · Point 1 sur 14" in words(led)


def test_the_closing_leads_back_to_the_last_screen_of_the_last_item(open_page, words):
    save(*meeting.start("2026-01-01", "schema-numerique", dt.datetime.now(dt.UTC)))
    app = open_page("plan", projection="oui", etape="99")
    app.button(key="projection-Right").click().run()
    assert "Séance · Décisions" in words(app)
    app.button(key="projection-Left").click().run()
    assert "Schéma · Budget · écran 6 sur 6 · Point 14 sur 14" in words(app)


def test_a_window_that_may_not_write_any_more_goes_on_item_by_item_and_says_why(
    led, open_page, words, monkeypatch
):
    token = led.session_state["_address"].wheel
    app = open_page("sector", "enjeux", projection="oui", etape="6", conduite=token)
    with monkeypatch.context() as signed_out:
        signed_out.setattr("components.screen.rights.refusal", lambda: "Lecture seule.")
        for title in ("2. Etat des lieux du secteur", "3. Etude Maturité digitale"):
            app.query_params["etape"] = "99"
            app.run()
            assert not app.toast
            app.button(key="projection-Right").click().run()
            # Never back to an item that the room has seen.
            assert f"# {title}" in words(app)
            assert [found.value for found in app.toast] == ["Lecture seule\\."]
        app.button(key="projection-Left").click().run()
        assert "Secteur · L’essentiel · écran 4 sur 4" in words(app)
        app.button(key="projection-Right").click().run()
        assert state().current_item == "etat-des-lieux"
    app.button(key="projection-S").click().run()
    assert not app.toast
    assert state().current_item == "offre-de-formation-continue"
    assert "Point 4 sur 14" in words(app)


def test_what_fails_or_is_refused_is_said_on_the_screen_that_follows(led, open_page, words, monkeypatch):
    token = led.session_state["_address"].wheel
    monkeypatch.setattr("components.screen.rights.refusal", lambda: "Lecture seule.")
    desk = open_page("meeting", conduite=token)
    desk.button(key="agenda-open-akto").click().run()
    assert [title.value for title in desk.title] == ["Compétences"]
    assert [found.value for found in desk.error] == ["Lecture seule\\."]
    assert not desk.run().error

    def broken(*arguments):
        raise ValueError("neighbour")

    monkeypatch.setattr("pages.meeting.room.Room.neighbour", broken)
    app = open_page("sector", "enjeux", projection="oui", etape="6", conduite=token)
    app.button(key="projection-Right").click().run()
    assert "écran 6 sur 6" in words(app)
    assert [found.value for found in app.toast] == [
        "Cette action a échoué\u202f\\: rien n’a été enregistré\\."
    ]
