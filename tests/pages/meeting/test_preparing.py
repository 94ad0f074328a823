"""A meeting prepared on « Réglages »: what is set for it, what agenda it starts from, and who is there."""

import datetime as dt
import io

import pytest
from PIL import Image

from components.screen.saving import NAME_FIRST
from data import store
from data.french.typography import french
from data.journal.folds import (
    Change,
    agenda_of_day,
    attendance,
    current_meeting,
    meeting,
    meeting_state,
    meetings,
)
from pages.meeting import attachments
from tests.pages.meeting.writing import drawn, save

pytestmark = pytest.mark.usefixtures("own_home")


def rows():
    return store.journal().rows()


def fields(kind, subject, **values):
    return [Change(kind, subject, name, value) for name, value in values.items()]


def button(app, label):
    return next(found for found in app.button if found.label.startswith(label))


@pytest.fixture
def settings(open_page):
    def opened():
        app = open_page("meeting", "reglages")
        app.session_state["writer_name"] = "Une personne"
        return app.run()

    return opened


@pytest.fixture
def prepared():
    save(*fields("meeting", "2027-01-15", prepared_at="2026-12-01T12:00:00+00:00", title="Janvier"))


def test_title_date_place_and_next_date_are_set_on_the_page_and_shown(settings, open_page, words):
    app = settings()
    app.text_input(key="prepare-title").input("Numérique, janvier")
    app.text_input(key="prepare-day").input("15/01/2027")
    app.text_input(key="prepare-place").input("Schœlcher")
    app.text_input(key="prepare-next").input("15/03/2027")
    button(app, "Préparer cette réunion").click().run()
    assert not app.exception
    assert current_meeting(rows()) == "2027-01-15"
    said = words(open_page("meeting")).replace("\xa0", " ")
    assert "Numérique, janvier · 15 janvier 2027 · Schœlcher" in said
    cover = words(open_page("meeting", projection="oui", etape="1")).replace("\xa0", " ")
    for line in ("# Numérique, janvier", "### 15 janvier 2027", "### Schœlcher"):
        assert line in cover
    app = open_page("meeting")
    button(app, "Commencer la réunion").click().run()
    assert meeting_state(rows(), dt.datetime.now(dt.UTC)).meeting_id == "2027-01-15"
    closing = open_page("meeting", "decisions", projection="oui", etape="2")
    assert "## 15\xa0mars\xa02027" in words(closing) or "## 15 mars 2027" in words(closing)


def test_a_day_that_is_none_is_refused_beside_the_form(settings):
    app = settings()
    app.text_input(key="prepare-day").input("31/02/2027")
    button(app, "Préparer cette réunion").click().run()
    assert any("n’est pas une date" in found.value for found in app.error)
    assert rows().empty


def test_settings_are_changed_one_by_one_and_a_preparation_can_be_dropped(settings, prepared):
    app = settings()
    app.text_input(key="settings-place").input("Le Lamentin")
    button(app, "Enregistrer les réglages").click().run()
    found = meetings(rows()).set_index("meeting_id").loc["2027-01-15"]
    assert found[["title", "place"]].tolist() == ["Janvier", "Le Lamentin"]
    last = rows().iloc[-1]
    assert last["field"] == "place"
    settings().button(key="prepare-drop").click().run()
    assert current_meeting(rows()) is None


def test_a_logo_kept_for_a_meeting_is_on_its_cover_until_it_is_taken_off(
    settings, prepared, open_page, tmp_path
):
    content = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(content, "PNG")
    app = settings()
    app.file_uploader(key="settings-logo").upload("ctm.png", content.getvalue())
    button(app, "Enregistrer les réglages").click().run()
    kept = meetings(rows()).iloc[0]["logos"]
    assert [attachments.title(name) for name in kept] == ["ctm.png"]
    assert len(open_page("meeting", projection="oui", etape="1").get("image")) == 1
    app = settings()
    app.checkbox(key="settings-no-logo").check()
    button(app, "Enregistrer les réglages").click().run()
    assert meetings(rows()).iloc[0]["logos"] == ()
    assert len(open_page("meeting", projection="oui", etape="1").get("image")) == 0


def renamed(app, keep):
    which = app.selectbox(key="agenda-edit-which")
    which.set_value(next(word for word in which.options if word.startswith("6. "))).run()
    next(found for found in app.text_input if found.label == "Intitulé").input("AKTO, ce jour-là")
    if keep:
        app.checkbox(key="agenda-keep").check()
    button(app, "Enregistrer le point").click().run()
    assert not app.exception


