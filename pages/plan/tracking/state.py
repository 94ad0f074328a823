"""Where the actions stand: the calendar planned, the progress and the confidence that people stated."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Evidence, Figure, Table, View
from data.french.formats import count, day, keur, number
from data.french.typography import french
from data.indicators import tracking
from data.journal.folds import CONFIDENCES, PROGRESS_STATUSES
from data.journal.folds.rows import each
from pages.plan.tracking import charts
from pages.plan.tracking import words as sentences
from pages.plan.tracking.frames import day_of, kept, scope, typed, untyped

PROJECTED_ACTIONS = 7


def calendar(view: View, *frames: pd.DataFrame) -> Figure | None:
    """The years in which an amount is planned; a projector shows the first actions only."""
    found = kept(view, frames)
    planned = found.sheet[found.sheet["planned_years"].map(len) > 0]
    most = PROJECTED_ACTIONS if view.projection else len(planned)
    shown = planned.head(most)
    if shown.empty:
        return None
    yearly = tracking.by_year(found.amounts)
    rows = shown[["action_id", "action", "pillar_id", "status"]].merge(yearly, on="action_id")
    rows = rows[rows["planned_keur"] > 0].rename(columns={"planned_keur": "keur"})
    rows["words"] = rows["status"].fillna(sentences.NOT_TYPED)
    today = day_of(frames)
    decimal = today.year + (today.timetuple().tm_yday - 1) / 365
    without = found.n - len(planned)
    return Figure(
        title=sentences.calendar_title(len(planned), found.n),
        subtitle="Années où un montant est prévu, en k€, et avancement saisi ; trait vertical"
        f" : {day(today)}{scope(view, frames)}",
        chart=charts.calendar(rows, decimal),
        alt="Calendrier des montants prévus. "
        + " ".join(f"{row.action}, {row.year} : {keur(row.keur)}, {row.words}." for row in each(rows)),
        table=Table(
            rows[["action_id", "action", "year", "keur", "words"]]
            .astype({"year": "str"})
            .rename(
                columns={
                    "action_id": "N°",
                    "action": "Action",
                    "year": "Année",
                    "keur": "Prévu",
                    "words": "Avancement",
                }
            ),
            {"Prévu": "keur"},
        ),
        evidence=typed(frames),
        caution=f"{count(without, 'action')} sans montant prévu." if without else "",
    )


def progress(view: View, *frames: pd.DataFrame) -> Figure | None:
    """How many actions have each progress, and the list of the actions with what was typed."""
    found = kept(view, frames)
    if untyped(frames) or found.sheet.empty:
        return None
    rows = tracking.counts(found.sheet, "status", PROGRESS_STATUSES)
    title = sentences.counts_title(rows, "Avancement", found.n)
    by = f"avancement saisi{scope(view, frames)}"
    return _counts(rows, title, by, sentences.NOT_TYPED, _list(found.sheet), typed(frames))


def confidence(view: View, *frames: pd.DataFrame) -> Figure | None:
    found = kept(view, frames)
    rows = tracking.counts(found.sheet, "confidence", CONFIDENCES)
    if rows.loc[rows["word"].notna(), "actions"].sum() == 0:
        return None
    title = sentences.counts_title(rows, "Confiance", found.n)
    by = f"confiance déclarée{scope(view, frames)}"
    return _counts(rows, title, by, sentences.NOT_TYPED_F, _list(found.sheet), typed(frames))


def _counts(
    rows: pd.DataFrame, title: str, by: str, none: str, table: Table, evidence: tuple[Evidence, ...]
) -> Figure:
    """Bars of the actions of each word, those without any said by ``none``; a few are named."""
    named = [french(f" : {', '.join(row.action_ids)}") if 0 < row.actions <= 6 else "" for row in each(rows)]
    shown = rows.assign(
        word=rows["word"].fillna(none),
        typed=rows["word"].notna(),
        text=[number(row.actions) + ids for row, ids in zip(each(rows), named, strict=True)],
    )
    return bars(
        shown,
        label="word",
        value="actions",
        text="text",
        key="typed",
        colors={True: palette.MAIN, False: palette.GREY},
        measure="Actions",
        opening="Barres du nombre d’actions.",
    ).figure(title, subtitle=f"Nombre d’actions par {by}", table=table, evidence=evidence)


def _list(sheet: pd.DataFrame) -> Table:
    return Table(
        pd.DataFrame(
            {
                "N°": sheet["action_id"],
                "Action": sheet["action"],
                "Avancement": sheet["status"],
                "Confiance": sheet["confidence"],
                "Part réalisée": sheet["percent"] / 100,
                "Responsable": sheet["owner"],
                "Coût au planning": sheet["cost_keur"],
                "Prévu": sheet["planned_keur"],
                "Engagé": sheet["committed_keur"],
                "Payé": sheet["paid_keur"],
            }
        ),
        dict.fromkeys(("Coût au planning", "Prévu", "Engagé", "Payé"), "keur") | {"Part réalisée": "share"},
        missing=sentences.NOT_TYPED,
    )
