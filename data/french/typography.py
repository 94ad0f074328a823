"""French spacing for the sentences that ``data`` writes: typed with plain spaces, shown correctly."""

from __future__ import annotations

import re

NARROW = "\u202f"
WIDE = "\u00a0"


def french(sentence: str) -> str:
    """Put a narrow no-break space before ``; : ! ? %`` and no-break spaces inside guillemets."""
    sentence = re.sub(r" (?=[;:!?%])", NARROW, sentence)
    return re.sub(r" »", f"{WIDE}»", re.sub(r"« ", f"«{WIDE}", sentence))
