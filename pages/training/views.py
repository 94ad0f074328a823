"""The contents of « Formations »: where digital skills are taught, how people train, how bodies teach."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.figures.blocks import Block, Choice, Figure, Gap, View, Width
from components.figures.pages import Contents, PageView
from pages.registry import PAGES
from pages.training import map_figure, map_screen, offers, practice, sheet, whole_table
from pages.training import words as sentences

# What every figure of offers follows: the shared filters, and the choices of the page.
CHOICES = (
    Choice("niveau", "Niveau", ("Tous les niveaux", *sentences.LEVELS.values()), dropdown=True),
    Choice("modalite", "Statut", ("Tous les statuts", *sentences.STATUSES.values()), dropdown=True),
    Choice("mode", "Mode", ("Sur place ou à distance", *sentences.DELIVERIES.values()), dropdown=True),
    Choice("perimetre", "Périmètre", ("Tout le périmètre", *sentences.SCOPES.values()), dropdown=True),
    Choice("a_confirmer", "Montrer aussi celles à confirmer", switch=True),
)
FOLLOWS = ("territoire", "commune", "domaine", *(choice.key for choice in CHOICES))
OFFERS = ("training_offers", "training_coverage", "communes")
FIGURES = ("key_figures", "statements")
SLIDES = ("slides",)


def gap(position: int) -> Block:
    """A block for the part of a slide that is only a picture, by its position in the deck."""

    def build(view: View, slides: pd.DataFrame) -> Gap | None:
        return practice.picture_only(slides, position)

    heading = practice.MISSING[position].title
    # Two of them share a row; the third is alone on its own.
    width: Width = "full" if position == 58 else "half"
    return Block(f"formations-absent-{position}", heading, build, SLIDES, width=width)


def passages(
    block_id: str, heading: str, build: Callable[..., Figure], datasets: tuple[str, ...], *terms: str
) -> Block:
    """A block of what the documents say, beside another."""
    return Block(block_id, heading, build, datasets, width="half", terms=terms)


STATEMENTS = ("statements",)
CONTENTS = Contents(
    PAGES["formations"],
    (
        PageView(
            "carte",
            (
                Block(
                    "formations-carte",
                    "Carte des formations",
                    map_figure.offers_map,
                    OFFERS,
                    follows=FOLLOWS,
                    outlines=True,
                    draw=map_screen.show,
                    compared=map_figure.offers_compared,
                    terms=("EPCI", "CACEM", "CAP Nord", "Espace Sud"),
                ),
            ),
            CHOICES,
        ),
        PageView(
            "offres",
            (
                Block(
                    "formations-niveaux",
                    "Formations par niveau",
                    offers.levels,
                    OFFERS,
                    follows=FOLLOWS,
                    terms=("bac+2, bac+3, bac+4",),
                    compared=offers.levels_compared,
                ),
                Block(
                    "formations-offres",
                    "Formations recensées",
                    offers.offers_table,
                    OFFERS,
                    follows=FOLLOWS,
                    projected=False,
                    draw=whole_table.show,
                    compared=offers.table_compared,
                ),
            ),
            CHOICES,
        ),
        PageView(
            "pratiques",
            (
                passages("formations-pratiques", "Pratiques de formation", practice.habits, FIGURES),
                passages("formations-enjeux", "Enjeux pour la formation", practice.stakes, STATEMENTS, "ESN"),
                passages(
                    "formations-distance",
                    "À distance pendant la crise",
                    practice.continuity,
                    FIGURES,
                    "OREF",
                    "OF",
                ),
                passages(
                    "formations-adaptation",
                    "De la salle de classe au digital",
                    practice.adaptation,
                    STATEMENTS,
                ),
                passages(
                    "formations-difficultes", "Difficultés sur le terrain", practice.difficulties, STATEMENTS
                ),
                passages("formations-besoins", "Besoins", practice.needs, STATEMENTS),
                gap(58),
            ),
        ),
        PageView(
            "sources",
            (
                Block(
                    "formations-couverture",
                    "Ce que les sources peuvent contenir",
                    offers.coverage_table,
                    OFFERS,
                    projected=False,
                    draw=whole_table.show,
                ),
                passages(
                    "formations-support",
                    "L’offre continue, selon la présentation du CEP",
                    practice.deck_offer,
                    FIGURES,
                    "FI, FC",
                    "bac+2, bac+3, bac+4",
                ),
                passages(
                    "formations-liens",
                    "Carte et présentation en ligne",
                    practice.online,
                    ("links",),
                    "SIDEFOP",
                    "AGEFMA",
                ),
                gap(26),
                gap(27),
            ),
        ),
    ),
    headline=offers.headline,
    headline_datasets=OFFERS,
    headline_follows=FOLLOWS,
    scope=offers.scope,
    scope_datasets=OFFERS,
    sheets=sheet.documents,
)
