"""Projection: a page as a sequence of full screens, led with the keyboard or a presenter remote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen import projection_state as mode
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.site import PAGES
from data.french.formats import NARROW_SPACE
from pages.meeting import attachments, controls, notes
from pages.meeting import words as sentences
from pages.meeting.agenda import folder
from pages.meeting.room import Room, page_of

# The one place where style sheets are used: Streamlit has no theme key for type size a session.
# A card fills the screen down to the bar, and its chart takes what title, cautions and sources leave.
_STYLE = """<style>
html { font-size: clamp(17px, 1.5vw, 30px); }
[data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stExpandSidebarButton"] { display: none; }
[data-testid="stMainBlockContainer"] { padding: 1vh 3vw 5vh 3vw; max-width: none; }
[data-testid="stMainBlockContainer"] [data-testid="stVerticalBlock"] { gap: 0.5rem; }
[data-testid="stMainBlockContainer"] h1 { font-size: 1.75rem; padding: 0.2rem 0 0.4rem 0; }
[data-testid="stMainBlockContainer"] [data-testid="stMarkdownContainer"] { font-size: 1.05rem; }
[data-testid="stMainBlockContainer"] :is(p, li) { line-height: 1.4; }
[data-testid="stMetricValue"], [data-testid="stMetricValue"] * { font-size: min(3.6rem, 4.6vw) !important; }
[class*="st-key-card-"] { flex: 0 0 90vh; }
[class*="st-key-card-"] :is([data-testid="stElementContainer"], [data-testid="stLayoutWrapper"],
  [data-testid="stHorizontalBlock"]):has([data-testid="stVegaLiteChart"]) { flex: 1 1 0; min-height: 30vh; }
[class*="st-key-card-"] :is([data-testid="stColumn"] > [data-testid="stVerticalBlock"],
  [data-testid="stFullScreenFrame"], [data-testid="stFullScreenFrame"] > div):has(
  [data-testid="stVegaLiteChart"]) { height: 100%; }
[data-testid="stImage"] img { max-height: 86vh; object-fit: contain; }
.st-key-projection-controls { position: fixed; bottom: 0.4vh; left: 3vw; right: 3vw; width: auto; }
.st-key-projection-PageUp, .st-key-projection-PageDown { position: absolute; opacity: 0; width: 0; }
</style>"""
_BLACK_STYLE = """<style>
[data-testid="stApp"], [data-testid="stMain"] { background: #000; }
[data-testid="stMainBlockContainer"] { opacity: 0; }
</style>"""
# How often the clock of the bar is read again.
_CLOCK = "5s"
_SOON = "1s"


@dataclass(frozen=True)
class Screen:
    """One full screen. ``title`` names it in boundaries, and in notes when it is that of a ``figure``."""

    title: str
    draw: Callable[[], None]
    figure: bool = False


def show(screens: Sequence[Screen], view: View, room: Room, actions: pd.DataFrame) -> None:
    """Draw the current screen, with what the speaker of the item brought, and the bar below."""
    st.html(_STYLE)
    if mode.is_black():
        st.html(_BLACK_STYLE)
    # After the opening of the page; on « Séance », where an item has no page, before everything.
    first = 0 if view.page == "seance" else 1
    sequence = [*screens[:first], *_brought(room, view), *screens[first:]]
    last = max(len(sequence), 1)
    step = mode.step(last)
    if sequence:
        screen = sequence[step - 1]
        st.session_state[notes.FIGURE] = screen.title if screen.figure else None
        with guarded(screen.title):
            screen.draw()
    _bar(view, room, actions, step, last)


def _brought(room: Room, view: View) -> list[Screen]:
    """The pages of the documents of the item under way, when its page is on screen."""
    item = room.item(room.state.current_item) if room.running else None
    if item is None or page_of(item) != view.page or not item["attachments"]:
        return []
    where = folder()
    found: list[Screen] = []
    for file_id in item["attachments"]:
        with guarded(attachments.title(file_id)):
            for page in range(attachments.page_count(where, file_id)):
                found.append(_page_screen(where, file_id, page))
    return found


def _page_screen(where: str, file_id: str, page: int) -> Screen:
    def draw() -> None:
        st.image(attachments.picture(where, file_id, page), width="stretch")

    return Screen(f"{attachments.title(file_id)}, page {page + 1}", draw)


def _bar(view: View, room: Room, actions: pd.DataFrame, step: int, last: int) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="projection-controls"):
        with st.container(width="stretch"):
            _clock(view, room, step, last)
        for label, by, keys in (("←", -1, ("Left", "PageUp")), ("→", 1, ("Right", "PageDown"))):
            for key in keys:
                st.button(
                    label,
                    key=f"projection-{key}",
                    shortcut=key,
                    type="tertiary",
                    on_click=_move,
                    args=(room, step, by, last),
                    help=f"{'Écran suivant' if by > 0 else 'Écran précédent'}{NARROW_SPACE}({key})",
                )
        notes.button(room, view, actions, key="projection-note", shortcut="N")
        st.button("Noir", key="projection-black", shortcut="B", type="tertiary", on_click=mode.toggle_black)
        st.button("Quitter", key="projection-leave", shortcut="P", type="tertiary", on_click=mode.toggle)


def _move(room: Room, seen: int, by: int, last: int) -> None:
    """To the next screen; past the last one, to the next item of the meeting, with its page and filters."""
    current = room.state.current_item
    following = room.neighbour(current, 1) if room.running else None
    if seen + by > last and following is not None:
        controls.go_to_item(room, current, str(following["item_id"]), projecting=True)
    else:
        mode.move(seen, by, last)


def _clock(view: View, room: Room, step: int, last: int) -> None:
    """The filters in force, always visible; and the time, read again while the meeting goes on."""
    where = " · ".join([PAGES[view.page].title, *view.filters.values(), f"écran {step} sur {last}"])

    def draw() -> None:
        mode.write_late()
        line = where
        if room.running:
            state = controls.again(room)
            line = f"{where} · {sentences.clock_line(state, room.agenda)}"
        st.caption(plain(line))

    if room.running or mode.is_late():
        st.fragment(draw, run_every=_SOON if mode.is_late() else _CLOCK)()
    else:
        draw()


def switch() -> None:
    """The switch of the sidebar, also by the key P."""
    st.button(
        "Projeter cette page",
        key="projection-enter",
        icon=":material/cast:",
        shortcut="P",
        on_click=mode.toggle,
        width="stretch",
    )
