"""Going to a page with filters set, in one place.

``st.switch_page`` raises while a bound filter is off its default, and links with parameters write bound
ones twice. So the button's callback stores the target and resets the bound keys; ``app.py`` draws the
filters, switches page, and on the next run sets the keys before drawing them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.screen import filters

_TARGET = "_navigation_target"


def go(page: str, chosen: Mapping[str, str] | None = None, state: Mapping[str, Any] | None = None) -> None:
    """Ask for a page with these filters (a callback). ``state`` is set in the session on arrival."""
    st.session_state[_TARGET] = {
        "page": page,
        "filters": dict(chosen or {}),
        "state": dict(state or {}),
        "switched": False,
    }
    filters.reset()


def arrive() -> bool:
    """On the run after the switch: set the filters asked for. Call before drawing them.

    True while a page asked for by a button is on its way: its filters are those that were asked for.
    """
    target = st.session_state.get(_TARGET)
    if target and target["switched"]:
        for name, value in {**target["filters"], **target["state"]}.items():
            st.session_state[name] = value
        del st.session_state[_TARGET]
        return True
    return target is not None


def leave(pages: Mapping[str, Any]) -> None:
    """On the run of the callback: switch page. Call once the filters are drawn."""
    target = st.session_state.get(_TARGET)
    if target and not target["switched"]:
        target["switched"] = True
        st.switch_page(pages[target["page"]])
