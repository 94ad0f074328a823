"""Orion, capacités et vœux confirmés des BTS et certificats de spécialisation: seats by school and course.

One national file a year, which says its year in its name only. Its columns change with the year; the six that
are read stay.
"""

from __future__ import annotations

from typing import Any

from data.french.typography import french
from data.imports import cells
from data.imports.known_courses import bare, known_courses
from data.imports.rows import (
    DEPARTMENT,
    UAI,
    among,
    code,
    counted,
    declare,
    of_martinique,
    provenance,
    year_in_name,
)
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET = "training_capacity"
_APPRENTICES = " - en apprentissage"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The courses of Martinique, with what is already known of their school, domain and offer."""
    year = year_in_name(into, "BTS_attractivite_capacite_2025.csv")
    if year is None:
        return
    declare(into, "orion-bts", str(year), f"Vœux confirmés et capacités des BTS, {year}", "MENJ/DNE", year)
    known, unnamed = known_courses(store), set()
    for row, found in of_martinique(
        table, into, lambda cells_: str(cells_["uai"]).strip().startswith(DEPARTMENT)
    ):
        title = found["title"].removesuffix(_APPRENTICES)
        organisation, commune = known.schools.get(found["uai"], (None, None))
        scope, domains = known.kind_of(title)
        offer = known.offers.get((found["uai"], bare(title))) if found["status"] == "school" else None
        notes = [
            "Nom et commune déjà connus" if commune else "Nom déjà connu" if organisation else "Code seul"
        ]
        notes += ["périmètre et domaine de l’intitulé, déjà connu"] if scope else []
        unnamed |= set() if organisation else {found["uai"]}
        into.keep(DATASET, row, {
            **found,
            "year": year,
            "title": title,
            "organisation": organisation,
            "commune_code": commune,
            "kind": "bts" if title.startswith("BTS") else "certificate",
            "scope": scope,
            "domain_ids": domains,
            "offer_id": offer,
            **provenance(into, row, french(" ; ".join(notes))),
        })  # fmt: skip
    into.replaces[DATASET] = {"year": (year,)}
    if unnamed:
        into.facts.append(
            french(f"Établissements dont on ne connaît que le code : {', '.join(sorted(unnamed))}.")
        )
    known.say(into)


def _title(cell: Any) -> str:
    return cells.needed(cell, "un intitulé de formation")


FORMAT = Format(
    "orion-bts",
    "Orion, capacités et vœux des BTS par établissement",
    (
        Wanted("uai", "uai", read=UAI),
        Wanted("title", "libelléformation", read=_title),
        Wanted("course_code", "mefstat11", read=code("[0-9A-Z]{11}", "un code MEF STAT 11 (32211032612)")),
        Wanted("confirmed_wishes", "nb_voeux_confirmes", read=counted),
        Wanted("status", "statut", read=among({"scolaire": "school", "apprentissage": "apprenticeship"})),
        Wanted("seats", "capacitepsup", read=counted),
    ),
    read,
    yearly=(DATASET, 15),
)
