"""« Compétences », the folded figures on every occupation and sector, beside those of the digital sector."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Block, Figure, View
from pages.skills import words as sentences

_SUBTITLE = "Repères hors de la présentation, chacun avec son périmètre"


def _reference(title: str, caution: str, *prefixes: str) -> Callable[..., Figure | None]:
    """A folded table of key figures of one perimeter, chosen by the beginning of their identifiers."""

    def build(view: View, figures: pd.DataFrame) -> Figure | None:
        rows = facts.on(figures, "recruitment")
        rows = rows[rows["figure_id"].str.startswith(prefixes)]
        return facts.figure(view, rows, title=title, subtitle=_SUBTITLE, caution=caution)

    return build


def labour_market(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    return facts.figure(
        view,
        facts.on(figures, "labour-market"),
        quotes.on(statements, "labour-market", "recruitment"),
        title="Marché du travail en Martinique, tous secteurs",
        subtitle=_SUBTITLE,
        caution="Demandeurs d’emploi A, B, C et toutes catégories sont deux périmètres"
        f"{sentences.COLON}ils ne se comparent pas.",
    )


PRESS = (
    "ref-bmo-2017",
    "ref-bmo-2018",
    "ref-bmo-2019",
    "ref-bmo-2022",
    "ref-bmo-2023",
    "ref-bmo-2024-projets",
    "ref-bmo-2024-reponses",
    "ref-bmo-2024-difficiles",
    "ref-bmo-2025-projets",
    "ref-bmo-2025-evolution",
    "ref-bmo-2025-services",
    "ref-bmo-2025-etablissements",
)
PRINTED = tuple(
    f"ref-bmo-{year}-{part}"
    for year in (2024, 2025)
    for part in ("visibles", "secret", "centre", "nord", "sud")
) + ("ref-bmo-part",)

BLOCKS = (
    Block(
        "competences-reperes-presse",
        "Repères : enquête BMO tous métiers, dans la presse et les bilans",
        _reference(
            "Enquête BMO tous métiers, telle que citée",
            "Sources et périmètres différents d’une année à l’autre (2019 hors saisonniers)"
            f"{sentences.COLON}ce n’est pas une série.",
            *PRESS,
        ),
        ("key_figures",),
        folded=True,
        terms=("BMO",),
    ),
    Block(
        "competences-reperes-publies",
        "Repères : enquête BMO tous métiers, sommes des nombres publiés",
        _reference(
            "Enquête BMO tous métiers, sommes des nombres publiés",
            "Planchers calculés sur les nombres publiés"
            f"{sentences.COLON}à ne pas comparer aux totaux officiels.",
            *PRINTED,
        ),
        ("key_figures",),
        folded=True,
        terms=("BMO",),
    ),
    Block(
        "competences-reperes-offres",
        "Repères : offres d’emploi en ligne",
        _reference(
            "Offres d’emploi en ligne, tous secteurs",
            f"Une date, tous secteurs{sentences.COLON}sans rapport avec les projets de l’enquête BMO.",
            "ref-offres",
        ),
        ("key_figures",),
        folded=True,
    ),
    Block(
        "competences-reperes-travail",
        "Repères : marché du travail",
        labour_market,
        ("key_figures", "statements"),
        folded=True,
    ),
)
