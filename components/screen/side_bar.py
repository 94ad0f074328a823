"""The side bar: search, menu, « Projeter » and « Noter », who is signed in, and « Accessibilité »."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.figures.pages import PageSpec
from components.screen import accessibility, navigation, projection, rights, sign_in, visits
from components.screen.boundary import guarded


def draw(
    pages: Mapping[str, Any], specs: Mapping[str, PageSpec], home: str, here: visits.Visit | None
) -> None:
    """Each part in its own boundary. ``home`` is the page that the search is on; ``here`` None: not read."""
    with st.sidebar:
        with guarded("Menu"):
            navigation.search_button(home)
            navigation.menu(pages, specs)
        if here is not None:
            with guarded("Projeter, noter"):
                projection.switch()
                here.meeting.note(visits.acting(here), None)
        if rights.on_network():
            with guarded("Connexion"):
                sign_in.panel()
        with guarded("Accessibilité"):
            accessibility.button()
