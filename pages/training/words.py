"""What the training offers say, in sentences that never take « not read » for « not there »."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import View
from data.french.formats import NARROW_SPACE, count, listing, number
from data.indicators import training
from data.vocabulary import TERRITORIES

IN_TERRITORY = {"Centre": "au Centre", "Nord": "au Nord", "Sud": "au Sud"}
INITIAL_ONLY = (
    "Offres lues\u202f: formation initiale (Parcoursup) et quelques écoles. "
    "L’offre continue (SIDEFOP, plus de 90 organismes) n’est pas chargée."
)
NOT_PROOF = "Ne pas lire d’offre ne veut pas dire qu’il n’en existe pas."

LEVELS = {
    "bac": "Bac (niveaux 3 et 4)",
    "bac+2": "Bac+2 (niveau 5)",
    "bac+3": "Bac+3 (niveau 6)",
    "bac+5": "Bac+5 et plus (niveaux 7 et 8)",
    "none": "Niveau non indiqué",
}
MODALITIES = {
    "initial": "Formation initiale",
    "apprenticeship": "Alternance",
    "continuing": "Formation continue",
    "on-site": "Présentiel",
    "remote": "Distance ou hybride",
    "none": "Modalité non indiquée",
}
SCOPES = {"core": "Cœur du numérique", "related": "Connexe"}


def at(commune: str) -> str:
    """« à Schœlcher », « au Lamentin », « aux Trois-Îlets », « à La Trinité »."""
    for article, contracted in (("Le ", "au "), ("Les ", "aux ")):
        if commune.startswith(article):
            return contracted + commune.removeprefix(article)
    return f"à {commune}"


def where(view: View) -> str:
    """The place in force, after « lues »."""
    if view.commune:
        return at(view.commune)
    return IN_TERRITORY[view.territory] if view.territory else "en Martinique"


def _narrowing(view: View) -> dict[str, str]:
    """The filters and choices off their default beside the place: what each is called, and its value."""
    names = {"niveau": "le niveau", "modalite": "la modalité", "perimetre": "le périmètre"}
    found = {"le domaine": view.domain or ""}
    found |= {said: str(view.choices.get(key) or "") for key, said in names.items()}
    return {said: word for said, word in found.items() if word and not word.startswith("Tou")}


def asked(view: View) -> str:
    """The filters in force beside the place, in brackets, or nothing."""
    found = _narrowing(view).values()
    return f" ({', '.join(found)})" if found else ""


def none_read(view: View) -> str:
    """« Aucune offre lue au Sud (Télécommunications) »."""
    return f"Aucune offre lue {where(view)}{asked(view)}"


def what_to_do(view: View) -> str:
    """How to see offers again, from what is filtered."""
    steps = []
    if view.commune or view.territory:
        steps.append("élargissez le territoire")
    if _narrowing(view):
        steps.append(f"enlevez {listing(list(_narrowing(view)))}")
    if not view.choices.get("a_confirmer"):
        steps.append("montrez aussi les offres à confirmer")
    if not steps:
        return NOT_PROOF
    return f"Pour en voir{NARROW_SPACE}: {', ou '.join(steps)}. {NOT_PROOF}"


def headline(view: View, selected: pd.DataFrame) -> list[str]:
    """The opening: offers of the core and where they are, then what goes beyond, then the levels."""
    if selected.empty:
        return [f"{none_read(view)}. {NOT_PROOF}"]
    core = selected[selected["scope"] == "core"]
    related = selected[selected["scope"] == "related"]
    said = []
    if len(core):
        said.append(
            f"{count(len(core), 'offre lue', 'offres lues')} en cœur du numérique{_spread(view, core)}."
        )
    if len(related):
        beside = count(len(related), "offre connexe lue", "offres connexes lues")
        said.append(f"{beside}{' de plus' if len(core) else ''}{_spread(view, related)}.")
    doubtful = int((~selected["verified"].astype(bool)).sum())
    if doubtful:
        said.append(f"Dont {count(doubtful, 'offre')} à confirmer.")
    return [" ".join(said)]


def _spread(view: View, offers: pd.DataFrame) -> str:
    domain = f" dans le domaine « {view.domain} »" if view.domain else ""
    if view.commune or view.territory:
        communes = offers["commune"].nunique()
        within = "" if view.commune else f", dans {count(communes, 'commune')}"
        return f"{domain} {where(view)}{within}"
    counts = training.count_by(offers, "territory")
    parts = [
        f"{number(counts[name]) if name in counts else 'aucune lue'} {IN_TERRITORY[name]}"
        for name in TERRITORIES
    ]
    return f"{domain}{NARROW_SPACE}: {', '.join(parts)}"


def map_title(view: View, selected: pd.DataFrame) -> str:
    """Where the offers are: the commune that has the most, unless there is a tie or only one place."""
    total = len(selected)
    if not total:
        return none_read(view)
    read = f"{count(total, 'offre lue', 'offres lues')} {where(view)}{asked(view)}"
    counts = list(training.count_by(selected, "commune").items())
    if view.commune or total < 2 or len(counts) < 2 or counts[0][1] == counts[1][1]:
        return read
    commune, most = counts[0]
    return f"{read}{NARROW_SPACE}: {number(most)} {at(commune)}"


def levels_title(selected: pd.DataFrame) -> str:
    """How high the offers read go, among those whose level the source gives."""
    known = selected["level"].dropna()
    if len(known) < 2:
        return "Offres lues par niveau"
    bands = training.band_of(known)
    of = f"{number(len(known))} offres dont le niveau est indiqué"
    if not bands.eq("bac+5").any():
        top = "bac+3" if bands.eq("bac+3").any() else "bac+2" if bands.eq("bac+2").any() else "bac"
        return f"Parmi les {of}, aucune lue au-dessus de {top}"
    high = bands.eq("bac+5")
    sure = selected.loc[known.index, "verified"].astype(bool)
    doubt = "" if sure[high].any() else ", à confirmer"
    return f"{number(high.sum())} des {of}{' mène' if high.sum() == 1 else ' mènent'} à bac+5 ou plus{doubt}"


def offer(title: str, level: str, modality: str, session: str | None, *, verified: bool) -> str:
    """One offer on one line of the list beside the map."""
    parts = [title, level, modality]
    if not verified:
        # Its date is why it is doubtful; for the others the table gives the session.
        parts += [session or "non daté", "à confirmer"]
    return " · ".join(parts)


def group_line(name: str, offers: int, organisations: int | None, doubtful: int) -> str:
    """« Fort-de-France : 12 offres lues, 7 organismes », « Lycée … : 2 offres lues, dont 1 à confirmer »."""
    said = [f"{name}{NARROW_SPACE}: {count(offers, 'offre lue', 'offres lues')}"]
    if organisations is not None:
        said.append(count(organisations, "organisme"))
    if doubtful:
        said.append(f"dont {number(doubtful)} à confirmer" if offers > doubtful else "à confirmer")
    return ", ".join(said)
