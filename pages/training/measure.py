"""How far is near: kilometres in a straight line, or minutes on the road once a table of them is loaded."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.figures.blocks import View
from data.french.formats import count, number
from data.indicators import access

STRAIGHT = (
    "En ligne droite, du centre de la commune à la formation la plus proche, où qu’elle soit en Martinique : "
    "la route est plus longue. Une commune compte entière."
)
BY_ROAD = (
    "Temps de trajet du fichier chargé, de commune à commune, vers la formation la plus proche, où qu’elle "
    "soit en Martinique. Une commune compte entière."
)
NO_TIMES = "Aucun temps de trajet n’est chargé : le modèle à remplir est page Données, vue Charger."


@dataclass(frozen=True)
class Measure:
    """How far is near: so many km in a straight line, or so many minutes on the road."""

    limit: int
    road: bool = False

    @property
    def unit(self) -> str:
        return "min" if self.road else "km"

    @property
    def within(self) -> str:
        """« 20 km »."""
        return f"{self.limit} {self.unit}"

    @property
    def word(self) -> str:
        return "Temps" if self.road else "Distance"

    @property
    def how(self) -> str:
        """How it is measured, as said beside each figure."""
        return BY_ROAD if self.road else STRAIGHT

    @property
    def steps(self) -> tuple[int, ...]:
        return access.REACHES_MINUTES if self.road else access.REACHES_KM

    def said(self, far: float) -> str:
        """« 12,4 km », « 35 min »."""
        return f"{number(round(far)) if self.road else number(round(far, 1), decimals=1)} {self.unit}"


def at_least(unsure: bool) -> str:
    """« au moins », before what the times that are not given can only raise."""
    return "au moins " if unsure else ""


def at_most(unsure: bool) -> str:
    """« au plus », after what the times that are not given can only lower."""
    return " au plus" if unsure else ""


def bounded(least: int, most: int, noun: str) -> str:
    """« 300 habitants »; « au moins 300 habitants », or « au plus » where there may be none."""
    if least == most:
        return count(most, noun)
    return f"au moins {count(least, noun)}" if least else f"au plus {count(most, noun)}"


# Until the reader chooses: minutes as soon as a table of them is loaded.
USUAL = "20 km, ou 30 min"
MEASURES = {
    f"À moins de {measure.within}": measure
    for road, steps in ((False, access.REACHES_KM), (True, access.REACHES_MINUTES))
    for measure in (Measure(limit, road) for limit in steps)
}


def asked(view: View, times: pd.DataFrame) -> Measure:
    """The distance or the time that the reader chose."""
    usual = Measure(30, road=True) if len(times) else Measure(20)
    return MEASURES.get(str(view.choices.get("distance")), usual)
