"""Projection: a page as a sequence of full screens, led with the keyboard or a presenter remote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from components.figures.blocks import View
from components.figures.pages import PageSpec, PageView
from components.screen import address, boundary, drawer, fitting, remote, saving
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain
from components.screen.streamlit_internals import with_test_ids

# The one place where style sheets are used: Streamlit has no theme key for type size a session.
# A card fills the screen down to the bar, however many lines that takes, and its chart takes what title,
# cautions and sources leave.
_STYLE = with_test_ids(
    fitting.STYLE
    + """<style>
html { font-size: clamp(12px, 1.5vw, 30px); }
[stSidebar], [stHeader], [stExpandSidebarButton], [stHeaderActionElements] { display: none; }
[stMainBlockContainer] { padding: 1vh 3vw 0.4vh; max-width: none; height: 100vh; }
[stMainBlockContainer] > [stVerticalBlock] { height: 100%; }
[stVerticalBlock] > :has(> [class*="st-key-card-"]) { flex: 1 1 0; min-height: 0; }
[stMainBlockContainer] [stVerticalBlock] { gap: 0.5rem; }
[stMainBlockContainer] h1 { font-size: calc(1.48 * var(--text)); padding: 0.2rem 0 0.5rem; }
[stMainBlockContainer] { --text: calc(1.18rem * var(--room, 1)); }
[stMainBlockContainer] :is(h2, h3, [stMarkdownContainer]) {
  font-size: var(--text); }
[stMainBlockContainer] [stCaptionContainer], [stMainBlockContainer]
  [stCaptionContainer] p { font-size: max(0.83 * var(--text), var(--caption, 1.47vw)); }
[stMainBlockContainer] :is(p, li) { line-height: 1.3; }
[stMainBlockContainer] [stMarkdownContainer] > :not(:last-child) { margin-bottom: 0.2rem; }
[stMetricValue], [stMetricValue] * { font-size: min(3.6rem, 4.6vw) !important;
  white-space: normal !important; overflow: visible !important; line-height: 1.15; text-wrap: balance; }
[stMainBlockContainer] :is(p, li, h1) { overflow-wrap: normal; word-break: normal; }
[stMainBlockContainer] a { overflow-wrap: anywhere; }
[stColumn]:has(ol) { padding-right: 1.5rem; }
[class*="st-key-compared-"] [stMetricValue], [class*="st-key-compared-"] [stMetricValue] * {
  font-size: 2rem !important; }
[class*="st-key-compared-"] [stVerticalBlock] { gap: 0 !important; }
[class*="st-key-alone-"] { padding: 12vh 0; }
[class*="st-key-alone-"] [stMarkdownContainer] p { font-size: 1.6rem; }
[class*="st-key-card-"] { flex: 1 1 0; min-height: 0; }
[class*="st-key-card-"] :is([stElementContainer], [stLayoutWrapper],
  [stHorizontalBlock]):has([stVegaLiteChart]) { flex: 1 1 0; min-height: 30vh; }
[class*="st-key-card-"] :is([stColumn] > [stVerticalBlock],
  [stFullScreenFrame], [stFullScreenFrame] > div):has(
  [stVegaLiteChart]) { height: 100%; }
[stImage] img { max-height: 86vh; object-fit: contain; }
[role="dialog"] :is([stElementContainer]:has([stSelectbox], [stMultiSelect], [stTextInput]), [stSelectbox],
  [stMultiSelect], [stTextInput]) { width: 100% !important; max-width: 30rem; }
.st-key-projection-controls { --text: 1.05rem !important; }
:has(> .st-key-projection-controls) { position: sticky; bottom: 0.4vh; flex: none; margin-top: auto; }
:has(> .st-key-projection-unseen), .st-key-projection-unseen { position: absolute; opacity: 0; width: 0;
  height: 0; overflow: hidden; }
