"""« Accès »: how far the inhabitants are from the offers in view, commune by commune."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pandas as pd

from components.figures import commune_outlines
from components.figures.blocks import Evidence, Figure, Gap, Number, Table, View
from components.figures.evidence import cite
from data.french.formats import NOT_SAID, count, listing, number, share
from data.french.typography import french
from data.indicators import access, training
from pages.training import offers
from pages.training import words as sentences
from pages.training.measure import NO_TIMES, Measure, asked, at_least, at_most
from pages.training.reach_map import reach_map


@dataclass(frozen=True)
class Reach:
    """The communes looked at with their distance, and the offers that they were measured from.

    ``island``: the same for every commune. The names of columns follow it: territories side by side have
    one table.
    """

    near: pd.DataFrame
    island: pd.DataFrame
    chosen: pd.DataFrame
    remote: pd.DataFrame
    centres: pd.DataFrame
    outlines: Any
    measure: Measure
    times: pd.DataFrame

    @property
    def within(self) -> pd.Series:
        """Which communes are known to be within the distance."""
        return self.near["far"] <= self.measure.limit

    @property
    def unsure(self) -> pd.Series:
        """Which communes may be within the distance or beyond: the time that would tell is not given."""
        return self.near["incomplete"] & ~self.within

    @property
    def beyond(self) -> pd.DataFrame:
        """The communes that are not known to be within the distance."""
        return self.near[~self.within]

    @property
    def verdicts(self) -> pd.Series:
        """Whether each commune is within the distance: « oui », « non » or « non indiqué »."""
        return self.within.map({True: "oui", False: "non"}).mask(self.unsure, NOT_SAID)

    @property
    def bound(self) -> str:
        """« au plus », after the distances, when some of them are not known to be the least."""
        return at_most(self.island["incomplete"].any())

    def undecided(self, most: int) -> bool:
        """Whether some commune of the island may be within this distance or beyond."""
        return bool((self.island["incomplete"] & ~(self.island["far"] <= most)).any())

    def apart(self, communes: pd.DataFrame) -> Any:
        """How far communes are from one another: a row a start, a column an end."""
        if self.measure.road:
            return access.by_road(communes, self.times, communes)
        ends = communes[["commune_code"]].join(self.centres.set_index("commune_code"), on="commune_code")
        return access.straight(communes, self.centres, ends)


def reach_of(
    view: View, rows: pd.DataFrame, communes: pd.DataFrame, times: pd.DataFrame, outlines: Any
) -> Reach:
    """The place in force chooses the communes looked at; offers are those of all Martinique.

    ``rows`` has the columns of ``training_offers``, ``times`` is ``travel_times``. Courses at a distance
    reach everyone: they are apart.
    """
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, choices=view.choices)
    chosen = offers.select(everywhere, rows, communes)
    apart = training.only_remote(chosen)
    seen = communes[communes["territory"] == view.territory] if view.territory else communes
    if view.commune_code:
        seen = seen[seen["commune_code"] == view.commune_code]
    centres = commune_outlines.centres(outlines)
    here = access.located(chosen[~apart], centres)
    measure = asked(view, times)
    far = access.by_road(communes, times, here) if measure.road else access.straight(communes, centres, here)
    island = access.nearest(communes, here, far)
    near = island[island["commune_code"].isin(seen["commune_code"])].reset_index(drop=True)
    return Reach(near, island, chosen[~apart], chosen[apart], centres, outlines, measure, times)


def measured(build: Callable[[View, Reach, pd.DataFrame], Figure]) -> Callable[..., Figure | None]:
    """A builder of blocks, from one of distances; nothing when no offer in view has a place."""

    @wraps(build)
    def built(view: View, rows: pd.DataFrame, coverage: pd.DataFrame, *others: Any) -> Figure | None:
        reach = reach_of(view, rows, *others)
        return None if reach.near["far"].isna().all() else build(view, reach, coverage)

    return built


def evidence(view: View, reach: Reach, coverage: pd.DataFrame) -> tuple[Evidence, ...]:
    """The offers, the inhabitants, and the distances computed here."""
    real = reach.chosen[reach.chosen["source_id"].notna()]
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, sources=view.sources)
    if reach.measure.road:
        given = cite(view, reach.times, base=count(len(reach.times), "temps de trajet", "temps de trajet"))
        return (*given, *cite(view, reach.near), *offers.evidence(everywhere, real, coverage))
    distances = Evidence(
        "Distances calculées ici",
        "ligne droite",
        base=count(len(reach.near), "commune"),
        certainty="computed",
        note="Projection officielle RGAF09 / UTM 20N (EPSG:5490). Sans adresse connue, une formation est "
        "placée au centre de sa commune.",
    )
    return (distances, *cite(view, reach.near), *offers.evidence(everywhere, real, coverage))


def cautions(view: View, reach: Reach, coverage: pd.DataFrame) -> str:
    """What is measured, which offers are known, and which were left out for want of a level or a place."""
    said = [reach.measure.how, *untold(reach)]
    if reach.near["population"].isna().any():
        without = reach.near.loc[reach.near["population"].isna(), "commune"]
        said.append(f"Population non indiquée, hors des parts : {listing(list(without))}.")
    said.append(offers.cautions(view, coverage))
    return " ".join(said)


def untold(reach: Reach) -> list[str]:
    """Sentences on the communes without a time to every offer, or to any."""
    unknown = reach.near["far"].isna() & (len(reach.chosen) > 0)
    said = {
        "Aucun temps donné vers une formation, comptées au-delà": unknown,
        "Temps donné vers une partie des formations seulement, la plus proche peut l’être davantage": (
            reach.near["incomplete"] & ~unknown
        ),
    }
    named = {sentence: list(reach.near.loc[which, "commune"]) for sentence, which in said.items()}
    return [
        f"{sentence} : {listing(names) if len(names) < 7 else count(len(names), 'commune')}."
        for sentence, names in named.items()
        if names
    ]


def nothing(view: View, rows: pd.DataFrame, communes: pd.DataFrame, reach: Reach) -> Gap:
    """No offer in view has a place, or no time is known: what to do, and that it proves nothing."""
    if reach.measure.road and len(reach.chosen):
        return Gap(
            "Pas de temps de trajet à montrer",
            reason="Aucun temps n’est donné vers une commune où une formation est recensée."
            if len(reach.times)
            else NO_TIMES,
            how="Ou choisir une distance en kilomètres au-dessus.",
        )
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, choices=view.choices)
    return Gap(
        f"{sentences.none_listed(everywhere)} : pas de distance à mesurer",
        reason="La distance se mesure jusqu’aux formations recensées pour ces choix.",
        how=offers.advice(everywhere, rows, communes),
    )


def numbers(
    view: View,
    rows: pd.DataFrame,
    coverage: pd.DataFrame,
    communes: pd.DataFrame,
    times: pd.DataFrame,
    outlines: Any,
) -> Figure | Gap:
    """The share of the inhabitants within the distance, those beyond, and the farthest commune."""
    reach = reach_of(view, rows, communes, times, outlines)
    if reach.near["far"].isna().all():
        return nothing(view, rows, communes, reach)
    near, measure, beyond, unsure = reach.near, reach.measure, reach.beyond, bool(reach.unsure.any())
    people, whole = access.people_within(near, measure.limit), int(near["population"].sum())
    # Of two as far, the one whose time is sure.
    order = ["far", "incomplete", "commune"]
    farthest = near.sort_values(order, ascending=[False, True, True]).iloc[0]
    whose = " des temps donnés" if near["far"].isna().any() else ""
    # « Au moins 0 % » would say nothing.
    unknown = unsure and not people
    found = [
        Number(
            f"{NOT_SAID}e" if unknown else at_least(unsure) + share(people / whole),
            f"{'part ' if unknown else ''}des habitants à moins de {measure.within} d’une formation",
            "aucun d’après les temps donnés" if unknown else f"{number(people)} sur {number(whole)}",
        ),
        Number(
            number(len(beyond)) + at_most(unsure) if len(beyond) else "aucune",
            "commune au-delà" if len(beyond) < 2 else "communes au-delà",
            listing(list(beyond["commune"]))
            if 0 < len(beyond) < 4
            else _inhabitants(whole - people, at_most(unsure)),
        ),
        Number(
            measure.said(farthest["far"]) + at_most(farthest["incomplete"]),
            "de la formation la plus proche" if len(near) == 1 else f"au plus loin{whose}",
            str(farthest["commune"]),
        ),
        Number(
            number(len(reach.remote)) if len(reach.remote) else "aucune",
            "formation à distance recensée" if len(reach.remote) < 2 else "formations à distance recensées",
            "pour tout le monde, comptées à part" if len(reach.remote) else "",
        ),
    ]
    title = (
        f"Part des habitants à moins de {measure.within} non indiquée, {sentences.where(view)}"
        if unknown
        else f"{found[0].value} des habitants à moins de {measure.within}, {sentences.where(view)}"
    )
    return Figure(
        title=f"{title[:1].upper()}{title[1:]}{sentences.asked(view)}",
        numbers=tuple(found),
        alt=" ".join(f"{one.label} : {one.value}." for one in found),
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )


def _inhabitants(people: int, bound: str) -> str:
    return count(people, "habitant") + bound if people else ""


@measured
def carte(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """The communes by distance; those beyond are hatched and named."""
    beyond = reach.beyond
    title = (
        f"{'Au plus ' if reach.unsure.any() else ''}{count(len(beyond), 'commune')} à plus de "
        f"{reach.measure.within} d’une formation"
        if len(beyond)
        else f"Aucune commune à plus de {reach.measure.within} d’une formation recensée"
    )
    return Figure(
        title=f"{title}{sentences.asked(view)}",
        subtitle=f"{reach.measure.word} de chaque commune à la formation la plus proche. Hachures : au-delà",
        chart=reach_map(
            reach.outlines,
            reach.near,
            reach.measure,
            places=reach.chosen,
            centres=reach.centres,
            dark=view.dark,
            afar=view.projection,
        ),
        alt=french(
            f"Carte des communes par distance. {title}"
            + (f" : {listing(list(beyond['commune']))}." if len(beyond) else ".")
        ),
        table=communes_table(reach),
        evidence=(*evidence(view, reach, coverage), *commune_outlines.credit(view)),
        caution=cautions(view, reach, coverage),
    )


def communes_table(reach: Reach) -> Table:
    """Each commune, the nearest offer and how far."""
    column = f"{reach.measure.word}{reach.bound} ({reach.measure.unit})"
    known = reach.chosen.drop_duplicates("offer_id").set_index("offer_id")
    rows = reach.near.sort_values(["far", "commune"], ascending=[False, True])
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Territoire": rows["territory"],
            column: rows["far"].round(0 if reach.measure.road else 1),
            "Formation la plus proche": rows["offer_id"].map(known["title"]),
            "Organisme": rows["offer_id"].map(known["organisation"]),
            f"À {reach.measure.within} au plus": reach.verdicts[rows.index],
            "Habitants": rows["population"],
        }
    )
    return Table(shown, {column: "number", "Habitants": "number"})


@measured
def whole_table(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Every commune in view, the farthest first."""
    found = len(reach.near)
    told = ", d’après les temps donnés" if reach.bound else ""
    return Figure(
        title=f"{count(found, 'commune')}, de la plus éloignée à la plus proche"
        if found > 1
        else "La seule commune du périmètre",
        subtitle=f"{'Temps de trajet' if reach.measure.road else 'Distance en ligne droite'} jusqu’à la "
        f"formation recensée la plus proche{told}",
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )
