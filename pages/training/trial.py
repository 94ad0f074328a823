"""« Scénario »: what fictitious offers would change, always beside what is known today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

import numpy as np
import pandas as pd

from components.figures import commune_outlines, palette
from components.figures.bars import bars
from components.figures.blocks import Evidence, Figure, Gap, Passage, Table, View
from data.french.formats import NOT_SAID, count, number
from data.indicators import access
from data.indicators.capacity import seated
from pages.training import reach, scenario
from pages.training import words as sentences
from pages.training.measure import NO_TIMES, Measure, at_least, bounded
from pages.training.reach_map import reach_map

Shown = TypeVar("Shown", bound=Figure | Gap | None)

FICTITIOUS = "Formations fictives, tapées ici pour un essai : rien n’est enregistré dans les données."
NONE_YET = "Aucune formation fictive pour l’instant : en ajouter une, elle se compare à celles recensées."
NO_TIMES_SHOWN = "Pas de temps de trajet à montrer"
# Communes of the ranking that are drawn; the table has them all.
RANKED = 8
_LEFT = "Seules les premières communes ont une barre : toutes sont dans le tableau."


@dataclass(frozen=True)
class Trial:
    """The reach today and with the scenario, and what of the scenario could not be placed."""

    today: reach.Reach
    then: reach.Reach
    fictitious: pd.DataFrame
    left: tuple[str, ...]

    @property
    def measure(self) -> Measure:
        return self.today.measure

    @property
    def counted(self) -> pd.DataFrame:
        """The fictitious offers that the filters in force let in."""
        return self.then.chosen[scenario.invented(self.then.chosen)]

    @property
    def unsure(self) -> bool:
        """Whether some communes may be within the distance or beyond, today or with the scenario."""
        return bool((self.today.unsure | self.then.unsure).any())

    @property
    def bound(self) -> str:
        """« , au moins », in the names of columns that a time not given may raise, anywhere in the island."""
        limit = self.measure.limit
        return ", au moins" if self.today.undecided(limit) or self.then.undecided(limit) else ""

    @property
    def gained(self) -> tuple[pd.DataFrame, pd.DataFrame]:
        """The communes that the scenario brings within the distance, and all those that it may bring."""
        today, then = self.today, self.then
        sure = then.within & ~today.within & ~today.unsure
        may = then.within & ~today.within
        if self.measure.road:
            # Out of reach of what is known, only a fictitious offer whose time is not given may bring it.
            told = access.by_road(then.near, then.times, self.counted)
            may |= then.unsure & np.isnan(told).any(axis=1)
        return then.near[sure], then.near[may]


def trial_of(
    view: View,
    rows: pd.DataFrame,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
    capacity: pd.DataFrame,
    times: pd.DataFrame,
    outlines: Any,
) -> Trial:
    """The scenario of the address beside the offers known, with the seats published for some.

    ``rows`` is ``training_offers``, ``capacity`` ``training_capacity``, ``times`` ``travel_times``.
    """
    rows = seated(rows, capacity)
    words = list(view.choices.get("essai") or [])
    fictitious, left = scenario.offers(words, communes, domains)
    today = reach.reach_of(view, rows, communes, times, outlines)
    then = reach.reach_of(view, scenario.beside(rows, fictitious), communes, times, outlines)
    out = len(fictitious) - int(scenario.invented(then.chosen).sum())
    if out:
        left.append(
            f"{count(out, 'formation fictive est', 'formations fictives sont')} hors du domaine ou du niveau "
            "choisis au-dessus, et ne compte pas."
            if out == 1
            else f"{number(out)} formations fictives sont hors du domaine ou du niveau choisis au-dessus, et "
            "ne comptent pas."
        )
    return Trial(today, then, fictitious, tuple(left))


def tried(build: Callable[[View, Trial, pd.DataFrame], Shown]) -> Callable[..., Shown]:
    """A builder of blocks, from one of a scenario: the frames are those of ``views.TRIAL_FRAMES``."""

    @wraps(build)
    def built(view: View, rows: pd.DataFrame, coverage: pd.DataFrame, *others: Any) -> Shown:
        return build(view, trial_of(view, rows, *others), coverage)

    return built


def _evidence(view: View, trial: Trial, coverage: pd.DataFrame) -> tuple[Evidence, ...]:
    if trial.fictitious.empty:
        return reach.evidence(view, trial.today, coverage)
    own = Evidence("Scénario", "formations fictives", certainty="inferred", note=FICTITIOUS)
    return (own, *reach.evidence(view, trial.today, coverage))


def _cautions(view: View, trial: Trial, coverage: pd.DataFrame) -> str:
    said = reach.cautions(view, trial.then, coverage)
    return " ".join((*trial.left, said, *(one for one in untold(trial) if one not in said)))


def untold(trial: Trial) -> list[str]:
    """Sentences on the communes without every time, with the scenario; then today, where it differs."""
    then = reach.untold(trial.then)
    before = [one for one in reach.untold(trial.today) if one not in then]
    return [*then, *(f"Sans le scénario, {one[:1].lower()}{one[1:]}" for one in before)]


@tried
def trials(view: View, trial: Trial, coverage: pd.DataFrame) -> Figure:
    """The fictitious offers, one a line."""
    lines = [
        " · ".join(
            filter(
                None,
                (
                    str(row["title"]),
                    str(row["level_label"]),
                    str(row["domain"]),
                    str(row["commune"]),
                    count(row["seats"], "place") if row["seats"] else "places non dites",
                ),
            )
        )
        for row in trial.fictitious.to_dict("records")
    ]
    return Figure(
        title=f"Scénario : {count(len(lines), 'formation fictive', 'formations fictives')}"
        if lines
        else "Et si une formation ouvrait ?",
        subtitle="Essai sur les formations recensées : rien n’est écrit dans les données",
        passages=(Passage("", tuple(lines or [NONE_YET])),),
        evidence=_evidence(view, trial, coverage)[:1],
        caution=" ".join(trial.left),
    )


@tried
def result(view: View, trial: Trial, coverage: pd.DataFrame) -> Figure | Gap:
    """Inhabitants within the distance today and with the scenario, mean distance, seats."""
    if trial.measure.road and trial.today.times.empty:
        return Gap(NO_TIMES_SHOWN, reason=NO_TIMES)
    measure, within = trial.measure, trial.measure.within
    now, then = (access.people_within(one.near, measure.limit) for one in (trial.today, trial.then))
    least, most = (int(communes["population"].sum()) for communes in trial.gained)
    whole, floor = int(trial.today.near["population"].sum()), at_least(trial.unsure)
    bound = trial.bound
    upper = trial.today.bound or trial.then.bound
    asked = f"{sentences.where(view)}{sentences.asked(view)}"
    if trial.fictitious.empty and floor and not now:
        title = f"Aujourd’hui : habitants à moins de {within} non indiqués, {asked}"
    elif trial.fictitious.empty:
        title = f"Aujourd’hui : {floor}{count(now, 'habitant')} à moins de {within}, {asked}"
    elif not most:
        title = f"Scénario : autant d’habitants à moins de {within} qu’aujourd’hui, {asked}"
    else:
        title = f"Scénario : {bounded(least, most, 'habitant')} de plus à moins de {within}, {asked}"
    situations = [("Aujourd’hui", now, trial.today)]
    if not trial.fictitious.empty:
        situations.append(("Avec le scénario", then, trial.then))
    shown = pd.DataFrame(
        {
            "Situation": [when for when, *_ in situations],
            f"Habitants à moins de {within}{bound}": [people for _, people, _ in situations],
            f"Part des habitants{bound}": [people / whole for _, people, _ in situations],
            f"{measure.word} moyen{'' if measure.road else 'ne'}{upper} ({measure.unit})": [
                access.mean_far(one.near) for *_, one in situations
            ],
            "Places connues": [_seats(one.chosen) for *_, one in situations],
        }
    )
    formats = dict.fromkeys(shown.columns[1:], "number") | {f"Part des habitants{bound}": "share"}
    return Figure(
        title=title,
        subtitle="Une formation compte pour les communes qui en sont à cette distance"
        if not measure.road
        else "Une formation compte pour les communes qui en sont à ce temps de trajet",
        table=Table(shown, formats, missing=NOT_SAID if bound else "aucune connue", wordy=True),
        table_first=True,
        alt=f"{title}.",
        evidence=_evidence(view, trial, coverage),
        caution=_cautions(view, trial, coverage),
    )


def _seats(chosen: pd.DataFrame) -> int | None:
    """Seats of the offers that tell them; None when none does."""
    known = chosen["seats"].dropna()
    return int(known.sum()) if len(known) else None


@tried
def carte(view: View, trial: Trial, coverage: pd.DataFrame) -> Figure | None:
    """The communes within the distance today, those that the scenario brings in, and those beyond."""
    measure, within, empty = trial.measure, trial.measure.within, trial.fictitious.empty
    if trial.then.near["far"].isna().all():
        return None
    gained, possible = map(len, trial.gained)
    opening = "Aujourd’hui" if empty else "Scénario"
    beyond, most = len(trial.then.beyond), "au plus " if trial.then.unsure.any() else ""
    title = (
        f"{opening} : {most}{count(beyond, 'commune')} à plus de {within}"
        if beyond
        else (f"{opening} : toutes les communes à moins de {within}")
    )
    if gained:
        title = f"Scénario : {bounded(gained, possible, 'commune')} de plus à moins de {within}"
    table = pd.DataFrame(
        {
            "Commune": trial.then.near["commune"],
            "Territoire": trial.then.near["territory"],
            f"{measure.word}{trial.today.bound} aujourd’hui ({measure.unit})": trial.today.near["far"].round(
                1
            ),
            f"{measure.word}{trial.then.bound}, scénario ({measure.unit})": trial.then.near["far"].round(1),
            **{
                f"À {within} au plus, {when}": one.verdicts
                for when, one in (("aujourd’hui", trial.today), ("scénario", trial.then))
            },
            "Habitants": trial.then.near["population"],
        }
    )
    distances = dict.fromkeys((table.columns[2], table.columns[3], "Habitants"), "number")
    return Figure(
        title=f"{title}{sentences.asked(view)}",
        subtitle="Points : formations recensées. Losanges : formations fictives. Hachures : au-delà",
        chart=reach_map(
            trial.then.outlines,
            trial.then.near,
            measure,
            places=trial.then.chosen,
            before=None if empty else trial.today.near,
            invented=scenario.invented(trial.then.chosen),
            centres=trial.then.centres,
            dark=view.dark,
            afar=view.projection,
        ),
        alt=f"Carte des communes par distance. {title}.",
        table=Table(table, distances, missing="aucune recensée"),
        evidence=(*_evidence(view, trial, coverage), *commune_outlines.credit(view)),
        caution=_cautions(view, trial, coverage),
    )


@tried
def ranking(view: View, trial: Trial, coverage: pd.DataFrame) -> Figure | Gap:
    """Which commune would bring most inhabitants within the distance: every commune is tried."""
    if trial.measure.road and trial.today.times.empty:
        return Gap(NO_TIMES_SHOWN, reason=NO_TIMES)
    measure, within = trial.measure, trial.measure.within
    near, apart = trial.then.near, trial.then.apart(trial.then.near)
    found = access.ranking(near, apart, measure.limit)
    # Who may be within the distance already is not counted, nor who is not known to come within it.
    floor = at_least(trial.then.unsure.any() or np.isnan(apart[~trial.then.within]).any())
    opening = "Après ce scénario, une" if not trial.fictitious.empty else "Une"
    useful = found[found["gained"] > 0]
    if useful.empty and trial.then.unsure.any():
        title = f"{opening} formation de plus : on ne sait pas qui elle rapprocherait"
        return Gap(title, reason=" ".join(untold(trial)))
    if useful.empty:
        return Gap(
            f"{opening} formation de plus ne rapprocherait personne",
            reason=f"Tous les habitants sont déjà à moins de {within} d’une formation, "
            f"{sentences.where(view)}{sentences.asked(view)}.",
        )
    shown = useful.head(RANKED)
    best = list(useful.loc[useful["gained"] == useful["gained"].max(), "commune"])
    island = trial.then.island
    untimed = np.isnan(trial.then.apart(island)[~(island["far"] <= measure.limit)]).any()
    bound = trial.bound or (", au moins" if untimed else "")
    gains, top = f"Habitants gagnés{bound}", "En tête d’après les temps donnés" if bound else "En tête"
    drawn = bars(
        shown,
        label="commune",
        value="gained",
        opening=f"Barres des habitants qu’une formation de plus mettrait à moins de {within}, par commune.",
        headers={"commune": "Commune", "gained": gains},
        units={"gained": "number"},
        colors=dict.fromkeys(shown["commune"], palette.MAIN),
        key="commune",
    )
    who = f"{sentences.at(best[0])}" if len(best) == 1 else f"dans {number(len(best))} communes à égalité"
    return drawn.figure(
        f"{opening} formation de plus {who} rapprocherait {floor}{count(useful['gained'].max(), 'habitant')}",
        subtitle=f"Habitants qui passeraient à moins de {within}{bound}, commune par commune"
        f"{sentences.asked(view)}",
        table=Table(
            pd.DataFrame(
                {
                    "Commune": found["commune"],
                    gains: found["gained"],
                    top: found["commune"].isin(best).map({True: "oui", False: "non"}),
                }
            ),
            {gains: "number"},
        ),
        evidence=_evidence(view, trial, coverage),
        caution=" ".join(
            filter(None, (_LEFT if len(useful) > RANKED else "", _cautions(view, trial, coverage)))
        ),
        explanation="Chaque commune est essayée tour à tour, à son centre."
        + (
            " Qui n’a pas de temps donné n’est pas compté : une autre commune peut gagner plus."
            if floor
            else _of_two(access.pairs(near, apart, measure.limit), int(useful["gained"].max()), len(found))
        ),
    )


def _of_two(pairs: pd.DataFrame, alone: int, tried: int) -> str:
    """What two more would bring: the pair that gives most, unless others give as much or one does alone."""
    if pairs.empty:
        return ""
    most = int(pairs["gained"].max())
    of = f"({count(tried, 'commune essayée', 'communes essayées')} deux à deux)"
    if most == alone:
        return f" Deux formations de plus ne rapprocheraient personne d’autre {of}."
    first = pairs[pairs["gained"] == most]
    if len(first) > 1:
        tied = f"{number(len(first))} paires à égalité"
        return f" Deux formations de plus : {count(most, 'habitant')}, {tied} {of}."
    named = f"{first.iloc[0]['first']} et {first.iloc[0]['second']}"
    return f" Deux formations de plus : {named} donnent le plus, {count(most, 'habitant')} {of}."
