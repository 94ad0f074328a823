"""What is computed on the budget and progress that people typed: sums, their contributors, rates, filters.

Amounts are in k€. What was never typed is absent: it is never a zero, adds to no sum, and counts as no
contributor. An amount of an action and year is typed either undivided or by funder. If both are there all
the same (an undo can bring one back), the funder lines count and the undivided one is left out.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

import pandas as pd

from data.journal.folds.fields import BUDGET_YEARS

YEARS = BUDGET_YEARS
COLUMNS = {"planned": "planned_keur", "committed": "committed_keur", "paid": "paid_keur"}
FIELDS = tuple(COLUMNS)
NO_OWNER, NO_CALENDAR, NO_FIGURE, NO_ENTRY = "owner", "calendar", "figure", "entry"

_PERIOD_START, _PERIOD_END = date(YEARS[0], 1, 1), date(YEARS[-1] + 1, 1, 1)


def elapsed_share(day: date) -> float:
    """Share of the days of 2024 to 2027 that are over when ``day`` begins: 0 to 1, 1461 days in all."""
    gone = (day - _PERIOD_START).days / (_PERIOD_END - _PERIOD_START).days
    return min(max(gone, 0.0), 1.0)


def lines(budget: pd.DataFrame) -> pd.DataFrame:
    """The amounts to sum, each once: action_id, year, funder (null: undivided), field, keur.

    ``budget`` is the fold of the journal. Where an action, year and field has both funder lines and an
    undivided one, the undivided one is left out.
    """
    long = budget.melt(
        id_vars=["action_id", "year", "funder"], value_vars=list(COLUMNS.values()), value_name="keur"
    )
    long["field"] = long.pop("variable").map({column: field for field, column in COLUMNS.items()})
    typed = long[long["keur"].notna()]
    split = typed["funder"].notna()
    has_split = split.groupby([typed[name] for name in ("action_id", "year", "field")]).transform("any")
    return typed[split | ~has_split.astype(bool)].reset_index(drop=True)


def by_year(amounts: pd.DataFrame) -> pd.DataFrame:
    """One row an action and year: action_id, year, planned_keur, committed_keur, paid_keur (NaN: not typed).

    ``amounts`` come from ``lines``.
    """
    wide = amounts.pivot_table(index=["action_id", "year"], columns="field", values="keur", aggfunc="sum")
    wide = wide.reindex(columns=list(FIELDS)).rename(columns=COLUMNS).reset_index()
    wide.columns.name = None
    return wide


def totals(amounts: pd.DataFrame) -> pd.DataFrame:
    """One row a field: field, keur (NaN: nobody typed any), actions (how many contribute)."""
    found = amounts.groupby("field").agg(keur=("keur", "sum"), actions=("action_id", "nunique"))
    found = found.reindex(list(FIELDS)).rename_axis("field").reset_index()
    return found.astype({"keur": "float64"}).assign(actions=found["actions"].fillna(0).astype("int64"))


def sums(amounts: pd.DataFrame, by: pd.Series, groups: Sequence[str]) -> pd.DataFrame:
    """One row a group and field, in these orders: group, field, keur (NaN: not typed), actions.

    ``by`` gives the group of each line (same index as ``amounts``); groups without any line stay.
    """
    found = amounts.assign(group=by).groupby(["group", "field"])
    table = found.agg(keur=("keur", "sum"), actions=("action_id", "nunique"))
    table = table.reindex(pd.MultiIndex.from_product([groups, FIELDS], names=["group", "field"]))
    table["actions"] = table["actions"].fillna(0).astype("int64")
    return table.reset_index()


def rates(amounts: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """Committed and paid over cost: field, keur, cost_keur, share, actions, at_zero.

    Only the actions that typed the field and whose printed cost is above 0, above and below the line alike:
    an action that typed nothing would pass for one at 0 %, and a cost printed at 0 divides nothing
    (``at_zero`` counts those). ``share`` is NaN when no action remains.
    """
    costs = actions.set_index("action_id")["cost_keur"]
    records = []
    for field in ("committed", "paid"):
        own = amounts[amounts["field"] == field]
        contributing = costs[costs.index.isin(own["action_id"])]
        kept = contributing[contributing > 0]
        keur = float(own[own["action_id"].isin(kept.index)]["keur"].sum())
        cost = float(kept.sum())
        records.append((field, keur, cost, keur / cost if cost else float("nan"), len(kept),
                        len(contributing) - len(kept)))  # fmt: skip
    return pd.DataFrame(records, columns=["field", "keur", "cost_keur", "share", "actions", "at_zero"])


def sheet(
    actions: pd.DataFrame, keys: pd.DataFrame, amounts: pd.DataFrame, progress: pd.DataFrame
) -> pd.DataFrame:
    """The actions of the planning, in its order, each with what was typed about it.

    Adds planned_keur, committed_keur, paid_keur (NaN: not typed), ``planned_years`` (tuple of the years with
    a planned amount above 0), ``typed_years`` (tuple of the years with any amount), status, confidence,
    stated_by, stated_on, percent, owner, comment (null: not typed),
    ``is_key`` and ``entered`` (somebody typed something that is in force).
    """
    own = amounts.pivot_table(index="action_id", columns="field", values="keur", aggfunc="sum")
    own = own.reindex(columns=list(FIELDS)).rename(columns=COLUMNS)
    found = actions.merge(own, left_on="action_id", right_index=True, how="left")
    found = found.merge(progress.drop(columns=["updated_at", "updated_by"]), on="action_id", how="left")
    planned = amounts[(amounts["field"] == "planned") & (amounts["keur"] > 0)]
    found["planned_years"] = _years(planned, found["action_id"])
    found["typed_years"] = _years(amounts, found["action_id"])
    found["is_key"] = found["action_id"].isin(set(keys["action_id"].dropna()))
    found["entered"] = found["action_id"].isin({*amounts["action_id"], *progress["action_id"]})
    return found.astype(dict.fromkeys(COLUMNS.values(), "float64"))


def _years(amounts: pd.DataFrame, action_ids: pd.Series) -> list[tuple[int, ...]]:
    own = {key: tuple(sorted(set(map(int, part)))) for key, part in amounts.groupby("action_id")["year"]}
    return [own.get(action_id, ()) for action_id in action_ids]


def chosen(
    tracked: pd.DataFrame,
    *,
    pillar_ids: Collection[str] = (),
    funding_labels: Collection[str | None] = (),
    statuses: Collection[str | None] = (),
    confidences: Collection[str | None] = (),
    years: Collection[int] = (),
    only_key: bool = False,
    without: Collection[str] = (),
) -> pd.DataFrame:
    """The rows of a ``sheet`` that meet every condition given; within one, any of its values (none: all).

    None among the values stands for « not typed ». ``years``: an amount in one of them. ``without``:
    all of NO_OWNER, NO_CALENDAR (no year planned), NO_FIGURE (no amount at all), NO_ENTRY.
    """
    kept = pd.Series(True, index=tracked.index)
    for column, values in (
        ("pillar_id", pillar_ids),
        ("funding_label", funding_labels),
        ("status", statuses),
        ("confidence", confidences),
    ):
        if values:
            known = tracked[column].isin([value for value in values if value is not None])
            kept &= known | (tracked[column].isna() if None in values else False)
    if years:
        kept &= pd.Series([bool(set(years) & set(own)) for own in tracked["typed_years"]], tracked.index)
    if only_key:
        kept &= tracked["is_key"]
    negatives = {
        NO_OWNER: tracked["owner"].isna(),
        NO_CALENDAR: tracked["planned_years"].map(len) == 0,
        NO_FIGURE: tracked[list(COLUMNS.values())].isna().all(axis=1),
        NO_ENTRY: ~tracked["entered"],
    }
    for name in without:
        kept &= negatives[name]
    return tracked[kept]


def counts(tracked: pd.DataFrame, column: str, order: Sequence[str]) -> pd.DataFrame:
    """How many actions have each word: word (null: not typed, last), actions, action_ids (tuple)."""
    records: list[tuple[str | None, int, tuple[str, ...]]] = []
    for word in (*order, None):
        own = tracked[tracked[column].isna() if word is None else tracked[column] == word]
        records.append((word, len(own), tuple(own["action_id"])))
    return pd.DataFrame(records, columns=["word", "actions", "action_ids"]).astype({"word": "str"})
