"""A server that restarted in the middle of a form: the session that follows draws the same one, open.

What is typed in a form and not sent is in the browser alone, which keeps it for a field of the same key.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data import store
from data.journal import Writer
from data.journal.folds import Change, budget
from pages.plan.tracking.review import Proposal

pytestmark = pytest.mark.usefixtures("own_home")

ROOT = Path(__file__).parents[3]
SOMEONE = Writer("Une personne", may_write=True)


def saved(kind: str, subject: str, *, year: int | None = None, **fields: str) -> None:
    journal = store.journal()
    changes = [Change(kind, subject, name, value, year) for name, value in fields.items()]
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)


def found_again(app: AppTest) -> AppTest:
    """A new session, to which the browser brings the page that it has on screen."""
    again = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    again.query_params.update(app.query_params)
    again._finished_page_script_hash = app._finished_page_script_hash
    return again._run(app._tree.get_widget_states())


def fields(app: AppTest) -> list[str]:
    kinds = ("text_input", "text_area", "selectbox", "multiselect", "segmented_control", "checkbox")
    return sorted(str(field.key) for kind in kinds for field in app.get(kind) if field.key)


def amount(app: AppTest, year: int):
    (found,) = [field for field in app.text_input if field.key.endswith(f"budget-{year}--planned")]
    return found


@pytest.fixture
def form(open_page):
    """The form of A03, as it opens."""
    app = open_page("plan", "saisir")
    choice = app.selectbox(key="suivi-action")
    return choice.select(next(word for word in choice.options if word.startswith("A03"))).run()


def test_the_form_of_an_action_has_the_same_fields(form):
    again = found_again(form)
    assert amount(again, 2025)
    assert fields(again) == fields(form)


def test_a_form_whose_action_was_saved_meanwhile_opens_on_what_is_in_place(form):
    saved("budget", "A03", planned="700", year=2025)
    again = found_again(form)
    assert amount(again, 2025).value == "700"
    assert amount(again, 2025).key != amount(form, 2025).key, "what was typed before does not hide it"


def test_the_differences_to_be_saved_are_there_with_their_reason_to_give(form):
    amount(form, 2025).input("1 250,5")
    form.button(key="suivi-verifier").click().run()
    (shown,) = form.dataframe
    again = found_again(form)
    (found,) = again.dataframe
    assert found.value.values.tolist() == shown.value.values.tolist()
    assert found.value.values.tolist() == [["A03", "Prévu (k€) 2025", "non renseigné", "1\u202f250,5"]]
    assert "suivi-motif" in fields(again)
    again.text_input(key="suivi-motif").input("Comité")
    again.text_input(key="suivi-name").input("Anne")
    again.button(key="suivi-enregistrer-oui").click().run()
    assert budget(store.journal().rows())["planned_keur"].tolist() == [1250.5]


def test_the_way_back_from_differences_found_again_leads_to_what_was_typed(form):
    amount(form, 2025).input("1 250,5")
    comment = next(field for field in form.text_area if field.key.endswith("-comment"))
    comment.input("Convention signée")
    form.button(key="suivi-verifier").click().run()
    again = found_again(form)
    again.button(key="suivi-enregistrer-non").click().run()
    assert again.selectbox(key="suivi-action").value.startswith("A03")
    assert amount(again, 2025).value == "1\u202f250,5"
    assert [field.value for field in again.text_area if field.key.endswith("-comment")] == [
        "Convention signée"
    ]


def test_the_way_back_from_differences_of_several_actions_leads_to_their_grid(open_page):
    app = open_page("plan", "saisir")
    app.segmented_control(key="suivi-maniere").set_value("Plusieurs actions").run()
    # What the grid sends, whose cells no test can type in.
    sent = (Change("budget", "A01", "planned", "12", 2026), Change("progress", "A03", "status", "bloquée"))
    app.session_state["_suivi_proposal"] = Proposal(sent, {}, -1)
    app.run()
    again = found_again(app)
    assert len(again.dataframe[0].value) == 2
    again.button(key="suivi-enregistrer-non").click().run()
    assert again.segmented_control(key="suivi-grille-annee").value == 2026
    shown = again.dataframe[0].value
    assert (shown.loc[0, "Prévu"], shown.loc[2, "Avancement"]) == ("12", "bloquée")


def test_the_grid_keeps_its_name(open_page):
    app = open_page("plan", "saisir")
    app.segmented_control(key="suivi-maniere").set_value("Plusieurs actions").run()
    (grid,), (again,) = app.dataframe, found_again(app).dataframe
    assert again.proto.id == grid.proto.id


def test_the_form_that_attaches_has_the_same_fields(open_page):
    app = open_page("plan", "saisir")
    app.segmented_control(key="suivi-maniere").set_value("Rattacher").run()
    again = found_again(app)
    assert [field for field in fields(again) if field.startswith("attach-")]
    assert fields(again) == fields(app)


def test_the_note_being_typed_is_open(open_page):
    app = open_page("sector")
    assert "note-text" not in fields(app), "a first visit opens no dialog"
    app.button(key="sidebar-note").click().run()
    again = found_again(app)
    assert "note-text" in fields(again)
    assert fields(again) == fields(app)
    # Once: what is closed since stays closed.
    assert "note-text" not in fields(again.run())


def test_a_note_being_changed_is_open(open_page):
    saved("decision", "d1", type="decision", text="Relancer la fibre", page="secteur")
    app = open_page("meeting", "decisions")
    app.button(key="here-d1-edit").click().run()
    assert found_again(app).text_area(key="edit-d1-text").value == "Relancer la fibre"


def test_who_is_there_goes_on_being_noted(open_page):
    saved("meeting", "2027-01-15", prepared_at="2026-12-01T12:00:00+00:00", title="Janvier")
    app = open_page("meeting")
    app.button(key="attendance").click().run()
    assert "attendance-who" in fields(found_again(app))


@pytest.mark.parametrize("prepared", [False, True])
def test_the_settings_of_a_meeting_have_the_same_fields(open_page, prepared):
    if prepared:
        saved("meeting", "2027-01-15", prepared_at="2026-12-01T12:00:00+00:00", title="Janvier")
    app = open_page("meeting", "reglages")
    again = found_again(app)
    assert again.text_input(key="settings-place" if prepared else "prepare-place")
    assert fields(again) == fields(app)
