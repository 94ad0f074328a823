"""The menu, going to a page with filters set, both through addresses, and what is brought on screen there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from components.figures.pages import Contents, PageSpec
from components.screen import address, filters
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain

_TARGET, _BROUGHT, _SEARCHING = "_navigation_target", "_navigation_block", "_navigation_search"
# Charts above a block are drawn after it and push it down: it is brought back until it stays, unless the
# reader moves first.
_BRING = """<script>(() => {
let still = 0, rounds = 0, last = null, moved = false;
const stop = () => { moved = true; };
for (const gesture of ["wheel", "touchstart", "keydown", "mousedown"])
  addEventListener(gesture, stop, {once: true, passive: true});
const timer = setInterval(() => {
  const block = document.querySelector(SELECTOR);
  if (moved || ++rounds > 80 || still > 12) return clearInterval(timer);
  if (!block) return;
  const top = block.getBoundingClientRect().top;
  still = top === last ? still + 1 : 0;
  if (still === 0) block.scrollIntoView({block: "start"});
  last = block.getBoundingClientRect().top;
}, 100);
})()</script>"""
_FOCUS = """<script>/* ROUND */(() => {
let rounds = 0;
const timer = setInterval(() => {
  const field = document.querySelector(".st-key-q input");
  if (!field && ++rounds < 600) return;
  clearInterval(timer);
  if (field) { field.focus(); field.select(); }
}, 50);
})()</script>"""


@answering
def go(page: str, parameters: Mapping[str, Any] | None = None, block_id: str = "") -> None:
    """Ask for a page at an address, with one of its blocks brought on screen (a callback)."""
    st.session_state[_TARGET] = (page, dict(parameters or {}), block_id)


@answering
def search(home: str) -> None:
    """Ask for the field of the search, on the home page (a callback)."""
    st.session_state[_SEARCHING] = st.session_state.get(_SEARCHING, 0) + 1
    st.session_state[f"{_SEARCHING}_asked"] = True
    if address.kept().page != home:
        go(home, filters.in_address())


def search_button(home: str) -> None:
    """The way to the search from every page, also by the keys Ctrl and K."""
    st.button(
        "Rechercher",
        key="search-everywhere",
        shortcut="Ctrl+K",
        on_click=search,
        args=(home,),
        width="stretch",
    )


def leave(pages: Mapping[str, Any]) -> None:
    """Go where a callback asked to. Call first in a run: it starts another one on that page."""
    target = st.session_state.pop(_TARGET, None)
    if target is None:
        return
    page, parameters, block_id = target
    if block_id:
        st.session_state[_BROUGHT] = block_id
        # A folded block shows nothing until it is opened.
        st.session_state[f"{block_id}-folded"] = True
    # Even on the same page, what it asks for is to be followed.
    address.kept().page = ""
    st.switch_page(pages[page], query_params=parameters)


def bring(contents: Contents) -> None:
    """Bring on screen the block asked for, or put the cursor in the search. Call last in a run."""
    block_id = st.session_state.pop(_BROUGHT, "")
    if block_id in {block.block_id for block in contents.blocks}:
        selector = json.dumps(f".st-key-card-{block_id}, .st-key-{block_id}-folded")
        st.html(_BRING.replace("SELECTOR", selector), unsafe_allow_javascript=True)
    if st.session_state.pop(f"{_SEARCHING}_asked", False):
        asked = st.session_state[_SEARCHING]
        # The same script twice would run once.
        st.html(_FOCUS.replace("ROUND", str(asked)), unsafe_allow_javascript=True)


def menu(pages: Mapping[str, Any], specs: Mapping[str, PageSpec]) -> None:
    """One link a page, which carries the filters that its first view follows."""
    in_force = filters.in_address()
    for name, spec in specs.items():
        carried: dict[str, str] = {}
        if in_force:
            with guarded(spec.title):
                carried = filters.carried(spec.contents().views[0])
        if address.kept().wheel:
            # For a link opened in another tab of the same laptop: it leads too.
            carried[address.WHEEL] = address.kept().wheel
        st.page_link(
            pages[name],
            label=plain(spec.title),
            icon=spec.icon,
            query_params=carried or None,
            width="stretch",
        )
