"""Scenarios kept under a name: read back, compared, tied, decided on, taken off, and found in the minutes."""

import pytest

from components.figures.blocks import View
from data import store
from data.journal import Change, Writer
from pages.meeting.documents import discussed
from pages.registry import all_contents
from pages.training import kept
from pages.training.views import TRIAL_FRAMES

pytestmark = pytest.mark.usefixtures("own_home")

MARIN = "Le Marin, Bac+5, Cybersécurité, 24, Mastère cyber"
LINK = {"domaine": "Cybersécurité", "a_partir_de": "Bac+5 et plus", "essai": MARIN}
QUERY = "vue=scenario&domaine=Cybers%C3%A9curit%C3%A9&a_partir_de=Bac%2B5+et+plus&essai="
TRINITE = "La+Trinit%C3%A9%2C+Bac%2B5%2C+Cybers%C3%A9curit%C3%A9%2C+0%2C+Autre"
COMPARED = {"compares": ["Au Marin", "À La Trinité"], "distance": "À moins de 20 km"}


def save(subject, **fields):
    journal = store.journal()
    changes = [Change("scenario", subject, name, value) for name, value in fields.items()]
    journal.append(changes, writer=Writer("Une personne", may_write=True), opened_on=journal.version)


def two():
    save("s-1", name="Au Marin", query=QUERY + MARIN.replace("+", "%2B").replace(" ", "+"), tied="A11")
    save("s-2", name="À La Trinité", query=QUERY + TRINITE)


def compared(view):
    return kept.compared(
        view, *(store.load(name) for name in (*TRIAL_FRAMES, "scenarios")), store.load_communes()
    )


def test_the_scenario_on_screen_is_kept_with_its_request_opened_again_decided_on_and_taken_off(
    open_page, words
):
    app = open_page("training", "scenario", **LINK)
    app.text_input(key="garder-nom").input("Au Marin")
    app.selectbox(key="garder-relie").set_value("A11")
    app.selectbox(key="garder-demande").set_value("ouverture")
    app.text_input(key="garder-par").input("Espace Sud")
    app.text_input(key="garder-name").input("Une personne")
    next(button for button in app.button if button.label == "Garder").click().run()
    assert not app.exception
    (row,) = store.load("scenarios").to_dict("records")
    assert (row["name"], row["tied"], row["request"]) == ("Au Marin", "A11", "ouverture")
    assert (row["asked_by"], row["status"], row["updated_by"]) == (
        "Espace Sud", "à examiner", "Une personne",
    )  # fmt: skip
    shown = app.table[-1].value.iloc[0].tolist()
    assert "Mastère cyber, Bac\\+5, Le Marin, 24\xa0places" in shown
    # Opened from elsewhere, it is the same scenario; its state then changes.
    app = open_page("training", "scenario")
    app.button(key=f"garder-ouvrir-{row['scenario_id']}").click().run()
    assert app.query_params["essai"] in (MARIN, [MARIN])
    assert "104\u202f484\u00a0habitants de plus" in words(app)
    app.text_input(key="garder-name").input("Une autre")
    state = next(found for found in app.selectbox if str(found.key).startswith("garder-etats"))
    state.set_value("acceptée").run()
    assert store.load("scenarios").loc[0, "status"] == "acceptée"
    app.button(key=f"garder-retirer-{row['scenario_id']}").click().run()
    assert not app.exception
    assert store.load("scenarios").empty


def test_a_scenario_without_a_course_is_kept_only_to_close_one(open_page):
    app = open_page("training", "scenario")
    for request, course, kept_rows in (("ouverture", "", 0), ("fermeture", "BTS SIO, Le Lamentin", 1)):
        app.text_input(key="garder-nom").input("Demande")
        app.selectbox(key="garder-demande").set_value(request)
        app.text_input(key="garder-formation").input(course)
        if any(found.key == "garder-name" for found in app.text_input):
            app.text_input(key="garder-name").input("Une personne")
        next(button for button in app.button if button.label == "Garder").click().run()
        assert len(store.load("scenarios")) == kept_rows
    assert store.load("scenarios").loc[0, "course"] == "BTS SIO, Le Lamentin"


def test_two_scenarios_are_each_compared_with_today(open_page):
    two()
    view = View("formations", slug="scenario", choices=COMPARED)
    rows = compared(view).table.frame.set_index("Scénario")
    assert rows.loc["Au Marin", ["Habitants aujourd’hui", "Habitants gagnés"]].tolist() == [0, 104_484]
    assert rows.loc["Au Marin", "Places ajoutées"] == 24
    assert rows["Pour"].tolist() == ["Cybersécurité, Bac+5 et plus"] * 2
    assert compared(View("formations", choices={**COMPARED, "compares": ["Au Marin"]})) is None
    # Without a table of times, nobody is known to be nearer.
    minutes = compared(View("formations", choices={**COMPARED, "distance": "À moins de 30 min"}))
    assert "Aucun temps de trajet n’est chargé" in minutes.reason
    app = open_page("training", "scenario")
    app.multiselect(key="garder-deux").set_value(COMPARED["compares"]).run()
    assert not app.exception
    assert app.query_params["compares"] == COMPARED["compares"]


def test_two_scenarios_compared_on_screen_when_something_is_noted_are_in_the_minutes():
    two()
    view = View("formations", slug="scenario", choices=COMPARED)
    title = compared(view).title
    noted = store.load("noted").reindex([0])
    noted = noted.assign(page="formations", query="vue=scenario", figure=title)
    (part,) = discussed(noted, all_contents("formations"), lambda page, asked: view, store)
    assert part.figure is not None
    assert part.figure.table.frame["Habitants gagnés"].tolist() == [104_484, 268_975]