@pytest.mark.parametrize("keep", [False, True])
def test_the_agenda_of_a_prepared_meeting_is_its_own_unless_it_is_kept(settings, prepared, keep):
    renamed(settings(), keep)
    base = store.load("agenda")
    today = agenda_of_day(rows(), base).set_index("item_id")["item"]
    assert today["akto"] == "AKTO, ce jour-là"
    save(*fields("meeting", "2027-01-15", prepared_at=None))
    standing = agenda_of_day(rows(), base).set_index("item_id")["item"]
    assert (standing["akto"] == "AKTO, ce jour-là") is keep


def test_an_item_taken_off_a_prepared_meeting_is_put_back(settings, prepared):
    save(*fields("agenda", "2027-01-15/akto", removed="oui"))
    app = settings()
    app.button(key="agenda-back-akto").click().run()
    assert "akto" in agenda_of_day(rows(), store.load("agenda"))["item_id"].tolist()


def test_a_refusal_is_said_beside_its_button_and_on_top_when_the_button_is_gone(settings, prepared):
    save(*fields("agenda", "2027-01-15/akto", removed="oui"))
    app = settings()
    app.session_state["writer_name"] = ""
    app.button(key="agenda-back-akto").click().run()
    order = drawn(app)
    assert [found.value.replace("\\", "") for found in app.error] == [french(NAME_FIRST)]
    assert order.index("error") > order.index("agenda-back-akto") > order.index("settings-send")
    app.session_state["_saving_said"] = ("Refusé.", "agenda-back-oref")
    app.run()
    assert [found.value.replace("\\", "") for found in app.error] == ["Refusé."]
    assert drawn(app).index("error") < drawn(app).index("settings-send")


def test_the_figures_of_an_item_are_ticked_in_their_order(settings, prepared, open_page, words):
    app = settings()
    which = app.selectbox(key="agenda-edit-which")
    which.set_value(next(word for word in which.options if word.startswith("2. "))).run()
    ticks = next(found for found in app.multiselect if found.label.startswith("Figures projetées"))
    ticks.set_value(["secteur-taille", "secteur-chiffres"])
    button(app, "Enregistrer le point").click().run()
    item = agenda_of_day(rows(), store.load("agenda")).set_index("item_id").loc["etat-des-lieux-du-secteur"]
    assert item["blocks"] == "secteur-taille,secteur-chiffres"
    save(*meeting.start("2027-01-15", "etat-des-lieux-du-secteur", dt.datetime.now(dt.UTC)))
    said = words(open_page("sector", projection="oui", etape="1"))
    assert "écran 1 sur 3 · Point 2 sur 14" in said


def test_who_is_there_is_noted_with_the_organisation_and_taken_off(prepared):
    save(*fields("meeting", "2027-01-15", **{"present/Mme Une": "CTM", "present/M. Deux": ""}))
    found = attendance(rows(), "2027-01-15")
    assert found["name"].tolist() == ["M. Deux", "Mme Une"]
    assert found["organisation"].isna().tolist() == [True, False]
    save(*fields("meeting", "2027-01-15", **{"present/M. Deux": None}))
    assert attendance(rows(), "2027-01-15")["name"].tolist() == ["Mme Une"]


def test_a_past_meeting_is_seen_as_it_was(open_page, words):
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(hours=2)
    save(
        *meeting.start("2026-01-01", "akto", begun),
        *fields("decision", "d-1", type="decision", text="Dite", meeting="2026-01-01"),
        *fields("agenda", "2026-01-01/akto", title="AKTO ce jour"),
        *fields("meeting", "2026-01-01", **{"present/Mme Une": "CTM"}),
    )
    save(*meeting.finish(meeting_state(rows(), dt.datetime.now(dt.UTC))))
    save(*meeting.start("2026-02-01", "akto", dt.datetime.now(dt.UTC)))
    app = open_page("meeting", "documents")
    chosen = app.selectbox(key="documents-meeting")
    assert len(chosen.options) == 2
    chosen.select(chosen.options[1])
    app.session_state["documents-as-it-was"] = True
    app.run()
    assert not app.exception
    # Its agenda, who was there, what was noted: not those of the meeting under way.
    shown = [table.value for table in (*app.table, *app.dataframe)]
    (agenda,) = [table for table in shown if "Durée prévue" in table]
    (noted,) = [table for table in shown if "Nature" in table]
    assert agenda["Point"].tolist()[5] == "AKTO ce jour"
    assert noted["Texte"].tolist() == ["Dite"]
    assert "1\xa0personne présente\u202f: Mme Une (CTM)." in words(app)
