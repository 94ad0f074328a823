"""ANCT, liste des France services: places where people are helped, a new list several times a year."""

from __future__ import annotations

import re

from data.imports import cells
from data.imports.rows import COMMUNE, DEPARTMENT, code, coordinate, declare, name, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET, KIND = "places", "france-services"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The places of Martinique; the day of the list is in the name of the file (liste-fs-20240801.csv)."""
    said = re.search("(20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])(?![0-9])", into.file)
    day = "-".join(said.groups()) if said else None
    vintage = day or "date non dite"
    year = int(said[1]) if said else None
    declare(into, KIND, vintage, f"Liste des France services, {vintage}", "ANCT", year)
    for row, found in of_martinique(
        table, into, lambda cells_: str(cells_["department"]).strip() == DEPARTMENT
    ):
        label, address = found.pop("label"), (found.pop("address"), found.pop("more"))
        into.keep(DATASET, row, {
            "place_id": f"fs-{found.pop('number')}",
            "kind": KIND,
            "name": found["name"],
            "commune_code": found["commune"],
            "address": ", ".join(filter(None, address)) or None,
            "latitude": found["latitude"],
            "longitude": found["longitude"],
            "mobile": "bus" in found["form"].casefold() or "mobile" in found["form"].casefold(),
            "as_of": day,
            **provenance(into, row, label),
        })  # fmt: skip
    into.replaces[DATASET] = {"kind": (KIND,)}


FORMAT = Format(
    KIND,
    "ANCT, liste des France services",
    (
        Wanted("number", "id_fs", read=code("[0-9]+", "le numéro de la France services (555)")),
        Wanted("department", "insee_dep"),
        Wanted("name", "lib_fs", read=name),
        Wanted("address", "adresse", read=cells.text),
        Wanted("more", "complement_adresse", read=cells.text, optional=True),
        Wanted("commune", "insee_com", read=COMMUNE),
        Wanted("latitude", "latitude", read=coordinate("latitude")),
        Wanted("longitude", "longitude", read=coordinate("longitude")),
        # One layout says it in format_fs_anct, the other in format_fs.
        Wanted("form", "format_fs", pattern="format_fs_anct|format_fs", first=True, optional=True),
        Wanted("label", "labellisation", pattern="labellisation(_fs)?", read=cells.text, optional=True),
    ),
    read,
)
