"""The agenda edited in one grid: what it would change is shown, then saved at once."""

import pytest
import streamlit

from data import store
from data.journal.folds import Change, agenda_of_day
from pages.meeting import room
from pages.meeting.agenda_grid import changes_of, frame
from tests.pages.meeting.writing import save

pytestmark = pytest.mark.usefixtures("own_home")


def agenda():
    return agenda_of_day(store.journal().rows(), store.load("agenda"))


@pytest.fixture
def grid(open_page, monkeypatch):
    """Settings with these cells typed in the grid, {(item_id, column): value}; None: the page as it opens."""
    drawn = streamlit.data_editor
    cells = {}

    def typed(data, **named):
        drawn(data, **named)
        edited = data.copy()
        for (item_id, column), value in cells.items():
            edited.loc[item_id, column] = value
        return edited

    monkeypatch.setattr(streamlit, "data_editor", typed)

    def opened(**session):
        app = open_page("meeting", "reglages")
        app.session_state["writer_name"] = "Une personne"
        return app.run()

    opened.cells = cells
    return opened


def check(app):
    return app.button(key="agenda-grid-check").click().run()


def differences(app):
    rows = app.table[0].value.to_numpy().tolist() if app.table else []
    return [tuple(cell.replace("\\", "") for cell in row) for row in rows]


def test_what_the_grid_changes_is_shown_then_saved_at_once(grid):
    before = agenda()["item_id"].tolist()
    grid.cells.update(
        {
            ("akto", "N°"): 2,
            ("akto", "Point"): "AKTO, en visioconférence",
            ("akto", "Minutes"): 25,
            ("oref", "Intervenant"): "",
            ("france-travail", "À faire"): "retirer",
        }
    )
    app = check(grid())
    title = "Besoins en compétences\u202f: AKTO"
    assert sorted(differences(app)) == [
        (title, "Minutes", "15", "25"),
        (title, "N°", "6", "2"),
        (title, "Point", title, "AKTO, en visioconférence"),
        ("France Travail", "Retiré", "", ""),
        ("OREF\u202f: La place du numérique dans les activités de formation", "Intervenant", "OREF", "vide"),
    ]
    assert store.journal().rows().empty
    app.button(key="agenda-grid-yes").click().run()
    assert not app.exception
    found = agenda().set_index("item_id")
    assert found.loc["akto", ["position", "item", "minutes"]].tolist() == [2, "AKTO, en visioconférence", 25]
    assert found["speaker"].isna()["oref"]
    left = [name for name in before if name not in ("akto", "france-travail")]
    assert found.index.tolist() == [left[0], "akto", *left[1:]]
    assert store.journal().rows()["save_id"].nunique() == 1
    assert not differences(app)
    app.button(key="agenda-back-france-travail").click().run()
    assert "france-travail" in agenda()["item_id"].tolist()


def test_an_item_that_goes_down_comes_after_the_one_whose_number_it_takes(grid):
    before = agenda()["item_id"].tolist()
    grid.cells["akto", "N°"] = 9
    check(grid()).button(key="agenda-grid-yes").click().run()
    assert agenda()["item_id"].tolist() == [*before[:5], *before[6:9], "akto", *before[9:]]


def test_an_item_is_duplicated_beside_itself_with_what_it_shows(grid):
    save(Change("agenda", "akto", "blocks", "competences-tableau"))
    grid.cells["akto", "À faire"] = "dupliquer"
    check(grid()).button(key="agenda-grid-yes").click().run()
    found = agenda()
    assert len(found) == 15
    columns = ["item", "speaker", "minutes", "page", "blocks"]
    assert found.loc[5, columns].tolist() == found.loc[6, columns].tolist()
    assert found.loc[[5, 6], "added"].tolist() == [False, True]


def test_differences_are_dropped_and_an_untouched_grid_and_an_empty_title_change_nothing(grid):
    assert any("Rien n’a changé" in said.value for said in check(grid()).error)
    grid.cells["akto", "Point"] = " "
    assert any("n’a plus d’intitulé" in said.value for said in check(grid()).error)
    grid.cells["akto", "Point"] = "Autre"
    app = check(grid())
    assert len(differences(app)) == 1
    app.button(key="agenda-grid-no").click().run()
    assert not differences(app)
    assert store.journal().rows().empty


def test_what_somebody_saved_while_the_grid_was_open_is_not_overwritten(grid):
    grid.cells["akto", "Point"] = "La mienne"
    app = check(grid())
    save(Change("agenda", "akto", "title", "La sienne"))
    app.button(key="agenda-grid-yes").click().run()
    assert agenda().set_index("item_id").loc["akto", "item"] == "La sienne"
    assert any("La sienne" in said.value for said in app.error)


@pytest.mark.parametrize("keep", [False, True])
def test_the_grid_of_a_prepared_meeting_is_its_own_unless_it_is_kept(grid, keep):
    save(Change("meeting", "2027-01-15", "prepared_at", "2026-12-01T12:00:00+00:00"))
    grid.cells["akto", "Point"] = "AKTO, ce jour-là"
    app = check(grid())
    if keep:
        app.checkbox(key="agenda-grid-keep").check()
    app.button(key="agenda-grid-yes").click().run()
    assert agenda().set_index("item_id").loc["akto", "item"] == "AKTO, ce jour-là"
    save(Change("meeting", "2027-01-15", "prepared_at", None))
    assert (agenda().set_index("item_id").loc["akto", "item"] == "AKTO, ce jour-là") is keep


def test_another_page_takes_no_view_nor_figure_of_the_one_before():
    save(Change("agenda", "akto", "blocks", "competences-tableau"))
    opened = room.read()
    typed = frame(opened)
    typed.loc["akto", "Page"] = "Secteur"
    changes, _ = changes_of(opened, frame(opened), typed)
    assert {change.field: change.value for change in changes} == {"page": "secteur", "blocks": ""}
