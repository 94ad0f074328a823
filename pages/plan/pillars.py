"""The five pillars, each with its texts beside its actions."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from components.figures import quotes
from components.figures.blocks import Block, Figure, Passage, View
from components.figures.evidence import cite
from data.french.formats import count, number
from data.french.typography import bare
from data.indicators import plan as indicators
from pages.plan import charts, pillar_texts
from pages.plan import words as sentences
from pages.plan.actions import table
from pages.plan.words import INFERRED, PILLAR_NAMES


def five(view: View, pillars: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
    """What the five pillars are for, as the slide that introduces them prints it."""
    rows = quotes.on(statements, "schema", kinds=("finding",))
    rows = rows[rows["locator"] == "CINQ PILIERS STRATÉGIQUES"]
    if rows.empty or pillars.empty:
        return None
    return Figure(
        title=f"{sentences.said(len(pillars)).capitalize()} piliers stratégiques",
        subtitle=" ".join(rows["text"]),
        passages=tuple(Passage(str(row.pillar), (str(row.aim),)) for row in pillars.itertuples()),
        evidence=cite(view, rows),
    )


def texts(pillar_id: str) -> Callable[..., Figure | None]:
    """The builder of one pillar's context, needs and objectives, as printed."""

    def build(view: View, pillars: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
        found = pillars[pillars["pillar_id"] == pillar_id]
        if found.empty:
            return None
        pillar = found.iloc[0]
        rows = quotes.on(statements, "schema", kinds=("finding", "need", "stake"))
        rows = rows[rows["parent"] == pillar["pillar"]]
        passages = (
            Passage("Contexte", (pillar["context"],)),
            Passage("Besoins", (*_introduction(rows), *pillar["needs"])),
            Passage("Objectifs et enjeux", (pillar["objectives"],)),
        )
        place = f"Pilier {number(pillar['position'])} sur {number(len(pillars))} du Schéma"
        # The three texts do not hold on one screen at a size that a room reads.
        if view.projection:
            return Figure(
                title=pillar["pillar"],
                subtitle=f"{place} : {pillar['aim']}",
                passages=passages[1:],
                evidence=cite(view, rows[rows["kind"] != "finding"] if len(rows) else found),
                caution="Le contexte du pilier se lit sur la page, hors projection.",
            )
        return Figure(
            title=pillar["pillar"],
            subtitle=f"{place} : {pillar['aim'][0].lower()}{pillar['aim'][1:]}",
            passages=passages,
            evidence=cite(view, rows if len(rows) else found),
        )

    return build


def _introduction(rows: pd.DataFrame) -> tuple[str, ...]:
    """The sentence that introduces the needs on the pillar's slide, when there is one."""
    return tuple(rows.loc[rows["statement_id"].str.endswith("-needs-intro-1"), "text"])


def pillar_actions(pillar_id: str) -> Callable[..., Figure | None]:
    """The builder of one pillar's actions, costliest first."""

    def build(view: View, actions: pd.DataFrame, statements: pd.DataFrame) -> Figure | None:
        rows = indicators.ranked(indicators.chosen(actions, pillar_ids=(pillar_id,)))
        if rows.empty:
            return None
        name, zero = PILLAR_NAMES[pillar_id], indicators.printed_at_zero(rows)
        printed = f", dont {sentences.said(len(zero))} à {sentences.cost(0)}" if len(zero) else ""
        return charts.actions(rows, f"Barres du coût des actions du pilier {name}.").figure(
            sentences.pillar_title(name, rows),
            subtitle="Coût au planning par action, en k€, et financement indiqué ; "
            f"n = {count(len(rows), 'action')}{printed}",
            table=table(rows, with_pillar=False),
            evidence=cite(view, rows.assign(certainty="inferred")),
            explanation=" ".join(filter(None, (INFERRED, _other_wordings(rows, statements, name)))),
        )

    return build


def _other_wordings(rows: pd.DataFrame, statements: pd.DataFrame, pillar: str) -> str:
    """The actions that the pillar's own slide words otherwise than the planning, as printed there."""
    listed = quotes.on(statements, "schema", kinds=("initiative",))
    known = {bare(name) for name in rows["action"]}
    other = [text for text in listed.loc[listed["parent"] == pillar, "text"] if bare(text) not in known]
    if not other:
        return ""
    return "La diapositive du pilier écrit : " + " ; ".join(map(sentences.quoted, other)) + "."


FIVE = Block(
    "schema-cinq-piliers",
    "Cinq piliers stratégiques",
    five,
    ("schema_pillars", "statements"),
    follows=(),
    # Each pillar says its own aim below.
    folded=True,
)
BLOCKS = tuple(
    block
    for pillar_id, name in PILLAR_NAMES.items()
    for block in (
        Block(
            f"schema-{pillar_id}",
            name,
            texts(pillar_id),
            ("schema_pillars", "statements"),
            width="half",
            follows=(),
            draw=pillar_texts.show,
        ),
        Block(
            f"schema-{pillar_id}-actions",
            f"{name} : actions",
            pillar_actions(pillar_id),
            ("schema_actions", "statements"),
            width="half",
            follows=(),
        ),
    )
)
