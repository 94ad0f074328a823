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
# How strong a change beyond the margin is once all the tests made are counted.
SOLID, FRAGILE = "solid", "fragile"
_TESTED_VALUES = ["before", "after", "n_before", "n_after"]
_ASKED = ["question_id", "status"]
_COLUMNS = [*_ASKED, "item", *_TESTED_VALUES, "change", "margin", "verdict"]
LEVEL = 1 - sampling.CONFIDENCE
# How the typed figures say that the source itself breaks the series.
BREAK_NOTE = "rupture inexpliquée"
# How they say that the base of an edition is that of the next one, for want of its own.
BASE_NOTE = "non imprimée"


def editions(answers: pd.DataFrame) -> tuple[int, int]:
    """The two latest editions, earlier first. Raises ``ValueError`` when there are fewer than two."""
    found = sorted(int(edition) for edition in answers["edition"].unique())
    if len(found) < 2:
        raise ValueError("a change needs two editions")
    return found[-2], found[-1]


def sample_size(answers: pd.DataFrame) -> int:
    """Respondents of an edition: the smallest, should editions differ."""
    return int(answers["sample_size"].min())


def base_is_supposed(answers: pd.DataFrame) -> bool:
    """Whether the earlier of the two editions gives no base of its own: its rows then say so."""
    rows = answers[answers["edition"] == editions(answers)[0]]
    return bool(rows["note"].str.contains(BASE_NOTE, case=False).fillna(False).any())


def everyone(answers: pd.DataFrame, question_id: str, status: str) -> pd.DataFrame:
    """The answers of all respondents to one question, in one status, segments left out."""
    return answers[
        (answers["question_id"] == question_id)
        & (answers["status"] == status)
        & (answers["segment_kind"] == "all")
    ]


def changes(answers: pd.DataFrame, question_id: str, status: str) -> pd.DataFrame:
    """The rows of ``all_changes`` of one question in one status."""
    found = all_changes(answers)
    mine = (found["question_id"] == question_id) & (found["status"] == status)
    return found[mine].reset_index(drop=True)


def all_changes(answers: pd.DataFrame, *, design_effect: float = 1.0) -> pd.DataFrame:
    """One row an item asked in both editions: those tested first in each question, largest rise first.

    ``answers``: rows of ``survey_answers``. ``design_effect``: how many times wider the variance is than that
    of a simple random sample; respondents count for that many times fewer. Columns: question_id, status,
    item, before, after (fractions), n_before, n_after (respondents: sample × share of it in the base, over
    the design effect), change and margin (fractions; ``sampling.margin``, null without a base), verdict:

    - ``break``: a note says that the source breaks the series; ``unconfirmed``: one of the two values is
      inferred; ``no_base``: the base is unknown. None of these is ``tested``;
    - ``beyond``: the change exceeds the margin whatever the rounding of both values; else ``not_shown``.

    ``p_value``, ``holm`` and ``benjamini_hochberg``: of the gap as printed, then corrected for all the tests
    made (null without a test). ``strength`` of what is beyond: ``solid`` when Holm's correction keeps it,
    else ``fragile``; empty for the rest.
    """
    earlier, later = editions(answers)
    asked = answers.assign(question=answers.groupby(_ASKED, sort=False).ngroup())
    rows = asked[asked["segment_kind"] == "all"]
    pairs = rows[rows["edition"] == earlier].merge(
        rows[rows["edition"] == later],
        on=["question", *_ASKED, "item"],
        suffixes=("_before", "_after"),
        validate="one_to_one",
    )
    found = pd.DataFrame(
        [_change(pair, design_effect) for pair in pairs.to_dict("records")], columns=_COLUMNS
    )
    found = found.assign(question=pairs["question"], tested=found["verdict"].isin(TESTED))
    found = found.sort_values(["question", "tested", "change"], ascending=[True, False, False], kind="stable")
    return _with_strength(found.drop(columns="question").reset_index(drop=True))


def strongest_first(changes: pd.DataFrame) -> pd.DataFrame:
    """Solid changes, fragile ones, those not shown, those not tested; the widest first in each."""
    place = changes["strength"].map({SOLID: 0, FRAGILE: 1}).fillna(2).where(changes["tested"], 3)
    keys = changes.assign(_place=place, _width=-changes["change"].abs())
    ordered = keys.sort_values(["_place", "_width"], kind="stable")
    return ordered.drop(columns=["_place", "_width"]).reset_index(drop=True)


def expected_by_chance(changes: pd.DataFrame) -> float:
    """How many of the tests made would be beyond the margin, on average, if nothing had changed: for each,
    ``sampling.false_alarm`` at the mean of its two values.
    """
    return sum(
        sampling.false_alarm((before + after) / 2, n_before, n_after)
        for before, after, n_before, n_after in _tested_values(changes)
    )


def solid_whatever_rounding(changes: pd.DataFrame) -> pd.DataFrame:
    """The solid changes that Holm's correction keeps even with every value rounded at its worst."""
    worst = [sampling.p_value(*test, rounding=sampling.ROUNDING) for test in _tested_values(changes)]
    kept = [corrected <= LEVEL for corrected in sampling.holm(worst)]
    return changes[changes["tested"].astype(bool)][kept]


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


def _with_strength(changes: pd.DataFrame) -> pd.DataFrame:
    """``changes`` with its p-values, corrected for all the tests it holds, and the strength of each."""
    tested = changes.index[changes["tested"].astype(bool)]
    raw = [sampling.p_value(*test) for test in _tested_values(changes)]
    columns = {
        "p_value": raw,
        "holm": sampling.holm(raw),
        "benjamini_hochberg": sampling.benjamini_hochberg(raw),
    }
    found = changes.assign(
        **{name: pd.Series(values, index=tested, dtype="float64") for name, values in columns.items()}
    )
    beyond = found["verdict"] == BEYOND
    kept = found["holm"] <= LEVEL
    return found.assign(
        strength=pd.Series("", index=found.index).mask(beyond, FRAGILE).mask(beyond & kept, SOLID)
    )


def _tested_values(changes: pd.DataFrame) -> list[tuple[float, float, float, float]]:
    """Both values and both numbers of respondents of each change that is tested."""
    tests = changes[changes["tested"].astype(bool)]
    return [tuple(map(float, row)) for row in tests[_TESTED_VALUES].to_numpy().tolist()]  # type: ignore[misc]


def _change(pair: dict[Hashable, Any], design_effect: float) -> dict[Hashable, Any]:
    before, after = _number(pair["share_before"]), _number(pair["share_after"])
    n_before, n_after = (
        _number(pair[f"sample_size_{side}"]) * _number(pair[f"base_share_{side}"]) / design_effect
        for side in ("before", "after")
    )
    based = n_before > 0 and n_after > 0
    return {
        **{name: pair[name] for name in [*_ASKED, "item"]},
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
