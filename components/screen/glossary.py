"""The glossary in context: the acronyms of a block, one click away, "hors document" said."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from components.screen import drawer
from components.screen.markdown import plain
from data.french.formats import is_unknown
from data.french.typography import french


def lines(terms: tuple[str, ...], entries: pd.DataFrame) -> list[str]:
    """One Markdown line a term. ``entries`` has columns term, definition, note; unknown terms are said."""
    known = entries.set_index("term")
    written = []
    for term in terms:
        definition = known["definition"].get(term)
        meaning = "non développé par la source" if is_unknown(definition) else f"{definition}"
        written.append(french(f"- **{plain(term)}** : {plain(meaning)}"))
    return written


def show(terms: tuple[str, ...], entries: pd.DataFrame, key: str) -> None:
    """A quiet action that opens the definitions of ``terms``."""

    def inside() -> None:
        st.markdown("\n".join(lines(terms, entries)))
        st.caption("Définitions hors document.")

    drawer.button("Sigles", inside, key=f"{key}-terms", icon=":material/menu_book:")
