"""French spacing for the sentences that ``data`` writes: typed with plain spaces, shown correctly."""

from __future__ import annotations

import re
import unicodedata

NARROW_SPACE = "\u202f"


class FrenchError(Exception):
    """An error whose text is a French sentence made for the user, typed with plain spaces."""

    def __init__(self, sentence: str) -> None:
        super().__init__(french(sentence))


def french(sentence: str) -> str:
    """Put narrow no-break spaces before ``; : ! ? %`` and inside guillemets."""
    sentence = re.sub(r"[ \u00a0](?=[;:!?%»])", NARROW_SPACE, sentence)
    return re.sub(r"«[ \u00a0]", f"«{NARROW_SPACE}", sentence)


def bare(text: str) -> str:
    """Without spaces nor the shape of apostrophes, which vary from slide to slide."""
    return re.sub(r"\s", "", text).replace("'", "’").lower()


def printable(text: str) -> str:
    """The text as typed, less what no document can hold: control characters, lone surrogates.

    They come along when pasting from other software and show nowhere, but a Word or PowerPoint file
    with one does not open. Tabs and line ends stay (as a single newline); so does all visible text.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(letter for letter in lines if letter in "\n\t" or not _unprintable(letter))


def _unprintable(letter: str) -> bool:
    return unicodedata.category(letter) in ("Cc", "Cs") or letter in "\ufffe\uffff"
