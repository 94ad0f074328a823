"""The words of every chart stand out at 4.5:1 in both themes, on the page or on a mark."""

import json

import pytest

from components.figures import palette
from components.figures.blocks import Figure, View
from components.figures.perimeters import narrowed
from components.figures.style import TEXT_ON_DARK, TEXT_ON_LIGHT, finish
from data import store
from pages.registry import PAGES

BACKGROUNDS = {False: palette.LIGHT_BACKGROUND, True: palette.DARK_BACKGROUND}
INKS = {False: TEXT_ON_LIGHT, True: TEXT_ON_DARK}


def test_contrast_is_that_of_the_norm():
    assert palette.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert palette.contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    "colour",
    sorted({*palette.PILLAR.values(), *palette.TERRITORY.values(), *palette.DOMAIN.values(), palette.GREY}),
)
def test_what_is_written_on_a_colour_stands_out(colour):
    assert palette.contrast(palette.ink_on(colour), colour) >= 4.5


@pytest.mark.parametrize("dark", [False, True])
def test_the_ink_of_a_theme_stands_out_on_its_background(dark):
    assert palette.contrast(INKS[dark], BACKGROUNDS[dark]) >= 4.5


def texts(spec):
    """The marks of text of a specification that set a colour themselves."""
    for layer in (spec, *spec.get("layer", []), *spec.get("spec", {}).get("layer", [])):
        mark = layer.get("mark")
        if isinstance(mark, dict) and mark["type"] == "text":
            yield mark.get("color"), layer.get("encoding", {}).get("color")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("dark", [False, True])
def test_no_chart_writes_in_a_fainter_colour_than_the_ink_of_its_theme(page, dark):
    contents = PAGES[page].contents()
    choices = {choice.key: choice.initial for choice in contents.every_choice}
    view, wrong = View(page, choices=choices, dark=dark), []
    for block in contents.blocks:
        if block.outlines:
            continue  # The map has its own ink on each circle: above.
        figure = block.build(narrowed(block, view), *[store.load(name) for name in block.datasets])
        if not isinstance(figure, Figure) or not hasattr(figure.chart, "to_dict"):
            continue
        spec = finish(figure.chart, "screen", dark=dark)
        config = spec["config"]
        inks = [
            config["text"]["color"],
            *(config[part]["labelColor"] for part in ("axis", "legend", "header")),
        ]
        inks += [color for color, _ in texts(spec) if isinstance(color, str) and color.startswith("#")]
        wrong += [(block.block_id, ink) for ink in inks if palette.contrast(ink, BACKGROUNDS[dark]) < 4.5]
        # A colour by its name, or one from the data, is for what is written on a mark: none elsewhere.
        wrong += [
            (block.block_id, json.dumps(encoding))
            for color, encoding in texts(spec)
            if color == "white" or (encoding and encoding.get("field") != "ink")
        ]
    assert wrong == []
