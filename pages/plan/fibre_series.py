"""How far fibre had come, quarter after quarter, in Martinique and in France: one indicator, one source."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.blocks import Block, Figure, Native, Table, View
from components.figures.evidence import cite
from components.figures.style import layered
from data.french.formats import points, share
from data.french.typography import french

COLORS = {"Martinique": palette.MAIN, "France": palette.GREY}
MONTHS = {1: "mars", 2: "juin", 3: "septembre", 4: "décembre"}
HEIGHT = 240


def series(view: View, rows: pd.DataFrame) -> Figure | None:
    """The rate of deployment of fibre by quarter, Martinique beside France."""
    fibre = rows[rows["indicator"] == "fibre"].sort_values(["year", "quarter"], kind="stable")
    wide = fibre.pivot(index=["year", "quarter"], columns="place", values="share")[list(COLORS)]
    both = wide.dropna()
    if both.empty:
        return None
    when = _when(both.index[-1])
    here, there = (float(both[place].iloc[-1]) for place in COLORS)
    first, last = both.iloc[0], both.iloc[-1]
    return Figure(
        title=f"Fibre : {share(here)} en Martinique en {when}, {share(there)} en France",
        subtitle="Taux de déploiement de la fibre, par trimestre, tel que le Baromètre des résultats de "
        "l’action publique le publie",
        chart=_chart(fibre),
        alt=f"Courbes du taux de déploiement de la fibre. "
        f"{'. '.join(_said(fibre[fibre['place'] == place], place) for place in COLORS)}.",
        table=Table(_table(wide), dict.fromkeys(COLORS, "share"), missing="non publié"),
        native=Native(
            "line",
            tuple(f"{MONTHS[quarter][:4]} {year}" for year, quarter in wide.index),
            {place: tuple(None if pd.isna(v) else float(v) for v in wide[place]) for place in COLORS},
            "0%",
            COLORS,
        ),
        evidence=cite(view, fibre.assign(locator="OVQ-THD, taux-deploiement-fibre")),
        caution=f"Série arrêtée en {when} : à ne pas rapprocher des chiffres plus récents de la presse, qui "
        "ont un autre périmètre.",
        explanation=french(
            f"De {_when(both.index[0])} à {when}, l’écart avec la France passe de "
            f"{points(first['France'] - first['Martinique'], signed=False)} à "
            f"{points(last['France'] - last['Martinique'], signed=False)}. La copie ne dit pas à "
            "quoi le taux se rapporte."
        ),
    )


def _when(index: Any) -> str:
    year, quarter = index
    return f"{MONTHS[int(quarter)]} {int(year)}"


def _said(rows: pd.DataFrame, place: str) -> str:
    first, last = rows.iloc[0], rows.iloc[-1]
    return french(
        f"{place} : {share(first['share'])} en {_when((first['year'], first['quarter']))}, "
        f"{share(last['share'])} en {_when((last['year'], last['quarter']))}"
    )


def _table(wide: pd.DataFrame) -> pd.DataFrame:
    shown = wide.reset_index(drop=True)
    shown.insert(0, "Fin de trimestre", [_when(index) for index in wide.index])
    return shown.iloc[::-1].reset_index(drop=True)


def _chart(fibre: pd.DataFrame) -> alt.LayerChart:
    ends = fibre.groupby("place")[["year", "quarter"]].transform("last")
    at_end = (fibre["year"] == ends["year"]) & (fibre["quarter"] == ends["quarter"])
    shown = pd.DataFrame(
        {
            "date": pd.PeriodIndex.from_fields(
                year=fibre["year"].astype(int), quarter=fibre["quarter"].astype(int), freq="Q"
            )
            .to_timestamp(how="end")
            .strftime("%Y-%m-%d"),
            "place": fibre["place"],
            "share": fibre["share"],
            "when": [_when(index) for index in zip(fibre["year"], fibre["quarter"], strict=True)],
            "written": [share(value) for value in fibre["share"]],
            "end": [
                f"{place} {share(value)}" if last else ""
                for place, value, last in zip(fibre["place"], fibre["share"], at_end, strict=True)
            ],
        }
    )
    color = alt.Color(
        "place:N", scale=alt.Scale(domain=list(COLORS), range=list(COLORS.values())), legend=None
    )
    base = alt.Chart(shown).encode(
        x=alt.X(
            "date:T",
            title=None,
            axis=alt.Axis(format="%Y", tickCount="year", grid=False),
            # Room for what is written at the end of each line.
            scale=alt.Scale(domain=["2017-01-01", "2024-01-01"]),
        ),
        y=alt.Y(
            "share:Q",
            title=None,
            axis=alt.Axis(format="%", tickCount=5),
            scale=alt.Scale(domain=[0, 1]),
        ),
        tooltip=[
            alt.Tooltip("place:N", title="Lieu"),
            alt.Tooltip("when:N", title="Fin de trimestre"),
            alt.Tooltip("written:N", title="Taux"),
        ],
    )
    # The names at the ends are in the ink of the theme: they say the place, and grey on white is too faint.
    lines = base.encode(color=color).mark_line(strokeWidth=2.5, point=alt.OverlayMarkDef(size=28))
    names = base.mark_text(align="left", dx=8, baseline="middle", fontWeight="bold").encode(
        detail=alt.Detail("place:N"), text=alt.Text("end:N")
    )
    return layered(lines, names).properties(height=HEIGHT)


BLOCK = Block(
    "schema-fibre-trimestres",
    "Repères : la fibre par trimestre, Martinique et France, 2017 à 2022",
    series,
    ("coverage_series",),
    folded=True,
    perimeter="Martinique et France",
)
