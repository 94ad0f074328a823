"""What changed between two editions of the survey, and whether the sample shows it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd

from data.indicators import sampling

# The five readings of a change.
BEYOND, NOT_SHOWN = "beyond", "not_shown"
BREAK, UNCONFIRMED, NO_BASE = "break", "unconfirmed", "no_base"
TESTED = (BEYOND, NOT_SHOWN)
# How the typed figures say that the source itself breaks the series.
BREAK_NOTE = "rupture inexpliquée"


def editions(answers: pd.DataFrame) -> tuple[int, int]:
    """The two latest editions, earlier first. Raises ``ValueError`` when there are fewer than two."""
    found = sorted(int(edition) for edition in answers["edition"].unique())
    if len(found) < 2:
        raise ValueError("a change needs two editions")
    return found[-2], found[-1]


def sample_size(answers: pd.DataFrame) -> int:
    """Respondents of an edition: the smallest, should editions differ."""
    return int(answers["sample_size"].min())


def everyone(answers: pd.DataFrame, question_id: str, status: str) -> pd.DataFrame:
    """The answers of all respondents to one question, in one status, segments left out."""
    return answers[
        (answers["question_id"] == question_id)
        & (answers["status"] == status)
        & (answers["segment_kind"] == "all")
    ]


def changes(answers: pd.DataFrame, question_id: str, status: str) -> pd.DataFrame:
    """One row an item asked in both editions, those that are tested first, largest rise first.

    ``answers``: rows of ``survey_answers``. Columns: question_id, status, item, before, after (fractions),
    n_before, n_after (respondents: sample × share of it in the base), change and margin (fractions; the
    margin is ``sampling.margin``, null without a base), verdict:

    - ``break``: a note says that the source breaks the series; ``unconfirmed``: one of the two values is
      inferred; ``no_base``: the base is unknown. None of these is tested;
    - ``beyond``: the change exceeds the margin whatever the rounding of both values; else ``not_shown``.
    """
    earlier, later = editions(answers)
    rows = everyone(answers, question_id, status)
    pairs = rows[rows["edition"] == earlier].merge(
        rows[rows["edition"] == later], on="item", suffixes=("_before", "_after"), validate="one_to_one"
    )
    found = pd.DataFrame(
        [_change(pair) for pair in pairs.to_dict("records")],
        columns=["item", "before", "after", "n_before", "n_after", "change", "margin", "verdict"],
    )
    found = found.assign(question_id=question_id, status=status, tested=found["verdict"].isin(TESTED))
    ordered = found.sort_values(["tested", "change"], ascending=False, kind="stable")
    return ordered.reset_index(drop=True)


def all_changes(answers: pd.DataFrame) -> pd.DataFrame:
    """Every change of ``answers`` as in ``changes``: the rows with ``tested`` are all the tests made."""
    asked = answers[["question_id", "status"]].drop_duplicates().itertuples(index=False)
    found = [changes(answers, str(question_id), str(status)) for question_id, status in asked]
    kept = [frame for frame in found if not frame.empty]
    return pd.concat(kept, ignore_index=True) if kept else found[0]


def inserted_after(changes: pd.DataFrame, item: str, more: pd.DataFrame) -> pd.DataFrame:
    """``changes`` with the rows ``more`` right after ``item`` (at the end when it is absent)."""
    matches = changes.index[changes["item"] == item]
    cut = int(matches[0]) + 1 if len(matches) else len(changes)
    return pd.concat([changes.iloc[:cut], more, changes.iloc[cut:]], ignore_index=True)


def segments(answers: pd.DataFrame, question_id: str) -> pd.DataFrame:
    """The segments printed for the latest edition, beside the average of their item; highest average first.

    Columns: item, segment_kind, segment, share, average (fractions), certainty. No test is made on them:
    the source prints no number of respondents by segment.
    """
    _, latest = editions(answers)
    rows = answers[(answers["question_id"] == question_id) & (answers["edition"] == latest)]
    averages = rows.loc[rows["segment_kind"] == "all"].set_index("item")["share"]
    found = rows[rows["segment_kind"] != "all"]
    found = found.assign(average=found["item"].map(averages))
    ordered = found.sort_values(["average", "item", "share"], ascending=[False, True, False], kind="stable")
    columns = ["item", "segment_kind", "segment", "share", "average", "certainty"]
    return ordered[columns].reset_index(drop=True)


def _change(pair: dict[Hashable, Any]) -> dict[Hashable, Any]:
    before, after = _number(pair["share_before"]), _number(pair["share_after"])
    n_before, n_after = (
        _number(pair[f"sample_size_{side}"]) * _number(pair[f"base_share_{side}"])
        for side in ("before", "after")
    )
    based = n_before > 0 and n_after > 0
    return {
        "item": pair["item"],
        "before": before,
        "after": after,
        "n_before": n_before,
        "n_after": n_after,
        # Subtracting fractions leaves dust (0.3 - 0.23): a hundredth of a point is finer than any source.
        "change": round(after - before, 4),
        "margin": sampling.margin(before, after, n_before, n_after) if based else float("nan"),
        "verdict": _verdict(pair, before, after, n_before, n_after, based),
    }


def _verdict(
    pair: dict[Hashable, Any], before: float, after: float, n_before: float, n_after: float, based: bool
) -> str:
    if any(BREAK_NOTE in str(pair[f"note_{side}"]) for side in ("before", "after")):
        return BREAK
    if "inferred" in (pair["certainty_before"], pair["certainty_after"]):
        return UNCONFIRMED
    if not based:
        return NO_BASE
    return BEYOND if sampling.is_beyond(before, after, n_before, n_after) else NOT_SHOWN


def _number(value: object) -> float:
    """A cell as a float; unknown (None, NA, NaN) is NaN."""
    return float("nan") if pd.isna(value) else float(value)  # type: ignore[arg-type, call-overload]
