"""Whatever fails (reading the meeting, the menu, projection, a callback) says so in French; pages go on."""

import pytest

from components.screen import filters, navigation, projection
from pages.meeting import room as meeting_room
from pages.registry import PAGES

VIEWS = [(page.folder, view.slug) for page in PAGES.values() for view in page.views]
ENGLISH = "any word of the error"


def fails(*arguments, **named):
    raise RuntimeError(ENGLISH)


def said(app):
    words = " ".join(found.value for kind in ("warning", "error") for found in app.get(kind))
    return " ".join(words.replace("\\", "").split())


def menu(app):
    return [found.proto.label for found in app.get("page_link")]


@pytest.mark.parametrize(("folder", "slug"), VIEWS)
def test_without_the_meeting_each_view_is_shown_and_says_it(open_page, monkeypatch, folder, slug):
    monkeypatch.setattr(meeting_room, "read", fails)
    app = open_page(folder, slug)
    assert not app.exception
    assert "« La réunion » n’a pas pu être affiché" in said(app)
    assert ENGLISH not in said(app)
    assert len(menu(app)) == len(PAGES)
    title = next(page.title for page in PAGES.values() if page.folder == folder)
    assert [found.value for found in app.title] == [title]


@pytest.mark.parametrize("folder", [page.folder for page in PAGES.values()])
def test_without_its_projection_each_page_says_it(open_page, monkeypatch, folder):
    monkeypatch.setattr(projection, "show", fails)
    app = open_page(folder, projection="oui")
    title = next(page.title for page in PAGES.values() if page.folder == folder)
    assert not app.exception
    assert f"« {title} » n’a pas pu être affiché" in said(app)


@pytest.mark.parametrize("part", ["menu", "leave"])
def test_without_its_navigation_a_page_says_it(open_page, monkeypatch, part):
    monkeypatch.setattr(navigation, part, fails)
    app = open_page("sector")
    assert not app.exception
    assert f"« {'Menu' if part == 'menu' else 'Secteur'} » n’a pas pu être affiché" in said(app)
    if part == "menu":
        assert [found.value for found in app.title] == ["Secteur"]
    else:
        assert len(menu(app)) == len(PAGES)


def test_a_page_whose_modules_fail_keeps_the_menu(open_page, monkeypatch):
    monkeypatch.setattr("pages.sector.views.CONTENTS", None)
    app = open_page("sector")
    assert not app.exception
    assert "« Secteur » n’a pas pu être affiché" in said(app)
    assert len(menu(app)) == len(PAGES)


def test_a_callback_that_fails_says_it_and_leaves_the_page_whole(open_page, monkeypatch):
    app = open_page("training", domaine="Cybersécurité")
    whole = [found.value for found in app.title]
    monkeypatch.setattr(filters, "put", fails)
    app.button(key="filters-clear").click().run()
    assert not app.exception
    assert "Cette action a échoué" in said(app)
    assert [found.value for found in app.title] == whole == ["Formations"]
    assert app.selectbox(key="domaine").value == "Cybersécurité"
    app.run()
    assert "Cette action a échoué" not in said(app), "said once"


def test_the_part_of_the_bar_that_fails_leaves_the_way_out_of_projection(open_page, monkeypatch):
    monkeypatch.setattr("pages.meeting.notes.button", fails)
    monkeypatch.setattr("pages.meeting.conductor.Conductor.brought", fails)
    app = open_page("sector", projection="oui")
    assert not app.exception
    assert "Noter" in said(app)
    app.button(key="projection-leave").click().run()
    assert [found.value for found in app.title] == ["Secteur"]
