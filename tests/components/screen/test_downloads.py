"""Exports asked for on screen: built on a click, kept while they say what the screen says."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from components.figures.blocks import View
from pages.registry import PAGES, all_contents


def page() -> None:
    """A script of one popover's content, as ``page_documents`` draws it once open."""
    import streamlit as st

    from components.screen import downloads

    st.session_state.setdefault("built", [])

    def build(progress):  # type: ignore[no-untyped-def]
        st.session_state["built"] += ["once"]
        progress(0.5, "moitié")
        return b"contenu"

    def fails(progress):  # type: ignore[no-untyped-def]
        raise ZeroDivisionError("boum")

    offered = [
        downloads.Document("a", "PowerPoint", ":material/slideshow:", "x.pptx", build),
        downloads.Document("b", "PDF", ":material/picture_as_pdf:", "x.pdf", fails),
    ]
    downloads.offer(offered, "secteur", st.session_state.get("filters", "Martinique"))


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_function(page).run()


def takes(app: AppTest) -> list[str]:
    return [str(button.proto.label) for button in app.get("download_button")]


def test_a_document_is_built_on_a_click_and_not_at_reruns(app: AppTest) -> None:
    assert app.session_state["built"] == []
    assert takes(app) == []
    app.button(key="secteur-make-a").click().run()
    assert app.session_state["built"] == ["once"]
    assert takes(app) == ["Télécharger\u202f: PowerPoint"]
    app.run()
    assert app.session_state["built"] == ["once"]
    assert takes(app) == ["Télécharger\u202f: PowerPoint"]


def test_a_document_of_other_filters_is_not_offered(app: AppTest) -> None:
    app.button(key="secteur-make-a").click().run()
    app.session_state["filters"] = "Centre"
    app.run()
    assert takes(app) == []


def test_a_document_that_cannot_be_built_says_so_and_offers_nothing(app: AppTest) -> None:
    app.button(key="secteur-make-b").click().run()
    assert not app.exception
    assert ["PDF" in warning.value for warning in app.warning] == [True]
    assert takes(app) == []


def test_the_page_offers_its_documents(open_page: Callable[..., AppTest]) -> None:
    app = open_page("sector")
    assert not app.exception
    assert "Exporter" in [button.label for button in app.button]


def test_every_page_with_figures_has_contents_under_its_own_name() -> None:
    found = all_contents()
    assert set(found) == set(PAGES)
    assert [contents.page.name for contents in found.values()] == list(found)
    assert View("secteur").place == "Martinique"
