"""What is one click away from a card: the wording read, the table behind, the files, the acronyms."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.figures.blocks import CERTAINTY_WORDS, Evidence, Figure
from components.screen import downloads, glossary, tables
from components.screen.boundary import answering, guarded
from components.screen.markdown import plain

CERTAINTY_SHORT = {"computed": "calculé", "inferred": "déduit", "secondhand": "de seconde main"}
_ASKED = "_details_asked"


@answering
def ask(key: str) -> None:
    """Open the details of a card (a callback)."""
    st.session_state[_ASKED] = key


@answering
def open_whole(key: str) -> None:
    """Show a quotation whole (a callback)."""
    st.session_state[key] = True


def asked(key: str) -> bool:
    """Whether the details of this card were asked for, once."""
    if st.session_state.get(_ASKED) != key:
        return False
    del st.session_state[_ASKED]
    return True


def show(
    figure: Figure,
    key: str,
    perimeter: str,
    terms: tuple[str, ...],
    definitions: pd.DataFrame | None,
) -> None:
    """Open a dialog wide enough for the table; Esc closes it and gives the focus back."""

    @st.dialog(plain(figure.title), width="large")
    @guarded(figure.title)
    def opened() -> None:
        st.caption(plain(f"Périmètre : {perimeter}"))
        if figure.explanation:
            # It may quote documents: only its bold is Markdown.
            st.markdown("**".join(map(plain, figure.explanation.split("**"))))
        if figure.table is not None and not figure.table_first:
            tables.show(figure.table, f"{key}-behind", figure.title)
        with st.container(horizontal=True, gap="small"):
            if figure.table is not None:
                downloads.table_file(figure.table, key, perimeter)
            downloads.picture(figure, key, perimeter)
        if figure.caution:
            st.caption(f":material/info: {plain(figure.caution)}")
        for item in figure.evidence:
            _wording(item)
        if terms and definitions is not None:
            st.markdown("\n".join(glossary.lines(terms, definitions)))
            st.caption("Définitions hors document.")

    opened()


def _wording(item: Evidence) -> None:
    where = f" {plain(f'« {item.place} »')}" if item.place else ""
    year = f", {plain(item.year)}" if item.year else ""
    base = f" · {plain(item.base)}" if item.base else ""
    st.markdown(f"**{plain(item.source)}**{where}{year}{base} ({plain(CERTAINTY_WORDS[item.certainty])})")
    if item.wording:
        st.markdown(f"> {plain(item.wording)}")
    if item.note:
        st.caption(plain(item.note))
    if item.url:
        st.caption(plain(f"{item.url} (nécessite Internet)"))
