"""One colour for one thing, everywhere: territories, pillars, domains, editions, one accent, greys.

All hues keep a luminance between 0.12 and 0.30, so that each stands at 3:1 or more against both
backgrounds (a test computes it), and each set stays apart for the three colour-blindnesses.
"""

from __future__ import annotations

LIGHT_BACKGROUND = "#FFFFFF"
DARK_BACKGROUND = "#0E1117"

ACCENT = "#C4501B"
MAIN = "#2A6FB0"
GREY = "#7C8592"

TERRITORY = {"Centre": "#2A6FB0", "Nord": "#1F8A5F", "Sud": "#C4501B"}
UNPLACED = GREY

PILLAR = {
    "education": "#2A6FB0",
    "attractivite": "#B08A1E",
    "digitalisation": "#1F8A5F",
    "smart-island": "#C4501B",
    "smart-administration": "#8E5BB5",
}
DOMAIN = {
    "services-informatiques": "#2A6FB0",
    "telecommunications": "#B08A1E",
    "marketing-communication": "#C4501B",
    "cybersecurite": "#8E5BB5",
    "transformation-digitale": "#1F8A5F",
}
EDITION = {2020: "#6C9FD6", 2024: "#2161A6"}
SKILL_KIND = {"technical": "#2A6FB0", "transversal": "#B08A1E"}
TRACKING = {"planned": "#7C8592", "committed": "#6C9FD6", "paid": "#2161A6"}
