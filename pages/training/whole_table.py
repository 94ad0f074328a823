"""A table whose words are all read: lines wrap in place of being cut, and its height does not move."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.figures import table_words
from components.figures.blocks import Figure, Table
from components.screen.markdown import plain
from data.french.formats import number

HEIGHT = 520
ROWS, FEW = 40, 6


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the table of a figure, ``ROWS`` at a time. What is the same on every line is said once above."""
    if figure.table is None:
        return
    table, common = told(figure.table)
    if common:
        st.caption(plain(f"Sur chaque ligne : {' · '.join(common)}"))
    pages = -(-len(table.frame) // ROWS)
    page = 1
    if pages > 1:
        page = st.number_input(f"Page, de 1 à {number(pages)}", 1, pages, key=f"{key}-page", width=260)
    rows = table.frame.iloc[(page - 1) * ROWS : page * ROWS]
    written = table_words.written(replace(table, frame=rows)).map(plain)
    with st.container(height=HEIGHT if len(rows) > FEW else "content", border=False, key=f"{key}-rows"):
        st.table(written.rename(columns=plain), hide_index=True, border="horizontal", alt=figure.title)


def told(table: Table) -> tuple[Table, list[str]]:
    """The columns that tell lines apart, and what is the same on all; without those that no line fills.

    The first column stays, as do all of those of a single line.
    """
    kept, common = [], []
    for name in table.frame.columns:
        values = table.frame[name]
        if values.isna().all():
            continue
        if len(values) == 1 or name == table.frame.columns[0] or values.astype(str).nunique() > 1:
            kept.append(name)
        else:
            said = str(table_words.written(replace(table, frame=values.to_frame())).iloc[0, 0])
            common.append(f"{str(name).lower()} : {said}")
    return replace(table, frame=table.frame[kept]), common
