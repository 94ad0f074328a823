"""What is said of actions or recommendations under a territory or a domain: which ones are attached to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from components.figures import comparing
from components.figures.blocks import Block, Evidence, Figure, Gap, Number, View
from data.french.formats import count, keur, listing, number
from data.indicators.tags import Attached, proposed, proposed_for
from data.journal.words import DOMAIN_WORDS, NOT_ATTACHED

FOLLOWS = ("territoire", "domaine")
PROPOSED = "d’après l’intitulé"
BY_THE_CEP = (
    "Un rattachement n’est établi que par le CEP. Les mots d’un intitulé peuvent en proposer un, qui ne "
    "compte pas. Ce qui est rattaché à plusieurs territoires ou domaines compte en entier dans chacun."
)


@dataclass(frozen=True)
class Subject:
    """What is attached, in words (feminine): « action », « actions »; the column of its title; where the CEP
    attaches it; and the column of the number by which people call it, if it has one.
    """

    singular: str
    plural: str
    text: str
    where: str
    number: str = ""


def asked(view: View) -> str:
    """« au Nord », « au domaine Cybersécurité », « au Nord et au domaine Cybersécurité »."""
    place = [f"au {view.territory}"] if view.territory else []
    return listing([*place, *([f"au domaine {view.domain}"] if view.domain else [])])


def sentence(view: View, found: Attached, subject: Subject) -> str:
    """« 3 actions rattachées au Nord sur 23 ; 20 non rattachées », and those attached elsewhere."""
    kept = count(len(found.kept), f"{subject.singular} rattachée", f"{subject.plural} rattachées")
    if found.kept.empty:
        kept = f"Aucune {subject.singular} rattachée"
    parts = [f"{kept} {asked(view)} sur {number(found.total)}"]
    parts += [_unattached(len(found.unattached))] if len(found.unattached) else []
    if len(found.elsewhere):
        parts.append(f"{count(len(found.elsewhere), 'rattachée', 'rattachées')} ailleurs")
    return " ; ".join(parts)


def counted(rows: pd.DataFrame, subject: Subject) -> str:
    """« 23 actions »."""
    return count(len(rows), subject.singular, subject.plural)


def _unattached(n: int) -> str:
    return count(n, "non rattachée", "non rattachées")


def strip(
    view: View, found: Attached, subject: Subject, communes: pd.DataFrame, domains: pd.DataFrame
) -> Figure | Gap | None:
    """How many are attached to what the filters ask, elsewhere, and to nothing; None without a filter.

    As long as none is attached to anything, what is to be done. ``cost_keur``, where the rows have it, is
    summed over each part.
    """
    if not found.filtered:
        return None
    hints = proposed_for(found, subject.text, communes, domains)
    if len(found.unattached) == found.total:
        return _to_do(view, found, subject, hints)
    said = count(len(hints), "proposée", "proposées")
    hinted = f"dont {said} {PROPOSED}" if len(hints) else "au CEP de les rattacher"
    kept_word = (subject.singular if len(found.kept) < 2 else subject.plural).capitalize()
    return Figure(
        title=sentence(view, found, subject),
        subtitle="Rattachements saisis par le CEP",
        numbers=(
            Number(
                number(len(found.kept)),
                f"{kept_word} {'rattachée' if len(found.kept) < 2 else 'rattachées'} {asked(view)}",
                f"sur {number(found.total)}{_cost(found.kept)}",
            ),
            Number(
                number(len(found.elsewhere)),
                "Ailleurs",
                f"sur {number(found.total)}{_cost(found.elsewhere)}",
            ),
            Number(
                number(len(found.unattached)),
                "Non rattachée" if len(found.unattached) < 2 else "Non rattachées",
                hinted if len(found.unattached) else "tout est rattaché",
            ),
        ),
        evidence=(Evidence("Rattachements saisis par le CEP", certainty="read"),),
        explanation=BY_THE_CEP,
    )


def compared(
    build: Callable[..., Figure | Gap | None], heading: str, subject: Subject
) -> Callable[..., Figure | Gap | None]:
    """The ``Block.compared`` of what is shown as far as it is attached: nothing attached is said as such."""

    def only_attached(view: View, *frames: Any) -> Figure | Gap | None:
        # The three do not make up the whole: most is attached nowhere, and some to several.
        return build(view, *frames) if view.territory else None

    def side_by_side(view: View, *frames: Any) -> Figure | Gap | None:
        figure = comparing.compared(
            only_attached,
            view,
            frames,
            f"{heading} : Centre, Nord et Sud",
            missing=f"aucune {subject.singular} rattachée",
        )
        if not isinstance(figure, Figure):
            return figure
        explanation = figure.explanation.replace(BY_THE_CEP, "").strip()
        return replace(
            figure,
            subtitle=figure.subtitle or f"{subject.plural.capitalize()} rattachées par le CEP à chacun",
            explanation=f"{explanation} {BY_THE_CEP}".strip(),
        )

    return side_by_side


def block(
    subject: Subject,
    block_id: str,
    title: str,
    build: Callable[..., Figure | Gap | None],
    datasets: tuple[str, ...],
    *,
    heading: str = "",
    silent: bool = True,
    **shown: Any,
) -> Block:
    """A block of what is attached, compared under ``heading`` or its title. ``shown``: as in ``Block``."""
    side_by_side = compared(build, heading or title, subject)
    return Block(
        block_id, title, build, datasets, follows=FOLLOWS, compared=side_by_side, silent=silent, **shown
    )


def _to_do(view: View, found: Attached, subject: Subject, hints: pd.DataFrame) -> Gap:
    dimensions = [*(["territoire"] if view.territory else []), *(["domaine"] if view.domain else [])]
    calls = list(hints[subject.number]) if subject.number else [f"« {text} »" for text in hints[subject.text]]
    shown = calls[: 9 if subject.number else 3]
    named = listing([*shown, *([count(len(calls) - len(shown), "autre")] if len(calls) > len(shown) else [])])
    return Gap(
        f"Aucune {subject.singular} n’est encore rattachée {asked(view)}",
        reason=f"Les documents ne disent pas quel {' ni quel '.join(dimensions)} concerne chaque "
        f"{subject.singular} : {_unattached(found.total)}, que ce filtre ne peut pas montrer.",
        how=f"Le CEP rattache dans la vue {subject.where} ; « Tout effacer » les montre toutes.",
        note=f"{count(len(hints), 'proposée', 'proposées')} {PROPOSED}, sans compter : {named}."
        if len(hints)
        else "",
    )


def _cost(rows: pd.DataFrame) -> str:
    return f" · {keur(rows['cost_keur'].sum())}" if "cost_keur" in rows and len(rows) else ""


def words(row: pd.Series) -> str:
    """« Nord, Sud · Cybersécurité », « non rattachée ». ``row``: territories, domains."""
    places = ", ".join(row["territories"])
    about = ", ".join(DOMAIN_WORDS.get(word, word) for word in row["domains"])
    return " · ".join(filter(None, (places, about))) or NOT_ATTACHED


def proposal(text: str, communes: pd.DataFrame, domains: pd.DataFrame) -> str:
    """« Proposé d’après l’intitulé : Cybersécurité » ; empty when no word of the title says anything."""
    territories, domain_ids = proposed(text, communes, domains)
    found = [*territories, *(DOMAIN_WORDS[domain_id] for domain_id in domain_ids)]
    return f"Proposé {PROPOSED} : {listing(found)}" if found else ""
