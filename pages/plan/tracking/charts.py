"""The tracking as pictures: rates against time, a calendar."""

from __future__ import annotations

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures.style import axis_labels, wrapped
from data.french.formats import is_unknown, keur, number, share
from data.french.typography import french
from data.journal.folds.rows import each
from pages.plan.tracking.words import FIELD_WORDS, NOT_TYPED

_COLORS = alt.Scale(domain=list(FIELD_WORDS.values()), range=list(palette.TRACKING.values()))
# The longest name of an action (84 characters) holds on two lines.
_ACTION_WIDTH = 48
# The Gantt's room for words, in years, right of the last year.
_WORDS_ROOM = 1.6


def rates(rows: pd.DataFrame, elapsed: float) -> alt.LayerChart:
    """Committed and paid as shares of cost, with a line where time stands.

    ``rows``: field, share (NaN: no rate, no bar), actions.
    """
    shown = pd.DataFrame(
        {
            "word": rows["field"].map(FIELD_WORDS).tolist(),
            "share": rows["share"].fillna(0.0).tolist(),
            # Beside the axis, where the line of time never crosses them.
            "label": [
                french(f"{FIELD_WORDS[row.field]} : {NOT_TYPED}")
                if is_unknown(row.share)
                else french(f"{FIELD_WORDS[row.field]} : {share(row.share)}\n{_of_actions(row.actions)}")
                for row in each(rows)
            ],
        }
    )
    reach = max(float(shown["share"].max()), elapsed * 1.35, 1.0)
    base = alt.Chart(shown).encode(
        y=alt.Y("label:N", sort=None, axis=alt.Axis(**axis_labels(), domain=False, ticks=False)),
        x=alt.X(
            "share:Q",
            axis=alt.Axis(format="%", title="du coût au planning", values=[0, 0.5, 1], grid=False),
            scale=alt.Scale(domain=[0, reach], nice=False),
        ),
        tooltip=[alt.Tooltip("label:N", title="Taux")],
    )
    bars = base.mark_bar().encode(color=alt.Color("word:N", scale=_COLORS, legend=None))
    now = pd.DataFrame({"share": [elapsed], "label": [f"{share(elapsed, decimals=0)} du temps écoulé"]})
    at = alt.Chart(now).encode(x=alt.X("share:Q"))
    line = at.mark_rule(color=palette.ACCENT, strokeWidth=3)
    # Above the bars, on the side of the line where there is room.
    side = "right" if elapsed > reach / 2 else "left"
    said = at.mark_text(align=side, dy=-4, baseline="bottom").encode(
        text=alt.Text("label:N"), y=alt.YValue(0)
    )
    chart: alt.LayerChart = alt.LayerChart(layer=[bars, line, said], height=190)
    return chart


def calendar(rows: pd.DataFrame, today: float) -> alt.LayerChart:
    """A bar a year with a planned amount, its amount in it, and the progress in words at the end.

    ``rows``: action, pillar_id, year, keur, words; ``today``: the day as a decimal year.
    """
    colors = rows["pillar_id"].map(palette.PILLAR).fillna(palette.GREY).tolist()
    shown = pd.DataFrame(
        {
            "action": [wrapped(str(name), _ACTION_WIDTH) for name in rows["action"]],
            "start": rows["year"].astype("float64") + 0.03,
            "end": rows["year"].astype("float64") + 0.97,
            "middle": rows["year"].astype("float64") + 0.5,
            "color": colors,
            "ink": [palette.ink_on(color) for color in colors],
            "amount": [keur(value) for value in rows["keur"]],
            "words": rows["words"].tolist(),
        }
    )
    first, last = 2024, 2027
    names = list(dict.fromkeys(shown["action"]))
    scale = alt.Scale(domain=[first, last + 1 + _WORDS_ROOM], nice=False, zero=False)
    years = alt.Axis(
        values=[year + 0.5 for year in range(first, last + 1)],
        labelExpr="format(floor(datum.value), 'd')",
        orient="top",
        title=None,
        grid=False,
        domain=False,
        ticks=False,
    )
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "action:N",
            sort=names,
            axis=alt.Axis(**axis_labels(), domain=False, ticks=False),
            scale=alt.Scale(paddingInner=0.3, paddingOuter=0.1),
        ),
        tooltip=[
            alt.Tooltip("action:N", title="Action"),
            alt.Tooltip("amount:N", title="Prévu"),
            alt.Tooltip("words:N", title="Avancement"),
        ],
    )
    bars = base.mark_bar().encode(
        x=alt.X("start:Q", scale=scale, axis=years),
        x2=alt.X2("end:Q"),
        color=alt.Color("color:N", scale=None, legend=None),
    )
    amounts = base.mark_text().encode(
        x=alt.X("middle:Q", scale=scale),
        text=alt.Text("amount:N"),
        color=alt.Color("ink:N", scale=None, legend=None),
    )
    once = shown.drop_duplicates("action").assign(at=last + 1.05)
    words = (
        alt.Chart(once)
        .mark_text(align="left", lineBreak="\n")
        .encode(y=alt.Y("action:N", sort=names), x=alt.X("at:Q", scale=scale), text=alt.Text("words:N"))
    )
    bounds = pd.DataFrame({"at": list(range(first, last + 2))})
    limits = alt.Chart(bounds).mark_rule(color=palette.GREY, opacity=0.4).encode(x=alt.X("at:Q", scale=scale))
    layers = [limits, bars, amounts, words]
    if first <= today <= last + 1:
        now = alt.Chart(pd.DataFrame({"at": [today]}))
        layers.append(now.mark_rule(color=palette.ACCENT, strokeWidth=2).encode(x=alt.X("at:Q", scale=scale)))
    chart: alt.LayerChart = alt.LayerChart(layer=layers, height=max(len(names) * 52, 110))
    return chart


def _of_actions(actions: int) -> str:
    return f"{number(actions)} {'action' if actions < 2 else 'actions'}"
