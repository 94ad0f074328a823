"""One row an answer, one mark an edition: what changed, from where to where, on one scale for a family."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import pandas as pd

from components.figures import palette
from components.figures import rows as layout
from components.figures.drawn import COLON, Columns, Drawn, distinct, known
from components.figures.style import LETTER, TYPE_SIZE, layered, wrapped
from data.french.formats import is_unknown
from data.french.typography import french

# Shapes tell editions apart where colours do not: the first hollow, the last full.
FIRST, BETWEEN, LAST = "circle", "diamond", "square"
LABEL_WIDTH = 26
# Room for the values at both ends and for the readings, in letters: the same whatever is written, so that
# all charts of a family share one scale.
LEFT, RIGHT, READING = 4, 7, 33
# The readings are written where the marks keep at least this room, in letters.
_WIDE = 26
_DASHED, _FULL = [4, 4], [1, 0]


def dumbbells(
    frame: pd.DataFrame,
    *,
    label: str,
    editions: Mapping[str, str],
    domain: tuple[float, float],
    headers: Mapping[str, str],
    reading: str | None = None,
    spoken: str | None = None,
    emphasis: str | None = None,
    doubtful: Mapping[str, str] | None = None,
    dark: bool = False,
) -> Drawn:
    """Each row, of shares, goes from its first edition (hollow circle) to its last (full square); an arrow
    says which way, and both ends are written.

    ``label`` is the column of answers, ``editions`` {column of values: name of the edition}, oldest first,
    two or more. ``domain`` is the scale of the family: charts of one width and one domain draw a point
    equally wide. ``reading`` is a column of what a change means, written at the right where there
    is room; ``spoken`` the sentence of a row, else its values; ``emphasis`` a column of booleans (a full
    line, bold words); ``doubtful`` {column of values: column of booleans} marks a value with « ? » and a
    dashed outline.

    Raises ``ValueError`` for fewer than two editions.
    """
    if len(editions) < 2:
        raise ValueError("dumbbells: at least two editions")
    columns = Columns(label, editions, unit="share", headers=headers)
    rows = columns.rows(frame)
    alt_text = columns.alt(rows, "") if spoken is None else " ".join(frame[spoken]).strip()
    names = list(editions.values())
    shades = dict.fromkeys(names, palette.EDITION[2024]) | {names[0]: palette.EDITION[2020]}
    return Drawn(
        _chart(
            _marks(frame, columns, editions, reading, spoken, emphasis, doubtful or {}), names, domain, dark
        ),
        alt_text,
        columns.table(frame, rows),
        columns.native(rows, "dots", shades),
        tuple(rows),
    )


def _marks(
    frame: pd.DataFrame,
    columns: Columns,
    editions: Mapping[str, str],
    reading: str | None,
    spoken: str | None,
    emphasis: str | None,
    doubtful: Mapping[str, str],
) -> pd.DataFrame:
    """One row an answer and edition, with what its answer has at both ends."""
    labels = [str(name) for name in frame[columns.label]]
    keys = distinct([wrapped(name, LABEL_WIDTH) for name in labels], [""] * len(labels))
    found = []
    for rank, record in enumerate(frame.to_dict(orient="records")):
        values = {column: known(record[column]) for column in editions}
        said = [value for value in values.values() if value is not None]
        first, last = (said[0], said[-1]) if said else (None, None)
        gone = [
            f"{name}{COLON}{columns.missing}" for column, name in editions.items() if values[column] is None
        ]
        words = "\n".join([*([] if reading is None else [str(record[reading])]), *gone])
        told = columns.missing if not said else " → ".join(columns.written(value) for value in said)
        for place, (column, name) in enumerate(editions.items()):
            unsure = bool(column in doubtful and record[doubtful[column]])
            found.append(
                {
                    "name": keys[rank],
                    "label": labels[rank],
                    "Édition": name,
                    "place": place,
                    "value": values[column],
                    "text": french(columns.written(values[column]) + (" ?" if unsure else "")),
                    "unsure": unsure,
                    "first": first,
                    "last": last,
                    # Which way the arrow points: -1, 0 or 1; one edition alone goes nowhere.
                    "way": (said[-1] > said[0]) - (said[-1] < said[0]) if said else 0,
                    "reading": "\n".join(wrapped(line, READING) for line in words.split("\n")),
                    "strong": bool(emphasis and record[emphasis]),
                    "told": told if spoken is None or is_unknown(record[spoken]) else record[spoken],
                }
            )
    return pd.DataFrame(found).astype({"value": "float64", "first": "float64", "last": "float64"})


def _chart(marks: pd.DataFrame, names: list[str], domain: tuple[float, float], dark: bool) -> alt.LayerChart:
    lowest, highest = domain
    background = palette.DARK_BACKGROUND if dark else palette.LIGHT_BACKGROUND
    aside = f"({RIGHT} * {LETTER} + 1.2 * {TYPE_SIZE})"
    left = f"({LEFT} * {LETTER} + 1.2 * {TYPE_SIZE})"
    reading = f"{READING} * {LETTER}" if marks["reading"].any() else "0"
    wide = f"width - {left} - {aside} - {reading} >= {_WIDE} * {LETTER}"
    right = f"({aside} + ({wide} ? {reading} : 0))"
    drawn = f"({highest!r} - {lowest!r}) / max(width - {left} - {right}, 40)"
    scale = alt.Scale(
        domainMin=alt.ExprRef(f"{lowest!r} - {left} * {drawn}"),
        domainMax=alt.ExprRef(f"{highest!r} + {right} * {drawn}"),
        nice=False,
        zero=False,
    )
    shown = marks.assign(edge=highest)
    base = alt.Chart(shown).encode(
        y=alt.Y(
            "name:N",
            sort=list(dict.fromkeys(marks["name"])),
            axis=layout.axis(LABEL_WIDTH, marks.loc[marks["strong"], "name"].unique()),
        ),
        tooltip=[alt.Tooltip("told:N", title=" ")],
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=None, scale=scale)

    once = base.transform_filter("datum.place === 0")
    line = once.mark_rule(color=palette.GREY).encode(
        x=x("first"),
        x2=alt.X2("last:Q"),
        size=alt.SizeValue(2, condition={"test": "datum.strong", "value": 4}),
        strokeDash=alt.StrokeDashValue(_DASHED, condition={"test": "datum.strong", "value": _FULL}),
    )
    between = len(names) - 2
    points = base.mark_point(strokeWidth=2.5, opacity=1).encode(
        x=x("value"),
        shape=alt.Shape(
            "Édition:N",
            scale=alt.Scale(domain=names, range=[FIRST, *[BETWEEN] * between, LAST]),
            legend=layout.legend(names),
        ),
        # A small square stays seen inside the circle when nothing changed.
        size=alt.Size(
            "Édition:N",
            scale=alt.Scale(domain=names, range=[210, *[110] * between, 80]),
            legend=layout.legend(names),
        ),
        fill=alt.Fill(
            "Édition:N",
            scale=alt.Scale(domain=names, range=[background, *[palette.EDITION[2024]] * (between + 1)]),
            legend=layout.legend(names),
        ),
        stroke=alt.Stroke(
            "Édition:N",
            scale=alt.Scale(
                domain=names, range=[palette.EDITION[2020], *[palette.EDITION[2024]] * (between + 1)]
            ),
            legend=layout.legend(names),
        ),
        strokeDash=alt.StrokeDashValue(_FULL, condition={"test": "datum.unsure", "value": [3, 2]}),
    )
    moved = once.transform_filter("datum.way !== 0")
    arrows = [
        moved.transform_filter(f"datum.way === {way}")
        .mark_point(
            shape=f"triangle-{side}",
            filled=True,
            size=90,
            opacity=1,
            color=palette.EDITION[2024],
            xOffset=way * 12,
        )
        .encode(x=x("last"))
        for way, side in ((1, "right"), (-1, "left"))
    ]
    ends = base.transform_filter(f"datum.place === 0 || datum.place === {len(names) - 1}")
    # The lower end is written at the left and the higher at the right, past the arrow.
    side = "(datum.place === 0 ? (datum.way < 0) : (datum.way >= 0))"
    texts = [
        ends.transform_filter(f"isValid(datum.value) && {'' if right_side else '!'}{side}")
        .mark_text(
            align="left" if right_side else "right",
            baseline="middle",
            dx=alt.ExprRef(
                f"{1 if right_side else -1} * (datum.place === 0 ? 13 : datum.way === 0 ? 13 : 21)"
            ),
        )
        .encode(x=x("value"), text=alt.Text("text:N"))
        for right_side in (False, True)
    ]
    said = once.mark_text(
        align="left",
        baseline="middle",
        dx=alt.ExprRef(aside),
        dy=layout.lifted("reading"),
        # Nothing, rather than something unseen, which would take its room all the same.
        text=alt.ExprRef(f"{wide} ? datum.reading : ''"),
        fontWeight=alt.ExprRef("datum.strong ? 'bold' : 'normal'"),
    ).encode(x=x("edge"))
    step = layout.step(marks["name"], marks["reading"])
    return layered(line, points, *arrows, *texts, said).properties(height=layout.height(step))
