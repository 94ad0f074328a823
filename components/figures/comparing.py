"""The three territories side by side: a block built for each, and the figures made one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.blocks import (
    COMPARE,
    EVERYWHERE,
    Block,
    Figure,
    Gap,
    Native,
    Number,
    Passage,
    Table,
    View,
)
from components.figures.drawn import COLON, Drawn
from components.figures.perimeters import narrowed
from components.figures.small_multiples import small_multiples
from data.french.formats import listing
from data.vocabulary import TERRITORIES

Built = Figure | Gap | None
TERRITORY = "Territoire"
# A room reads so many rows one above the other, and no more.
_ROOM = 8
# A table with more columns than these for each territory has too many to be read across.
_ACROSS = 2


def built(block: Block, view: View, frames: Sequence[Any]) -> Built:
    """What a block shows under a view: its figure or, while territories are compared, the three as one."""
    seen = narrowed(block, view)
    if not seen.compared:
        return block.build(seen, *frames)
    if block.compared is not None:
        return block.compared(seen, *frames)
    return compared(block.build, seen, frames, f"{block.heading}{COLON}Centre, Nord et Sud")


def alone(view: View) -> View:
    """The view of one place: nothing compared."""
    return replace(view, choices={name: value for name, value in view.choices.items() if name != COMPARE.key})


def each(build: Callable[..., Built], view: View, frames: Sequence[Any]) -> dict[str | None, Built]:
    """What is built for each territory and, under None, for the whole: same domain, same choices."""
    own = alone(view)
    return {name: build(replace(own, territory=name), *frames) for name in (*TERRITORIES, None)}


def compared(
    build: Callable[..., Built],
    view: View,
    frames: Sequence[Any],
    title: str,
    subtitle: str | None = None,
    *,
    missing: str = "",
) -> Built:
    """The figures of a block for the three territories as one, titled ``title``.

    Sources and reading are those of the whole, which the three make up; what has no whole (``build`` gives
    None without a territory) has the sources of each. ``subtitle`` says what is measured; without it, what
    the three say alike. ``missing`` is said of what a territory has not (without it, what the table says);
    gaps of the three are one. A chart that was not made by ``components.figures`` (a map) has no rows to
    draw anew on one scale: its table is shown first, and its block should have its own ``compared``.
    """
    found = each(build, view, frames)
    of_all = found.pop(None)
    own = {str(name): figure for name, figure in found.items() if isinstance(figure, Figure)}
    if not own:
        return of_all if isinstance(of_all, Gap) else _gap(title, found)
    whole = of_all if isinstance(of_all, Figure) else _sourced(list(own.values()))
    missing = missing or (whole.table.missing if whole.table else "aucune donnée")
    left = ""
    if view.projection:
        own, left = _for_a_room(own, whole)
    drawn = side_by_side(own, whole, missing)
    table = joined({name: figure.table for name, figure in own.items() if figure.table is not None})
    return Figure(
        title,
        subtitle=_measured(own, of_all) if subtitle is None else subtitle,
        chart=drawn.chart if drawn else None,
        alt=f"Une colonne par territoire, sur une même échelle. {drawn.alt}" if drawn else "",
        native=_editable(drawn.native) if drawn else None,
        rows=drawn.rows if drawn else (),
        wide=drawn is not None,
        numbers=numbers(own, whole.numbers),
        passages=_passages(own),
        table=table or (drawn.table if drawn else None),
        table_first=whole.table_first or (whole.chart is not None and drawn is None),
        evidence=whole.evidence,
        caution=_caution(found, own, whole, missing, left),
        explanation=whole.explanation,
        links=whole.links,
    )


def _for_a_room(own: Mapping[str, Figure], whole: Figure) -> tuple[dict[str, Figure], str]:
    """The lines that a room reads, and what is said of the others. Of lines that territories share, the same
    are left out of all: alone, one would look as if a territory had nothing there.
    """
    labels = [row.label for figure in own.values() for row in figure.rows]
    lines = len({(row.label, row.series) for figure in own.values() for row in figure.rows})
    shared = list(dict.fromkeys([*(row.label for row in whole.rows), *labels]))
    if len(set(labels)) == len(labels) and max(len(figure.rows) for figure in own.values()) > _ROOM:
        kept = {name: figure.rows[:_ROOM] for name, figure in own.items()}
        said = f"Au plus {_ROOM} lignes par territoire : toutes sont dans les documents."
    elif len(set(labels)) < len(labels) and lines > 2 * _ROOM:
        first = shared[: 2 * _ROOM * len(shared) // lines]
        kept = {name: tuple(row for row in figure.rows if row.label in first) for name, figure in own.items()}
        said = f"{len(first)} intitulés sur {len(shared)} : tous sont dans les documents."
    else:
        return dict(own), ""
    return {name: replace(figure, rows=kept[name]) for name, figure in own.items()}, said


def _sourced(figures: Sequence[Figure]) -> Figure:
    """The first of the figures, with the sources of all."""
    return replace(
        figures[0], evidence=tuple(dict.fromkeys(item for figure in figures for item in figure.evidence))
    )


def _gap(title: str, found: Mapping[str | None, Built]) -> Gap | None:
    """What none of the territories has, said once; None when nothing is said of any."""
    gaps = {str(name): gap for name, gap in found.items() if isinstance(gap, Gap)}
    if not gaps:
        return None

    def together(part: str) -> str:
        said = {name: str(getattr(gap, part)) for name, gap in gaps.items()}
        return _alike(list(said.values())) or " ".join(
            f"{name}{COLON}{words}" for name, words in said.items() if words
        )

    return Gap(title, together("reason"), together("holder"), together("how"), together("note"))


def _editable(native: Native) -> Native | None:
    """The chart that PowerPoint draws; none when most of it is words (ranges, nothing said), which a picture
    shows in their places.
    """
    values = [value for series in native.series.values() for value in series]
    return native if 2 * values.count(None) <= len(values) else None


def said(values: Mapping[str, str]) -> str:
    """« Centre 17, Nord aucune, Sud 5 »: each value beside its territory, no first named."""
    return ", ".join(f"{name} {value}" for name, value in values.items())


def side_by_side(own: Mapping[str, Figure], whole: Figure, missing: str) -> Drawn | None:
    """The charts of the territories in one view; None when one was not made of rows."""
    if not any(figure.rows for figure in own.values()):
        return None
    order = list(dict.fromkeys(row.label for figure in (whole, *own.values()) for row in figure.rows))
    return small_multiples(
        {name: own[name].rows if name in own else () for name in TERRITORIES},
        colors=palette.TERRITORY,
        missing=missing,
        order=order,
        number_format=whole.native.number_format if whole.native else "#,##0",
    )


def joined(tables: Mapping[str, Table]) -> Table | None:
    """The tables as one: a column a territory where few values are read across, else a first column that
    says the territory of each line. A line that is the same in the three is written once.
    """
    if not tables:
        return None
    first = next(iter(tables.values()))
    key, *values = map(str, first.frame.columns)
    once = all(table.frame.iloc[:, 0].is_unique for table in tables.values())
    shared = once and len(set().union(*(set(t.frame.iloc[:, 0]) for t in tables.values()))) < sum(
        len(table.frame) for table in tables.values()
    )
    if not (shared and 0 < len(values) <= _ACROSS):
        frame = pd.concat(
            [table.frame.assign(**{TERRITORY: name}) for name, table in tables.items()], ignore_index=True
        )
        frame = frame[[TERRITORY, *(column for column in frame.columns if column != TERRITORY)]]
        return replace(first, frame=frame)
    lines = list(dict.fromkeys(line for table in tables.values() for line in table.frame.iloc[:, 0]))
    wide, formats = {key: pd.Series(lines)}, {}
    for name in TERRITORIES:
        if name not in tables:
            wide[name] = pd.Series([None] * len(lines), dtype="object")
            continue
        table = tables[name]
        by_line = table.frame.set_index(table.frame.columns[0]).reindex(lines)
        for column in by_line.columns:
            head = name if len(values) == 1 else f"{name}, {str(column).lower()}"
            wide[head] = by_line[column].reset_index(drop=True)
            if str(column) in table.formats:
                formats[head] = table.formats[str(column)]
    return replace(first, frame=pd.DataFrame(wide), formats=formats)


def numbers(own: Mapping[str, Figure], whole: Sequence[Number] = ()) -> tuple[Number, ...]:
    """The large figures under the name of their territory; those that none changes, once, as the ``whole``
    says them. Three that are alike and add up to another, as three ranges of a secret, stay three.
    """
    as_whole = {(number.label, number.value): number for number in whole}
    listed = [figure.numbers for figure in own.values()]
    fixed = [
        number
        for number in listed[0]
        if len(own) > 1
        and all(number in other for other in listed)
        and (not whole or (number.label, number.value) in as_whole)
    ]
    columns = [
        [replace(number, column=name) for number in figure.numbers if number not in fixed]
        for name, figure in own.items()
    ]
    columns.append(
        [replace(as_whole.get((number.label, number.value), number), column=EVERYWHERE) for number in fixed]
    )
    # Line after line, as slides lay them out.
    return tuple(number for line in zip_longest(*columns) for number in line if number is not None)


def _passages(own: Mapping[str, Figure]) -> tuple[Passage, ...]:
    found = [figure.passages for figure in own.values()]
    if len(own) > 1 and all(passages == found[0] for passages in found):
        return found[0]
    return tuple(
        replace(passage, heading=" · ".join(filter(None, (name, passage.heading))))
        for name, figure in own.items()
        for passage in figure.passages
    )


def _measured(own: Mapping[str, Figure], of_all: Built) -> str:
    """The subtitle that territories share, or the only one and the whole: of one alone, it may name it."""
    found = list(own.values())
    if len(found) == 1 and isinstance(of_all, Figure):
        found.append(of_all)
    return _alike([figure.subtitle for figure in found]) if len(found) > 1 else ""


def _alike(texts: Sequence[str]) -> str:
    """What all say; nothing when they differ."""
    return texts[0] if len(set(texts)) == 1 else ""


def _caution(
    found: Mapping[str | None, Built], own: Mapping[str, Figure], whole: Figure, missing: str, left: str
) -> str:
    """What is said of the whole or alike of the three, then which territory has nothing, and why.

    ``left`` says which lines a room has no place for.
    """
    said = [_alike([figure.caution for figure in own.values()]) or whole.caution]
    said.append(left)
    why: dict[str, list[str]] = {}
    for name, other in found.items():
        if not isinstance(other, Figure):
            why.setdefault(other.reason if other else f"{missing}.", []).append(str(name))
    said += [f"{listing(names)}{COLON}{words}" for words, names in why.items()]
    return " ".join(filter(None, said))
