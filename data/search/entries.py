"""Every entry that the search knows, from the datasets: a dataset that is missing has none."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from data.search import documents, training_and_jobs
from data.search.entry import OFFERS, Entry, Frames

# All that is read: what is searched, and what names its pillars, domains and places.
DATASETS = (
    "key_figures",
    "sector_establishments",
    "survey_answers",
    "schema_actions",
    "schema_pillars",
    "statements",
    "communes",
    "skills",
    "recruitment",
    "occupation_tension",
    "occupations",
    "training_offers",
    "places",
    "domains",
    "slides",
    "agenda",
    "sources",
    "glossary",
    "noted",
)
_MAKERS: dict[str, Callable[[Frames], Iterator[Entry]]] = {
    "key_figures": documents.key_figures,
    "sector_establishments": documents.subsectors,
    "survey_answers": documents.answers,
    "schema_actions": documents.actions,
    "statements": documents.statements,
    "communes": training_and_jobs.communes,
    "skills": training_and_jobs.skills,
    "recruitment": training_and_jobs.recruiting,
    "occupation_tension": training_and_jobs.tension,
    "occupations": training_and_jobs.transition,
    "training_offers": training_and_jobs.offers,
    "slides": documents.slides,
    "agenda": documents.agenda,
    "noted": documents.noted,
    "glossary": documents.glossary,
}


def gathered(frames: Frames) -> list[Entry]:
    """Every entry of the datasets given (``DATASETS``); of ``noted``, the fold of the journal."""
    found = [entry for name, make in _MAKERS.items() if name in frames for entry in make(frames)]
    offered = [entry for entry in found if entry.kind == OFFERS]
    return [*found, *training_and_jobs.organisations(frames, offered)]
