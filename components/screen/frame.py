"""A page on screen: its head, then the open view, each block guarded."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import COMPARE, FILTERS, Block, Gap, View
from components.figures.perimeters import ignored_by, narrow, narrowed, perimeter_of
from components.screen import address, building, cards, choices, downloads, filters, saving, screens, visits
from components.screen.boundary import answering, guarded, show_said
from components.screen.markdown import plain
from components.screen.visits import Visit
from data.french.typography import french
from data.store import Store

# Blocks on a row, and columns of sentences in a card of that width.
_ROWS = {"half": 2, "third": 3}
_ACROSS = {"half": 2, "third": 1}


def show(store: Store) -> None:
    """Draw the page asked for: its head and its open view, or its screen when projecting."""
    here = visits.current()
    view = building.with_sources(here.view, store)
    if view.projection:
        screens.project(here, view, store)
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
    until = time.monotonic() + building.SECONDS
    for row in _rows(blocks, view, store):
        if time.monotonic() > until:
            building.say_stopped()
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
                said=bool(
                    set(ignored_by(block, view, figure)) & {*visits.current().shown.filters, COMPARE.key}
                ),
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
