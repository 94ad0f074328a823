"""The six tiles of Synthèse as blocks: pure builders from frames to a figure to quote and a small chart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import NamedTuple

import pandas as pd

from components.figures import comparing
from components.figures.blocks import (
    EVERYWHERE,
    TOGETHER,
    Block,
    Evidence,
    Figure,
    Number,
    Passage,
    View,
)
from components.figures.drawn import Drawn
from components.figures.evidence import cite
from components.figures.perimeters import among_domains, including
from data.indicators import follow_up, plan, recruitment, sector, survey, training
from data.vocabulary import TERRITORIES
from pages.overview import charts, words
from pages.overview.words import Filters, Tile
from pages.registry import PAGES


class Place(NamedTuple):
    """The view behind a tile."""

    page: str
    view: str


def _filters(view: View) -> Filters:
    return Filters(view.territory, view.domain_id, view.domain, view.commune_code, view.commune)


def _figure(
    title: str, tile: Tile, drawn: Drawn | None, evidence: tuple[Evidence, ...], **said: object
) -> Figure:
    """``said``: fields of ``Figure``; the tile has no room for a subtitle, a slide and a sheet have."""
    numbers = (Number(tile.figure, tile.sentence, f"{tile.year} · {tile.perimeter}"),)
    if drawn is None:
        return Figure(title, numbers=numbers, evidence=evidence, **said)  # type: ignore[arg-type]
    return drawn.figure(title, numbers=numbers, evidence=evidence, **said)


def _whole(place: str | None) -> str:
    """What a chart covers that sets the territories side by side, where a place only stands out."""
    return including(EVERYWHERE, place) if place else ""


def of_sector(view: View, sectors: pd.DataFrame, domains: pd.DataFrame) -> Figure:
    sectors = sector.latest(sectors)
    drawn = charts.establishments(sector.by_domain(sectors, domains), view.domain_id)
    return _figure(
        PAGES["secteur"].title,
        words.of_sector(sectors, _filters(view)),
        drawn,
        cite(view, sectors, computed=True),
        subtitle="Établissements par domaine",
        domains=among_domains(view, told_apart=not sector.of_domain(sectors, view.domain_id).empty),
    )


def of_maturity(view: View, answers: pd.DataFrame) -> Figure:
    change = words.strongest_change(answers)
    drawn, subtitle, rows = None, "", answers[answers["edition"] == answers["edition"].max()]
    if change is not None:
        drawn = charts.editions(change, *survey.editions(answers))
        own = survey.everyone(answers, change["question_id"], change["status"])
        rows = own[own["item"] == change["item"]]
        subtitle = f"{change['item']} : part des entreprises, par édition de l’enquête"
    return _figure(
        PAGES["maturite"].title,
        words.of_maturity(answers, _filters(view)),
        drawn,
        cite(view, rows),
        subtitle=subtitle,
    )


def of_training(view: View, offers: pd.DataFrame, communes: pd.DataFrame, coverage: pd.DataFrame) -> Figure:
    known = training.select(offers, communes, domain_id=view.domain_id)
    counts = known["territory"].value_counts().reindex(list(TERRITORIES), fill_value=0)
    rows = charts.places(counts.rename_axis("territory").reset_index(name="value"))
    drawn = charts.by_territory(
        rows, view.territory, "Barres des formations recensées par territoire.", "Formations recensées"
    )
    return _figure(
        PAGES["formations"].title,
        words.of_training(offers, communes, coverage, _filters(view)),
        drawn if counts.sum() else None,
        cite(view, offers[offers["verified"].astype(bool)], computed=True),
        subtitle=f"Formations recensées{BY_TERRITORY if counts.sum() else ''}",
        covers=_whole(view.commune or view.territory) if counts.sum() else "",
    )


def of_skills(view: View, cells: pd.DataFrame, basins: pd.DataFrame) -> Figure:
    year = recruitment.years(cells)[-1]
    asked = recruitment.of_view(cells, None, view.domain_id)
    asked = asked if view.domain_id else recruitment.core(asked)
    here = asked[asked["year"] == year]
    territories = pd.DataFrame({"territory": list(TERRITORIES)})
    sums = recruitment.summed(here, territories, [year], "year")
    sought = recruitment.widened(view.commune, view.commune_code, basins)
    drawn = charts.by_territory(
        charts.projects(sums), view.territory, "Barres des projets de recrutement par territoire.", "Projets"
    )
    return _figure(
        PAGES["competences"].title,
        words.of_skills(cells, basins, _filters(view)),
        drawn if len(here) else None,
        cite(view, cells[cells["year"] == year], computed=True),
        subtitle=f"Projets de recrutement{BY_TERRITORY if len(here) else ''}, {year}",
        covers=_whole(sought or view.territory) if len(here) else sought,
    )


def of_plan(view: View, actions: pd.DataFrame, pillars: pd.DataFrame) -> Figure:
    drawn = charts.pillars(plan.by_pillar(actions, pillars)) if plan.total_keur(actions) else None
    return _figure(
        PAGES["schema"].title,
        words.of_plan(actions, _filters(view)),
        drawn,
        cite(view, actions, computed=True),
        subtitle="Coût prévu par pilier, en k€, et part du total",
    )


def to_follow(view: View, *frames: pd.DataFrame) -> Figure:
    """What waits, line by line; ``frames`` in the order of ``FOLLOWED``."""
    found = points(*frames)
    tile = words.to_follow(found, _day(frames).isoformat(), _filters(view))
    lines = tuple(said for _, said in words.waiting(found))
    return _figure(
        TO_FOLLOW,
        tile,
        None,
        (
            Evidence(
                "Journal et années des données",
                " », « ".join(dict.fromkeys(map(_named, WAITING.values()))),
                certainty="computed",
            ),
        ),
        passages=(Passage("", lines),) if lines else (),
    )


def points(*frames: pd.DataFrame) -> follow_up.Points:
    """What waits, from the frames of ``FOLLOWED``."""
    named = dict(zip(FOLLOWED, frames, strict=True))
    budget, progress, entries = (named[f"tracking_{name}?"] for name in ("budget", "progress", "entries"))
    raised = follow_up.alerts_raised(
        named["schema_actions?"], named["schema_key_actions?"], budget, progress, entries, _day(frames)
    )
    return follow_up.points(
        _day(frames),
        decided=named["noted?"],
        raised=raised,
        entries=entries,
        changed=named["since_meeting?"],
        yearly={name: named[f"{name}?"] for name in follow_up.YEARLY},
    )


def _day(frames: tuple[pd.DataFrame, ...]):  # type: ignore[no-untyped-def]
    return frames[0]["day"].iloc[0]


def _named(place: Place) -> str:
    """« Séance, Décisions »."""
    page = PAGES[place.page]
    return f"{page.title}, {next(view.label for view in page.views if view.slug == place.view)}"


def compared(build: Callable[..., Figure], view: View, *frames: pd.DataFrame) -> Figure:
    """The chart of a tile sets the three side by side already: its figure is what the chart says."""
    whole = build(comparing.alone(view), *frames)
    if not whole.rows:
        return whole
    said = comparing.said({row.label: row.text for row in whole.rows})
    detail = whole.numbers[0].detail.replace(words.ALL, TOGETHER)
    return replace(whole, numbers=(Number(said, whole.subtitle, detail),))


BY_TERRITORY = " par territoire"
TO_FOLLOW = "À suivre"
FOLLOWED = (
    "tracking_when",
    "noted?",
    "since_meeting?",
    "schema_actions?",
    "schema_key_actions?",
    "tracking_budget?",
    "tracking_progress?",
    "tracking_entries?",
    *(f"{name}?" for name in follow_up.YEARLY),
)
# Each kind of what waits, and where it is dealt with.
WAITING = {
    "late": Place("seance", "decisions"),
    "due": Place("seance", "decisions"),
    "alerts": Place("schema", "suivi"),
    "stale": Place("donnees", "etat"),
}
EVERY_FILTER = ("territoire", "commune", "domaine")
BLOCKS = (
    Block(
        "synthese-secteur",
        PAGES["secteur"].title,
        of_sector,
        ("sector_establishments", "domains"),
        follows=("domaine",),
    ),
    Block("synthese-maturite", PAGES["maturite"].title, of_maturity, ("survey_answers",)),
    Block(
        "synthese-formations",
        PAGES["formations"].title,
        of_training,
        ("training_offers", "communes", "training_coverage"),
        follows=EVERY_FILTER,
        compared=partial(compared, of_training),
    ),
    Block(
        "synthese-competences",
        PAGES["competences"].title,
        of_skills,
        ("recruitment", "basins"),
        follows=EVERY_FILTER,
        compared=partial(compared, of_skills),
    ),
    Block("synthese-schema", PAGES["schema"].title, of_plan, ("schema_actions", "schema_pillars")),
    Block("synthese-suivre", TO_FOLLOW, to_follow, FOLLOWED),
)
# Block -> the view behind its tile.
BEHIND = {
    "synthese-secteur": Place("secteur", "essentiel"),
    "synthese-maturite": Place("maturite", "essentiel"),
    "synthese-formations": Place("formations", "carte"),
    "synthese-competences": Place("competences", "recrutements"),
    "synthese-schema": Place("schema", "budget"),
    "synthese-suivre": Place("seance", "decisions"),
}
