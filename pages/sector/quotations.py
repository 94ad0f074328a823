"""What the documents say of the sector in sentences, and the figures of other studies and territories."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from components.figures import facts, quotes
from components.figures.blocks import Figure, Passage, View
from components.figures.evidence import cite
from components.screen import cards
from data.french.formats import count

DECK = "support-cep"
CYBERSECURITY_TERMS = "Termes de la diapositive, dans l’ordre du texte"


def show(figure: Figure, key: str, projection: bool) -> None:
    """Draw quotations one under the other: a card of half the width has no room for columns."""
    cards.show_passages(figure.passages, key, across=3 if projection else 1, whole=projection)


def show_list(figure: Figure, key: str, projection: bool) -> None:
    """Draw a short list whole."""
    cards.show_passages(figure.passages, key, across=1)


def impact(view: View, statements: pd.DataFrame) -> Figure | None:
    rows = quotes.on(statements, "opening", kinds=("finding",))
    if rows.empty:
        return None
    return Figure(
        title="Le numérique touche toute l’économie et le quotidien",
        subtitle="Ce que dit l’ouverture de la présentation",
        passages=quotes.passages(rows),
        evidence=cite(view, rows),
    )


def stakes(view: View, statements: pd.DataFrame) -> Figure | None:
    rows = quotes.on(statements, "opening", kinds=("stake",))
    if rows.empty:
        return None
    return Figure(
        title=f"{count(len(rows), 'enjeu', 'enjeux')} pour le CEP",
        subtitle="Enjeux, mot pour mot",
        passages=tuple(replace(part, heading="") for part in quotes.passages(rows)),
        evidence=cite(view, rows),
    )


def cybersecurity(view: View, statements: pd.DataFrame) -> Figure | None:
    """The terms of the slide in the order of its text, then the opportunities."""
    rows = quotes.on(statements, "cybersecurity", sources=(DECK,))
    if rows.empty:
        return None
    terms, *others = quotes.passages(rows)
    return Figure(
        title="Cybersécurité : des exigences montent, la prévention manque",
        subtitle="La flèche ou le schéma qui relie les termes n’est pas lisible",
        passages=(replace(terms, heading=CYBERSECURITY_TERMS), *others),
        evidence=cite(view, rows),
    )


def theme(theme_id: str, title: str) -> Callable[..., Figure | None]:
    """A builder for a theme of the deck: its sentences, by kind."""

    def build(view: View, statements: pd.DataFrame) -> Figure | None:
        rows = quotes.on(statements, theme_id, sources=(DECK,))
        if rows.empty:
            return None
        return Figure(
            title=title,
            subtitle="Thème de la présentation, mot pour mot",
            passages=quotes.passages(rows, "kind"),
            evidence=cite(view, rows),
        )

    return build


def reference(theme_id: str, title: str, caution: str) -> Callable[..., Figure | None]:
    """A builder for figures from elsewhere than the deck: a table, never an axis."""

    def build(view: View, figures: pd.DataFrame) -> Figure | None:
        subtitle = "Chiffres d’autres documents, chacun avec son périmètre"
        rows = facts.on(figures, theme_id)
        return facts.figure(view, rows, title=title, subtitle=subtitle, caution=caution, wordy=True)

    return build


def cybersecurity_elsewhere(view: View, figures: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    """What the press tells of cybersecurity in Martinique."""
    said = quotes.on(statements, "cybersecurity")
    said = said[said["source_id"] != DECK]
    rows = facts.on(figures, "cybersecurity")
    if said.empty and rows.empty:
        return None
    return Figure(
        title="Cybersécurité à la Martinique, d’après la presse",
        subtitle="Faits reformulés, hors présentation du CEP",
        numbers=facts.numbers(rows),
        passages=(Passage("", tuple(said["text"])),),
        evidence=cite(view, pd.concat([rows, said])),
    )
