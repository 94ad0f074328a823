"""Who is at the meeting, noted on the page: for which organisation, who arrives or leaves, and when."""

import io

import pytest
from docx import Document

from data import store
from data.journal.folds import Change, attendance
from pages.meeting import held, minutes
from pages.meeting.attendance import line
from pages.meeting.days import read_hour
from tests.pages.meeting.writing import save

MEETING = "2027-01-15"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    monkeypatch.setattr("components.screen.drawer.button", lambda label, draw, **named: draw())
    save(Change("meeting", MEETING, "prepared_at", "2026-12-01T12:00:00+00:00"))


def present():
    return attendance(store.journal().rows(), MEETING)


def add(app, name, organisation=None):
    app.text_input(key="attendance-who").input(name)
    if organisation:
        app.selectbox(key="attendance-for").set_value(organisation)
    return app.button(key="attendance-add").click().run()


def move(app, name, way, hour):
    app.selectbox(key="attendance-moves-who").set_value(name)
    app.segmented_control(key="attendance-move").set_value(way)
    app.text_input(key="attendance-hour").input(hour)
    return app.button(key="attendance-move-save").click().run()


def test_people_are_added_arrive_leave_and_are_taken_off_from_one_dialog(open_page, words):
    app = open_page("meeting")
    app.text_input(key="attendance-name").input("Une autre")
    add(app, " Mme  Une ")
    add(app, "M. Deux")
    assert not app.exception
    assert present()["name"].tolist() == ["Mme Une", "M. Deux"]
    move(app, "Mme Une", "arrived/", "9h40")
    move(app, "Mme Une", "left/", "11 h")
    said = (
        "2\xa0personnes présentes\u202f: Mme Une (arrivée à 9\xa0h\xa040, départ à 11\xa0h\xa000), M. Deux."
    )
    assert said in words(app)
    app.button(key="attendance-off-Mme Une").click().run()
    assert present()["name"].tolist() == ["M. Deux"]
    # Who comes back is there from the start.
    add(app, "Mme Une")
    assert line(present()).endswith("M. Deux, Mme Une.")
    assert store.journal().rows()["author"].unique().tolist() == ["Une personne", "Une autre"]


def test_an_empty_name_and_an_hour_that_is_none_are_refused_and_an_emptied_one_is_taken_back(open_page):
    app = open_page("meeting")
    app.session_state["writer_name"] = "Une autre"
    assert any("Le nom est vide" in found.value for found in add(app.run(), " ").error)
    add(app, "Mme Une")
    assert any("n’est pas une heure" in found.value for found in move(app, "Mme Une", "left/", "25 h").error)
    move(app, "Mme Une", "left/", "11 h 05")
    assert present().loc[0, "left"] == "11:05"
    move(app, "Mme Une", "left/", "")
    assert present()["left"].isna().all()


def test_the_minutes_say_who_was_there_for_whom_and_when():
    save(
        Change("meeting", MEETING, "present/Mme Une", "CTM"),
        Change("meeting", MEETING, "arrived/Mme Une", "09:40"),
        Change("meeting", MEETING, "present/M. Deux", ""),
    )
    made = minutes.minutes(held.of(store.journal().rows(), MEETING))
    said = [paragraph.text for paragraph in Document(io.BytesIO(made)).paragraphs]
    assert "Mme Une (CTM, arrivée à 9\xa0h\xa040)" in said
    assert "M. Deux" in said


@pytest.mark.parametrize(
    ("typed", "kept"), [("9h", "09:00"), ("9 h 05", "09:05"), ("14:30", "14:30"), (" 8\xa0H\xa015 ", "08:15")]
)
def test_hours_are_read_as_people_type_them(typed, kept):
    assert read_hour(typed) == kept


@pytest.mark.parametrize("typed", ["24 h", "9 h 60", "neuf heures", "9", "9 h 5", "²h"])
def test_an_hour_that_is_none_is_refused_with_a_sentence(typed):
    with pytest.raises(ValueError, match="n’est pas une heure"):
        read_hour(typed)
