"""The contents of « Données »: what is loaded, how to load, the catalogue, what became of the deck."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Block, View
from components.figures.pages import Contents, PageView
from data.french.formats import count
from data.indicators import coverage
from data.store.folds import WHEN
from pages.datasets import catalogue, deck_coverage, loading, portal, request_sheet, state
from pages.datasets import words as sentences
from pages.datasets.inventory import ALL, inventory
from pages.registry import PAGES


def headline(view: View, slides: pd.DataFrame, *frames: pd.DataFrame) -> list[str]:
    return sentences.headline(inventory(frames), coverage.titles(slides), coverage.missing(slides))


def scope(view: View, *frames: pd.DataFrame) -> list[str]:
    rows = inventory(frames)
    years = sorted({year for found in rows["years"] for year in found})
    parts = [f"données de {years[0]} à {years[-1]}"] if years else []
    return [*parts, f"n = {count(rows['rows'].sum(), 'ligne')}"]


CONTENTS = Contents(
    PAGES["donnees"],
    (
        PageView(
            "etat",
            (
                Block(
                    "donnees-etat",
                    "État des données",
                    state.state,
                    ("slides", "sources", WHEN, *ALL),
                    width="strip",
                    projected=False,
                ),
                Block(
                    "donnees-ages",
                    "Ancienneté des données",
                    state.freshness,
                    ("sources", WHEN, *ALL),
                    width="half",
                ),
                Block("donnees-certitude", "Certitude des lignes", state.certainty, ALL, width="half"),
                Block(
                    "donnees-demandes",
                    "Demandes de données",
                    deck_coverage.requests,
                    ("slides", "survey_answers", "sources"),
                    projected=False,
                    draw=request_sheet.show,
                ),
            ),
        ),
        PageView("charger", draw=loading.show),
        PageView(
            "catalogue",
            (
                Block(
                    "donnees-catalogue",
                    "Jeux de données",
                    catalogue.catalogue,
                    ("sources", WHEN, *ALL),
                    projected=False,
                ),
                Block(
                    "donnees-apercu",
                    "Aperçu d’un jeu de données",
                    catalogue.preview,
                    ("sources", WHEN, *ALL),
                    choices=(catalogue.CHOICE, catalogue.SEARCH),
                    projected=False,
                ),
                Block(
                    "donnees-documents",
                    "Documents lus",
                    catalogue.documents_read,
                    ("sources",),
                    projected=False,
                ),
                Block(
                    "donnees-usage",
                    "Où chaque document est utilisé",
                    catalogue.usage,
                    ("sources", *ALL),
                    folded=True,
                    projected=False,
                ),
            ),
            draw=portal.show,
        ),
        PageView(
            "diapositives",
            (
                Block(
                    "donnees-support",
                    "Ce qu’est devenue la présentation",
                    deck_coverage.deck,
                    ("slides",),
                    choices=(deck_coverage.SEARCH,),
                ),
            ),
        ),
    ),
    headline=headline,
    headline_datasets=("slides", *ALL),
    headline_follows=(),
    scope=scope,
    scope_datasets=ALL,
)
