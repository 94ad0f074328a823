"""A server found again after a restart or a cut: the page asks for itself anew, what was typed in it stays.

The browser keeps the fields on screen with what is typed in them when the session that answers, which knows
nothing, draws the same ones: forms have the same names in all sessions, and the dialog that was open opens.
Until that session has drawn the page, nothing that runs alone (a dialog, a fragment) answers a click.
"""

from __future__ import annotations

import hashlib

import streamlit as st

from components.screen import streamlit_internals
from components.screen.boundary import guarded
from components.screen.markdown import plain

_BROUGHT = "_resuming_brought"
# A browser that has a run to ask for, however late, asks for the page as soon as it is connected again.
_LATE = 86_400


def begin() -> None:
    """Have the browser come back by itself, and see what it brings. Call once a run, before any dialog."""
    first = _BROUGHT not in st.session_state
    st.session_state[_BROUGHT] = streamlit_internals.on_screen() if first else {}
    st.fragment(guarded("Connexion")(_nothing), run_every=_LATE)()


def _nothing() -> None: ...


def was_open(field: str) -> bool:
    """Whether the browser shows, from a session before this one, the field of this key; true once."""
    return st.session_state.get(_BROUGHT, {}).pop(field, None) is not None


def keep(name: str, text: str) -> None:
    """Have the browser keep this text while the part being drawn is on screen."""
    with st.container(key=f"kept-{name}"):
        st.text_input(plain(name), value=text, key=f"{name}-{name_for(text)}")


def kept(name: str) -> str:
    """What the browser kept under this name from a session before this one; "" when nothing, and once."""
    brought: dict[str, str] = st.session_state.get(_BROUGHT, {})
    key = next((key for key in brought if key.startswith(f"{name}-")), "")
    return brought.pop(key, "")


def name_for(*opened_on: object) -> str:
    """A short name for a form opened on these values: another session gives it the same."""
    return hashlib.blake2s(repr(opened_on).encode(), digest_size=4).hexdigest()
