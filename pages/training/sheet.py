"""The sheet of a territory: its communes, its training offers, its recruitment."""

from __future__ import annotations

import pandas as pd

from components.documents.offered import Document
from components.documents.sheets import Section, Sheet, document, merged
from components.figures.blocks import Number, Table, View
from components.figures.evidence import cite
from data.french.formats import number
from data.indicators import recruitment, secrecy, training
from data.store import Store
from pages.training import words

DATASETS = ("communes", "training_offers", "recruitment", "basins", "training_coverage")


def documents(view: View, store: Store) -> list[Document]:
    """The sheet of the place and domain in force."""
    names = ("fiche", view.place, view.domain or "")

    def sheet() -> Sheet:
        return territory(view, *[store.load(name) for name in DATASETS])

    return [document("fiche-territoire", f"Fiche : {view.place}", names, sheet)]


def territory(
    view: View,
    communes: pd.DataFrame,
    offers: pd.DataFrame,
    cells: pd.DataFrame,
    basins: pd.DataFrame,
    coverage: pd.DataFrame,
) -> Sheet:
    """The sheet of the place and domain in force: its communes, its training offers, its recruitment.

    ``communes``, ``offers`` (``training_offers``), ``cells`` (``recruitment``), ``basins`` and ``coverage``
    (``training_coverage``) are whole datasets. The recruitment of a commune is that of its basin.
    """
    places = communes
    if view.territory:
        places = places[places["territory"] == view.territory]
    if view.commune_code:
        places = places[places["commune_code"] == view.commune_code]
    read = training.select(
        offers, communes,
        territory=view.territory, commune_code=view.commune_code, domain_id=view.domain_id,
    )  # fmt: skip
    basin = recruitment.basin_of(basins, view.commune_code)
    here = recruitment.of_view(cells, view.territory, view.domain_id, basin)
    last = recruitment.years(cells)[-1]
    total = recruitment.totals(here, last)
    sought = recruitment.widened(view.commune, view.commune_code, basins) or (
        f"bassins d’emploi, {view.territory}" if view.territory else "tous les bassins d’emploi"
    )
    years = ", ".join(str(year) for year in sorted(places["population_year"].dropna().unique()))
    core = int((read["scope"] == "core").sum())
    numbers = (
        Number(number(places["population"].sum()), "habitants", f"population municipale {years}"),
        Number(number(len(places)), "commune" if len(places) == 1 else "communes"),
        Number(
            number(len(read)) if len(read) else "aucune",
            "formation recensée" if len(read) <= 1 else "formations recensées",
            f"dont {number(core)} au cœur du numérique (déduit)" if len(read) else "",
        ),
        Number(
            secrecy.cell(total),
            f"projets de recrutement {last}",
            f"{'' if view.domain else 'tous métiers suivis · '}plancher publié et fourchette · {sought}",
        ),
    )
    return Sheet(
        kind="Fiche d’un territoire",
        title=view.place,
        perimeter=f"Périmètre : {view.place} · {view.domain or 'tous les domaines'}",
        numbers=numbers,
        columns=(
            (_places(places, view), _recruitment(here, last, view), _not_by_territory()),
            (_offers(read, words.known_offers(view, coverage)),),
        ),
        evidence=merged(cite(view, places), cite(view, read), cite(view, here)),
    )


def _places(places: pd.DataFrame, view: View) -> Section:
    names = ", ".join(places["commune"])
    epci = ", ".join(dict.fromkeys(places["epci"]))
    return Section("Commune" if view.commune else "Communes", (names,), note=f"Intercommunalité : {epci}.")


def _offers(read: pd.DataFrame, known: str) -> Section:
    shown = pd.DataFrame(
        {
            "Formation": read["title"],
            "Organisme": read["organisation"],
            "Niveau": read["level_label"],
            "Commune": read["commune"],
        }
    )
    if shown.empty:
        none = f"Aucune formation recensée pour ces filtres. {words.NOT_PROOF}"
        return Section("Formations", (none,), note=known)
    return Section(
        "Formations recensées", table=Table(shown.sort_values(["Commune", "Organisme"])), note=known
    )


def _recruitment(here: pd.DataFrame, last: int, view: View) -> Section:
    rows = here[here["year"] == last].sort_values("projects", ascending=False)
    note = (
        "Source BMO, par bassin d’emploi : chacun réunit des communes entières d’un EPCI. Un nombre secret "
        "vaut 1 à 4 projets, dont 0 à 4 jugés difficiles (déduit)."
    )
    if rows.empty:
        words = f"Aucun métier suivi n’est cité en {last} pour ces filtres : ce n’est pas zéro."
        return Section(f"Projets de recrutement {last}", (words,), note=note)
    shown = pd.DataFrame(
        {
            "Métier": rows["occupation"],
            "Bassin": rows["basin"].str.removeprefix("Martinique "),
            "Projets": rows["projects"],
            "Jugés difficiles": rows["hard_to_fill"],
        }
    )
    table = Table(shown, {"Projets": "number", "Jugés difficiles": "number"}, missing="secret")
    return Section(f"Projets de recrutement {last}", table=table, note=note)


def _not_by_territory() -> Section:
    return Section(
        "Ce que les documents ne donnent pas par territoire",
        bullets=(
            "Secteur : le comptage des établissements et des salariés est celui de toute la Martinique.",
            "Maturité : l’enquête n’est pas détaillée par territoire.",
            "Schéma : les actions et leurs coûts sont ceux de toute la Martinique.",
        ),
    )
