"""Colours stand out on both backgrounds and stay apart for the three colour-blindnesses."""

import itertools
import math

import pytest

from components.figures import palette

# Viénot, Brettel and Mollon (1999) for protanopia and deuteranopia, and a common matrix for
# tritanopia, in linear RGB.
BLINDNESS = {
    "none": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.11238, 0.88762, 0), (0.11238, 0.88762, 0), (0.00401, -0.00401, 1)),
    "deuteranopia": ((0.29275, 0.70725, 0), (0.29275, 0.70725, 0), (-0.02234, 0.02234, 1)),
    "tritanopia": ((1, 0.14461, -0.14461), (0, 0.85924, 0.14076), (0, 0.85924, 0.14076)),
}
SETS = {
    "territories": [*palette.TERRITORY.values(), palette.UNPLACED],
    "pillars": list(palette.PILLAR.values()),
    "domains": list(palette.DOMAIN.values()),
    "editions": list(palette.EDITION.values()),
    "certainties": list(palette.CERTAINTY.values()),
    "tracking": list(palette.TRACKING.values()),
}


def linear(colour):
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def luminance(colour):
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def lab(rgb):
    matrix = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    white = (0.95047, 1, 1.08883)
    f = []
    for row, w in zip(matrix, white, strict=True):
        t = max(sum(m * c for m, c in zip(row, rgb, strict=True)) / w, 0)
        f.append(t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116)
    return (116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2]))


def distance(one, other, blindness):
    seen = [
        [sum(m * c for m, c in zip(row, linear(x), strict=True)) for row in BLINDNESS[blindness]]
        for x in (one, other)
    ]
    return math.dist(lab(seen[0]), lab(seen[1]))


ALL = sorted({colour for colours in SETS.values() for colour in colours} | {palette.ACCENT, palette.MAIN})


@pytest.mark.parametrize("colour", ALL)
@pytest.mark.parametrize("background", [palette.LIGHT_BACKGROUND, palette.DARK_BACKGROUND])
def test_every_colour_stands_at_three_to_one_on_both_backgrounds(colour, background):
    assert contrast(colour, background) >= 3


@pytest.mark.parametrize("blindness", BLINDNESS)
@pytest.mark.parametrize("name", SETS)
def test_colours_of_one_set_stay_apart_for_every_eye(name, blindness):
    closest = min(distance(a, b, blindness) for a, b in itertools.combinations(SETS[name], 2))
    assert closest >= 12, f"{name}, {blindness}: {closest:.1f}"


def test_2024_is_darker_than_2020():
    assert luminance(palette.EDITION[2024]) < luminance(palette.EDITION[2020])
