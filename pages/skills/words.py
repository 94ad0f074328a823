"""What the figures of skills and recruitment say, in sentences that never compare two years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from components.figures import comparing
from components.figures.blocks import View
from components.figures.drawn import COLON
from data.french.formats import count, listing, number
from data.indicators import recruitment, secrecy, tension
from data.vocabulary import TERRITORIES

COMPUTING = "l’informatique"

# The names of occupations hold up to 120 letters: charts show these, tables and tooltips the whole name.
SHORT = {
    "M1X80": "Techniciens de développement",
    "M1X81": "Techniciens production, support",
    "M2X90": "Ingénieurs d’étude et recherche",
    "M2X91": "Chefs de projet et directeurs",
    "M2X92": "Cadres production, maintenance",
    "M2X93": "Experts et consultants",
    "U1X82": "Graphistes, dessinateurs, etc.",
    "G1X75": "Techniciens des télécoms",
    "M1Z81": "Techniciens production, support",
    "M2Z90": "Ingénieurs, chefs de projet",
    "U1Z82": "Graphistes, dessinateurs, etc.",
}
# Letters that hold every name above on one line.
SHORT_WIDTH = 31
SHORTENED = "Intitulés des métiers abrégés ; en entier dans les données."


def short_name(code: str, occupation: str) -> str:
    """The name of an occupation, shortened when it would not hold on one line of a chart."""
    return SHORT.get(code, occupation)


def about(view: View) -> str:
    """« dans l’informatique », or the domain in force."""
    return f"pour « {view.domain} »" if view.domain else f"dans {COMPUTING}"


def place_words(view: View, cells: pd.DataFrame, basins: pd.DataFrame) -> str:
    """Where the projects shown are sought."""
    if said := recruitment.widened(view.commune, view.commune_code, basins):
        return said
    return (
        recruitment.basin_words(recruitment.basins(cells, view.territory)) if view.territory else "Martinique"
    )


def projects(total: Mapping[Any, Any]) -> str:
    """« 61 projets de recrutement (65 à 77 avec les nombres secrets) », or what stands for it."""
    bounds = f"{number(total['low'])} à {number(total['high'])}"
    visible = count(total["visible"], "projet de recrutement", "projets de recrutement")
    return {
        "absent": "aucun métier cité",
        "secret": f"{bounds} projets de recrutement (déduit d’un secret)",
        "partial": f"{visible} ({span(total)})",
        "visible": visible,
    }[recruitment.state(dict(total))]


def headline(view: View, cells: pd.DataFrame, skills: pd.DataFrame, basins: pd.DataFrame) -> list[str]:
    """The page's opening: projects of the last survey, then the skills that the deck cites."""
    said = [_recruitment_headline(view, cells, basins)] if len(cells) else []
    kept = skills if view.domain_id is None else skills[skills["domain_id"] == view.domain_id]
    if len(kept):
        asked = "L" if view.domain is None else f"Pour « {view.domain} », l"
        said.append(f"{asked}a présentation cite {count(len(kept), 'compétence')}{COLON}{kinds(kept)}.")
    return said


def _recruitment_headline(view: View, cells: pd.DataFrame, basins: pd.DataFrame) -> str:
    followed = recruitment.of_view(cells, None, view.domain_id)
    if followed.empty:
        return f"Aucun métier de l’enquête BMO n’est rattaché à « {view.domain} »."
    year = recruitment.years(cells)[-1]
    basin = recruitment.basin_of(basins, view.commune_code)
    here = recruitment.of_view(followed, view.territory, None, basin)
    total = recruitment.totals(here if view.domain_id else recruitment.core(here), year)
    place = recruitment.widened(view.commune, view.commune_code, basins) or view.territory or ""
    return f"En {year}, {about(view)}{f', {place}' if place else ''}{COLON}{projects(total)}."


def kinds(skills: pd.DataFrame) -> str:
    """« 17 techniques et 14 transversales »."""
    technical = int((skills["kind"] == "technical").sum())
    return f"{count(technical, 'technique')} et {count(len(skills) - technical, 'transversale')}"


