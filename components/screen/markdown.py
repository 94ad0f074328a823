"""Text of documents and people, made safe for Markdown: shown as typed, never interpreted."""

from __future__ import annotations

import re

from data.french.typography import french

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=])")


def plain(text: object) -> str:
    """Escape everything Markdown, LaTeX, colour or emoji syntax could read in ``text``."""
    return _SPECIAL.sub(r"\\\1", str(text)).replace("\n", "  \n")


def typeset(text: object) -> str:
    """Text as typed or quoted, with French spacing: no line starts with a colon or ends with a guillemet."""
    return plain(french(str(text)))
