"""What is computed on the actions of the Schéma numérique: totals, shares, concentration, key actions.

Costs are those printed in the planning table, in k€. A printed 0 is a value: it counts as an action, adds
nothing to a sum, and divides nothing.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd


def total_keur(actions: pd.DataFrame) -> int:
    """Sum of the printed costs, in k€ (the source prints no total)."""
    return int(actions["cost_keur"].sum())


def printed_at_zero(actions: pd.DataFrame) -> pd.DataFrame:
    """The actions whose cost is printed as 0."""
    return actions[actions["cost_keur"] == 0]


def without_funding(actions: pd.DataFrame) -> pd.DataFrame:
    """The actions whose funding cell is blank in the source."""
    return actions[actions["funding_label"].isna()]


def ranked(actions: pd.DataFrame) -> pd.DataFrame:
    """Actions, costliest first (equal costs keep the order of the planning), with ``share`` of the total."""
    ordered = actions.sort_values("cost_keur", ascending=False, kind="stable").reset_index(drop=True)
    return _with_share(ordered)


def by_pillar(actions: pd.DataFrame, pillars: pd.DataFrame) -> pd.DataFrame:
    """One row a pillar, costliest first: pillar_id, position, pillar, ``cost_keur``, ``actions``, ``share``.

    A pillar without action has a cost of 0 and 0 action.
    """
    sums = actions.groupby("pillar_id")["cost_keur"].agg(cost_keur="sum", actions="size")
    rows = pillars[["pillar_id", "position", "pillar"]].merge(sums, on="pillar_id", how="left")
    rows = rows.fillna({"cost_keur": 0, "actions": 0}).astype({"cost_keur": "int64", "actions": "int64"})
    return ranked(rows.sort_values("position"))


def by_funding(actions: pd.DataFrame) -> pd.DataFrame:
    """One row a funding label as printed, costliest first.

    Columns funding_label, ``cost_keur``, ``actions``, ``share``. A label with several funders is one label:
    nothing says how its cost is divided. The actions without label make the last row, whose
    ``funding_label`` is null.
    """
    sums = actions.groupby("funding_label", dropna=False, sort=False)["cost_keur"]
    rows = ranked(sums.agg(cost_keur="sum", actions="size").reset_index())
    blank = rows["funding_label"].isna()
    return pd.concat([rows[~blank], rows[blank]], ignore_index=True)


def leading(rows: pd.DataFrame) -> pd.DataFrame:
    """The smallest group of costliest ``rows`` that makes more than half of the total.

    ``rows`` come from ``ranked``, ``by_pillar`` or ``by_funding``. Whatever costs as much as the last of the
    group belongs to it too: a tie never leaves out one of two equals. Empty when the total is 0.
    """
    if rows["cost_keur"].sum() <= 0:
        return rows.iloc[:0]
    costliest = rows.sort_values("cost_keur", ascending=False, kind="stable")
    # Compared in k€: sums of fractions would make « more than half » depend on rounding.
    reached = costliest["cost_keur"].cumsum() > 0.5 * costliest["cost_keur"].sum()
    last = costliest["cost_keur"][reached].iloc[0]
    return costliest[costliest["cost_keur"] >= last]


def first_and_others(rows: pd.DataFrame, shown: int) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The costliest rows to show one by one (``shown`` at most), and the others, to show as one sum.

    ``rows`` come from ``ranked``. Equal costs stay on the same side, unless the whole first side is tied.
    """
    if len(rows) <= shown:
        return rows, rows.iloc[:0]
    limit = rows["cost_keur"].iloc[shown]
    first = rows.iloc[:shown]
    distinct = first[first["cost_keur"] > limit]
    cut = len(distinct) or shown
    return rows.iloc[:cut], rows.iloc[cut:]


def key_actions(keys: pd.DataFrame, actions: pd.DataFrame) -> pd.DataFrame:
    """The key actions of the term with the cost and funding of their line in the planning.

    Adds ``pillar_id``, ``cost_keur`` and ``funding_label``, all null for a key action without line, and
    ``name``: the one of the planning, so that an action has one name, or else the ``label`` of the key
    actions. Costliest first, those without line last.
    """
    lines = actions[["action_id", "action", "pillar_id", "cost_keur", "funding_label"]]
    rows = keys.merge(lines, on="action_id", how="left")
    rows["name"] = rows.pop("action").fillna(rows["label"])
    ordered = rows.sort_values("cost_keur", ascending=False, kind="stable", na_position="last")
    return ordered.reset_index(drop=True)


def chosen(
    actions: pd.DataFrame,
    *,
    pillar_ids: Collection[str] = (),
    funding_labels: Collection[str] = (),
    action_ids: Collection[str] | None = None,
    unfunded: bool = False,
    zero: bool = False,
) -> pd.DataFrame:
    """The actions that meet every condition given, in the order of the planning.

    ``pillar_ids`` and ``funding_labels``: any of them (none given: all). ``action_ids``: only those;
    ``unfunded``: only without funding label; ``zero``: only printed at 0.
    """
    kept = pd.Series(True, index=actions.index)
    if pillar_ids:
        kept &= actions["pillar_id"].isin(pillar_ids)
    if funding_labels:
        kept &= actions["funding_label"].isin(funding_labels)
    if action_ids is not None:
        kept &= actions["action_id"].isin(action_ids)
    if unfunded:
        kept &= actions["funding_label"].isna()
    if zero:
        kept &= actions["cost_keur"] == 0
    return actions[kept]


def _with_share(rows: pd.DataFrame) -> pd.DataFrame:
    """``rows`` with ``share``, the fraction of the sum of their costs; null when that sum is 0."""
    total = rows["cost_keur"].sum()
    costs = rows["cost_keur"].astype("float64")
    return rows.assign(share=costs / total if total > 0 else float("nan"))
