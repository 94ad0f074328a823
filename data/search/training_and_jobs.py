"""Places, skills, occupations, training offers and organisations, as entries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from data.french.formats import count, is_unknown, number
from data.french.typography import french
from data.search.entry import (
    COMMUNES,
    OCCUPATIONS,
    OFFERS,
    ORGANISATIONS,
    SKILLS,
    Entry,
    Frames,
    domain_names,
    line,
    rows_of,
)


def communes(frames: Frames) -> Iterator[Entry]:
    """One entry a commune: its EPCI, territory and population."""
    for row in rows_of(frames["communes"]):
        people = count(row.population, "habitant") + (
            f" ({row.population_year})" if not is_unknown(row.population_year) else ""
        )
        yield Entry(
            COMMUNES,
            "communes",
            row.commune_code,
            row.commune,
            line(row.epci, row.territory, people),
            commune=row.commune,
            territory=row.territory,
        )


def skills(frames: Frames) -> Iterator[Entry]:
    """One entry a domain and skill."""
    kinds = {"technical": "Compétence technique", "transversal": "Compétence transversale"}
    named = domain_names(frames)
    for row in rows_of(frames["skills"]):
        text = line(row.domain, kinds[row.kind])
        key = f"{row.domain_id}|{row.skill}"
        yield Entry(SKILLS, "skills", key, row.skill, text, domain=named.get(row.domain_id, ""))


def recruiting(frames: Frames) -> Iterator[Entry]:
    """One entry an occupation of the recruitment survey: the projects printed for its latest year."""
    table, named = frames["recruitment"], domain_names(frames)
    for code, rows in table.groupby("fap_code", sort=False):
        latest = rows[rows["year"] == rows["year"].max()]
        printed, secret = latest["projects"].sum(), latest["projects"].isna().any()
        least = "au moins " if secret else ""
        projects = (
            f"{least}{count(printed, 'projet')} de recrutement en {latest['year'].iloc[0]}"
            if printed
            else f"projets de recrutement en {latest['year'].iloc[0]}, nombre sous secret statistique"
        )
        text = line(projects, ", ".join(latest["basin"]), code)
        title, domain = latest["occupation"].iloc[0], named.get(latest["domain_id"].iloc[0], "")
        # The computing occupations are drawn apart from the others.
        theme = "core" if str(code).startswith(("M1", "M2")) else "beside"
        yield Entry(OCCUPATIONS, "recruitment", str(code), title, text, theme=theme, domain=domain)


def tension(frames: Frames) -> Iterator[Entry]:
    """The digital occupations: the others of the file, and its groups, are not shown on any page."""
    table = frames["occupation_tension"]
    named = domain_names(frames)
    shown = table[(table["fap_level"] == "fap 225") & table["domain_id"].notna()]
    for row in rows_of(shown):
        level = number(row.tension_class, none="")
        said = f"Tension en {row.year}" + (f", classe {level} sur 5" if level else ", sans classe publiée")
        text = line(said, row.fap_code)
        domain = named.get(row.domain_id, "")
        yield Entry(OCCUPATIONS, "occupation_tension", row.fap_code, row.occupation, text, domain=domain)


def transition(frames: Frames) -> Iterator[Entry]:
    """The occupations that the ROME marks for the digital transition."""
    table = frames["occupations"]
    for row in rows_of(table[table["digital_transition"]]):
        text = line(french("Métier marqué « transition numérique »"), row.rome_code)
        yield Entry(OCCUPATIONS, "occupations", row.rome_code, row.occupation, text)


def offers(frames: Frames) -> Iterator[Entry]:
    """One entry an offer, in the order of the dataset: who, where, which level, modality and domains."""
    known = frames.get("communes", pd.DataFrame({"commune_code": [], "commune": [], "territory": []}))
    places = {row.commune_code: (row.commune, row.territory) for row in rows_of(known)}
    named = domain_names(frames)
    for row in rows_of(frames["training_offers"]):
        commune, territory = places.get(row.commune_code, ("", ""))
        domains = [] if row.domain_ids is None else list(row.domain_ids)
        about = ", ".join(named[domain] for domain in domains if domain in named)
        text = line(row.organisation, commune, territory, row.level_label, row.modality, about)
        yield Entry(
            OFFERS,
            "training_offers",
            row.offer_id,
            row.title,
            text,
            theme="verified" if row.verified else "to-confirm",
            commune=commune,
            territory=territory,
            domain=named.get(domains[0], "") if len(domains) == 1 else "",
        )


# Where an organisation is named, and as what: the first one that names it leads to it.
_NAMED_IN = (
    ("training_offers", "organisation", "Propose des formations"),
    ("schema_actions", "funding_label", "Financement indiqué du Schéma"),
    ("statements", "organisation", "Cité par les documents"),
    ("places", "name", "Lieu d’accompagnement au numérique"),
    ("slides", "holder", "Détient un contenu que la présentation montre en image"),
    ("sources", "publisher", "Publie une source"),
)


def organisations(frames: Frames, offered: Sequence[Entry]) -> Iterator[Entry]:
    """One entry a name; that of a training body with one commune, or to be confirmed only, says so.

    ``offered``: the entries of ``offers``, one a row of ``training_offers``.
    """
    roles: dict[str, list[tuple[str, str]]] = {}
    for dataset, column, role in _NAMED_IN:
        if dataset in frames:
            for name in frames[dataset][column].dropna().unique():
                roles.setdefault(str(name), []).append((dataset, role))
    offering: dict[str, list[Entry]] = {}
    if "training_offers" in frames:
        for offer, name in zip(offered, frames["training_offers"]["organisation"], strict=True):
            offering.setdefault(str(name), []).append(offer)
    for name, named in roles.items():
        own = offering.get(name, [])
        places = {offer.commune for offer in own}
        unsure = bool(own) and all(offer.theme == "to-confirm" for offer in own)
        yield Entry(
            ORGANISATIONS,
            named[0][0],
            name,
            name,
            line(*dict.fromkeys(role for _, role in named)),
            theme="organisation-to-confirm" if unsure else "organisation",
            commune=places.pop() if len(places) == 1 else "",
        )
