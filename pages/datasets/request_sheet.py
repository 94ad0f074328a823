"""The sheet of what is asked for, by holder: on screen, on paper, and as a text to paste in a message."""

from __future__ import annotations

import streamlit as st

from components.figures.blocks import Figure, Passage
from components.screen import cards


def written(passages: tuple[Passage, ...], title: str) -> str:
    """The requests as plain text: a heading a holder, a dash a request. Line ends are those of Windows."""
    lines = [title, ""]
    for passage in passages:
        lines += [passage.heading, *(f"- {sentence}" for sentence in passage.sentences), ""]
    return "\r\n".join(lines)


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the requests with a button that saves them as a text file."""
    cards.show_passages(figure.passages, across=3)
    if not projection:
        st.download_button(
            "Enregistrer les demandes (texte)",
            # The mark at the start makes Windows read the accents.
            data=written(figure.passages, figure.title).encode("utf-8-sig"),
            file_name="demandes-de-donnees.txt",
            mime="text/plain",
            key=f"{key}-save",
            icon=":material/download:",
            on_click="ignore",
        )
