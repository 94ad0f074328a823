"""LHEO, export of a Carif-Oref: the continuing training of Martinique, and with it the coverage of offers."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from data.french.typography import french
from data.imports import cells
from data.imports.cells import CellRefused
from data.imports.known_courses import known_courses, listed
from data.imports.rows import COMMUNE, coordinate, declare, name, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET, COVERAGE = "training_offers", "training_coverage"
# The European level of a LHEO one: « 6 » was « niveau III » until 2.2, and 2.3 added 11 to 18 for 1 to 8.
_LEVELS = {"4": 3, "5": 4, "6": 5, "7": 6, "8": 7} | {str(10 + level): level for level in range(3, 9)}
_STATUS = {"initial": "Formation initiale", "continuing": "Formation continue"}
_PLACES = {"0": ", en présentiel", "1": ", à distance", "2": ", hybride"}


def read(table: Table, store: Store, into: Gathered) -> None:
    """The actions in Martinique whose ROME codes, or title, belong to a domain."""
    # One edition only: the next export takes the place of this one, whatever the names of both.
    declare(into, "lheo", "Martinique", f"Formations au format LHEO, {PurePosixPath(into.file).stem}",
            "Carif-Oref", None)  # fmt: skip
    known, by_rome = known_courses(store), _domains_of_rome(store)
    kinds, levels = set(), set()
    for row, found in of_martinique(table, into, lambda one: str(one["commune"]).startswith("972")):
        scope, domains = known.kind_of(found["title"])
        domains = sorted({one for rome in found["rome"] for one in by_rome.get(rome, ())}) or domains
        if domains and scope is None:
            scope = "related" if domains == ["marketing-communication"] else "core"
        if scope is None:
            into.drop("formation hors du numérique, d’après ses codes ROME et son intitulé")
            continue
        kind = "initial" if found["initial"] else "continuing"
        kinds.add(kind)
        level = _LEVELS.get(found["level"] or "")
        levels.add(str(level))
        into.keep(DATASET, row, {
            "offer_id": f"lheo-{found['number']}-{found['action']}",
            "organisation": found["organisation"],
            "title": found["title"],
            "level": level,
            "level_label": f"niveau {level}" if level else "non précisé",
            "domain_ids": domains,
            "scope": scope,
            "modality": f"{_STATUS[kind]}{_PLACES.get(found['place'] or '', '')}",
            "commune_code": found["commune"],
            "latitude": found["latitude"],
            "longitude": found["longitude"],
            "session": f"session du {found['starts']}" if found["starts"] else None,
            "verified": True,
            **provenance(into, row, french("Domaine déduit des codes ROME ou de l’intitulé")),
        })  # fmt: skip
    if into.records.get(DATASET):
        assert into.document is not None
        own = {"source_id": (into.document.source_id,)}
        into.replaces |= {DATASET: own, COVERAGE: own}
        into.keep(COVERAGE, 1, {
            "kinds": sorted(kinds), "levels": sorted(levels - {"None"}) or None, "complete": False,
            **provenance(into, 1, french("Ce que l’export contient, en Martinique et dans le numérique")),
        })  # fmt: skip
    elif not into.refusals:
        into.refuse("aucune formation du numérique", "au moins une action rattachée au numérique",
                    remedy="Vérifier que l’export est complet.")  # fmt: skip
    known.say(into)


def _domains_of_rome(store: Store) -> dict[str, set[str]]:
    """ROME code -> domains, by the FAP of both."""
    by_fap = {
        fap: str(row.domain_id)
        for row in store.load("domains").itertuples()
        for fap in listed(row.fap_tension)
    }
    found: dict[str, set[str]] = {}
    for row in store.load("occupations").itertuples():
        if domain := by_fap.get(str(row.fap_code)):
            found.setdefault(str(row.rome_code), set()).add(domain)
    return found


def _number(cell: Any) -> str:
    return cells.needed(cell, "le numéro de la formation")


def _romes(cell: Any) -> list[str]:
    found = [part.strip().upper() for part in str(cell).split(";") if part.strip()]
    if wrong := [part for part in found if re.fullmatch("[A-Z][0-9]{4}", part) is None]:
        raise CellRefused(wrong[0], "un code ROME (M1805)")
    return found


def _day(cell: Any) -> str | None:
    first = str(cell).split(";")[0].strip()
    if not first:
        return None
    found = re.fullmatch("([0-9]{4})-?([0-9]{2})-?([0-9]{2})", first)
    if found is None:
        raise CellRefused(first, "une date (20260901)")
    return f"{found[3]}/{found[2]}/{found[1]}"


FORMAT = Format(
    "lheo",
    "LHEO, export XML d’un Carif-Oref (formation continue)",
    (
        Wanted("number", "lheo-formation", read=_number),
        Wanted("action", "lheo-action", read=cells.text),
        Wanted("title", "intitule", read=name),
        Wanted("rome", "code-rome", read=_romes),
        Wanted("level", "niveau-sortie", read=cells.text),
        Wanted("organisation", "organisme", read=name),
        Wanted("commune", "commune", read=COMMUNE),
        Wanted("latitude", "latitude", read=coordinate("latitude")),
        Wanted("longitude", "longitude", read=coordinate("longitude")),
        Wanted("place", "enseignement", read=cells.text),
        Wanted("starts", "debut", read=_day),
        Wanted("initial", "initiale", read=cells.text),
    ),
    read,
)
