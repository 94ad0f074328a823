"""Signing in on a network, in the sidebar: a pass phrase, or the organisation's account.

What counts is a ``SignIn`` object made here, on the server: nothing that an address or a browser sends
can become one, except the cookie that this server signed, by which a reload keeps the sign-in.
"""

from __future__ import annotations

import importlib.util
import logging
import os
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import streamlit as st

from components.screen.boundary import answering
from components.screen.markdown import plain
from components.server import sign_in_cookie
from data.french.typography import french
from data.home import HomeRefused
from data.journal import access, editors
from data.journal.access import SignIn
from data.journal.editors import Editor
from data.journal.sign_in_delay import FILE as DELAYS_FILE
from data.journal.sign_in_delay import Delays, TooSoon
from data.journal.sign_outs import FILE as SIGN_OUTS_FILE
from data.journal.sign_outs import SignOuts

log = logging.getLogger(__name__)

_SIGNED_IN, _SAID = "_signed_in", "_sign_in_said"
_TICKET, _SIGNED_OUT = "_sign_in_ticket", "_signed_out"
_NAME, _PHRASE = "sign-in-name", "sign-in-phrase"
# What else is to be closed when one ends; kept by its function's place, which survives a reload of code.
_told: dict[str, Callable[[SignIn], None]] = {}


def name() -> str:
    """Who is signed in at this session; empty when nobody is, or no longer."""
    found = _current()
    return "" if isinstance(found, str) else found.name


def refusal() -> str:
    """Why this session may not write; empty when somebody who may is signed in."""
    found = _current()
    return found if isinstance(found, str) else ""


def in_force() -> SignIn | None:
    """The sign-in of this session; None when nobody is signed in, as on this computer itself."""
    if access.mode(os.environ) != access.NETWORK:
        return None
    found = _current()
    return found if isinstance(found, SignIn) else None


def when_ended(close: Callable[[SignIn], None]) -> None:
    """Have ``close`` called with each sign-in that somebody ends."""
    _told[f"{close.__module__}.{close.__qualname__}"] = close


def panel() -> None:
    """Draw, in the sidebar, the way in, or who is signed in and the way out."""
    found = _current()
    _settle_cookie()
    if isinstance(found, SignIn):
        st.caption(french(f"Connecté : {plain(found.name)}"))
        st.button("Se déconnecter", key="sign-out", icon=":material/logout:", on_click=_sign_out)
        return
    way_in = st.expander("Se connecter pour écrire", icon=":material/lock:", key="sign-in-panel")
    with way_in:
        st.caption("La lecture est libre. Écrire demande d’être sur la liste des personnes autorisées.")
        said = st.session_state.pop(_SAID, "")
        if said:
            st.error(plain(said), icon=":material/block:")
        elif _tried():
            st.info(plain(found), icon=":material/lock:")
        with st.form("sign-in", border=False, clear_on_submit=True):
            st.text_input("Nom", key=_NAME, max_chars=80, autocomplete="username")
            st.text_input(
                "Phrase de passe",
                key=_PHRASE,
                type="password",
                max_chars=editors.LONGEST,
                autocomplete="current-password",
            )
            st.form_submit_button("Se connecter", key="sign-in-send", type="primary", on_click=_check)
        if accounts_available():
            st.button(
                "Compte de l’organisation",
                key="sign-in-account",
                icon=":material/badge:",
                on_click=_to_the_provider,
            )


def accounts_available() -> bool:
    """True when ``[auth]`` is in the secrets, and Authlib is installed."""
    return (
        importlib.util.find_spec("authlib") is not None
        and st.secrets.load_if_toml_exists()
        and "auth" in st.secrets
    )


def _current() -> SignIn | str:
    """The sign-in in force at this session, or why there is none."""
    try:
        known = editors.read(editors.place())
    except (editors.EditorsUnreadable, HomeRefused) as error:
        return str(error)
    kept = st.session_state.get(_SIGNED_IN)
    found: SignIn | str | None = kept if isinstance(kept, SignIn) and not _has_ended(kept) else None
    if found is None:
        found = _of_cookie(known)
    if found is None and _has_account():
        found = access.of_account(st.user.to_dict(), known)
    if isinstance(found, str):
        return found
    return access.network_refusal(found, known, time.time()) or found or ""


