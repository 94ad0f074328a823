"""Page-local choices: drawn beside what they change, kept in the address and across pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from components.figures.blocks import Choice

SEARCH_LETTERS = 60


def draw(choices: Sequence[Choice]) -> dict[str, Any]:
    """Draw the choices of a block, one under the other; they survive Back and a page change."""
    return {choice.key: _draw(choice) for choice in choices}


def draw_row(choices: Sequence[Choice]) -> dict[str, Any]:
    """Draw the choices of a whole page on one row."""
    if not choices:
        return {}
    chosen: dict[str, Any] = {}
    for column, choice in zip(st.columns(len(choices), vertical_alignment="bottom"), choices, strict=True):
        with column:
            chosen[choice.key] = _draw(choice)
    return chosen


def in_force(choices: Sequence[Choice]) -> dict[str, Any]:
    """The values of choices that are not on screen (projection): the session's, else the address's."""
    return {choice.key: _kept(choice) for choice in choices}


def in_address(parameters: Sequence[str]) -> dict[str, list[str]]:
    """A page's own choices as address parameters, from the session, else from the address as it is."""
    found: dict[str, list[str]] = {}
    for name in parameters:
        value = st.session_state.get(name)
        if value is None:
            words = st.query_params.get_all(name)
        elif isinstance(value, bool):
            words = ["true"] if value else []
        else:
            words = [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]
        if words:
            found[name] = words
    return found


def from_address(choices: Sequence[Choice], asked: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """Address parameters as values of the choices they name; what no choice offers is left out."""
    found: dict[str, Any] = {}
    for choice in choices:
        free = choice.switch or choice.search
        words = [word for word in asked.get(choice.key, ()) if free or word in choice.options]
        if words:
            found[choice.key] = words[0] == "true" if choice.switch else words if choice.many else words[0]
    return found


def _kept(choice: Choice) -> Any:
    kept = st.session_state.get(choice.key)
    asked = st.query_params.get(choice.key)
    if choice.switch:
        return asked == "true" if kept is None else bool(kept)
    if choice.search:
        return (asked if kept is None else kept) or ""
    if choice.many:
        asked_all = [word for word in st.query_params.get_all(choice.key) if word in choice.options]
        return asked_all if kept is None else kept
    return kept or (asked if asked in choice.options else None) or choice.default or choice.options[0]


def _draw(choice: Choice) -> Any:
    if choice.switch:
        return st.toggle(
            choice.label, key=choice.key, wrap=True, bind="query-params", persist_state="session"
        )
    if choice.search:
        return st.text_input(
            choice.label,
            max_chars=SEARCH_LETTERS,
            key=choice.key,
            type="search",
            placeholder="Tapez un mot",
            icon=":material/search:",
            live=True,
            bind="query-params",
            persist_state="session",
        )
    if choice.dropdown:
        return st.selectbox(
            choice.label, choice.options, key=choice.key, bind="query-params", persist_state="session"
        )
    return st.segmented_control(
        choice.label,
        choice.options,
        default=choice.default or (None if choice.many else choice.options[0]),
        selection_mode="multi" if choice.many else "single",
        key=choice.key,
        bind="query-params",
        persist_state="session",
    )
