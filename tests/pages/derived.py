"""The numbers that a sentence may say of a frame: its values, and their sums, parts and counts by group."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from components.figures.blocks import Figure, Gap, View
from data import store
from data.indicators import survey, training
from tests.pages.readings import Reading

# Columns that say where a row was read: nothing is counted by them but documents.
_PROVENANCE = ("locator", "note", "wording", "url", "text", "geometry")
# Beyond, a column names its rows one by one.
_FEW = 40


def key(value: float) -> float:
    return round(abs(float(value)), 4)


def holds(value: float, derived: set[float]) -> bool:
    """Whether the value is there; shares are written out of a hundred, and kept out of one."""
    return not derived.isdisjoint((key(value), key(value / 100)))


def of_figure(figure: object) -> set[float]:
    """What a reader can work out from the figure itself: its table, its chart, its sentences."""
    found: set[float] = set()
    if isinstance(figure, Figure):
        if figure.table is not None:
            found |= of_frame(figure.table.frame)
        if figure.native is not None:
            found |= _kept(len(figure.native.categories))
            for series in figure.native.series.values():
                known = [value for value in series if value is not None]
                found |= _kept(*known, sum(known))
        found |= _kept(
            len(figure.passages),
            sum(len(part.sentences) for part in figure.passages),
            *(len(part.sentences) for part in figure.passages),
            len(figure.links),
        )
    return found


def of_rows(reading: Reading) -> set[float]:
    """What the rows in view give, and the whole that they are of."""
    found: set[float] = set()
    for frame in reading.frames:
        for view in _views(reading):
            found |= _of_rows(in_view(frame, view))
        if len(in_view(frame, reading.view)) < len(frame):
            found |= _totals(frame)
    return found


# Measured in the place in force, from the offers of all Martinique.
_FROM_EVERYWHERE = ("formations-acces-", "formations-scenario-")


def _views(reading: Reading) -> Iterator[View]:
    """The view; and without its place or its domain where that is said, as a gap or an empty map does."""
    view, block = reading.view, reading.block
    yield view
    everywhere = replace(view, territory=None, commune=None, commune_code=None)
    figure = reading.figure
    empty = isinstance(figure, Gap) or (
        isinstance(figure, Figure)
        and any("Pour en voir" in text for one in figure.passages for text in one.sentences)
    )
    if empty or (block is not None and block.block_id.startswith(_FROM_EVERYWHERE)):
        yield everywhere
    if empty:
        yield replace(view, commune=None, commune_code=None)
        yield replace(view, domain=None, domain_id=None)


_known: dict[tuple[tuple[str, ...], bytes], set[float]] = {}


def _of_rows(frame: pd.DataFrame) -> set[float]:
    """``of_frame`` of rows of a dataset, worked out once, and what its own operations give."""
    asked = (tuple(map(str, frame.columns)), frame.index.to_numpy().tobytes())
    if asked not in _known:
        own = _hidden(frame) | _changes(frame) | _together(frame) | _offers(frame)
        _known[asked] = of_frame(frame, by_year=True) | own
    return _known[asked]


def _hidden(frame: pd.DataFrame) -> set[float]:
    """Recruitment: what the secret numbers of a year may add, 1 to 4 projects and 0 to 4 difficult ones."""
    found: set[float] = set()
    if "hard_to_fill" not in frame.columns:
        return found
    core = frame[frame["fap_code"].str[:2].isin(["M1", "M2"])]
    for rows in (frame, core):
        for by in (["year"], ["year", "basin"], ["year", "fap_code"], ["year", "fap_code", "basin"]):
            for _, cells in rows.groupby(by):
                for column, least in (("projects", 1), ("hard_to_fill", 0)):
                    seen, secret = cells[column].sum(), cells[column].isna().sum()
                    found |= _kept(seen, secret, seen + least * secret, seen + 4 * secret)
    return found


def _changes(frame: pd.DataFrame) -> set[float]:
    """Survey: the points between two editions of an answer, and how many of them are tested."""
    if "edition" not in frame.columns:
        return set()
    everyone = frame[frame["segment_kind"] == "all"]
    both = everyone.pivot_table("share", ["question_id", "status", "item"], "edition")
    tested = survey.all_changes(frame)["tested"].sum()
    return _kept(tested, *(100 * both.diff(axis=1).iloc[:, -1].dropna()).round(4))


def _offers(frame: pd.DataFrame) -> set[float]:
    """Formations: how many, in how many communes, by each pair of what the page sorts them by."""
    found: set[float] = set()
    if "level_label" not in frame.columns or frame.empty:
        return found
    rows = frame.assign(
        territory=frame["commune_code"].map(store.load("communes").set_index("commune_code")["territory"]),
        band=training.band_of(frame["level"]),
        known=frame["level"].notna(),
        announced=training.five_years_announced(frame),
    )
    for pair in (
        ["scope", "territory"],
        ["band", "territory"],
        ["known", "announced"],
        ["source_id", "certainty"],
        ["source_id", "certainty", "territory"],
    ):
        groups = rows.groupby(pair)
        found |= _kept(*groups.size(), *groups["commune_code"].nunique())
    return found


def _together(frame: pd.DataFrame) -> set[float]:
    """Pupils: girls and boys together, of all pupils, and the girls among them, by territory."""
    found: set[float] = set()
    if "nsi_girls" not in frame.columns:
        return found
    territories = store.load("communes").set_index("commune_code")["territory"]
    rows = frame.assign(territory=frame["commune_code"].map(territories), whole="")
    for by in (
        ["whole", "year"],
        ["whole", "year", "grade"],
        ["territory", "year"],
        ["territory", "year", "grade"],
    ):
        sums = rows.groupby(by)[["nsi_girls", "nsi_boys", "pupils"]].sum().astype("float64")
        both = sums["nsi_girls"] + sums["nsi_boys"]
        found |= _kept(*both, *(both / sums["pupils"]), *(sums["nsi_girls"] / both))
    return found


def in_view(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """The rows that the filters keep, where they have a column."""
    for column in ("territory", "commune_code", "domain_id"):
        if (value := getattr(view, column)) and column in frame.columns:
            frame = frame[frame[column] == value]
    if "verified" in frame.columns:
        frame = frame[frame["verified"].astype(bool)]
    if view.domain_id and "domain_ids" in frame.columns:
        tied = [view.domain_id in (ids if isinstance(ids, list) else ()) for ids in frame["domain_ids"]]
        frame = frame[pd.Series(tied, index=frame.index, dtype="bool")]
    return frame


def of_frame(frame: pd.DataFrame, *, by_year: bool = False) -> set[float]:
    """Values; by each column of few words: rows, sums, parts of the total, one sum over another."""
    numbers = [column for column in frame.columns if _is_number(frame[column])]
    words = [column for column in frame.columns if _groups(frame, column)]
    found = (
        _totals(frame)
        | _first_ones(frame, numbers)
        | _kept(*(value for column in numbers for value in _floats(frame[column])))
    )
    for column in words:
        found |= _kept(frame[column].nunique(), frame[column].isna().sum(), frame[column].notna().sum())
        sets = [[column]]
        if by_year and "year" in frame.columns and column != "year":
            sets.append(["year", column])
        for by in sets:
            groups = frame.groupby(by, dropna=False)
            found |= _kept(*groups.size())
            sums = {name: groups[name].sum().to_numpy(dtype="float64") for name in numbers}
            for name, values in sums.items():
                found |= _kept(*values, *_parts(values))
                for other, over in sums.items():
                    if other != name:
                        found |= _kept(*np.divide(values, over, where=over != 0, out=np.zeros_like(over)))
    return found


def _totals(frame: pd.DataFrame) -> set[float]:
    found = _kept(len(frame))
    sums = {}
    for column in frame.columns:
        if _is_number(frame[column]):
            values = _floats(frame[column])
            sums[column] = values.sum()
            found |= _kept(values.sum(), len(values), len(frame) - len(values), (values == 0).sum())
            found |= _kept(*_parts(values))
    for name, total in sums.items():
        found |= _kept(*(total / other for column, other in sums.items() if column != name and other))
    return found


def _first_ones(frame: pd.DataFrame, numbers: list[str]) -> set[float]:
    """Sums of the first rows, in the order shown and from the largest, and their part of the total."""
    found: set[float] = set()
    for column in numbers:
        values = _floats(frame[column])[:_FEW]
        for ordered in (values, np.sort(values)[::-1]):
            sums = ordered.cumsum()[:4]
            parts = 100 * sums / values.sum() if values.sum() else sums
            found |= _kept(*sums, *parts, *(100 - parts))
    return found


def _parts(values: np.ndarray) -> Iterable[float]:
    total = values.sum()
    return 100 * values / total if total else ()


def _floats(column: pd.Series) -> np.ndarray:
    return column.dropna().to_numpy(dtype="float64")


def _kept(*values: float) -> set[float]:
    return {key(value) for value in values if np.isfinite(value)}


def _is_number(column: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)


def _groups(frame: pd.DataFrame, column: str) -> bool:
    if column in _PROVENANCE or (_is_number(frame[column]) and column != "year"):
        return False
    if any(isinstance(value, list | np.ndarray) for value in frame[column]):
        return False
    return 0 < frame[column].nunique() <= _FEW
