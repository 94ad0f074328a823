"""A table whose words are all read: lines wrap in place of being cut, and its height does not move."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from components.figures import table_words
from components.figures.blocks import Figure, Table
from components.screen import tables
from components.screen.markdown import plain

_UNBOXED = 6


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw the table of a figure. What is the same on every line is said once above."""
    if figure.table is None:
        return
    table, common = told(figure.table)
    if common:
        st.caption(plain(f"Sur chaque ligne : {' · '.join(common)}"))
    tables.show(replace(table, wordy=True), f"{key}-table", figure.title, unboxed=_UNBOXED)


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
