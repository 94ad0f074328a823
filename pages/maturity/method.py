"""« Méthode »: how a change is read, under each correction and for any design effect."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Choice, Figure, Number, Passage, Table, View
from data.french.formats import count, listing, number, share
from data.indicators import sampling, survey
from pages.maturity import evidence, words

DESIGN_EFFECT = Choice("effet-de-plan", "Effet de plan", ("1", "1,25", "1,5", "1,75", "2"))


def design_effect(view: View) -> float:
    """The design effect that the reader chose, 1 by default."""
    return float(str(view.choices.get(DESIGN_EFFECT.key) or DESIGN_EFFECT.initial).replace(",", "."))


def tests(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """Every change and whether it holds: alone, then under each correction, for the design effect chosen."""
    effect = design_effect(view)
    changes = survey.strongest_first(survey.all_changes(answers, design_effect=effect))
    beyond = changes["verdict"] == survey.BEYOND
    holds = {
        "Seule": beyond,
        "B.-H.": beyond & (changes["benjamini_hochberg"] <= survey.LEVEL),
        "Holm": beyond & (changes["holm"] <= survey.LEVEL),
    }
    rows = [row for _, row in changes.iterrows()]
    frame = pd.DataFrame(
        {
            "Réponse (nom raccourci)": [_name(row) for row in rows],
            "Rubrique": [words.family(row) for row in rows],
            "Écart": changes["change"],
            "Marge (± points)": (100 * changes["margin"]).where(changes["tested"]),
            **{name: _verdicts(changes, kept) for name, kept in holds.items()},
        }
    )
    tested = int(changes["tested"].sum())
    found = ", ".join(f"{number(kept.sum())} {name}" for name, kept in _named(holds).items())
    return Figure(
        title=f"Effet de plan {number(effect, decimals=2)} : "
        f"sur {count(tested, 'évolution testée', 'évolutions testées')}, {found}",
        subtitle=f"Oui : l’évolution dépasse la marge à {share(sampling.CONFIDENCE)} (en points), arrondis "
        "compris, seule ou corrigée · B.-H. : Benjamini-Hochberg",
        table=Table(
            frame,
            {"Écart": "points", "Marge (± points)": "number"},
            missing="sans test",
        ),
        table_first=not view.projection,
        # Thirty rows are no screen for a room: there, how many hold.
        numbers=tuple(
            Number(number(kept.sum()), f"au-delà de la marge, {name}") for name, kept in _named(holds).items()
        )
        if view.projection
        else (),
        evidence=evidence.of(view, answers, figures, changes),
        explanation=FORMULA,
    )


def reading(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """What the words mean, what they suppose, and how many changes chance alone would show."""
    changes = survey.all_changes(answers)
    solid, fragile, tested = words.tally(changes)
    return Figure(
        title=f"Comment se lit une évolution : {count(solid, 'solide')}, {count(fragile, 'fragile')}, "
        f"{count(tested, 'testée')}",
        passages=(
            Passage(
                "Les mots",
                (
                    "Solide : l’écart dépasse la marge quels que soient les arrondis, et reste démontré "
                    f"après la correction de Holm pour {count(tested, 'test')}.",
                    "Fragile : l’écart dépasse la marge, mais la correction de Holm ne le garde pas.",
                    "Non démontré par l’échantillon : l’écart n’atteint pas la marge, ou ne la dépasse que "
                    "grâce à l’arrondi. Cela ne prouve pas que rien n’a changé.",
                ),
            ),
            Passage("Ce qui est supposé", _supposed(answers)),
            Passage("La part du hasard", _chance(changes, solid, tested)),
        ),
        evidence=evidence.of(view, answers, figures, changes),
        explanation=FORMULA,
    )


def _supposed(answers: pd.DataFrame) -> tuple[str, ...]:
    earlier, later = survey.editions(answers)
    return (
        f"Deux échantillons indépendants de {number(survey.sample_size(answers))} entreprises, tirés au "
        "hasard : le mode de tirage n’est pas publié. L’effet de plan, à choisir plus haut, montre ce qui "
        "change avec des quotas ou un redressement.",
        *(
            (f"La base de {earlier} n’est pas indiquée : celle de {later} est appliquée aux deux éditions.",)
            if survey.base_is_supposed(answers)
            else ()
        ),
        "Ni les segments, ni les valeurs à confirmer, ni les ruptures de la source ne sont testés.",
    )


def _chance(changes: pd.DataFrame, solid: int, tested: int) -> tuple[str, ...]:
    by_chance = number(survey.expected_by_chance(changes), decimals=1)
    worst = survey.solid_whatever_rounding(changes)
    found = (
        f"Si rien n’avait changé, {by_chance} évolution sur {number(tested)} dépasserait la marge en moyenne "
        "par le seul hasard, avec la règle de cette page (arrondis compris).",
        f"Holm garde à {share(survey.LEVEL)} le risque d’une seule fausse évolution parmi toutes ; "
        "Benjamini-Hochberg, moins sévère, limite la part de fausses parmi celles gardées.",
    )
    if not 0 < len(worst) < solid:
        return found
    kept = listing([words.named(row) for _, row in survey.strongest_first(worst).iterrows()])
    return (
        *found,
        "Les corrections portent sur les écarts tels qu’écrits ; au pire des arrondis, Holm n’en garderait "
        f"que {number(len(worst))} : {kept}.",
    )


FORMULA = """\
Pour deux parts p₁ et p₂ et un effet de plan d, la marge à 95 % de l’écart est

$$\\pm\\;1{,}96\\,\\sqrt{d\\left(\\frac{p_1(1-p_1)}{n_1}+\\frac{p_2(1-p_2)}{n_2}\\right)}$$

où n est le nombre d’entreprises interrogées × la part de l’échantillon dans la base de la question.
"""


def _name(change: pd.Series) -> str:
    """The short name of an answer: « en projet » is in the next column."""
    name = words.short(change["item"])
    return name[:1].upper() + name[1:]


def _named(holds: dict[str, pd.Series]) -> dict[str, pd.Series]:
    names = {
        "Seule": "sans correction",
        "B.-H.": "avec Benjamini-Hochberg",
        "Holm": "avec Holm",
    }
    return {names[name]: kept for name, kept in holds.items()}


def _verdicts(changes: pd.DataFrame, kept: pd.Series) -> list[str | None]:
    """« oui » with its direction, « non », nothing where no test is made."""
    return [
        None if not tested else f"{'▲' if change > 0 else '▼'} oui" if holds else "○ non"
        for tested, change, holds in zip(changes["tested"], changes["change"], kept, strict=True)
    ]
