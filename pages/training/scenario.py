"""Fictitious training offers: how the address writes them, and the rows they make beside the real ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

# What separates the parts of an offer in the address: commune, level, domain, seats, then its title.
SEPARATOR = ", "
MOST_OFFERS, MOST_SEATS, TITLE_LETTERS = 6, 999, 60
# The levels that can be tried, with the level of the European framework.
LEVELS = {"Bac": 4, "Bac+2": 5, "Bac+3": 6, "Bac+5": 7}
_PREFIX = "scenario-"


@dataclass(frozen=True)
class Trial:
    """One fictitious offer. ``seats`` is 0 when nobody said how many."""

    commune: str
    level: str
    domain: str
    seats: int
    title: str

    @property
    def word(self) -> str:
        """The offer as one word of the address."""
        return SEPARATOR.join((self.commune, self.level, self.domain, str(self.seats), self.title.strip()))


def read(word: str) -> Trial | None:
    """The offer that a word of the address describes; None when it describes none."""
    parts = word.split(SEPARATOR, 4)
    if len(parts) != 5:
        return None
    commune, level, domain, seats, title = (part.strip() for part in parts)
    if not commune or not title or len(title) > TITLE_LETTERS or level not in LEVELS:
        return None
    if not (seats.isascii() and seats.isdecimal() and len(seats) < 4):
        return None
    return Trial(commune, level, domain, int(seats), title)


def readable(word: str) -> bool:
    """Whether a word of the address describes an offer."""
    return read(word) is not None


def offers(
    words: Sequence[str], communes: pd.DataFrame, domains: pd.DataFrame
) -> tuple[pd.DataFrame, list[str]]:
    """The offers of a scenario as rows of ``training_offers``, and sentences on those that can't be placed.

    At most ``MOST_OFFERS``: the others are named. Their source is nobody's: they are never written.
    """
    codes = dict(zip(communes["commune"], communes["commune_code"], strict=True))
    tags = dict(zip(domains["domain"], domains["domain_id"], strict=True))
    rows, left = [], []
    for rank, word in enumerate(words, start=1):
        trial = read(word)
        if trial is None:
            continue
        if trial.commune not in codes:
            left.append(f"« {trial.title} » : la commune « {trial.commune} » n’est pas connue.")
        elif trial.domain and trial.domain not in tags:
            left.append(f"« {trial.title} » : le domaine « {trial.domain} » n’est pas connu.")
        elif len(rows) == MOST_OFFERS:
            left.append(f"« {trial.title} » : un scénario tient au plus {MOST_OFFERS} formations.")
        else:
            rows.append(
                {
                    "offer_id": f"{_PREFIX}{rank}",
                    "organisation": "scénario",
                    "title": trial.title,
                    "commune": trial.commune,
                    "domain": trial.domain,
                    "level": LEVELS[trial.level],
                    "level_label": trial.level,
                    "domain_ids": [tags[trial.domain]] if trial.domain else [],
                    "scope": "core",
                    "modality": "scénario",
                    "commune_code": codes[trial.commune],
                    "verified": True,
                    "seats": trial.seats or None,
                }
            )
    return pd.DataFrame(rows), left


def beside(offers: pd.DataFrame, fictitious: pd.DataFrame) -> pd.DataFrame:
    """The rows of ``training_offers``, then those of a scenario, under the same columns and types."""
    if fictitious.empty:
        return offers
    added = fictitious.reindex(columns=offers.columns)
    kept = {name: kind for name, kind in offers.dtypes.items() if name != "domain_ids"}
    return pd.concat([offers, added.astype(kept)], ignore_index=True)


def invented(offers: pd.DataFrame) -> pd.Series:
    """Which offers are those of the scenario."""
    return offers["offer_id"].str.startswith(_PREFIX)
