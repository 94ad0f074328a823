"""The layers that a reader lays on the map of offers: seats, places of help, establishments."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from components.figures.blocks import Choice, Evidence, Passage, Table, View
from components.figures.commune_outlines import DECIMALS, credit
from components.figures.evidence import cite
from data.french.formats import count, listing, number
from data.french.typography import french
from data.indicators import territory
from data.indicators.placing import in_place
from pages.training import places
from pages.training.map_scene import Added, Point

OFFERS, SEATS, PLACES, FIRMS = (
    "Formations",
    "Places en formation",
    "Lieux d’accompagnement",
    "Établissements",
)
CHOICE = Choice(
    "couches",
    "Couches de la carte",
    (OFFERS, SEATS, PLACES, FIRMS),
    many=True,
    dropdown=True,
    placeholder=french("Couches : formations"),
    inside=True,
)
DATASETS = ("places?", "territory_figures?")
# Lines of each layer in the list beside the map, of all of them when projected; the table has every commune.
LISTED, LISTED_PROJECTED = 8, 6
PER_1000 = f"pour {number(1000)} habitants"
# Names of the places of one point that hovering says.
NAMED = 4
_KEYS = {
    SEATS: "Anneaux : places connues, à leur propre échelle",
    PLACES: "Petits cercles vides : lieux d’accompagnement",
    FIRMS: f"Teinte : établissements {PER_1000}",
}
INCOMPLETE = (
    "Lieux d’accompagnement : lignes des fichiers lus, qui ne sont pas complets ; une structure de "
    "conseillers peut être aussi France services, et compte alors deux fois."
)
NOT_DIGITAL = "Établissements de toutes les activités (Insee) : pas le seul numérique."


@dataclass(frozen=True)
class Layers:
    """The layers that are on, with their rows in the place in force: ``places``, and ``firms`` by commune."""

    on: tuple[str, ...]
    places: pd.DataFrame
    firms: pd.DataFrame


def chosen(view: View, found: pd.DataFrame, figures: pd.DataFrame, communes: pd.DataFrame) -> Layers:
    """The layers that the reader asks for (the offers, when none): ``places`` and ``territory_figures``."""
    asked = tuple(name for name in CHOICE.options if name in (view.choices.get(CHOICE.key) or (OFFERS,)))
    here = in_place(found if PLACES in asked else found.iloc[:0], communes, view.territory, None)
    firms = territory.by_commune(
        territory.within(figures if FIRMS in asked else figures.iloc[:0], communes, view.territory, None),
        communes,
    )
    return Layers(asked, here, firms)


def key(layers: Layers) -> str:
    """What the marks of the layers mean, a sentence each, beside that of the offers."""
    said = [words for name, words in _KEYS.items() if name in layers.on]
    if len(layers.firms):
        rates = layers.firms["per_1000"]
        said[-1] += f" (de {number(round(rates.min()))} à {number(round(rates.max()))})"
    return "".join(f". {words}" for words in said)


def added(layers: Layers, centres: pd.DataFrame) -> Added:
    """What is drawn: points of the places (of their commune, when no file gives their address), shades."""
    counts = layers.places.groupby("commune_code").size()
    tips: dict[str, list[str]] = {str(code): [_places(found)] for code, found in counts.items()}
    for row in layers.firms.itertuples():
        tips.setdefault(str(row.commune_code), []).append(_firms(row.establishments, row.per_1000))
    strongest = layers.firms["per_1000"].max()
    return Added(
        offers=OFFERS in layers.on,
        seats=SEATS in layers.on,
        points=_points(layers.places, centres),
        shades={str(row.commune_code): float(row.per_1000 / strongest) for row in layers.firms.itertuples()},
        tips=tips,
    )


def _points(rows: pd.DataFrame, centres: pd.DataFrame) -> tuple[Point, ...]:
    known = rows[["commune_code"]].join(centres.set_index("commune_code"), on="commune_code")
    located = rows.assign(
        latitude=rows["latitude"].fillna(known["latitude"]).round(DECIMALS),
        longitude=rows["longitude"].fillna(known["longitude"]).round(DECIMALS),
    )
    keys = ["commune", "territory", "longitude", "latitude"]
    return tuple(
        Point(str(commune), str(place), float(longitude), float(latitude), _named(str(commune), names))
        for (commune, place, longitude, latitude), names in located.groupby(keys)["name"]
    )


def _named(commune: str, names: pd.Series) -> str:
    said = [french(f"{commune} :"), *names.head(NAMED)]
    left = len(names) - NAMED
    return "\n".join([*said, f"et {count(left, 'autre lieu', 'autres lieux')}"] if left > 0 else said)


def _places(found: int) -> str:
    return count(int(found), "lieu d’accompagnement", "lieux d’accompagnement")


def _firms(establishments: float, per_1000: float) -> str:
    return f"{count(int(establishments), 'établissement')}, {number(round(per_1000))} {PER_1000}"


def title(view: View, layers: Layers) -> str:
    """What the map shows when the offers are not on it."""
    names = [name.lower() if rank else name for rank, name in enumerate(layers.on)]
    return f"{listing(names)} : {view.place}"


def passages(view: View, layers: Layers) -> tuple[Passage, ...]:
    """A list a layer beside the map: the communes that have most, or the one that is chosen."""
    rows = [
        (PLACES, layers.places.groupby("commune").size(), lambda name, found: _places(found)),
        (
            FIRMS,
            layers.firms.set_index("commune")["establishments"],
            lambda name, found: _firms(found, layers.firms.set_index("commune").at[name, "per_1000"]),
        ),
    ]
    found = []
    for name, counts, said in rows:
        if name not in layers.on:
            continue
        kept = counts[counts.index == view.commune] if view.commune else counts
        ordered = kept.sort_index().sort_values(ascending=False, kind="stable")
        lines = [
            french(f"{commune} : {said(commune, value)}") for commune, value in ordered.head(LISTED).items()
        ]
        left = len(ordered) - LISTED
        if left > 0:
            lines.append(f"et {count(left, 'autre commune', 'autres communes')}")
        found.append(Passage(name, tuple(lines or [places.NOT_PROOF])))
    return tuple(found)


def from_afar(found: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The lists of several layers as one that a screen holds: the first lines of each."""
    most = LISTED_PROJECTED // len(found)
    return (Passage("En tête", tuple(line for passage in found for line in passage.sentences[:most])),)


