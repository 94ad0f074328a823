"""Establishments of the digital sector by place and sub-sector: imported files of Urssaf and Sirene."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Block, Choice, Evidence, Figure, View
from components.figures.evidence import cite
from components.figures.perimeters import among_communes
from data.french.formats import count, number, share
from data.indicators import private_employers, sector
from pages.sector import words as sentences

EMPLOYEES, ESTABLISHMENTS, PER_1000 = "Salariés", "Établissements", "Salariés pour 1 000 habitants"
MEASURE = Choice("mesure", "Mesure", (EMPLOYEES, ESTABLISHMENTS, PER_1000))
COLUMNS = {
    EMPLOYEES: ("employees", "employees_share"),
    ESTABLISHMENTS: ("establishments", "establishments_share"),
    PER_1000: ("employees_per_1000", ""),
}

NOT_GIVEN = "non donné"


def by_place(
    view: View, imported: pd.DataFrame, communes: pd.DataFrame, sectors: pd.DataFrame
) -> Figure | None:
    """By territory, or by commune of the one chosen; nothing when no file was loaded."""
    rows = private_employers.latest(imported)
    if rows.empty:
        return None
    places = private_employers.by_place(rows, communes, view.territory)
    kind = "territoire" if view.territory is None else "commune"
    measure = str(view.choices.get(MEASURE.key) or EMPLOYEES)
    column, part = COLUMNS[measure]
    places = places.sort_values(column, ascending=False, kind="stable", ignore_index=True)
    chosen = view.commune if view.territory else None
    year = int(rows["year"].iloc[0])
    return bars(
        places.assign(text=[_written(row, column, part) for _, row in places.iterrows()]),
        label="place",
        value=column,
        text="text",
        unit="decimal" if measure == PER_1000 else "number",
        key="territory",
        colors=palette.TERRITORY,
        highlighted=(chosen,) if chosen else (),
        measure=measure,
        opening=f"Barres par {kind} : {measure.lower()}.",
        headers={
            "place": kind.capitalize(),
            "establishments": ESTABLISHMENTS,
            "employees": EMPLOYEES,
            "employees_share": "Part des salariés de la Martinique",
            "employees_per_1000": PER_1000,
            "population": "Habitants",
        },
        units={"employees_share": "share", "employees_per_1000": "number"},
    ).figure(
        _title(places, column, measure, chosen, kind),
        subtitle=f"Employeurs privés du numérique (Urssaf), {year} : {measure.lower()} par {kind}"
        + (", et part de la Martinique" if part else f" (population {population_years(communes)})"),
        evidence=evidence(view, rows),
        caution=perimeters(sectors, year) + floor(places, places["unknown_anywhere"].max()),
        covers=among_communes(view),
    )


def by_subsector(
    view: View, imported: pd.DataFrame, communes: pd.DataFrame, sectors: pd.DataFrame
) -> Figure | None:
    """What the place has, by sub-sector; nothing when no file was loaded, or when it has none."""
    rows = private_employers.latest(imported)
    if rows.empty:
        return None
    table = private_employers.by_subsector(rows, communes, view.territory, view.commune_code)
    if table.empty:
        return None
    names = dict(zip(sectors["subsector_id"], sectors["subsector"], strict=True)) | sentences.SHORT_NAMES
    year = int(rows["year"].iloc[0])
    total = table[["establishments", "employees"]].sum()
    employers = count(total["establishments"], "établissement employeur", "établissements employeurs")
    unknown = int(table["unknown"].sum())
    # Nothing given is not nobody.
    said = f"{_at_least(unknown)}{count(total['employees'], 'salarié')} du privé"
    employing = f" et {said}" if table["employees"].notna().any() else ", effectif non donné"
    return bars(
        table.assign(short=table["subsector_id"].map(names)),
        label="short",
        value={"establishments": ESTABLISHMENTS, "employees": EMPLOYEES},
        colors={ESTABLISHMENTS: palette.MAIN, EMPLOYEES: palette.ACCENT},
        with_share=True,
        opening="Barres par sous-secteur, sur une même échelle, avec la part du total du lieu.",
        headers={"short": "Sous-secteur", "establishments": ESTABLISHMENTS, "employees": EMPLOYEES},
        missing=NOT_GIVEN,
    ).figure(
        f"{view.place} : {employers}{employing}",
        subtitle=f"Employeurs privés du numérique (Urssaf), {year}, en nombre (part du lieu, arrondie)",
        evidence=evidence(view, rows),
        caution="Rattachement des activités (NAF) aux sous-secteurs déduit." + floor(table, unknown),
    )


def active(
    view: View, imported: pd.DataFrame, communes: pd.DataFrame, sectors: pd.DataFrame
) -> Figure | None:
    """Active establishments, with or without employees, as Sirene counts them; nothing when not loaded."""
    rows = private_employers.latest(imported, private_employers.SIRENE)
    if rows.empty:
        return None
    places = private_employers.by_place(rows, communes, view.territory)
    places = places.sort_values("establishments", ascending=False, kind="stable", ignore_index=True)
    kind = "territoire" if view.territory is None else "commune"
    chosen = view.commune if view.territory else None
    year = int(rows["year"].iloc[0])
    return bars(
        places,
        label="place",
        value="establishments",
        key="territory",
        colors=palette.TERRITORY,
        highlighted=(chosen,) if chosen else (),
        opening=f"Barres des établissements actifs par {kind}.",
        headers={
            "place": kind.capitalize(),
            "establishments": ESTABLISHMENTS,
            "establishments_share": "Part de la Martinique",
        },
        units={"establishments_share": "share"},
    ).figure(
        _active_title(places, chosen, kind),
        subtitle=f"Établissements actifs du numérique (Sirene), employeurs ou non, {year}, par {kind}",
        evidence=evidence(view, rows),
        caution="Sans les établissements non diffusibles. Un autre comptage que celui de la CCIM "
        f"({_ccim(sectors)}) et que celui de l’Urssaf, des seuls employeurs privés : à ne pas "
        "additionner ni comparer.",
        covers=among_communes(view),
    )


def _active_title(places: pd.DataFrame, chosen: str | None, kind: str) -> str:
    """The place in force, else the first; plain on a tie."""
    row = places[places["place"] == chosen].iloc[0] if chosen else sentences.leader(places, "establishments")
    if row is None:
        return f"Établissements actifs du numérique par {kind}"
    said = count(row["establishments"], "établissement actif", "établissements actifs")
    part = share(row["establishments_share"], decimals=0)
    return f"{row['place']} : {said} du numérique, {part} de la Martinique"


def perimeters(sectors: pd.DataFrame, year: int) -> str:
    """Three counts of different things, said each time one of them is shown."""
    return (
        "Trois comptages, à ne pas additionner ni comparer : l’Urssaf compte les employeurs privés et "
        f"leurs salariés ({year}) ; la CCIM, {_ccim(sectors)} ; "
        "l’Insee, des établissements par grand secteur, sans isoler le numérique."
    )


def _ccim(sectors: pd.DataFrame) -> str:
    """What the CCIM counts."""
    total = sector.totals(sector.latest(sectors))
    counted = ", ".join(str(one) for one in sector.latest(sectors)["year"].unique())
    return (
        f"{number(total['establishments'])} établissements, avec ou sans salarié, et "
        f"{number(total['employees'])} salariés pour toute la Martinique ({counted})"
    )


def _title(places: pd.DataFrame, column: str, measure: str, chosen: str | None, kind: str) -> str:
    plain = f"{measure} du numérique privé par {kind}"
    if chosen is not None:
        row = places[places["place"] == chosen]
        if row.empty:
            return plain
        return f"{chosen} : {written_out(row.iloc[0], column, measure)}"
    first = sentences.leader(places, column)
    if first is None or not first[column]:
        return plain
    # A number that is not given may be the largest.
    others = places["unknown"].sum() - first["unknown"]
    if others and measure != ESTABLISHMENTS:
        return plain
    return f"{first['place']} en tête : {written_out(first, column, measure)}"


def _at_least(unknown: int) -> str:
    """« au moins », before a sum of which some numbers are not given."""
    return "au moins " if unknown else ""


def written_out(row: pd.Series, column: str, measure: str) -> str:
    """What a place counts, and its part of Martinique where every number of it is given."""
    if pd.isna(row[column]):
        return f"{measure.lower()}, {NOT_GIVEN}"
    if measure == PER_1000:
        # Plural from two, as French does.
        word = "salarié" if row[column] < 2 else "salariés"
        each = f"{word} du numérique privé pour {number(1000)} habitants"
        return f"{_at_least(row['unknown'])}{number(row[column], decimals=1)}\u00a0{each}"
    words = {
        EMPLOYEES: ("salarié du numérique privé", "salariés du numérique privé"),
        ESTABLISHMENTS: ("employeur privé du numérique", "employeurs privés du numérique"),
    }[measure]
    if measure == EMPLOYEES and row["unknown_anywhere"]:
        return _at_least(row["unknown"]) + count(row[column], *words)
    part = share(row[f"{column}_share"], decimals=0)
    return f"{count(row[column], *words)}, {part} de la Martinique"


def _written(row: pd.Series, column: str, part: str) -> str:
    if pd.isna(row[column]):
        return NOT_GIVEN
    if not part:
        return number(row[column], decimals=1)
    return f"{number(row[column])} ({share(row[part], decimals=0)})" if row[column] else "0"


def floor(table: pd.DataFrame, unknown_of_whole: int) -> str:
    """What numbers not given make of the sums of ``table``, and of their parts of a whole."""
    unknown = int(table["unknown"].sum())
    said = count(unknown, "effectif n’est pas donné", "effectifs ne sont pas donnés")
    sums = f" Salariés : au moins, {said}." if unknown else ""
    return f"{sums} Parts des salariés : de ceux qui sont donnés." if unknown_of_whole else sums


def population_years(communes: pd.DataFrame) -> str:
    return ", ".join(sorted({str(year) for year in communes["population_year"]}))


def evidence(view: View, rows: pd.DataFrame) -> tuple[Evidence, ...]:
    """One line for the file: its hundred rows each name a commune."""
    return cite(view, rows.assign(locator="Communes de la Martinique, activités du numérique"), year="")


def _block(block_id: str, title: str, build: Callable[..., Figure | None], *choices: Choice) -> Block:
    return Block(
        block_id,
        title,
        build,
        ("establishments_by_commune?", "communes", "sector_establishments"),
        width="half",
        follows=("territoire", "commune"),
        choices=choices,
        silent=True,
    )


BLOCKS = (
    _block("secteur-sirene", "Établissements actifs par territoire et commune", active),
    _block("secteur-employeurs", "Employeurs privés par territoire et commune", by_place, MEASURE),
    _block("secteur-employeurs-activites", "Employeurs privés par sous-secteur", by_subsector),
)
