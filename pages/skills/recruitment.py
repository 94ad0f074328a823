"""« Compétences », recruitment: floors and ranges by occupation and basin, never one year minus another."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from components.figures import comparing
from components.figures.bars import bars
from components.figures.blocks import Block, Choice, Evidence, Figure, Gap, Native, Table, View
from components.figures.drawn import Drawn
from components.figures.evidence import cite
from components.figures.palette import DOMAIN, GREY
from data import store
from data.french.formats import listing
from data.indicators import recruitment, secrecy
from pages.skills import words as sentences


def _surveyed() -> tuple[str, ...]:
    """The years of the survey that are loaded, the last first: an import adds its own."""
    years = recruitment.years(store.load("recruitment?"))
    return tuple(map(str, reversed(years))) or (str(recruitment.BASINS_YEAR),)


YEAR = Choice("annee-bmo", "Année de l’enquête", offers=_surveyed)
SECRET = (
    f"Crochet{sentences.COLON}ce que peuvent cacher les nombres gardés secrets, 1 à 4 projets chacun "
    f"(déduit). « Non cité »{sentences.COLON}ce n’est pas zéro."
)
HARD_SECRET = (
    "Un nombre gardé secret vaut 0 à 4 projets jugés difficiles (déduit). « Non cité »"
    f"{sentences.COLON}ce n’est pas zéro."
)
SHORT_DOMAINS = {
    "services-informatiques": "Informatique",
    "telecommunications": "Télécoms",
    "marketing-communication": "Communication",
}
BASINS = (
    f"Bassins{sentences.COLON}Centre = CACEM, Sud = Espace Sud, Nord Atlantique et Nord Caraïbe = CAP Nord."
)
READING = f"""**Comment lire.** La barre pleine est la somme des nombres publiés : un plancher. Le
crochet va du plus petit au plus grand total que permettent les nombres gardés secrets (« * » dans la source).
Le plus petit nombre publié est 5 : un nombre secret vaut donc 1 à 4 projets, et 0 à 4 projets jugés
difficiles, dont aucun 0 n’est publié (déduit).
 Ces nombres sont petits : aucune évolution d’une année à l’autre n’est calculée.

**Périmètre.** L’enquête compte les projets par métier (FAP) et par bassin d’emploi, union
d’intercommunalités. « L’informatique » réunit ici les métiers dont le code commence par M1 ou M2.
Le rattachement des métiers aux domaines est déduit des intitulés. {BASINS} {sentences.SHORTENED}"""


@dataclass(frozen=True)
class Survey:
    """The survey as a view sees it: the year shown, the cells here, those of the domain wherever they are.

    ``covers`` is the basin that stands for a commune; empty without one.
    """

    year: int
    here: pd.DataFrame
    followed: pd.DataFrame
    basins: list[str]
    place: str
    covers: str


def survey(view: View, cells: pd.DataFrame, basins: pd.DataFrame) -> Survey:
    """The cells of the domain, territory or commune's basin in force, and the year chosen (else the last)."""
    years = recruitment.years(cells)
    asked = int(view.choices.get(YEAR.key) or years[-1])
    basin = recruitment.basin_of(basins, view.commune_code)
    return Survey(
        asked if asked in years else years[-1],
        recruitment.of_view(cells, view.territory, view.domain_id, basin),
        recruitment.of_view(cells, None, view.domain_id),
        [basin] if basin else recruitment.basins(cells, view.territory),
        sentences.place_words(view, cells, basins),
        recruitment.widened(view.commune, view.commune_code, basins),
    )


