"""Synthèse on screen: the search and the filters on one row, then the tiles or what is found."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.figures.blocks import Block, Figure, View
from components.screen import address, building, cards, choices, filters, frame, navigation, visits
from components.screen.boundary import guarded
from components.screen.markdown import plain
from data.store import Store
from pages.overview import results, tiles
from pages.overview.views import SEARCH
from pages.registry import PAGES

# Fixed, so that nothing moves when a filter changes.
CHART_HEIGHT = 64
# Streamlit adds 20 pixels below a chart that does not say its own.
_PADDING = {"left": 0, "right": 0, "top": 2, "bottom": 2}


def show(here: visits.Visit) -> None:
    """Draw the page that is not projected."""
    store = here.journal.store
    view = building.with_sources(here.view, store)
    frame.head(here, view, store)
    if unknown := address.kept().unknown_page:
        st.info(plain(f"La page « {unknown} » n’existe pas : voici la synthèse."), icon=":material/link_off:")
    asked = choices.value_of(SEARCH)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        asked = _field()
        # What is found does not depend on them.
        filters.draw(() if asked else here.shown.filters, store.load("communes?"), store.load("domains?"))
    if asked:
        with guarded("Recherche"):
            results.show(asked, store)
        return
    with st.container(key="tiles"):
        for block in here.shown.blocks:
            with (
                st.container(border=True, gap="xxsmall", height="stretch", key=f"tile-{block.block_id}"),
                guarded(block.heading),
            ):
                _tile(block, view, store, here.journal.problem)


def _field() -> str:
    st.session_state.setdefault(SEARCH.key, choices.value_of(SEARCH))
    return str(
        st.text_input(
            plain(SEARCH.label),
            key=SEARCH.key,
            type="search",
            icon=":material/search:",
            placeholder="Rechercher partout",
            label_visibility="collapsed",
            live=True,
            max_chars=address.SEARCH_LETTERS,
            on_change=choices.touched,
            args=(SEARCH.key,),
        )
        or ""
    ).strip()


def _tile(block: Block, view: View, store: Store, problem: str) -> None:
    """Its name, which leads to the view behind; the figure with its year and perimeter; the chart."""
    behind = tiles.BEHIND[block.block_id]
    st.button(
        plain(block.heading),
        key=f"{block.block_id}-open",
        type="tertiary",
        icon=":material/arrow_forward:",
        icon_position="right",
        on_click=navigation.go,
        args=(behind.page, parameters(behind)),
    )
    figure = building.build(block, view, store)
    if not isinstance(figure, Figure):
        return
    said = figure.numbers[0]
    everywhere = ", tous domaines" if view.domain and "domaine" not in block.follows else ""
    st.markdown(
        f"## {plain(said.value)}\n:small[{plain(said.label)}]  \n:small[{plain(said.detail + everywhere)}]"
    )
    if block.block_id == "synthese-suivre":
        _waiting(block, view, store, problem)
    elif isinstance(figure.chart, cards.Drawing):
        low = replace(figure.chart, spec={**figure.chart.spec, "height": CHART_HEIGHT, "padding": _PADDING})
        cards.show_chart(replace(figure, chart=low), block.block_id, False)


def _waiting(block: Block, view: View, store: Store, problem: str) -> None:
    """One line a kind of what waits, which leads to where it is dealt with."""
    if problem:
        st.caption(plain(problem))
        return
    found = tiles.points(*(store.load(name) for name in block.datasets))
    for kind, said in tiles.words.waiting(found):
        place = tiles.WAITING[kind]
        st.button(
            plain(said),
            key=f"{block.block_id}-{kind}",
            type="tertiary",
            icon=":material/arrow_forward:",
            icon_position="right",
            wrap=True,
            on_click=navigation.go,
            args=(place.page, parameters(place)),
        )


def parameters(place: tiles.Place) -> dict[str, str]:
    """The address of a view with those of the filters in force that it follows."""
    page = PAGES[place.page]
    return dict(address.address_of(page, place.view, filters.carried(page.contents().view(place.view)), {}))
