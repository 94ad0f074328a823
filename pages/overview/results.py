"""What the search finds, in groups: each result leads to its page, its view, and its block on screen."""

from __future__ import annotations

from typing import Any

import streamlit as st

from components.screen import address, choices, navigation
from components.screen.boundary import answering
from components.screen.markdown import plain
from data.french.formats import count, number
from data.search import DATASETS, Entry, Found, Group, Index, build
from data.store import UNAVAILABLE, Store
from pages.overview.targets import Target, target
from pages.overview.views import SEARCH
from pages.registry import PAGES

_PER_GROUP = 4
_COLUMNS = 2
# A sentence of a document is read whole on its page.
_LONGEST = 140


def show(asked: str, store: Store) -> None:
    """Draw what is found for a query, or say that nothing is."""
    found = index(store).find(asked, _PER_GROUP)
    st.caption(plain(said(asked, found)))
    if found.suggestions:
        with st.container(horizontal=True, gap="small"):
            for word in found.suggestions:
                st.button(plain(word), key=f"q-suggestion-{word}", on_click=_ask, args=(word,))
    with st.container(key="results"):
        columns = st.columns(_COLUMNS, gap="medium")
    lengths = [0] * _COLUMNS
    for group in found.groups:
        shortest = lengths.index(min(lengths))
        lengths[shortest] += len(group.hits) + 1
        with columns[shortest]:
            _group(group)


def said(asked: str, found: Found) -> str:
    """How much is found; or that a letter is not enough, that nothing is, or not with all the words."""
    if found.sentence:
        return found.sentence
    if not found.query:
        return "Tapez au moins deux lettres."
    return f"{count(found.total, 'résultat')} pour « {asked} »"


def index(store: Store) -> Index:
    """The index over every dataset that is available, built again only when one of them changes."""
    return _index(tuple(store.fingerprint(f"{name}?") for name in DATASETS), store)


@st.cache_resource(max_entries=2, show_spinner=False)
def _index(key: tuple[str, ...], _store: Store) -> Index:
    frames = {name: _store.load(f"{name}?") for name in DATASETS}
    return build({name: frame for name, frame in frames.items() if UNAVAILABLE not in frame.attrs})


def _group(group: Group) -> None:
    more = f", dont {number(len(group.hits))} ici" if group.total > len(group.hits) else ""
    st.markdown(f"## {plain(group.kind)} ({number(group.total)}{more})")
    for rank, entry in enumerate(group.hits):
        place = target(entry)
        title, rest = _named(entry, place)
        st.button(
            f"**{plain(title)}** :small[{plain(rest)}]",
            key=f"q-{group.kind}-{rank}",
            type="tertiary",
            wrap=True,
            on_click=navigation.go,
            args=(place.page, parameters(place), place.block_id),
        )


def _named(entry: Entry, place: Target) -> tuple[str, str]:
    """The title of an entry, cut between two words, and what it is and where it is shown."""
    title = entry.title if len(entry.title) <= _LONGEST else entry.title[:_LONGEST].rsplit(" ", 1)[0] + "…"
    page = PAGES[place.page]
    slug = view_of(place)
    where = next(view.label for view in page.views if view.slug == slug)
    return title, " · ".join(filter(None, (entry.text, f"{page.title}, {where}")))


def view_of(place: Target) -> str:
    """The view of a target: the one that holds its block, wherever the page has moved it."""
    views = PAGES[place.page].contents().views
    holding = (view.slug for view in views if place.block_id in {block.block_id for block in view.blocks})
    return next(holding, place.view)


def parameters(place: Target) -> dict[str, Any]:
    """The address of a target."""
    return address.address_of(PAGES[place.page], view_of(place), place.parameters, {})


@answering
def _ask(word: str) -> None:
    """Search for a suggested word (a callback)."""
    choices.put({SEARCH.key: word})
