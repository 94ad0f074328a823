"""The menu, and going to a page with filters set: both through addresses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.figures.blocks import PageSpec
from components.screen import address, filters
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain

_TARGET = "_navigation_target"


@answering
def go(page: str, parameters: Mapping[str, Any] | None = None) -> None:
    """Ask for a page at an address (a callback)."""
    st.session_state[_TARGET] = (page, dict(parameters or {}))


def leave(pages: Mapping[str, Any]) -> None:
    """Go where a callback asked to. Call first in a run: it starts another one on that page."""
    target = st.session_state.pop(_TARGET, None)
    if target is None:
        return
    page, parameters = target
    # Even on the same page, what it asks for is to be followed.
    address.kept().page = ""
    st.switch_page(pages[page], query_params=parameters)


def menu(pages: Mapping[str, Any], specs: Mapping[str, PageSpec]) -> None:
    """One link a page, which carries the filters that its first view follows."""
    in_force = filters.chosen()
    for name, spec in specs.items():
        carried: dict[str, str] = {}
        if in_force:
            with guarded(spec.title):
                acting = spec.contents().views[0].filters
                carried = {key: value for key, value in in_force.items() if key in acting}
        st.page_link(
            pages[name],
            label=plain(spec.title),
            icon=spec.icon,
            query_params=carried or None,
            width="stretch",
        )
