"""Which actions or recommendations are attached to a territory or a domain: only what people said counts."""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd

from data.indicators.placing import where
from data.indicators.searching import folded
from data.journal.folds import TAG_FIELDS, tag_words
from data.vocabulary import EPCI_OF_TERRITORY


@dataclass(frozen=True)
class Attached:
    """The rows under filters: those attached to what is asked, those attached elsewhere, those not attached.

    ``territory`` and ``domain_id`` are the filters in force. Without any, every row is in ``kept``, and
    ``unattached`` holds those that nobody attached to anything.
    """

    kept: pd.DataFrame
    elsewhere: pd.DataFrame
    unattached: pd.DataFrame
    territory: str | None
    domain_id: str | None

    @property
    def total(self) -> int:
        """How many rows there are in all."""
        parts = [self.kept] if not self.filtered else [self.kept, self.elsewhere, self.unattached]
        return sum(map(len, parts))

    @property
    def filtered(self) -> bool:
        return bool(self.territory or self.domain_id)


def tagged(rows: pd.DataFrame, key: str, tags: pd.DataFrame) -> pd.DataFrame:
    """The rows with ``territories`` and ``domains``, each a tuple of words, empty when nobody said.

    ``key``: the column of ``rows`` that holds the subjects of ``tags`` (``data.journal.folds.tags``).
    """
    typed = tags.set_index("subject_id")
    added = {}
    for name in TAG_FIELDS:
        words = [tag_words(value) for value in rows[key].map(typed[name])]
        added[name] = pd.Series(words, index=rows.index, dtype="object")
    return rows.assign(**added)


def attached(
    rows: pd.DataFrame, key: str, tags: pd.DataFrame, territory: str | None, domain_id: str | None
) -> Attached:
    """The rows told apart by what they are attached to, each in its order.

    A row with several territories is attached to each of them. Under a filter, a row is not attached as long
    as nobody said, for each filter in force, what it is attached to.
    """
    known = tagged(rows, key, tags)
    asked = {"territories": territory, "domains": domain_id}
    force = {name: word for name, word in asked.items() if word}
    if not force:
        silent = ~known["territories"].astype(bool) & ~known["domains"].astype(bool)
        return Attached(known, known.iloc[:0], known[silent], None, None)
    silent = pd.Series(False, index=known.index)
    fits = pd.Series(True, index=known.index)
    for name, word in force.items():
        silent |= ~known[name].astype(bool)
        fits &= pd.Series([word in words for words in known[name]], index=known.index, dtype=bool)
    return Attached(known[fits], known[~fits & ~silent], known[silent], territory, domain_id)


def proposed(
    text: str, communes: pd.DataFrame, domains: pd.DataFrame
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The territories and the domain_ids that the words of a title name: a proposal, never a link.

    ``communes``: commune, territory; ``domains``: domain_id, domain. A territory is named by one of its
    communes, by its group of communes, or as « Nord » or « Sud »; not as « Centre », an ordinary word.
    """
    words = dict(zip(communes["commune"], communes["territory"], strict=True))
    words |= {name: territory for territory, name in EPCI_OF_TERRITORY.items()}
    words |= {"Nord": "Nord", "Sud": "Sud"}
    # A commune is a proper name: « le robert » is not « Le Robert ».
    territories = {
        territory for word, territory in words.items() if re.search(rf"\b{re.escape(word)}\b", text)
    }
    plain = folded(text)
    named = [
        str(domain_id)
        for domain_id, domain in zip(domains["domain_id"], domains["domain"], strict=True)
        if re.search(rf"\b{re.escape(folded(domain))}\b", plain)
    ]
    return tuple(name for name in EPCI_OF_TERRITORY if name in territories), tuple(named)


def proposed_for(found: Attached, text: str, communes: pd.DataFrame, domains: pd.DataFrame) -> pd.DataFrame:
    """The rows not attached whose title (column ``text``) names what the filters in force ask for."""

    def names(title: str) -> bool:
        territories, domain_ids = proposed(title, communes, domains)
        return found.territory in territories or found.domain_id in domain_ids

    return where(found.unattached, text, lambda title: names(str(title)))
