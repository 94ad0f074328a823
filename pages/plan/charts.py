"""Costs of the Schéma numérique as bars from zero, each with its amount written beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.drawn import Drawn
from data.french.formats import count, is_unknown, keur
from pages.plan.words import UNFUNDED, cost, cost_and_funding, decimals, part_of_total

COST = "Coût au planning (k€)"
_SUMS = {"cost_keur": "Coût au planning", "actions": "Actions", "share": "Part du total"}


def by_pillar(rows: pd.DataFrame) -> Drawn:
    """Pillars, costliest first, each in its colour.

    ``rows``: pillar_id, pillar, cost_keur, actions, share.
    """
    return _sums(
        rows, "pillar", "Pilier", "Barres du coût par pilier.", key="pillar_id", colors=palette.PILLAR
    )


def by_funding(rows: pd.DataFrame) -> Drawn:
    """Funding labels as printed. ``rows``: funding_label (null: not indicated), cost_keur, actions, share."""
    return _sums(
        rows.assign(indicated=rows["funding_label"].notna()),
        "funding_label",
        "Financement indiqué",
        "Barres du coût par financement indiqué.",
        key="indicated",
        colors={True: palette.MAIN, False: palette.GREY},
        missing=UNFUNDED.capitalize(),
    )


def key_actions(rows: pd.DataFrame) -> Drawn:
    """Key actions. ``rows``: name, pillar_id, cost_keur (null: no line in the planning), funding_label."""
    return _costs(
        rows.assign(
            text=[
                "ni ligne, ni coût, ni financement au planning"
                if is_unknown(amount)
                else cost_and_funding(amount, funding)
                for amount, funding in zip(rows["cost_keur"], rows["funding_label"], strict=True)
            ]
        ),
        "name",
        "Barres du coût des actions clés.",
        key="pillar_id",
        colors=palette.PILLAR,
    )


def concentration(first: pd.DataFrame, others: pd.DataFrame, *, highlighted: tuple[str, ...]) -> Drawn:
    """The costliest actions one by one, those of ``highlighted`` in accent, then all the others as one bar.

    ``first`` and ``others``: action_id, action, cost_keur, share, costliest first.
    """
    places = decimals(pd.concat([first, others]))
    rows = first.assign(
        leading=first["action_id"].isin(highlighted),
        text=[
            f"{cost(amount)} · {part_of_total(part, places)}"
            for amount, part in zip(first["cost_keur"], first["share"], strict=True)
        ],
    )
    rest = count(len(others), "autre action", "autres actions")
    if not others.empty:
        total = others["cost_keur"].sum()
        said = f"{keur(total)} · {part_of_total(others['share'].sum(), places)}"
        last = {"action": rest, "cost_keur": total, "leading": False, "text": said}
        rows = pd.concat([rows, pd.DataFrame([last])], ignore_index=True)
    return _costs(
        rows,
        "action",
        "Barres du coût des actions les plus chères.",
        key="leading",
        colors={True: palette.ACCENT, False: palette.GREY},
        hollow=(rest,),
    )


def actions(rows: pd.DataFrame, opening: str = "Barres du coût des actions.") -> Drawn:
    """Actions in the order given, each in its pillar's colour, with cost and funding indicated.

    ``rows``: pillar_id, action, cost_keur, funding_label.
    """
    return _costs(
        rows.assign(
            text=[
                cost_and_funding(amount, funding)
                for amount, funding in zip(rows["cost_keur"], rows["funding_label"], strict=True)
            ]
        ),
        "action",
        opening,
        key="pillar_id",
        colors=palette.PILLAR,
    )


def _sums(
    rows: pd.DataFrame,
    label: str,
    header: str,
    opening: str,
    *,
    key: str,
    colors: Mapping[Any, str],
    **said: Any,
) -> Drawn:
    """Sums by group, with their part of the total; their number of actions is in the table."""
    return _costs(
        rows.assign(text=[_sum_label(row, decimals(rows)) for row in rows.itertuples()]),
        label,
        opening,
        key=key,
        colors=colors,
        headers={label: header, **_SUMS},
        units={"actions": "number", "share": "share"},
        **said,
    )


def _costs(rows: pd.DataFrame, label: str, opening: str, **said: Any) -> Drawn:
    return bars(
        rows,
        label=label,
        value="cost_keur",
        unit="keur",
        text="text",
        opening=opening,
        measure=COST,
        **said,
    )


def _sum_label(row: Any, places: int) -> str:
    """« 6 000 k€ · 36 % »; a sum of printed zeros says so, and has no share; of no action, nothing is."""
    amount, actions, part = row.cost_keur, row.actions, row.share
    if not actions:
        return "aucune action"
    if amount == 0:
        return f"{cost(0)} · {count(actions, 'action')}"
    return f"{keur(amount)} · {part_of_total(part, places)}"
