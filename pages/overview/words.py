"""What each tile of « Synthèse » says: one figure to quote, a sentence, its year and its perimeter."""

from __future__ import annotations

import re
from typing import NamedTuple

import pandas as pd

from components.figures.proportions import proportion
from data.french.formats import count, day, keur, number, points, share
from data.french.typography import french
from data.indicators import plan, recruitment, sector, survey, training
from data.indicators.follow_up import DUE_DAYS, Points

ALL = "Martinique entière"


class Tile(NamedTuple):
    """One tile: ``figure`` as written, ``sentence`` under it, ``year`` and ``perimeter`` of the figure."""

    figure: str
    sentence: str
    year: str
    perimeter: str


class Filters(NamedTuple):
    """The shared filters in force that a tile may follow; None restricts nothing."""

    territory: str | None = None
    domain_id: str | None = None
    domain: str | None = None
    commune_code: str | None = None
    commune: str | None = None


def perimeter(filters: Filters, *, territory: bool = False, domain: bool = False) -> str:
    """The place and domain of a figure that follows these filters, or not: never one that it ignores."""
    place = (filters.territory if territory else None) or ALL
    if not filters.domain:
        return place
    return f"{place}, {filters.domain if domain else 'tous domaines'}"


def of_sector(sectors: pd.DataFrame, filters: Filters) -> Tile:
    """Establishments of the domain in force (of the whole, when the count does not tell it apart)."""
    whole, year = sector.totals(sectors), str(int(sectors["year"].max()))
    own = sector.totals(sector.of_domain(sectors, filters.domain_id))
    if filters.domain_id and own["establishments"]:
        figure = count(own["establishments"], "établissement")
        sentence = (
            f"sur {number(whole['establishments'])}, et {count(own['employees'], 'salarié')} "
            f"sur {number(whole['employees'])}"
        )
        return Tile(figure, sentence, year, perimeter(filters, domain=True))
    figure = count(whole["establishments"], "établissement")
    sentence = f"et {count(whole['employees'], 'salarié')} dans le numérique"
    employing = sector.by_subsector(sectors).nlargest(2, "employees", keep="all")
    if filters.domain_id:
        sentence += f" ; le comptage ne distingue pas « {filters.domain} »"
    elif len(employing) == 2 and employing["employees_share"].iloc[0] > 0.5:
        first = employing.iloc[0]
        sentence += f" ; {first['subsector']} : {proportion(first['employees_share'])} des salariés"
    return Tile(figure, french(f"{sentence}."), year, perimeter(filters))


def strongest_change(answers: pd.DataFrame) -> pd.Series | None:
    """The widest of the changes that Holm's correction keeps; None when it keeps none, or on a tie."""
    found = survey.all_changes(answers)
    solid = found[found["strength"] == survey.SOLID]
    strongest = solid[solid["change"].abs() == solid["change"].abs().max()]
    return strongest.iloc[0] if len(strongest) == 1 else None


def of_maturity(answers: pd.DataFrame, filters: Filters) -> Tile:
    """The widest solid change of the survey; a plain count when there is none."""
    earlier, later = survey.editions(answers)
    change, place = strongest_change(answers), perimeter(filters)
    if change is None:
        asked = count(survey.sample_size(answers), "entreprise")
        return Tile(asked, french(f"interrogées en {earlier} et en {later}."), str(later), place)
    status = " (en projet)" if change["status"] == "planned" else ""
    rows = survey.everyone(answers, change["question_id"], change["status"])
    base = rows.loc[(rows["item"] == change["item"]) & (rows["edition"] == later)].iloc[0]
    sentence = (
        f"{change['item']}{status} : {points(change['change'])} depuis {earlier}, "
        "la plus forte évolution solide."
    )
    asked = f"base : {share(base['base_share'])} des {number(base['sample_size'])} interrogées"
    return Tile(share(change["after"]), french(sentence), french(f"{later} · {asked}"), place)


def of_training(
    offers: pd.DataFrame, communes: pd.DataFrame, coverage: pd.DataFrame, filters: Filters
) -> Tile:
    """The offers confirmed by a source at the place and in the domain in force, and those of the core.

    ``coverage`` says whether any source loaded can hold continuing training: until then, the tile says not.
    """
    loaded = "continuing" in training.kinds_loaded(coverage)
    absent = "" if loaded else french(" Formation continue : non chargée.")
    chosen = training.select(
        offers,
        communes,
        territory=filters.territory,
        commune_code=filters.commune_code,
        domain_id=filters.domain_id,
    )
    place = perimeter(
        filters._replace(territory=filters.commune or filters.territory), territory=True, domain=True
    )
    sessions = offers["session"].dropna().mode()
    years = re.search(r"\d{4}(?: ou \d{4})?", sessions.iloc[0]) if len(sessions) else None
    year = years[0] if years else "année non indiquée"
    if chosen.empty:
        return Tile(
            "Aucune formation recensée", f"Cela ne veut pas dire qu’il n’en existe pas.{absent}", year, place
        )
    core = number((chosen["scope"] == "core").sum())
    where = count(chosen["commune"].nunique(), "commune")
    sentence = f"dans {where}, dont {core} au cœur du numérique.{absent}"
    return Tile(count(len(chosen), "formation recensée", "formations recensées"), sentence, year, place)


