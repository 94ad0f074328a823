"""Figures and sentences built once for the same data, filters and choices: charts are the cost of a rerun."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from components.figures import comparing
from components.figures.blocks import Block, Figure, Gap, View
from components.figures.perimeters import narrowed
from components.figures.style import Size
from components.screen import cards
from components.screen.boundary import guarded
from data.store import Store

# A view draws what it can in this time, and says that it stopped: a session must not hold the server.
SECONDS = 20.0
_TOO_LONG = (
    "La suite de cette vue n’est pas affichée : les données sont trop nombreuses pour être dessinées en "
    "vingt secondes. Choisir un territoire ou un domaine, ou exporter la page."
)


@st.cache_resource(max_entries=600, show_spinner=False)
def _built(key: tuple[Any, ...], _block: Block, _view: View, _store: Store) -> Any:
    """A block built once for each (block, data, filters, choices): charts are the cost of a rerun."""
    frames = [_store.load(name) for name in _block.datasets]
    if _block.outlines:
        frames.append(_store.load_communes())
    size: Size = "projection" if _view.projection else "screen"
    return cards.ready(comparing.built(_block, _view, frames), size, dark=_view.dark)


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
    sentences: Callable[..., list[str]] | None, view: View, datasets: tuple[str, ...], store: Store
) -> list[str]:
    """Computed sentences, from cache when neither data nor view have changed; none without a function."""
    if sentences is None:
        return []
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


def say_stopped() -> None:
    """Say that the rest of the view is not drawn."""
    st.warning(_TOO_LONG, icon=":material/timer_off:")