def by_occupation(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, basins: pd.DataFrame
) -> Figure | Gap | None:
    """The projects of each occupation over the basins in force, in one year."""
    seen = survey(view, cells, basins)
    if seen.followed.empty:
        return without_occupation(view, cells, domains)
    if seen.here.empty:
        return None
    names = names_of(domains)
    rows = recruitment.by_occupation(seen.here, [seen.year])
    cited, secret = rows["cells"] > 0, rows["secret"] > 0
    records = rows.to_dict(orient="records")
    rows = rows.assign(
        name=short_names(rows),
        text=[secrecy.cell(row) for row in records],
        domain=[_legend(domain_id, names[domain_id]) for domain_id in rows["domain_id"]],
        # Not cited is no value at all; bounds are those of what secret numbers hide.
        shown=rows["visible"].where(cited),
        least=rows["low"].where(secret),
        most=rows["high"].where(secret),
    )
    drawn = _bars(
        rows, names, seen, "Projets publiés", f"Barres par métier en {seen.year}.", missing="non cité"
    )
    return drawn.figure(
        sentences.occupations_title(seen.here, seen.year, view.domain),
        subtitle=" ; ".join(
            part
            for part in (
                f"Par métier, {seen.place}",
                sentences.span(recruitment.totals(seen.here, seen.year)),
            )
            if part
        ),
        table=table_of(rows, seen.year),
        native=_with_secrets(rows),
        evidence=sources(view, seen.here, seen.year),
        caution=" ".join([SECRET, *([basins_caution(seen)] if view.territory else [])]).strip(),
        explanation=READING,
        covers=seen.covers,
    )


def _bars(
    rows: pd.DataFrame, names: dict[str, str], seen: Survey, measure: str, opening: str, **said: str
) -> Drawn:
    """Bars of ``shown`` by occupation, coloured by domain, with the bounds of what is secret."""
    used = set(rows["domain_id"])
    colors = {
        _legend(domain_id, name): DOMAIN[domain_id] for domain_id, name in names.items() if domain_id in used
    }
    return bars(
        rows,
        label="name",
        value="shown",
        low="least",
        high="most",
        text="text",
        key="domain",
        colors=colors,
        legend=colors if len(used) > 1 else None,
        measure=measure,
        reach=recruitment.largest(seen.followed, "fap_code"),
        opening=opening,
        wrap=sentences.SHORT_WIDTH,
        **said,
    )


def _with_secrets(rows: pd.DataFrame) -> Native:
    """PowerPoint's chart: what is printed, and at its end the most that secret numbers may add."""
    return Native(
        "stacked-bar",
        tuple(f"{row.name_} · {row.text}" for row in rows.rename(columns={"name": "name_"}).itertuples()),
        {
            "Projets publiés": tuple(float(value) or None for value in rows["visible"]),
            "Gardés secrets, au plus": tuple(
                float(value) or None for value in rows["high"] - rows["visible"]
            ),
        },
        colors={"Gardés secrets, au plus": GREY},
    )


def without_occupation(view: View, cells: pd.DataFrame, domains: pd.DataFrame) -> Gap:
    """A domain to which no occupation of the survey is tied; the blocks beside it are silent."""
    elsewhere = domains.set_index("domain_id")["fap_tension"].map(len, na_action="ignore").fillna(0)
    neither = not elsewhere.get(view.domain_id)
    tied = set(cells["domain_id"])
    followed = listing([f"« {name} »" for domain_id, name in names_of(domains).items() if domain_id in tied])
    return Gap(
        "Recrutement et tension" if neither else "Projets de recrutement",
        reason="Aucun métier de l’enquête BMO"
        f"{', ni de la tension par métier,' if neither else ''} n’est rattaché à « {view.domain} ».",
        note="Les métiers des deux sources n’ont pas cette finesse"
        f"{sentences.COLON}ceux de l’enquête sont rattachés à {followed}.",
    )


def hard_to_fill(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, basins: pd.DataFrame
) -> Figure | None:
    """The projects judged hard to fill, by occupation, over the basins in force."""
    seen = survey(view, cells, basins)
    rows = recruitment.by_occupation(seen.here, [seen.year])
    rows = rows[rows["cells"] > 0]
    if rows.empty:
        return None
    names = names_of(domains)
    hidden = rows["hard_secret"] > 0
    rows = rows.assign(
        name=short_names(rows),
        text=[secrecy.hard(row) for row in rows.to_dict(orient="records")],
        domain=[_legend(domain_id, names[domain_id]) for domain_id in rows["domain_id"]],
        shown=rows["hard"].where(rows["hard_secret"] < rows["cells"]),
        least=rows["hard_low"].where(hidden),
        most=rows["hard_high"].where(hidden),
    ).sort_values(["hard", "hard_high"], ascending=False, kind="stable")
    drawn = _bars(rows, names, seen, "Projets jugés difficiles", f"Barres par métier cité en {seen.year}.")
    return drawn.figure(
        sentences.hard_title(
            f"pour « {view.domain} »" if view.domain else "tous métiers suivis", seen.here, seen.year
        ),
        subtitle=f"Projets jugés difficiles, par métier cité, {seen.place}, {seen.year}",
        table=table_of(rows, seen.year),
        evidence=sources(view, seen.here, seen.year),
        caution=HARD_SECRET,
        explanation=READING,
        covers=seen.covers,
    )


