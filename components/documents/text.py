"""Text as a document can hold it: printable characters only, and names of files that every system takes."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable

from data.french import typography
from data.french.formats import NARROW_SPACE
from data.french.typography import french

# Marks that reverse the direction of writing: one of them turns over all that follows it.
_REVERSING = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))

# « anticonstitutionnellement » is shorter than an address.
_WHOLE = 24


def printable(text: object) -> str:
    """The text less what a document does not open with, and less the marks that reverse it."""
    return typography.printable(str(text)).translate(_REVERSING)


def one_line(text: object) -> str:
    """``printable`` on a single line, for titles and cells."""
    return re.sub(r"\s*\n\s*|\t", " ", printable(text)).strip()


def slug(text: str) -> str:
    """« Centre, cybersécurité » -> ``centre-cybersecurite``: letters and digits of ASCII only."""
    bare = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe").replace("’", "-"))
    return re.sub(r"[^a-z0-9]+", "-", bare.encode("ascii", "ignore").decode().lower()).strip("-")


def file_name(parts: Iterable[str], extension: str) -> str:
    """``cep-numerique_secteur_cybersecurite.pptx``: the name says the page and the filters in force."""
    words = [word for word in map(slug, parts) if word]
    return "_".join(["cep-numerique", *words])[:120].rstrip("-_") + f".{extension}"


def wrapped(text: str, width: int) -> list[str]:
    """The lines of ``text`` of at most ``width`` characters, broken at ordinary spaces; none is cut.

    No-break spaces do not break. A word longer than the line is broken where the line ends.
    """
    lines: list[str] = []
    for paragraph in printable(text).split("\n"):
        line = ""
        for word in re.split(r"[ \t]+", paragraph):
            while len(word) > width:
                lines += [line] if line else []
                lines.append(word[:width])
                word, line = word[width:], ""
            if line and len(line) + 1 + len(word) > width:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip(" ")
        lines.append(line)
    return lines


def lines_needed(text: str, width_inches: float, points: float) -> int:
    """How many lines a text takes in a box, for a sans-serif whose letters are half as wide as tall."""
    return len(wrapped(text, max(8, math.floor(width_inches * 72 / (points * 0.51)))))


def longest_word(texts: Iterable[str]) -> int:
    """Letters of the longest word that a column holds whole: an address is broken, and takes no more."""
    return min(_WHOLE, max((len(word) for text in texts for word in text.split(" ")), default=0))


def breakable(text: str) -> str:
    """The text with places to break in what has none: a word longer than any of French, an address."""
    return re.sub(rf"[^\s/?-]{{{_WHOLE}}}(?=[^\s/?-])", "\\g<0>\u200b", text)


def plain_words(markdown: str) -> str:
    """An explanation without its Markdown marks, for documents that have none."""
    return re.sub(r"(?m)^#+\s*|[*`]{1,3}|\\(?=\W)", "", printable(markdown))


def sources_line(lines: Iterable[str]) -> str:
    """« Source : … » or « Sources : … — … », each source once; empty without any."""
    known = list(dict.fromkeys(one_line(line) for line in lines if line))
    if not known:
        return ""
    return french(f"Source{'s' if len(known) > 1 else ''} : {' — '.join(known)}")


def labelled(label: str, words: str) -> str:
    """« Périmètre : Martinique »."""
    return french(f"{label} : {words}")


def numbered(title: str, rank: int, total: int) -> str:
    """« Titre (2/3) » when a figure takes several slides or sheets."""
    return title if total == 1 else f"{title}{NARROW_SPACE}({rank}/{total})"
