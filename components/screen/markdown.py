"""Text of documents and people, made safe for Markdown: shown as typed, never interpreted."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>$~:^=])")


def plain(text: object) -> str:
    """Escape everything Markdown, LaTeX, colour or emoji syntax could read in ``text``."""
    return _SPECIAL.sub(r"\\\1", str(text)).replace("\n", "  \n")
