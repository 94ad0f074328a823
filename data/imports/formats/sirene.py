"""Insee, base Sirene (StockEtablissement): active digital establishments by commune, sub-sector and size."""

from __future__ import annotations

from collections import Counter
from typing import Any

from data.french.formats import count, number
from data.french.typography import french
from data.imports import cells
from data.imports.formats.urssaf import DATASET, subsector_of
from data.imports.rows import DEPARTMENT, declare, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

PERIMETER = "sirene"
# The size classes of Insee, in employees; « NN » and empty: it has none, or did not say.
SIZES = {
    "00": "0 salarié", "01": "1 ou 2", "02": "3 à 5", "03": "6 à 9", "11": "10 à 19", "12": "20 à 49",
    "21": "50 à 99", "22": "100 à 199", "31": "200 à 249", "32": "250 à 499", "41": "500 à 999",
    "42": "1 000 à 1 999", "51": "2 000 à 4 999", "52": "5 000 à 9 999", "53": "10 000 et plus",
}  # fmt: skip
_NOT_SAID = "non employeur, ou taille non dite"


def read(table: Table, store: Store, into: Gathered) -> None:
    """The establishments that may be shown: those whose holder asked for secrecy are only counted."""
    subsectors = store.load("naf_subsectors").astype("str")
    activities = dict(zip(subsectors["naf"], subsectors["subsector_id"], strict=True))
    communes = set(store.load("communes")["commune_code"])
    found: Counter[tuple[str, str, str]] = Counter()
    last, hidden, elsewhere = "", 0, 0
    for _, row in of_martinique(table, into, lambda one: str(one["commune"]).startswith(DEPARTMENT)):
        last = max(last, row["treated"] or "")
        subsector = subsector_of(row["activity"].replace(".", ""), activities) if row["activity"] else None
        if subsector is None:
            continue
        if row["diffusion"] != "O":
            hidden += row["establishments"]
        elif row["commune"] not in communes:
            elsewhere += row["establishments"]
        else:
            size = SIZES.get(row["size"] or "", _NOT_SAID)
            found[row["commune"], subsector, size] += row["establishments"]
    if into.refusals:
        return
    if not found or not last[:4].isdigit():
        into.refuse("aucun établissement actif du numérique", "au moins un, en Martinique",
                    remedy="Charger le fichier StockEtablissement entier.")  # fmt: skip
        return
    year = int(last[:4])
    title = f"Base Sirene des établissements, à jour du {last[8:10]}/{last[5:7]}/{year}"
    declare(into, PERIMETER, str(year), title, "Insee", year)
    for rank, ((commune, subsector, size), establishments) in enumerate(sorted(found.items()), start=1):
        into.keep(DATASET, rank, {
            "perimeter": PERIMETER, "commune_code": commune, "subsector_id": subsector, "year": year,
            "size_class": size, "establishments": establishments, "employees": None,
            **provenance(into, rank, french("Rattachement déduit de l’activité principale")),
            "locator": f"Commune {commune}", "certainty": "computed",
        })  # fmt: skip
    into.replaces[DATASET] = {"perimeter": (PERIMETER,)}
    total = count(sum(found.values()), "établissement actif", "établissements actifs")
    into.facts.append(french(f"{total} du numérique en Martinique, employeurs ou non."))
    for some, why in ((hidden, "Non diffusibles"), (elsewhere, "De communes inconnues")):
        if some:
            into.facts.append(french(f"{why}, hors de ces comptes : {number(some)}."))


def _count(cell: Any) -> int:
    return int(cell)


FORMAT = Format(
    PERIMETER,
    "Insee, base Sirene (StockEtablissement, Parquet ou CSV)",
    (
        Wanted("commune", "commune", read=cells.text),
        Wanted("activity", "activity", read=cells.text),
        Wanted("size", "size", read=cells.text),
        Wanted("diffusion", "diffusion", read=cells.text),
        Wanted("establishments", "establishments", read=_count),
        Wanted("treated", "treated", read=cells.text),
    ),
    read,
)
