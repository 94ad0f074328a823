"""Parcoursup, open data of the ministry (fr-esr-parcoursup): the initial courses and their seats.

One national file a session, with 118 columns under their labels or their technical names.
"""

from __future__ import annotations

import re
from typing import Any

from data.french.formats import count
from data.french.typography import french
from data.imports import cells
from data.imports.cells import CellRefused
from data.imports.known_courses import KnownCourses, bare, known_courses
from data.imports.rows import UAI, coordinate, declare, name, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.imports.tables import folded
from data.store import Store

DATASET, COVERAGE = "training_offers", "training_coverage"
_LEVELS = {
    "bts": (5, "Bac+2 (niv. 5)"),
    "but": (6, "Bac+3 (niv. 6)"),
    "licence": (6, "Bac+3 (niv. 6)"),
    "dn made": (6, "Bac+3 (niv. 6)"),
    "certificat de specialisation": (4, "post-bac 1 an (niv. 4, déduit)"),
}


def read(table: Table, store: Store, into: Gathered) -> None:
    """The courses of Martinique whose title is tied to a domain; those already known keep their name."""
    sessions = {cells.shown(one["session"]) for _, one, _ in table.rows()}
    if len(sessions) != 1 or not re.fullmatch("20[0-9]{2}", "".join(sessions)):
        into.refuse(", ".join(sorted(sessions)[:5]) or "aucune session", "une seule session (2025)",
                    column=table.name_of("session"), remedy="Charger un fichier par session.")  # fmt: skip
        return
    year = int(sessions.pop())
    declare(into, "parcoursup", str(year), f"Parcoursup {year} : vœux et réponses des établissements",
            "Ministère de l’Enseignement supérieur", year)  # fmt: skip
    known = known_courses(store)
    offers: dict[str, dict[str, Any]] = {
        str(row["offer_id"]): {str(key): cell for key, cell in row.items()}
        for row in store.load(DATASET).to_dict("records")
    }
    given: list[str] = []
    communes = {folded(row.commune): str(row.commune_code) for row in store.load("communes").itertuples()}
    for row, found in of_martinique(table, into, lambda one: str(one["department"]).strip() == "972"):
        apprentices = "apprentissage" in folded(f"{found['title']} {found['detail']}")
        title, scope, domains, offer = _course(found, known)
        offer = None if apprentices or offer in given else offer
        if scope is None and offer is None:
            into.drop("formation hors du numérique, d’après son intitulé")
            continue
        organisation, commune = known.schools.get(found["uai"], (found["organisation"], None))
        commune = communes.get(folded(found["commune"]), commune)
        if commune is None:
            into.refuse(found["commune"], "le nom d’une des 34 communes de la Martinique", row,
                        table.name_of("commune"))  # fmt: skip
            continue
        level, label = next((said for start, said in _LEVELS.items() if folded(title).startswith(start)),
                            (None, "non précisé"))  # fmt: skip
        latitude, longitude = found["where"]
        own = f"parcoursup-{found['uai']}-{bare(title).replace(' ', '-')}" + (
            "-apprentissage" if apprentices else ""
        )
        # Two courses of a school may differ by what the file does not give: each stays.
        given.append(offer or own + f"-{given.count(own) + 1}" * (own in given))
        into.keep(DATASET, row, {
            "offer_id": given[-1],
            "organisation": organisation,
            "uai": found["uai"],
            "title": title,
            "level": level,
            "level_label": label,
            "domain_ids": domains,
            "scope": scope,
            "verified": True,
            **offers.get(offer or "", {}),
            "modality": "Apprentissage (Parcoursup)" if apprentices else "Formation initiale (Parcoursup)",
            "commune_code": commune,
            "latitude": latitude,
            "longitude": longitude,
            "session": f"session {year}",
            "seats": found["seats"],
            **provenance(into, row, french("Domaine déduit de l’intitulé")),
        })  # fmt: skip
    _close(offers, year, into)
    known.say(into)


def _course(
    found: dict[str, Any], known: KnownCourses
) -> tuple[str, str | None, list[str] | None, str | None]:
    """The title of a course, its scope and domains, and the offer that it already is."""
    titles = (
        [f"{found['title']} - {found['detail']}", found["title"]] if found["detail"] else [found["title"]]
    )
    for title in titles:
        if bare(title) in known.kinds or (found["uai"], bare(title)) in known.offers:
            return title, *known.kind_of(title), known.offers.get((found["uai"], bare(title)))
    return titles[0], *known.kind_of(titles[0]), None


def _close(offers: dict[str, dict[str, Any]], year: int, into: Gathered) -> None:
    """What the file can contain, and the offers of Parcoursup that it does not give: they stay, dated."""
    kept = into.records.get(DATASET, [])
    if not kept:
        if not into.refusals:
            into.refuse("aucune formation du numérique", "au moins un intitulé déjà rattaché à un domaine",
                        remedy="Vérifier que le fichier est complet.")  # fmt: skip
        return
    limits = "Statut étudiant ou scolaire, entrée après le bac : ni master, ni formation continue"
    into.keep(COVERAGE, 1, {
        "kinds": ["initial"], "levels": ["4", "5", "6"], "complete": False,
        **provenance(into, 1, french(limits)),
    })  # fmt: skip
    given = {one["offer_id"] for one in kept}
    absent = [one for key, one in offers.items() if key not in given and "Parcoursup" in str(one["modality"])]
    into.facts.append(french(f"Session {year} : {count(len(kept), 'formation')} du numérique, "
                             f"{count(sum(one['seats'] or 0 for one in kept), 'place')}."))  # fmt: skip
    if absent:
        titles = list(dict.fromkeys(str(one["title"]) for one in absent))
        some = " ; ".join(titles[:3]) + (" ; …" if len(titles) > 3 else ".")
        there = count(len(absent), "offre connue n’est pas", "offres connues ne sont pas")
        into.facts.append(french(f"{there} dans ce fichier et restent, avec leur session : {some}"))


def _where(cell: Any) -> tuple[float | None, float | None]:
    """« 14.6025, -61.0824 »."""
    written = str(cell).strip()
    if not written:
        return None, None
    parts = written.split(",")
    if len(parts) != 2:
        raise CellRefused(written, "une latitude et une longitude séparées par une virgule (14.6, -61.1)")
    return coordinate("latitude")(parts[0]), coordinate("longitude")(parts[1])


FORMAT = Format(
    "parcoursup",
    "Parcoursup, vœux et réponses des établissements (fr-esr-parcoursup)",
    (
        Wanted("session", "session", read=cells.year),
        Wanted("uai", "code uai de l’établissement", pattern="code uai de l'etablissement|cod_uai", read=UAI),
        Wanted("organisation", "établissement", pattern="etablissement|g_ea_lib_vx", read=name),
        Wanted("department", "code départemental de l’établissement",
               pattern="code departemental de l'etablissement|dep"),
        Wanted("commune", "commune de l’établissement", pattern="commune de l'etablissement|ville_etab",
               read=name),
        # Two columns have this label: the title of the wish, then its family.
        Wanted("title", "filière de formation", pattern="filiere de formation|lib_for_voe_ins", first=True,
               read=name),
        Wanted("detail", "filière de formation très détaillée",
               pattern="filiere de formation tres detaillee|detail_forma", optional=True, read=cells.text),
        Wanted("where", "coordonnées gps de la formation",
               pattern="coordonnees gps de la formation|g_olocalisation_des_formations", read=_where),
        Wanted("seats", "capacité de l’établissement par formation",
               pattern="capacite de l'etablissement par formation|capa_fin", read=cells.whole),
    ),
    read,
)  # fmt: skip
