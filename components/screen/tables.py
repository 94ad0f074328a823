"""Tables as a French reader expects them: figures to the right, written by Babel, the unknown said."""

from __future__ import annotations

import html
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st
from pandas.io.formats.style import Styler

from components.figures.blocks import Table
from components.figures.table_words import WRITERS, as_text, written
from components.screen import fitting
from components.screen.markdown import plain
from data.french import formats

# Rows sent to the browser at once, in a grid or as words on several lines; exports write the whole table.
ROWS_WHOLE = 30
ROWS_SHOWN = 200
ROWS_WORDY, _BOX = 40, 400
# A grid keeps each cell on one line, and cuts those beyond its card: letters that a card of a window of
# 1024 px holds, and those that the margins of a column take.
_GRID, _MARGINS = 88, 3
# Paper does not scroll: a word may go on below after this many letters, and no shorter one is cut.
_LONG_WORD, _BREAK = re.compile(r"(\S{15})(?=\S{3})"), "\\1\u200b"
# An address or the name of a file, which has no space where it may go on below.
_LONG_NAME, _JOINT = re.compile(r"\S{18,}"), re.compile(r"([/._=?&-])(?=\w)")
_ON_PAPER = '<table class="on-paper">ROWS</table>'


def _first_row(frame: pd.DataFrame, key: str, at_once: int = ROWS_SHOWN) -> int:
    """Where the page that is chosen starts: a long table would weigh on the browser at each rerun."""
    pages = math.ceil(len(frame) / at_once)
    if pages < 2:
        return 0
    page = st.number_input(
        plain(f"Page, de 1 à {formats.number(pages)} ({formats.count(len(frame), 'ligne')})"),
        1,
        pages,
        key=f"{key}-page",
        width=260,
    )
    return (page - 1) * at_once


def _is_figure(table: Table, column: Any) -> bool:
    return table.formats.get(str(column), "text") in WRITERS


def sortable(table: Table) -> pd.DataFrame:
    """The table with figures kept as numbers and the rest as text: « 97 » sorts before « 222 »."""
    columns: dict[Any, pd.Series] = {}
    for position, column in enumerate(table.frame.columns):
        values = table.frame.iloc[:, position]
        columns[column] = (
            pd.to_numeric(values).astype("Float64").astype("float64")
            if _is_figure(table, column)
            else pd.Series([as_text(value, table.missing) for value in values], index=values.index)
        )
    return pd.DataFrame(columns, index=table.frame.index).reset_index(drop=True)


def show(table: Table, key: str, label: str, *, projection: bool = False, unboxed: int = ROWS_WHOLE) -> None:
    """Draw the table, its figures aligned to the right. ``label`` describes it to those who can't see it.

    Projected, its words are whole and its last rows are left out when the screen is too low for them. On a
    page, a grid that sorts by column shows it when it cuts no word; else words take the lines they need, in a
    box that scrolls beyond ``unboxed`` rows.
    """
    if projection:
        with fitting.fitted(key, len(table.frame)):
            _show_whole(replace(table, frame=table.frame.head(ROWS_WHOLE)), label)
        return
    if table.wordy or (table.wordy is None and _letters(table) > _GRID):
        start = _first_row(table.frame, key, ROWS_WORDY)
        rows = table.frame.iloc[start : start + ROWS_WORDY]
        height: Any = _BOX if len(rows) > unboxed else "content"
        with st.container(height=height, border=False, key=f"{key}-rows"):
            _show_whole(replace(table, frame=rows), label)
            if len(rows) < len(table.frame):
                _whole_on_paper(table)
        return
    start = _first_row(table.frame, key)
    shown = sortable(replace(table, frame=table.frame.iloc[start : start + ROWS_SHOWN]))
    config: dict[str, Any] = {}
    # The browser sorts the numbers and shows what Babel wrote: its own formats follow its language.
    writers: dict[Any, Any] = {}
    for column in shown.columns:
        if not _is_figure(table, column):
            config[column] = st.column_config.TextColumn(column)
        elif table.formats[str(column)] == "number" and _small_integers(shown[column]):
            config[column] = st.column_config.NumberColumn(column, format="%d")
        else:
            config[column] = st.column_config.NumberColumn(column)
            writers[column] = partial(WRITERS[table.formats[str(column)]], none=table.missing)
    # A short table is shown whole: nobody scrolls inside a box from the third row.
    height = "content" if len(shown) <= ROWS_WHOLE else "auto"
    st.dataframe(
        Styler(shown).format(writers) if writers else shown,
        key=key,
        hide_index=True,
        column_config=config,
        alt=label,
        height=height,
        placeholder=table.missing,
    )
    _whole_on_paper(table)


def _whole_on_paper(table: Table) -> None:
    """Paper scrolls no box and has no pages to choose: its rows are written from the first one on."""
    first = replace(table, frame=table.frame.head(ROWS_SHOWN))
    figures = [column for column in first.frame.columns if _is_figure(first, column)]
    on_paper(written(first), figures, left=len(table.frame) - len(first.frame))


def _letters(table: Table) -> int:
    """The letters of a line of a grid in which no cell of the first rows is cut."""
    cells = written(replace(table, frame=table.frame.head(ROWS_SHOWN)))
    return sum(_MARGINS + max(map(len, [str(name), *cells[name]])) for name in cells)


def on_paper(rows: pd.DataFrame, figures: Sequence[Any] = (), left: int = 0) -> None:
    """Write a table a second time, for print alone: a picture of it is cut there to its window.

    Call right after what draws it. ``rows`` are texts, those of the columns ``figures`` to the right;
    ``left`` rows more are counted.
    """
    sides = [' class="figure"' if column in figures else "" for column in rows.columns]

    def line(kind: str, cells: Iterable[object]) -> str:
        written_cells = (
            f"<{kind}{side}>{html.escape(_LONG_WORD.sub(_BREAK, str(cell)))}</{kind}>"
            for side, cell in zip(sides, cells, strict=True)
        )
        return f"<tr>{''.join(written_cells)}</tr>"

    body = "".join(line("td", row) for row in rows.itertuples(index=False, name=None))
    said = f"et {formats.count(left, 'ligne')} de plus, dans les documents à exporter" if left else ""
    foot = f"<tfoot><tr><td colspan={len(sides)}>{said}</td></tr></tfoot>" if left else ""
    drawn = f"<thead>{line('th', rows.columns)}</thead><tbody>{body}</tbody>{foot}"
    st.html(_ON_PAPER.replace("ROWS", drawn))


def _in_parts(name: re.Match[str]) -> str:
    return _JOINT.sub(_BREAK, name[0])


def _show_whole(table: Table, label: str) -> None:
    """Draw every row with its words on as many lines as they need: nothing is cut."""
    shown = sortable(table)
    writers: dict[Any, Any] = {}
    for column in table.frame.columns:
        if _is_figure(table, column):
            # Kept as numbers, they are aligned to the right.
            writers[plain(column)] = partial(WRITERS[table.formats[str(column)]], none=table.missing)
        else:
            shown[column] = [plain(_LONG_NAME.sub(_in_parts, cell)) for cell in shown[column]]
    shown.columns = [plain(column) for column in shown.columns]
    st.table(Styler(shown).format(writers), border="horizontal", hide_index=True, alt=label)


def _small_integers(values: pd.Series) -> bool:
    """True when any language writes these the same: the browser may, and a style takes time to compute."""
    known = values.dropna()
    return bool(((known % 1 == 0) & known.between(0, 999)).all())
