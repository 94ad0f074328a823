"""What a session asked for: the page about to run, its open view and the filters in force."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from components.figures.blocks import View
from components.figures.pages import Contents, PageView
from components.figures.perimeters import narrow
from components.screen import address, choices, filters, projection
from components.screen.saving import OpenJournal

_VISIT = "_visit"


@dataclass(frozen=True)
class Visit:
    """What the page about to run shows: its contents, the open view, the filters in force, and the meeting.

    ``view`` holds every filter that is set, acting here or not: each block keeps those it follows.
    """

    contents: Contents
    shown: PageView
    view: View
    meeting: projection.Meeting
    journal: OpenJournal


def receive(visit: Visit) -> None:
    """Keep, for the page about to run, what this session asked for."""
    st.session_state[_VISIT] = visit


def current() -> Visit:
    """What the page being drawn shows."""
    found: Visit = st.session_state[_VISIT]
    return found


def acting(here: Visit) -> View:
    """The view as the one who reads it understands it: without the filters that change nothing on it."""
    return narrow(here.view, (*here.shown.filters, *(choice.key for choice in here.shown.every_choice)))


def parameters(contents: Contents, shown: PageView) -> dict[str, Any]:
    """The address of a view: its filters that act, and its own choices."""
    acting = {name: value for name, value in filters.chosen().items() if name in filters.acting(shown)}
    return address.address_of(contents.page, shown.slug, acting, choices.in_address(shown.every_choice))
