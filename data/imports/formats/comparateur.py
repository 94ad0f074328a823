"""Insee, comparateur de territoires: population and establishments by broad sector, commune by commune.

The columns carry their year: P22_POP is the census of 2022, ETTOT24 the end of 2024.
"""

from __future__ import annotations

import re

from data.french.formats import listing, number
from data.french.typography import french
from data.imports.rows import AS_PUBLISHED, COMMUNE, DEPARTMENT, counted, declare, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET, TOTAL = "territory_figures", "establishments"
_PARTS = {
    "establishments-agriculture": "etaz",
    "establishments-industry": "etbe",
    "establishments-construction": "etfz",
    "establishments-trade-services": "etgu",
    "establishments-public": "etoq",
}
_EMPLOYERS = "Sans doute les seuls établissements employeurs : le fichier ne le dit pas"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The 34 communes, the sum of whose sectors must be their total."""
    years = {
        key: 2000 + int(re.sub("[^0-9]", "", table.name_of(key))) for key in (*_PARTS, TOTAL, "population")
    }
    year = years[TOTAL]
    if len({years[key] for key in (*_PARTS, TOTAL)}) > 1:
        into.refuse("des colonnes d’établissements de plusieurs années", f"les six colonnes de {year}",
                    table.header.row, remedy=AS_PUBLISHED)  # fmt: skip
        return
    title = f"Comparateur de territoires : population {years['population']}, établissements fin {year}"
    declare(into, "insee-comparateur", str(year), title, "Insee", year)
    missing = dict(zip(*(store.load("communes")[one] for one in ("commune_code", "commune")), strict=True))
    for row, found in of_martinique(
        table, into, lambda cells_: str(cells_["commune"]).strip().startswith(DEPARTMENT)
    ):
        missing.pop(found["commune"], None)
        parts = sum(found[key] for key in _PARTS)
        if parts != found[TOTAL]:
            into.refuse(number(found[TOTAL]), f"{number(parts)}, la somme des cinq secteurs de la ligne", row,
                        table.name_of(TOTAL))  # fmt: skip
            continue
        for key, taken in years.items():
            into.keep(DATASET, row, {
                "commune_code": found["commune"],
                "indicator": key,
                "year": taken,
                "value": found[key],
                "unit": "habitants" if key == "population" else "établissements",
                **provenance(into, row, None if key == "population" else french(_EMPLOYERS)),
                "locator": f"{into.file}, colonne {table.name_of(key)}",
            })  # fmt: skip
    if missing and not into.refusals:
        found_without = "un fichier sans " + listing(sorted(missing.values()))
        into.refuse(
            found_without, "les 34 communes de la Martinique", None, table.name_of("commune"), AS_PUBLISHED
        )


FORMAT = Format(
    "insee-comparateur",
    "Insee, comparateur de territoires (population et établissements par commune)",
    (
        Wanted("commune", "codgeo", read=COMMUNE),
        # The latest census comes first, an older one after it.
        Wanted("population", "p22_pop (ou l’année)", pattern="p[0-9]{2}_pop", first=True, read=counted),
        Wanted(TOTAL, "ettot24 (ou l’année)", pattern="ettot[0-9]{2}", read=counted),
        *(Wanted(key, f"{name}24 (ou l’année)", pattern=f"{name}[0-9]{{2}}", read=counted)
          for key, name in _PARTS.items()),
    ),
    read,
    yearly=(DATASET, 24),
)  # fmt: skip
