"""What « Données » says: what there is, how sure it is, what is missing and what to send."""

from __future__ import annotations

import pandas as pd

from components.figures.proportions import proportion
from data.french.formats import count, is_unknown, listing, number

NARROW = "\u202f"
STATE_WORDS = {
    "data": "en données",
    "text": "en texte",
    "divider": "intercalaire",
    "picture-only": "image seule",
}
DEFAULT_REQUEST = "la diapositive, avec son texte et ses chiffres (PowerPoint ou PDF)"
_SURVEY = (
    "tableau\u202f: un libellé par ligne, part des entreprises (en\u202f%), base et effectif (CSV ou Excel)"
)
# What to send for each missing part, by title and part: a form the importer or the typist can use at once.
REQUESTS = {
    (
        "TRANSFORMATION NUMÉRIQUE – SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS",
        "accompagnement de la présence sur Internet",
    ): _SURVEY,
    ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "freins"): _SURVEY,
    ("NUMÉRIQUE ET DÉVELOPPEMENT DE L’ENTREPRISE – FREINS ET CHANTIERS", "chantiers"): _SURVEY,
    ("Répartition par grande catégories d’activités des entreprises interrogées", ""): (
        "tableau\u202f: une catégorie par ligne, nombre ou part des entreprises, effectif et année"
    ),
    ("SIDEFOP (adresse imprimée)", "carte de l’offre"): (
        "fichier des offres\u202f: organisme, intitulé, niveau, modalité, commune, sessions (CSV ou Excel)"
    ),
    ("Genially (adresse imprimée)", "présentation en ligne"): "le texte et les chiffres (PDF ou Word)",
    ("Besoins en compétences – AKTO", "contenu de l’intervention"): (
        "la présentation, et ses tableaux (CSV ou Excel)"
    ),
    ("LE NUMERIQUE DANS LA STMT", ""): (
        "tableau\u202f: effectifs par date, territoire et code métier, ROME ou FAP (CSV ou Excel)"
    ),
    ("LES DE FORMÉS DANS LE NUMERIQUE", ""): (
        "tableau\u202f: effectifs par année, formation et territoire (CSV ou Excel)"
    ),
    ("LE SECTEUR DU NUMERIQUE DANS : BMO, DPAE et INTERIM", ""): (
        "trois tableaux\u202f: année, territoire, code métier ou secteur, effectif (CSV ou Excel)"
    ),
    ("SECTEURS ET METIERS EN TENSION DANS LE NUMERIQUE", ""): (
        "tableau\u202f: secteur ou métier avec son code, année, indicateur de tension (CSV ou Excel)"
    ),
    ("Témoignages de professionnels – 30 mn", "témoignage de Martinique Digital"): "le texte (Word ou PDF)",
    ("Témoignages de professionnels – 30 mn", "témoignage de Martinique Tech"): "le texte (Word ou PDF)",
    (
        "L’évolution de la carte des formations au regard des besoins identifiés",
        "contenu de l’intervention",
    ): "la présentation, et le tableau\u202f: intitulé, organisme, niveau, commune (CSV ou Excel)",
    ("Les principales préconisations du CEP (1)", ""): "le texte, une préconisation par ligne",
    ("Les principales préconisations du CEP (2)", ""): "le texte, une préconisation par ligne",
    (
        "L’ÉLABORATION DE LA STRATÉGIE NUMÉRIQUE – UN PROCESSUS COLLABORATIF",
        "schéma du processus",
    ): "le schéma, ou les nombres de ses quatre libellés",
    ("Planning global des actions", "calendrier 2024-2027"): (
        "tableau\u202f: action, date de début, date de fin (CSV ou Excel)"
    ),
}  # fmt: skip


def request(row: pd.Series) -> str:
    """What to send for one missing part."""
    part = "" if is_unknown(row["part"]) else str(row["part"])
    return REQUESTS.get((str(row["title"]), part), DEFAULT_REQUEST)


def asked(row: pd.Series) -> str:
    """« « Planning global des actions », calendrier 2024-2027. À envoyer : tableau… »."""
    part = "" if is_unknown(row["part"]) else f", {row['part']}"
    return f"«\u00a0{row['title']}\u00a0»{part}. À envoyer{NARROW}: {request(row)}"


def headline(inventory: pd.DataFrame, titles: pd.DataFrame, missing: pd.DataFrame) -> list[str]:
    """What there is, then what became of the deck and what is missing from it."""
    there = inventory[inventory["available"]]
    documents = {source for sources in there["source_ids"] for source in sources}
    said = [
        f"{count(len(there), 'jeu de données', 'jeux de données')}, {count(there['rows'].sum(), 'ligne')}, "
        f"{count(len(documents), 'document cité', 'documents cités')}."
    ]
    if len(titles):
        said.append(f"{deck(titles)}.{gone(missing)}")
    return said


def deck(titles: pd.DataFrame) -> str:
    """« 86 titres au support : 13 en données, 46 en texte, 16 intercalaires, 11 images seules »."""
    counts = titles["state"].value_counts()
    words = {
        "data": ("en données", "en données"),
        "text": ("en texte", "en texte"),
        "divider": ("intercalaire", "intercalaires"),
        "picture-only": ("en image seule", "en image seule"),
    }
    parts = [count(counts[state], *word) for state, word in words.items() if counts.get(state)]
    return f"{count(len(titles), 'titre')} au support{NARROW}: {listing(parts)}"


def gone(missing: pd.DataFrame) -> str:
    """« 22 contenus manquent, dont 4 détenus par France Travail. »; nothing when all is there."""
    if missing.empty:
        return ""
    holders = missing["holder"].dropna().value_counts()
    named = holders[["support" not in str(holder) for holder in holders.index]]
    most = named[named == named.max()]
    said = (
        f" {count(len(missing), 'contenu manque', 'contenus manquent')}, "
        f"à demander à {count(len(named), 'détenteur')}"
    )
    if len(named) > 1 and len(most) == 1:
        said += f", d’abord {most.index[0]} ({number(most.iloc[0])})"
    return said + "."


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
        f"{count(len(documents), 'document')}{NARROW}: "
        f"{number(licensed)} avec une licence indiquée, {number(len(documents) - licensed)} sans"
    )


def years(values: tuple[int, ...]) -> str | None:
    """« 2020, 2024 »; a long run as « 2015 à 2025 »; None when nothing is dated."""
    if not values:
        return None
    if len(values) > 3:
        return f"{values[0]} à {values[-1]}"
    return ", ".join(map(str, values))