def _of_cookie(known: Sequence[Editor]) -> SignIn | None:
    """The sign-in that the browser's cookie keeps; None for one that is forged, too old or ended."""
    value = st.context.cookies.get(sign_in_cookie.COOKIE)
    if value is None or st.session_state.get(_SIGNED_OUT):
        return None
    match sign_in_cookie.unseal(value, editors.place().parent):
        case [str(name), float(since), str(stamp)]:
            found = SignIn(name, since, stamp)
            is_good = not _has_ended(found) and not access.network_refusal(found, known, time.time())
            return found if is_good else None
    return None


def _settle_cookie() -> None:
    """Have the page fetch the cookie of a sign-in just made, or drop the one of a sign-in just ended."""
    made = st.session_state.get(_TICKET, "")
    if made and sign_in_cookie.is_waiting(made):
        st.html(sign_in_cookie.KEEP.format(ticket=made), unsafe_allow_javascript=True)
    elif st.session_state.get(_SIGNED_OUT):
        st.html(sign_in_cookie.DROP, unsafe_allow_javascript=True)


def _has_account() -> bool:
    return accounts_available() and st.user.to_dict().get("is_logged_in") is True


def _tried() -> bool:
    return _SIGNED_IN in st.session_state or _has_account()


@answering
def _check() -> None:
    """Look at what was typed (a callback: the phrase is gone from the session before the page is drawn)."""
    name = str(st.session_state.get(_NAME, ""))
    phrase = str(st.session_state.pop(_PHRASE, ""))
    try:
        path = editors.place()
        known = editors.read(path)
        listed = editors.find(known, name)
        delays = _delays(str(path.with_name(DELAYS_FILE)))
        counted = listed.name if listed else ""
        editor = delays.attempt(counted, lambda: editors.check(known, name, phrase), _address())
    except TooSoon as wait:
        _say(f"Trop d’essais : réessayez dans {wait.seconds} s. Rien n’a été vérifié.")
    except (editors.EditorsUnreadable, HomeRefused) as error:
        _say(str(error))
    else:
        if editor is None:
            log.warning("a sign-in failed")
            _say("Nom ou phrase de passe non reconnus.")
        else:
            signed_in = SignIn(editor.name, time.time(), editor.stamp)
            st.session_state[_SIGNED_IN] = signed_in
            st.session_state.pop(_SIGNED_OUT, None)
            _offer_cookie(signed_in)


def _offer_cookie(signed_in: SignIn) -> None:
    content: list[str | float] = [signed_in.name, signed_in.since, signed_in.stamp]
    try:
        value = sign_in_cookie.seal(content, editors.place().parent)
    except OSError:
        # The session holds all the same; only a reload asks again.
        log.warning("no key for the sign-in cookie can be kept", exc_info=True)
    else:
        st.session_state[_TICKET] = sign_in_cookie.ticket(value, access.SESSION_SECONDS)


def _address() -> str:
    """Where this session's connection comes from, as the server sees it; this computer itself has none."""
    return st.context.ip_address or "127.0.0.1"


@answering
def _sign_out() -> None:
    found = _current()
    if isinstance(found, SignIn):
        _sign_outs(str(editors.place().with_name(SIGN_OUTS_FILE))).end(found, time.time())
        for close in _told.values():
            close(found)
    for key in (_SIGNED_IN, _TICKET):
        st.session_state.pop(key, None)
    st.session_state[_SIGNED_OUT] = True
    if _has_account():
        st.logout()


@answering
def _to_the_provider() -> None:
    # One provider in [auth] itself, or several in [auth.nom]: the first is the organisation's.
    section = st.secrets["auth"]
    named = [key for key in section if hasattr(section[key], "keys")]
    try:
        st.login(named[0] if named and "client_id" not in section else None)
    except Exception:
        log.exception("the account's sign-in is not well configured")
        _say("La connexion par compte est mal configurée (secrets.toml) : le détail est dans la console.")


def _say(sentence: str) -> None:
    st.session_state[_SAID] = french(sentence)


def _has_ended(found: SignIn) -> bool:
    return _sign_outs(str(editors.place().with_name(SIGN_OUTS_FILE))).has_ended(found)


@cache
def _sign_outs(path: str) -> SignOuts:
    return SignOuts(Path(path))


@cache
def _delays(path: str) -> Delays:
    return Delays(Path(path))
