"""French spacing for the sentences that ``data`` writes: typed with plain spaces, shown correctly."""

from __future__ import annotations

import re

NARROW = "\u202f"


class FrenchError(Exception):
    """An error whose text is a French sentence made for the user, typed with plain spaces."""

    def __init__(self, sentence: str) -> None:
        super().__init__(french(sentence))


def french(sentence: str) -> str:
    """Put narrow no-break spaces before ``; : ! ? %`` and inside guillemets."""
    sentence = re.sub(r"[ \u00a0](?=[;:!?%»])", NARROW, sentence)
    return re.sub(r"«[ \u00a0]", f"«{NARROW}", sentence)
