"""The frame of a page: title, perimeter band, opening sentences, then its blocks, each guarded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from components.figures.blocks import Block, Contents, Figure, Gap, View, narrowed
from components.figures.style import Size
from components.screen import cards, choices, downloads, filters, projection
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.site import PAGES
from data.store import Store
from pages.meeting.room import Room

_VIEW, _ROOM, _ACTIONS = "_view", "_room", "_actions"


def set_view(view: View) -> None:
    """Keep the view that the sidebar makes for the page about to run."""
    st.session_state[_VIEW] = view


def current_view() -> View:
    """The view of the page being drawn."""
    view: View = st.session_state[_VIEW]
    return view


@st.cache_resource(max_entries=600, show_spinner=False)
def _built(key: tuple[Any, ...], _block: Block, _view: View, _store: Store) -> Any:
    """A block built once for each (block, data, filters, choices): charts are the cost of a rerun."""
    frames = [_store.load(name) for name in _block.datasets]
    if _block.outlines:
        frames.append(_store.load_communes())
    size: Size = "projection" if _view.projection else "screen"
    return cards.ready(_block.build(_view, *frames), size, dark=_view.dark)


def build(block: Block, view: View, store: Store) -> Figure | Gap | None:
    """Build one block under the view, from cache when data and view have not changed."""
    seen = narrowed(block, view)
    datasets = (*block.datasets, *(("communes",) if block.outlines else ()))
    key = (
        view.page,
        block.block_id,
        tuple(store.fingerprint(name) for name in ("sources?", *datasets)),
        (seen.territory, seen.commune_code, seen.domain_id, seen.projection, seen.dark),
        tuple(sorted((name, str(value)) for name, value in seen.choices.items())),
    )
    result: Figure | Gap | None = _built(key, block, seen, store)
    return result


def show(
    contents: Contents,
    store: Store,
    *,
    lead: Callable[[], None] | None = None,
    documents: Contents | None = None,
) -> None:
    """Draw a whole page, or its current screen when projecting.

    ``lead`` draws a line under the opening; ``documents`` is what documents hold, when it is more than what
    is drawn here.
    """
    view = with_sources(current_view(), store)
    if view.projection:
        show_screens(screens(contents, view, store))
        return
    page = PAGES[contents.page]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.title(page.title, anchor=False)
        downloads.page_documents(documents or contents, view, store)
    # Drawn below the opening, read before it: what the sentences say depends on them.
    top = st.container()
    view = replace(view, choices=choices.draw_row(contents.choices))
    with top:
        band(contents, view, store)
        opening(contents, view, store)
        if lead is not None:
            lead()
    section = None
    for block in contents.blocks:
        if block.section and block.section != section:
            section = block.section
            st.header(section, anchor=False, divider="gray")
        show_block(block, view, store)


def screens(contents: Contents, view: View, store: Store) -> list[projection.Screen]:
    """The page as full screens: its opening, then the blocks that have data under these filters."""
    view = replace(view, choices=choices.in_force(contents.choices))
    found = [projection.Screen(PAGES[contents.page].title, lambda: _opening_screen(contents, view, store))]
    for block in contents.blocks:
        if block.folded or not block.projected:
            continue
        with guarded(block.heading):
            chosen = {**view.choices, **choices.in_force(block.choices)}
            figure = build(block, replace(view, choices=chosen), store)
            if isinstance(figure, Figure):
                found.append(_screen(block, figure))
    return found


def _screen(block: Block, figure: Figure) -> projection.Screen:
    def draw() -> None:
        cards.show_figure(figure, f"{block.block_id}-large", projection=True, visual=block.draw)

    return projection.Screen(figure.title, draw, figure=True)


def _opening_screen(contents: Contents, view: View, store: Store) -> None:
    """What the page answers, and the one or two sentences that the data says."""
    page = PAGES[contents.page]
    st.caption(f"{page.title} · {page.question}")
    if contents.headline is None:
        st.markdown(f"# {plain(page.question)}")
        return
    for sentence in said(contents.headline, view, contents.headline_datasets, store):
        st.space("medium")
        st.markdown(f"# {plain(sentence)}")


def show_screens(found: list[projection.Screen]) -> None:
    """Project these screens, with the meeting under way in the bar."""
    projection.show(found, current_view(), st.session_state[_ROOM], st.session_state[_ACTIONS])


def set_meeting(room: Room, actions: pd.DataFrame) -> None:
    """Keep, for the page about to run, the meeting as read now and the actions a note can name."""
    st.session_state[_ROOM] = room
    st.session_state[_ACTIONS] = actions


def current_room() -> Room:
    """The meeting as read at the start of this run."""
    room: Room = st.session_state[_ROOM]
    return room


def with_sources(view: View, store: Store) -> View:
    """The view with the documents cited by source lines; without them, figures cite their identifiers."""
    with guarded("Documents cités"):
        return replace(view, sources=_documents(store.fingerprint("sources"), store))
    return view


@st.cache_resource(max_entries=4, show_spinner=False)
def _documents(fingerprint: str, _store: Store) -> Mapping[str, Mapping[str, Any]]:
    return {
        str(row["source_id"]): {str(name): value for name, value in row.items()}
        for row in _store.load("sources").to_dict(orient="records")
    }


def said(
    sentences: Callable[..., list[str]], view: View, datasets: tuple[str, ...], store: Store
) -> list[str]:
    """Computed sentences, from cache when neither data nor view have changed."""
    key = (
        sentences.__module__,
        sentences.__qualname__,
        tuple(store.fingerprint(name) for name in ("sources?", *datasets)),
        tuple(sorted(view.filters.items())),
        tuple(sorted((name, str(value)) for name, value in view.choices.items())),
    )
    found: list[str] = _said(key, sentences, view, datasets, store)
    return found


@st.cache_resource(max_entries=300, show_spinner=False)
def _said(
    key: tuple[Any, ...],
    _sentences: Callable[..., list[str]],
    _view: View,
    _datasets: tuple[str, ...],
    _store: Store,
) -> list[str]:
    return _sentences(_view, *[_store.load(name) for name in _datasets])


def band(contents: Contents, view: View, store: Store) -> None:
    """« Périmètre » : the filters in force, the date of the data, n; and what the address asked in vain."""
    parts = [view.place if PAGES[contents.page].follows("territoire") else "Martinique"]
    if PAGES[contents.page].follows("domaine"):
        parts.append(view.domain or "tous les domaines")
    with guarded("Périmètre"):
        if contents.scope:
            parts += said(contents.scope, view, contents.scope_datasets, store)
    st.caption(f":material/filter_alt: **Périmètre**{chr(0xA0)}: {plain(' · '.join(parts))}")
    for words in filters.address_not_understood():
        st.warning(
            f"L’adresse demandait « {plain(words)} », que cette page ne connaît pas{chr(0x202F)}: "
            "elle est ouverte sans ce filtre.",
            icon=":material/link_off:",
        )


def opening(contents: Contents, view: View, store: Store) -> None:
    """The one or two sentences that the data says."""
    if contents.headline is None:
        return
    with guarded("Ce que disent les données"):
        for sentence in said(contents.headline, view, contents.headline_datasets, store):
            st.markdown(f"#### {plain(sentence)}")


def show_block(block: Block, view: View, store: Store) -> None:
    """Draw one block with its choices, guarded: what fails here stays here."""
    with guarded(block.heading):
        if block.folded:
            opened = st.expander(block.heading, key=f"{block.block_id}-folded", on_change="rerun")
            if not opened.open:
                return
            with opened, guarded(block.heading):
                _draw(block, view, store)
        else:
            _draw(block, view, store)


def _draw(block: Block, view: View, store: Store) -> None:
    if block.silent and _left_without(block, view, store):
        return
    chosen = {**view.choices, **choices.draw(block.choices)}
    figure = build(block, replace(view, choices=chosen), store)
    if isinstance(figure, Gap):
        cards.show_gap(figure, block.block_id, terms=block.terms, definitions=_definitions(block, store))
    elif figure is None:
        st.info(
            f"{block.heading}{chr(0x202F)}: aucune donnée pour {plain(view.place)}"
            f"{', ' + plain(view.domain) if view.domain else ''}"
            f"{' avec les choix faits ci-dessus' if any(chosen.values()) else ''}.",
            icon=":material/filter_alt_off:",
        )
    else:
        cards.show_figure(
            figure,
            block.block_id,
            terms=block.terms,
            definitions=_definitions(block, store),
            visual=block.draw,
            view=replace(view, choices=chosen),
        )


def _left_without(block: Block, view: View, store: Store) -> bool:
    """True when the shared filters leave nothing: then the choices of the block have nothing to change."""
    chosen = {**view.choices, **choices.in_force(block.choices)}
    return build(block, replace(view, choices=chosen), store) is None


def _definitions(block: Block, store: Store) -> pd.DataFrame | None:
    """The glossary for a block that names acronyms; without it, the block is shown all the same."""
    if block.terms:
        with guarded("Sigles"):
            return store.load("glossary")
    return None
