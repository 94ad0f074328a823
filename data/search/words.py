"""The words of a text as they are compared: without accents, capitals, plurals nor spaces in numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from data.indicators.searching import folded

# « 1 522 », whatever the space: any of them is typed, and printed.
_THOUSANDS = re.compile(r"(?<=\d)\s(?=\d{3}(?!\d))")
_TOKEN = re.compile(r"\d+[.,]\d+|[^\W_]+")
# Words that every text holds, or that a question only asks with: they choose nothing.
_EMPTY = """
a au aux avec c ce ces cette d dans de des du elle en est et il ils j je l la le les leur leurs m n ne nous
on ont ou par pas pour qu que quel quelle quelles quels qui quoi s sa se ses son sont sur t un une vous y
combien comment pourquoi quand
"""
EMPTY = frozenset(_EMPTY.split())


def tokens(text: str) -> list[str]:
    """``Le réseau d’Écoles : 1 522`` -> ``le, reseau, d, ecoles, 1522``."""
    return [token.replace(".", ",") for token in _TOKEN.findall(_THOUSANDS.sub("", folded(text)))]


@lru_cache(maxsize=200_000)
def singular(token: str) -> str:
    """A token without the mark of its plural, so that both numbers meet; not always a French word."""
    if len(token) <= 3 or token[0].isdigit() or token.endswith("ss"):
        return token
    if token.endswith("eaux"):
        return token[:-1]
    if token.endswith("aux"):
        return token[:-3] + "al"
    return token[:-1] if token[-1] in "sx" else token


@lru_cache(maxsize=100_000)
def stems(text: str) -> tuple[str, ...]:
    """The different words of a text, without the marks of plurals."""
    return tuple(dict.fromkeys(map(singular, tokens(text))))


def spelling(text: str, stem: str) -> str:
    """How a text writes one of its ``stems``: ``cybersecurite`` -> « cybersécurité »."""
    return next((word for word in _TOKEN.findall(text) if stem in stems(word)), stem)


def asked(query: str, most: int) -> list[str]:
    """The different words of a query that choose something, at most ``most``; all of them when none does."""
    found = list(dict.fromkeys(tokens(query)))
    return ([token for token in found if token not in EMPTY] or found)[:most]
