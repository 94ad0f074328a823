"""« Accès »: how far the inhabitants are from the offers in view, commune by commune."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import Evidence, Figure, Gap, Number, Table, View
from components.figures.evidence import cite
from data.french.formats import count, listing, number, share
from data.french.typography import french
from data.indicators import access, training
from pages.training import map_scene, offers
from pages.training import words as sentences
from pages.training.map_layout import EPCI
from pages.training.reach_map import reach_map

DISTANCES = {f"À moins de {km} km": km for km in access.REACHES_KM}
STRAIGHT = (
    "En ligne droite, du centre de la commune à la formation la plus proche, où qu’elle soit en Martinique : "
    "la route est plus longue. Une commune compte entière."
)
_COLORS = dict(zip(("10 km", "20 km", "30 km"), ("#2B64BB", "#6496D2", "#7C8592"), strict=True))


@dataclass(frozen=True)
class Reach:
    """The communes looked at with their distance, and the offers that they were measured from."""

    near: pd.DataFrame
    chosen: pd.DataFrame
    remote: pd.DataFrame
    centres: pd.DataFrame
    outlines: Any
    km: int


def asked_km(view: View) -> int:
    """The distance that the reader chose."""
    return DISTANCES.get(str(view.choices.get("distance")), 20)


def reach_of(view: View, rows: pd.DataFrame, communes: pd.DataFrame, outlines: Any) -> Reach:
    """The place in force chooses the communes looked at; offers are those of all Martinique.

    ``rows`` has the columns of ``training_offers``. Courses at a distance reach everyone: they are apart.
    """
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, choices=view.choices)
    chosen = offers.select(everywhere, rows, communes)
    apart = training.only_remote(chosen)
    seen = communes[communes["territory"] == view.territory] if view.territory else communes
    if view.commune_code:
        seen = seen[seen["commune_code"] == view.commune_code]
    centres = map_scene.centres(outlines)
    here = access.located(chosen[~apart], centres)
    near = access.nearest(seen, centres, here)
    return Reach(near, chosen[~apart], chosen[apart], centres, outlines, asked_km(view))


def measured(build: Callable[[View, Reach, pd.DataFrame], Figure]) -> Callable[..., Figure | None]:
    """A builder of blocks, from one of distances; nothing when no offer in view has a place."""

    @wraps(build)
    def built(
        view: View, rows: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame, outlines: Any
    ) -> Figure | None:
        reach = reach_of(view, rows, communes, outlines)
        return None if reach.near["km"].isna().all() else build(view, reach, coverage)

    return built


def evidence(view: View, reach: Reach, coverage: pd.DataFrame) -> tuple[Evidence, ...]:
    """The offers, the inhabitants, and the distances computed here."""
    real = reach.chosen[reach.chosen["source_id"].notna()]
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, sources=view.sources)
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
    said = [STRAIGHT]
    if reach.near["population"].isna().any():
        without = reach.near.loc[reach.near["population"].isna(), "commune"]
        said.append(f"Population non indiquée, hors des parts : {listing(list(without))}.")
    said.append(offers.cautions(view, coverage))
    return " ".join(said)


def nothing(view: View, rows: pd.DataFrame, communes: pd.DataFrame) -> Gap:
    """No offer in view has a place: what to do, and that it proves nothing."""
    everywhere = View(view.page, domain=view.domain, domain_id=view.domain_id, choices=view.choices)
    return Gap(
        f"{sentences.none_listed(everywhere)} : pas de distance à mesurer",
        reason="La distance se mesure jusqu’aux formations recensées pour ces choix.",
        how=offers.advice(everywhere, rows, communes),
    )


def numbers(
    view: View, rows: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame, outlines: Any
) -> Figure | Gap:
    """The share of the inhabitants within the distance, those beyond, and the farthest commune."""
    reach = reach_of(view, rows, communes, outlines)
    if reach.near["km"].isna().all():
        return nothing(view, rows, communes)
    near, km = reach.near, reach.km
    people, whole = access.people_within(near, km), int(near["population"].sum())
    beyond = near[near["km"] > km]
    farthest = near.sort_values(["km", "commune"], ascending=[False, True]).iloc[0]
    found = [
        Number(
            share(people / whole),
            f"des habitants à moins de {km} km d’une formation",
            f"{number(people)} sur {number(whole)}",
        ),
        Number(
            number(len(beyond)) if len(beyond) else "aucune",
            "commune au-delà" if len(beyond) < 2 else "communes au-delà",
            listing(list(beyond["commune"])) if 0 < len(beyond) < 4 else _inhabitants(whole - people),
        ),
        Number(
            f"{number(round(farthest['km'], 1), decimals=1)} km",
            "de la formation la plus proche" if len(near) == 1 else "pour la commune la plus éloignée",
            str(farthest["commune"]),
        ),
        Number(
            number(len(reach.remote)) if len(reach.remote) else "aucune",
            "formation à distance recensée" if len(reach.remote) < 2 else "formations à distance recensées",
            "pour tout le monde, comptées à part" if len(reach.remote) else "",
        ),
    ]
    title = f"{found[0].value} des habitants à moins de {km} km, {sentences.where(view)}"
    return Figure(
        title=f"{title}{sentences.asked(view)}",
        numbers=tuple(found),
        alt=" ".join(f"{one.value} {one.label}." for one in found),
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )


def _inhabitants(people: int) -> str:
    return f"{number(people)} habitants" if people else ""


@measured
def carte(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """The communes by distance; those beyond are hatched and named."""
    beyond = reach.near[reach.near["km"] > reach.km]
    title = (
        f"{count(len(beyond), 'commune')} à plus de {reach.km} km d’une formation"
        if len(beyond)
        else f"Aucune commune à plus de {reach.km} km d’une formation recensée"
    )
    return Figure(
        title=f"{title}{sentences.asked(view)}",
        subtitle="Distance de chaque commune à la formation la plus proche. Hachures : au-delà",
        chart=reach_map(
            reach.outlines, reach.near, reach.km, places=reach.chosen, centres=reach.centres, dark=view.dark
        ),
        alt=french(
            f"Carte des communes par distance. {title}"
            + (f" : {listing(list(beyond['commune']))}." if len(beyond) else ".")
        ),
        table=communes_table(reach),
        evidence=(*evidence(view, reach, coverage), *map_scene.credit(view)),
        caution=STRAIGHT,
    )


def communes_table(reach: Reach) -> Table:
    """Each commune, the nearest offer and how far."""
    known = reach.chosen.drop_duplicates("offer_id").set_index("offer_id")
    rows = reach.near.sort_values(["km", "commune"], ascending=[False, True])
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Territoire": rows["territory"],
            "Distance (km)": rows["km"].round(1),
            "Formation la plus proche": rows["offer_id"].map(known["title"]),
            "Organisme": rows["offer_id"].map(known["organisation"]),
            f"À {reach.km} km au plus": (rows["km"] <= reach.km).map({True: "oui", False: "non"}),
            "Habitants": rows["population"],
        }
    )
    return Table(shown, {"Distance (km)": "number", "Habitants": "number"})


def _reaches(word: str) -> str:
    """« 10, 20 et 30 »."""
    *first, last = map(number, access.REACHES_KM)
    return f"{', '.join(first)} {word} {last}"


@measured
def by_epci(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Share of the inhabitants within 10, 20 and 30 km, by EPCI and for the whole."""
    found = access.shares(reach.near, "Martinique")
    if view.territory:
        found = found[found["place"] == EPCI[view.territory]]
    found = found.assign(within=[f"{reach} km" for reach in found["reach"]])
    drawn = bars(
        found,
        label="place",
        value="share",
        series="within",
        unit="share",
        colors=_COLORS,
        named=True,
        reach=1.0,
        opening=f"Barres de la part des habitants à moins de {_reaches('et')} km d’une formation.",
        headers={
            "place": "EPCI",
            "within": "À moins de",
            "share": "Part des habitants",
            "people": "Habitants",
        },
        units={"share": "share", "people": "number"},
    )
    least = found[found["reach"] == reach.km].sort_values("share")
    first, second = (least.iloc[0], least.iloc[1]) if len(least) > 1 else (None, None)
    apart = first is not None and second is not None and second["share"] - first["share"] > 0.02
    title = (
        f"{first['place']} : {share(first['share'])} des habitants à moins de {reach.km} km, la plus basse"
        if apart and first is not None and first["place"] != "Martinique"
        else f"Part des habitants à moins de {_reaches('et')} km d’une formation, {sentences.where(view)}"
    )
    return drawn.figure(
        f"{title}{sentences.asked(view)}",
        subtitle=f"Part des habitants dont la commune est à moins de {_reaches('ou')} km d’une formation",
        table=Table(
            pd.DataFrame(
                {
                    "EPCI": found["place"],
                    "À moins de (km)": found["reach"],
                    "Part des habitants": found["share"],
                    "Habitants": found["people"],
                }
            ),
            {"À moins de (km)": "number", "Part des habitants": "share", "Habitants": "number"},
        ),
        evidence=evidence(view, reach, coverage),
        caution=STRAIGHT,
    )


@measured
def whole_table(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Every commune in view, the farthest first."""
    return Figure(
        title=f"{count(len(reach.near), 'commune')}, de la plus éloignée à la plus proche",
        subtitle="Distance en ligne droite à la formation recensée la plus proche",
        table=communes_table(reach),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )
