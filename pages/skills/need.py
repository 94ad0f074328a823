"""Need and supply of each domain, side by side: a table, since no two of its figures can share an axis."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pandas as pd

from components.figures import comparing
from components.figures.blocks import Block, Figure, Gap, Passage, Table, View
from components.figures.drawn import COLON
from components.figures.evidence import cite
from components.figures.offers_known import known_offers
from data.french.formats import count, listing, number
from data.french.typography import french
from data.indicators import capacity, pressure, recruitment, secrecy, tension, training
from data.vocabulary import TERRITORIES
from pages.skills import recruitment as bmo

DATASETS = (
    "recruitment",
    "occupation_tension",
    "job_seekers?",
    "skills",
    "training_offers",
    "training_capacity?",
    "communes",
    "domains",
    "training_coverage?",
)
ROOM_READS = "Aucune colonne ne se divise par une autre ; 3 de plus : dans les documents"
# Columns that no territory changes say so in their head.
_SAME = "(toute l’île)"
_CITED = f"Compétences citées {_SAME}"
_SEEKERS = "Demandeurs d’emploi 2020 (3 métiers, Centre)"
_CAUSES = "Causes fortes de la tension, avec leur nombre de métiers"
NOT_TIED = "sans métier suivi"
NONE_LISTED = "aucune"
LEVELS = {
    "bac": "bac",
    "bac+2": "bac+2",
    "bac+3": "bac+3",
    "bac+5": "bac+5 et plus",
    "none": "niveau non dit",
}
SEAT_KINDS = {"bts": "BTS, bac+2", "certificate": "certificats"}
NOT_PUBLISHED = "non publié"
WHY_NOT = (
    "**Pourquoi ne pas trop en lire.** Les années et les périmètres diffèrent d’une colonne à l’autre : "
    "aucune ne se divise par une autre, et rien ici ne dit si l’offre suffit. Un projet de recrutement est "
    "une intention, pas un poste. Une formation recensée n’est pas toute l’offre. Un candidat confirme "
    "plusieurs vœux. Une formation peut compter dans deux domaines, et ses places aussi.\n\n"
    "**Sans métier suivi.** Aucun métier de l’enquête de recrutement n’est rattaché au domaine.\n\n"
    f"**Vœux par place.** Calculés seulement à partir de {pressure.LEAST_SEATS} places, quand vœux et places "
    "sont publiés pour la même année.\n\n"
    "**Ce qu’on ne sait pas.** L’insertion à 6 mois est publiée par CFA, pas par domaine (voir Formations, "
    "Offres). Les demandeurs d’emploi par métier ne sont connus que pour trois métiers du bassin Centre, en "
    "2020. Aucune source ne dit combien de personnes se forment à distance."
)


def side_by_side(
    view: View,
    cells: pd.DataFrame,
    classes: pd.DataFrame,
    seekers: pd.DataFrame,
    skills: pd.DataFrame,
    offers: pd.DataFrame,
    seats: pd.DataFrame,
    communes: pd.DataFrame,
    domains: pd.DataFrame,
    coverage: pd.DataFrame,
) -> Figure:
    """One row a domain: projects, tension, job seekers, skills asked for, courses, seats, wishes a seat."""
    year = recruitment.years(cells)[-1]
    last = capacity.latest(seats) if len(seats) else None
    rows, cited, causes = [], [], []
    whole = not view.projection
    for domain in _kept(view, domains).itertuples():
        key = str(domain.domain_id)
        tied = recruitment.of_view(cells, None, key)
        here = recruitment.of_view(tied, view.territory, None)
        own = tension.classed(tension.of_domain(classes, key))
        asked = skills[skills["domain_id"] == key]
        chosen = training.select(offers, communes, territory=view.territory, domain_id=key)
        places = _seats(seats, communes, view.territory, key, last)
        known = seekers[seekers["domain_id"] == key] if len(seekers) else seekers
        known = known[known["territory"] == view.territory] if view.territory and len(known) else known
        if strong := _strong_causes(own):
            causes.append(french(f"{domain.domain} : {strong}."))
        per_seat = pressure.wishes_per_seat(places) if len(places) else None
        rows.append(
            {
                "Domaine": domain.domain,
                f"Projets de recrutement {year}": secrecy.cell(recruitment.totals(here, year))
                if len(tied)
                else NOT_TIED,
                f"Tension 5 sur 5, {_years(classes)} {_SAME}": _classes(classes, key),
                _SEEKERS: _seekers(known),
                _CITED: number(len(asked)) if len(asked) else "aucune",
                "Formations recensées": _levels(chosen, whole) if len(chosen) else NONE_LISTED,
                f"Places lues en {last}, BTS et certificats": _by_kind(places, whole)
                if len(places)
                else NONE_LISTED,
                "Vœux par place": number(per_seat, decimals=1) if per_seat is not None else "sans objet",
            }
        )
        cited += [here[here["year"] == year], own, asked, chosen, places, known]
    shown = pd.DataFrame(rows)
    if not whole:
        shown = shown.drop(columns=[_CITED, _SEEKERS])
    lines = pd.concat([frame[_PROVENANCE] for frame in cited if len(frame)], ignore_index=True)
    return Figure(
        title=f"Besoin et offre {'de ce domaine' if view.domain else 'par domaine'}, côte à côte",
        subtitle="Chaque colonne a son année et son périmètre : aucune ne se divise par une autre",
        table=Table(shown, {}, wordy=True),
        table_first=True,
        passages=(Passage(_CAUSES, tuple(causes)),) if causes and whole else (),
        evidence=cite(view, lines.assign(note=None), computed=True),
        caution=" ".join(filter(None, _cautions(view, coverage, _unplaced(view, seats, communes, domains)))),
        explanation=WHY_NOT,
    )


def compared(view: View, *frames: pd.DataFrame) -> Figure | Gap | None:
    """One row a domain: each cell says its value in Centre, Nord and Sud, or once what is the same in all.

    A room reads the columns that a territory changes, under its first letter; the three others are counted.
    """
    room = view.projection
    names = [f"{name} ({name[0]})" if room else name for name in TERRITORIES]
    title = f"{BLOCK.heading}{COLON}{listing(names)}"
    figure = comparing.compared(side_by_side, view, frames, title)
    if not isinstance(figure, Figure) or figure.table is None:
        return figure
    own = figure.table.frame.set_index([comparing.TERRITORY, "Domaine"])
    own = own.reindex(own.index.get_level_values("Domaine").unique(), level="Domaine")
    left = [column for column in own if str(column).endswith(_SAME)] if room else []
    cells = {}
    for column in own.columns.drop(left):
        known = own[column].unstack(comparing.TERRITORY, sort=False)
        cells[column] = known["Centre"] if column == _SEEKERS else known.apply(_cell, axis=1, args=(view,))
    *_, seats, communes, domains, _coverage = frames
    said = [figure.caution, _unplaced(view, seats, communes, domains)]
    return replace(
        figure,
        subtitle=ROOM_READS if room else figure.subtitle,
        table=replace(figure.table, frame=pd.DataFrame(cells).reset_index()),
        caution=" ".join(filter(None, said)),
    )


def _cell(known: pd.Series, view: View) -> str:
    """« C 7 · N 1 · S aucune » for a room, and on a page a line for each with its name and its details."""
    if known.nunique() == 1:
        return str(known.iloc[0])
    if not view.projection:
        return "\n".join(f"{name}\u00a0{known[name]}" for name in TERRITORIES)
    return "\u00a0· ".join(f"{name[0]} {known[name]}".replace(" ", "\u00a0") for name in TERRITORIES)


def _cautions(view: View, coverage: pd.DataFrame, unplaced: str) -> list[str]:
    said = [known_offers(view, coverage)] if len(coverage) else []
    if view.territory:
        said += [f"Projets, demandeurs d’emploi, formations et places : {view.territory}.", unplaced]
    return said


def _unplaced(view: View, seats: pd.DataFrame, communes: pd.DataFrame, domains: pd.DataFrame) -> str:
    """The places that no territory can show, in words; nothing when there is none."""
    if seats.empty:
        return ""
    last = capacity.latest(seats)
    own = [_seats(seats, communes, None, key, last) for key in _kept(view, domains)["domain_id"]]
    found = pd.concat(own).drop_duplicates(_COURSE)
    lost = capacity.seats(found[found["commune_code"].isna()])
    said = f"{count(lost, 'place')} de CFA dont la commune n’est pas connue : hors de tout territoire."
    return said if lost else ""


def _kept(view: View, domains: pd.DataFrame) -> pd.DataFrame:
    return domains if view.domain_id is None else domains[domains["domain_id"] == view.domain_id]


_COURSE = ["uai", "course_code", "title", "status"]
_PROVENANCE = ["source_id", "locator", "certainty", "note"]


def _years(classes: pd.DataFrame) -> str:
    return listing([str(year) for year in sorted(classes["year"].unique())])


def _seats(
    seats: pd.DataFrame, communes: pd.DataFrame, territory: str | None, domain_id: str, last: int | None
) -> pd.DataFrame:
    """The rows of the last year that the place and the domain leave."""
    if last is None:
        return seats
    found = capacity.select(seats, communes, territory=territory, domain_id=domain_id)
    return found[found["year"] == last]


def _classes(classes: pd.DataFrame, domain_id: str) -> str:
    tied = tension.of_domain(classes, domain_id)
    own = tension.classed(tied)
    if own.empty:
        return "non publiée" if len(tied) else NOT_TIED
    return f"{number(tension.strongest(own))} sur {number(len(own))}"


def _strong_causes(own: pd.DataFrame) -> str:
    """« lien formation-emploi (3), intensité d’embauches (1) », with the occupations of each, or nothing."""
    causes = Counter(cause for _, row in own.iterrows() for cause in tension.strong_causes(row))
    return ", ".join(f"{cause.lower()} ({number(held)})" for cause, held in causes.most_common())


def _levels(chosen: pd.DataFrame, whole: bool) -> str:
    """« 10 (bac+2 : 8 ; niveau non dit : 2) »; « 10 » where the room reads it."""
    counts = training.band_of(chosen["level"]).value_counts()
    said = [
        f"{LEVELS[band]} : {number(counts[band])}" for band in training.LEVEL_BANDS if band in counts.index
    ]
    return french(f"{number(len(chosen))} ({' ; '.join(said)})") if whole else number(len(chosen))


def _by_kind(places: pd.DataFrame, whole: bool) -> str:
    """« 195 (BTS, bac+2 : 183 ; certificats : 12) »: a certificate has no level in the file."""
    sums = places.groupby("kind")["seats"].sum()
    said = [f"{word} : {number(sums[kind])}" for kind, word in SEAT_KINDS.items() if kind in sums.index]
    seats = number(capacity.seats(places))
    return french(f"{seats} ({' ; '.join(said)})") if whole else seats


def _seekers(known: pd.DataFrame) -> str:
    if known.empty:
        return NOT_PUBLISHED
    return number(known["job_seekers"].sum())


BLOCK = Block(
    "competences-besoin-offre",
    "Besoin et offre par domaine",
    side_by_side,
    DATASETS,
    follows=("territoire", "domaine"),
    terms=(*bmo.TERMS, "BTS"),
    compared=compared,
)
