"""What the figures of skills and recruitment say, in sentences that never compare two years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.french.formats import NARROW_SPACE, count, listing, number
from data.french.secrecy import cell
from data.indicators import recruitment, tension

COLON = f"{NARROW_SPACE}: "
SEMICOLON = f"{NARROW_SPACE}; "
CORE = "cœur informatique"


def secret_cells(how_many: int) -> str:
    """« 4 cases secrètes »."""
    return count(how_many, "case secrète", "cases secrètes")


def projects(
    total: Mapping[Any, Any], what: str = "projet visible", several: str = "projets visibles"
) -> str:
    """« 61 projets visibles (65 à 77 avec 4 cases secrètes) », or what stands for it when none is printed."""
    span = f"{number(total['low'])} à {number(total['high'])}"
    return {
        "absent": "aucun métier cité",
        "secret": f"{secret_cells(total['secret'])} seulement, soit {span} projets (déduit)",
        "partial": f"{count(total['visible'], what, several)} ({span} avec {secret_cells(total['secret'])})",
        "visible": count(total["visible"], what, several),
    }[recruitment.state(dict(total))]


def basin_words(names: Sequence[str]) -> str:
    """« bassin Martinique Centre », « bassins Martinique Nord Atlantique et Martinique Nord Caraïbe »."""
    return f"{'bassin' if len(names) == 1 else 'bassins'} {listing(list(names))}"


def headline(
    cells: pd.DataFrame,
    skills: pd.DataFrame,
    territory: str | None,
    domain: str | None,
    domain_id: str | None,
) -> list[str]:
    """The page's opening: projects of the last survey, then the skills that the deck cites."""
    said = [_recruitment_headline(cells, territory, domain, domain_id)] if len(cells) else []
    kept = skills if domain_id is None else skills[skills["domain_id"] == domain_id]
    if len(kept):
        asked = "L" if domain is None else f"Pour « {domain} », l"
        said.append(f"{asked}e support cite {count(len(kept), 'compétence')}{COLON}{_kinds(kept)}.")
    return said


def _recruitment_headline(
    cells: pd.DataFrame, territory: str | None, domain: str | None, domain_id: str | None
) -> str:
    followed = recruitment.of_view(cells, None, domain_id)
    if followed.empty:
        return f"Aucun métier de l’enquête BMO n’est rattaché à « {domain} »."
    year = recruitment.years(cells)[-1]
    here = recruitment.of_view(followed, territory, None)
    is_core = domain_id is None or len(recruitment.beside_core(followed)) == 0
    total = recruitment.totals(recruitment.core(here) if is_core else here, year)
    subject = f"dans le {CORE}" if is_core else f"pour « {domain} »"
    place = f", {basin_words(recruitment.basins(cells, territory))}" if territory else ""
    occupations = count(followed["fap_code"].nunique(), "métier")
    words = "projet de recrutement visible", "projets de recrutement visibles"
    if recruitment.state(total) == "partial":
        span = f"{number(total['low'])} à {number(total['high'])} avec {secret_cells(total['secret'])}"
        what = f"{count(total['visible'], *words)} {subject}{place} ({span})"
    else:
        what = f"{projects(total, *words)} {subject}{place}"
    followed_words = f"{occupations} du numérique suivis" if domain is None else f"{occupations} suivis"
    if followed["fap_code"].nunique() < 2:
        followed_words = followed_words.removesuffix("s")
    return f"En {year}, {what}{SEMICOLON}{followed_words}."


def _kinds(skills: pd.DataFrame) -> str:
    technical = int((skills["kind"] == "technical").sum())
    transversal = len(skills) - technical
    return f"{count(technical, 'technique')} et {count(transversal, 'transversale')}"


def skills_title(skills: pd.DataFrame) -> str:
    """How many skills, of which kind, and the domains that they belong to."""
    domains = list(dict.fromkeys(skills["domain"]))
    where = f"« {domains[0]} »" if len(domains) == 1 else f"{len(domains)} domaines"
    if skills["kind"].nunique() < 2:
        kind = "technique" if skills["kind"].iloc[0] == "technical" else "transversale"
        return f"{count(len(skills), f'compétence {kind}', f'compétences {kind}s')}, {where}"
    return f"{count(len(skills), 'compétence')}, {where}{COLON}{_kinds(skills)}"


def occupations_title(group: str, cells: pd.DataFrame, survey_years: Sequence[int]) -> str:
    """The sum of a group of occupations in each year, last first: side by side, never one minus the other."""
    last, *before = reversed(survey_years)
    said = f"{group}{COLON}{projects(recruitment.totals(cells, last))} en {last}"
    for year in before:
        total = recruitment.totals(cells, year)
        brief = cell(total) if recruitment.state(total) in ("visible", "partial") else projects(total)
        said += f"{SEMICOLON}en {year}, {brief}"
    return said


def domains_title(cells: pd.DataFrame, names: Mapping[str, str], year: int) -> str:
    """The sum of each domain in one year, the largest first."""
    found = {
        names[str(domain_id)]: recruitment.totals(part, year)
        for domain_id, part in cells.groupby("domain_id", sort=False)
    }
    ordered = sorted(found.items(), key=lambda pair: (-pair[1]["visible"], -pair[1]["high"]))
    return f"En {year}, " + SEMICOLON.join(f"{name}{COLON}{projects(total)}" for name, total in ordered)


def basins_title(cells: pd.DataFrame, year: int, basin_names: Sequence[str]) -> str:
    """Where most projects are, when no secret cell can change it; else a plain description."""
    first = recruitment.leading_basin(cells, year, basin_names)
    if first is None:
        return f"Projets de recrutement {year} par métier, {basin_words(basin_names)}"
    there = recruitment.totals(cells[cells["basin"] == first], year)["visible"]
    everywhere = recruitment.totals(cells, year)["visible"]
    if not there:
        return f"Projets de recrutement {year} par métier, {basin_words(basin_names)}"
    if there == everywhere:
        return f"En {year}, tous les projets visibles ({number(there)}) sont dans le bassin {first}"
    return (
        f"En {year}, {number(there)} des {count(everywhere, 'projet visible', 'projets visibles')} "
        f"{'est' if there < 2 else 'sont'} dans le bassin {first}"
    )


def hard_title(subject: str, cells: pd.DataFrame, year: int) -> str:
    """How many projects are judged hard to fill, a floor as soon as a cell hides them."""
    total = recruitment.totals(cells, year)
    if not total["cells"] or total["hard_secret"] == total["cells"]:
        return f"{subject}{COLON}projets visibles et projets jugés difficiles"
    judged = "projet jugé difficile", "projets jugés difficiles"
    floor = "au moins " if total["hard_secret"] else ""
    return f"{subject}{COLON}{floor}{count(total['hard'], *judged)} en {year}"


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
