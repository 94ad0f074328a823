"""Why a training offer is tied to a domain: the words of its title, or of the name behind a sigle."""

from __future__ import annotations

import re

import pandas as pd

# The words that tie a title to a domain: no source of offers gives its domain.
DOMAIN_WORDS: dict[str, str] = {
    "services-informatiques": r"(?:réseaux |services )?informatiques?|services numériques",
    "telecommunications": r"télécommunications?|télécoms?",
    "marketing-communication": r"graphisme|médias|communication|relation client|marketing",
    "cybersecurite": r"cybersécurité",
    "transformation-digitale": r"médiation|transformation (?:digitale|numérique)|école sociale du numérique",
}
# What a title only writes as a sigle: its official name, and where that name was read.
OFFICIAL_NAMES: dict[str, tuple[str, str]] = {
    "CIEL": (
        "Cybersécurité, Informatique et réseaux, Electronique",
        "écrit en entier à l’option A du même BTS",
    ),
    "MRIT": ("Métiers des réseaux informatiques et télécommunications", "sigle d’usage, absent de la source"),
}


def tie(title: str, domain_id: str) -> str:
    """What ties a title to a domain: « Cybersécurité », or the official name that says it; "" when neither.

    ``domain_id`` is a key of ``domains``.
    """
    pattern = DOMAIN_WORDS.get(domain_id)
    if pattern is None:
        return ""
    found = re.search(pattern, title, re.IGNORECASE)
    if found:
        return f"« {found[0]} » dans l’intitulé"
    for sigle, (name, where) in OFFICIAL_NAMES.items():
        found = re.search(pattern, name, re.IGNORECASE)
        if found and re.search(rf"\b{sigle}\b", title):
            return f"« {found[0]} » dans le nom officiel de {sigle}, « {name} » ({where})"
    return ""


def ties(selected: pd.DataFrame, domain_id: str | None = None) -> dict[tuple[str, str], str]:
    """Why each title is tied to each of its domains (to one, given ``domain_id``), each pair once.

    ``selected`` has columns title and domain_ids (a list or null): {(title, domain_id): what ``tie`` says}.
    """
    found: dict[tuple[str, str], str] = {}
    for title, domains in zip(selected["title"], selected["domain_ids"], strict=True):
        for domain in domains if isinstance(domains, list) else ():
            if domain_id in (None, domain) and (title, domain) not in found:
                found[title, domain] = tie(str(title), str(domain))
    return found
