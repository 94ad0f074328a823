"""The figure card: a title that says the point, the visual, its short source, and one way to the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import altair as alt
import pandas as pd
import pyarrow as pa
import streamlit as st

from components.figures.blocks import Evidence, Figure, Gap, Number, Passage, source_lines
from components.figures.style import Size, finish
from components.screen import details, glossary, links, tables
from components.screen.markdown import plain
from data.french.formats import count, listing

# A quotation longer than this opens on a click.
_LINES = 3
# More documents than these are named one click away.
_SOURCES = 3
# Characters of a source line, beside its button on half a screen of 1366 px.
_LINE = 120
# Characters that a projected line of sources holds.
_PROJECTED_LINE = 110
# Beyond these a browser stops answering: what is left out is counted, and stays in the documents.
MOST_PASSAGES = 60
MOST_SENTENCES = 300


@dataclass(frozen=True)
class Card:
    """What a card says beside its figure. ``said``: its perimeter is not the one of the view, so it says it.

    ``across``: how many columns of sentences it holds. ``definitions()`` gives the glossary.
    """

    perimeter: str = ""
    said: bool = False
    strip: bool = False
    across: int = 3
    terms: tuple[str, ...] = ()
    definitions: Callable[[], pd.DataFrame | None] = lambda: None


def ready(figure: Figure | Gap | None, size: Size, *, dark: bool = False) -> Figure | Gap | None:
    """The figure with its Altair chart turned into the dictionary that is sent to the browser.

    The picture of a map stays as it is: the map is what the browser gets.
    """
    if isinstance(figure, Figure) and figure.deck is None and hasattr(figure.chart, "to_dict"):
        try:
            return replace(figure, chart=drawing(finish(figure.chart, size, dark=dark)))
        except alt.MaxRowsError:
            said = "Trop de lignes pour un graphique lisible : elles sont dans le tableau."
            caution = " ".join(words for words in (said, figure.caution) if words)
            return replace(figure, chart=None, alt="", caution=caution)
    return figure


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
    with st.container(border=True, key=f"card-{key}"):
        st.markdown(f"## {plain(gap.title)}")
        said = [gap.reason]
        if gap.holder:
            said.append(f"Détenteur : {gap.holder}.")
        if gap.how:
            said.append(gap.how)
        st.info(plain(" ".join(said)), icon=":material/help_center:")
        if gap.note:
            st.caption(plain(gap.note))
        if terms and definitions is not None:
            glossary.show(terms, definitions, key)


def show_figure(
    figure: Figure,
    key: str,
    *,
    card: Card | None = None,
    projection: bool = False,
    visual: Callable[[Figure, str, bool], None] | None = None,
) -> None:
    """Draw one figure. ``key`` is stable across reruns, so that nothing flickers.

    ``visual`` draws the figure's visual and passages itself.
    """
    card = card or Card()
    bare = projection or card.strip
    with st.container(border=not bare, key=f"card-{key}", gap="xsmall" if card.strip else "small"):
        if not card.strip:
            st.markdown(f"{'#' if projection else '##'} {plain(figure.title)}")
        under = [card.perimeter] if card.said and card.perimeter else []
        under += [figure.subtitle] if figure.subtitle and not card.strip else []
        if under:
            st.caption(plain(" · ".join(under)))
        # Compared before a room, one chart fills the screen: its title says the large figures.
        charted = projection and figure.chart is not None and any(one.column for one in figure.numbers)
        if not charted:
            _numbers(figure, key, strip=card.strip, projection=projection)
        if figure.table_first and figure.table is not None:
            tables.show(figure.table, f"{key}-table", figure.title, projection=projection)
        if visual is not None:
            visual(figure, key, projection)
        else:
            show_chart(figure, key, projection)
            if not charted:
                show_passages(figure.passages, key, across=card.across, whole=projection)
        links.show(figure.links, projection=projection)
        # A document shows no passages: its caution begins with what a page has just said in one.
        told = " ".join(figure.passages[0].sentences) if figure.passages else ""
        if (caution := figure.caution.removeprefix(told).strip()) and not card.strip:
            st.caption(f":material/info: {plain(caution)}")
        if projection:
            _sources(figure.evidence)
        else:
            _foot(figure, key, card)


def _foot(figure: Figure, key: str, card: Card) -> None:
    """The short source, and one button to everything else: wording, table, files, acronyms."""
    with st.container(
        horizontal=True, wrap=False, gap="small", vertical_alignment="center", key=f"foot-{key}"
    ):
        st.caption(plain(short_source(figure.evidence)), width="stretch")
        if figure.evidence or figure.table is not None:
            st.button(
                "Source et données" if figure.table is not None else "Source",
                key=f"{key}-details",
                type="tertiary",
                icon=":material/format_quote:",
                on_click=details.ask,
                args=(key,),
            )
    if details.asked(key):
        details.show(figure, key, card.perimeter, card.terms, card.definitions())


def short_source(evidence: tuple[Evidence, ...]) -> str:
    """« CCIM 2023 et 2024, en partie déduit · CTM 2024 et 2 autres »: publisher and years, and how sure we
    are of them when all of it is not read as such.
    """
    sure: dict[tuple[str, str], list[str]] = {}
    for item in evidence:
        name = item.publisher or item.source.partition(" (")[0]
        sure.setdefault((name, item.year), []).append(details.CERTAINTY_SHORT.get(item.certainty, ""))
    years: dict[tuple[str, str], list[str]] = {}
    for (name, year), words in sure.items():
        years.setdefault((name, _partly(words)), []).append(year)
    said = [
        ", ".join(filter(None, (f"{name} {listing(sorted(filter(None, of)))}".strip(), words)))
        for (name, words), of in years.items()
    ]
    shown = min(len(said), _SOURCES)
    while shown > 1 and len(_counted(said, shown)) > _LINE:
        shown -= 1
    return _counted(said, shown)


def _counted(said: list[str], shown: int) -> str:
    """The first ones, and how many others."""
    left = len(said) - shown
    return " · ".join(said[:shown]) + (f" et {count(left, 'autre', 'autres')}" if left else "")


def _partly(words: list[str]) -> str:
    """« déduit », « en partie calculé et déduit »; empty when everything is read as such."""
    found = list(dict.fromkeys(filter(None, words)))
    return f"en partie {listing(found)}" if found and len(set(words)) > 1 else "".join(found)


def _numbers(figure: Figure, key: str, *, strip: bool, projection: bool) -> None:
    if not figure.numbers:
        return
    if any(number.column for number in figure.numbers):
        _compared(figure.numbers, key, tiles=strip)
        return
    if strip:
        # A row of tiles, which wraps where the window is too narrow for their figures.
        with st.container(horizontal=True, gap="small", key=f"strip-{key}"):
            for number in figure.numbers:
                _metric(number, border=True, height="stretch")
        return
    # Alone on a projected screen, figures take the room that a chart would.
    alone = projection and figure.chart is None and not figure.passages and figure.table is None
    with st.container(key=f"{'alone' if alone else 'figures'}-{key}"):
        for column, number in zip(st.columns(len(figure.numbers)), figure.numbers, strict=True):
            with column:
                st.metric(plain(number.label), number.value, label_visibility="collapsed")
                st.markdown(plain(number.label))
                if number.detail:
                    st.caption(plain(number.detail))


def _metric(number: Number, **framed: Any) -> None:
    detail = plain(number.detail) if number.detail else None
    st.metric(plain(number.label), number.value, delta=detail, delta_color="off", delta_arrow="off", **framed)


def _compared(numbers: tuple[Number, ...], key: str, *, tiles: bool) -> None:
    """A column a place, the same figures on the same lines."""
    heads = list(dict.fromkeys(number.column for number in numbers))
    with st.container(key=f"compared-{key}"):
        for column, head in zip(st.columns(len(heads)), heads, strict=True):
            with column, st.container(border=tiles, gap="xxsmall", height="stretch"):
                st.markdown(f"**{plain(head)}**")
                for number in (own for own in numbers if own.column == head):
                    _metric(number)


def show_chart(figure: Figure, key: str, projection: bool) -> None:
    """The chart of a figure, as tall as the screen allows when projecting."""
    if figure.chart is None:
        return
    if figure.wide and not projection:
        with st.container(key=f"wide-{key}"):
            show_chart(replace(figure, wide=False), key, projection)
    elif isinstance(figure.chart, Drawing):
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


def show_passages(
    passages: tuple[Passage, ...], key: str = "", *, across: int = 3, whole: bool = True
) -> None:
    """Sentences under their headings, in at most ``across`` columns; three each, then « lire la suite »."""
    if not passages:
        return
    found, passages = passages, _few(passages)
    opened = whole or st.session_state.get(f"{key}-whole", False)
    columns = st.columns(_widths(passages, across, whole)) if len(passages) > 1 else [st.container()]
    left = 0
    for position, passage in enumerate(passages):
        shown = passage.sentences if opened else passage.sentences[:_LINES]
        left += len(passage.sentences) - len(shown)
        with columns[position % len(columns)]:
            lines = [f"**{plain(passage.heading)}**\n"] if passage.heading else []
            lines += [f"- {plain(sentence)}" for sentence in shown]
            st.markdown("\n".join(lines))
            if passage.speaker:
                st.caption(plain(f"— {passage.speaker}"))
    cut = _sentences(found) - _sentences(passages)
    if cut:
        st.caption(
            plain(f"{count(cut, 'phrase')} de plus dans les documents à exporter : trop pour un écran.")
        )
    if left:
        read_on(left, key)


def _widths(passages: tuple[Passage, ...], across: int, whole: bool) -> list[float]:
    """A column each; of a row shown whole, the longer ones are wider, up to twice: they end together."""
    if len(passages) > across or not whole:
        return [1] * min(len(passages), across)
    lengths = [1 + sum(map(len, passage.sentences)) for passage in passages]
    mean = sum(lengths) / len(lengths)
    return [min(max(length / mean, 0.75), 1.5) for length in lengths]


def _sentences(passages: tuple[Passage, ...]) -> int:
    return sum(len(passage.sentences) for passage in passages)


def _few(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """As many passages and sentences as a page can hold, from the first on."""
    kept, left = [], MOST_SENTENCES
    for passage in passages[:MOST_PASSAGES]:
        if left <= 0:
            break
        kept.append(replace(passage, sentences=passage.sentences[:left]))
        left -= len(passage.sentences)
    return tuple(kept)


def hint(words: str, key: str) -> None:
    """How a figure is clicked: on a screen, and not on its paper."""
    with st.container(key=f"hint-{key}"):
        st.caption(plain(words))


def _sources(evidence: tuple[Evidence, ...]) -> None:
    """Each document and its base; when that takes more than a line of the room, their short names."""
    if evidence:
        lines = source_lines(evidence, brief=True)
        whole = " — ".join(lines)
        said = whole if len(whole) <= _PROJECTED_LINE else short_source(evidence)
        st.caption(plain(f"{'Source' if len(lines) == 1 else 'Sources'} : {said}"))


def read_on(left: int, key: str) -> None:
    """The button that opens the lines that are not shown, ``left`` of them: ``{key}-whole`` then holds."""
    st.button(
        f"Lire la suite ({plain(left)})",
        key=f"{key}-more",
        type="tertiary",
        icon=":material/expand_more:",
        on_click=details.open_whole,
        args=(f"{key}-whole",),
    )
