"""The contents of « Formations »: where digital skills are taught, how people train, how bodies teach."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Block, Choice, Contents, Gap, PageView, View
from pages.registry import PAGES
from pages.training import offers, practice, sheet
from pages.training import words as sentences
from pages.training.map_screen import show as show_map

# What every figure of offers follows: the shared filters, and the four choices of the page.
CHOICES = (
    Choice("niveau", "Niveau", ("Tous les niveaux", *sentences.LEVELS.values()), dropdown=True),
    Choice("modalite", "Modalité", ("Toutes les modalités", *sentences.MODALITIES.values()), dropdown=True),
    Choice("perimetre", "Périmètre", ("Tout le périmètre", *sentences.SCOPES.values()), dropdown=True),
    Choice("a_confirmer", "Montrer aussi les offres à confirmer", switch=True),
)
FOLLOWS = ("territoire", "commune", "domaine", *(choice.key for choice in CHOICES))
OFFERS = ("training_offers", "training_coverage", "communes")
FIGURES = ("key_figures", "statements")
SLIDES = ("slides",)


def gap(position: int) -> Block:
    """A block for the part of a slide that is only a picture, by its position in the deck."""

    def build(view: View, slides: pd.DataFrame) -> Gap | None:
        return practice.picture_only(slides, position)

    heading = {26: "Carte de l’offre (SIDEFOP)", 27: "Présentation en ligne", 58: "Évolution de la carte"}
    return Block(f"formations-absent-{position}", heading[position], build, SLIDES, follows=())


CONTENTS = Contents(
    PAGES["formations"],
    (
        PageView(
            "carte",
            (
                Block(
                    "formations-carte",
                    "Carte des offres",
                    offers.offers_map,
                    OFFERS,
                    follows=FOLLOWS,
                    outlines=True,
                    draw=show_map,
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
                    "Offres par niveau",
                    offers.levels,
                    OFFERS,
                    follows=FOLLOWS,
                    terms=("bac+2, bac+3, bac+4",),
                ),
                Block(
                    "formations-communes",
                    "Offres par commune",
                    offers.communes_table,
                    OFFERS,
                    follows=FOLLOWS,
                    projected=False,
                    terms=("EPCI",),
                ),
                Block(
                    "formations-offres",
                    "Offres lues",
                    offers.offers_table,
                    OFFERS,
                    follows=FOLLOWS,
                    projected=False,
                ),
            ),
            CHOICES,
        ),
        PageView(
            "pratiques",
            (
                Block("formations-pratiques", "Pratiques de formation", practice.habits, FIGURES, follows=()),
                Block(
                    "formations-enjeux",
                    "Enjeux pour la formation",
                    practice.stakes,
                    ("statements",),
                    follows=(),
                    terms=("ESN",),
                ),
                gap(58),
                Block(
                    "formations-distance",
                    "À distance pendant la crise",
                    practice.continuity,
                    FIGURES,
                    follows=(),
                    terms=("OREF", "OF"),
                ),
                Block(
                    "formations-adaptation",
                    "De la salle de classe au digital",
                    practice.adaptation,
                    ("statements",),
                    follows=(),
                ),
                Block(
                    "formations-difficultes",
                    "Difficultés sur le terrain",
                    practice.difficulties,
                    ("statements",),
                    follows=(),
                ),
                Block("formations-besoins", "Besoins", practice.needs, ("statements",), follows=()),
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
                    follows=(),
                    projected=False,
                ),
                Block(
                    "formations-support",
                    "L’offre vue par le support",
                    practice.deck_offer,
                    FIGURES,
                    follows=(),
                    terms=("FI, FC", "bac+2, bac+3, bac+4"),
                ),
                Block(
                    "formations-liens",
                    "Carte et présentation en ligne",
                    practice.online,
                    ("links",),
                    follows=(),
                    terms=("SIDEFOP", "AGEFMA"),
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
