"""One colour for one thing, everywhere: territories, pillars, domains, editions, one accent, greys.

All hues keep a luminance between about 0.13 and 0.30, so that each stands at 3:1 or more against both
backgrounds (a test computes it), and each set stays apart for the three colour-blindnesses.
"""

from __future__ import annotations

LIGHT_BACKGROUND = "#FFFFFF"
DARK_BACKGROUND = "#111827"

ACCENT = "#D9690A"
MAIN = "#2B64BB"
GREY = "#7C8592"

TERRITORY = {"Centre": "#1F66D6", "Nord": "#0E9C6E", "Sud": "#D9690A"}
UNPLACED = GREY

PILLAR = {
    "education": "#1F66D6",
    "attractivite": "#D97706",
    "digitalisation": "#5E959B",
    "smart-island": "#C8103A",
    "smart-administration": "#9048B2",
}
DOMAIN = {
    "services-informatiques": "#1F66D6",
    "telecommunications": "#D97706",
    "marketing-communication": "#C8103A",
    "cybersecurite": "#9048B2",
    "transformation-digitale": "#5E959B",
}
EDITION = {2020: "#6496D2", 2024: "#2B64BB"}
SKILL_KIND = {"technical": "#1F66D6", "transversal": "#D97706"}
CERTAINTY = {"read": MAIN, "computed": EDITION[2020], "inferred": ACCENT, "secondhand": GREY}
TRACKING = {"planned": "#7C8592", "committed": "#6496D2", "paid": "#2B64BB"}

_INKS = ("#000000", "#FFFFFF")


def ink_on(color: str) -> str:
    """Black or white, whichever is easier to read on a colour: at 4.5:1 or more on any (WCAG 2.2, 1.4.3)."""
    return max(_INKS, key=lambda ink: contrast(ink, color))


def tint(color: str, part: float, paper: str) -> str:
    """A colour laid on a background as if it were this opaque, from 0 to 1."""
    pairs = ((int(color[place : place + 2], 16), int(paper[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(part * own + (1 - part) * under):02X}" for own, under in pairs)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours (« #RRGGBB »), from 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    channels = (int(color[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
