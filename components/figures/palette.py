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
