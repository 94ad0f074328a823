"""Names of the sheets of a workbook: short, whole words, and none that Excel refuses."""

from __future__ import annotations

import re

from components.documents.text import one_line

_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
# A name that is cut ends neither on a mark nor on a word that announces another.
_MARKS = " «(,;.–—-…·"
_SMALL = (
    " a à afin après au aucun aucune aux avant avec car ce ces cet cette chaque chez comme contre d dans de "
    "depuis des deux dont du elle en entre est et grand grande il ils jusque l la le les leur leurs lors "
    "mais ni non notre nous où ou par pas pendant peut peuvent plus pour près qu quand que quel quelle qui s "
    "sa sans sauf se selon ses si son sont sous sur tous tout toute toutes très trois un une vers via y "
)


def sheet_name(heading: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 letters at most, cut between words, none of ``[]:*?/\\'``, never twice."""
    said = re.sub(r"\s*:\s", ", ", one_line(heading))
    base = " ".join(_FORBIDDEN.sub(" ", said).split()) or "Tableau"
    name, rank = _shortened(base, 31), 2
    while name.lower() in taken or name.lower() == "history":
        name = f"{_shortened(base, 27)} {rank}"
        rank += 1
    taken.add(name.lower())
    return name


def _shortened(name: str, most: int) -> str:
    if len(name) <= most:
        return name
    words = name[: most + 1].split(" ")[:-1]
    while len(words) > 1 and _announces(words[-1]):
        words.pop()
    kept = " ".join(words)
    if kept.count("(") > kept.count(")"):
        kept = kept.rpartition("(")[0]
    return kept.rstrip(_MARKS) or name[:most]


def _announces(word: str) -> bool:
    """« par », « d’un », « – »: a word that is nothing without the next one."""
    bare = word.rpartition("’")[2].strip(_MARKS).lower()
    return not bare or f" {bare} " in _SMALL
