"""A view as full screens, and what a room changes of it without leaving them."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from components.figures.blocks import COMPARE, Block, Figure, Gap, View
from components.figures.pages import Contents, PageView
from components.figures.perimeters import narrow, narrowed, perimeter_of
from components.screen import building, cards, choices, filters, projection, visits
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.visits import Visit
from data.store import Store

_NOTHING_LEFT = "Rien à projeter dans cette vue avec les filtres en vigueur."


def project(here: Visit, view: View, store: Store, *, before: Sequence[projection.Screen] = ()) -> None:
    """Project the open view, after the screens of the page's own that come ``before`` it."""
    shown = here.meeting.shown(here.contents.page.name, here.shown.slug) or here.shown
    found = [*before, *_screens(here.contents, shown, view, store)]
    drawn_with = _chosen(shown)
    choose = (lambda: _choose(shown, store, drawn_with)) if shown.filters or shown.every_choice else None
    seen = visits.acting(here)
    otherwise = () if found else _instead(shown, view, store) if seen.filters else [shown.unprojected]
    projection.show(found, here.contents.page, here.shown.slug, seen, here.meeting, choose, otherwise)


def _instead(shown: PageView, view: View, store: Store) -> list[str]:
    """What a room reads where the filters leave no screen: that there is none, and why if a block says it."""
    view = _with_choices(shown, view)
    for block in _projected(shown):
        # What a block lacks whatever the filters is not why they leave nothing.
        if narrowed(block, view).filters:
            with guarded(block.heading):
                gap = building.build(block, view, store)
                if isinstance(gap, Gap):
                    return [_NOTHING_LEFT, gap.title, gap.reason]
    return [_NOTHING_LEFT]


def _projected(shown: PageView) -> list[Block]:
    return [block for block in shown.blocks if block.projected and not block.folded]


def _with_choices(shown: PageView, view: View) -> View:
    return replace(view, choices={**view.choices, **choices.in_force(shown.every_choice)})


def _chosen(shown: PageView) -> tuple[Any, ...]:
    return filters.chosen(), {key: str(value) for key, value in choices.in_force(shown.every_choice).items()}


def _choose(shown: PageView, store: Store, drawn_with: tuple[Any, ...]) -> None:
    """The filters and choices of the view in a dialog over the projected screen, which follows them."""
    filters.draw(shown.filters, store.load("communes?"), store.load("domains?"))
    # Only what changes a screen. With the filters comes the switch that compares territories; what is typed
    # in a form stays in it.
    acting = {
        *shown.choices,
        *(choice for block in _projected(shown) for choice in block.choices),
        *(shown.parameters if shown.project else ()),
    }
    choices.draw(
        [
            choice
            for choice in shown.every_choice
            if choice in acting and choice != COMPARE and not (choice.accepts and choice.many)
        ]
    )
    if _chosen(shown) != drawn_with:
        # A dialog is drawn alone: the screen behind it is drawn anew, and the dialog closed.
        st.rerun()


def _screens(contents: Contents, shown: PageView, view: View, store: Store) -> list[projection.Screen]:
    """A view as full screens: the opening of the page before its first view, then the blocks with data."""
    view = _with_choices(shown, view)
    found: list[projection.Screen] = []
    if contents.page.presented and shown.slug == contents.page.views[0].slug:
        found.append(projection.Screen(contents.page.title, lambda: _opening_screen(contents, view, store)))
    until = time.monotonic() + building.SECONDS
    for block in _projected(shown):
        if time.monotonic() > until:
            return [*found, projection.Screen(contents.page.title, building.say_stopped)]
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