def of_skills(cells: pd.DataFrame, basins: pd.DataFrame, filters: Filters) -> Tile:
    """Recruitment projects of the last survey, for the domain in force or for computing, with their range."""
    year = recruitment.years(cells)[-1]
    basin = recruitment.basin_of(basins, filters.commune_code)
    here = recruitment.of_view(cells, filters.territory, filters.domain_id, basin)
    total = recruitment.totals(here if filters.domain_id else recruitment.core(here), year)
    sought = recruitment.widened(filters.commune, filters.commune_code, basins) or filters.territory
    place = perimeter(filters._replace(territory=sought), territory=True, domain=True)
    subject = "" if filters.domain_id else "dans l’informatique"
    if not total["cells"]:
        tied = not recruitment.of_view(cells, None, filters.domain_id).empty
        none = "Aucun métier cité" if tied else "Aucun métier rattaché"
        return Tile(none, _none_cited(filters.domain, tied), str(year), place)
    span = f"{number(total['low'])} à {number(total['high'])}"
    if recruitment.state(total) == "secret":
        hidden = "nombres gardés secrets, bornes déduites"
        return Tile(f"{span} projets de recrutement", _sentence(subject, hidden), str(year), place)
    hidden = f"{span} en comptant les nombres gardés secrets" if total["secret"] else ""
    figure = count(total["visible"], "projet de recrutement", "projets de recrutement")
    return Tile(figure, _sentence(subject, hidden), str(year), place)


def _none_cited(domain: str | None, tied: bool) -> str:
    """Of which occupations none is cited: those of a domain, which has some if ``tied``, or of computing."""
    if domain and not tied:
        return french(f"Aucun métier de l’enquête n’est rattaché à « {domain} ».")
    subject = f"rattaché à « {domain} »" if domain else "de l’informatique"
    return french(f"L’enquête ne cite ici aucun métier {subject}.")


def _sentence(*parts: str) -> str:
    """« Dans l’informatique, 65 à 77 en comptant … . »; nothing from nothing."""
    said = ", ".join(filter(None, parts))
    return f"{said[0].upper()}{said[1:]}." if said else ""


def of_plan(actions: pd.DataFrame, filters: Filters) -> Tile:
    """The printed cost of the plan, in how many actions, and the few that make more than half of it."""
    if actions.empty:
        return Tile(
            "non indiqué", "Aucune action n’est lue dans le planning.", "2024-2027", perimeter(filters)
        )
    sentence = f"pour {count(len(actions), 'action')}"
    group = plan.leading(plan.ranked(actions))
    if 0 < len(group) <= 2 < len(actions):
        few = "la plus chère fait" if len(group) == 1 else f"les {number(len(group))} plus chères font"
        sentence += f" ; {few} {share(group['share'].sum(), decimals=0)} du total"
    total = keur(plan.total_keur(actions))
    return Tile(total, french(f"{sentence}."), "2024-2027", perimeter(filters))


def waiting(points: Points) -> list[tuple[str, str]]:
    """What waits for somebody, as (kind, words), the most pressing first; what does not is left out."""
    said = {
        "late": count(points.late, "décision en retard", "décisions en retard"),
        "due": count(points.due, "décision à échéance", "décisions à échéance") + f" sous {DUE_DAYS} jours",
        "alerts": count(points.alerts, "alerte du suivi", "alertes du suivi"),
        "stale": count(
            points.stale,
            "jeu de données annuel d’une année passée",
            "jeux de données annuels d’années passées",
        ),
    }
    return [(kind, words) for kind, words in said.items() if getattr(points, kind)]


def since_meeting(points: Points) -> str:
    """What changed since the last meeting; nothing before the first one."""
    if not points.meeting:
        return ""
    when = day(points.meeting[:10])
    if not points.changed:
        return f"rien de modifié depuis la séance du {when}"
    changed = count(points.changed, "sujet modifié", "sujets modifiés")
    return f"{changed} depuis la séance du {when}"


def to_follow(points: Points, today: str, filters: Filters) -> Tile:
    """How much waits for somebody; with nothing typed yet, that is what is said."""
    total = points.late + points.due + points.alerts + points.stale
    nothing = "aucune décision ni suivi saisis pour l’instant"
    said = [nothing if not points.typed else "", since_meeting(points)]
    if points.typed and not (points.late or points.due or points.alerts):
        said.append("ni retard, ni échéance, ni alerte")
    sentence = " ; ".join(filter(None, said))
    sentence = sentence[:1].upper() + sentence[1:] + ("." if sentence else "")
    figure = count(total, "point à suivre", "points à suivre")
    return Tile(figure, french(sentence), f"au {day(today)}", perimeter(filters))
