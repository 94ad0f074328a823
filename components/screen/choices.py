"""The choices of a view: drawn above what they change, kept across views and pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from components.figures.blocks import Choice
from components.screen import address
from components.screen.address import SEARCH_LETTERS
from components.screen.boundary import answering
from components.screen.markdown import plain

# Pixels of a field on the row of filters (a switch takes what its label needs), the letters that it shows
# whole, pixels for each one fewer or more of what is chosen in it, at least, and at most.
_WIDTH, _HELD, _FEWER, _MORE, _NARROWEST, _WIDEST = 235, 22, 8.2, 12, 130, 560


def width_of(chosen: object) -> int:
    """Pixels of a list in which this is chosen: its words are read whole."""
    beyond = len(str(chosen)) - _HELD
    return min(max(_NARROWEST, round(_WIDTH + (_MORE if beyond > 0 else _FEWER) * beyond)), _WIDEST)


def draw(choices: Sequence[Choice]) -> dict[str, Any]:
    """Draw choices, in the container that is open."""
    return {choice.key: _draw(choice) for choice in choices}


def draw_row(choices: Sequence[Choice]) -> dict[str, Any]:
    """Draw the choices of a view but those that its blocks draw; the values of all."""
    return in_force(choices) | draw([choice for choice in choices if not choice.inside])


def in_force(choices: Sequence[Choice]) -> dict[str, Any]:
    """The values of choices, on screen or not."""
    return {choice.key: value_of(choice) for choice in choices}


def in_address(choices: Sequence[Choice]) -> dict[str, list[str]]:
    """The choices off their initial value, as address words."""
    return {choice.key: words for choice in choices if (words := address.words_of(choice, value_of(choice)))}


def value_of(choice: Choice) -> Any:
    """What is chosen: in the widget when it is on screen, else as it was left."""
    if choice.key in st.session_state:
        value = st.session_state[choice.key]
        address.kept().choices[choice.key] = value if value is not None else choice.initial
    kept = address.kept().choices.get(choice.key, choice.initial)
    if choice.offers and kept not in choice.offered:
        # What was offered has gone since, an import that was taken back.
        st.session_state.pop(choice.key, None)
        address.kept().choices[choice.key] = kept = choice.initial
    return kept


def put(values: dict[str, Any]) -> None:
    """Set choices from elsewhere than their widgets (in a callback, or before they are drawn)."""
    for key, value in values.items():
        address.kept().choices[key] = value
        st.session_state.pop(key, None)


@answering
def touched(key: str) -> None:
    """A choice was made (a callback): until its widget is drawn again, its value is kept apart."""
    address.kept().choices[key] = st.session_state[key]


def _draw(choice: Choice) -> Any:
    value, label = value_of(choice), plain(choice.label)
    st.session_state.setdefault(choice.key, value)
    common: dict[str, Any] = {"key": choice.key, "on_change": touched, "args": (choice.key,)}
    if choice.switch:
        return st.toggle(label, width="content", **common)
    if choice.search:
        return st.text_input(
            label,
            max_chars=SEARCH_LETTERS,
            type="search",
            placeholder="Tapez un mot",
            icon=":material/search:",
            live=True,
            label_visibility="collapsed",
            width=_WIDTH,
            **common,
        )
    if choice.accepts:
        return st.text_input(
            label, placeholder=choice.placeholder, max_chars=SEARCH_LETTERS, width=_WIDTH, **common
        )
    if choice.dropdown and choice.many:
        return st.multiselect(
            label,
            choice.offered,
            format_func=plain,
            placeholder=choice.placeholder or choice.label,
            label_visibility="collapsed",
            # Beyond one, what is chosen takes the room of two fields: it is read, not cut.
            width=width_of(choice.placeholder or choice.label) if not value else min(len(value), 2) * _WIDTH,
            select_all=False,
            **common,
        )
    if choice.dropdown:
        return st.selectbox(
            label, choice.offered, label_visibility="collapsed", width=width_of(value), **common
        )
    mode: dict[str, Any] = {
        "selection_mode": "multi" if choice.many else "single",
        "required": not choice.many,
    }
    return st.segmented_control(label, choice.offered, format_func=plain, **mode, **common)
