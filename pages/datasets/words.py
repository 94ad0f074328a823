"""What « Données » says: what there is, how sure it is, what is missing and what to send."""

from __future__ import annotations

import pandas as pd

from components.figures.proportions import proportion
from data.french.formats import count, is_unknown, listing, number, text_of
from data.french.typography import french
from data.indicators import coverage

# What stands between what is missing and the form in which to send it.
FORM = ". À envoyer"
_ADDRESS, _SILENT = "(adresse imprimée)", "(Sans texte)"
STATE_WORDS = {
    "data": "en données",
    "text": "en texte",
    "divider": "intercalaire",
    "picture-only": "image seule",
}
DEFAULT_REQUEST = "la diapositive, avec son texte et ses chiffres (PowerPoint ou PDF)"
_SURVEY = "tableau : un libellé par ligne, part des entreprises (en %), base et effectif (CSV ou Excel)"
# What to send for each missing part, by title and part: a form the importer or the typist can use at once.
REQUESTS = {
    (
        "TRANSFORMATION NUMÉRIQUE – SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS",
        "accompagnement de la présence sur Internet",
    ): _SURVEY,
    ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "freins"): _SURVEY,
    ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "chantiers"): _SURVEY,
    ("Répartition par grande catégories d’activités des entreprises interrogées", ""): (
        "tableau : une catégorie par ligne, nombre ou part des entreprises, effectif et année"
    ),
    ("SIDEFOP (adresse imprimée)", "carte de l’offre"): (
        "fichier des offres : organisme, intitulé, niveau, modalité, commune, sessions (CSV ou Excel)"
    ),
    ("Genially (adresse imprimée)", "présentation en ligne"): "le texte et les chiffres (PDF ou Word)",
    ("Besoins en compétences – AKTO", "contenu de l’intervention"): (
        "la présentation, et ses tableaux (CSV ou Excel)"
    ),
    ("LE NUMERIQUE DANS LA STMT", ""): (
        "tableau : effectifs par date, territoire et code métier, ROME ou FAP (CSV ou Excel)"
    ),
    ("LES DE FORMÉS DANS LE NUMERIQUE", ""): (
        "tableau : effectifs par année, formation et territoire (CSV ou Excel)"
    ),
    ("LE SECTEUR DU NUMERIQUE DANS : BMO, DPAE et INTERIM", ""): (
        "trois tableaux : année, territoire, code métier ou secteur, effectif (CSV ou Excel)"
    ),
    ("SECTEURS ET METIERS EN TENSION DANS LE NUMERIQUE", ""): (
        "tableau : secteur ou métier avec son code, année, indicateur de tension (CSV ou Excel)"
    ),
    ("Témoignages de professionnels – 30 mn", "témoignage de Martinique Digital"): "le texte (Word ou PDF)",
    ("Témoignages de professionnels – 30 mn", "témoignage de Martinique Tech"): "le texte (Word ou PDF)",
    (
        "L’évolution de la carte des formations au regard des besoins identifiés",
        "contenu de l’intervention",
    ): "la présentation, et le tableau : intitulé, organisme, niveau, commune (CSV ou Excel)",
    ("Les principales préconisations du CEP (1)", ""): "le texte, une préconisation par ligne",
    ("Les principales préconisations du CEP (2)", ""): "le texte, une préconisation par ligne",
    (
        "L’ÉLABORATION DE LA STRATÉGIE NUMÉRIQUE – UN PROCESSUS COLLABORATIF",
        "schéma du processus",
    ): "le schéma, ou les nombres de ses quatre libellés",
    ("Planning global des actions", "calendrier 2024-2027"): (
        "tableau : action, date de début, date de fin (CSV ou Excel)"
    ),
}  # fmt: skip


def request(row: pd.Series) -> str:
    """What to send for one missing part."""
    part = text_of(row["part"])
    return french(REQUESTS.get((str(row["title"]), part), DEFAULT_REQUEST))


def asked(row: pd.Series) -> str:
    """« « Planning global des actions », calendrier 2024-2027. À envoyer : tableau… »."""
    part = "" if is_unknown(row["part"]) else f", {row['part']}"
    inferred = " (déduit)" if row["certainty"] == "inferred" else ""
    return f"« {row['title']} »{part}{inferred}{FORM} : {request(row)}"


def headline(inventory: pd.DataFrame, titles: pd.DataFrame, missing: pd.DataFrame) -> list[str]:
    """What there is and what is missing, in one line; then what became of the deck and who holds the rest."""
    there = inventory[inventory["available"]]
    loaded = (
        f"{count(len(there), 'jeu de données', 'jeux de données')}, {count(there['rows'].sum(), 'ligne')}"
    )
    if titles.empty:
        return [f"{loaded}."]
    known = int(coverage.named(missing).sum())
    absent = (
        f"{count(len(missing), 'contenu manque', 'contenus manquent')}, "
        f"dont {number(known)} à un détenteur nommé"
        if len(missing)
        else "rien ne manque dans la présentation"
    )
    return [french(f"{loaded} ; {absent}."), f"{deck(titles)}.{gone(missing)}"]


