"""The same pages over figures that are all different: what is said of one can't pass for another.

On the real figures, 36 is a share, a count and a sum of other rows: a sentence that says 36 in place of 35
would be believed. Here every share has four decimals of its own, every count a remainder of its own, and
formations and places come in uneven numbers, so that a number one too many is nowhere else.
"""

from __future__ import annotations

import random
from functools import cache

import numpy as np
import pandas as pd

from components.figures.blocks import Figure, View
from components.figures.perimeters import narrow, narrowed
from components.figures.table_words import written as table_as_text
from data import store
from data.french import formats
from tests.pages.readings import Reading, contents_of, views

# Quoted as the documents say them, or kept whole because they are ranks, classes, places on a map.
AS_THEY_ARE = (
    "key_figures",
    "statements",
    "glossary",
    "domains",
    "occupation_tension",
    "occupations",
    "sources",
)
RANKS = (
    "year",
    "edition",
    "horizon",
    "level",
    "latitude",
    "longitude",
    "position",
    "sample_size",
    "base_share",
)
# One row a formation or a place: what is counted is rows.
COUNTED_BY_ROWS = ("training_offers", "places")
FIRST = 10_000


@cache
def irregular(name: str) -> pd.DataFrame:
    """The dataset with figures that are all different, under an index that is its own."""
    frame = store.load(name).copy()
    if name in AS_THEY_ARE or frame.empty:
        return frame
    return reshaped(frame, name)


def reshaped(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    chance = random.Random(name)
    if name in COUNTED_BY_ROWS:
        times = [chance.randrange(17, 90) for _ in range(len(frame))]
        frame = frame.loc[frame.index.repeat(times)]
    frame = frame.set_axis(range(FIRST, FIRST + len(frame)), axis=0)
    for column in frame.columns:
        values = frame[column]
        if column in RANKS or not pd.api.types.is_numeric_dtype(values) or pd.api.types.is_bool_dtype(values):
            continue
        known = values.dropna().astype("float64")
        if known.empty:
            continue
        if known.between(0, 1).all() and pd.api.types.is_float_dtype(values):
            moved = [min(max(value + chance.uniform(-0.004, 0.004), 0.0001), 1.0) for value in known]
            frame[column] = values.mask(values.notna(), pd.Series(np.round(moved, 4), index=known.index))
        elif (known % 1 == 0).all():
            moved = [value * 97 + chance.randrange(1, 90) if value else 0 for value in known]
            counts = pd.Series(moved, index=known.index).reindex(frame.index)
            frame[column] = counts.astype("float64" if pd.api.types.is_float_dtype(values) else "Int64")
    for part, whole in (("hard_to_fill", "projects"), ("seasonal", "projects")):
        if part in frame.columns:
            more = (frame[part] > frame[whole]).fillna(False).astype(bool)
            frame.loc[more, part] = frame.loc[more, whole]
    return frame


@cache
def readings(page: str) -> tuple[Reading, ...]:
    """Each opening and block over irregular figures: without a filter, in one territory, in one domain."""
    contents, found = contents_of(page), []
    few = {str(view.filters): view for view in views(page)}
    kept = [
        view
        for view in few.values()
        if view.filters in ({}, {"territoire": "Centre"}, {"domaine": "Services informatiques"})
    ]
    for view in kept:
        for shown in contents.views[:1]:
            opened = View(**{**vars(narrow(view, contents.headline_follows)), "slug": shown.slug})
            frames = tuple(map(irregular, contents.headline_datasets))
            with formats.recorded() as written:
                said = tuple(contents.headline(opened, *frames)) if contents.headline else ()
            found.append(
                Reading(f"{page} › {view.filters}", opened, frames, tuple(written), None, None, said)
            )
        for block in contents.blocks:
            frames = tuple(map(irregular, block.datasets))
            if block.outlines:
                frames += (reshaped(store.load_communes(), "communes"),)
            own = narrow(view, (*block.follows, *(choice.key for choice in block.choices)))
            with formats.recorded() as written:
                figure = block.build(narrowed(block, own), *frames)
                if isinstance(figure, Figure) and figure.table is not None:
                    table_as_text(figure.table)
            if figure is not None:
                under = f"{block.block_id} {own.filters}"
                found.append(Reading(under, own, frames, tuple(written), block, figure))
    return tuple({one.under: one for one in found}.values())
