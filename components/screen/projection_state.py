"""The projection mode and its screen: kept in the session, mirrored in the address."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping

import streamlit as st
from streamlit.errors import StreamlitAPIException

MODE = "projection"
STEP = "etape"
BLACK = "_black_screen"
_LATE = "_choices_not_in_address_yet"


def read_address() -> None:
    """On a session's first run, take the mode and the screen from the address."""
    if MODE not in st.session_state:
        st.session_state[MODE] = st.query_params.get(MODE) == "oui"
        step = st.query_params.get(STEP, "1")
        st.session_state[STEP] = int(step) if step.isdecimal() and len(step) < 5 else 1


def write_address(own: Mapping[str, list[str]]) -> None:
    """Mirror the mode and the screen in the address, so that it reopens the same view.

    ``own``: the page's own choices. Their widgets are not drawn in projection, so nothing else keeps them.
    """
    st.session_state[_LATE] = {}
    if st.session_state[MODE]:
        st.session_state[_LATE] = dict(own)
        write_late()
        st.query_params[MODE] = "oui"
        st.query_params[STEP] = str(st.session_state[STEP])
    else:
        for name in (MODE, STEP):
            if name in st.query_params:
                del st.query_params[name]


def is_late() -> bool:
    """Whether the page's own choices could not be written in the address yet."""
    return bool(st.session_state.get(_LATE))


def write_late() -> None:
    """Write the page's own choices in the address, unless their widgets still hold it.

    They do on the run that enters the mode: drawn by the run before, they let go when this one ends.
    """
    with contextlib.suppress(StreamlitAPIException):
        for name, words in st.session_state.get(_LATE, {}).items():
            st.query_params[name] = words
        st.session_state[_LATE] = {}


def active() -> bool:
    return bool(st.session_state.get(MODE))


def toggle() -> None:
    """Enter or leave the mode (a callback): same page, same filters, same screen."""
    st.session_state[MODE] = not st.session_state.get(MODE)
    st.session_state[BLACK] = False


def toggle_black() -> None:
    st.session_state[BLACK] = not st.session_state.get(BLACK)


def is_black() -> bool:
    return bool(st.session_state.get(BLACK))


def step(last: int) -> int:
    """The screen shown, from 1 to ``last``."""
    kept = min(max(int(st.session_state.get(STEP, 1)), 1), last)
    st.session_state[STEP] = kept
    return kept


def move(seen: int, by: int, last: int) -> None:
    """To the next or previous screen (a callback). ``seen``: the screen the button was drawn on."""
    st.session_state[STEP] = min(max(seen + by, 1), last)
