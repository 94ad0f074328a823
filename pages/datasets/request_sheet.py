"""The sheet of what is asked for, by holder: on screen, on paper, and as a text to paste in a message."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.figures.blocks import Figure, Passage
from components.screen import cards
from components.screen.markdown import plain
from data.french.formats import count
from data.french.typography import french
from pages.datasets.words import FORM

# The holders with the most to send come first; the others are read on.
SHOWN = 5


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
    """Draw what is asked for, a line a holder, whole and with its form when wanted, and its text file."""
    if projection:
        cards.show_passages(figure.passages, across=3)
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"{key}-ways"):
        forms = st.toggle("Dire aussi sous quelle forme", key=f"{key}-forms", width="content")
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
    if forms:
        cards.show_passages(figure.passages, across=3)
        return
    opened = st.session_state.get(f"{key}-whole", False)
    shown = figure.passages if opened else figure.passages[:SHOWN]
    st.markdown("\n".join(f"- {_line(briefly(passage), opened)}" for passage in shown))
    left = sum(len(passage.sentences) for passage in figure.passages) - len(shown)
    if left and not opened:
        cards.read_on(left, key)


def _line(passage: Passage, whole: bool) -> str:
    """« **CTM** : calendrier 2024-2027, et 2 autres » ; the first of its requests, or each of them."""
    first, *others = passage.sentences
    if whole or not others:
        said = " ; ".join(passage.sentences)
    else:
        said = f"{first} ; et {count(len(others), 'autre', 'autres')}"
    return french(f"**{plain(passage.heading)}** : {plain(said)}")
