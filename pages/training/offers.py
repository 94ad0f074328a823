"""The offers in view and what is said of them all: headline, perimeter, sources, cautions, tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from components.figures import comparing, palette
from components.figures.blocks import Evidence, Figure, Gap, Native, Table, View
from components.figures.evidence import cite
from components.figures.stacked import stacked
from data.french.formats import count, is_unknown, listing, number
from data.french.typography import french
from data.indicators import training, training_domains
from data.vocabulary import TERRITORIES
from pages.training import words as sentences

WITH_UNVERIFIED = (
    "Les formations à confirmer viennent d’articles anciens ou d’un seul CV : leur existence "
    "actuelle n’est pas vérifiée."
)
# Said once above the offers, not on each of their lines.
SESSION_UNSAID = "non précisée dans la copie"
# Lines of evidence of a domain; beyond, how many titles are left.
TIES = 30


def key_of(words: dict[str, str], chosen: Any) -> str | None:
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
        band=key_of(sentences.LEVELS, view.choices.get("niveau")),
        status=key_of(sentences.STATUSES, view.choices.get("modalite")),
        delivery=key_of(sentences.DELIVERIES, view.choices.get("mode")),
        scope=key_of(sentences.SCOPES, view.choices.get("perimetre")),
        least=sentences.FROM_LEVEL.get(str(view.choices.get("a_partir_de"))),
        unverified=bool(view.choices.get("a_confirmer")),
    )


def headline(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> list[str]:
    return sentences.headline(view, select(view, offers, communes))


def scope(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> list[str]:
    """How many offers are in view, of how many known."""
    chosen = select(view, offers, communes)
    known = int(offers["verified"].sum()) if not view.choices.get("a_confirmer") else len(offers)
    return [f"{number(len(chosen))} sur {sentences.listed(known)}"]


def advice(view: View, offers: pd.DataFrame, communes: pd.DataFrame) -> str:
    """Which single changes would show offers, each counted: none is named that would change nothing."""
    wider = sentences.wider(view)
    return sentences.what_to_do({step: len(select(other, offers, communes)) for step, other in wider.items()})


def cautions(view: View, coverage: pd.DataFrame, empty: str = "") -> str:
    """What every figure of offers says beside its numbers; ``empty``: what to do when there is none."""
    said = [empty] if empty else []
    said.append(sentences.known_offers(view, coverage))
    if view.choices.get("a_confirmer"):
        said.append(WITH_UNVERIFIED)
    return french(" ".join(said))


def evidence(view: View, chosen: pd.DataFrame, coverage: pd.DataFrame) -> tuple[Evidence, ...]:
    """The sources of the offers in view, with how many of each; of none, the source searched.

    Counts are computed even from rows that were read; what no source gives (core or related, the domain)
    is deduced, and says from which words.
    """
    if chosen.empty:
        searched = cite(view, training.loaded(coverage), base="aucune formation recensée")
        return tuple(replace(item, certainty="computed") for item in searched)
    found: list[Evidence] = []
    keys = ["source_id", "certainty"]
    counts: dict[Any, int] = chosen.groupby(keys, sort=False).size().to_dict()
    for key, rows in chosen[[*keys, "locator", "note"]].drop_duplicates().groupby(keys, sort=False):
        cited = cite(view, rows, base=sentences.listed(counts[key]))
        sure = "computed" if key[1] == "read" else str(key[1])
        found += [replace(item, certainty=sure) for item in cited]
    return (*found, _classified(chosen), *_tied(view, chosen))


def _classified(chosen: pd.DataFrame) -> Evidence:
    core = int(chosen["scope"].eq("core").sum())
    related = len(chosen) - core
    parts = (
        f"{number(core)} au cœur du numérique" if core else "",
        count(related, "connexe") if related else "",
    )
    return Evidence(
        "Classement fait ici",
        "intitulé de chaque formation",
        base=" et ".join(part for part in parts if part),
        certainty="inferred",
        note="Cœur du numérique ou connexe : déduit de l’intitulé, aucune source ne le dit.",
    )


def _tied(view: View, chosen: pd.DataFrame) -> tuple[Evidence, ...]:
    """Which words tie the offers in view to the domain in force."""
    if not view.domain_id:
        return ()
    ties = training_domains.ties(chosen, view.domain_id)
    lines = [
        f"{title} : {words or 'aucun mot de l’intitulé ne le dit'}" for (title, _), words in ties.items()
    ]
    left = len(lines) - TIES
    if left > 0:
        lines = [*lines[:TIES], f"et {count(left, 'autre intitulé', 'autres intitulés')}"]
    return (
        Evidence(
            "Domaine",
            "intitulé de chaque formation",
            base=f"domaine « {view.domain} »",
            certainty="inferred",
            wording="\n".join(lines),
            note="Aucune source ne donne le domaine d’une formation.",
        ),
    )


def by_commune(view: View, chosen: pd.DataFrame, communes: pd.DataFrame) -> Table:
    """Each commune in view; where nothing is known, no count of anything is written."""
    seen = communes[communes["territory"] == view.territory] if view.territory else communes
    if view.commune_code:
        seen = seen[seen["commune_code"] == view.commune_code]
    rows = training.by_commune(chosen, seen)
    nothing = rows["offers"] == 0
    figures = {
        "Formations recensées": "offers",
        "Dont cœur du numérique (déduit)": "core",
        "Organismes recensés": "organisations",
    }
    seats = chosen.groupby("commune")["seats"].sum(min_count=1)
    shown = pd.DataFrame(
        {
            "Commune": rows["commune"],
            "Territoire": rows["territory"],
            "EPCI": rows["epci"],
            **{header: rows[column].astype("Int64").mask(nothing) for header, column in figures.items()},
            "Places connues": rows["commune"].map(seats).astype("Int64"),
        }
    )
    return Table(shown, dict.fromkeys((*figures, "Places connues"), "number"), missing=sentences.NOTHING)


def levels(view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame) -> Figure | None:
    """Offers by level, one colour a territory; what is deduced, or only announced, is said at the bar."""
    chosen = select(view, offers, communes)
    if chosen.empty:
        return None
    territories = (view.territory,) if view.territory else tuple(palette.TERRITORY)
    announced = int(training.five_years_announced(chosen).sum())
    bands = training.band_of(chosen["level"])
    ends = {
        band: sentences.level_end(band, chosen[bands == band], announced) for band in training.LEVEL_BANDS
    }
    rows = training.by_band_and_territory(chosen, territories)
    if asked := key_of(sentences.LEVELS, view.choices.get("niveau")):
        rows = rows[rows["band"] == asked]
    rows = rows.assign(
        level=rows["band"].map(sentences.LEVELS),
        end=rows["band"].map(ends),
        # Not known here is not zero: nothing is drawn, and the end of the bar says it.
        offers=rows["offers"].astype("Int64").mask(rows["offers"] == 0),
    )
    drawn = stacked(
        rows,
        label="level",
        series="territory",
        value="offers",
        total="end",
        colors={name: palette.TERRITORY[name] for name in territories},
        opening="Barres du nombre de formations par niveau.",
        missing=sentences.NONE_LISTED,
        wrap=26,
    )
    wide = rows.pivot(index="level", columns="territory", values="offers")
    wide = wide.loc[list(rows["level"].unique()), list(territories)]
    highest = training.highest_level(coverage)
    above = (
        "Les sources chargées s’arrêtent aux entrées après le bac : aucun master ne peut y figurer. "
        if highest is not None and highest < 7
        else ""
    )
    return drawn.figure(
        sentences.levels_title(view, chosen),
        subtitle=f"Nombre de formations recensées par niveau et territoire, "
        f"{sentences.where(view)}{sentences.asked(view)}",
        alt=_levels_alt(rows),
        table=Table(
            wide.reset_index(names="Niveau"),
            dict.fromkeys(territories, "number"),
            missing=sentences.NOTHING,
        ),
        native=Native(
            "stacked-bar",
            tuple(
                # Its bar is blank: beside its name, what is written at its end on screen.
                f"{level} · {said}" if wide.loc[level].isna().all() else level
                for level, said in rows.drop_duplicates("level")[["level", "end"]].itertuples(index=False)
            ),
            {
                name: tuple(None if is_unknown(value) else float(value) for value in wide[name])
                for name in territories
            },
            colors={name: palette.TERRITORY[name] for name in territories},
        ),
        evidence=evidence(view, chosen, coverage),
        caution=above + cautions(view, coverage),
        explanation=french(
            "La présentation du CEP dit aussi, pour la formation continue : « Offre réduite à partir du "
            "bac+4 ».\n\nNiveau du cadre européen, lu ou déduit de l’intitulé. Les classes préparatoires et "
            "les premiers cycles ne délivrent pas de diplôme sur place : leur niveau est laissé vide."
        ),
    )


def _levels_alt(rows: pd.DataFrame) -> str:
    """The bars in words: the end of each, then its territories."""
    said = []
    for (level, end), parts in rows.groupby(["level", "end"], sort=False):
        known = parts.dropna(subset=["offers"])
        where = [
            f"{name} {number(value)}" for name, value in zip(known["territory"], known["offers"], strict=True)
        ]
        said.append(f"{level} : {end}{f' ({listing(where)})' if where else ''}.")
    return french(f"Barres du nombre de formations par niveau. {' '.join(said)}")


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
            "Formation": rows["title"],
            "Organisme": rows["organisation"],
            "Commune": rows["commune"],
            "Niveau": rows["level_label"],
            "Statut ou mode": rows["modality"],
            "Périmètre (déduit)": rows["scope"].map(sentences.SCOPES),
            "Places": rows["seats"],
            "Personnes formées": rows["trained"],
            "Insertion": rows["placement_rate"],
            "Session ou date": rows["session"].str.replace(f" ({SESSION_UNSAID})", ""),
            "État": rows["verified"].map({True: "confirmée par la source", False: "à confirmer"}),
        }
    )
    title = f"{sentences.listed(len(rows))} {sentences.where(view)}{sentences.asked(view)}"
    return Figure(
        title=title,
        subtitle="Une ligne par formation en un lieu. Places, personnes formées et insertion : "
        "rarement données",
        table=Table(shown, {"Places": "number", "Personnes formées": "number", "Insertion": "share"}),
        evidence=evidence(view, chosen, coverage),
        caution=f"{cautions(view, coverage)} Session de Parcoursup : {SESSION_UNSAID}."
        if rows["session"].str.contains(SESSION_UNSAID, na=False).any()
        else cautions(view, coverage),
    )


def coverage_table(
    view: View, offers: pd.DataFrame, coverage: pd.DataFrame, communes: pd.DataFrame
) -> Figure:
    """What each source of offers can contain at all: what it cannot is not proof of absence."""
    kinds = {"initial": "initiale", "apprenticeship": "apprentissage", "continuing": "continue"}
    known = offers.groupby("source_id").size()
    names = [str(view.sources.get(str(key), {}).get("title") or key) for key in coverage["source_id"]]
    shown = pd.DataFrame(
        {
            "Source": names,
            "Formations recensées": coverage["source_id"].map(known).astype("Int64"),
            "Peut contenir": [", ".join(kinds[kind] for kind in row) for row in coverage["kinds"]],
            "Niveaux possibles": coverage["levels"],
            "Complète": coverage["complete"].map({True: "oui", False: "non"}),
            "Précision": coverage["note"],
        }
    )
    complete = int(coverage["complete"].sum())
    return Figure(
        title=f"{count(complete, 'source complète', 'sources complètes')} sur {number(len(coverage))}"
        if complete
        else f"Aucune des {number(len(coverage))} sources n’est complète",
        subtitle="Est « recensée » une formation que l’une de ces sources montre, à confirmer comprise",
        table=Table(shown, {"Formations recensées": "number"}, missing="non précisé"),
        evidence=cite(view, coverage),
        caution=cautions(view, coverage),
    )


def compared(
    build: Callable[..., Figure | None], subtitle: str, view: View, *frames: pd.DataFrame
) -> Figure | Gap | None:
    """The offers of the three territories, each with its count; ``frames`` as those of ``build``."""
    offers, _, communes = frames
    counts = select(view, offers, communes)["territory"].value_counts()
    title = sentences.compared_title(view, {name: int(counts.get(name, 0)) for name in TERRITORIES})
    return comparing.compared(build, view, frames, title, subtitle, missing=sentences.NONE_LISTED)


levels_compared = partial(compared, levels, "Nombre de formations recensées par niveau, sur une même échelle")
table_compared = partial(compared, offers_table, "Une ligne par formation en un lieu")
