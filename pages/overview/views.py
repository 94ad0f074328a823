"""Synthèse: a tile for each page, what is to be followed, and a search over everything."""

from __future__ import annotations

from components.figures.blocks import Contents, PageView
from pages.registry import PAGES

CONTENTS = Contents(PAGES["synthese"], (PageView("essentiel"),))
