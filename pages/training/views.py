"""The contents of « Formations »: where digital skills are taught, how people train, how bodies teach."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components.figures.blocks import Block, Choice, Figure, Gap, View, Width
from components.figures.pages import Contents, PageView
from pages.registry import PAGES
from pages.training import (
    around,
    kept,
    kept_form,
    map_layers,
    map_screen,
    measure,
    offers,
    outcomes,
    places,
    practice,
    reach,
    reach_bars,
    scenario,
    seats,
    sheet,
    trial,
    trial_form,
    verdicts,
    whole_table,
)
from pages.training import words as sentences

# What every figure of offers follows: the shared filters, and the choices of the page.
CHOICES = (
    Choice("niveau", "Niveau", ("Tous niveaux", *sentences.LEVELS.values()), dropdown=True),
    Choice("modalite", "Statut", ("Tous statuts", *sentences.STATUSES.values()), dropdown=True),
    Choice("mode", "Mode", ("Tous modes", *sentences.DELIVERIES.values()), dropdown=True),
    Choice("perimetre", "Périmètre", ("Tout périmètre", *sentences.SCOPES.values()), dropdown=True),
    Choice("a_confirmer", "À confirmer aussi", switch=True),
)
FOLLOWS = ("territoire", "commune", "domaine", *(choice.key for choice in CHOICES))
# What distances follow: the place chooses whose, the rest to which offers.
FROM_LEVEL = Choice(
    "a_partir_de", "À partir du niveau", ("Tous les niveaux", *sentences.FROM_LEVEL), dropdown=True
)
DISTANCE = Choice("distance", "Distance ou temps", (measure.USUAL, *measure.MEASURES), dropdown=True)
TRIED = Choice("essai", "Formations fictives", many=True, accepts=scenario.readable)
_BY_KEY = {choice.key: choice for choice in CHOICES}
REACH_CHOICES = (FROM_LEVEL, DISTANCE, _BY_KEY["modalite"], _BY_KEY["mode"], _BY_KEY["a_confirmer"])
REACH_FOLLOWS = ("territoire", "commune", "domaine", *(choice.key for choice in REACH_CHOICES))
TRIAL_CHOICES = (FROM_LEVEL, DISTANCE)
TRIAL_FOLLOWS = ("territoire", "domaine", "a_partir_de", "distance", "essai")
OFFERS = ("training_offers", "training_coverage", "communes")
REACH_FRAMES = (*OFFERS, "travel_times?")
TRIAL_FRAMES = (*OFFERS, "domains", "training_capacity?", "travel_times?")
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


def tried(block_id: str, heading: str, build: Callable[..., Figure | Gap | None], **shown: Any) -> Block:
    """A block of the scenario tried, beside another. ``shown``: what else a ``Block`` is told."""
    told = {"width": "half", "follows": TRIAL_FOLLOWS, "outlines": True, **shown}
    return Block(block_id, heading, build, TRIAL_FRAMES, **told)


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
                    seats.on_map,
                    (*OFFERS, "training_capacity?", *map_layers.DATASETS),
                    follows=(*FOLLOWS, map_layers.CHOICE.key),
                    outlines=True,
                    draw=map_screen.show,
                    compared=seats.map_compared,
                    terms=("EPCI", "CACEM", "CAP Nord", "Espace Sud"),
                ),
            ),
            (*CHOICES, map_layers.CHOICE),
        ),
        PageView(
            "offres",
            (
                Block(
                    "formations-niveaux",
                    "Formations par niveau",
                    offers.levels,
                    OFFERS,
                    width="half",
                    follows=FOLLOWS,
                    terms=("bac+2, bac+3, bac+4",),
                    compared=offers.levels_compared,
                ),
                seats.BLOCK,
                Block(
                    "formations-offres",
                    "Formations recensées",
                    seats.in_table,
                    (*OFFERS, "training_capacity?"),
                    follows=FOLLOWS,
                    projected=False,
                    draw=whole_table.show,
                    terms=("CPGE TSI", "DN MADE", "FED"),
                    compared=seats.table_compared,
                ),
                outcomes.BLOCK,
                around.NSI,
            ),
            CHOICES,
        ),
        PageView(
            "acces",
            (
                Block(
                    "formations-acces-chiffres",
                    "Accès aux formations",
                    reach.numbers,
                    REACH_FRAMES,
                    width="strip",
                    follows=REACH_FOLLOWS,
                    outlines=True,
                    terms=("EPCI",),
                ),
                Block(
                    "formations-acces-carte",
                    "Communes par distance",
                    reach.carte,
                    REACH_FRAMES,
                    width="half",
                    follows=REACH_FOLLOWS,
                    outlines=True,
                    silent=True,
                ),
                Block(
                    "formations-acces-epci",
                    "Habitants à portée, par EPCI",
                    reach_bars.by_epci,
                    REACH_FRAMES,
                    width="half",
                    follows=tuple(key for key in REACH_FOLLOWS if key != "commune"),
                    outlines=True,
                    silent=True,
                    terms=("EPCI", "CACEM", "CAP Nord", "Espace Sud"),
                ),
                Block(
                    "formations-acces-communes",
                    "Distance de chaque commune",
                    reach.whole_table,
                    REACH_FRAMES,
                    follows=REACH_FOLLOWS,
                    outlines=True,
                    silent=True,
                    projected=False,
                    draw=whole_table.show,
                ),
            ),
            REACH_CHOICES,
        ),
        PageView(
            "scenario",
            (
                tried(
                    "formations-scenario-essai",
                    "Formations fictives",
                    trial.trials,
                    # Typed offers are the same wherever one looks from: nothing to compare.
                    follows=tuple(key for key in TRIAL_FOLLOWS if key != "territoire"),
                    draw=trial_form.show,
                ),
                tried(
                    "formations-scenario-resultat",
                    "Ce que le scénario change",
                    trial.result,
                ),
                tried(
                    "formations-scenario-carte",
                    "Communes à portée",
                    trial.carte,
                    silent=True,
                ),
                tried(
                    "formations-scenario-rang",
                    "Où une formation de plus",
                    trial.ranking,
                ),
                Block(
                    "formations-scenario-compares",
                    "Deux scénarios comparés",
                    kept.compared,
                    (*TRIAL_FRAMES, "scenarios"),
                    follows=("distance", kept.COMPARED.key),
                    outlines=True,
                    silent=True,
                ),
                Block(
                    "formations-scenario-gardes",
                    "Scénarios gardés et demandes",
                    kept.listed,
                    ("scenarios", "schema_actions", "statements", "noted"),
                    silent=True,
                ),
            ),
            TRIAL_CHOICES,
            draw=kept_form.draw,
            parameters=(TRIED, kept.COMPARED),
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
                places.BLOCK,
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
                Block(
                    "formations-verdicts",
                    "Ce que dit la présentation, à l’épreuve",
                    verdicts.verdicts,
                    verdicts.DATASETS,
                ),
                around.MASTERS,
                gap(26),
                gap(27),
                Block(
                    "formations-reperes",
                    "Repères : étudiants et organismes",
                    practice.references,
                    FIGURES,
                    folded=True,
                    perimeter="Martinique, et un chiffre de l’outre-mer",
                    terms=("SIDEFOP", "AGEFMA"),
                ),
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
