"""What the deck says of the continuing supply, put to the test of what could contradict it."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Figure, Table, View
from components.figures.evidence import cite
from data.indicators import pressure

DATASETS = ("statements", "training_offers", "training_coverage")
KIND = "continuing"
WORDS: dict[pressure.Verdict, str] = {
    "confirmed": "confirmé par l’offre lue",
    "contradicted": "contredit par l’offre lue",
    "undecided": "ne peut être tranché",
}
# The sentences of the claims; the first one is the heading that its sentence stands under.
REACHES, REDUCED, SCARCE = "training-offer-1", "training-limits-1", "training-limits-2"
NO_SOURCE = (
    "Aucune source chargée n’est complète pour la formation continue : ce qu’elle ne montre pas peut exister."
)
NO_DURATION = "Aucune source chargée ne dit la durée des formations ni ce qu’elles certifient."
NO_LEVEL = "Les sources complètes ne donnent pas assez de niveaux pour comparer."


def verdicts(
    view: View, statements: pd.DataFrame, offers: pd.DataFrame, coverage: pd.DataFrame
) -> Figure | None:
    """Each claim, its verdict and the reason; none decided by a source that could not contradict it."""
    said = statements[statements["statement_id"].isin([REACHES, REDUCED, SCARCE])]
    if said.empty:
        return None
    able = pressure.could_contradict(coverage, KIND)
    found: dict[str, pressure.Verdict] = {
        REACHES: pressure.reaches_only(offers, able, 6),
        REDUCED: pressure.fewer_above(offers, able, 6),
        SCARCE: "undecided",
    }
    rows = pd.DataFrame(
        {
            "Ce que dit la présentation": said["parent"].where(said["statement_id"] == REACHES, said["text"]),
            "Verdict": [WORDS[found[claim]] for claim in said["statement_id"]],
            "Pourquoi": [_reason(str(claim), found[claim], able) for claim in said["statement_id"]],
        }
    )
    decided = sum(verdict != "undecided" for verdict in found.values())
    title = (
        "Offre continue : rien de ce que dit la présentation ne peut encore être tranché"
        if not decided
        else "Offre continue : ce que dit la présentation, face à l’offre lue"
    )
    return Figure(
        title=title,
        subtitle="Seule une source complète pour la formation continue pourrait confirmer ou contredire",
        table=Table(rows, wordy=True),
        table_first=True,
        evidence=cite(view, said),
    )


def _reason(claim: str, verdict: pressure.Verdict, able: list[str]) -> str:
    if claim == SCARCE:
        return NO_DURATION
    if not able:
        return NO_SOURCE
    if verdict == "undecided":
        return NO_LEVEL
    return "D’après les niveaux des formations des sources complètes pour la formation continue."
