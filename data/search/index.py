"""The index of the words of all entries, and how a query finds them: whole words first, then beginnings,
inner parts, and last words mistyped by a letter or two.

Only the vocabulary is compared with what is typed, never the texts: its size, not the number of entries,
makes the cost of a search.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from data.french.formats import listing
from data.french.typography import french
from data.search.entries import gathered
from data.search.entry import KINDS, PART, Entry
from data.search.words import EMPTY, asked, singular, spelling, stems

# How well a word of the vocabulary answers a word typed; a word of a title counts more than one of a text.
WHOLE, BEGINS, HOLDS, MISTYPED = 1.0, 0.8, 0.5, 0.4
IN_TEXT = 0.6
# Shorter words have too many neighbours to be looked for inside others, or mistyped.
SHORTEST_INNER, SHORTEST_MISTYPED, LONG = 5, 4, 8
MOST_WORDS, MOST_LETTERS = 12, 200
NEAR = 0.8


@dataclass(frozen=True)
class Group:
    """What is found of one kind: the best ``hits``, and how many there are in all."""

    kind: str
    hits: tuple[Entry, ...]
    total: int


@dataclass(frozen=True)
class Found:
    """The answer to a query: groups, best first, and what to try when there is none.

    ``complete`` is false when no entry holds all the words: those that hold most of them are given.
    ``suggestions`` are nearest words, as the entries write them.
    """

    query: str = ""
    groups: tuple[Group, ...] = ()
    complete: bool = True
    suggestions: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """How many entries are found, those not shown included."""
        return sum(group.total for group in self.groups)

    @property
    def sentence(self) -> str:
        """What to say above the groups: nothing found, or not all the words; else nothing."""
        if not self.query or (self.groups and self.complete):
            return ""
        if self.groups:
            return french(f"Rien ne réunit tous les mots de « {self.query} » : voici ce qui s’en approche.")
        nearest = listing([f"« {word} »" for word in self.suggestions]).replace(" et ", " ou ")
        hint = f" Vouliez-vous dire {nearest} ?" if nearest else ""
        return french(f"Aucun résultat pour « {self.query} ».{hint}")


class Index:
    """All entries, and for each word of the vocabulary the entries whose title or text holds it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self._titles = _Postings(entry.title for entry in self.entries)
        self._texts = _Postings(entry.text for entry in self.entries)
        self._vocabulary = sorted(self._titles.words | self._texts.words)
        self._kinds = np.array([KINDS.index(entry.kind) for entry in self.entries], dtype="int8")
        self._lengths = np.array([len(entry.title) for entry in self.entries], dtype="int32")

    def find(self, query: str, per_group: int = 5) -> Found:
        """Entries that hold the words of a query, by kind, ``per_group`` of each at most.

        Any text is accepted; a query of one letter, or of signs alone, finds nothing and says nothing.
        """
        query = " ".join(query[:MOST_LETTERS].split())
        words = asked(query, MOST_WORDS)
        if len(query) < 2 or not words:
            return Found()
        if not self.entries:
            return Found(query)
        read = [self._read(word) for word in words]
        scores, held, whole = self._scored(read)
        most = int(held.max())
        if most == 0 or 2 * most < len(words):
            unread = [word for word, found in zip(words, read, strict=True) if not found] or words
            return Found(query, suggestions=self._nearest(unread))
        kept = np.flatnonzero(held == most)
        return Found(query, tuple(self._grouped(kept, scores, whole, per_group)), complete=most == len(words))

    def _read(self, word: str) -> dict[str, float]:
        """The words of the vocabulary that answer a typed word, with how well."""
        stem = singular(word)
        found: dict[str, float] = {}
        if word[0].isdigit():
            # A figure is right or wrong: only its end may be missing, while it is typed.
            found |= dict.fromkeys(self._beginning(word), BEGINS) if len(word) > 1 else {}
        else:
            if len(stem) >= SHORTEST_INNER:
                found |= {known: HOLDS for known in self._vocabulary if stem in known}
            if len(word) > 1:
                # As typed: « mars » without its s would begin « Martinique ».
                found |= dict.fromkeys(self._beginning(word), BEGINS)
        if self._is_known(stem):
            found[stem] = WHOLE
        if not found and len(word) >= SHORTEST_MISTYPED and not word[0].isdigit():
            most = 1 if len(word) < LONG else 2
            near = process.extract(stem, self._vocabulary, scorer=OSA.distance, score_cutoff=most, limit=20)
            least = min((distance for _, distance, _ in near), default=0)
            found = {known: MISTYPED for known, distance, _ in near if distance == least}
        return found

    def _is_known(self, stem: str) -> bool:
        place = bisect_left(self._vocabulary, stem)
        return place < len(self._vocabulary) and self._vocabulary[place] == stem

    def _beginning(self, start: str) -> list[str]:
        first = bisect_left(self._vocabulary, start)
        return self._vocabulary[first : bisect_left(self._vocabulary, start + "\U0010ffff", first)]

    def _scored(self, read: Sequence[Mapping[str, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each entry: the sum of its grades, how many words it holds, how many whole in its title."""
        size = len(self.entries)
        scores, held, whole = np.zeros(size), np.zeros(size, "int16"), np.zeros(size, "int16")
        for found in read:
            best = np.zeros(size)
            for postings, weight in ((self._texts, IN_TEXT), (self._titles, 1.0)):
                for grade in (MISTYPED, HOLDS, BEGINS, WHOLE):
                    holding = postings.of(known for known, value in found.items() if value == grade)
                    best[holding] = np.maximum(best[holding], grade * weight)
            scores += best
            held += best > 0
            whole += best == WHOLE
        return scores, held, whole

    def _grouped(
        self, kept: np.ndarray, scores: np.ndarray, whole: np.ndarray, per_group: int
    ) -> Iterator[Group]:
        """Kinds by their best entry (whole words of a title first), in the order of ``KINDS`` when equal."""
        order = kept[np.lexsort((kept, self._lengths[kept], -scores[kept]))]
        kinds = self._kinds[order]
        present = sorted(
            set(kinds.tolist()), key=lambda kind: (-int(whole[order[kinds == kind]].max()), kind)
        )
        for kind in present:
            of_kind = order[kinds == kind]
            hits = tuple(self.entries[place] for place in of_kind[:per_group])
            yield Group(KINDS[kind], hits, len(of_kind))

    def _nearest(self, words: Sequence[str]) -> tuple[str, ...]:
        """The words of the entries that look most like those typed, at most three, as they are written."""
        near = [
            (similarity, known)
            for word in words
            for known, similarity, _ in process.extract(
                singular(word),
                self._vocabulary,
                scorer=JaroWinkler.normalized_similarity,
                score_cutoff=NEAR,
                limit=3,
            )
            if len(known) > 2 and known not in EMPTY
        ]
        ordered = [known for _, known in sorted(near, key=lambda pair: (-pair[0], pair[1]))]
        return tuple(dict.fromkeys(self._as_written(known) for known in dict.fromkeys(ordered)))[:3]

    def _as_written(self, stem: str) -> str:
        """A word of the vocabulary with its accents, as the first entry that holds it writes it."""
        place = self._titles.first(stem)
        if place is not None:
            return spelling(self.entries[place].title, stem)
        place = self._texts.first(stem)
        return stem if place is None else spelling(self.entries[place].text, stem)


class _Postings:
    """Word -> places of the texts that hold it."""

    def __init__(self, texts: Iterable[str]) -> None:
        places: dict[str, list[int]] = {}
        for place, text in enumerate(texts):
            # Thousands of texts share a commune, a level, an organisation: each part is cut into words once.
            for stem in {stem for part in text.split(PART) for stem in stems(part)}:
                places.setdefault(stem, []).append(place)
        self._places = {stem: np.array(found, dtype="int32") for stem, found in places.items()}

    @property
    def words(self) -> set[str]:
        return set(self._places)

    def of(self, wanted: Iterable[str]) -> np.ndarray:
        """Places of the texts that hold any of these words (a place may come twice)."""
        found = [self._places[stem] for stem in wanted if stem in self._places]
        return np.concatenate(found) if found else np.empty(0, dtype="int32")

    def first(self, stem: str) -> int | None:
        """Place of the first text that holds a word; None when none does."""
        return int(self._places[stem][0]) if stem in self._places else None


def build(frames: Mapping[str, pd.DataFrame]) -> Index:
    """The index over the datasets of ``entries.DATASETS`` that are given, ``noted`` being the fold."""
    return Index(gathered(frames))
