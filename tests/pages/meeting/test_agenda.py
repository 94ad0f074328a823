"""The agenda edited for the day: what each field changes, in what order items come, and what it refuses."""

import datetime as dt

import pytest

from data import store
from data.journal.folds import Change, agenda_of_day, meeting, meeting_state
from tests.pages.meeting.writing import save

pytestmark = pytest.mark.usefixtures("own_home")


def agenda():
    return agenda_of_day(store.journal().rows(), store.load("agenda"))


def item(item_id):
    return agenda().set_index("item_id").loc[item_id]


@pytest.fixture
def editing(open_page):
    """The page with the form open on an item (its rank), or on a new one."""

    def opened(rank=None, name="Une personne"):
        app = open_page("meeting", "reglages")
        app.session_state["writer_name"] = name
        app.run()
        if rank is not None:
            which = app.selectbox(key="agenda-edit-which")
            which.set_value(next(word for word in which.options if word.startswith(f"{rank}. "))).run()
        return app

    return opened


def labelled(fields, label):
    return next(field for field in fields if field.label.startswith(label))


def send(app):
    labelled(app.button, "Enregistrer le point").click().run()
    assert not app.exception
    return app


def test_title_speaker_minutes_page_and_filters_are_those_typed(editing, words):
    app = editing(6)
    labelled(app.text_input, "Intitulé").input("AKTO, en visioconférence")
    labelled(app.text_input, "Intervenant").input("Une direction")
    labelled(app.number_input, "Minutes").set_value(25)
    labelled(app.selectbox, "Page").set_value("Secteur")
    address = "http://127.0.0.1:8501/secteur?domaine=Cybers%C3%A9curit%C3%A9&projection=oui&inconnu=1"
    labelled(app.text_input, "Vue et filtres de la page").input(address)
    said = words(send(app))
    found = item("akto")
    assert found[["item", "speaker", "minutes", "page", "query"]].tolist() == [
        "AKTO, en visioconférence",
        "Une direction",
        25,
        "secteur",
        "domaine=Cybers%C3%A9curit%C3%A9",
    ]
    # 75 minutes on paper, of which 15 for this item.
    assert "85\xa0minutes fixées" in said


def test_an_item_opens_its_page_with_its_filters(open_page):
    save(
        Change("agenda", "akto", "page", "secteur"),
        Change("agenda", "akto", "query", "domaine=T%C3%A9l%C3%A9communications"),
    )
    app = open_page("meeting")
    app.button(key="agenda-open-akto").click().run()
    assert [title.value for title in app.title] == ["Secteur"]
    assert app.session_state["_address"].filters["domaine"] == "Télécommunications"


def test_emptied_minutes_are_to_be_fixed_again(editing, words):
    save(Change("agenda", "akto", "minutes", ""))
    assert "60\xa0minutes fixées sur 3\xa0points\u202f; 11\xa0durées à fixer" in words(editing())


def test_a_form_sent_untouched_writes_nothing(editing):
    # The title has a narrow no-break space before its colon.
    assert any("Rien n’a changé" in error.value for error in send(editing(6)).error)
    assert store.journal().rows().empty


def test_a_place_moves_an_item_and_every_other_one_keeps_its_order(editing):
    before = agenda()["item_id"].tolist()
    app = editing(6)
    labelled(app.number_input, "Place").set_value(2)
    send(app)
    after = agenda()
    assert after["item_id"].tolist() == [before[0], "akto", *before[1:5], *before[6:]]
    assert after["position"].tolist() == list(range(1, 15))


def test_an_item_is_added_where_it_is_asked(editing):
    app = editing()
    labelled(app.text_input, "Intitulé").input("Vote")
    labelled(app.number_input, "Place").set_value(3)
    send(app)
    found = agenda()
    assert found.loc[2, ["item", "added"]].tolist() == ["Vote", True]
    assert len(found) == 15


def test_an_empty_title_and_a_missing_name_are_refused_with_a_sentence(editing):
    app = editing(6)
    labelled(app.text_input, "Intitulé").input("  ")
    assert any("L’intitulé est vide" in error.value for error in send(app).error)
    app = editing(6, name="")
    labelled(app.text_input, "Intervenant").input("Une direction")
    assert any("Indiquez d’abord votre nom" in error.value for error in send(app).error)
    assert store.journal().rows().empty


def test_what_is_typed_is_shown_as_typed(editing, open_page):
    app = editing(6)
    hostile = "**gras** <b>x</b> [lien](http://ailleurs) $x$"
    labelled(app.text_input, "Intitulé").input(hostile)
    send(app)
    shown = open_page("meeting").button(key="agenda-open-akto").label
    assert hostile in shown.replace("\\", "")
    assert "\\*\\*gras" in shown
    assert "\\<b\\>" in shown


def test_the_meeting_goes_on_when_the_item_under_way_is_taken_off(open_page):
    now = dt.datetime.now(dt.UTC)
    save(*meeting.start("2026-01-01", "etat-des-lieux", now - dt.timedelta(minutes=20)))
    save(*meeting.go_to(meeting_state(store.journal().rows(), now), "akto"))
    save(Change("agenda", "akto", "removed", "oui"))
    app = open_page("meeting", "animation")
    following = labelled(app.button, "Point suivant")
    # The first item has been dealt with; the second comes next.
    assert following.label.endswith(": 2")
    following.click().run()
    assert meeting_state(store.journal().rows(), now).current_item == "etat-des-lieux-du-secteur"


def test_an_item_without_a_page_is_projected_on_the_meeting_page(open_page, words):
    save(Change("agenda", "etat-des-lieux-du-secteur", "page", ""))
    save(*meeting.start("2026-01-01", "etat-des-lieux", dt.datetime.now(dt.UTC)))
    app = open_page("sector", "enjeux", projection="oui", etape="99")
    app.button(key="projection-Right").click().run()
    assert "# 2. Etat des lieux du secteur" in words(app)
    app = open_page("meeting", projection="oui", etape="2")
    said = words(app)
    assert "# Ordre du jour" in said
    assert "Etat des lieux du secteur** · durée\xa0à\xa0fixer ← en cours" in said


def test_items_deduced_from_titles_of_slides_are_said_to_be_and_no_longer_once_typed(
    editing, open_page, words
):
    said = words(open_page("meeting", "aujourdhui"))
    assert (
        "Points 1 à 6 déduits des titres des diapositives\u202f: le début de l’ordre du jour manque" in said
    )
    app = editing(2)
    labelled(app.text_input, "Intitulé").input("Le secteur, par la CCIM")
    send(app)
    assert "Points 1, 3, 4, 5 et 6 déduits" in words(open_page("meeting", "aujourdhui"))
