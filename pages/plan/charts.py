"""Costs of the Schéma numérique as bars from zero, each with its amount written beside it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, wrapped
from data.french.formats import count, is_unknown, keur
from pages.plan.words import UNFUNDED, cost, cost_and_funding, part_of_total

# Characters on one line of an action's name: the longest (84) holds on two.
ACTION_WIDTH = 48


def by_pillar(rows: pd.DataFrame) -> alt.LayerChart:
    """Pillars, costliest first, each in its colour.

    ``rows``: pillar_id, pillar, cost_keur, actions, share.
    """
    return _bars(
        rows.assign(
            name=rows["pillar"],
            color=rows["pillar_id"].map(palette.PILLAR),
            label=[_sum_label(row) for row in rows.itertuples()],
        ),
        "Pilier",
    )


def by_funding(rows: pd.DataFrame) -> alt.LayerChart:
    """Funding labels as printed. ``rows``: funding_label (null: not indicated), cost_keur, actions, share."""
    blank = rows["funding_label"].isna()
    return _bars(
        rows.assign(
            name=rows["funding_label"].where(~blank, UNFUNDED.capitalize()),
            color=[palette.GREY if unknown else palette.MAIN for unknown in blank],
            label=[_sum_label(row) for row in rows.itertuples()],
        ),
        "Financement indiqué",
    )


def key_actions(rows: pd.DataFrame) -> alt.LayerChart:
    """Key actions. ``rows``: label, pillar_id, cost_keur (null: no line in the planning), funding_label."""
    return _bars(
        rows.assign(
            name=rows["label"],
            color=[palette.PILLAR.get(str(pillar), palette.GREY) for pillar in rows["pillar_id"]],
            label=[
                "ni ligne, ni coût, ni financement au planning"
                if is_unknown(amount)
                else cost_and_funding(amount, funding)
                for amount, funding in zip(rows["cost_keur"], rows["funding_label"], strict=True)
            ],
        ),
        "Action clé",
    )


def concentration(
    first: pd.DataFrame, others: pd.DataFrame, *, highlighted: tuple[str, ...]
) -> alt.LayerChart:
    """The costliest actions one by one, those of ``highlighted`` in accent, then all the others as one bar.

    ``first`` and ``others``: action_id, action, cost_keur, share, costliest first.
    """
    rows = pd.DataFrame(
        {
            "name": first["action"],
            "cost_keur": first["cost_keur"],
            "color": [
                palette.ACCENT if action_id in highlighted else palette.GREY
                for action_id in first["action_id"]
            ],
            "label": [
                f"{cost(amount)} · {part_of_total(part)}"
                for amount, part in zip(first["cost_keur"], first["share"], strict=True)
            ],
        }
    )
    if not others.empty:
        rest = {
            "name": count(len(others), "autre action", "autres actions"),
            "cost_keur": others["cost_keur"].sum(),
            "color": palette.GREY,
            "label": f"{keur(others['cost_keur'].sum())} ensemble · {part_of_total(others['share'].sum())}",
            "hollow": True,
        }
        rows = pd.concat([rows, pd.DataFrame([rest])], ignore_index=True)
    return _bars(rows, "Action")


def actions(rows: pd.DataFrame) -> alt.LayerChart:
    """Actions in the order given, each in its pillar's colour, with cost and funding indicated.

    ``rows``: pillar_id, action, cost_keur, funding_label.
    """
    return _bars(
        rows.assign(
            name=rows["action"],
            color=rows["pillar_id"].map(palette.PILLAR),
            label=[
                cost_and_funding(amount, funding)
                for amount, funding in zip(rows["cost_keur"], rows["funding_label"], strict=True)
            ],
        ),
        "Action",
    )


def _sum_label(row: Any) -> str:
    """« 6 000 k€ · 2 actions · 36 % »; a sum of printed zeros says so, and has no share."""
    amount, actions, part = row.cost_keur, row.actions, row.share
    if amount == 0:
        return f"{cost(0)} · {count(actions, 'action')}"
    return f"{keur(amount)} · {count(actions, 'action')} · {part_of_total(part)}"


def _bars(rows: pd.DataFrame, what: str) -> alt.LayerChart:
    """Horizontal bars from zero, in the order given.

    ``rows``: name, cost_keur (null draws no bar), color, label; ``hollow`` (bool) where a bar is a sum of
    what the others are one by one.
    """
    hollow = rows["hollow"].eq(True) if "hollow" in rows else pd.Series(False, index=rows.index)
    shown = pd.DataFrame(
        {
            "name": [wrapped(str(name), ACTION_WIDTH) for name in rows["name"]],
            "cost": rows["cost_keur"].astype("float64").tolist(),
            "end": rows["cost_keur"].astype("float64").fillna(0).tolist(),
            "color": rows["color"].tolist(),
            "label": rows["label"].tolist(),
            "filled": [0.0 if empty else 1.0 for empty in hollow],
        }
    )
    # The longest bar leaves room to its label, which is longer where the window is narrow.
    reach = max(float(shown["end"].max()), 1.0) * 1.75
    scale = alt.Scale(domain=[0, reach])
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=shown["name"].tolist(),
            axis=alt.Axis(**axis_labels(), domain=False, ticks=False),
            scale=alt.Scale(paddingInner=0.3, paddingOuter=0.15),
        ),
        tooltip=[alt.Tooltip("name:N", title=what), alt.Tooltip("label:N", title="Coût imprimé")],
    )
    # A printed 0 keeps the line of its stroke; what has no cost has no mark at all.
    bars = base.mark_bar(strokeWidth=2).encode(
        x=alt.X("cost:Q", axis=None, scale=scale),
        fill=alt.Fill("color:N", scale=None, legend=None),
        stroke=alt.Stroke("color:N", scale=None, legend=None),
        fillOpacity=alt.FillOpacity("filled:Q", scale=None, legend=None),
    )
    labels = base.mark_text(align="left", dx=6).encode(
        x=alt.X("end:Q", axis=None, scale=scale), text="label:N"
    )
    layers: alt.LayerChart = alt.LayerChart(layer=[bars, labels], height=alt.Step(48))
    return layers
