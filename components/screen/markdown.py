"""Text of documents and people, made safe for Markdown: shown as typed, never interpreted.

Only its spaces change: none at which a line may be cut stands before a mark or inside guillemets.
"""

from __future__ import annotations

import re

from data.french.typography import french

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=])")


def plain(text: object) -> str:
    """Escape everything Markdown, LaTeX, colour or emoji syntax could read in ``text``."""
    return _SPECIAL.sub(r"\\\1", french(str(text))).replace("\n", "  \n")
