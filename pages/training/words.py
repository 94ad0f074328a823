"""What the training offers say, in sentences that never take « not known here » for « not there »."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from components.figures.blocks import View
from components.figures.offers_known import known_offers as known_offers
from data.french.formats import count, number
from data.french.typography import french
from data.indicators import training
from data.vocabulary import TERRITORIES

IN_TERRITORY = {"Centre": "au Centre", "Nord": "au Nord", "Sud": "au Sud"}
NOT_PROOF = "Cela ne veut pas dire qu’il n’en existe pas."
# In the cells of a table, of any gender; beside the bars of offers.
NOTHING = "rien de recensé"
NONE_LISTED = "aucune recensée"

LEVELS = {
    "bac": "Bac (niveaux 3 et 4)",
    "bac+2": "Bac+2 (niveau 5)",
    "bac+3": "Bac+3 (niveau 6)",
    "bac+5": "Bac+5 et plus (niveau 7+)",
    "none": "Niveau non indiqué",
}
# The lowest level of the European framework that each choice keeps.
FROM_LEVEL = {"Bac et plus": 4, "Bac+2 et plus": 5, "Bac+3 et plus": 6, "Bac+5 et plus": 7}
STATUSES = {
    "initial": "Formation initiale",
    "apprenticeship": "Alternance",
    "continuing": "Formation continue",
    "none": "Statut non indiqué",
}
DELIVERIES = {
    "on-site": "Présentiel",
    "remote": "Distance ou hybride",
    "none": "Mode non indiqué",
}
SCOPES = {"core": "Cœur du numérique", "related": "Connexe"}
# The choices of the page: what each is called when it is to be removed.
CHOICES = {
    "niveau": "le niveau",
    "a_partir_de": "le niveau",
    "modalite": "le statut",
    "mode": "le mode",
    "perimetre": "le périmètre",
}


def listed(offers: float) -> str:
    """« 3 formations recensées », « aucune formation recensée »."""
    if not offers:
        return "aucune formation recensée"
    return count(offers, "formation recensée", "formations recensées")


def at(commune: str) -> str:
    """« à Schœlcher », « au Lamentin », « aux Trois-Îlets », « à La Trinité »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if commune.startswith(article):
            return contracted + commune.removeprefix(article)
    return f"à {commune}"


def where(view: View) -> str:
    """The place in force, after « recensées »."""
    if view.commune:
        return at(view.commune)
    return IN_TERRITORY[view.territory] if view.territory else "en Martinique"


def narrowing(view: View) -> dict[str, str]:
    """The filters and choices off their default beside the place, by parameter, and their values."""
    found = {"domaine": view.domain or ""}
    found |= {key: str(view.choices.get(key) or "") for key in CHOICES}
    return {key: word for key, word in found.items() if word and not word.startswith(("Tou", "Sur place ou"))}


def asked(view: View) -> str:
    """The filters in force beside the place, in brackets, or nothing."""
    found = narrowing(view).values()
    return f" ({', '.join(found)})" if found else ""


def none_listed(view: View) -> str:
    """« Aucune formation recensée au Sud (Télécommunications) »."""
    return f"Aucune formation recensée {where(view)}{asked(view)}"


def wider(view: View) -> dict[str, View]:
    """Each single change that could show more offers: how it is said, and the view that it would give."""
    found: dict[str, View] = {}
    if view.commune and view.territory:
        found[f"voir tout le territoire {view.territory}"] = replace(view, commune=None, commune_code=None)
    if view.commune or view.territory:
        found["voir toute la Martinique"] = replace(view, territory=None, commune=None, commune_code=None)
    for key, value in narrowing(view).items():
        if key == "domaine":
            found[f"enlever le domaine « {value} »"] = replace(view, domain=None, domain_id=None)
            continue
        rest = {name: word for name, word in view.choices.items() if name != key}
        found[f"enlever {CHOICES[key]} « {value} »"] = replace(view, choices=rest)
    if not view.choices.get("a_confirmer"):
        shown = {**view.choices, "a_confirmer": True}
        found["montrer aussi les formations à confirmer"] = replace(view, choices=shown)
    return found


def what_to_do(counts: Mapping[str, int]) -> str:
    """Which single changes show offers, and how many; ``counts``: offers of each view of ``wider``."""
    useful = [f"{step} ({count(offers, 'formation')})" for step, offers in counts.items() if offers]
    if useful:
        return french(f"Pour en voir : {', ou '.join(useful)}. {NOT_PROOF}")
    if len(counts) > 1:
        return french(f"Aucun filtre enlevé seul n’en fait voir : effacez-en plusieurs. {NOT_PROOF}")
    return NOT_PROOF


def headline(view: View, selected: pd.DataFrame) -> list[str]:
    """The opening: offers of the core and where they are, then those beside, then those to confirm."""
    if selected.empty:
        return [f"{none_listed(view)}.", NOT_PROOF]
    core = selected[selected["scope"] == "core"]
    related = selected[selected["scope"] == "related"]
    beside = count(len(related), "connexe")
    said = []
    if len(core):
        first = f"{listed(len(core))} au cœur du numérique{_spread(view, core)}"
        said.append(f"{first} ; et {beside}." if len(related) else f"{first}.")
    if len(related):
        named = "formation connexe recensée", "formations connexes recensées"
        said.append(f"{count(len(related), *named)}{_spread(view, related)}.")
    doubtful = int((~selected["verified"].astype(bool)).sum())
    if doubtful:
        said.append(f"Dont {count(doubtful, 'formation')} à confirmer.")
    return [french(sentence) for sentence in said]


