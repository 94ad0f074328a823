"""A page on screen: its head, then the open view, each block guarded."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import COMPARE, FILTERS, Block, Figure, Gap, View
from components.figures.pages import Contents, PageView
from components.figures.perimeters import ignored_by, narrow, narrowed, perimeter_of
from components.screen import address, building, cards, choices, downloads, filters, projection, saving
from components.screen.boundary import answering, guarded, show_said
from components.screen.markdown import plain
from components.screen.saving import OpenJournal
from data.french.typography import french
from data.store import Store

_VISIT = "_visit"
# Blocks on a row, and columns of sentences in a card of that width.
_ROWS = {"half": 2, "third": 3}
_ACROSS = {"half": 2, "third": 1}
# A view draws what it can in this time, and says that it stopped: a session must not hold the server.
_SECONDS = 20.0
_TOO_LONG = (
    "La suite de cette vue n’est pas affichée : les données sont trop nombreuses pour être dessinées en "
    "vingt secondes. Choisir un territoire ou un domaine, ou exporter la page."
)


@dataclass(frozen=True)
class Visit:
    """What the page about to run shows: its contents, the open view, the filters in force, and the meeting.

    ``view`` holds every filter that is set, acting here or not: each block keeps those it follows.
    """

    contents: Contents
    shown: PageView
    view: View
    meeting: projection.Meeting
    journal: OpenJournal


def receive(visit: Visit) -> None:
    """Keep, for the page about to run, what this session asked for."""
    st.session_state[_VISIT] = visit


def visit() -> Visit:
    """What the page being drawn shows."""
    found: Visit = st.session_state[_VISIT]
    return found


def acting(here: Visit) -> View:
    """The view as the one who reads it understands it: without the filters that change nothing on it."""
    return narrow(here.view, (*here.shown.filters, *(choice.key for choice in here.shown.every_choice)))


def parameters(contents: Contents, shown: PageView) -> dict[str, Any]:
    """The address of a view: its filters that act, and its own choices."""
    acting = {name: value for name, value in filters.chosen().items() if name in filters.acting(shown)}
    return address.address_of(contents.page, shown.slug, acting, choices.in_address(shown.every_choice))


def show(store: Store) -> None:
    """Draw the page asked for: its head and its open view, or its screen when projecting."""
    here = visit()
    view = building.with_sources(here.view, store)
    if view.projection:
        project(here, view, store)
        return
    # What the opening says depends on choices that are drawn below it.
    view = replace(view, choices={**view.choices, **choices.in_force(here.shown.every_choice)})
    with st.container(gap="xsmall", key="opening"):
        head(here, view, store)
        unsaid = st.container()
        view = replace(view, choices={**view.choices, **_row(here, store)})
    show_blocks(here.shown.blocks, view, store)
    if here.shown.draw is not None:
        with guarded(here.contents.page.title):
            here.shown.draw(view, store)
    with unsaid:
        # What no button of the page said: asked for on another page, or from the address of an item.
        saving.show_said(None)


def head(here: Visit, view: View, store: Store) -> None:
    """Title, perimeter, the point in a sentence, the views, and the way to leave with the figures."""
    contents, page = here.contents, here.contents.page
    seen = _headed(here, view)
    with st.container(horizontal=True, vertical_alignment="center", key="head"):
        st.title(plain(page.title), anchor=False, width="content")
        st.caption(plain(" · ".join(perimeter(here, view, store))), width="stretch")
        downloads.page_documents(contents, view, store)
    for words in address.not_understood():
        st.warning(
            french(
                f"L’adresse demandait « {plain(words)} », que cette page ne connaît pas : "
                "elle est ouverte sans."
            ),
            icon=":material/link_off:",
        )
    show_said()
    with guarded("Ce que disent les données"):
        for sentence in building.said(contents.headline, seen, contents.headline_datasets, store)[:1]:
            st.markdown(f"**{plain(sentence)}**")


def _headed(here: Visit, view: View) -> View:
    """What the head speaks of: a filter that the open view says to be without effect does not change it."""
    follows = here.contents.headline_follows
    return narrow(view, [name for name in follows if name not in FILTERS or name in here.shown.filters])


def perimeter(here: Visit, view: View, store: Store) -> list[str]:
    """The perimeter line: the filters that act on the open view, the date of the data, n."""
    acting = narrow(view, here.shown.filters)
    parts = [acting.covers, *filter(None, (acting.domain,))]
    with guarded("Périmètre"):
        parts += building.said(
            here.contents.scope,
            _headed(here, view),
            here.contents.scope_datasets,
            store,
        )
    return parts


def _views(here: Visit) -> None:
    """The row of views: only the open one is computed and sent."""
    page = here.contents.page
    if len(page.views) < 2:
        return
    labels = {view.slug: view.label for view in page.views}
    key = f"vue-{page.name}"
    st.session_state[key] = here.shown.slug
    st.segmented_control(
        "Vue",
        list(labels),
        format_func=lambda slug: plain(labels[slug]),
        key=key,
        required=True,
        wrap=True,
        label_visibility="collapsed",
        on_change=_open_view,
        args=(page.name, key),
    )


@answering
def _open_view(page: str, key: str) -> None:
    address.kept().views[page] = st.session_state[key]
    address.kept().step = 1


def _row(here: Visit, store: Store) -> dict[str, Any]:
    """The row of what can be chosen: the views, the filters that act on the open one, and its own choices.

    It wraps where the window is too narrow for all of them.
    """
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", key="filters"):
        _views(here)
        if not here.shown.filters and not here.shown.choices and not filters.in_address():
            return {}
        filters.draw(here.shown.filters, store.load("communes?"), store.load("domains?"))
        return choices.draw_row(here.shown.choices)


def show_blocks(blocks: tuple[Block, ...], view: View, store: Store) -> None:
    """Draw blocks in reading order, neighbours of half or a third of the width on one row."""
    until = time.monotonic() + _SECONDS
    for row in _rows(blocks, view, store):
        if time.monotonic() > until:
            _say_stopped()
            return
        across = _ROWS.get(row[0].width, 1)
        if across == 1:
            show_block(row[0], view, store)
            continue
        # Side by side where both stay readable, one under the other where the window is narrow.
        with st.container(horizontal=True, gap="small", key=f"row-{row[0].width}-{row[0].block_id}"):
            for block in row:
                with st.container(key=f"cell-{block.block_id}"):
                    show_block(block, view, store)


def _say_stopped() -> None:
    st.warning(_TOO_LONG, icon=":material/timer_off:")


def _rows(blocks: tuple[Block, ...], view: View, store: Store) -> Iterator[list[Block]]:
    """Blocks by row; silent ones that have nothing to say leave their place to the next."""
    row: list[Block] = []
    for block in blocks:
        if block.silent:
            with guarded(block.heading):
                if _left_without(block, view, store):
                    continue
        compared = narrowed(block, view).compared
        if compared and block.width in _ROWS:
            # Three columns need the whole width.
            block = replace(block, width="full")
        elif view.compared and not compared and block.width != "strip":  # waits under its name
            block = replace(block, width="full", folded=True)
        across = _ROWS.get(block.width, 1)
        if row and (block.width != row[0].width or len(row) == across):
            yield row
            row = []
        row.append(block)
        if across == 1:
            yield row
            row = []
    if row:
        yield row


def show_block(block: Block, view: View, store: Store) -> None:
    """Draw one block with its choices, guarded: what fails here stays here."""
    with guarded(block.heading):
        if block.folded:
            named = [block.heading, *([perimeter_of(block, view)] if view.compared else [])]
            opened = st.expander(plain(" · ".join(named)), key=f"{block.block_id}-folded", on_change="rerun")
            if not opened.open:
                return
            with opened, guarded(block.heading):
                _draw(block, view, store)
        else:
            _draw(block, view, store)


def _draw(block: Block, view: View, store: Store) -> None:
    chosen = dict(view.choices)
    if block.choices:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{block.block_id}-choices"):
            chosen |= choices.draw(block.choices)
    view = replace(view, choices=chosen)
    figure = building.build(block, view, store)
    if isinstance(figure, Gap):
        cards.show_gap(figure, block.block_id, terms=block.terms, definitions=_definitions(block, store))
    elif figure is None:
        seen = narrowed(block, view)
        st.info(
            french(f"{plain(block.heading)} : aucune donnée pour {plain(perimeter_of(block, view))}")
            + (" avec les choix faits ci-dessus." if any(seen.choices.values()) else "."),
            icon=":material/filter_alt_off:",
        )
    else:
        cards.show_figure(
            figure,
            block.block_id,
            card=cards.Card(
                perimeter=perimeter_of(block, view, figure),
                said=bool(set(ignored_by(block, view, figure)) & {*visit().shown.filters, COMPARE.key}),
                strip=block.width == "strip",
                across=_ACROSS.get(block.width, 3),
                terms=block.terms,
                definitions=lambda: _definitions(block, store),
            ),
            visual=block.draw,
        )


def _left_without(block: Block, view: View, store: Store) -> bool:
    """True when the shared filters leave nothing: then the choices of the block have nothing to change."""
    chosen = {**view.choices, **choices.in_force(block.choices)}
    return building.build(block, replace(view, choices=chosen), store) is None


def _definitions(block: Block, store: Store) -> pd.DataFrame | None:
    """The glossary for a block that names acronyms; without it, the block is shown all the same."""
    if block.terms:
        with guarded("Sigles"):
            return store.load("glossary")
    return None


def project(here: Visit, view: View, store: Store, *, before: Sequence[projection.Screen] = ()) -> None:
    """Project the open view, after the screens of the page's own that come ``before`` it."""
    shown = here.meeting.shown(here.contents.page.name, here.shown.slug) or here.shown
    found = [*before, *screens(here.contents, shown, view, store)]
    before = _chosen(shown)
    choose = (lambda: _choose(shown, store, before)) if shown.filters or shown.every_choice else None
    projection.show(
        found, here.contents.page, here.shown.slug, acting(here), here.meeting, choose, shown.unprojected
    )


