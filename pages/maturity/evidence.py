"""Where the figures of the survey come from: the answers read, what is computed from them, and n."""

from __future__ import annotations

import pandas as pd

from components.figures import facts
from components.figures.blocks import Evidence, View
from components.figures.evidence import cite

PERIMETER = "Entreprises de Martinique interrogées par la CCIM"
# The press gives the number of firms asked: the survey's own slides print none.
SAMPLES = ("ref-maturite-2024-echantillon", "ref-maturite-2020-echantillon")
_PROVENANCE = ["source_id", "locator", "certainty", "note"]


def of(
    view: View, answers: pd.DataFrame, figures: pd.DataFrame, changes: pd.DataFrame
) -> tuple[Evidence, ...]:
    """The answers that ``changes`` compare, under their base; their gaps and margins, which are computed;
    and the documents that say how many firms were asked.
    """
    asked = set(zip(changes["question_id"], changes["status"], strict=True))
    pairs = zip(answers["question_id"], answers["status"], strict=True)
    kept = [pair in asked for pair in pairs]
    rows = answers[pd.Series(kept, index=answers.index) & (answers["segment_kind"] == "all")]
    computed = rows[_PROVENANCE].assign(certainty="computed", note=None).drop_duplicates()
    # A room has one line for the sources: the bases, when there are several, are said beside the rows.
    several = rows["base_label"].nunique() > 1
    return (
        *(cite(view, rows) if view.projection and several else read(view, rows)),
        *cite(view, computed, base="écarts et marges"),
        *samples(view, figures),
    )


def read(view: View, rows: pd.DataFrame) -> tuple[Evidence, ...]:
    """Answers as the document gives them, a line for each base."""
    return tuple(
        item
        for label, found in rows.groupby("base_label", sort=False)
        for item in cite(view, found, base=f"base : {label}")
    )


def samples(view: View, figures: pd.DataFrame, which: tuple[str, ...] = SAMPLES) -> tuple[Evidence, ...]:
    """Where the number of firms asked is said, for both editions unless told ``which``."""
    return cite(
        view, facts.pick(figures, *which), base="" if view.projection else "nombre d’entreprises interrogées"
    )
