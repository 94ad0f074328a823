"""The contents of « Maturité »: what firms use, what they plan, what changed, and what others say."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Block, Contents, Figure, PageView, Table, View
from components.figures.dumbbells import dumbbells
from components.figures.evidence import cite
from data.french.formats import NARROW_SPACE, listing, number, share
from data.indicators import survey
from pages.maturity import charts, context
from pages.maturity import words as sentences
from pages.registry import PAGES

SOFTWARE = "EQUIPEMENTS – PARC APPLICATIF"


def headline(view: View, answers: pd.DataFrame) -> list[str]:
    return sentences.headline(
        survey.changes(answers, "equipment", "equipped"),
        survey.changes(answers, "software", "used"),
        survey.editions(answers),
    )


def scope(view: View, answers: pd.DataFrame) -> list[str]:
    earlier, later = survey.editions(answers)
    return [
        f"enquêtes de la CCIM {earlier} et {later}",
        f"{number(survey.sample_size(answers))} entreprises interrogées par édition",
    ]


def equipment(view: View, answers: pd.DataFrame) -> Figure:
    """Equipment held, largest rise first; what the source breaks comes last, untested."""
    changes = survey.changes(answers, "equipment", "equipped")
    return _evolution(
        view,
        answers,
        changes,
        title=sentences.title(changes, "équipement", "équipements", "Équipements des entreprises"),
        measured="Part des entreprises équipées",
    )


def planned(view: View, answers: pd.DataFrame) -> Figure:
    """Equipment planned, most planned first."""
    changes = survey.changes(answers, "equipment", "planned")
    return _evolution(
        view,
        answers,
        changes.sort_values("after", ascending=False, kind="stable").reset_index(drop=True),
        title=sentences.planned_title(changes),
        measured="Part des entreprises qui ont cet équipement en projet",
    )


def software(view: View, answers: pd.DataFrame) -> Figure:
    """Software used, largest rise first; payroll done outside stays beside payroll software."""
    changes = survey.changes(answers, "software", "used")
    outside = survey.changes(answers, "payroll-outsourced", "yes")
    return _evolution(
        view,
        answers,
        survey.inserted_after(changes, "Paie", outside),
        title=sentences.title(changes, "logiciel", "logiciels", "Logiciels des entreprises"),
        measured="Part des entreprises informatisées qui utilisent ce logiciel",
        caution=sentences.payroll(changes, outside, survey.editions(answers)),
        indented=tuple(outside["item"]),
    )


def segments(view: View, answers: pd.DataFrame, slides: pd.DataFrame) -> Figure | None:
    """The segments printed beside each average; two printed values belong to no item for sure."""
    rows = survey.segments(answers, "software")
    if rows.empty:
        return None
    later = survey.editions(answers)[1]
    shown = answers[(answers["question_id"] == "software") & (answers["edition"] == later)]
    unattributed = context.note(slides, SOFTWARE, "data").split(". ")[0]
    return Figure(
        title=sentences.segments_title(rows),
        subtitle=f"Part des entreprises informatisées qui utilisent chaque logiciel, {later} · "
        "rond, taille · losange, activité · plein, lu · vide, attribution déduite",
        chart=charts.segments(
            rows,
            rows[["item", "average"]].drop_duplicates().rename(columns={"average": "share"}),
            dark=view.dark,
            dense=view.projection,
        ),
        alt="Points par segment à côté de la moyenne. "
        + " ".join(
            f"{row.item}, {row.segment}{NARROW_SPACE}: {share(row.share)} (ensemble {share(row.average)})."
            for row in rows.itertuples()
        ),
        table=Table(
            rows.assign(certainty=rows["certainty"].map({"read": "lu", "inferred": "déduite"}))
            .drop(columns="segment_kind")
            .set_axis(["Logiciel", "Segment", "Part du segment", "Ensemble", "Attribution"], axis="columns"),
            {"Part du segment": "share", "Ensemble": "share"},
        ),
        evidence=cite(view, shown, base=_base(answers, "software")),
        caution=f"Attribution déduite, à confirmer auprès de la CCIM. {unattributed}.",
        explanation="Aucun test sur les segments : leur effectif n’est pas imprimé.",
    )


def online(view: View, answers: pd.DataFrame) -> Figure:
    """Presence online, the value to confirm shown hollow, last, in no sentence and no test."""
    changes = survey.changes(answers, "online-presence", "used")
    doubtful = changes.loc[changes["verdict"] == survey.UNCONFIRMED, "item"]
    return _evolution(
        view,
        answers,
        changes,
        title=sentences.title(
            changes,
            "indicateur de présence",
            "indicateurs de présence",
            "Présence en ligne",
        ),
        measured="Part des entreprises informatisées avec accès à Internet",
        caution=f"Rond en pointillé et «\u00a0?\u00a0», {listing(list(doubtful))}{NARROW_SPACE}: valeur de "
        f"{survey.editions(answers)[0]} à confirmer auprès de la CCIM "
        f"(peut-être l’exemple de la légende){NARROW_SPACE}; hors compte."
        if len(doubtful)
        else "",
    )


def tests(view: View, answers: pd.DataFrame) -> Figure:
    """Every change of the page and its reading, in one table."""
    changes = survey.all_changes(answers)
    return Figure(
        title=sentences.tests_title(changes),
        subtitle="Chaque évolution imprimée, sa marge à 95 % et sa lecture",
        table=_table(changes, survey.editions(answers), {"planned": " (en projet)"}),
        table_first=True,
        evidence=cite(
            view,
            answers[answers["question_id"].isin(changes["question_id"]) & (answers["segment_kind"] == "all")],
        ),
        explanation=_method(answers),
    )


def _evolution(
    view: View,
    answers: pd.DataFrame,
    changes: pd.DataFrame,
    *,
    title: str,
    measured: str,
    caution: str = "",
    indented: tuple[str, ...] = (),
) -> Figure:
    """A dumbbell with its readings, its table, its sources and the method."""
    earlier, later = editions = survey.editions(answers)
    rows = answers[
        answers["question_id"].isin(changes["question_id"])
        & answers["status"].isin(changes["status"])
        & (answers["segment_kind"] == "all")
    ]
    question = str(changes["question_id"].iloc[0])
    records = [row for _, row in changes.iterrows()]
    every = survey.all_changes(answers)[["before", "after"]]
    return dumbbells(
        changes.assign(
            item=[f"↳ {item}" if item in indented else item for item in changes["item"]],
            emphasis=changes["verdict"] == survey.BEYOND,
            doubtful=changes["verdict"] == survey.UNCONFIRMED,
            reading=[sentences.label(row) for row in records],
            spoken=[sentences.spoken(row, editions) for row in records],
        ),
        label="item",
        editions={"before": str(earlier), "after": str(later)},
        # The four families of answers share one scale: a point is as wide everywhere.
        domain=(0.0, float(every.max().max())),
        headers={"item": "Réponse"},
        reading="reading",
        spoken="spoken",
        emphasis="emphasis",
        doubtful={"before": "doubtful"},
        dark=view.dark,
    ).figure(
        title,
        subtitle=f"{measured}, {earlier} (rond vide) et {later} (carré plein) · n = "
        f"{number(changes['n_after'].iloc[0])} par édition",
        table=_table(changes, editions),
        evidence=cite(view, rows, base=_base(answers, question)),
        caution=" ".join(part for part in (caution, sentences.margin_note(editions)) if part),
        explanation=_method(answers),
    )


def _table(changes: pd.DataFrame, editions: tuple[int, int], suffixes: dict[str, str] | None = None) -> Table:
    earlier, later = map(str, editions)
    suffixes = suffixes or {}
    frame = pd.DataFrame(
        {
            "Réponse": [
                item + suffixes.get(status, "")
                for item, status in zip(changes["item"], changes["status"], strict=True)
            ],
            earlier: changes["before"],
            later: changes["after"],
            "Écart": changes["change"],
            "Lecture": [sentences.reading(row) for _, row in changes.iterrows()],
            "Marge (± points)": (100 * changes["margin"]).where(changes["tested"]),
            "n par édition": changes["n_after"],
        }
    )
    formats = {earlier: "share", later: "share", "Écart": "points"}
    return Table(
        frame, {**formats, "Marge (± points)": "number", "n par édition": "number"}, missing="sans test"
    )


def _base(answers: pd.DataFrame, question_id: str) -> str:
    label = answers.loc[answers["question_id"] == question_id, "base_label"].iloc[0]
    return f"base{NARROW_SPACE}: {label}"


def _method(answers: pd.DataFrame) -> str:
    return sentences.method(
        survey.all_changes(answers), survey.editions(answers), survey.sample_size(answers)
    )


CONTENTS = Contents(
    PAGES["maturite"],
    (
        PageView(
            "essentiel",
            (
                Block(
                    "maturite-tests",
                    "Toutes les évolutions et leur lecture",
                    tests,
                    ("survey_answers",),
                    folded=True,
                    follows=(),
                ),
            ),
        ),
        PageView(
            "equipements",
            (
                Block(
                    "maturite-equipements",
                    "Équipements",
                    equipment,
                    ("survey_answers",),
                    follows=(),
                    terms=("CB",),
                ),
                Block("maturite-projets", "Équipements en projet", planned, ("survey_answers",), follows=()),
            ),
        ),
        PageView(
            "logiciels",
            (
                Block(
                    "maturite-logiciels",
                    "Logiciels",
                    software,
                    ("survey_answers",),
                    follows=(),
                    terms=("CRM",),
                ),
                Block(
                    "maturite-segments",
                    "Logiciels par segment",
                    segments,
                    ("survey_answers", "slides"),
                    follows=(),
                    terms=("CRM", "PME"),
                ),
            ),
        ),
        PageView(
            "presence",
            (
                Block(
                    "maturite-presence",
                    "Présence en ligne",
                    online,
                    ("survey_answers",),
                    follows=(),
                ),
                Block(
                    "maturite-presence-actions",
                    "Ce qui accompagne la présence en ligne",
                    context.online_actions,
                    ("slides",),
                    follows=(),
                ),
            ),
        ),
        PageView(
            "freins",
            (
                Block(
                    "maturite-covid",
                    "Crise sanitaire",
                    context.covid,
                    ("survey_answers", "statements", "key_figures"),
                    follows=(),
                    terms=("OREF",),
                ),
                Block("maturite-freins", "Freins", context.obstacles, ("slides",), follows=()),
                Block("maturite-chantiers", "Chantiers", context.priorities, ("slides",), follows=()),
                Block(
                    "maturite-entretiens",
                    "Entretiens",
                    context.interviews,
                    ("statements", "key_figures"),
                    follows=(),
                ),
            ),
        ),
        PageView(
            "methode",
            (
                Block(
                    "maturite-etude",
                    "L’étude\u202f: objectifs et échantillons",
                    context.study,
                    ("statements", "key_figures"),
                    folded=True,
                    follows=(),
                ),
                Block(
                    "maturite-2020",
                    "Repères\u202f: édition 2020",
                    context.edition_2020,
                    ("key_figures",),
                    folded=True,
                    follows=(),
                ),
            ),
        ),
    ),
    headline=headline,
    headline_datasets=("survey_answers",),
    headline_follows=(),
    scope=scope,
    scope_datasets=("survey_answers",),
)
