"""« Compétences », recruitment: floors and ranges by occupation and basin, never one year minus another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import Block, Choice, Evidence, Figure, Gap, Number, Table, View
from components.figures.evidence import cite
from components.figures.palette import DOMAIN, TERRITORY
from components.figures.style import wrapped
from data.french import secrecy
from data.french.formats import count, listing, number
from data.indicators import recruitment
from pages.skills import charts
from pages.skills import words as sentences

YEAR_CHOICE = "annee-bmo"
HEADER_WIDTH = 16
SECRET = (
    f"Case secrète{sentences.COLON}« * » dans la source. La plus petite case publiée vaut 5\u202f; une case "
    "secrète vaut donc 1 à 4 projets (déduit). « Non cité »"
    f"{sentences.COLON}aucune ligne dans la source, ce n’est pas zéro."
)
SECRET_BRIEF = (
    f"Case secrète{sentences.COLON}1 à 4 projets (déduit). « Non cité »{sentences.COLON}ce n’est pas zéro."
)
READING = f"""**Comment lire.** La barre pleine est la somme des cases publiées\u202f: un plancher. Le
crochet va du plus petit au plus grand nombre que permettent les cases secrètes\u202f: visibles + 1 à 4 par
case secrète (en clair dans le tableau par bassin).
 Ces nombres sont petits\u202f: aucune évolution d’une année à l’autre n’est calculée. Les
projets « jugés difficiles » visibles sont aussi des planchers.