</style>"""
)
_BLACK_STYLE = with_test_ids("""<style>
[stApp], [stMain] { background: #000; }
[stMainBlockContainer] { opacity: 0; }
</style>""")
# How often the clock of the bar is read again.
_CLOCK = "2s"
_BLACK, _RUN, _RANKED = "_black_screen", "_projection_run", "_projection_ranked"


@dataclass(frozen=True)
class Screen:
    """One full screen. ``title`` names it in boundaries, and in notes when it is that of a ``figure``."""

    title: str
    draw: Callable[[], None]
    figure: bool = False


class Meeting(Protocol):
    """The meeting under way, as a projected page knows it."""

    @property
    def running(self) -> bool: ...

    def brought(self, page: str, slug: str) -> Sequence[Screen]:
        """The opening of the item under way and what its speaker brought, when its view is on screen."""

    def shown(self, page: str, slug: str) -> PageView | None:
        """The view as the item under way shows it, when it is the one on screen and has blocks of its own."""

    def clock_line(self) -> str:
        """The item and its time, read again."""

    def note(self, view: View, figure: str | None) -> None:
        """The button « Noter »."""

    def next_item(self) -> bool:
        """Go to the next item, projecting; False when there is none, or no meeting."""

    def previous_item(self) -> bool:
        """Go back to the last screen of the item before; False when this window leads no meeting."""

    def follow(self, view: View, step: int) -> bool:
        """Say which screen is on the projector; True when the one who leads asks for another."""

    def displayed(self, title: str) -> None:
        """Say that a screen was drawn on the projector."""

    def take_wheel(self) -> None:
        """The button that makes this window the one that leads, when it is not."""


def active() -> bool:
    """Whether this session projects."""
    return address.kept().projecting


@answering
def toggle() -> None:
    """Enter or leave the mode (a callback): same view, same filters; entering starts at its first screen."""
    mine = address.kept()
    mine.projecting = not mine.projecting
    mine.step = 1
    st.session_state[_BLACK] = False


@answering
def _toggle_black() -> None:
    st.session_state[_BLACK] = not st.session_state.get(_BLACK)


def show(
    screens: Sequence[Screen],
    page: PageSpec,
    slug: str,
    view: View,
    meeting: Meeting,
    choose: Callable[[], None] | None = None,
    otherwise: Sequence[str] = (),
) -> None:
    """Draw the current screen, with what the speaker of the item brought, and the bar below.

    ``choose()`` draws the filters and choices of the view; None when it has none. ``otherwise`` is what is
    said where there is no screen.
    """
    st.html(_STYLE)
    st.html(remote.SCRIPT + fitting.SCRIPT, unsafe_allow_javascript=True)
    if st.session_state.get(_BLACK):
        st.html(_BLACK_STYLE)
    opening: Sequence[Screen] = []
    with guarded("Documents apportés"):
        opening = meeting.brought(page.name, slug)
    # An item of the meeting opens on its own screen, in place of that of the page.
    first = 1 if opening and page.presented and slug == page.views[0].slug else 0
    sequence = [*opening, *screens[first:]]
    last = max(len(sequence), 1)
    step = min(max(address.kept().step, 1), last)
    address.kept().step = step
    figure = None
    if sequence:
        screen = sequence[step - 1]
        figure = screen.title if screen.figure else None
        with guarded(screen.title):
            screen.draw()
            meeting.displayed(screen.title)
    else:
        label = next(known.label for known in page.views if known.slug == slug)
        st.markdown(f"# {plain(page.title)} · {plain(label)}")
        for sentence in otherwise:
            st.markdown(plain(sentence))
    _bar(page, slug, view, meeting, figure, step, last, choose)


def _bar(
    page: PageSpec,
    slug: str,
    view: View,
    meeting: Meeting,
    figure: str | None,
    step: int,
    last: int,
    choose: Callable[[], None] | None,
) -> None:
    for said in filter(None, (saving.take_said(), boundary.take_said())):
        # Over the screen, which keeps its size: why what a key asked for was not done, or not written.
        st.toast(plain(said), icon=":material/block:", duration="long")
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="projection-controls"):
        with st.container(width="stretch"), guarded("Horloge"):
            _clock(page, slug, view, meeting, step, last)
        for label, by, key in (("←", -1, "Left"), ("→", 1, "Right")):
            st.button(
                plain(label),
                key=f"projection-{key}",
                shortcut=key,
                type="tertiary",
                on_click=move,
                args=(page, slug, step, by, last, meeting),
                help="Écran suivant" if by > 0 else "Écran précédent",
            )
        _unseen(page, slug, meeting, step, last)
        if choose is not None:
            drawer.button("Filtrer", choose, key="projection-filters", icon=":material/filter_alt:")
        with guarded("Prendre la main"):
            meeting.take_wheel()
        with guarded("Noter"):
            meeting.note(view, figure)
        st.button("Noir", key="projection-black", shortcut="B", type="tertiary", on_click=_toggle_black)
        st.button("Quitter", key="projection-leave", shortcut="P", type="tertiary", on_click=toggle)


def _unseen(page: PageSpec, slug: str, meeting: Meeting, step: int, last: int) -> None:
    """What a remote or a keyboard asks for without a button on the bar, which is narrow."""
    with st.container(key="projection-unseen"):
        for key, by in (("PageUp", -1), ("PageDown", 1)):
            st.button(
                plain(key),
                key=f"projection-{key}",
                shortcut=key,
                on_click=move,
                args=(page, slug, step, by, last, meeting),
            )
        for key, rank, label in (("Home", 1, "Premier écran"), ("End", last, "Dernier écran")):
            st.button(plain(label), key=f"projection-{key}", shortcut=key, on_click=go_to, args=(rank,))
        st.button("Point suivant", key="projection-S", shortcut="S", on_click=_next_item, args=(meeting,))
        # By its class, the script of the remote knows that its last press was answered.
        st.session_state[_RUN] = st.session_state.get(_RUN, 0) + 1
        with st.container(key=f"projection-run-{st.session_state[_RUN]}"):
            _rank_field()


@answering
def go_to(rank: int) -> None:
    """To a screen of the view on the projector, from 1 (a callback)."""
    address.kept().step = rank


def _rank_field() -> None:
    """Where the script of the remote writes digits: a new field each time, or a later key would send those of
    the last one again, and lead back there.
    """
    key = f"projection-rank-{st.session_state.get(_RANKED, 0)}"
    with st.container(key="projection-rank"):
        st.text_input("Aller à l’écran", key=key, max_chars=3, on_change=_go_to_typed, args=(key,))


@answering
def _go_to_typed(key: str) -> None:
    typed = str(st.session_state[key])
    st.session_state[_RANKED] = st.session_state.get(_RANKED, 0) + 1
    if typed.isascii() and typed.isdecimal():
        address.kept().step = int(typed)


@answering
def _next_item(meeting: Meeting) -> None:
    meeting.next_item()


@answering
def move(page: PageSpec, slug: str, seen: int, by: int, last: int, meeting: Meeting) -> None:
    """To the next or previous screen (a callback): past the last one of a view, to the next view; past the
    last view, to the next item of the meeting. ``seen``: the screen the button was drawn on.
    """
    mine = address.kept()
    if 1 <= seen + by <= last:
        mine.step = seen + by
        return
    slugs = [view.slug for view in page.views]
    place = slugs.index(slug) + by
    if meeting.running and (meeting.next_item() if by > 0 else meeting.previous_item()):
        return
    if 0 <= place < len(slugs) and page.presented:
        mine.views[page.name] = slugs[place]
        # Drawn, a view has fewer screens than this: it opens on its last one.
        mine.step = 1 if by > 0 else address.LAST_STEP


def _clock(page: PageSpec, slug: str, view: View, meeting: Meeting, step: int, last: int) -> None:
    """The filters in force, always visible; and the time, read again while the meeting goes on."""
    label = next(known.label for known in page.views if known.slug == slug)
    where = " · ".join([page.title, label, *view.filters.values(), f"écran {step} sur {last}"])

    def draw() -> None:
        if meeting.running and meeting.follow(view, step):
            st.rerun()
        st.caption(plain(f"{where} · {meeting.clock_line()}" if meeting.running else where))

    if meeting.running:
        # A fragment runs alone, out of the boundary of the page.
        st.fragment(guarded("Horloge")(draw), run_every=_CLOCK)()
    else:
        draw()


def switch() -> None:
    """The switch of the sidebar, also by the key P."""
    st.button(
        "Projeter",
        key="projection-enter",
        icon=":material/cast:",
        shortcut="P",
        on_click=toggle,
        width="stretch",
    )