def compared(
    build: Callable[..., Figure | Gap | None], view: View, *frames: pd.DataFrame, hard: bool = False
) -> Figure | Gap | None:
    """The projects of the three territories by occupation; ``frames`` as those of ``build``, cells first."""
    seen = survey(view, frames[0], frames[-1])
    title = sentences.compared_title(seen.here, seen.year, view.domain, hard=hard)
    return comparing.compared(build, view, frames, title, "Par métier, sur une même échelle")


def short_names(rows: pd.DataFrame) -> list[str]:
    return [
        sentences.short_name(code, name)
        for code, name in zip(rows["fap_code"], rows["occupation"], strict=True)
    ]


def table_of(rows: pd.DataFrame, year: int, *, basin: bool = False) -> Table:
    """Each line as printed, with the bounds of what is secret; whole names of occupations."""
    records: list[dict[Hashable, Any]] = rows.to_dict(orient="records")
    cited = rows["cells"] > 0
    frame = pd.DataFrame(
        {
            "Métier": rows["occupation"],
            "Code FAP": rows["fap_code"],
            **({"Bassin": rows["basin"]} if basin else {}),
            "Année": str(year),
            "Projets": [secrecy.cell(row) for row in records],
            "Minimum": rows["low"].where(cited),
            "Maximum": rows["high"].where(cited),
            "Jugés difficiles": [secrecy.hard(row) for row in records],
        }
    )
    return Table(frame, {"Minimum": "number", "Maximum": "number"}, missing="non cité")


def _legend(domain_id: str, name: str) -> str:
    """The word of a domain in a legend: three whole names would not hold above half the width of a page."""
    return SHORT_DOMAINS.get(domain_id, name)


def names_of(domains: pd.DataFrame) -> dict[str, str]:
    """Domain -> its name."""
    return dict(zip(domains["domain_id"], domains["domain"], strict=True))


def basins_caution(seen: Survey) -> str:
    """Of which year the communes of the basins are known; nothing to say for that year."""
    return (
        ""
        if seen.year == recruitment.BASINS_YEAR
        else f"Communes des bassins en {seen.year}"
        f"{sentences.COLON}bassins supposés inchangés depuis {recruitment.BASINS_YEAR}."
    )


def sources(view: View, cells: pd.DataFrame, year: int) -> tuple[Evidence, ...]:
    """The survey of one year. More than one cell are added up: then what is shown is computed.

    An occupation that is not cited is read there as much as a number.
    """
    rows = cells[cells["year"] == year]
    rows = rows if len(rows) else cells
    return cite(
        view,
        rows.assign(
            locator="Base open data, bassins de Martinique",
            certainty="computed" if len(rows) > 1 else rows["certainty"],
            note="Domaines déduits des intitulés. Bassins : communes d’après une table de seconde main, "
            f"qui vaut pour {recruitment.BASINS_YEAR}",
        ),
    )


FOLLOWS = ("territoire", "commune", "domaine")
DATASETS = ("recruitment", "domains", "basins")
TERMS = ("BMO", "FAP", "EPCI")

ESSENTIAL = Block(
    "competences-bmo-metiers",
    "Projets de recrutement par métier",
    by_occupation,
    DATASETS,
    width="half",
    follows=FOLLOWS,
    terms=TERMS,
    compared=partial(compared, by_occupation),
)
HARD = Block(
    "competences-bmo-difficiles",
    "Projets jugés difficiles",
    hard_to_fill,
    DATASETS,
    width="half",
    follows=(*FOLLOWS, YEAR.key),
    terms=TERMS,
    silent=True,
    compared=partial(compared, hard_to_fill, hard=True),
)
