"""The figure card: a title that says the point, the visual, its source line, and two quiet actions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from components.figures.blocks import CERTAINTY_WORDS, Evidence, Figure, Gap, Passage, View, source_lines
from components.figures.style import Size, finish
from components.screen import downloads, glossary, links, tables
from components.screen.markdown import plain
from data.french.typography import french


def ready(figure: Figure | Gap | None, size: Size, *, dark: bool = False) -> Figure | Gap | None:
    """The figure with its Altair chart turned into the dictionary that is sent to the browser.

    The picture of a map stays as it is: the map is what the browser gets.
    """
    if isinstance(figure, Figure) and figure.deck is None and hasattr(figure.chart, "to_dict"):
        return replace(figure, chart=drawing(finish(figure.chart, size, dark=dark)))
    return figure


def _typeset(text: object) -> str:
    """Text as typed or quoted, with French spacing: no line starts with a colon or ends with a guillemet."""
    return plain(french(str(text)))


@dataclass(frozen=True)
class Drawing:
    """A Vega-Lite dictionary, and its data as Arrow: Streamlit would convert them again at every run."""

    spec: dict[str, Any]
    data: pa.Table | None


def drawing(spec: dict[str, Any]) -> Drawing:
    """Take out of a specification the one dataset that all its layers share (none: it stays inline)."""
    sets = spec.get("datasets", {})
    if len(sets) != 1 or spec.get("data", {}).get("name") not in sets:
        return Drawing(spec, None)
    rest = {name: value for name, value in spec.items() if name not in ("datasets", "data")}
    return Drawing(rest, pa.Table.from_pylist(next(iter(sets.values()))))


def show_gap(
    gap: Gap, key: str = "", *, terms: tuple[str, ...] = (), definitions: pd.DataFrame | None = None
) -> None:
    """What the documents do not say: never an empty chart. ``terms`` are explained as for a figure."""
    with st.container(border=True):
        st.markdown(f"**{_typeset(gap.title)}**")
        said = [gap.reason]
        if gap.holder:
            said.append(f"Qui la détient : {gap.holder}.")
        if gap.how:
            said.append(gap.how)
        st.info(_typeset(" ".join(said)), icon=":material/help_center:")
        if gap.note:
            st.caption(_typeset(gap.note))
        if terms and definitions is not None:
            glossary.show(terms, definitions, key)


def show_figure(
    figure: Figure,
    key: str,
    *,
    projection: bool = False,
    terms: tuple[str, ...] = (),
    definitions: pd.DataFrame | None = None,
    visual: Callable[[Figure, str, bool], None] | None = None,
    view: View | None = None,
) -> None:
    """Draw one figure. ``key`` is stable across reruns, so that nothing flickers.

    ``terms`` are acronyms it uses, explained from ``definitions`` (term, definition, note). ``visual`` draws
    the figure's visual and passages itself. ``view`` names the files and pictures that leave the card.
    """
    with st.container(border=not projection, key=f"card-{key}"):
        st.markdown(f"{'#' if projection else '###'} {_typeset(figure.title)}")
        if figure.subtitle:
            st.caption(_typeset(figure.subtitle))
        _numbers(figure)
        if figure.table_first and figure.table is not None:
            tables.show(figure.table, f"{key}-table", figure.title)
        if visual is not None:
            visual(figure, key, projection)
        else:
            show_chart(figure, key, projection)
            show_passages(figure.passages)
        links.show(figure.links, projection=projection)
        if figure.caution:
            st.caption(f":material/info: {_typeset(figure.caution)}")
        _sources(figure, projection)
        if not projection:
            with st.container(horizontal=True, gap="small"):
                _actions(figure, key, view)
                if terms and definitions is not None:
                    glossary.show(terms, definitions, key)


def _numbers(figure: Figure) -> None:
    if not figure.numbers:
        return
    for column, number in zip(st.columns(len(figure.numbers)), figure.numbers, strict=True):
        with column:
            st.metric(number.label, number.value, label_visibility="collapsed")
            st.markdown(_typeset(number.label))
            if number.detail:
                st.caption(_typeset(number.detail))


def show_chart(figure: Figure, key: str, projection: bool) -> None:
    """The chart of a figure, as tall as the screen allows when projecting."""
    if figure.chart is None:
        return
    if isinstance(figure.chart, Drawing):
        height: Any = "stretch" if projection else "content"
        st.vega_lite_chart(
            figure.chart.data,
            figure.chart.spec,
            key=f"{key}-chart",
            alt=figure.alt or figure.title,
            width="stretch",
            height=height,
        )
    else:
        st.pydeck_chart(figure.chart, key=f"{key}-map", alt=figure.alt or figure.title)


def show_passages(passages: tuple[Passage, ...], across: int = 3) -> None:
    """Sentences under their headings, in at most ``across`` columns."""
    if not passages:
        return
    columns = st.columns(min(len(passages), across)) if len(passages) > 1 else [st.container()]
    for position, passage in enumerate(passages):
        with columns[position % len(columns)]:
            if passage.heading:
                st.markdown(f"**{_typeset(passage.heading)}**")
            marks = [f"{rank}." for rank in range(1, len(passage.sentences) + 1)]
            lines = [
                f"{marks[rank] if passage.ordered else '-'} {_typeset(sentence)}"
                for rank, sentence in enumerate(passage.sentences)
            ]
            st.markdown("\n".join(lines))
            if passage.speaker:
                st.caption(_typeset(f"— {passage.speaker}"))


def _sources(figure: Figure, projection: bool) -> None:
    if figure.evidence:
        lines = source_lines(figure.evidence, brief=projection)
        st.caption(f"{'Source' if len(lines) == 1 else 'Sources'}{chr(0xA0)}: {_typeset(' — '.join(lines))}")


def _actions(figure: Figure, key: str, view: View | None) -> None:
    """The quiet actions. What a popover holds is sent only once it is open."""
    if figure.evidence or figure.explanation:
        wording = st.popover(
            "Source et lecture",
            type="tertiary",
            icon=":material/format_quote:",
            key=f"{key}-source",
            on_change="rerun",
        )
        if wording.open:
            with wording:
                _wordings(figure)
    if figure.table is not None and not figure.table_first:
        behind = st.popover(
            "Données", type="tertiary", icon=":material/table:", key=f"{key}-data", on_change="rerun"
        )
        if behind.open:
            with behind:
                tables.show(figure.table, f"{key}-table", figure.title)
                if view is not None:
                    downloads.table_file(figure.table, key, view)
    if view is not None:
        downloads.picture(figure, key, view)
        if figure.table is not None and figure.table_first:
            downloads.table_file(figure.table, key, view)


def _wordings(figure: Figure) -> None:
    if figure.explanation:
        st.markdown(figure.explanation)
    for item in figure.evidence:
        _wording(item)


def _wording(item: Evidence) -> None:
    st.markdown(
        f"**{_typeset(item.source)}** {_typeset(f'« {item.place} »') if item.place else ''} "
        f"({_typeset(CERTAINTY_WORDS[item.certainty])})"
    )
    if item.wording:
        st.markdown(f"> {_typeset(item.wording)}")
    if item.note:
        st.caption(_typeset(item.note))
    if item.url:
        st.caption(_typeset(f"{item.url} (nécessite Internet)"))
