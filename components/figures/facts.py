"""Key figures of the documents, looked up and written as large figures, lines or a table."""

from __future__ import annotations

import pandas as pd

from components.figures import quotes
from components.figures.blocks import Figure, Number, Table, View
from components.figures.evidence import cite
from data.french import formats

# Units written beside a large figure; the others are words, and the label says them.
SHORT_UNITS = ("fraction", "k€", "M€", "%")


def pick(key_figures: pd.DataFrame, *figure_ids: str) -> pd.DataFrame:
    """The rows of these figures, in the order asked. Raises ``KeyError`` naming what is absent."""
    known = key_figures.set_index("figure_id", drop=False)
    absent = [figure_id for figure_id in figure_ids if figure_id not in known.index]
    if absent:
        raise KeyError(f"key_figures: {', '.join(absent)}")
    return known.loc[list(figure_ids)].reset_index(drop=True)


def on(key_figures: pd.DataFrame, *themes: str) -> pd.DataFrame:
    """The key figures of these themes, as ordered in the sources."""
    return key_figures[key_figures["theme"].isin(themes)]


def written(row: pd.Series) -> str:
    """The value of one row as a French reader writes it, with its qualifier."""
    return formats.interval(
        row["value_low"], row["value_high"], str(row["unit"]), formats.text_of(row["qualifier"])
    )


def numbers(rows: pd.DataFrame) -> tuple[Number, ...]:
    """One large figure a row: value, what it measures, its year, horizon, territory and base."""
    return tuple(
        Number(
            value=written(row) if row["unit"] in SHORT_UNITS else _without_unit(row),
            label=str(row["label"]),
            detail=" · ".join(
                part
                for part in (
                    formats.text_of(row["territory"])
                    if formats.text_of(row["territory"]) != "Martinique"
                    else "",
                    formats.number(row["year"], none="").replace(formats.NARROW_SPACE, ""),
                    _horizon(row["horizon"]),
                    formats.text_of(row["base_label"]),
                )
                if part
            ),
        )
        for _, row in rows.iterrows()
    )


def table(rows: pd.DataFrame) -> pd.DataFrame:
    """Key figures as a table: what, value as written, year, perimeter, certainty, note, source."""
    return pd.DataFrame(
        {
            "Chiffre": rows["label"].tolist(),
            "Valeur": [written(row) for _, row in rows.iterrows()],
            "Année": [
                formats.number(y, none="non indiquée").replace(formats.NARROW_SPACE, "") for y in rows["year"]
            ],
            "Territoire": [formats.text_of(t) or "non indiqué" for t in rows["territory"]],
            "Périmètre ou base": [formats.text_of(b) or "non indiqué" for b in rows["base_label"]],
            "Précision": [formats.text_of(n) for n in rows["note"]],
        }
    )


def figure(
    view: View,
    rows: pd.DataFrame,
    said: pd.DataFrame | None = None,
    *,
    title: str,
    subtitle: str,
    caution: str = "",
    wordy: bool | None = None,
) -> Figure | None:
    """Key figures as the table of a figure, with the statements ``said`` beside it; None without either."""
    said = rows.iloc[:0] if said is None else said
    if rows.empty and said.empty:
        return None
    return Figure(
        title=title,
        subtitle=subtitle,
        table=Table(table(rows), wordy=wordy) if len(rows) else None,
        table_first=True,
        passages=quotes.passages(said),
        evidence=(*cite(view, rows), *cite(view, said)),
        caution=caution,
    )


def _without_unit(row: pd.Series) -> str:
    """A count without its word: the label under it says what is counted."""
    return formats.interval(row["value_low"], row["value_high"], "", formats.text_of(row["qualifier"]))


def _horizon(value: object) -> str:
    return "" if formats.is_unknown(value) else f"horizon {value}"
