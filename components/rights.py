"""Who is at this session, and whether they may write: decided by how the server was started.

Never by the caller's address: a proxy on this computer would make strangers look like its user. Served
for this computer only, a request that came through a proxy or under another name is read-only.
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

import streamlit as st

from data.write_rights import Writer

NAME = "writer_name"
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


def comes_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """True when a request was forwarded, or asks for a host that is not this computer."""
    if any(headers.get(name) for name in _FORWARDED):
        return True
    host = headers.get("Host")
    return bool(host) and urlsplit(f"//{host}").hostname not in _OWN_NAMES


def refusal() -> str:
    """Why this session may not write, as a sentence; empty when it may."""
    if comes_from_elsewhere(st.context.headers):
        return (
            "Lecture seule : le tableau de bord est servi pour cet ordinateur seulement, et cette session "
            "vient d’ailleurs."
        )
    return ""


def name() -> str:
    """The name given at this session; empty until then."""
    return str(st.session_state.get(NAME, "")).strip()


def writer() -> Writer:
    """The person at this session, as the journal wants them."""
    reason = refusal()
    return Writer(name(), may_write=not reason, reason_if_not=reason)


def ask_name(key: str, suggested: str = "") -> None:
    """Ask once who is writing; kept for the session."""
    if name() or refusal():
        return
    typed = st.text_input(
        "Votre nom (demandé une fois)", value=suggested, key=f"{key}-name", max_chars=80, placeholder="Nom"
    )
    if typed.strip():
        st.session_state[f"_{key}_typed_name"] = typed.strip()


def keep_name(key: str) -> None:
    """Keep the name typed in a form for the rest of the session (call when the form is sent)."""
    typed = st.session_state.pop(f"_{key}_typed_name", "")
    if typed:
        st.session_state[NAME] = typed
