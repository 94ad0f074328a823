"""One thing to find, the groups it may belong to, and how its line of text is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import pandas as pd

from data.french.formats import is_unknown, text_of

FIGURES, ACTIONS, RECOMMENDATIONS = "Chiffres", "Actions du Schéma", "Préconisations"
SKILLS, OCCUPATIONS, OFFERS = "Compétences", "Métiers", "Formations"
ORGANISATIONS, COMMUNES, DECISIONS = "Organismes", "Communes", "Ordre du jour et décisions"
SENTENCES, SLIDES, GLOSSARY = "Phrases des documents", "Diapositives", "Glossaire"
PART = " · "
# In the order in which groups that answer equally well are shown.
KINDS = (
    FIGURES,
    ACTIONS,
    RECOMMENDATIONS,
    COMMUNES,
    SKILLS,
    OCCUPATIONS,
    OFFERS,
    ORGANISATIONS,
    DECISIONS,
    SENTENCES,
    SLIDES,
    GLOSSARY,
)


class Entry(NamedTuple):
    """One thing to find: its group, the row it comes from, what is read, and what leads to its place.

    ``key``: the row's identifier (parts joined by « | » when there are several); ``theme``: what tells
    apart rows of a dataset that are shown in different places; ``domain``: its French name.
    """

    kind: str
    dataset: str
    key: str
    title: str
    text: str
    theme: str = ""
    commune: str = ""
    territory: str = ""
    domain: str = ""


Frames = Mapping[str, pd.DataFrame]


def line(*parts: Any) -> str:
    """What is known of several parts, separated as a reader sees them."""
    return PART.join(filter(None, map(text_of, parts)))


def year(value: Any) -> str:
    """A year without a space of thousands; nothing when it is unknown."""
    return "" if is_unknown(value) else str(int(value))


def rows_of(frame: pd.DataFrame) -> Iterator[Any]:
    """The rows of a frame, columns as attributes."""
    # Cell by cell, Arrow strings cost four times as much as objects.
    return frame.astype(object).itertuples(index=False)


def domain_names(frames: Frames) -> dict[str, str]:
    """Domain identifier -> its French name; nothing without the dataset."""
    domains = frames.get("domains")
    return {} if domains is None else dict(zip(domains["domain_id"], domains["domain"], strict=True))
