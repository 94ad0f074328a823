"""The contents of « Compétences »: skills, recruitment and tension, firms, interventions, testimonies."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from components.figures.blocks import Block, Choice, Contents, Figure, PageView, Passage, Table, View
from components.figures.evidence import cite
from data.french.formats import count, listing
from data.indicators import recruitment, searching
from data.indicators import skills as indicators
from pages.registry import PAGES
from pages.skills import charts, tension, voices
from pages.skills import recruitment as bmo
from pages.skills import words as sentences

KIND_CHOICE, SEARCH_CHOICE = "nature", "competence"
KINDS = {"Techniques": "technical", "Transversales": "transversal"}
ONE_KIND = {"technical": "Technique", "transversal": "Transversale"}
PLACE_FREE = "non décliné par territoire"


def headline(view: View, cells: pd.DataFrame, skills: pd.DataFrame) -> list[str]:
    return sentences.headline(cells, skills, view.territory, view.domain, view.domain_id)


def scope(view: View, cells: pd.DataFrame, tension: pd.DataFrame) -> list[str]:
    surveys = listing([str(year) for year in recruitment.years(cells)])
    years = listing([str(year) for year in sorted(tension["year"].unique())])
    here = recruitment.of_view(cells, view.territory, view.domain_id)
    return [
        f"projets de recrutement {surveys} (BMO), n = {count(len(here), 'case')} métier × bassin",
        f"tension {years}",
        "compétences et témoignages sans date",
    ]


def matrix(view: View, skills: pd.DataFrame) -> Figure | None:
    """The table of the deck as it reads: a domain, its technical skills, its transversal ones."""
    rows = _of_domain(view, skills)
    if rows.empty:
        return None
    lines = indicators.by_domain(rows)
    return Figure(
        title=sentences.skills_title(rows),
        subtitle=f"Compétences demandées par domaine, telles que le support les liste, {PLACE_FREE}",
        # Read from afar, the table is a table; on a desk it is text, to select and copy.
        chart=charts.matrix(lines) if view.projection else None,
        alt="Tableau des compétences. "
        + " ".join(
            f"{line['domain']}{sentences.COLON}{'. '.join(_kind_lines(line))}." for line in _each(lines)
        ),
        passages=()
        if view.projection
        else tuple(Passage(str(line["domain"]), _kind_lines(line)) for line in _each(lines)),
        evidence=cite(view, rows),
    )


def search(view: View, skills: pd.DataFrame) -> Figure | None:
    """One skill a line, to search and sort."""
    rows = _of_domain(view, skills)
    kind = KINDS.get(str(view.choices.get(KIND_CHOICE)))
    rows = rows if kind is None else rows[rows["kind"] == kind]
    rows = searching.matching(rows, ("skill", "domain"), str(view.choices.get(SEARCH_CHOICE) or ""))
    if rows.empty:
        return None
    return Figure(
        title=f"Chercher une compétence{sentences.COLON}{count(len(rows), 'ligne')}",
        subtitle="Chaque compétence avec sa nature et son domaine ; un clic sur un en-tête trie ; "
        f"le domaine se choisit dans les filtres, {PLACE_FREE}",
        table=Table(
            pd.DataFrame(
                {
                    "Compétence": rows["skill"],
                    "Nature": rows["kind"].map(ONE_KIND),
                    "Domaine / Secteur": rows["domain"],
                }
            )
        ),
        table_first=True,
        evidence=cite(view, rows),
    )


def _of_domain(view: View, skills: pd.DataFrame) -> pd.DataFrame:
    return skills if view.domain_id is None else skills[skills["domain_id"] == view.domain_id]


def _each(lines: pd.DataFrame) -> list[dict[Hashable, Any]]:
    return lines.to_dict(orient="records")


def _kind_lines(line: dict[Hashable, Any]) -> tuple[str, ...]:
    return tuple(f"{word}{sentences.COLON}{line[f'skills_{kind}']}" for word, kind in KINDS.items())


CONTENTS = Contents(
    PAGES["competences"],
    (
        PageView(
            "essentiel",
            (
                *bmo.BLOCKS[:1],
                *tension.BLOCKS[:1],
            ),
        ),
        PageView(
            "recrutements",
            (*bmo.BLOCKS[1:],),
        ),
        PageView(
            "tension",
            (
                *tension.BLOCKS[1:],
                *tension.REFERENCES,
            ),
        ),
        PageView(
            "demandees",
            (
                Block(
                    "competences-domaines",
                    "Compétences par domaine",
                    matrix,
                    ("skills",),
                    follows=("domaine",),
                    terms=("ESN", "UX", "ANSSI", "ERP"),
                ),
                Block(
                    "competences-table",
                    "Chercher une compétence",
                    search,
                    ("skills",),
                    follows=("domaine",),
                    projected=False,
                    choices=(
                        Choice(SEARCH_CHOICE, "Chercher un mot dans le tableau", search=True),
                        Choice(KIND_CHOICE, "Nature", ("Toutes", *KINDS)),
                    ),
                ),
            ),
        ),
        PageView(
            "paroles",
            (*voices.BLOCKS[4:],),
        ),
        PageView(
            "entreprises",
            (*voices.BLOCKS[:4],),
        ),
    ),
    headline=headline,
    headline_datasets=("recruitment", "skills"),
    headline_follows=("territoire", "domaine"),
    scope=scope,
    scope_datasets=("recruitment", "occupation_tension"),
)
