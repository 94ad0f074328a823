"""France Travail, enquête Besoins en main-d’œuvre (BMO), open data: projects by occupation and basin.

One national workbook a year. The two columns of the basin carry the year in their name (BE24), their order
changes, and « * » hides a count: see docs/decisions/0010.
"""

from __future__ import annotations

from typing import Any

from data.french.formats import count, number
from data.french.typography import french
from data.imports import cells
from data.imports.known_courses import listed
from data.imports.rows import DEPARTMENT, refuse_elsewhere
from data.imports.shape import Document, Format, Gathered, Table, Wanted
from data.imports.tables import folded
from data.store import Store

SECRET = ("*",)
ALL_OCCUPATIONS, DIGITAL = "recruitment_all_occupations", "recruitment"
_COUNTS = {"projects": "projets", "hard_to_fill": "difficiles", "seasonal": "saisonniers"}
_HEADERS = {"projects": "met", "hard_to_fill": "xmet", "seasonal": "smet"}
_NOTHING: tuple[int | None, bool] = (None, False)
_CODE = "[A-Z][0-9A-Z]{4}"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The rows of Martinique, all occupations; those that a domain is tied to are the digital ones."""
    year = 2000 + int(table.name_of("basin_code")[-2:])
    into.vintage = str(year)
    into.document = Document(
        f"import-bmo-{year}",
        f"Enquête Besoins en main-d’œuvre {year}, base open data",
        "France Travail",
        year,
    )
    basins = _basins(store)
    domains = {
        fap: str(row.domain_id) for row in store.load("domains").itertuples() for fap in listed(row.fap_bmo)
    }
    for row, found, _ in table.rows():
        into.went_through(row)
        if _department(found["department"]) != DEPARTMENT:
            into.drop("autre département que la Martinique (972)")
            continue
        _keep(row, found, table, year, basins, domains, into)
    if not into.records and not into.refusals:
        refuse_elsewhere(into, table.name_of("department"))
    elif not into.refusals and DIGITAL not in into.records:
        into.refuse(
            "aucun métier du numérique",
            f"au moins un des codes {', '.join(sorted(domains))}",
            column=table.name_of("fap_code"),
            remedy="Vérifier que le fichier est complet : la nomenclature des métiers a peut-être changé.",
        )
    for dataset in into.records:
        into.replaces[dataset] = {"year": (year,)}
    _say_totals(into)


def _keep(
    row: int,
    found: dict[str, Any],
    table: Table,
    year: int,
    basins: dict[str, tuple[str, str]],
    domains: dict[str, str],
    into: Gathered,
) -> None:
    before = len(into.refusals)
    said = into.cell(row, table.name_of("year"), found["year"], cells.year, year)
    if said != year:
        into.refuse(str(said), f"{year}, comme dans les en-têtes", row, table.name_of("year"))
    code = into.cell(
        row,
        table.name_of("fap_code"),
        found["fap_code"],
        lambda cell: cells.matching(cell, _CODE, "un code métier de cinq signes (M1X80)"),
        "",
    )
    name = into.cell(
        row,
        table.name_of("occupation"),
        found["occupation"],
        lambda cell: cells.needed(cell, "un nom de métier"),
        "",
    )
    basin = _basin(row, found, table, basins, into)
    record: dict[str, Any] = {"year": year, "fap_code": code, "occupation": name}
    hidden = []
    for key, word in _COUNTS.items():
        value, secret = into.cell(row, _HEADERS[key], found[key], _counted, _NOTHING)
        record[key] = value
        hidden += [word] if secret else []
    for key in ("hard_to_fill", "seasonal"):
        part, whole = record[key], record["projects"]
        if part is not None and whole is not None and part > whole:
            expected = f"au plus le nombre de projets de la ligne, {number(whole)}"
            into.refuse(number(part), expected, row, _HEADERS[key])
    if len(into.refusals) > before or basin is None:
        return
    domain = domains.get(code)
    note = "Territoire déduit" if domain is None else "Domaine et territoire déduits"
    into.keep(ALL_OCCUPATIONS, row, record := {
        **record,
        "basin": basin[0],
        "territory": basin[1],
        "domain_id": domain,
        "source_id": f"import-bmo-{year}",
        "locator": f"Base open data BMO {year}, bassin {basin[0]}",
        "certainty": "read",
        "note": note + (f" ; secret statistique (« * ») : {', '.join(hidden)}" if hidden else ""),
    })  # fmt: skip
    if domain is not None:
        into.keep(DIGITAL, row, record)


def _counted(cell: Any) -> tuple[int | None, bool]:
    return cells.counted(cell, SECRET)


def _basin(
    row: int, found: dict[str, Any], table: Table, basins: dict[str, tuple[str, str]], into: Gathered
) -> tuple[str, str] | None:
    """The basin and its territory: its code must be known, and its name the one we know."""
    code = into.cell(
        row, table.name_of("basin_code"), found["basin_code"],
        lambda cell: cells.matching(cell, "[0-9]{3,4}", "un code de bassin"), "",
    )  # fmt: skip
    known = basins.get(code)
    expected = " ; ".join(f"{key} {name}" for key, (name, _) in sorted(basins.items()))
    if code and (known is None or folded(known[0]) != folded(found["basin_name"])):
        into.refuse(
            f"{code} {cells.shown(found['basin_name'])}",
            f"l’un des bassins connus ({expected})",
            row,
            table.name_of("basin_code"),
            "Si France Travail a changé ses bassins, transmettre sa table des communes par bassin à la "
            "personne qui tient ce tableau de bord, avant de charger ce fichier.",
        )
        return None
    return known


def _basins(store: Store) -> dict[str, tuple[str, str]]:
    """Basin code -> its name and the territory that its communes make."""
    communes = store.load("communes")[["commune_code", "territory"]]
    table = store.load("basins").merge(communes, on="commune_code")
    return {str(row.basin_code): (str(row.basin), str(row.territory)) for row in table.itertuples()}


def _department(cell: Any) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _say_totals(into: Gathered) -> None:
    rows = into.records.get(ALL_OCCUPATIONS, [])
    if not rows:
        return
    sums = {key: sum(row[key] or 0 for row in rows) for key in _COUNTS}
    secret = sum(row["projects"] is None for row in rows)
    into.facts += [
        french(
            f"Martinique, tous métiers : {number(sums['projects'])} projets publiés, dont "
            f"{number(sums['hard_to_fill'])} jugés difficiles et {number(sums['seasonal'])} saisonniers. "
            "Ce sont des planchers : le nombre de projets est secret dans "
            f"{count(secret, 'ligne')} sur {number(len(rows))}."
        ),
        french(f"Métiers du numérique : {count(len(into.records.get(DIGITAL, [])), 'ligne')}."),
    ]


FORMAT = Format(
    "bmo",
    "France Travail, enquête Besoins en main-d’œuvre (BMO)",
    (
        Wanted("year", "annee"),
        Wanted("fap_code", "code métier bmo"),
        Wanted("occupation", "nom métier bmo"),
        Wanted("department", "dept"),
        Wanted("basin_code", "be24 (ou l’année)", pattern="be[0-9]{2}"),
        Wanted("basin_name", "nombe24 (ou l’année)", pattern="nombe[0-9]{2}"),
        Wanted("projects", "met"),
        Wanted("hard_to_fill", "xmet"),
        Wanted("seasonal", "smet"),
    ),
    read,
    yearly=(DIGITAL, 4),
)
