"""Seats of BTS and certificates: by course and status, and beside the offers that they are tied to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.blocks import Block, Figure, Gap, Table, View
from components.figures.evidence import cite
from components.figures.stacked import stacked
from data.french.formats import count, listing, number
from data.french.typography import french
from data.indicators import capacity
from pages.training import map_figure, offers
from pages.training import words as sentences

STATUSES = {"school": "Statut scolaire", "apprenticeship": "Apprentissage"}
COLORS = {"Statut scolaire": palette.MAIN, "Apprentissage": palette.ACCENT}
# The statuses of the page's choice that a BTS can have.
_CHOSEN = {"initial": "school", "apprenticeship": "apprenticeship"}
_SHORT = {
    "Cybersécurité, Informatique et réseaux, ELectronique - Option A : Informatique et réseaux": "CIEL, "
    "option A Informatique et réseaux",
    "Cybersécurité, Informatique et réseaux, ELectronique - Option B : Electronique et réseaux": "CIEL, "
    "option B Électronique et réseaux",
    "Systèmes numériques - Option informatique et réseaux": "Systèmes numériques, option Informatique et "
    "réseaux",
    "Systèmes numériques - Option électronique et communication": "Systèmes numériques, option Électronique "
    "et communication",
    "Négociation et digitalisation de la Relation Client": "NDRC",
    "Fluide, énergie, domotique - option C domotique et bâtiment communicants": "FED, option C domotique",
    "Etudes de réalisation d’un projet de communication - 1ère année commune": "Projet de communication, "
    "1re année",
    "Métiers de l’audio-visuel opt : montage et post-production": "Audiovisuel, option montage",
    "Métiers de l’audio-visuel opt : métiers de l’image": "Audiovisuel, option image",
    "Métiers de l’audio-visuel opt : métiers du son": "Audiovisuel, option son",
    "Production et réparation de produits électroniques": "Produits électroniques",
}
DATASETS = ("training_capacity", "communes")


def short(title: str) -> str:
    """The name of a course in a chart: « BTS CIEL, option A Informatique et réseaux »."""
    family, _, rest = title.partition(" - ")
    if family == "BTS":
        rest = rest.partition(" - ")[2]
    return f"{'BTS' if family == 'BTS' else 'Certificat'} {_SHORT.get(rest, rest)}"


def selected(view: View, rows: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """The digital courses that the filters and the choices of the page leave, of every year."""
    asked = offers.key_of(sentences.STATUSES, view.choices.get("modalite"))
    found = capacity.select(
        rows,
        communes,
        territory=view.territory,
        commune_code=view.commune_code,
        domain_id=view.domain_id,
        scope=offers.key_of(sentences.SCOPES, view.choices.get("perimetre")),
        status=_CHOSEN.get(asked) if asked else None,
    )
    return found if asked in (None, *_CHOSEN) else found.iloc[:0]


def seats(view: View, rows: pd.DataFrame, communes: pd.DataFrame) -> Figure | Gap:
    """Seats of the last year by course and status; the table has every school and year."""
    every = selected(view, rows, communes)
    last = capacity.latest(rows)
    year = every[every["year"] == last]
    whole = selected(replace(view, territory=None, commune=None, commune_code=None), rows, communes)
    left = capacity.unplaced(whole[whole["year"] == last]) if view.territory or view.commune else 0
    lost = (
        f"{count(left, 'place')} en {last} {'est' if left < 2 else 'sont'} dans des CFA dont la commune "
        "n’est pas connue : aucun filtre de lieu ne peut les montrer."
        if left
        else ""
    )
    if year.empty:
        return Gap(
            f"Places en BTS et certificats, {sentences.where(view)}{sentences.asked(view)}",
            reason=f"Aucune place lue en {last} pour ces filtres. {sentences.NOT_PROOF}",
            holder="Ministère de l’Éducation nationale (Orion, Parcoursup)",
            note=lost,
        )
    shown = capacity.by_course(year)
    shown = shown.assign(course=[_named(row) for row in shown.itertuples()]).assign(
        status=shown["status"].map(STATUSES)
    )
    drawn = stacked(
        shown,
        label="course",
        series="status",
        value="seats",
        colors=COLORS,
        opening=f"Barres des places par formation en {last}.",
        # A room has the width for a line, and not the height for two.
        wrap=46 if view.projection else 28,
    )
    return drawn.figure(
        title(view, every, last),
        subtitle=f"Places en {last} par formation et statut, BTS et certificats de spécialisation",
        table=_table(every),
        evidence=cite(view, every.assign(note=None), base="périmètre et domaine déduits des intitulés"),
        caution=" ".join(filter(None, (_unnamed(year), lost))),
        explanation=french(
            f"{_wishes(view, year, last)} Un candidat confirme plusieurs vœux : ce n’est pas un nombre de "
            "candidats.\n\nUne place est une capacité affichée sur Parcoursup, pas un inscrit. Les BTS "
            "Systèmes numériques (2022) ne sont plus dans les fichiers de 2023 et 2024, où sont les BTS "
            "CIEL. Vide : l’établissement n’a pas de ligne cette année-là."
        ),
    )


def title(view: View, every: pd.DataFrame, last: int) -> str:
    """Seats of BTS at the core of digital skills by status, beside those of the first year; else the sum."""
    bts = every[(every["scope"] == "core") & (every["kind"] == "bts")]
    first = int(every["year"].min())
    now, then = bts[bts["year"] == last], bts[bts["year"] == first]
    school, learning = (capacity.seats(now, status) for status in capacity.STATUSES)
    if not school or not learning:
        total = capacity.seats(every[every["year"] == last])
        return f"{count(total, 'place')} en {last} {sentences.where(view)}{sentences.asked(view)}"
    earlier = capacity.seats(then, "apprenticeship")
    before = f" ({number(earlier)} en {first})" if earlier and first < last else ""
    return (
        f"BTS du numérique{_narrowed(view)} : {number(school)} places scolaires et {number(learning)} en "
        f"apprentissage en {last}{before}"
    )


def _narrowed(view: View) -> str:
    """The place and the filters in force, which leave some of the courses; nothing without any."""
    place = f" {sentences.where(view)}" if view.territory or view.commune else ""
    return f"{place}{sentences.asked(view)}"


def _named(row: Any) -> str:
    return f"{short(row.title)}{' (connexe)' if row.scope == 'related' else ''}"


def _unnamed(year: pd.DataFrame) -> str:
    """The seats of a school that no document names: its code, as read."""
    rows = year[year["organisation"].isna()]
    if rows.empty:
        return ""
    codes = listing(sorted(rows["uai"].unique()))
    return f"{count(capacity.seats(rows), 'place')} à l’établissement {codes}, dont aucun nom n’a été lu."


def _wishes(view: View, year: pd.DataFrame, last: int) -> str:
    bts = year[(year["scope"] == "core") & (year["kind"] == "bts")]
    if bts.empty:
        return ""
    said = [
        f"{number(rows['confirmed_wishes'].sum())} vœux confirmés pour {count(rows['seats'].sum(), 'place')} "
        f"({STATUSES[status].lower()})"
        for status in capacity.STATUSES
        if len(rows := bts[bts["status"] == status])
    ]
    return f"BTS du cœur du numérique{_narrowed(view)}, {last} : {listing(said)}."


def _table(every: pd.DataFrame) -> Table:
    rows = capacity.by_school(every)
    years = [name for name in rows.columns if str(name).isdigit()]
    last = max(years)
    columns = {**{year: f"Places {year}" for year in years}, "wishes": f"Vœux confirmés {last}"}
    shown = pd.DataFrame(
        {
            "Formation": rows["title"],
            "Statut": rows["status"].map(STATUSES),
            "Établissement": rows["organisation"].fillna("code " + rows["uai"]),
            "Commune": rows["commune"].fillna("inconnue"),
            **{header: rows[name].astype("Int64") for name, header in columns.items()},
        }
    )
    return Table(shown, dict.fromkeys(columns.values(), "number"), missing="pas de ligne")


def _with_seats(view: View, figure: Figure | None, known: pd.DataFrame) -> Figure | None:
    """The figure of offers, which says where its seats come from when it shows any."""
    if figure is None or known.empty:
        return figure
    said = f"Places : capacité de {capacity.latest(known)}, pour les formations qui lui sont rattachées."
    return replace(
        figure,
        evidence=(*figure.evidence, *cite(view, known.assign(note=None), base="places")),
        explanation=f"{figure.explanation}\n\n{said}" if figure.explanation else said,
    )


def on_map(
    view: View,
    rows: pd.DataFrame,
    coverage: pd.DataFrame,
    communes: pd.DataFrame,
    known: pd.DataFrame,
    found: pd.DataFrame,
    figures: pd.DataFrame,
    outlines: Any,
) -> Figure | None:
    """The map of offers and its layers, whose list says the seats that are known. ``known`` is
    ``training_capacity``, ``found`` is ``places``, ``figures`` is ``territory_figures``.
    """
    seated = capacity.seated(rows, known)
    figure = map_figure.offers_map(view, seated, coverage, communes, found, figures, outlines)
    return _with_seats(view, figure, _tied(view, rows, communes, known))


def in_table(
    view: View, rows: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame, known: pd.DataFrame
) -> Figure | None:
    """The table of offers, with the seats that are known. ``known`` is ``training_capacity``."""
    figure = offers.offers_table(view, capacity.seated(rows, known), coverage, communes)
    return _with_seats(view, figure, _tied(view, rows, communes, known))


def map_compared(
    view: View,
    rows: pd.DataFrame,
    coverage: pd.DataFrame,
    communes: pd.DataFrame,
    known: pd.DataFrame,
    *others: Any,
) -> Figure | None:
    """The three territories side by side, their lists with the seats that are known: without a map, so
    without its layers and its outlines.
    """
    seated = capacity.seated(rows, known)
    figure = map_figure.offers_compared(view, seated, coverage, communes)
    return _with_seats(view, figure, _tied(view, rows, communes, known))


def table_compared(
    view: View, rows: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame, known: pd.DataFrame
) -> Figure | Gap | None:
    """The tables of the three territories as one, with the seats that are known."""
    return offers.table_compared(view, capacity.seated(rows, known), coverage, communes)


def _tied(view: View, rows: pd.DataFrame, communes: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    found = capacity.of_offers(known)
    return found[found["offer_id"].isin(offers.select(view, rows, communes)["offer_id"])]


BLOCK = Block(
    "formations-places",
    "Places en BTS et certificats",
    seats,
    DATASETS,
    width="half",
    follows=("territoire", "commune", "domaine", "perimetre", "modalite"),
    terms=("BTS", "CIEL", "SIO", "CFA"),
)
