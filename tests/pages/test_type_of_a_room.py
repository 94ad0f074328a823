"""The words drawn in each projected chart are 20 px high or more in a window of 1366×768."""

import re
from types import SimpleNamespace

import pytest

from components.figures import comparing
from components.figures.blocks import COMPARE, Figure, View
from components.figures.style import TYPE_SIZE, finish
from data import store
from pages.registry import PAGES

# A mark as small as can be, on a chart that has no room: what is left is the least that is written.
NAMES = {
    "windowSize": lambda: (1366, 768),
    "clamp": lambda value, low, high: min(max(value, low), high),
    "datum": SimpleNamespace(size=0, letters=0),
    "width": 0,
    "height": 0,
    "min": min,
    "max": max,
}


def pixels(size, type_size=0.0):
    """What Vega makes of a size. Of « a ? 0 : b », which writes nothing or b, that is b."""
    if not isinstance(size, dict):
        return float(size)
    said = re.sub(r".*\? 0 : ", "", size["expr"])
    return float(eval(said, {"__builtins__": {}}, {**NAMES, TYPE_SIZE: type_size}))  # noqa: S307


def sizes(part):
    """Each size of type that a specification sets, wherever it does."""
    if isinstance(part, list):
        for item in part:
            yield from sizes(item)
    elif isinstance(part, dict):
        for key, value in part.items():
            if key.lower().endswith("fontsize"):
                yield value
            elif key not in ("datasets", "data"):
                yield from sizes(value)


def charts(page):
    contents = PAGES[page].contents()
    choices = {choice.key: choice.initial for choice in contents.every_choice}
    for block in contents.blocks:
        frames = [store.load(name) for name in block.datasets]
        if block.outlines:
            frames.append(store.load_communes())
        follows = "territoire" in block.follows
        for compared in (False, True) if follows else (False,):
            view = View(page, projection=True, choices={**choices, COMPARE.key: compared})
            figure = comparing.built(block, view, frames)
            if isinstance(figure, Figure) and hasattr(figure.chart, "to_dict"):
                yield f"{block.block_id}, compared: {compared}", finish(figure.chart, "projection")


@pytest.mark.parametrize("page", [page for page in PAGES if page != "seance"])
def test_a_room_reads_the_words_of_every_chart(page):
    drawn = list(charts(page))
    assert drawn
    for named, spec in drawn:
        base = pixels(next(one for one in spec["params"] if one["name"] == TYPE_SIZE))
        found = [pixels(size, base) for size in sizes(spec)]
        # Axis, legend, headers and words beside marks, at least.
        assert len(found) >= 7, named
        assert 20 <= min(found) <= max(found) <= 24.1, named
