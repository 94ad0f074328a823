"""The inhabitants within reach of the offers in view, EPCI by EPCI."""

from __future__ import annotations

import pandas as pd

from components.figures.bars import bars
from components.figures.blocks import Figure, Table, View
from components.figures.map_layout import EPCI
from data.french.formats import number, share
from data.indicators import access
from pages.training import words as sentences
from pages.training.measure import Measure
from pages.training.reach import Reach, cautions, evidence, measured

_COLORS = ("#2B64BB", "#6496D2", "#7C8592")


def _reaches(measure: Measure, word: str) -> str:
    """« 10, 20 et 30 km »."""
    *first, last = map(number, measure.steps)
    return f"{', '.join(first)} {word} {last} {measure.unit}"


@measured
def by_epci(view: View, reach: Reach, coverage: pd.DataFrame) -> Figure:
    """Share of the inhabitants within 10, 20 and 30 km, by EPCI and for the whole."""
    measure, near = reach.measure, reach.near
    unsure = reach.undecided(measure.steps[0])
    part = "part minimale des habitants" if unsure else "part des habitants"
    shares, people = part.capitalize(), "Habitants, au moins" if unsure else "Habitants"
    found = access.shares(near, "Martinique", measure.steps)
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
        opening=f"Barres de la {part} à moins de {_reaches(measure, 'et')} d’une formation.",
        headers={"place": "EPCI", "within": "À moins de", "share": shares, "people": people},
        units={"share": "share", "people": "number"},
    )
    least = found[found["reach"] == measure.limit].sort_values("share")
    first, second = (least.iloc[0], least.iloc[1]) if len(least) > 1 else (None, None)
    apart = first is not None and second is not None and second["share"] - first["share"] > 0.02
    # A place that may have more may not be the lowest.
    apart = apart and not reach.unsure.any()
    title = (
        f"{first['place']} : {share(first['share'])} des habitants à moins de {measure.within}, la plus basse"
        if apart and first is not None and first["place"] != "Martinique"
        else f"{shares} à moins de {_reaches(measure, 'et')} d’une formation, {sentences.where(view)}"
    )
    return drawn.figure(
        f"{title}{sentences.asked(view)}",
        subtitle=f"{shares} dont la commune est à moins de {_reaches(measure, 'ou')} d’une formation",
        table=Table(
            pd.DataFrame(
                {
                    "EPCI": found["place"],
                    f"À moins de ({measure.unit})": found["reach"],
                    shares: found["share"],
                    people: found["people"],
                }
            ),
            {f"À moins de ({measure.unit})": "number", shares: "share", people: "number"},
        ),
        evidence=evidence(view, reach, coverage),
        caution=cautions(view, reach, coverage),
    )
