"""What is already known of schools and courses, to which the next edition is tied."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from data.french.formats import is_unknown
from data.french.typography import french
from data.imports.shape import Gathered
from data.imports.tables import folded
from data.store import Store

# A title that says one of these without being tied to a domain deserves a look.
_DIGITAL = re.compile(
    "numeri|informati|cyber|reseau|multimedia|web|logiciel|donnees|intelligence artificielle"
)


@dataclass
class KnownCourses:
    """``schools``: UAI -> name and commune code; ``kinds``: title -> scope and domain ids, None when it is
    known to be outside the digital; ``offers``: UAI and title -> offer id.
    """

    schools: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)
    kinds: dict[str, tuple[str, list[str] | None] | None] = field(default_factory=dict)
    offers: dict[tuple[str, str], str] = field(default_factory=dict)
    unheard: dict[str, None] = field(default_factory=dict)

    def kind_of(self, title: str) -> tuple[str | None, list[str] | None]:
        """The scope and domains of a course; a title never read, with digital words, is kept for ``say``."""
        key = bare(title)
        if key not in self.kinds and _DIGITAL.search(key):
            self.unheard[title] = None
        return self.kinds.get(key) or (None, None)

    def say(self, into: Gathered) -> None:
        """Name in the preview the courses that nothing ties to a domain."""
        if self.unheard:
            titles = " ; ".join(list(self.unheard)[:5])
            into.facts.append(
                french(
                    f"Intitulés nouveaux qui parlent du numérique, rattachés à aucun domaine : {titles}. "
                    "Les ajouter par le modèle « Offres de formation »."
                )
            )


def bare(title: str) -> str:
    """A title without case, accents, signs, nor what says « en apprentissage »."""
    return re.sub("[^a-z0-9]+", " ", folded(title)).strip().removesuffix(" en apprentissage")


def known_courses(store: Store) -> KnownCourses:
    """What the training datasets say today, the last year of a school or course first."""
    known = KnownCourses()
    for row in store.load("training_outcomes").sort_values("year").itertuples():
        known.schools[str(row.uai)] = (str(row.organisation), None)
    for row in store.load("training_capacity").sort_values("year").itertuples():
        if not is_unknown(row.organisation):
            known.schools[str(row.uai)] = (str(row.organisation), _text(row.commune_code))
        title = bare(str(row.title))
        known.kinds[title] = (
            None if is_unknown(row.scope) else (str(row.scope), listed(row.domain_ids) or None)
        )
        if not is_unknown(row.offer_id):
            known.offers[str(row.uai), title] = str(row.offer_id)
    for row in store.load("training_offers").itertuples():
        title = bare(str(row.title))
        known.kinds.setdefault(title, (str(row.scope), listed(row.domain_ids) or None))
        if not is_unknown(row.uai):
            known.schools.setdefault(str(row.uai), (str(row.organisation), str(row.commune_code)))
            known.offers.setdefault((str(row.uai), title), str(row.offer_id))
    return known


def _text(cell: Any) -> str | None:
    return None if is_unknown(cell) else str(cell)


def listed(cell: Any) -> list[str]:
    """The items of a cell that may be empty."""
    return list(cell) if isinstance(cell, list) else []
