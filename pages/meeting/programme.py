"""What each item of the agenda shows: its page, the view of it, and the screens of that view."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qs

import pandas as pd
import streamlit as st

from components.figures.blocks import FILTERS, Block, Figure, View
from components.figures.pages import Contents, PageView
from components.screen import address, building, filters
from components.screen.boundary import guarded
from data.french.formats import is_unknown, text_of
from data.store import Store
from pages.meeting import attachments
from pages.meeting.room import page_of
from pages.registry import PAGES


@dataclass(frozen=True)
class Opened:
    """The view on which an item opens: ``asked`` are the parameters of its address."""

    page: str
    slug: str
    asked: Mapping[str, list[str]]

    @cached_property
    def contents(self) -> Contents:
        return PAGES[self.page].contents()


def opened_by(item: pd.Series) -> Opened:
    """The view of an item: the one its address names, else the first of its page."""
    page = page_of(item)
    asked = {} if is_unknown(item["query"]) else parse_qs(str(item["query"]))
    slugs = [view.slug for view in PAGES[page].views]
    named = address.named((asked.get(address.VIEW) or [""])[0], slugs)
    return Opened(page, named or slugs[0], asked)


def query_of(item: pd.Series) -> str:
    """The address parameters of an item; empty when it opens the first view of its page, whole."""
    return text_of(item["query"])


def titles(item: pd.Series, store: Store, folder: str) -> list[str]:
    """Every screen of an item in words, in the order projected: its opening, what was brought, its blocks."""
    found = ["Ouverture du point"]
    for file_id in item["attachments"] if folder else ():
        with guarded(attachments.title(file_id)):
            pages = range(1, attachments.page_count(folder, file_id) + 1)
            found += [f"{attachments.title(file_id)}, page {number}" for number in pages]
    return [*found, *(heading for _, heading in headings(item, store))]


def headings(item: pd.Series, store: Store) -> list[tuple[str, str]]:
    """The blocks that the item projects, in order: (block_id, heading). What the data leave empty is out.

    A page without a presentation (« Séance ») has none of its own.
    """
    opened = opened_by(item)
    if not PAGES[opened.page].presented:
        return []
    found = []
    shown = shown_by(item)
    view = _view(opened, shown, store)
    for block in shown.blocks:
        if block.folded or not block.projected:
            continue
        with guarded(block.heading):
            # The same figure as the projected page builds, from the same cache.
            if isinstance(building.build(block, view, store), Figure):
                found.append((block.block_id, block.heading))
    return found


def shown_by(item: pd.Series) -> PageView:
    """The view that an item opens, with the blocks ticked for it in place of its own: from any view of the
    page, in their order, and shown even where the page keeps them out of projections.
    """
    opened = opened_by(item)
    shown = opened.contents.view(opened.slug)
    if is_unknown(item["blocks"]) or not item["blocks"]:
        return shown
    homes = {block.block_id: (block, view) for view in opened.contents.views for block in view.blocks}
    asked = [homes[block_id] for block_id in str(item["blocks"]).split(",") if block_id in homes]
    choices = dict.fromkeys(choice for _, view in asked for choice in view.choices)
    blocks = tuple(replace(block, folded=False, projected=True) for block, _ in asked)
    return replace(shown, blocks=blocks, choices=tuple(choices), project=None) if blocks else shown


def offered(page: str) -> list[tuple[str, Block]]:
    """Every block that an item of this page can show: (label of its view, block), in reading order."""
    if page not in PAGES or not PAGES[page].presented:
        return []
    spec = PAGES[page]
    views = zip(spec.views, spec.contents().views, strict=True)
    return [(named.label, block) for named, view in views for block in view.blocks]


def _view(opened: Opened, shown: PageView, store: Store) -> View:
    words = {name: opened.asked[name][0] for name in FILTERS if name in opened.asked}
    view = filters.view_of(
        opened.page, store.load("communes?"), store.load("domains?"), words, slug=opened.slug
    )
    choices = {
        choice.key: value if value is not None else choice.initial
        for choice in shown.every_choice
        for value in (address.value_of(choice, opened.asked.get(choice.key, ())),)
    }
    view = replace(view, choices=choices, projection=True, dark=st.context.theme.type == "dark")
    return building.with_sources(view, store)
