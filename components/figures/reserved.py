"""The places kept for what the deck shows only as a picture: a chart once a filled template brings it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import Figure, Gap, Table, View
from components.figures.evidence import cite
from components.figures.palette import EDITION, GREY, MAIN
from data.french.formats import count, measure
from data.french.typography import french

TITLES = {
    "freins": "Freins au numérique",
    "chantiers": "Chantiers prioritaires",
    "stmt": "Le numérique dans la STMT",
    "de-formes": "Demandeurs d’emploi formés au numérique",
    "dpae": "DPAE du numérique",
    "interim": "Intérim du numérique",
}
# More periods than these make bars too thin to read: the table has them all.
_PERIODS = 3
_SHADES = (GREY, EDITION[2020], MAIN)


def reserved(
    indicator: str, otherwise: Callable[..., Figure | Gap | None] = lambda view, *frames: None
) -> Callable[..., Figure | Gap | None]:
    """A builder of ``(view, indicators, *frames)``: the indicator when it was loaded, else ``otherwise``."""

    def build(view: View, indicators: pd.DataFrame, *frames: Any) -> Figure | Gap | None:
        rows = indicators[indicators["indicator"] == indicator]
        return otherwise(view, *frames) if rows.empty else _figure(view, rows, TITLES[indicator])

    return build


def _figure(view: View, rows: pd.DataFrame, title: str) -> Figure:
    """The dimension and unit with the most rows, category by category; several periods side by side."""
    groups = rows.groupby(["dimension", "unit"], sort=False).size()
    largest: Any = groups.idxmax()
    dimension, unit = str(largest[0]), str(largest[1])
    shown = rows[(rows["dimension"] == dimension) & (rows["unit"] == unit)]
    periods = sorted(shown["period"].unique())[-_PERIODS:]
    last = shown[shown["period"] == periods[-1]].sort_values("value", ascending=False, kind="stable")
    order = [
        *last["category"],
        *(one for one in shown["category"].unique() if one not in set(last["category"])),
    ]
    drawn = shown[shown["period"].isin(periods)].assign(
        rank=lambda frame: frame["category"].map({name: rank for rank, name in enumerate(order)}),
        text=lambda frame: [measure(value, unit) for value in frame["value"]],
    )
    drawn = drawn.sort_values(["rank", "period"], kind="stable")
    several = len(periods) > 1
    colors = dict(zip(periods, _SHADES[-len(periods) :], strict=True))
    bases = list(dict.fromkeys(shown["base_label"].dropna()))
    return bars(
        drawn,
        label="category",
        value="value",
        text="text",
        series="period" if several else None,
        key="period",
        colors=colors,
        legend={period: colors[period] for period in periods} if several else None,
        unit="share" if unit == "fraction" else "decimal",
        measure="" if several else title,
        opening=f"Barres par {dimension}.",
    ).figure(
        _title(last, title, unit, f" en {periods[-1]}" if several else ""),
        subtitle=f"Par {dimension}, {', '.join(periods)}"
        + ("" if unit == "fraction" else f", en {unit}")
        + (f" ; base : {' ; '.join(bases)}" if bases else ""),
        table=Table(
            pd.DataFrame(
                {
                    "Dimension": rows["dimension"],
                    "Catégorie": rows["category"],
                    "Période": rows["period"],
                    "Valeur": [
                        measure(value, of) for value, of in zip(rows["value"], rows["unit"], strict=True)
                    ],
                    "Base": rows["base_label"],
                }
            ),
            missing="—",
        ),
        evidence=cite(view, rows),
        caution=""
        if len(groups) == 1
        else f"Le tableau en donne {count(len(groups) - 1, 'autre découpage', 'autres découpages')}.",
    )


def _title(last: pd.DataFrame, title: str, unit: str, when: str) -> str:
    """« Freins au numérique : le coût en tête, 45 % »; the plain title on a tie or with one category.

    ``when``: the period that it is of, where the bars show several.
    """
    most = last[last["value"] == last["value"].max()]
    if len(last) < 2 or len(most) != 1:
        return title
    first = most.iloc[0]
    return french(f"{title} : « {first['category']} » en tête{when}, {measure(first['value'], unit)}")
