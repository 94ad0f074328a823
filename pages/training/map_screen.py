"""The map beside its list: a click on a commune or a place sets the shared filters.

deck.gl's own selection can't be set from Python: the sidebar filter is the truth, a click writes it, and
what stands out is drawn from it.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components.figures.blocks import Figure
from components.screen import cards, filters
from components.screen.boundary import answering
from components.screen.markdown import plain
from pages.training.map_layout import SCREEN
from pages.training.map_scene import CREDIT

_TURN = "_map_turn"


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the map, its credit and, beside it, the list that says the same."""
    left, right = st.columns([3, 2], gap="medium")
    with left:
        if projection or figure.deck is None:
            cards.show_chart(figure, key, projection)
        else:
            _clickable(figure, key)
        st.caption(plain(f"Fond{chr(0x202F)}: {CREDIT}"))
    with right:
        if projection:
            cards.show_passages(figure.passages, key, across=1)
            return
        with st.container(horizontal=True, gap="small"):
            if filters.value_of("commune") != filters.WHOLE["commune"]:
                st.button(
                    "Toutes les communes",
                    key=f"{key}-all",
                    icon=":material/zoom_out_map:",
                    on_click=_all_communes,
                )
            st.button(
                "Recentrer",
                key=f"{key}-centre",
                icon=":material/center_focus_strong:",
                type="tertiary",
                on_click=_new_turn,
            )
        st.caption("Cliquez sur une commune ou un cercle, ou choisissez dans les filtres.")
        with st.container(height=SCREEN.height - 90, border=False, key=f"{key}-list"):
            cards.show_passages(figure.passages, key, across=1)


def _clickable(figure: Figure, key: str) -> None:
    """The deck, whose click writes the filters.

    Each click is a new turn of the map: the browser then forgets its own selection, which would fade the
    others and could contradict the sidebar.
    """
    st.pydeck_chart(
        figure.deck.at_turn(st.session_state.get(_TURN, 0)),
        height=SCREEN.height,
        selection_mode="single-object",
        on_select=partial(_clicked, f"{key}-map"),
        key=f"{key}-map",
        alt=figure.alt or figure.title,
    )


@answering
def _new_turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


@answering
def _all_communes() -> None:
    filters.reset(("commune",))
    _new_turn()


@answering
def _clicked(key: str) -> None:
    """Set the filters to the commune that was clicked; a click elsewhere changes nothing."""
    state = st.session_state[key]
    _new_turn()
    for items in state.selection.objects.values():
        for item in items:
            filters.choose_commune(*commune_of(item))


def commune_of(item: dict[str, Any]) -> tuple[str, str]:
    """Name and territory of the commune that was clicked, by its outline or by one of its places."""
    said = item.get("properties", item)
    return str(said["commune"]), str(said["territory"])
