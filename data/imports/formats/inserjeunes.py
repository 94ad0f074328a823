"""InserJeunes, insertion des apprentis par CFA: rates by period of two years. Empty: not published."""

from __future__ import annotations

import re
from typing import Any

from data.french.formats import count
from data.french.typography import french
from data.imports import cells
from data.imports.cells import CellRefused
from data.imports.rows import DEPARTMENT, UAI, declare, name, of_martinique, provenance
from data.imports.shape import Format, Gathered, Table, Wanted
from data.store import Store

DATASET = "training_outcomes"
_PERIOD = re.compile("cumul (20[0-9]{2})-(20[0-9]{2})")


def read(table: Table, store: Store, into: Gathered) -> None:
    """The CFA of Martinique, every period of the file."""
    periods = [_PERIOD.fullmatch(cells.shown(one["period"])) for _, one, _ in table.rows()]
    last = max((int(one[2]) for one in periods if one), default=0)
    title = f"InserJeunes, insertion des apprentis par CFA, jusqu’à {last}"
    declare(into, "inserjeunes-cfa", str(last), title, "Éducation nationale", last)
    years = set()
    for row, found in of_martinique(
        table, into, lambda cells_: str(cells_["uai"]).strip().startswith(DEPARTMENT)
    ):
        first, year = found.pop("period")
        years.add(year)
        into.keep(DATASET, row, {**found, "first_year": first, "year": year, **provenance(into, row)})
    into.replaces[DATASET] = {"year": tuple(sorted(years))}
    silent = sum(one["employment_6"] is None for one in into.records.get(DATASET, []))
    if silent:
        into.facts.append(
            french(f"{count(silent, 'ligne')} sans taux d’emploi à 6 mois : non publié, et non nul.")
        )


def _period(cell: Any) -> tuple[int, int]:
    found = _PERIOD.fullmatch(cells.shown(cell))
    if found is None:
        raise CellRefused(cells.shown(cell), "une période de deux années (cumul 2023-2024)")
    return int(found[1]), int(found[2])


def _percent(cell: Any) -> float | None:
    """« 29.0 » is 29 %."""
    value = cells.signed(cell)
    if value is not None and not -100 <= value <= 100:
        raise CellRefused(cells.shown(cell), "un pourcentage, au plus 100")
    return None if value is None else round(value / 100, 6)


_RATES = {
    "studying": "devenir part poursuite études",
    "employed": "devenir part en emploi 6 mois",
    "other": "devenir part autre situation 6 mois",
    "interrupted": "part contrats apprentissage interrompus",
    "study_rate": "taux poursuite études",
    "employment_6": "taux emploi 6 mois",
    "expected_6": "taux emploi 6 mois attendu",
    "added_value": "va emploi 6 mois",
    "employment_12": "taux emploi 12 mois",
    "employment_18": "taux emploi 18 mois",
    "employment_24": "taux emploi 24 mois",
}
FORMAT = Format(
    "inserjeunes-cfa",
    "InserJeunes, insertion des apprentis par CFA",
    (
        Wanted("period", "année", read=_period),
        Wanted("uai", "uai", read=UAI),
        Wanted("organisation", "libellé", read=name),
        *(Wanted(key, header, read=_percent) for key, header in _RATES.items()),
    ),
    read,
    yearly=(DATASET, 28),
)
