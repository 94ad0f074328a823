"""The contents of Synthèse: six tiles, and the search over everything that takes their place."""

from __future__ import annotations

from components.figures.blocks import Choice
from components.figures.pages import Contents, PageView
from pages.overview.tiles import BLOCKS
from pages.registry import PAGES

SEARCH = Choice("q", "Rechercher dans tout le tableau de bord", search=True)
CONTENTS = Contents(PAGES["synthese"], (PageView("essentiel", BLOCKS, parameters=(SEARCH,)),))