def _spread(view: View, offers: pd.DataFrame) -> str:
    # What is in the core or beside it, the sentence says already.
    others = [word for key, word in narrowing(view).items() if key not in ("domaine", "perimetre")]
    among = [*([f"domaine « {view.domain} »"] if view.domain else []), *others]
    asked_for = "".join(f", {words}" for words in among)
    if view.commune or view.territory:
        within = "" if view.commune else f", dans {count(offers['commune'].nunique(), 'commune')}"
        return f" {where(view)}{asked_for}{within}"
    counts = training.count_by(offers, "territory")
    parts = [
        f"{number(counts[name]) if name in counts else 'aucune recensée'} {IN_TERRITORY[name]}"
        for name in TERRITORIES
    ]
    return f"{asked_for} : {', '.join(parts)}"


def map_title(view: View, selected: pd.DataFrame) -> str:
    """Where the offers are. A commune is named as first only when it is ahead by more than two."""
    total = len(selected)
    if not total:
        return none_listed(view)
    said = f"{listed(total)} {where(view)}{asked(view)}"
    counts = list(training.count_by(selected, "commune").items())
    if view.commune or len(counts) < 2 or counts[0][1] - counts[1][1] <= 2:
        return said
    commune, most = counts[0]
    return french(f"{said} : {number(most)} {at(commune)}")


def compared_title(view: View, counts: Mapping[str, int]) -> str:
    """« Formations recensées : 18 au Centre, 3 au Nord, aucune au Sud »: no first is named."""
    said = [
        f"{number(offers) if offers else 'aucune'} {IN_TERRITORY[name]}" for name, offers in counts.items()
    ]
    return french(f"Formations recensées{asked(view)} : {', '.join(said)}")


def levels_title(view: View, selected: pd.DataFrame) -> str:
    """How high the offers go, and what that leaves out: those without level, deduced ones, announcements.

    A plain description when the reader chose the level, or when fewer than two levels are known.
    """
    known = selected[selected["level"].notna()]
    if "niveau" in narrowing(view) or len(known) < 2:
        said = f"{listed(len(selected))} {where(view)}{asked(view)}"
        return said[0].upper() + said[1:]
    bands = training.band_of(known["level"])
    sure = "lu ou déduit" if training.level_deduced(known).any() else "lu"
    left = len(selected) - len(known)
    announced = int(training.five_years_announced(selected).sum())
    rest = f" ; {number(left)} sans niveau" if left else ""
    if announced:
        rest += f", dont {count(announced, 'annonce', 'annoncent').replace(chr(0xA0), ' qui ')} bac+5"
    high = known[bands.eq("bac+5")]
    if high.empty:
        top = "bac+3" if bands.eq("bac+3").any() else "bac+2" if bands.eq("bac+2").any() else "bac"
        return french(f"Aucune recensée au-dessus de {top} parmi {number(len(known))} de niveau {sure}{rest}")
    doubts = []
    if training.level_deduced(high).all():
        doubts.append("niveau déduit")
    if not high["verified"].astype(bool).any():
        doubts.append("à confirmer")
    doubt = f" ({', '.join(doubts)})" if doubts else ""
    lead = "mène" if len(high) == 1 else "mènent"
    of = f"{number(len(high))} sur {number(len(known))} de niveau {sure}"
    return french(f"{of} {lead} à bac+5 ou plus{doubt}{rest}")


def level_end(band: str, rows: pd.DataFrame, announced: int) -> str:
    """What is written at the end of the bar of a level: its offers, and how far the level is certain."""
    if band == "bac+5" and announced:
        said = f"{number(len(rows)) if len(rows) else 'aucune recensée'} ({number(announced)} sans niveau "
        return f"{said}{'l’annonce' if announced == 1 else 'l’annoncent'})"
    if rows.empty:
        return "aucune recensée"
    deduced = int(training.level_deduced(rows).sum())
    if deduced == len(rows):
        return f"{number(deduced)} (niveau déduit)"
    return f"{number(len(rows))}, dont {number(deduced)} de niveau déduit" if deduced else number(len(rows))


def offer(
    title: str, level: str, modality: str, session: str | None, *, verified: bool, seats: int | None = None
) -> str:
    """One offer on one line of the list beside the map."""
    parts = [title, level, modality]
    if seats is not None:
        parts.append(count(seats, "place"))
    if not verified:
        # Its date is why it is doubtful; for the others the table gives the session.
        parts += [session or "non daté", "à confirmer"]
    return " · ".join(parts)


def group_line(
    name: str, offers: int, organisations: int | None, doubtful: int, seats: int | None = None
) -> str:
    """« Fort-de-France : 12 formations, 7 organismes », « Lycée … : 2 formations, dont 1 à confirmer ».

    ``seats``: those that are known, of some of the offers.
    """
    said = [f"{name} : {count(offers, 'formation')}"]
    if organisations is not None:
        said.append(count(organisations, "organisme"))
    if doubtful:
        said.append(f"dont {number(doubtful)} à confirmer" if offers > doubtful else "à confirmer")
    if seats is not None:
        said.append(count(seats, "place connue", "places connues"))
    return french(", ".join(said))