def table(whole: Table, layers: Layers) -> Table:
    """The table of the communes, with a column for each thing that the layers draw."""
    frame, formats = whole.frame, dict(whole.formats)
    by_commune = layers.firms.set_index("commune")
    columns = {
        PLACES: {"Lieux d’accompagnement": layers.places.groupby("commune").size()},
        FIRMS: {
            "Établissements (toutes activités)": by_commune["establishments"],
            f"Établissements {PER_1000}": by_commune["per_1000"].round(),
        },
    }
    for name in layers.on:
        for header, values in columns.get(name, {}).items():
            frame = frame.assign(**{header: frame["Commune"].map(values).astype("Int64")})
            formats[header] = "number"
    return Table(frame, formats, missing=whole.missing)


def evidence(view: View, layers: Layers, figures: pd.DataFrame) -> tuple[Evidence, ...]:
    """The files of the layers that are on, and who drew the outlines."""
    here = figures[figures["indicator"].isin(["population", territory.ESTABLISHMENTS])]
    return (
        *(cite(view, places.without_rows(layers.places)) if len(layers.places) else ()),
        *(cite(view, here, computed=True) if FIRMS in layers.on else ()),
        *credit(view),
    )


def cautions(layers: Layers) -> str:
    """What each layer must not be taken for."""
    said = {PLACES: INCOMPLETE, FIRMS: NOT_DIGITAL}
    return "".join(f" {words}" for name, words in said.items() if name in layers.on)
