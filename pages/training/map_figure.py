"""The map of offers with the list beside it: by commune for the island, by place in a territory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pandas as pd

from components.figures import commune_outlines, comparing, palette
from components.figures.blocks import Figure, Number, Passage, Table, View
from components.figures.map_layout import SCREEN, WIDE, Layout
from components.figures.small_multiples import small_multiples
from components.figures.values import Row
from data.french.formats import count, is_unknown, number
from data.french.typography import french
from data.indicators import training
from data.vocabulary import TERRITORIES
from pages.training import map_layers, map_scene, offers
from pages.training import words as sentences
from pages.training.map_picture import Picture, picture

# How far apart places are in a territory, in degrees (about 700 m): closer circles would hide one another.
APART = 0.0065
_LIMITS = "Traits épais : limites des EPCI"
# Lines of the list beside the map; the table of the offers has them all.
LISTED, LISTED_PROJECTED = 40, 7


def offers_map(
    view: View,
    rows: pd.DataFrame,
    coverage: pd.DataFrame,
    communes: pd.DataFrame,
    found: pd.DataFrame,
    figures: pd.DataFrame,
    outlines: Any,
) -> Figure:
    """The map and the list that says the same. ``rows`` is ``training_offers``, ``found`` is ``places``,
    ``figures`` is ``territory_figures``.
    """
    layers = map_layers.chosen(view, found, figures, communes)
    chosen = offers.select(view, rows, communes)
    # The neighbours of a chosen commune stay on the map, fainter, to be clicked in turn.
    around = offers.select(replace(view, commune=None, commune_code=None), rows, communes)
    centres = commune_outlines.centres(outlines)
    places = training.places(around, centres, apart=APART if view.territory else None)
    added = map_layers.added(layers, centres)

    def scene(layout: Layout) -> map_scene.Scene:
        return map_scene.scene(
            outlines,
            places,
            training.count_by(around, "territory"),
            territory=view.territory,
            commune_code=view.commune_code,
            layout=layout,
            added=added,
        )

    # What would show some is said where they are looked for: not beside another layer alone.
    sought = added.offers or added.seats
    empty = "" if len(chosen) or not sought else offers.advice(view, rows, communes)
    drawn = (
        f"Un cercle par {'lieu' if view.territory else 'commune'}, de surface proportionnelle au nombre de "
    )
    subtitle = f"{drawn}formations. {_LIMITS}" if added.offers else _LIMITS
    listed = (
        *(_list(chosen, view, empty) if sought else ()),
        *map_layers.passages(view, layers),
    )
    return Figure(
        title=sentences.map_title(view, chosen) if added.offers else map_layers.title(view, layers),
        subtitle=f"{subtitle}{map_layers.key(layers)}",
        chart=Picture(lambda: picture(scene(WIDE), dark=view.dark)),
        deck=None if view.projection else _deck(scene(SCREEN), view),
        alt=f"Carte des communes de Martinique. {_spoken(chosen)}",
        passages=map_layers.from_afar(listed) if view.projection and len(listed) > 1 else listed,
        table=map_layers.table(offers.by_commune(view, chosen, communes), layers),
        evidence=(
            *offers.evidence(view, chosen, coverage),
            *map_layers.evidence(view, layers, figures),
        ),
        # On screen the list says what to do; a document has only its caution.
        caution=offers.cautions(view, coverage, "" if view.projection else empty)
        + map_layers.cautions(layers),
        explanation=french(
            f"Un lieu réunit les formations d’une commune à moins de 700 m environ les unes des autres. "
            f"Contour en tirets ou sombre : adresse non trouvée, point posé dans la commune. "
            f"Commune déduite des coordonnées lues.\n\nFond : {commune_outlines.CREDIT}.\n\nFibre : publiée "
            f"pour toute la Martinique, pas par commune ; elle n’a pas de couche."
        ),
    )


def offers_compared(view: View, rows: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> Figure:
    """The three territories in key figures, bars and lists: three maps would be read less well."""
    whole = comparing.alone(view)
    views = {name: replace(whole, territory=name) for name in TERRITORIES}
    own = {name: offers.select(seen, rows, communes) for name, seen in views.items()}
    drawn = small_multiples(
        {name: _by_scope(found) for name, found in own.items()},
        colors=palette.TERRITORY,
        missing=sentences.NONE_LISTED,
    )
    return drawn.figure(
        sentences.compared_title(view, {name: len(found) for name, found in own.items()}),
        subtitle="Nombre de formations recensées, au cœur du numérique ou connexes (déduit de l’intitulé), "
        "sur une même échelle",
        numbers=tuple(_key_figure(name, found) for name, found in own.items()),
        passages=tuple(
            replace(passage, heading=name)
            for name, found in own.items()
            for passage in _list(found, views[name], sentences.NOT_PROOF)
        ),
        table=_measures(own),
        wide=True,
        evidence=offers.evidence(whole, offers.select(whole, rows, communes), coverage),
        caution=offers.cautions(view, coverage),
    )


def _by_scope(found: pd.DataFrame) -> list[Row]:
    counts = training.count_by(found, "scope")
    return [
        Row(words, "", float(counts[scope]), None, None, number(counts[scope]))
        if scope in counts
        else Row(words, "", None, None, None, sentences.NONE_LISTED)
        for scope, words in sentences.SCOPES.items()
    ]


def _key_figure(name: str, found: pd.DataFrame) -> Number:
    if found.empty:
        return Number("Aucune", "formation recensée", "", name)
    where = count(found["commune"].nunique(), "commune")
    whose = count(found["organisation"].nunique(), "organisme")
    named = "formation recensée" if len(found) < 2 else "formations recensées"
    return Number(number(len(found)), named, f"{whose}, dans {where}", name)


def _measures(own: dict[str, pd.DataFrame]) -> Table:
    """A line a count, a column a territory; where nothing is known, no count of anything is written."""
    counts: dict[str, Callable[[pd.DataFrame], int]] = {
        "Formations recensées": len,
        "Dont cœur du numérique (déduit)": lambda found: int(found["scope"].eq("core").sum()),
        "Dont connexes (déduit)": lambda found: int(found["scope"].eq("related").sum()),
        "Organismes recensés": lambda found: found["organisation"].nunique(),
        "Communes où une formation est recensée": lambda found: found["commune"].nunique(),
    }
    columns = {
        name: pd.array([counted(found) or None for counted in counts.values()], dtype="Int64")
        for name, found in own.items()
    }
    frame = pd.DataFrame({"Nombre": list(counts), **columns})
    return Table(frame, dict.fromkeys(own, "number"), missing=sentences.NOTHING)


def _deck(scene: map_scene.Scene, view: View) -> Any:
    # Imported on use: only a map on screen needs deck.gl.
    from pages.training.map_deck import deck

    return deck(scene, dark=view.dark)


def _spoken(chosen: pd.DataFrame) -> str:
    counts = training.count_by(chosen, "commune")
    if not counts:
        return "Aucune formation recensée."
    return french(" ".join(f"{name} : {number(offers)}." for name, offers in counts.items()))


def _list(chosen: pd.DataFrame, view: View, empty: str) -> tuple[Passage, ...]:
    """A line a commune, for the island or a territory; the offers of each organisation, for a commune.

    From afar, the organisations of a commune only say how many.
    """
    if chosen.empty:
        return (Passage("", (empty,)),)
    return _organisations(chosen) if view.commune and not view.projection else _counts(chosen, view)


def _organisations(chosen: pd.DataFrame) -> tuple[Passage, ...]:
    groups: dict[str, list[str]] = {}
    for row in chosen.sort_values("organisation").head(LISTED).itertuples():
        groups.setdefault(str(row.organisation), []).append(
            sentences.offer(
                str(row.title),
                str(row.level_label),
                str(row.modality),
                None if is_unknown(row.session) else str(row.session),
                verified=bool(row.verified),
                seats=None if is_unknown(row.seats) else int(row.seats),
            )
        )
    passages = [Passage(heading, tuple(said)) for heading, said in groups.items()]
    left = len(chosen) - LISTED
    if left > 0:
        heading = f"Et {count(left, 'autre formation', 'autres formations')}"
        passages.append(Passage(heading, ("Toutes sont dans la vue « Offres ».",)))
    return tuple(passages)


def _counts(chosen: pd.DataFrame, view: View) -> tuple[Passage, ...]:
    by = "organisation" if view.commune else "commune"
    grouped = chosen.assign(doubtful=~chosen["verified"].astype(bool)).groupby(by)
    organisations, unsure = grouped["organisation"].nunique(), grouped["doubtful"].sum()
    seats = grouped["seats"].sum(min_count=1)
    lines = [
        sentences.group_line(
            name,
            offers,
            None if view.commune else int(organisations[name]),
            int(unsure[name]),
            None if is_unknown(seats[name]) else int(seats[name]),
        )
        for name, offers in training.count_by(chosen, by).items()
    ]
    most = LISTED_PROJECTED if view.projection else LISTED
    left = len(lines) - most
    if left > 0:
        more = (
            ("autre organisme", "autres organismes") if view.commune else ("autre commune", "autres communes")
        )
        lines = [*lines[:most], f"et {count(left, *more)}"]
    return (Passage(view.commune or "Par commune", tuple(lines)),)
