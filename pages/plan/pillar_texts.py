"""The texts of the pillars on the laptop: their first lines, the rest one click away."""

from __future__ import annotations

import streamlit as st

from components.figures.blocks import Figure, Passage
from components.screen import cards, details
from components.screen.markdown import plain

# About two lines of half the width of a laptop's page: the first three lines of each text with its heading.
_LETTERS = 95


def show(figure: Figure, key: str, projection: bool) -> None:
    """Context, needs and objectives one under the other, cut at three lines each until they are asked for."""
    opened = f"{key}-texts"
    if projection or st.session_state.get(opened):
        cards.show_passages(figure.passages, key, whole=True, across=3 if projection else 1)
        return
    st.markdown(
        "\n\n".join(
            f"**{plain(passage.heading)}** · {plain(beginning(passage))}" for passage in figure.passages
        )
    )
    st.button(
        "Lire la suite",
        key=f"{key}-read",
        type="tertiary",
        icon=":material/expand_more:",
        on_click=details.open_whole,
        args=(opened,),
    )


def beginning(passage: Passage) -> str:
    """The first words of a passage, cut between two words and said to be cut."""
    whole = " ".join(passage.sentences)
    if len(whole) <= _LETTERS:
        return whole
    return whole[:_LETTERS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