**Périmètre.** Une case est un métier (FAP) dans un bassin d’emploi de France Travail, une année. Le
{sentences.CORE} réunit les métiers M1 et M2. Le rattachement des métiers aux domaines est déduit des
intitulés."""


def core(view: View, cells: pd.DataFrame, domains: pd.DataFrame) -> Figure | None:
    """Computing proper, by occupation, over the basins in force."""
    return _by_occupation(view, cells, domains, recruitment.core(cells), "Cœur informatique")


def beside_core(view: View, cells: pd.DataFrame, domains: pd.DataFrame) -> Figure | Gap | None:
    """Telecommunications and communication, by occupation, over the basins in force."""
    followed = recruitment.beside_core(cells)
    names = _names(domains)
    kept = recruitment.of_view(followed, None, view.domain_id)
    group = listing([name for domain_id, name in names.items() if domain_id in set(kept["domain_id"])])
    return _by_occupation(view, cells, domains, followed, group)


def _by_occupation(
    view: View, cells: pd.DataFrame, domains: pd.DataFrame, followed: pd.DataFrame, group: str
) -> Figure | None:
    here = recruitment.of_view(followed, view.territory, view.domain_id)
    if here.empty:
        return None
    years, names = recruitment.years(cells), _names(domains)
    rows = recruitment.by_occupation(here, years[::-1])
    cited, secret = rows["cells"] > 0, rows["secret"] > 0
    rows = rows.assign(
        text=[secrecy.cell(row) for row in rows.to_dict(orient="records")],
        domain=rows["domain_id"].map(names),
        # Not cited is no value at all; bounds are those of what secret cells hide.
        shown=rows["visible"].where(cited),
        least=rows["low"].where(secret),
        most=rows["high"].where(secret),
    )
    colors = {name: DOMAIN[domain_id] for domain_id, name in names.items()}
    several = here["domain_id"].nunique() > 1
    title = (
        sentences.domains_title(here, names, years[-1])
        if several
        else sentences.occupations_title(group, here, years)
    )
    return bars(
        rows,
        label="occupation",
        series="year",
        value="shown",
        low="least",
        high="most",
        text="text",
        named=True,
        key="domain",
        colors=colors,
        legend=colors if several else None,
        measure="Projets visibles",
        missing="non cité",
        reach=recruitment.largest(followed, "fap_code"),
        opening="Barres par métier et année.",
    ).figure(
        title,
        subtitle=f"Projets par métier, {_place(view, cells)}\u202f; plein{sentences.COLON}visibles, "
        f"crochet{sentences.COLON}de tant à tant avec les cases secrètes\u202f; {_cells(here)}",
        table=Table(
            pd.DataFrame(
                {
                    "Métier": rows["occupation"],
                    "Code FAP": rows["fap_code"],
                    "Année": rows["year"].astype(str),
                    "Projets": [secrecy.cell(row) for row in rows.to_dict(orient="records")],
                    "Minimum": rows["low"].where(rows["cells"] > 0),
                    "Maximum": rows["high"].where(rows["cells"] > 0),
                    "Jugés difficiles": [secrecy.hard(row) for row in rows.to_dict(orient="records")],
                }
            ),
            {"Minimum": "number", "Maximum": "number"},
            missing="non cité",
        ),
        evidence=_cite(view, cells),
        caution=f"{SECRET_BRIEF if view.projection else SECRET} {_basins_caution(view, cells)}",
        explanation=READING,
    )


def numbers(view: View, cells: pd.DataFrame, domains: pd.DataFrame) -> Figure | Gap | None:
    """Projects and projects judged hard to fill, of the domain in force or of computing proper."""
    followed = recruitment.of_view(cells, None, view.domain_id) if view.domain_id else recruitment.core(cells)
    if followed.empty:
        # The blocks that follow are silent then: this one speaks for them.
        tied_elsewhere = domains.set_index("domain_id")["fap_tension"].map(len, na_action="ignore")
        neither = not tied_elsewhere.fillna(0).get(view.domain_id)
        return Gap(
            "Recrutement et tension" if neither else "Projets de recrutement",
            reason="Aucun métier de l’enquête BMO"
            f"{', ni de la tension par métier,' if neither else ''} n’est rattaché à « {view.domain} ».",
            note="Les métiers des deux sources n’ont pas cette finesse"
            f"{sentences.COLON}ceux de l’enquête sont rattachés à {_followed(cells, domains)}.",
        )
    here = recruitment.of_view(followed, view.territory, None)
    if here.empty:
        return None
    subject = view.domain or "Cœur informatique (métiers M1 et M2)"
    years = recruitment.years(cells)
    return Figure(
        title=sentences.hard_title(subject, here, years[-1]),
        subtitle=f"Projets de recrutement, {_place(view, cells)} ; {_cells(here)} ; chaque année a "
        "ses propres cases secrètes, l’écart entre deux années n’est pas une évolution",
        numbers=tuple(
            number_ for year in years[::-1] for number_ in _year_numbers(recruitment.totals(here, year), year)
        ),
        evidence=_cite(view, cells),
        caution=_basins_caution(view, cells),
        explanation=READING,
    )


def _year_numbers(total: dict[str, int], year: int) -> tuple[Number, Number]:
    """The projects of a year and those judged hard to fill; words in place of what is not printed."""
    state = recruitment.state(total)
    span = f"{number(total['low'])} à {number(total['high'])}"
    with_secrets = f"{span} avec {sentences.secret_cells(total['secret'])}"
    hard_hidden = total["cells"] and total["hard_secret"] == total["cells"]
    return (
        Number(
            {"absent": "–", "secret": span}.get(state, number(total["visible"])),
            {
                "absent": f"non cité en {year}",
                "secret": f"projets en {year}, cases secrètes seulement (déduit)",
            }.get(state, f"projets visibles en {year}"),
            {"partial": with_secrets, "visible": "aucune case secrète"}.get(state, ""),
        ),
        Number(
            "–" if state == "absent" else "*" if hard_hidden else number(total["hard"]),
            f"non cité en {year}"
            if state == "absent"
            else f"jugés difficiles en {year}{sentences.COLON}secret"
            if hard_hidden
            else f"jugés difficiles en {year}" + (", au moins" if total["hard_secret"] else ""),
            f"{sentences.secret_cells(total['hard_secret'])}" if total["hard_secret"] else "",
        ),
    )


def by_basin(view: View, cells: pd.DataFrame, domains: pd.DataFrame) -> Figure | None:
    """Occupation × basin for one year; by domain on a projector, unless a domain is chosen."""
    here = recruitment.of_view(cells, view.territory, view.domain_id)
    if here.empty:
        return None
    years = recruitment.years(cells)
    asked = int(view.choices.get(YEAR_CHOICE) or years[-1])
    year = asked if asked in years else years[-1]
    basins = recruitment.basins(cells, view.territory)
    whole = recruitment.by_basin(here, year, basins)
    by_domain = view.projection and view.domain_id is None
    rows = recruitment.by_domain_and_basin(here, year, basins, domains) if by_domain else whole
    rows = rows.assign(
        name=rows["domain" if by_domain else "occupation"],
        column=rows["basin"],
        solid=rows["visible"],
        text=[secrecy.cell(row) for row in rows.to_dict(orient="records")],
        colour=rows["basin"].map(_colours(cells)),
    )
    rows = rows.assign(detail=rows["text"])
    return Figure(
        title=sentences.basins_title(here, year, basins),
        subtitle=f"Projets de recrutement {year} par {'domaine' if by_domain else 'métier'} et par bassin "
        f"d’emploi de France Travail ; {_cells(here[here['year'] == year])}",
        chart=charts.grid(
            rows,
            {basin: wrapped(basin, HEADER_WIDTH) for basin in basins},
            reach=recruitment.largest(cells, "domain_id" if by_domain else "fap_code", "basin"),
            # A column must hold « secret (1 à 4) » after its bar.
            bar_width=0.4,
            name_width=52 if view.projection else 40,
        ),
        alt="Tableau de barres par métier et bassin. "
        + " ".join(f"{row.line}, {row.basin}{sentences.COLON}{row.text}." for row in _lines(rows)),
        table=Table(
            pd.DataFrame(
                {
                    "Métier": whole["occupation"],
                    "Code FAP": whole["fap_code"],
                    "Bassin": whole["basin"],
                    "Année": str(year),
                    "Projets": [secrecy.cell(row) for row in whole.to_dict(orient="records")],
                    "Jugés difficiles": [secrecy.hard(row) for row in whole.to_dict(orient="records")],
                }
            )
        ),
        evidence=_cite(view, cells[cells["year"] == year]),
        caution=f"{SECRET_BRIEF if view.projection else SECRET} {_basins_caution(view, cells)}",
        explanation=READING,
    )


def _names(domains: pd.DataFrame) -> dict[str, str]:
    return dict(zip(domains["domain_id"], domains["domain"], strict=True))


def _followed(cells: pd.DataFrame, domains: pd.DataFrame) -> str:
    """The domains that an occupation of the survey is tied to."""
    tied = set(cells["domain_id"])
    return listing([f"« {name} »" for domain_id, name in _names(domains).items() if domain_id in tied])


def _place(view: View, cells: pd.DataFrame) -> str:
    return (
        sentences.basin_words(recruitment.basins(cells, view.territory)) if view.territory else "Martinique"
    )


def _basins_caution(view: View, cells: pd.DataFrame) -> str:
    """Basins are not the EPCI; under a territory, what is left out."""
    if not view.territory:
        return "Les bassins sont ceux de France Travail, pas les EPCI."
    kept = recruitment.basins(cells, view.territory)
    left_out = [name for name in recruitment.basins(cells) if name not in kept]
    return (
        f"Filtre « {view.territory} »{sentences.COLON}{sentences.basin_words(kept)} de France Travail "
        f"(rattachement déduit, ce n’est pas l’EPCI). Non compté{sentences.COLON}{listing(left_out)}."
    )


def _cells(cells: pd.DataFrame) -> str:
    secret = int(cells["projects"].isna().sum())
    return f"n = {count(len(cells), 'case')} métier × bassin, dont {count(secret, 'secrète')}"


def _cite(view: View, cells: pd.DataFrame) -> tuple[Evidence, ...]:
    """One line a survey: its cells come from one file. « Non cité » is read there as much as a number."""
    return cite(
        view,
        cells.assign(
            locator=[f"Enquête BMO {year}, bassins de Martinique" for year in cells["year"]],
            note="Domaines et territoires déduits des intitulés et des noms de bassins",
        ),
    )


def _lines(rows: pd.DataFrame) -> Iterable[Any]:
    return rows.rename(columns={"name": "line"}).itertuples()


def _colours(cells: pd.DataFrame) -> dict[str, str]:
    """Basin -> colour of its territory."""
    found = cells.drop_duplicates("basin")
    return {
        str(basin): TERRITORY[str(territory)]
        for basin, territory in zip(found["basin"], found["territory"], strict=True)
    }


SECTION = "Recrutement et tension"
FOLLOWS = ("territoire", "domaine")
DATASETS = ("recruitment", "domains")
TERMS = ("BMO", "FAP", "EPCI")

BLOCKS = (
    Block(
        "competences-bmo-chiffres",
        "Projets jugés difficiles",
        numbers,
        DATASETS,
        follows=FOLLOWS,
        terms=TERMS,
    ),
    Block(
        "competences-bmo-informatique",
        "Recrutement dans le cœur informatique",
        core,
        DATASETS,
        follows=FOLLOWS,
        terms=TERMS,
        silent=True,
    ),
    Block(
        "competences-bmo-autres",
        "Recrutement dans les télécommunications et la communication",
        beside_core,
        DATASETS,
        follows=FOLLOWS,
        terms=TERMS,
        silent=True,
    ),
    Block(
        "competences-bmo-bassins",
        "Recrutement par bassin",
        by_basin,
        DATASETS,
        follows=FOLLOWS,
        choices=(Choice(YEAR_CHOICE, "Année de l’enquête", ("2025", "2024")),),
        terms=TERMS,
        silent=True,
    ),
)
