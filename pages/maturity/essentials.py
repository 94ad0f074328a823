"""« L'essentiel » of Maturité: how many changes hold, all of them strongest first, one segment of firms."""

from __future__ import annotations

import pandas as pd

from components.figures import palette
from components.figures.bars import bars
from components.figures.blocks import Choice, Figure, Native, Number, View
from data.french.formats import count, number, points, share
from data.french.typography import french
from data.indicators import sampling, survey
from pages.maturity import charts, evidence, families, method, words

EVERYONE = "Toutes les entreprises"
# Sizes, then activities, as the document names them.
SEGMENT = Choice(
    "segment",
    "Activité ou taille d’entreprise",
    (
        EVERYONE,
        "0 salarié",
        "PME",
        "Agro-transformation",
        "Commerce de détail",
        "Construction / Transports",
        "Information, Communication, Assurance, Finance, Immobilier",
        "Services aux entreprises",
        "Tourisme",
    ),
    dropdown=True,
)


def strip(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """How many changes are solid, fragile, not shown; how many firms were asked."""
    changes = survey.all_changes(answers)
    solid, fragile, tested = words.tally(changes)
    asked = survey.sample_size(answers)
    return Figure(
        title="Ce qui a changé, en nombres",
        numbers=(
            Number(
                number(solid),
                "évolution solide" if solid < 2 else "évolutions solides",
                "Holm compris",
            ),
            Number(number(fragile), "fragile" if fragile < 2 else "fragiles", "marge seule"),
            Number(number(tested - solid - fragile), "non démontrées", f"sur {number(tested)} testées"),
            Number(number(asked), "entreprises", "par enquête"),
        ),
        evidence=evidence.of(view, answers, figures, changes),
        explanation=method.FORMULA,
    )


def evolutions(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure:
    """Every change that is tested, strongest first, with its margin; projected, the solid ones."""
    earlier, later = editions = survey.editions(answers)
    every = survey.strongest_first(survey.all_changes(answers))
    tested = every[every["tested"].astype(bool)].reset_index(drop=True)
    solid, fragile, tests = words.tally(tested)
    shown = tested.head(min(solid or families.MOST_ROWS, families.MOST_ROWS)) if view.projection else tested
    rows = [row for _, row in shown.iterrows()]
    drawn = shown.assign(
        # On a telephone the longest name leaves no room for what changed.
        name=[words.heading(row).replace("(en projet)", "(projet)") for row in rows],
        low=shown["change"] - shown["margin"],
        high=shown["change"] + shown["margin"],
        word=[words.strength(row) for row in rows],
        said=[
            french(
                f"{share(row['before'])} → {share(row['after'])} · {points(row['change'])} "
                f"({words.margin_words(row, unit=False)} ; n = {number(row['n_after'])})"
            )
            for row in rows
        ],
        short=[number(100 * row["change"], signed=True) for row in rows],
        spoken=[words.spoken(row, editions) for row in rows],
    )
    left = every[~every["tested"].astype(bool)]
    untested = " ; ".join(f"{words.short(row['item'])}, {words.strength(row)}" for _, row in left.iterrows())
    weak = f"Fragiles : {words.movers(tested, survey.FRAGILE)}." if view.projection and fragile else ""
    notes = (
        words.margin_note(),
        weak,
        f"n : entreprises de la base de {later}, qui change avec la question.",
        f"À part : {untested}." if untested else "",
    )
    return Figure(
        title=_title(solid, fragile, tests),
        subtitle=f"Écart en points de {earlier} à {later} et sa marge à {share(sampling.CONFIDENCE)}, du "
        "plus solide au moins sûr",
        chart=charts.gaps(drawn, dark=view.dark),
        alt=" ".join(drawn["spoken"]),
        table=families.table(every, editions),
        native=Native(
            "bar",
            tuple(drawn["name"]),
            {"Écart (points)": tuple(round(100 * change, 2) for change in shown["change"])},
            number_format="0",
        ),
        evidence=evidence.of(view, answers, figures, every),
        caution=" ".join(filter(None, notes)),
        explanation=f"{_bases(every, answers)}\n\n{method.FORMULA}",
    )


def segment(view: View, answers: pd.DataFrame, slides: pd.DataFrame) -> Figure | None:
    """The software of the segment chosen beside that of all firms: all that the document says of it."""
    chosen = view.choices.get(SEGMENT.key)
    rows = survey.segments(answers, "software")
    rows = rows[rows["segment"] == chosen]
    if rows.empty:
        return None
    later = survey.editions(answers)[1]
    unattributed = families.unattributed(slides)
    long = pd.concat(
        [
            rows.assign(
                series=str(chosen),
                value=rows["share"],
                said=[
                    share(value) + ("" if certainty == "read" else " (attribution déduite)")
                    for value, certainty in zip(rows["share"], rows["certainty"], strict=True)
                ],
            ),
            rows.assign(series=EVERYONE, value=rows["average"], said=rows["average"].map(share)),
        ]
    ).sort_index(kind="stable")
    read = answers[
        (answers["question_id"] == "software")
        & (answers["edition"] == later)
        & answers["item"].isin(rows["item"])
        & ((answers["segment"] == chosen) | (answers["segment_kind"] == "all"))
    ]
    return bars(
        long,
        label="item",
        value="value",
        series="series",
        key="series",
        text="said",
        opening="",
        unit="share",
        colors={str(chosen): palette.MAIN, EVERYONE: palette.GREY},
        legend={str(chosen): palette.MAIN, EVERYONE: palette.GREY},
        reach=1.0,
    ).figure(
        words.segment_title(rows, str(chosen)),
        subtitle=f"Part des entreprises informatisées qui utilisent chaque logiciel, {later}",
        table=families.segments_table(rows),
        evidence=evidence.read(view, read),
        caution=" ".join(
            (
                "Le document ne détaille que les logiciels, et seulement ceux-ci pour ce segment, sans en",
                "indiquer l’effectif : aucun test. Attribution déduite : à confirmer auprès de la CCIM.",
                *([f"{unattributed}."] if str(chosen) in unattributed else []),
            )
        ),
    )


def _title(solid: int, fragile: int, tested: int) -> str:
    if not solid and not fragile:
        return f"Aucune des {number(tested)} évolutions testées n’est démontrée par l’échantillon"
    return (
        f"{count(solid + fragile, 'évolution')} sur {number(tested)} au-delà de la marge : "
        f"{count(solid, 'solide')}, {count(fragile, 'fragile')}"
    )


def _bases(changes: pd.DataFrame, answers: pd.DataFrame) -> str:
    """The families do not count the same firms: what each share is a share of."""
    asked = answers[answers["question_id"].isin(changes["question_id"])]
    found = dict(zip(asked["base_label"], asked["theme"], strict=True))
    sizes = asked.groupby("base_label")[["sample_size", "base_share"]].first().prod(axis="columns")
    said = [f"{theme}, {label} (n = {number(sizes[label])})" for label, theme in found.items()]
    return f"Chaque part est celle de sa base : {' ; '.join(said)}."