def skills_title(skills: pd.DataFrame) -> str:
    """How many skills, of which kind, and the domains that they belong to."""
    domains = list(dict.fromkeys(skills["domain"]))
    where = f"« {domains[0]} »" if len(domains) == 1 else count(len(domains), "domaine")
    if skills["kind"].nunique() < 2:
        kind = "technique" if skills["kind"].iloc[0] == "technical" else "transversale"
        return f"{count(len(skills), f'compétence {kind}', f'compétences {kind}s')}, {where}"
    return f"{count(len(skills), 'compétence')}, {where}{COLON}{kinds(skills)}"


def occupations_title(cells: pd.DataFrame, year: int, domain: str | None) -> str:
    """What is printed of one year, and the part of computing in it; a plain description when that fails."""
    total = recruitment.totals(cells, year)
    if not total["visible"]:
        return f"Projets de recrutement {year} par métier"
    published = "projet de recrutement publié", "projets de recrutement publiés"
    said = f"{count(total['visible'], *published)} en {year}"
    if domain:
        return f"{domain}{COLON}{said}"
    computing = recruitment.totals(recruitment.core(cells), year)["visible"]
    return f"{said}, dont {number(computing)} dans {COMPUTING}" if computing else f"{said}, métiers suivis"


def span(total: Mapping[Any, Any]) -> str:
    """« 65 à 77 avec les nombres secrets », empty when nothing is hidden."""
    if not total["secret"]:
        return ""
    return f"{number(total['low'])} à {number(total['high'])} avec les nombres secrets"


def basins_title(cells: pd.DataFrame, year: int, basin_names: Sequence[str]) -> str:
    """Where most projects are, when it can be said (see ``leading_basin``); else a plain description."""
    first = recruitment.leading_basin(cells, year, basin_names)
    if first is None:
        return f"Projets de recrutement {year} par métier, {recruitment.basin_words(basin_names)}"
    there = recruitment.totals(cells[cells["basin"] == first], year)["visible"]
    everywhere = recruitment.totals(cells, year)["visible"]
    return (
        f"En {year}, {number(there)} des {number(everywhere)} projets de recrutement publiés sont dans le "
        f"{recruitment.basin_words([first])}"
    )


def compared_title(cells: pd.DataFrame, year: int, subject: str | None, *, hard: bool = False) -> str:
    """« Projets de recrutement en 2025 : Centre 44 (46 à 52), … »: what each prints, no first named."""
    totals = {name: recruitment.totals(cells[cells["territory"] == name], year) for name in TERRITORIES}
    write = secrecy.hard if hard else secrecy.cell
    measured = "Projets jugés difficiles" if hard else "Projets de recrutement"
    said = comparing.said({name: write(total) for name, total in totals.items()})
    return f"{measured} en {year}{f', {subject}' if subject else ''}{COLON}{said}"


def hard_title(subject: str, cells: pd.DataFrame, year: int) -> str:
    """How many projects are judged hard to fill: a floor as soon as a number is hidden."""
    total = recruitment.totals(cells, year)
    if not total["cells"] or total["hard_secret"] == total["cells"]:
        return f"Projets jugés difficiles en {year}, {subject}"
    floor = "au moins " if total["hard_secret"] else ""
    judged = count(total["hard"], "projet jugé difficile", "projets jugés difficiles")
    return f"En {year}, {floor}{judged} à pourvoir, {subject}"


def tension_brief(classed: pd.DataFrame) -> str:
    """The same point on half the width of a page."""
    top = tension.strongest(classed)
    if len(classed) < 2 or not top:
        return tension_title(classed)
    years = listing([str(year) for year in sorted(classed["year"].unique())])
    return (
        f"Avant la crise sanitaire ({years}), {number(top)} des {number(len(classed))} métiers classés en "
        f"tension {number(tension.STRONGEST)} sur {number(tension.STRONGEST)}"
    )


def tension_title(classed: pd.DataFrame) -> str:
    """How many occupations were in the highest class before the crisis."""
    if classed.empty:
        return "Tension en 2019 (avant la crise sanitaire)"
    years = listing([str(year) for year in sorted(classed["year"].unique())])
    top = tension.strongest(classed)
    if len(classed) < 2 or not top:
        return f"Tension en {years} (avant la crise sanitaire), par métier"
    verb = "était" if top == 1 else "étaient"
    return (
        f"Avant la crise sanitaire ({years}), {number(top)} des {number(len(classed))} métiers classés "
        f"{verb} dans la classe de tension la plus forte"
    )
