"""Who is at this session, and whether they may write: decided by how the server was started.

On this computer, its user, after giving a name. On a network (``run.py --reseau``), who has signed in:
``components.screen.sign_in``. Every save asks ``writer()``; what a button shows is only a courtesy.
"""

from __future__ import annotations

import os

import streamlit as st

from components.screen import sign_in
from data.journal import access
from data.journal.access import comes_from_elsewhere
from data.journal.write_rights import Writer

__all__ = ["ask_name", "comes_from_elsewhere", "keep_name", "name", "on_network", "refusal", "writer"]

NAME = "writer_name"


def on_network() -> bool:
    """True when the server was started with ``--reseau``."""
    return access.mode(os.environ) == access.NETWORK


def refusal() -> str:
    """Why this session may not write, as a sentence; empty when it may."""
    if on_network():
        return sign_in.refusal()
    return access.local_refusal(st.context.headers, st.get_option("server.address"))


def name() -> str:
    """Who writes: signed in on a network; the name given at this session otherwise. Empty until then."""
    if on_network():
        return sign_in.name()
    return str(st.session_state.get(NAME, "")).strip()


def writer() -> Writer:
    """The person at this session, as the journal wants them."""
    reason = refusal()
    return Writer(name(), may_write=not reason, reason_if_not=reason)


def ask_name(key: str, suggested: str = "") -> None:
    """Ask once who is writing; kept for the session. On a network the sign-in has said it."""
    if name() or refusal():
        return
    typed = st.text_input(
        "Votre nom (demandé une fois)", value=suggested, key=f"{key}-name", max_chars=80, placeholder="Nom"
    )
    # An emptied field too: a name drawn before must not stay behind it.
    st.session_state[f"_{key}_typed_name"] = typed.strip()


def keep_name(key: str) -> None:
    """Keep the name typed in a form for the rest of the session (call when the form is sent)."""
    typed = st.session_state.pop(f"_{key}_typed_name", "")
    # Typed and sent by one click: the field has it before it is drawn again.
    typed = str(st.session_state.get(f"{key}-name", typed)).strip()
    if typed:
        st.session_state[NAME] = typed
