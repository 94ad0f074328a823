"""The map beside its list: a click on a commune or a place sets the shared filters, a second one clears them.

deck.gl's own selection can't be set from Python: the filter is the truth, a click writes it, and what stands
out is drawn from it. A browser without WebGL gets the picture that projection has, and a sentence.
"""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from components.figures.blocks import Figure
from components.figures.map_layout import SCREEN
from components.screen import cards, choices, filters
from components.screen.boundary import answering
from data.french.typography import french
from pages.training import map_layers

_TURN, _STILL, _BEFORE = "_map_turn", "_map_still", "_map_territory_before"
# What is above the list takes this much of the height of the map.
_ABOVE = 148
# Only the browser knows what it can draw: without WebGL it asks for the picture, by the button that anybody
# may press.
_WITHOUT_WEBGL = """<script>(() => {
let tries = 8;
const look = () => {
  if (document.createElement("canvas").getContext("webgl2")) return;
  const button = document.querySelector(".st-key-STILL button");
  // A busy browser may refuse once.
  if (--tries > 4 || (tries && !button)) setTimeout(look, 250); else if (button) button.click();
};
look();
})()</script>"""


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the map and, beside it, the list that says the same; of a comparison, its bars and its lists."""
    if figure.wide:
        cards.show_chart(figure, key, projection)
        if not projection:
            cards.show_passages(figure.passages, key, whole=False)
        return
    left, right = st.columns([3, 2], gap="medium")
    still = bool(st.session_state.get(_STILL)) and not projection
    with left:
        if projection or figure.deck is None:
            cards.show_chart(figure, key, projection)
        elif still:
            _picture(figure, key)
        else:
            _clickable(figure, key)
    with right:
        if projection:
            cards.show_passages(figure.passages, key, across=1)
            return
        if still:
            st.caption(french("Carte fixe : choisissez la commune dans les filtres."))
            st.button(
                "Carte interactive",
                key=f"{key}-lively",
                type="tertiary",
                icon=":material/touch_app:",
                help="Demande un navigateur qui sait dessiner avec WebGL.",
                on_click=_set_still,
                args=(False,),
            )
        else:
            cards.hint("Cliquez une commune ; un second clic l’enlève.", key)
            _buttons(key)
        choices.draw((map_layers.CHOICE,))
        with st.container(height=SCREEN.height - _ABOVE, border=False, key=f"{key}-list"):
            cards.show_passages(figure.passages, key, across=1)


def _buttons(key: str) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Recentrer",
            key=f"{key}-centre",
            icon=":material/center_focus_strong:",
            type="tertiary",
            on_click=_new_turn,
        )
        st.button(
            "Carte fixe",
            key=f"{key}-still",
            icon=":material/image:",
            type="tertiary",
            on_click=_set_still,
            args=(True,),
        )
        st.html(
            _WITHOUT_WEBGL.replace("STILL", f"{key}-still"), width="content", unsafe_allow_javascript=True
        )


def _clickable(figure: Figure, key: str) -> None:
    """The deck, whose click writes the filters.

    Each click is a new turn of the map: the browser then forgets its own selection, which would fade the
    others and could contradict the filters.
    """
    st.pydeck_chart(
        figure.deck.at_turn(st.session_state.get(_TURN, 0)),
        height=SCREEN.height,
        selection_mode="single-object",
        on_select=partial(_clicked, f"{key}-map"),
        key=f"{key}-map",
        alt=figure.alt or figure.title,
    )


def _picture(figure: Figure, key: str) -> None:
    st.vega_lite_chart(
        figure.chart.still(SCREEN.height),
        key=f"{key}-picture",
        alt=figure.alt or figure.title,
        width="stretch",
    )


@answering
def _set_still(still: bool) -> None:
    st.session_state[_STILL] = still


@answering
def _new_turn() -> None:
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1


@answering
def _clicked(key: str) -> None:
    """Choose the commune that was clicked, or leave it when it was chosen; elsewhere, nothing changes."""
    state = st.session_state[key]
    _new_turn()
    for items in state.selection.objects.values():
        for item in items:
            choose(*commune_of(item))


def choose(commune: str, territory: str) -> None:
    """Set the filters to a commune; once more, set them back to the territory that was chosen before."""
    if filters.value_of("commune") == commune:
        before = st.session_state.pop(_BEFORE, filters.WHOLE["territoire"])
        filters.put({"commune": filters.WHOLE["commune"], "territoire": before})
        return
    if filters.value_of("commune") == filters.WHOLE["commune"]:
        st.session_state[_BEFORE] = filters.value_of("territoire")
    filters.choose_commune(commune, territory)


def commune_of(item: dict[str, Any]) -> tuple[str, str]:
    """Name and territory of the commune that was clicked, by its outline or by one of its places."""
    said = item.get("properties", item)
    return str(said["commune"]), str(said["territory"])
