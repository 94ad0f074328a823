"""The contents of « Compétences »: skills, recruitment and tension, testimonies, firms that were asked."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import View
from components.figures.pages import Contents, PageView
from data.french.formats import listing
from data.indicators import recruitment
from pages.registry import PAGES
from pages.skills import (
    demanded,
    essentials,
    firms,
    need,
    recruitment_grids,
    references,
    rome,
    tension,
    voices,
)
from pages.skills import recruitment as bmo
from pages.skills import words as sentences


def headline(view: View, cells: pd.DataFrame, skills: pd.DataFrame, basins: pd.DataFrame) -> list[str]:
    return sentences.headline(view, cells, skills, basins)


def scope(view: View, cells: pd.DataFrame, tension_rows: pd.DataFrame, basins: pd.DataFrame) -> list[str]:
    years = listing([str(year) for year in sorted(tension_rows["year"].unique())])
    basin = recruitment.basin_of(basins, view.commune_code)
    return [
        *([recruitment.basin_words([basin])] if basin else []),
        f"BMO {listing([str(year) for year in recruitment.years(cells)])}",
        f"tension {years}",
        "compétences sans date",
    ]


CONTENTS = Contents(
    PAGES["competences"],
    (
        PageView("essentiel", (essentials.BLOCK, bmo.ESSENTIAL, tension.ESSENTIAL)),
        PageView("besoin", (need.BLOCK,)),
        PageView("recrutements", (*recruitment_grids.BLOCKS, *references.BLOCKS), choices=(bmo.YEAR,)),
        PageView("tension", (*tension.BLOCKS, rome.SEEKERS)),
        PageView("demandees", (*demanded.BLOCKS, rome.TRANSITION), choices=(demanded.SEARCH, demanded.KIND)),
        PageView("paroles", voices.BLOCKS),
        PageView("entreprises", firms.BLOCKS),
    ),
    headline=headline,
    headline_datasets=("recruitment", "skills", "basins"),
    headline_follows=("territoire", "commune", "domaine"),
    scope=scope,
    scope_datasets=("recruitment", "occupation_tension", "basins"),
)