def deck(titles: pd.DataFrame) -> str:
    """« 78 titres, 4 adresses seules et 4 pages sans texte dans la présentation : 13 en données, … ».

    An address printed alone, or a slide without words, is no title.
    """
    names = titles["title"].astype("str")
    addresses, silent = names.str.endswith(_ADDRESS), names.str.startswith(_SILENT)
    kinds = {
        ("titre", "titres"): int((~addresses & ~silent).sum()),
        ("adresse seule", "adresses seules"): int(addresses.sum()),
        ("page sans texte", "pages sans texte"): int(silent.sum()),
    }
    counts = titles["state"].value_counts()
    words = {
        "data": ("en données", "en données"),
        "text": ("en texte", "en texte"),
        "divider": ("intercalaire", "intercalaires"),
        "picture-only": ("en image seule", "en image seule"),
    }
    parts = [count(counts[state], *word) for state, word in words.items() if counts.get(state)]
    whole = listing([count(value, *word) for word, value in kinds.items() if value])
    return f"{whole} dans la présentation : {listing(parts)}"


def gone(missing: pd.DataFrame) -> str:
    """« 17 contenus manquants ont un détenteur nommé (8 détenteurs), dont 3 … ; 5 autres n’en ont pas »."""
    if missing.empty:
        return ""
    known = missing[coverage.named(missing)]
    rest = len(missing) - len(known)
    if known.empty:
        return f" {count(rest, 'contenu manque', 'contenus manquent')}, sans détenteur nommé."
    holders = known["holder"].value_counts()
    most = holders[holders == holders.max()]
    said = (
        f" {count(len(known), 'contenu manquant a', 'contenus manquants ont')} un détenteur nommé "
        f"({count(len(holders), 'détenteur')}"
    )
    if len(holders) > 1 and len(most) == 1:
        said += f", d’abord {most.index[0]} : {number(most.iloc[0])}"
    said += ")"
    inferred = int((known["certainty"] == "inferred").sum())
    if inferred:
        said += f", dont {count(inferred, 'déduit', 'déduits')}"
    if rest:
        said += f" ; {count(rest, 'autre n’en a pas', 'autres n’en ont pas')}"
    return said + "."


def holder_words(holder: object) -> str:
    """A holder as the page names it; what the deck does not name is said."""
    if is_unknown(holder):
        return "Sans détenteur nommé"
    return str(holder)


def freshness_title(rows: pd.DataFrame) -> str:
    """« Les chiffres les plus récents sont de 2025, les plus anciens de 2019 »."""
    years = rows["year"].dropna()
    if years.empty:
        return "Ancienneté des données"
    if years.min() == years.max():
        return f"Les données datées sont toutes de {years.min()}"
    return f"Les données les plus récentes sont de {years.max()}, les plus anciennes de {years.min()}"


def edition(year: object, due: object) -> str:
    """« dernière édition 2025 ; 2026 à charger », « dernière édition 2024 », « sans année »."""
    if is_unknown(year):
        return "sans année"
    return french(f"dernière édition {year}" + ("" if is_unknown(due) else f" ; {due} à charger"))


def to_load(ages: pd.DataFrame) -> str:
    """« Éditions parues à charger : Projets de recrutement (BMO), 2026 ; … »; nothing when all are there."""
    due = ages[ages["due"].notna()]
    said = " ; ".join(f"{row.title}, {row.due}" for row in due.itertuples())
    return french(f"Éditions parues à charger : {said}.") if said else ""


def age(years: object) -> str:
    """« de l’année », « il y a 1 an », « il y a 7 ans »."""
    if is_unknown(years):
        return "sans année"
    return "de l’année" if int(str(years)) <= 0 else f"il y a {count(years, 'an')}"


def certainty_title(shares: pd.DataFrame) -> str:
    """How much of what is shown was read as printed."""
    total = shares["count"].sum()
    if not total:
        return "Certitude des lignes, par jeu de données"
    read = shares.loc[shares["certainty"] == "read", "count"].sum()
    inferred = shares.loc[shares["certainty"] == "inferred", "count"].sum()
    return (
        f"{proportion(float(read / total)).capitalize()} des lignes sont lues telles quelles, "
        f"{count(inferred, 'est déduite', 'sont déduites')}"
    )


def sources_title(documents: pd.DataFrame) -> str:
    """How many documents, and how many say their licence."""
    licensed = documents["licence"].notna().sum()
    return (
        f"{count(len(documents), 'document')} : "
        f"{number(licensed)} avec une licence indiquée, {number(len(documents) - licensed)} sans"
    )


def years(values: tuple[int, ...]) -> str | None:
    """« 2020, 2024 »; a long run as « 2015 à 2025 »; None when nothing is dated."""
    if not values:
        return None
    if len(values) > 3:
        return f"{values[0]} à {values[-1]}"
    return ", ".join(map(str, values))
