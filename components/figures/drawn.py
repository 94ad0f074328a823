"""What one frame becomes at once: chart, words for those who cannot see it, table, PowerPoint chart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pandas as pd

from components.figures import palette
from components.figures.blocks import Figure, Native, Table
from components.figures.values import Row
from data.french import formats
from data.french.formats import NARROW_SPACE, is_unknown

Unit = Literal["number", "decimal", "keur", "share"]
COLON = f"{NARROW_SPACE}: "
# Unit -> how a value is written, in PowerPoint, and in a table.
_WRITERS: dict[str, Callable[[Any], str]] = {
    "number": formats.number,
    "decimal": lambda value: formats.number(value, decimals=1),
    "keur": formats.keur,
    "share": formats.share,
}
_CODES = {"number": "#,##0", "decimal": "0.0", "keur": "#,##0", "share": "0.0%"}
_COLUMNS = {"number": "number", "decimal": "number", "keur": "keur", "share": "share"}


@dataclass(frozen=True)
class Drawn:
    """The four forms of the same values. ``figure`` adds the title, the sources and what else is said."""

    chart: Any
    alt: str
    table: Table
    native: Native
    rows: tuple[Row, ...] = ()

    def figure(self, title: str, **said: Any) -> Figure:
        """The figure; ``said`` are fields of ``Figure``, and replace the form of the same name."""
        own = {
            "chart": self.chart,
            "alt": self.alt,
            "table": self.table,
            "native": self.native,
            "rows": self.rows,
        }
        return Figure(title, **{**own, **said})


@dataclass(frozen=True)
class Columns:
    """Which columns of a frame say what. ``value`` is a column or, for several series, the name of each
    column's series; ``series`` names the series when the frame has one row a label and series.
    """

    label: str
    value: str | Mapping[str, str]
    series: str | None = None
    unit: Unit = "number"
    text: str | None = None
    low: str | None = None
    high: str | None = None
    key: str | None = None
    with_share: bool = False
    missing: str = formats.NOT_SAID
    headers: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)

    def rows(self, frame: pd.DataFrame) -> list[Row]:
        """One row a value, in the order of the frame, series beside each other."""
        found = []
        values = {self.value: ""} if isinstance(self.value, str) else dict(self.value)
        totals = {column: _total(frame[column]) for column in values}
        for record in frame.to_dict(orient="records"):
            for column, name in values.items():
                value, low, high = (known(record.get(key)) for key in (column, self.low, self.high))
                if high is not None and high != (value or 0):
                    # All is secret: nothing is known, not even a zero.
                    value = value or None
                text = self.written(value, low, high)
                if self.text is not None:
                    text = str(record[self.text])
                elif self.with_share and value is not None and totals[column]:
                    text += f" ({formats.share(value / totals[column], decimals=0)})"
                series = str(record[self.series]) if self.series else name
                key = record[self.key] if self.key else (series or None)
                label = self.missing if is_unknown(record[self.label]) else str(record[self.label])
                found.append(Row(label, series, value, low, high, text, key))
        return found

    def written(self, value: float | None, low: float | None = None, high: float | None = None) -> str:
        """A value as written beside its mark: « 12 », « 1 à 4 (secret) », « non indiqué », never alike."""
        write = _WRITERS[self.unit]
        if high is not None and high != (value or 0):
            span = f"{write(low or 0)} à {write(high)}"
            return f"{span} (secret)" if not value else f"{write(value)} visibles, {span} avec les secrets"
        return self.missing if value is None else write(value)

    def alt(self, rows: list[Row], opening: str) -> str:
        """The opening, then each value as a sentence."""
        return " ".join(
            [opening, *(f"{', '.join(filter(None, (r.label, r.series)))}{COLON}{r.text}." for r in rows)]
        ).strip()

    def table(self, frame: pd.DataFrame, rows: list[Row]) -> Table:
        """The columns that have a header, as they are; the values in their unit. A frame with one row a
        category and series becomes one column a series.
        """
        if self.series is not None:
            head = self.headers.get(self.label, "Libellé")
            names = list(dict.fromkeys(row.series for row in rows))
            cells = {(row.label, row.series): row.value for row in rows}
            labels = list(dict.fromkeys(row.label for row in rows))
            columns = {name: [cells.get((label, name)) for label in labels] for name in names}
            wide = pd.DataFrame({head: labels, **columns})
            return Table(wide, dict.fromkeys(names, _COLUMNS[self.unit]), missing=self.missing)
        values = {self.value: ""} if isinstance(self.value, str) else dict(self.value)
        headers = {column: name for column, name in values.items() if name} | dict(self.headers)
        if self.label not in headers:
            headers = {self.label: "Libellé", **headers}
        bounds = [column for column in (*values, self.low, self.high) if column in headers]
        kinds = dict.fromkeys(bounds, _COLUMNS[self.unit]) | dict(self.units)
        order = [column for column in headers if column == self.label] + [
            column for column in headers if column != self.label
        ]
        shown = frame[order].rename(columns=headers).reset_index(drop=True)
        return Table(shown, {headers[column]: kind for column, kind in kinds.items()}, missing=self.missing)

    def native(self, rows: list[Row], kind: Any, colors: Mapping[str, str], *, measure: str = "") -> Native:
        """PowerPoint's chart. What is unknown has no bar, so its category says in words what it is."""
        labels = distinct([row.label for row in rows], [row.series for row in rows])
        series = list(dict.fromkeys(row.series for row in rows))
        cells = {(label, row.series): row for label, row in zip(labels, rows, strict=True)}
        said: dict[str, str] = {}
        for label in dict.fromkeys(labels):
            notes = [
                f"{name}{COLON}{words}" if name else words
                for name in series
                if (words := self._unseen(cells.get((label, name))))
            ]
            said[label] = " · ".join([label, *notes])
        # With one series, a zero keeps its own words, without what follows them: « 0 k€ (imprimé) ».
        zeros = {
            said[label]: words
            for label, row in zip(labels, rows, strict=True)
            if row.value == 0 and len(series) < 2
            if (words := row.text.split(" · ")[0]) != self.written(0)
        }
        return Native(
            kind,
            tuple(said.values()),
            {
                f"{measure} {name}".strip() or "Valeur": tuple(
                    None if (cell := cells.get((label, name))) is None else cell.value for label in said
                )
                for name in series
            },
            number_format=self._code(rows),
            colors={said.get(name, name): color for name, color in colors.items()},
            zeros=zeros,
        )

    def _code(self, rows: list[Row]) -> str:
        """How PowerPoint writes the values: whole percents without a decimal."""
        if self.unit == "share" and all(abs(100 * (r.value or 0) % 1 - 0.5) > 0.4999 for r in rows):
            return "0%"
        return _CODES[self.unit]

    def _unseen(self, row: Row | None) -> str:
        """What a bar from zero cannot show: a secret, or nothing said."""
        if row is None:
            return self.missing
        return row.text if row.secret or row.value is None else ""


def known(value: object) -> float | None:
    """A number, or None when nothing is said."""
    return None if value is None or is_unknown(value) else float(value)  # type: ignore[arg-type]


def distinct(labels: list[str], series: Iterable[str]) -> list[str]:
    """Labels told apart when two rows of a series bear the same: an unseen space more for each."""
    seen: dict[tuple[str, str], int] = {}
    found = []
    for label, name in zip(labels, series, strict=True):
        times = seen[label, name] = seen.get((label, name), -1) + 1
        found.append(label + "\u200b" * times)
    return found


def colors_of(rows: list[Row], colors: Mapping[Any, str] | None) -> list[str]:
    """The colour of each row by its key, the main one without a key, grey for a key without colour."""
    return [palette.MAIN if not colors else colors.get(row.key, palette.GREY) for row in rows]


def _total(values: pd.Series) -> float:
    return float(pd.to_numeric(values, errors="coerce").sum())
