"""The offers of « Formations »: map and list, levels, communes, table, and what sources can contain."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd

from components.figures import palette
from components.figures.blocks import Evidence, Figure, Native, Passage, Table, View
from components.figures.evidence import cite
from data.french.formats import NARROW_SPACE, count, is_unknown, number
from data.indicators import training
from pages.training import charts, map_scene
from pages.training import words as sentences
from pages.training.map_layout import SCREEN, WIDE, Layout
from pages.training.map_picture import Picture, picture

# How far apart places are in a territory, in degrees (about 700 m): closer circles would hide one another.
APART = 0.0065
# Lines of the list beside the map; the table has them all.
LISTED, LISTED_PROJECTED = 40, 7
WITH_UNVERIFIED = (
    "Les offres à confirmer viennent d’articles anciens ou d’un seul CV\u202f: leur existence "
    "actuelle n’est pas vérifiée."
)


def _key(words: dict[str, str], chosen: Any) -> str | None:
    """The key of the word chosen, None for the whole."""
    return next((key for key, word in words.items() if word == chosen), None)


def select(view: View, offers: pd.DataFrame, communes: pd.DataFrame) -> pd.DataFrame:
    """The offers that the filters and the choices of the page leave."""
    return training.select(
        offers,
        communes,
        territory=view.territory,
        commune_code=view.commune_code,
        domain_id=view.domain_id,
        band=_key(sentences.LEVELS, view.choices.get("niveau")),
        modality=_key(sentences.MODALITIES, view.choices.get("modalite")),
        scope=_key(sentences.SCOPES, view.choices.get("perimetre")),
        unverified=bool(view.choices.get("a_confirmer")),
    )


def headline(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> list[str]:
    return sentences.headline(view, select(view, offers, communes))


def scope(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> list[str]:
    """How many offers are in view of how many read, and what is not loaded."""
    chosen = select(view, offers, communes)
    read = int(offers["verified"].sum()) if not view.choices.get("a_confirmer") else len(offers)
    said = [f"{number(len(chosen))} sur {count(read, 'offre lue', 'offres lues')}"]
    if not training.continuing_training_read(coverage):
        said.append("formation initiale et quelques écoles, offre continue (SIDEFOP) non chargée")
    return said


def _cautions(view: View, coverage: pd.DataFrame, chosen: pd.DataFrame) -> str:
    said = [] if training.continuing_training_read(coverage) else [sentences.INITIAL_ONLY]
    # On a screen, the title says it, and there is no room to say it twice.
    if chosen.empty and not view.projection:
        said.insert(0, f"{sentences.none_read(view)}. {sentences.what_to_do(view)}")
    if view.choices.get("a_confirmer"):
        said.append(WITH_UNVERIFIED)
    if view.domain:
        said.append("Le domaine de chaque offre est déduit de son intitulé.")
    return " ".join(said)


def _evidence(view: View, chosen: pd.DataFrame, coverage: pd.DataFrame) -> tuple[Evidence, ...]:
    """The sources of the offers in view, with how many of each; of none, the source searched."""
    if chosen.empty:
        return cite(view, coverage[coverage["certainty"] == "read"], base="aucune offre lue")
    found: list[Evidence] = []
    keys = ["source_id", "certainty"]
    counts: dict[Any, int] = chosen.groupby(keys, sort=False).size().to_dict()
    for key, rows in chosen[[*keys, "locator", "note"]].drop_duplicates().groupby(keys, sort=False):
        found += cite(view, rows, base=count(counts[key], "offre lue", "offres lues"))
    return tuple(found)


def offers_map(
    view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame, outlines: Any
) -> Figure:
    """The map, by commune for the whole island and by place in a territory, and the list of its offers."""
    chosen = select(view, offers, communes)
    # The neighbours of a chosen commune stay on the map, fainter, to be clicked in turn.
    around = select(replace(view, commune=None, commune_code=None), offers, communes)
    places = training.places(around, map_scene.centres(outlines), apart=APART if view.territory else None)

    def scene(layout: Layout) -> map_scene.Scene:
        return map_scene.scene(
            outlines,
            places,
            training.count_by(around, "territory"),
            territory=view.territory,
            commune_code=view.commune_code,
            layout=layout,
        )

    drawn = "un cercle par lieu" if view.territory else "un cercle par commune"
    return Figure(
        title=sentences.map_title(view, chosen),
        subtitle=f"Offres de formation lues, {drawn}, surface proportionnelle au nombre d’offres. "
        "Traits épais : limites des EPCI",
        chart=Picture(lambda: picture(scene(WIDE), dark=view.dark)),
        deck=None if view.projection else _deck(scene(SCREEN), view),
        alt=f"Carte des communes de Martinique. {_spoken(chosen)}",
        passages=_projected_list(chosen, view) if view.projection else _list(chosen, view),
        table=_by_commune(view, chosen, communes),
        evidence=_evidence(view, chosen, coverage),
        caution=_cautions(view, coverage, chosen),
        explanation=f"Un lieu réunit les offres d’une commune à moins de 700 m environ les unes des autres. "
        f"Contour en tirets ou sombre : adresse non trouvée, point posé dans la commune. "
        f"Commune déduite des coordonnées lues.\n\n{map_scene.CREDIT}.",
    )


def _deck(scene: map_scene.Scene, view: View) -> Any:
    # Imported on use: only a map on screen needs deck.gl.
    from pages.training.map_deck import deck

    return deck(scene, dark=view.dark)


def _spoken(chosen: pd.DataFrame) -> str:
    counts = training.count_by(chosen, "commune")
    if not counts:
        return "Aucune offre lue."
    return " ".join(f"{name}{NARROW_SPACE}: {number(offers)}." for name, offers in counts.items())


def _list(chosen: pd.DataFrame, view: View) -> tuple[Passage, ...]:
    """Each organisation with its offers, the communes that have most first."""
    if chosen.empty:
        return (Passage(sentences.none_read(view), (sentences.what_to_do(view),)),)
    order = {name: rank for rank, name in enumerate(training.count_by(chosen, "commune"))}
    lines = chosen[["commune", "organisation", "title", "level_label", "modality", "session", "verified"]]
    rows = lines.assign(rank=lines["commune"].map(order)).sort_values(["rank", "organisation"])
    groups: dict[str, list[str]] = {}
    for row in rows.head(LISTED).itertuples():
        heading = str(row.organisation) if view.commune else f"{row.commune} · {row.organisation}"
        groups.setdefault(heading, []).append(
            sentences.offer(
                str(row.title),
                str(row.level_label),
                str(row.modality),
                None if is_unknown(row.session) else str(row.session),
                verified=bool(row.verified),
            )
        )
    passages = [Passage(heading, tuple(said)) for heading, said in groups.items()]
    left = len(rows) - LISTED
    if left > 0:
        passages.append(
            Passage(
                f"Et {count(left, 'autre offre', 'autres offres')}",
                ("Cliquez sur une commune, filtrez, ou lisez le tableau « Offres lues ».",),
            )
        )
    return tuple(passages)


def _projected_list(chosen: pd.DataFrame, view: View) -> tuple[Passage, ...]:
    """What the room can read from afar: a line an organisation of one commune, or a line a commune.

    Titles are long: from afar, how many.
    """
    if chosen.empty:
        return _list(chosen, view)
    doubtful = ~chosen["verified"].astype(bool)
    by = "organisation" if view.commune else "commune"
    grouped = chosen.assign(doubtful=doubtful).groupby(by)
    organisations, unsure = grouped["organisation"].nunique(), grouped["doubtful"].sum()
    lines = [
        sentences.group_line(
            name, offers, None if view.commune else int(organisations[name]), int(unsure[name])
        )
        for name, offers in training.count_by(chosen, by).items()
    ]
    heading = view.commune or "Par commune"
    left = len(lines) - LISTED_PROJECTED
    if left > 0:
        more = (
            ("autre organisme", "autres organismes") if view.commune else ("autre commune", "autres communes")
        )
        lines = [*lines[:LISTED_PROJECTED], f"et {count(left, *more)}"]
    return (Passage(heading, tuple(lines)),)


def _by_commune(view: View, chosen: pd.DataFrame, communes: pd.DataFrame) -> Table:
    seen = communes[communes["territory"] == view.territory] if view.territory else communes
    if view.commune_code:
        seen = seen[seen["commune_code"] == view.commune_code]
    rows = training.by_commune(chosen, seen)
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Territoire": rows["territory"],
            "EPCI": rows["epci"],
            "Offres lues": rows["offers"].astype("Int64").mask(rows["offers"] == 0),
            "dont cœur du numérique": rows["core"],
            "Organismes": rows["organisations"],
        }
    )
    figures = ("Offres lues", "dont cœur du numérique", "Organismes")
    return Table(shown, dict.fromkeys(figures, "number"), missing="aucune offre lue")


def communes_table(
    view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame
) -> Figure:
    """Each commune in view, those without offer read included."""
    chosen = select(view, offers, communes)
    table = _by_commune(view, chosen, communes)
    without = int(table.frame["Offres lues"].isna().sum())
    of = len(table.frame)
    return Figure(
        title=sentences.none_read(view)
        if without == of
        else f"{count(of - without, 'commune')} sur {number(of)} avec une offre lue{sentences.asked(view)}",
        subtitle="Offres de formation lues par commune",
        table=table,
        table_first=True,
        evidence=_evidence(view, chosen, coverage),
        caution=_cautions(view, coverage, chosen),
    )


def levels(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> Figure | None:
    """Offers by level, one colour a territory. A level that no source can contain is said so."""
    chosen = select(view, offers, communes)
    if chosen.empty:
        return None
    territories = (view.territory,) if view.territory else tuple(palette.TERRITORY)
    rows = training.by_band_and_territory(chosen, territories)
    rows = rows.assign(level=rows["band"].map(sentences.LEVELS))
    wide = rows.pivot_table(index="level", columns="territory", values="offers", sort=False)
    wide = wide[list(territories)]
    return Figure(
        title=sentences.levels_title(chosen),
        subtitle="Nombre d’offres lues par niveau et territoire, "
        f"{sentences.where(view)}{sentences.asked(view)}",
        chart=charts.levels(rows),
        alt="Barres du nombre d’offres par niveau. "
        + " ".join(f"{level}{NARROW_SPACE}: {number(line.sum())}." for level, line in wide.iterrows()),
        table=Table(
            wide.reset_index(names="Niveau"),
            dict.fromkeys(territories, "number"),
        ),
        evidence=_evidence(view, chosen, coverage),
        caution=f"Parcoursup ne peut pas contenir de master. {_cautions(view, coverage, chosen)}",
        explanation="Parcoursup s’arrête aux entrées après le bac. Le support dit aussi, pour la formation "
        "continue : « Offre réduite à partir du bac+4 ».\n\n"
        "Niveau du cadre européen lu ou déduit de l’intitulé. Les classes préparatoires et les premiers "
        "cycles ne délivrent pas de diplôme sur place : leur niveau est laissé vide.",
        native=Native(
            "stacked-bar",
            tuple(str(level) for level in wide.index),
            {name: tuple(float(value) for value in wide[name]) for name in territories},
            colors={name: palette.TERRITORY[name] for name in territories},
        ),
    )


def offers_table(
    view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame
) -> Figure | None:
    """Every offer in view, one a row."""
    chosen = select(view, offers, communes)
    if chosen.empty:
        return None
    rows = chosen.sort_values(["territory", "commune", "organisation", "title"])
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Organisme": rows["organisation"],
            "Intitulé": rows["title"],
            "Niveau": rows["level_label"],
            "Modalité": rows["modality"],
            "Périmètre": rows["scope"].map(sentences.SCOPES),
            "Places": rows["seats"],
            "Personnes formées": rows["trained"],
            "Insertion": rows["placement_rate"],
            "Session ou date": rows["session"],
            "État": rows["verified"].map({True: "confirmée par la source", False: "à confirmer"}),
        }
    )
    return Figure(
        title=f"{count(len(rows), 'offre lue', 'offres lues')} "
        f"{sentences.where(view)}{sentences.asked(view)}",
        subtitle="Une ligne par offre en un lieu. Les sources lues donnent rarement les places, les "
        "personnes formées et le taux d’insertion",
        table=Table(shown, {"Places": "number", "Personnes formées": "number", "Insertion": "share"}),
        table_first=True,
        evidence=_evidence(view, chosen, coverage),
        caution=_cautions(view, coverage, chosen),
    )


def coverage_table(
    view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame
) -> Figure:
    """What each source of offers can contain at all: what it cannot is not proof of absence."""
    kinds = {"initial": "initiale", "apprenticeship": "apprentissage", "continuing": "continue"}
    read = offers.groupby("source_id").size()
    names = [str(view.sources.get(str(key), {}).get("title") or key) for key in coverage["source_id"]]
    shown = pd.DataFrame(
        {
            "Source": names,
            "Offres lues": coverage["source_id"].map(read).astype("Int64"),
            "Peut contenir": [", ".join(kinds[kind] for kind in row) for row in coverage["kinds"]],
            "Niveaux possibles": coverage["levels"],
            "Complète": coverage["complete"].map({True: "oui", False: "non"}),
            "Précision": coverage["note"],
        }
    )
    complete = int(coverage["complete"].sum())
    loaded = training.continuing_training_read(coverage)
    return Figure(
        title=f"{count(complete, 'source complète', 'sources complètes')} sur {number(len(coverage))}"
        if complete
        else "Aucune source lue n’est complète",
        subtitle="Ce que chaque source d’offres peut contenir, offres à confirmer comprises",
        table=Table(shown, {"Offres lues": "number"}, missing="non précisé"),
        table_first=True,
        evidence=cite(view, coverage),
        caution="" if loaded else sentences.INITIAL_ONLY,
    )
