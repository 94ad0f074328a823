"""« Accès »: how far the inhabitants are from the offers in view, commune by commune."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pandas as pd

from components.figures import commune_outlines
from components.figures.bars import bars
from components.figures.blocks import Evidence, Figure, Gap, Number, Table, View
from components.figures.evidence import cite
from components.figures.map_layout import EPCI
from data.french.formats import count, listing, number, share
from data.french.typography import french
from data.indicators import access, training
from pages.training import offers
from pages.training import words as sentences
from pages.training.measure import NO_TIMES, Measure, asked
from pages.training.reach_map import reach_map

_COLORS = ("#2B64BB", "#6496D2", "#7C8592")


@dataclass(frozen=True)
class Reach:
    """The communes looked at with their distance, and the offers that they were measured from."""

    near: pd.DataFrame
    chosen: pd.DataFrame
    remote: pd.DataFrame
    centres: pd.DataFrame
    outlines: Any
    measure: Measure
    times: pd.DataFrame

    @property
    def beyond(self) -> pd.DataFrame:
        """The communes that are not known to be within the distance."""
        return self.near[~(self.near["far"] <= self.measure.limit)]

    def apart(self) -> Any:
        """How far the communes are from one another: a row a start, a column an end."""
        if self.measure.road:
            return access.by_road(self.near, self.times, self.near)
        ends = self.near[["commune_code"]].join(self.centres.set_index("commune_code"), on="commune_code")
        return access.straight(self.near, self.centres, ends)


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
    far = access.by_road(seen, times, here) if measure.road else access.straight(seen, centres, here)
    near = access.nearest(seen, here, far)
    return Reach(near, chosen[~apart], chosen[apart], centres, outlines, measure, times)


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
    said = [reach.measure.how]
    unknown = list(reach.near.loc[reach.near["far"].isna(), "commune"]) if len(reach.chosen) else []
    if unknown:
        names = listing(unknown) if len(unknown) < 7 else count(len(unknown), "commune")
        said.append(f"Aucun temps donné vers une formation, comptées au-delà : {names}.")
    if reach.near["population"].isna().any():
        without = reach.near.loc[reach.near["population"].isna(), "commune"]
        said.append(f"Population non indiquée, hors des parts : {listing(list(without))}.")
    said.append(offers.cautions(view, coverage))
    return " ".join(said)


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
    near, measure, beyond = reach.near, reach.measure, reach.beyond
    people, whole = access.people_within(near, measure.limit), int(near["population"].sum())
    farthest = near.sort_values(["far", "commune"], ascending=[False, True]).iloc[0]
    found = [
        Number(
            share(people / whole),
            f"des habitants à moins de {measure.within} d’une formation",
            f"{number(people)} sur {number(whole)}",
        ),
        Number(
            number(len(beyond)) if len(beyond) else "aucune",
            "commune au-delà" if len(beyond) < 2 else "communes au-delà",
            listing(list(beyond["commune"])) if 0 < len(beyond) < 4 else _inhabitants(whole - people),
        ),
        Number(
            measure.said(farthest["far"]),
            "de la formation la plus proche" if len(near) == 1 else "au plus loin",
            str(farthest["commune"]),
        ),
        Number(
            number(len(reach.remote)) if len(reach.remote) else "aucune",
            "formation à distance recensée" if len(reach.remote) < 2 else "formations à distance recensées",
            "pour tout le monde, comptées à part" if len(reach.remote) else "",
        ),
    ]
    title = f"{found[0].value} des habitants à moins de {measure.within}, {sentences.where(view)}"
    return Figure(
        title=f"{title}{sentences.asked(view)}",
        numbers=tuple(found),
        alt=" ".join(f"{one.label} : {one.value}." for one in found),
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )


def _inhabitants(people: int) -> str:
    return count(people, "habitant") if people else ""


@measured
def carte(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """The communes by distance; those beyond are hatched and named."""
    beyond = reach.beyond
    title = (
        f"{count(len(beyond), 'commune')} à plus de {reach.measure.within} d’une formation"
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
    column = f"{reach.measure.word} ({reach.measure.unit})"
    known = reach.chosen.drop_duplicates("offer_id").set_index("offer_id")
    rows = reach.near.sort_values(["far", "commune"], ascending=[False, True])
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Territoire": rows["territory"],
            column: rows["far"].round(0 if reach.measure.road else 1),
            "Formation la plus proche": rows["offer_id"].map(known["title"]),
            "Organisme": rows["offer_id"].map(known["organisation"]),
            f"À {reach.measure.within} au plus": (rows["far"] <= reach.measure.limit).map(
                {True: "oui", False: "non"}
            ),
            "Habitants": rows["population"],
        }
    )
    return Table(shown, {column: "number", "Habitants": "number"})


def _reaches(measure: Measure, word: str) -> str:
    """« 10, 20 et 30 km »."""
    *first, last = map(number, measure.steps)
    return f"{', '.join(first)} {word} {last} {measure.unit}"


@measured
def by_epci(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Share of the inhabitants within 10, 20 and 30 km, by EPCI and for the whole."""
    measure = reach.measure
    found = access.shares(reach.near, "Martinique", measure.steps)
    if view.territory:
        found = found[found["place"] == EPCI[view.territory]]
    found = found.assign(within=[f"{step} {measure.unit}" for step in found["reach"]])
    drawn = bars(
        found,
        label="place",
        value="share",
        series="within",
        unit="share",
        colors=dict(zip((f"{step} {measure.unit}" for step in measure.steps), _COLORS, strict=True)),
        named=True,
        reach=1.0,
        opening=f"Barres de la part des habitants à moins de {_reaches(measure, 'et')} d’une formation.",
        headers={
            "place": "EPCI",
            "within": "À moins de",
            "share": "Part des habitants",
            "people": "Habitants",
        },
        units={"share": "share", "people": "number"},
    )
    least = found[found["reach"] == measure.limit].sort_values("share")
    first, second = (least.iloc[0], least.iloc[1]) if len(least) > 1 else (None, None)
    apart = first is not None and second is not None and second["share"] - first["share"] > 0.02
    title = (
        f"{first['place']} : {share(first['share'])} des habitants à moins de {measure.within}, la plus basse"
        if apart and first is not None and first["place"] != "Martinique"
        else f"Part des habitants à moins de {_reaches(measure, 'et')} d’une formation, "
        f"{sentences.where(view)}"
    )
    return drawn.figure(
        f"{title}{sentences.asked(view)}",
        subtitle="Part des habitants dont la commune est à moins de "
        f"{_reaches(measure, 'ou')} d’une formation",
        table=Table(
            pd.DataFrame(
                {
                    "EPCI": found["place"],
                    f"À moins de ({measure.unit})": found["reach"],
                    "Part des habitants": found["share"],
                    "Habitants": found["people"],
                }
            ),
            {f"À moins de ({measure.unit})": "number", "Part des habitants": "share", "Habitants": "number"},
        ),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )


@measured
def whole_table(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Every commune in view, the farthest first."""
    found = len(reach.near)
    return Figure(
        title=f"{count(found, 'commune')}, de la plus éloignée à la plus proche"
        if found > 1
        else "La seule commune du périmètre",
        subtitle=f"{'Temps de trajet' if reach.measure.road else 'Distance en ligne droite'} jusqu’à la "
        "formation recensée la plus proche",
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )
