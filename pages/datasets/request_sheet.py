"""The sheet of what is asked for, by holder: on screen, on paper, and as a text to paste in a message."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.figures.blocks import Figure, Passage
from components.screen import cards
from pages.datasets.words import FORM


def written(passages: tuple[Passage, ...], title: str) -> str:
    """The requests as plain text: a heading a holder, a dash a request. Line ends are those of Windows."""
    lines = [title, ""]
    for passage in passages:
        lines += [passage.heading, *(f"- {sentence}" for sentence in passage.sentences), ""]
    return "\r\n".join(lines)


def briefly(passage: Passage) -> Passage:
    """What is asked for, without the form in which to send it."""
    return replace(passage, sentences=tuple(line.split(FORM)[0] for line in passage.sentences))


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw what is asked for, with its form when wanted, and a button that saves all of it as a text file."""
    whole = projection or st.toggle("Dire aussi sous quelle forme l’envoyer", key=f"{key}-forms")
    shown = figure.passages if whole else tuple(map(briefly, figure.passages))
    cards.show_passages(shown, across=3)
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
