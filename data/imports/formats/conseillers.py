"""Conseillers numériques par structure: how many advisers each structure was given, and recruited.

Two layouts: that of the programme (« Nb de conseillers recrutés »), without coordinates, and that of the
selection committees of 2021, with coordinates and no recruitment.
"""

from __future__ import annotations

from data.french.formats import is_unknown
from data.french.typography import french
from data.imports import cells
from data.imports.rows import COMMUNE, DEPARTMENT, code, coordinate, declare, name, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET, KIND = "places", "conseillers-numeriques"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The structures of Martinique; the coordinates already known of a Siret are kept."""
    committee = "latitude" in table.ranks
    vintage = "comités de sélection" if committee else "par structure"
    declare(into, KIND, vintage, f"Conseillers numériques, {vintage}", "ANCT", None)
    known = {
        str(row.place_id): (row.latitude, row.longitude)
        for row in store.load(DATASET).itertuples()
        if not is_unknown(row.latitude)
    }
    for row, found in of_martinique(
        table, into, lambda cells_: str(cells_["postcode"]).strip().startswith(DEPARTMENT)
    ):
        place = f"cn-{found['siret']}"
        here = (found["latitude"], found["longitude"])
        latitude, longitude = here if None not in here else known.get(place, (None, None))
        recruited = "" if committee else f", {found['recruited'] or 0} recruté(s)"
        into.keep(DATASET, row, {
            "place_id": place,
            "kind": KIND,
            "name": found["name"],
            "commune_code": found["commune"],
            "latitude": latitude,
            "longitude": longitude,
            "mobile": False,
            "advisers": found["recruited"],
            **provenance(into, row, french(f"{found['given'] or 0} attribué(s){recruited} ; coordonnées "
                                           + ("de ce fichier" if None not in here else "déjà connues"
                                              if latitude else "non lues"))),
        })  # fmt: skip
    into.replaces[DATASET] = {"kind": (KIND,)}


FORMAT = Format(
    KIND,
    "Conseillers numériques par structure",
    (
        Wanted("name", "nom", pattern="nom|raison_sociale", read=name),
        Wanted("siret", "siret", read=code("[0-9]{14}", "un Siret de 14 chiffres")),
        Wanted("postcode", "code postal", pattern="code postal|code_postal"),
        Wanted("commune", "code commune insee", pattern="code commune insee|insee_com", read=COMMUNE),
        Wanted(
            "given",
            "nb de conseillers attribués",
            pattern="nb de conseillers attribues|nb_cnfs",
            read=cells.whole,
        ),
        Wanted("recruited", "nb de conseillers recrutés", read=cells.whole, optional=True),
        Wanted("latitude", "latitude", read=coordinate("latitude"), optional=True),
        Wanted("longitude", "longitude", read=coordinate("longitude"), optional=True),
    ),
    read,
)
