"""The contents of « Maturité »: what firms use, what they plan, what changed, and what others say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components.figures.blocks import Block, View
from components.figures.pages import Contents, PageView
from components.figures.reserved import reserved
from data.french.formats import number
from data.indicators import survey
from pages.maturity import context, essentials, families, method, words
from pages.maturity.evidence import PERIMETER
from pages.registry import PAGES

ANSWERS = ("survey_answers", "key_figures")


def headline(view: View, answers: pd.DataFrame) -> list[str]:
    return words.headline(survey.all_changes(answers), survey.editions(answers))


# What was loaded for a reserved place, then what says who holds it.
RESERVED = ("indicators?", "slides")


def scope(view: View, answers: pd.DataFrame) -> list[str]:
    earlier, later = survey.editions(answers)
    return [
        f"enquêtes de la CCIM {earlier} et {later}",
        f"{number(survey.sample_size(answers))} entreprises interrogées par édition",
    ]


def _block(
    name: str, heading: str, build: Callable[..., Any], datasets: tuple[str, ...] = ANSWERS, **options: Any
) -> Block:
    """A block on the firms surveyed, or on another ``perimeter``, which no shared filter changes."""
    told = {"perimeter": PERIMETER, **options}
    return Block(f"maturite-{name}", heading, build, datasets, **told)


CONTENTS = Contents(
    PAGES["maturite"],
    (
        PageView(
            "essentiel",
            (
                _block(
                    "nombres",
                    "Ce qui a changé, en nombres",
                    essentials.strip,
                    width="strip",
                    # The opening of the page says them to a room.
                    projected=False,
                ),
                _block(
                    "segment",
                    "Un segment d’entreprises",
                    essentials.segment,
                    ("survey_answers", "slides"),
                    follows=(essentials.SEGMENT.key,),
                    terms=("CRM", "PME"),
                    silent=True,
                ),
                _block("evolutions", "Toutes les évolutions", essentials.evolutions, terms=("CRM", "CB")),
            ),
            choices=(essentials.SEGMENT,),
        ),
        PageView(
            "equipements",
            (
                _block("equipements", "Équipements", families.equipment, terms=("CB",)),
                _block("equipements-suite", "Équipements (suite)", families.equipment_more, silent=True),
                _block("projets", "Équipements en projet", families.planned),
                _block("projets-suite", "Équipements en projet (suite)", families.planned_more, silent=True),
            ),
        ),
        PageView(
            "logiciels",
            (
                _block("logiciels", "Logiciels", families.software, terms=("CRM",)),
                _block(
                    "segments",
                    "Logiciels par segment",
                    families.segments,
                    ("survey_answers", "slides"),
                    terms=("CRM", "PME"),
                ),
            ),
        ),
        PageView(
            "presence",
            (
                _block("presence", "Présence en ligne", families.online),
                _block(
                    "presence-actions",
                    "Ce qui accompagne la présence en ligne",
                    context.online_actions,
                    ("slides",),
                ),
                Block(
                    "maturite-reperes",
                    "Repères nationaux",
                    context.landmarks,
                    ("key_figures",),
                    perimeter="France",
                    terms=("TPE", "PME"),
                ),
            ),
        ),
        PageView(
            "freins",
            (
                _block(
                    "covid",
                    "Crise sanitaire",
                    context.covid,
                    ("survey_answers", "statements", "key_figures"),
                    perimeter="Entreprises, acteurs et organismes de formation de Martinique",
                    terms=("OREF",),
                ),
                _block("freins", "Freins", reserved("freins", context.obstacles), RESERVED, width="half"),
                _block(
                    "chantiers",
                    "Chantiers",
                    reserved("chantiers", context.priorities),
                    RESERVED,
                    width="half",
                ),
                _block(
                    "entretiens",
                    "Entretiens",
                    context.interviews,
                    ("statements", "key_figures"),
                    perimeter="Acteurs de Martinique rencontrés en entretien",
                ),
            ),
        ),
        PageView(
            "methode",
            (
                _block(
                    "tests",
                    "Toutes les évolutions et leur lecture",
                    method.tests,
                    follows=(method.DESIGN_EFFECT.key,),
                ),
                _block("lecture", "Comment se lit une évolution", method.reading),
                _block(
                    "etude",
                    "Étude Maturité digitale : objectifs et échantillons",
                    context.study,
                    ("statements", "key_figures"),
                    folded=True,
                ),
                _block(
                    "2020",
                    "Repères : édition 2020",
                    context.edition_2020,
                    ("key_figures", "statements"),
                    folded=True,
                ),
            ),
            choices=(method.DESIGN_EFFECT,),
        ),
    ),
    headline=headline,
    headline_datasets=("survey_answers",),
    scope=scope,
    scope_datasets=("survey_answers",),
)
