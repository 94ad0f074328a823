"""Who leads: the windows whose address holds the token that the meeting was taken with.

The journal keeps only a mark of the token, so that reading the journal gives nobody the wheel. Session state
is lost by a reload and a cookie is shared by every window of a laptop: an address is neither.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

import streamlit as st

from components.screen import address, rights
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import again, save
from data.french.typography import french
from data.journal.folds import Change, MeetingState
from pages.meeting.room import Room

_ASKED = "_wheel_asked"
# 64 bits, in the alphabet that an address takes for a token.
_BYTES = 8


def taken(meeting_id: str) -> tuple[str, Change]:
    """A new token for a window, and the change that makes it the one that leads the meeting."""
    token = secrets.token_hex(_BYTES)
    return token, Change("meeting", meeting_id, "led_by", _mark(token))


def keep(token: str) -> None:
    """Have the addresses of this window carry the token ("": none)."""
    address.kept().wheel = token


def is_held(state: MeetingState) -> bool:
    """Whether the address of this window holds the token of the meeting."""
    token = address.kept().wheel
    return bool(token and state.led_by) and hmac.compare_digest(_mark(token), str(state.led_by))


def may_lead(state: MeetingState) -> bool:
    """Whether what is done in this window moves the meeting: it holds the wheel, or nobody took it."""
    return state.led_by is None or is_held(state)


def settle(room: Room) -> None:
    """Drop from this window's addresses a token that leads nothing any more."""
    known = not room.unread and not room.problem
    if known and address.kept().wheel and not (room.running and is_held(room.state)):
        keep("")


def words(state: MeetingState) -> str:
    """« mené depuis cet écran »; "" when nobody took the wheel."""
    if state.led_by is None:
        return ""
    return "mené depuis cet écran" if is_held(state) else "mené depuis un autre écran"


def button(room: Room, key: str) -> None:
    """« Prendre la main », asked twice when another window leads; nothing in the one that does."""
    if not room.running or is_held(room.state) or rights.refusal():
        return
    if room.state.led_by is not None and st.session_state.get(_ASKED) != room.state.led_by:
        st.button("Prendre la main", key=f"{key}-wheel", type="tertiary", on_click=_ask, args=(room,))
        return
    label = "Prendre la main" if room.state.led_by is None else "Confirmer : mener depuis cet écran"
    st.button(plain(french(label)), key=f"{key}-wheel-sure", type="primary", on_click=take, args=(room,))


@answering
def _ask(room: Room) -> None:
    st.session_state[_ASKED] = room.state.led_by


@answering
def take(room: Room) -> None:
    """Make this window the one that leads (a callback); the one that did goes on showing its screen."""
    if not room.running or room.meeting_id is None:
        return
    token, change = taken(room.meeting_id)
    if save(again(room), [change], named=False, reason="La main est prise depuis un autre écran"):
        keep(token)


def _mark(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()[:32]
