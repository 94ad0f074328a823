"""The families of answers of the survey, each from one edition to the next: equipment, software, presence."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from components.figures import facts
from components.figures.blocks import Figure, Gap, Table, View
from components.figures.dumbbells import dumbbells
from data.french.formats import listing, share
from data.indicators import survey
from pages.maturity import charts, context, evidence, method, words

SOFTWARE = "EQUIPEMENTS – PARC APPLICATIF"
# A room reads no more rows than this on one screen.
MOST_ROWS = 7


def software(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure | Gap:
    """Software used; payroll done outside stays beside payroll software."""
    changes = survey.strongest_first(survey.changes(answers, "software", "used"))
    outside = survey.changes(answers, "payroll-outsourced", "yes")
    return _evolution(
        view,
        answers,
        figures,
        survey.inserted_after(changes, "Paie", outside),
        title=words.title(changes, "logiciels", "Logiciels des entreprises"),
        measured="Part des entreprises informatisées qui utilisent ce logiciel",
        caution=words.payroll(changes, outside, survey.editions(answers)),
        indented=tuple(outside["item"]),
    )


def online(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure | Gap:
    """Presence online, the value to confirm shown hollow, last, in no sentence and no test."""
    changes = survey.strongest_first(survey.changes(answers, "online-presence", "used"))
    doubtful = changes.loc[changes["verdict"] == survey.UNCONFIRMED, "item"]
    to_confirm = (
        (
            f"Rond en pointillé et « ? », {listing(list(doubtful))} : valeur de "
            f"{survey.editions(answers)[0]} à confirmer auprès de la CCIM (peut-être l’exemple de la "
            "légende) ; hors compte."
        )
        if len(doubtful)
        else ""
    )
    return _evolution(
        view,
        answers,
        figures,
        changes,
        title=words.title(changes, "indicateurs de présence", "Présence en ligne"),
        measured=f"Part des {answers.loc[answers['question_id'] == 'online-presence', 'base_label'].iloc[0]}",
        caution=" ".join(filter(None, (to_confirm, _online_limit(answers, figures)))),
    )


def segments(view: View, answers: pd.DataFrame, slides: pd.DataFrame) -> Figure | None:
    """The segments printed beside each average; two printed values belong to no item for sure."""
    rows = survey.segments(answers, "software")
    if rows.empty:
        return None
    later = survey.editions(answers)[1]
    shown = answers[(answers["question_id"] == "software") & (answers["edition"] == later)]
    return Figure(
        title=words.segments_title(rows),
        subtitle=f"Part des entreprises informatisées qui utilisent chaque logiciel, {later} · trait, "
        "ensemble · rond, taille · losange, activité · plein, lu · vide, attribution déduite",
        chart=charts.segments(
            rows,
            rows[["item", "average"]].drop_duplicates().rename(columns={"average": "share"}),
            dark=view.dark,
            dense=view.projection,
        ),
        alt=(
            "Points par segment à côté de la moyenne. "
            + " ".join(
                f"{row.item}, {row.segment} : {share(row.share)} (ensemble {share(row.average)})."
                for row in rows.itertuples()
            )
        ),
        table=segments_table(rows),
        evidence=evidence.read(view, shown),
        caution=f"Attribution déduite, à confirmer auprès de la CCIM. {unattributed(slides)}.",
        explanation="Aucun test sur les segments : leur effectif n’est pas indiqué.",
    )


def unattributed(slides: pd.DataFrame) -> str:
    """The sentence on the values that the document gives to a segment without saying which software."""
    return context.note(slides, SOFTWARE, "data").split(". ")[0]


def segments_table(rows: pd.DataFrame) -> Table:
    """Segments beside their average, with how each was attributed."""
    columns = ["item", "segment", "share", "average", "certainty"]
    return Table(
        rows[columns]
        .assign(certainty=rows["certainty"].map({"read": "lue", "inferred": "déduite"}))
        .set_axis(["Logiciel", "Segment", "Part du segment", "Ensemble", "Attribution"], axis="columns"),
        {"Part du segment": "share", "Ensemble": "share"},
    )


# A family drawn for the rows asked: what a projector shows of it is a part of its rows.
_Family = tuple[pd.DataFrame, Callable[[pd.DataFrame], Figure]]


def _equipment(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> _Family:
    """Equipment held; what the source breaks comes last, untested."""
    changes = survey.strongest_first(survey.changes(answers, "equipment", "equipped"))
    return changes, partial(
        _evolution,
        view,
        answers,
        figures,
        title=words.title(changes, "équipements", "Équipements des entreprises"),
        measured="Part des entreprises équipées",
    )


def _planned(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> _Family:
    """Equipment planned, most planned first."""
    changes = survey.changes(answers, "equipment", "planned")
    return changes.sort_values("after", ascending=False, kind="stable").reset_index(drop=True), partial(
        _evolution,
        view,
        answers,
        figures,
        title=words.planned_title(changes),
        measured="Part des entreprises qui ont cet équipement en projet",
    )


def _half(changes: pd.DataFrame) -> int:
    """Where a family too long for one projected screen is parted in two."""
    return len(changes) if len(changes) <= MOST_ROWS else (len(changes) + 1) // 2


def _screens(
    family: Callable[..., _Family],
) -> tuple[Callable[..., Figure | Gap], Callable[..., Figure | None]]:
    """The builder of a family, and that of the rows that its first projected screen could not hold."""

    def first(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure | Gap:
        changes, drawn = family(view, answers, figures)
        return drawn(changes.head(_half(changes)) if view.projection else changes)

    def more(view: View, answers: pd.DataFrame, figures: pd.DataFrame) -> Figure | None:
        changes, drawn = family(view, answers, figures)
        rest = changes.iloc[_half(changes) :]
        if not view.projection or rest.empty:
            return None
        figure = drawn(rest.reset_index(drop=True))
        return Figure(**{**vars(figure), "title": f"{figure.title} (suite)"})

    return first, more


equipment, equipment_more = _screens(_equipment)
planned, planned_more = _screens(_planned)


def _online_limit(answers: pd.DataFrame, figures: pd.DataFrame) -> str:
    rows = survey.everyone(answers, "online-presence", "used")
    absent = rows[
        (rows["item"] == "Aucune présence en ligne") & (rows["edition"] == survey.editions(answers)[1])
    ]
    printed = facts.pick(figures, "base-online").iloc[0]
    if absent.empty:
        return ""
    row = absent.iloc[0]
    return words.online_limit(row["share"], row["base_share"], printed["value_low"], printed["base_label"])


def _evolution(
    view: View,
    answers: pd.DataFrame,
    figures: pd.DataFrame,
    changes: pd.DataFrame,
    *,
    title: str,
    measured: str,
    caution: str = "",
    indented: tuple[str, ...] = (),
) -> Figure | Gap:
    """A dumbbell with its readings, its table, its sources and the method; a gap when the two editions
    compared have no answer in common.
    """
    earlier, later = editions = survey.editions(answers)
    if changes.empty:
        return Gap(
            f"{measured} : rien à comparer",
            reason=f"Les éditions {earlier} et {later}, les dernières, n’ont ici aucune réponse en commun.",
        )
    records = [row for _, row in changes.iterrows()]
    every = survey.all_changes(answers)[["before", "after"]]
    n = words.base(changes, editions, survey.sample_size(answers), survey.base_is_supposed(answers))
    return dumbbells(
        changes.assign(
            item=[f"↳ {item}" if item in indented else item for item in changes["item"]],
            emphasis=changes["strength"] == survey.SOLID,
            doubtful=changes["verdict"] == survey.UNCONFIRMED,
            reading=[words.label(row, dense=view.projection) for row in records],
            spoken=[words.spoken(row, editions) for row in records],
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
        subtitle=f"{measured} · {n}",
        table=table(changes, editions),
        evidence=evidence.of(view, answers, figures, changes),
        caution=" ".join(part for part in (caution, words.margin_note(dense=view.projection)) if part),
        explanation=method.FORMULA,
    )


def table(changes: pd.DataFrame, editions: tuple[int, int]) -> Table:
    """Each change with its reading, its margin and the respondents it counts."""
    earlier, later = map(str, editions)
    frame = pd.DataFrame(
        {
            "Réponse": [
                item + (" (en projet)" if status == "planned" else "")
                for item, status in zip(changes["item"], changes["status"], strict=True)
            ],
            earlier: changes["before"],
            later: changes["after"],
            "Écart": changes["change"],
            "Lecture": [words.reading(row) for _, row in changes.iterrows()],
            "Marge (± points)": (100 * changes["margin"]).where(changes["tested"]),
            f"n en {later}": changes["n_after"],
        }
    )
    formats = {earlier: "share", later: "share", "Écart": "points"}
    return Table(
        frame, {**formats, "Marge (± points)": "number", f"n en {later}": "number"}, missing="sans test"
    )
