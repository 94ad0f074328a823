"""Urssaf, établissements et effectifs salariés par commune et activité (APE): private employers and jobs.

One row a commune and an activity, two columns a year. An empty cell is an absence, not a secret.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pandas as pd

from data.french.formats import count, number
from data.french.typography import french
from data.imports import cells
from data.imports.rows import DEPARTMENT, refuse_elsewhere
from data.imports.shape import Document, Format, Gathered, Table, Wanted
from data.store import Store

DATASET = "establishments_by_commune"
PERIMETER = "urssaf"
_YEARS = {
    "establishments": re.compile("nombre d'etablissements ((?:19|20)[0-9]{2})"),
    "employees": re.compile("effectifs salaries ((?:19|20)[0-9]{2})"),
}
_EXAMPLES = {"establishments": "Nombre d’établissements", "employees": "Effectifs salariés"}


def read(table: Table, store: Store, into: Gathered) -> None:
    """The digital activities of the communes of Martinique, summed by sub-sector, for every year."""
    columns = _year_columns(table, into)
    if into.refusals:
        return
    years = sorted(columns)
    last = years[-1]
    into.vintage = str(last)
    into.document = Document(
        f"import-urssaf-{last}",
        "Établissements employeurs et effectifs salariés du secteur privé, par commune et activité (APE), "
        f"{years[0]} à {last}",
        "Urssaf",
        last,
    )
    communes = _by(store.load("communes"), "commune_code", "commune")
    activities = _by(store.load("naf_subsectors"), "naf", "subsector_id")
    sums: dict[tuple[str, str, int], list[int | None]] = {}
    first: dict[tuple[str, str, int], int] = {}
    seen: dict[tuple[str, str], int] = {}
    outside: set[str] = set()
    for row, found, whole in table.rows():
        into.went_through(row)
        if cells.shown(found["department"]) != DEPARTMENT:
            into.drop("autre département que la Martinique (972)")
            continue
        outside |= {str(found["activity"])}
        line = _line(row, found, communes, activities, seen, table, into)
        if line is None:
            continue
        for year in years:
            _add(
                row, (*line, year), [whole[rank] for rank in columns[year]], sums, first, table, columns, into
            )
    if not outside and not into.refusals:
        refuse_elsewhere(into, table.name_of("department"))
    elif not sums and not into.refusals:
        into.refuse(
            "aucune activité du numérique",
            f"au moins une activité des divisions {', '.join(sorted(activities))}",
            column=table.name_of("activity"),
            remedy="Charger le fichier complet, avec toutes les activités.",
        )
    _keep(sums, first, last, into)
    # Years that this file does not give stay as they are.
    into.replaces[DATASET] = {"perimeter": (PERIMETER,), "year": tuple(years)}


def _by(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return {str(one): str(other) for one, other in zip(frame[key], frame[value], strict=True)}


def _year_columns(table: Table, into: Gathered) -> dict[int, tuple[int, int]]:
    """The ranks of the two columns of each year; a year without one, or with two, is refused."""
    ranks: dict[int, dict[str, list[int]]] = defaultdict(lambda: {"establishments": [], "employees": []})
    for rank, name in enumerate(table.header.names):
        for kind, pattern in _YEARS.items():
            if match := pattern.fullmatch(name):
                ranks[int(match[1])][kind].append(rank)
    redo = "Reprendre le fichier tel que l’Urssaf le publie, puis le charger."
    for year, found in sorted(ranks.items()):
        for kind, here in found.items():
            if len(here) != 1:
                name = f"{_EXAMPLES[kind]} {year}"
                counted = f"{count(len(here), 'colonne')} « {name} »"
                into.refuse(counted, "une seule", table.header.row, name, redo)
    if not ranks:
        expected = "« Nombre d’établissements 2022 » et « Effectifs salariés 2022 »"
        into.refuse("aucune colonne d’année", expected, table.header.row, remedy=redo)
    return {
        year: (found["establishments"][0], found["employees"][0])
        for year, found in ranks.items()
        if all(len(here) == 1 for here in found.values())
    }


def _line(
    row: int,
    found: dict[str, Any],
    communes: dict[str, str],
    activities: dict[str, str],
    seen: dict[tuple[str, str], int],
    table: Table,
    into: Gathered,
) -> tuple[str, str] | None:
    """The commune and the sub-sector of a row; None when it is left out or refused, which is then noted."""
    activity = into.cell(
        row, table.name_of("activity"), found["activity"],
        lambda cell: cells.matching(cell, r"[0-9]{2}\.?[0-9]{2}[A-Z]", "un code APE (6201Z)"), "",
    ).replace(".", "")  # fmt: skip
    if not activity:
        return None
    subsector = subsector_of(activity, activities)
    if subsector is None:
        into.drop("activité hors du numérique")
        return None
    commune = cells.shown(found["commune"])
    if commune not in communes:
        into.refuse(commune, "le code Insee d’une des 34 communes de la Martinique (97209)", row,
                    table.name_of("commune"))  # fmt: skip
        return None
    earlier = seen.setdefault((commune, activity), row)
    if earlier != row:
        into.refuse(f"{communes[commune]}, {activity} une seconde fois",
                    f"une seule ligne par commune et activité (déjà ligne {earlier})", row,
                    table.name_of("activity"))  # fmt: skip
        return None
    return commune, subsector


def subsector_of(activity: str, activities: dict[str, str]) -> str | None:
    """The sub-sector of an APE code (« 6201Z ») among divisions and groups written « 62 », « 63.1 »."""
    digits = activity[:4]
    for length in (4, 3, 2):
        written = digits[:2] + ("." + digits[2:length] if length > 2 else "")
        if written in activities:
            return activities[written]
    return None


def _add(
    row: int,
    key: tuple[str, str, int],
    cells_of_year: list[Any],
    sums: dict[tuple[str, str, int], list[int | None]],
    first: dict[tuple[str, str, int], int],
    table: Table,
    columns: dict[int, tuple[int, int]],
    into: Gathered,
) -> None:
    names = [table.header.written[rank] for rank in columns[key[2]]]
    values = [
        into.cell(row, name, cell, cells.whole, None) for name, cell in zip(names, cells_of_year, strict=True)
    ]
    establishments, employees = values
    if establishments is None and employees is None:
        return
    if establishments is None:
        into.refuse("vide", f"un nombre d’établissements à côté des salariés ({number(employees)})", row,
                    names[0])  # fmt: skip
        return
    first.setdefault(key, row)
    total = sums.setdefault(key, [0, 0])
    total[0] = (total[0] or 0) + establishments
    # One unknown part makes the sum unknown: it is never taken for nobody.
    total[1] = None if total[1] is None or employees is None else total[1] + employees


def _keep(
    sums: dict[tuple[str, str, int], list[int | None]],
    first: dict[tuple[str, str, int], int],
    last: int,
    into: Gathered,
) -> None:
    for key, (establishments, employees) in sums.items():
        commune, subsector, year = key
        into.keep(
            DATASET,
            first[key],
            {
                "perimeter": PERIMETER,
                "commune_code": commune,
                "subsector_id": subsector,
                "year": year,
                "size_class": None,
                "establishments": establishments,
                "employees": employees,
                "source_id": f"import-urssaf-{last}",
                "locator": f"Commune {commune}, année {year}",
                "certainty": "computed",
                "note": "Somme des activités (APE) du sous-secteur ; rattachement déduit"
                + (" ; effectif non donné" if employees is None else ""),
            },
        )
    latest = [values for (_, _, year), values in sums.items() if year == last]
    if latest:
        places = {commune for commune, _, year in sums if year == last}
        into.facts.append(
            french(
                f"{last} : {number(sum(one[0] or 0 for one in latest))} établissements employeurs privés du "
                f"numérique et {number(sum(one[1] or 0 for one in latest))} salariés, dans "
                f"{count(len(places), 'commune')}. Le comptage de la CCIM, plus large, reste à part."
            )
        )


FORMAT = Format(
    "urssaf",
    "Urssaf, établissements et effectifs salariés par commune et activité (APE)",
    (
        Wanted("department", "code département"),
        Wanted("commune", "code commune"),
        Wanted("activity", "code ape"),
        Wanted("activity_name", "ape"),
        Wanted("commune_name", "nom commune"),
        Wanted("zone", "code zone d'emploi", optional=True),
    ),
    read,
    yearly=(DATASET, 24),
)
