"""Projection: the page as a sequence of full screens, led with the keyboard or a presenter remote.

The mode and the screen live in the session and are mirrored in the address (``projection=oui&etape=3``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from components import cards, choices
from components.blocks import Block, Contents, Figure, Gap, View
from components.boundary import guarded
from components.formats import NARROW_SPACE
from components.markdown import plain
from components.site import PAGES

MODE = "projection"
STEP = "etape"
_BLACK = "_black_screen"

# The one place where style sheets are used: Streamlit has no theme key for type size a session.
_STYLE = """<style>
html { font-size: clamp(17px, 1.5vw, 30px); }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1vh 3vw 0 3vw; max-width: none; }
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.75rem; padding: 0.2rem 0; }
[data-testid="stMainBlockContainer"] [data-testid="stMarkdownContainer"] { font-size: 1.05rem; }
[data-testid="stMetricValue"], [data-testid="stMetricValue"] * { font-size: 4rem !important; }
[data-testid="stVegaLiteChart"] { height: 60vh; }
.st-key-projection-controls { position: fixed; bottom: 0.4vh; left: 3vw; right: 3vw; width: auto; }
.st-key-projection-PageUp, .st-key-projection-PageDown { position: absolute; opacity: 0; width: 0; }
</style>"""
_BLACK_STYLE = """<style>
[data-testid="stApp"], [data-testid="stMain"] { background: #000; }
[data-testid="stMainBlockContainer"] { opacity: 0; }
</style>"""


def read_address() -> None:
    """On a session's first run, take the mode and the screen from the address."""
    if MODE not in st.session_state:
        st.session_state[MODE] = st.query_params.get(MODE) == "oui"
        step = st.query_params.get(STEP, "1")
        st.session_state[STEP] = int(step) if step.isdecimal() else 1


def write_address() -> None:
    """Mirror the mode and the screen in the address, so that it reopens the same view."""
    if st.session_state[MODE]:
        st.query_params[MODE] = "oui"
        st.query_params[STEP] = str(st.session_state[STEP])
    else:
        for name in (MODE, STEP):
            if name in st.query_params:
                del st.query_params[name]


def active() -> bool:
    return bool(st.session_state.get(MODE))


def toggle() -> None:
    """Enter or leave the mode (a callback): same page, same filters."""
    st.session_state[MODE] = not st.session_state.get(MODE)
    st.session_state[_BLACK] = False


def move(by: int, last: int) -> None:
    """To the next or previous screen of the page (a callback)."""
    st.session_state[STEP] = min(max(int(st.session_state.get(STEP, 1)) + by, 1), last)


def _black() -> None:
    st.session_state[_BLACK] = not st.session_state.get(_BLACK)


def screens(
    contents: Contents, view: View, store: Any, build: Callable[..., Figure | Gap | None]
) -> list[tuple[Block, Figure]]:
    """The blocks worth a screen under these filters: those without data are left out."""
    found: list[tuple[Block, Figure]] = []
    for block in contents.blocks:
        if block.folded or not block.projected:
            continue
        with guarded(block.heading):
            chosen = choices.in_force((*contents.choices, *block.choices))
            figure = build(block, replace(view, choices=chosen), store)
            if isinstance(figure, Figure):
                found.append((block, figure))
    return found


def show(contents: Contents, view: View, store: Any, build: Callable[..., Figure | Gap | None]) -> None:
    """Draw the current screen of the page, with its filters and its way on."""
    st.html(_STYLE)
    if st.session_state.get(_BLACK):
        st.html(_BLACK_STYLE)
    found = screens(contents, view, store, build)
    last = len(found) + 1
    step = min(max(int(st.session_state.get(STEP, 1)), 1), last)
    st.session_state[STEP] = step
    if step == 1:
        _opening(contents, view, store)
    else:
        block, figure = found[step - 2]
        with guarded(block.heading):
            cards.show_figure(figure, f"{block.block_id}-large", projection=True, visual=block.draw)
    _controls(contents, view, step, last)


def _opening(contents: Contents, view: View, store: Any) -> None:
    """The first screen: what the page answers, and the one or two sentences that the data says."""
    page = PAGES[contents.page]
    st.caption(f"{page.title} · {page.question}")
    with guarded("Ce que disent les données"):
        if contents.headline:
            frames = [store.load(name) for name in contents.headline_datasets]
            for sentence in contents.headline(view, *frames):
                st.space("medium")
                st.markdown(f"# {plain(sentence)}")
        else:
            st.markdown(f"# {plain(page.question)}")


def _controls(contents: Contents, view: View, step: int, last: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="projection-controls"):
        where = [PAGES[contents.page].title, *view.filters.values()]
        st.caption(f"{plain(' · '.join(where))} · écran {step} sur {last}", width="stretch")
        for label, by, keys in (("←", -1, ("Left", "PageUp")), ("→", 1, ("Right", "PageDown"))):
            for key in keys:
                st.button(
                    label,
                    key=f"projection-{key}",
                    shortcut=key,
                    type="tertiary",
                    on_click=move,
                    args=(by, last),
                    help=f"{'Écran suivant' if by > 0 else 'Écran précédent'}{NARROW_SPACE}({key})",
                )
        st.button("Noir", key="projection-black", shortcut="B", type="tertiary", on_click=_black)
        st.button("Quitter", key="projection-leave", shortcut="P", type="tertiary", on_click=toggle)


def switch() -> None:
    """The switch of the sidebar, also by the key P."""
    st.button(
        "Projeter cette page",
        key="projection-enter",
        icon=":material/cast:",
        shortcut="P",
        on_click=toggle,
        width="stretch",
    )
