"""The communes coloured by what the Urssaf counts in them: private employers, their employees, their rate."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.blocks import Block, Figure, Table, View
from components.figures.commune_map import commune_map
from components.figures.commune_outlines import credit
from components.figures.perimeters import among_communes
from data.french.formats import count, is_unknown, listing, number
from data.indicators import private_employers
from pages.sector import employers
from pages.sector.employers import EMPLOYEES, ESTABLISHMENTS, MEASURE, PER_1000

NONE, UNSAID = "aucun", "non donné (hachures)"
# Where each class but the first begins: the same whatever the file, so that two years are read alike.
_STEPS = {EMPLOYEES: (10, 50, 250), ESTABLISHMENTS: (5, 20, 100), PER_1000: (1, 5, 10)}
# How much of the main colour each class takes, over the background of the theme.
_TINTS = (0.25, 0.45, 0.7, 0.95)


def carte(
    view: View, imported: pd.DataFrame, communes: pd.DataFrame, sectors: pd.DataFrame, outlines: Any
) -> Figure | None:
    """Each commune in the class of the measure chosen; nothing when no file was loaded."""
    rows = private_employers.latest(imported)
    if rows.empty:
        return None
    measure = str(view.choices.get(MEASURE.key) or EMPLOYEES)
    column = employers.COLUMNS[measure][0]
    places = private_employers.by_commune(rows, communes, view.territory)
    places = places.sort_values(column, ascending=False, kind="stable", ignore_index=True)
    places["state"] = [state_of(value, measure) for value in places[column]]
    places["tip"] = [f"{row['place']} : {_in_words(row, measure)}" for _, row in places.iterrows()]
    told = places[column].gt(0).fillna(True) | places["place"].eq(view.commune)
    places["named"] = [
        _label(row, measure) if said else "" for said, (_, row) in zip(told, places.iterrows(), strict=True)
    ]
    # The commune chosen is written first: where room lacks, others are left out.
    places = places.sort_values("place", key=lambda name: name.ne(view.commune), kind="stable")
    year = int(rows["year"].iloc[0])
    paper = palette.DARK_BACKGROUND if view.dark else palette.LIGHT_BACKGROUND
    tints = [palette.tint(palette.MAIN, part, paper) for part in _TINTS]
    classes = [*classes_of(measure), NONE, UNSAID]
    return Figure(
        _title(view, places),
        subtitle=f"Employeurs privés du numérique (Urssaf), {year} : {measure.lower()} par commune"
        + (f" (population {employers.population_years(communes)})" if measure == PER_1000 else ""),
        chart=commune_map(
            outlines,
            places,
            dict(zip(classes, [*tints, paper, palette.tint(palette.GREY, 0.35, paper)], strict=True)),
            hatched=UNSAID,
            chosen=view.commune_code,
            opacity=1,
            dark=view.dark,
            afar=view.projection,
        ),
        alt=" ".join(
            [
                f"Carte des communes par classe de {measure.lower()}.",
                *(
                    f"{name} : {listing(sorted(found))}."
                    for name in classes
                    if (found := list(places.loc[places["state"] == name, "place"]))
                ),
            ]
        ),
        table=_table(places),
        evidence=(*employers.evidence(view, rows), *credit(view)),
        caution=f"{employers.perimeters(sectors, year)}"
        f"{employers.floor(places, places['unknown_anywhere'].max())} « {NONE.capitalize()} » : "
        "le fichier n’a pas de ligne du numérique pour la commune, ou un zéro.",
        covers=among_communes(view),
    )


def classes_of(measure: str) -> list[str]:
    """The classes of a measure, from the lowest: « 1 à 9 », « 10 à 49 », « 50 à 249 », « 250 et plus »."""
    steps = _STEPS[measure]
    if measure == PER_1000:
        between = [f"{low} à moins de {high}" for low, high in zip(steps, steps[1:], strict=False)]
        return [f"moins de {steps[0]}", *between, f"{steps[-1]} et plus"]
    between = [f"{low} à {high - 1}" for low, high in zip((1, *steps), steps, strict=False)]
    return [*between, f"{steps[-1]} et plus"]


def state_of(value: Any, measure: str) -> str:
    """The class of a value, or that it is zero, or that it is not given."""
    if is_unknown(value):
        return UNSAID
    return classes_of(measure)[bisect_right(_STEPS[measure], value)] if value else NONE


def _in_words(row: pd.Series, measure: str) -> str:
    column = employers.COLUMNS[measure][0]
    if is_unknown(row[column]):
        return f"{count(row['establishments'], 'employeur privé', 'employeurs privés')}, effectif non donné"
    if not row[column]:
        return "aucun employeur privé du numérique" if not row["establishments"] else "aucun salarié"
    return employers.written_out(row, column, measure)


def _label(row: pd.Series, measure: str) -> str:
    value = row[employers.COLUMNS[measure][0]]
    if is_unknown(value):
        return f"{row['place']} (non donné)"
    return f"{row['place']} ({number(value, decimals=1 if measure == PER_1000 else 0)})"


def _title(view: View, places: pd.DataFrame) -> str:
    chosen = places[places["place"] == view.commune]
    if len(chosen):
        return str(chosen.iloc[0]["tip"])
    if view.compared:
        return f"Communes avec un employeur privé du numérique : {_by_territory(places)}"
    having = int(places["establishments"].gt(0).sum())
    said = count(having, "commune") if having else "aucune commune"
    return f"{view.place} : {said} sur {len(places)} avec un employeur privé du numérique"


def _by_territory(places: pd.DataFrame) -> str:
    """« Centre 2 sur 4, Nord 2 sur 18 et Sud 0 sur 12 »."""
    own = places["establishments"].gt(0).groupby(places["territory"])
    found = own.agg(["sum", "size"])
    return listing([f"{name} {row['sum']} sur {row['size']}" for name, row in found.iterrows()])


def _table(places: pd.DataFrame) -> Table:
    heads = {
        "place": "Commune",
        "territory": "Territoire",
        "establishments": ESTABLISHMENTS,
        "establishments_share": "Part des établissements de la Martinique",
        "employees": EMPLOYEES,
        "employees_share": "Part des salariés de la Martinique",
        "employees_per_1000": PER_1000,
        "population": "Habitants",
    }
    units = ["text", "text", "number", "share", "number", "share", "number", "number"]
    shown = places[list(heads)].rename(columns=heads).reset_index(drop=True)
    return Table(shown, dict(zip(heads.values(), units, strict=True)), missing="non donné")


BLOCK = Block(
    "secteur-employeurs-carte",
    "Employeurs privés par commune",
    carte,
    ("establishments_by_commune?", "communes", "sector_establishments"),
    follows=("territoire", "commune", MEASURE.key),
    outlines=True,
    silent=True,
    # The communes of the three stand on one map already.
    compared=carte,
)