def _chosen(shown: PageView) -> tuple[Any, ...]:
    return filters.chosen(), {key: str(value) for key, value in choices.in_force(shown.every_choice).items()}


def _choose(shown: PageView, store: Store, before: tuple[Any, ...]) -> None:
    """The filters and choices of the view in a dialog over the projected screen, which follows them."""
    filters.draw(shown.filters, store.load("communes?"), store.load("domains?"))
    # Only what changes a screen. With the filters comes the switch that compares territories; what is typed
    # in a form stays in it.
    projected = [block for block in shown.blocks if block.projected and not block.folded]
    acting = {
        *shown.choices,
        *(choice for block in projected for choice in block.choices),
        *(shown.parameters if shown.project else ()),
    }
    choices.draw(
        [
            choice
            for choice in shown.every_choice
            if choice in acting and choice != COMPARE and not (choice.accepts and choice.many)
        ]
    )
    if _chosen(shown) != before:
        # A dialog is drawn alone: the screen behind it is drawn anew, and the dialog closed.
        st.rerun()


def screens(contents: Contents, shown: PageView, view: View, store: Store) -> list[projection.Screen]:
    """A view as full screens: the opening of the page before its first view, then the blocks with data."""
    view = replace(view, choices={**view.choices, **choices.in_force(shown.every_choice)})
    found: list[projection.Screen] = []
    if contents.page.presented and shown.slug == contents.page.views[0].slug:
        found.append(projection.Screen(contents.page.title, lambda: _opening_screen(contents, view, store)))
    until = time.monotonic() + _SECONDS
    for block in shown.blocks:
        if block.folded or not block.projected:
            continue
        if time.monotonic() > until:
            return [*found, projection.Screen(contents.page.title, _say_stopped)]
        with guarded(block.heading):
            figure = building.build(block, view, store)
            if isinstance(figure, Figure):
                found.append(_screen(block, figure, view))
    if shown.project is not None:
        with guarded(contents.page.title):
            found += shown.project(view, store)
    return found


def _screen(block: Block, figure: Figure, view: View) -> projection.Screen:
    card = cards.Card(perimeter=perimeter_of(block, view, figure), said=bool(view.filters))

    def draw() -> None:
        cards.show_figure(figure, f"{block.block_id}-large", card=card, projection=True, visual=block.draw)

    return projection.Screen(figure.title, draw, figure=True)


def _opening_screen(contents: Contents, view: View, store: Store) -> None:
    """What the page answers, and the one or two sentences that the data says."""
    page = contents.page
    st.caption(plain(f"{page.title} · {page.question}"))
    seen = narrow(view, contents.headline_follows)
    sentences = building.said(contents.headline, seen, contents.headline_datasets, store)
    for sentence in sentences or [page.question]:
        st.space("medium")
        st.markdown(f"# {plain(sentence)}")
