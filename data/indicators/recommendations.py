"""Recommendations and needs of the documents, and the actions of the Schéma that people say carry them.

The documents tie none of them to an action: a tie exists only once people have typed it.
"""

from __future__ import annotations

import pandas as pd

from data.journal.folds.fields import action_ids

GROUPS = ("track", "study", "training-need", "testimony-need")
TO_TIE, NO_ACTION, CARRIED = "to-tie", "no-action", "carried"
STATES = (CARRIED, NO_ACTION, TO_TIE)
_DTYPES = {"state": "str", "contributing": "int64", "cost_keur": "Int64"}


def gathered(statements: pd.DataFrame) -> pd.DataFrame:
    """The statements to tie, in the order of ``GROUPS`` then of the documents, with a ``group`` column.

    ``track``: recommendations of the survey; ``study``: those of the study; ``training-need``: needs of
    training bodies; ``testimony-need``: needs of testimonies.
    """
    rules = {
        "track": ("survey-recommendations", "recommendation"),
        "study": ("study-recommendations", "recommendation"),
        "training-need": ("training-bodies", "need"),
        "testimony-need": ("testimonies", "need"),
    }
    parts = [
        statements[(statements["theme"] == theme) & (statements["kind"] == kind)].assign(group=group)
        for group, (theme, kind) in rules.items()
    ]
    return pd.concat(parts, ignore_index=True)


def carried(recommendations: pd.DataFrame, actions: pd.DataFrame, ties: pd.DataFrame) -> pd.DataFrame:
    """Each recommendation with the actions that people say carry it, and what those cost.

    ``ties``: recommendation_id (a ``statement_id``), rank, carried_by (« A01,A08 », « aucune », null): one
    row each, as ``data.journal.folds.recommendation_links``. Keeps the rows and their order, and adds
    ``rank`` (nullable), ``state`` (``STATES``), ``action_ids`` (tuple, planning order), ``actions`` (their
    names), ``cost_keur`` (sum of their printed costs, k€; null without action), ``contributing`` (how
    many actions make that sum) and ``unknown_ids`` (typed but absent from the planning: they count nowhere).
    """
    typed = ties.set_index("recommendation_id")
    named = {str(key): action_ids(value) for key, value in typed["carried_by"].items()}
    planning = actions.set_index("action_id")
    records: list[dict[str, object]] = []
    for statement_id in recommendations["statement_id"]:
        asked = named.get(statement_id)
        found = [action_id for action_id in planning.index if action_id in (asked or ())]
        records.append(
            {
                "state": TO_TIE if asked is None else CARRIED if asked else NO_ACTION,
                "action_ids": tuple(found),
                "actions": tuple(planning.loc[found, "action"]),
                "contributing": len(found),
                "cost_keur": int(planning.loc[found, "cost_keur"].sum()) if found else None,
                "unknown_ids": tuple(sorted(set(asked or ()) - set(found))),
            }
        )
    tied = recommendations.assign(rank=recommendations["statement_id"].map(typed["rank"]).astype("Int16"))
    for name in ("state", "action_ids", "actions", "contributing", "cost_keur", "unknown_ids"):
        tied[name] = pd.Series(
            [record[name] for record in records], index=tied.index, dtype=_DTYPES.get(name)
        )
    return tied


def carrying_cost(tied: pd.DataFrame, actions: pd.DataFrame) -> tuple[int, int]:
    """How many distinct actions carry something in ``tied``, and their printed cost in k€.

    An action that carries two recommendations counts once.
    """
    ids = {action_id for found in tied["action_ids"] for action_id in found}
    rows = actions[actions["action_id"].isin(ids)]
    return len(rows), int(rows["cost_keur"].sum())


def progress(tied: pd.DataFrame) -> pd.DataFrame:
    """One row a group and state, in their order: group, state, ``count``, and ``total`` of the group."""
    grid = pd.MultiIndex.from_product([GROUPS, STATES], names=["group", "state"])
    counts = tied.groupby(["group", "state"]).size().reindex(grid, fill_value=0).rename("count").reset_index()
    return counts.assign(total=counts.groupby("group")["count"].transform("sum"))


def in_priority(tied: pd.DataFrame) -> pd.DataFrame:
    """The ranked ones first, by rank; the others after, in the order of the documents."""
    return tied.sort_values("rank", kind="stable", na_position="last").reset_index(drop=True)
