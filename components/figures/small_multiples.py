"""Small multiples: a column a place, bars from zero in each, all on one scale and read across."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import altair as alt
import pandas as pd

from components.figures import rows as layout
from components.figures.blocks import Native, Table
from components.figures.drawn import COLON, Drawn, distinct
from components.figures.style import layered, wrapped
from components.figures.values import Row

# Pixels between a column and the next, and letters on a line of what is written in one.
GAP = 14
TEXT_WIDTH, NAMED_WIDTH = 18, 26
LABEL_WIDTH, PAIRED_WIDTH = 31, 38


def small_multiples(
    columns: Mapping[str, Sequence[Row]],
    *,
    colors: Mapping[str, str],
    missing: str,
    order: Sequence[str] = (),
    number_format: str = "#,##0",
) -> Drawn:
    """The rows of each column (heading: rows, which may be none) in one view, so that their scale is one.

    ``colors`` is {heading: colour}. Categories are in the ``order`` named, then as they come; one that a
    column lacks says ``missing`` in words. Where no category is in two columns (the communes of each
    territory), nothing is read across: each column keeps its own order, and its rows say their names; but
    bars by two or three always are, and leave out a name that only repeats that of the column (its EPCI).
    ``number_format`` is that of PowerPoint.
    """
    several = any(len({row.series for row in rows}) > 1 for rows in columns.values())
    if several and _names_of_columns(columns):
        columns = {
            name: [replace(row, label=row.series, series="") for row in columns[name]] for name in columns
        }
        several = False
    cells = {name: _by_label(rows, several) for name, rows in columns.items()}
    colors = {name: colors[name] for name in cells}
    found = [label for named in cells.values() for label in named]
    lines = {label: row for named in cells.values() for label, row in named.items()}
    place = {label: rank for rank, label in enumerate(order)}
    labels = sorted(lines, key=lambda label: place.get(lines[label].label, len(place)))
    across = several or len(labels) < len(found) or len(labels) < 2
    names = _on_axis(labels, lines, several) if across else {}
    return Drawn(
        _chart(_marks(cells, labels, names, colors, missing), colors, across),
        " ".join(
            f"{name}{COLON}{_spoken(named, labels if across else list(named), missing)}."
            for name, named in cells.items()
        ),
        _table(cells, labels, missing) if across else Table(pd.DataFrame()),
        _native_across(cells, labels, colors, missing, number_format)
        if across
        else _native_below(cells, colors, number_format),
        tuple(row for named in cells.values() for row in named.values()),
    )


def _names_of_columns(columns: Mapping[str, Sequence[Row]]) -> bool:
    """Whether each column has one label, its own."""
    own = [{row.label for row in rows} for rows in columns.values() if rows]
    return len(own) > 1 and all(len(labels) == 1 for labels in own) and len(set().union(*own)) == len(own)


def _on_axis(labels: Sequence[str], lines: Mapping[str, Row], several: bool) -> dict[str, str]:
    """What the axis says of each line: of bars by two or three, the label that they share once."""
    said = [
        lines[label].series if several and before and lines[before].label == lines[label].label else label
        for before, label in zip([None, *labels], labels, strict=False)
    ]
    width = PAIRED_WIDTH if several else LABEL_WIDTH
    names = distinct([wrapped(words, width) for words in said], [""] * len(said))
    return dict(zip(labels, names, strict=True))


def _by_label(rows: Sequence[Row], several: bool) -> dict[str, Row]:
    """The rows of a column by their name, to which their series is added when there are ``several``."""
    names = [f"{row.label}, {row.series}" if several and row.series else row.label for row in rows]
    return dict(zip(distinct(names, [""] * len(names)), rows, strict=True))


def _spoken(named: Mapping[str, Row], labels: Sequence[str], missing: str) -> str:
    said = [f"{label}, {named[label].text if label in named else missing}" for label in labels]
    return " ; ".join(said) or missing


def _table(cells: Mapping[str, Mapping[str, Row]], labels: Sequence[str], missing: str) -> Table:
    """A column a place: what is written, since a range has no single value."""
    frame = pd.DataFrame(
        {
            "Libellé": labels,
            **{
                name: [named[label].text if label in named else missing for label in labels]
                for name, named in cells.items()
            },
        }
    )
    return Table(frame, missing=missing)


def _native_across(
    cells: Mapping[str, Mapping[str, Row]],
    labels: Sequence[str],
    colors: Mapping[str, str],
    missing: str,
    code: str,
) -> Native:
    """A series a place; what a bar cannot show (a range, nothing said) is in the words of its category."""

    def words(label: str) -> str:
        unseen = [
            f"{name}{COLON}{row.text if row else missing}"
            for name, named in cells.items()
            if (row := named.get(label)) is None or row.secret or row.value is None
        ]
        return " · ".join([label, *unseen])

    return Native(
        "bar",
        tuple(map(words, labels)),
        {
            name: tuple(named[label].value if label in named else None for label in labels)
            for name, named in cells.items()
        },
        number_format=code,
        colors=colors,
    )


def _native_below(cells: Mapping[str, Mapping[str, Row]], colors: Mapping[str, str], code: str) -> Native:
    """One series, place after place, each category in the colour of its own."""
    placed = {
        f"{name} · {label}": (name, row) for name, named in cells.items() for label, row in named.items()
    }
    return Native(
        "bar",
        tuple(placed),
        {"Valeur": tuple(row.value for _, row in placed.values())},
        number_format=code,
        colors={label: colors[name] for label, (name, _) in placed.items()},
    )


def _chart(shown: pd.DataFrame, colors: Mapping[str, str], across: bool) -> alt.LayerChart:
    """The marks of ``shown``, under a heading a column in its colour."""
    count = len(colors)
    # Each column is as wide as ``stride`` in the unit of the values: bars are on one scale by construction.
    one = f"(width / {count} - {GAP})"
    reach = layout.reach(shown["end"], shown["text"], one)
    stride = alt.param(name="stride", expr=f"({reach}) * (width / {count}) / max({one}, 1)")
    header = alt.Axis(
        orient="top",
        values=alt.ExprRef(f"[{', '.join(f'{rank} * stride' for rank in range(count))}]"),
        labelExpr=f"{json.dumps(list(colors), ensure_ascii=False)}[round(datum.value / stride)]",
        labelColor=alt.ExprRef(f"{json.dumps(list(colors.values()))}[round(datum.value / stride)]"),
        labelFontWeight="bold",
        labelAlign="left",
        labelBound=False,
        labelFlush=False,
        labelOverlap=False,
        labelLimit=0,
        labelPadding=8,
        title=None,
        ticks=False,
        domain=False,
    )
    scale = alt.Scale(domainMin=0, domainMax=alt.ExprRef(f"{count} * stride"), nice=False, zero=True)
    step = layout.step(shown["name"] if across else [], shown["text"])
    base = (
        alt.Chart(shown)
        .transform_calculate(
            start="datum.place * stride",
            stop="datum.start + datum.value",
            least="datum.start + datum.low",
            most="datum.start + datum.high",
            written="datum.start + datum.end",
        )
        .encode(
            y=alt.Y(
                "name:N",
                sort=list(dict.fromkeys(shown["name"])),
                axis=layout.axis() if across else None,
                scale=layout.padding(step),
            ),
            tooltip=[
                alt.Tooltip("column:N", title="Territoire"),
                alt.Tooltip("label:N", title="Libellé"),
                alt.Tooltip("text:N", title="Valeur"),
            ],
        )
    )

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", axis=header, scale=scale)

    fill, stroke = (channel("color:N", scale=None, legend=None) for channel in (alt.Fill, alt.Stroke))
    # A 0 keeps the line of its stroke; what is not said has no mark at all.
    bars = (
        base.transform_filter("isValid(datum.value)")
        .mark_bar(strokeWidth=2)
        .encode(x=x("start"), x2=alt.X2("stop:Q"), fill=fill, stroke=stroke)
    )
    layers = [bars]
    if shown["high"].notna().any():
        hidden = base.transform_filter("isValid(datum.high)")
        layers.append(
            hidden.mark_rule(strokeWidth=2, strokeDash=[4, 3]).encode(
                x=x("least"), x2=alt.X2("most:Q"), stroke=stroke
            )
        )
        layers += [
            hidden.mark_point(shape="stroke", angle=90, size=150, strokeWidth=2, opacity=1).encode(
                x=x(side), stroke=stroke
            )
            for side in ("least", "most")
        ]
    texts = base.mark_text(align="left", baseline="middle", dx=6, dy=layout.lifted("text")).encode(
        x=x("written"), text=alt.Text("text:N")
    )
    chart = layered(*layers, texts).add_params(stride)
    return chart.properties(height=layout.height(step))


def _marks(
    cells: Mapping[str, Mapping[str, Row]],
    labels: Sequence[str],
    names: Mapping[str, str],
    colors: Mapping[str, str],
    missing: str,
) -> pd.DataFrame:
    """One row a mark: its line, its column, its values (NaN where none is said), what is written.

    ``names`` is what the axis says of each line that is read across; none when each column has its own.
    """
    found = []
    for place, (name, named) in enumerate(cells.items()):
        lines = list(labels) if names else list(named)
        for rank, label in enumerate(lines):
            row = named.get(label) or Row(label, "", None, None, None, missing)
            found.append(
                {
                    "name": names.get(label, f"{rank:04}"),
                    "label": label,
                    "column": name,
                    "place": place,
                    "value": row.value,
                    "low": row.low if row.secret else None,
                    "high": row.high if row.secret else None,
                    "end": max(row.value or 0, row.high or 0),
                    "text": wrapped(row.text, TEXT_WIDTH)
                    if names
                    else wrapped(f"{label} {row.text}", NAMED_WIDTH),
                    "color": colors[name],
                }
            )
    return pd.DataFrame(found).astype(dict.fromkeys(("value", "low", "high"), "float64"))
