"""The contents of « Données »: datasets, how sure they are, the deck's coverage, what to ask, documents."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import (
    CERTAINTY_WORDS,
    Block,
    Choice,
    Contents,
    Evidence,
    Figure,
    Gap,
    PageView,
    Passage,
    Table,
    View,
)
from components.figures.palette import CERTAINTY
from components.figures.stacked import stacked
from components.screen.links import NEEDS_INTERNET
from data import printed_sums
from data.catalogue import DATASETS
from data.columns import Dataset
from data.dictionary import column_rows
from data.french.formats import count, is_unknown, listing, number
from data.french.typography import french
from data.indicators import coverage
from data.store import UNAVAILABLE, if_available
from data.vocabulary import CERTAINTIES
from pages.datasets import deck_coverage, request_sheet
from pages.datasets import words as sentences
from pages.registry import PAGES

# Asked for so that one damaged or not yet imported file does not hide the others.
ALL = if_available(*DATASETS)
PREVIEWED_ROWS = 100
# Bars that stay readable on a projector.
PROJECTED_BARS = 6
CHOICE = Choice("jeu", "Jeu de données", tuple(dataset.title for dataset in DATASETS.values()), dropdown=True)
COUNTED = (Evidence("Jeux de données de l’application, comptés à l’affichage", certainty="computed"),)


def headline(view: View, slides: pd.DataFrame, *frames: pd.DataFrame) -> list[str]:
    return sentences.headline(_inventory(frames), coverage.titles(slides), coverage.missing(slides))


def scope(view: View, *frames: pd.DataFrame) -> list[str]:
    rows = _inventory(frames)
    years = sorted({year for found in rows["years"] for year in found})
    parts = [f"données de {years[0]} à {years[-1]}"] if years else []
    return [*parts, f"n = {count(rows['rows'].sum(), 'ligne')}"]


def catalogue(view: View, documents: pd.DataFrame, *frames: pd.DataFrame) -> Figure:
    """Every dataset: what a row is, how many there are, from which documents, under which licences."""
    rows = _inventory(frames)
    table = pd.DataFrame(
        {
            "Jeu de données": rows["title"],
            "Lignes": rows["rows"],
            "Colonnes": rows["columns"],
            "Années des données": [sentences.years(years) for years in rows["years"]],
            "Documents": [_publishers(documents, sources) for sources in rows["source_ids"]],
            "Licences": [_licences(documents, sources) for sources in rows["source_ids"]],
            "Une ligne": rows["grain"],
            "Fichier": rows["name"],
        }
    )
    unavailable = rows[~rows["available"]]
    return Figure(
        title=f"{count(rows['available'].sum(), 'jeu de données', 'jeux de données')}, "
        f"{count(rows['rows'].sum(), 'ligne')}",
        subtitle="Jeux de données partagés par les pages : ce qu’est une ligne, leur nombre, d’où elles "
        f"viennent ; n = {number(len(rows))}",
        table=Table(table, {"Lignes": "number", "Colonnes": "number"}, missing="—"),
        table_first=True,
        caution=" ".join(unavailable["reason"]),
        explanation="Le sens, l’unité et les valeurs admises de chaque colonne sont dans « Aperçu d’un jeu » "
        "ci-dessous, et dans `docs/dictionnaire.md`. Une licence n’est écrite que si le document l’indique.",
        evidence=COUNTED,
        alt="Table des jeux de données.",
    )


def preview(view: View, *frames: pd.DataFrame) -> Figure | Gap:
    """The first rows of one dataset as they are in its file, and the meaning of its columns."""
    names = {dataset.title: name for name, dataset in DATASETS.items()}
    name = names.get(str(view.choices.get(CHOICE.key)), next(iter(DATASETS)))
    dataset, frame = DATASETS[name], dict(zip(DATASETS, frames, strict=True))[name]
    if UNAVAILABLE in frame.attrs:
        return Gap(f"{dataset.title}\u202f: jeu non disponible", reason=frame.attrs[UNAVAILABLE])
    shown = frame.head(PREVIEWED_ROWS).reset_index(drop=True)
    totals = dict(zip(DATASETS, frames, strict=True))[printed_sums.NAME]
    checked = [total.written for total in printed_sums.of_dataset(printed_sums.printed_sums(totals), name)]
    return Figure(
        title=f"{dataset.title} : {count(len(frame), 'ligne')}",
        subtitle=f"Une ligne : {dataset.grain}. Colonnes et codes tels que dans le fichier"
        + (f" ; {number(len(shown))} premières lignes" if len(shown) < len(frame) else "")
        + f" ; clé : {', '.join(dataset.key)}",
        table=Table(_as_filed(dataset, shown), _formats(dataset), missing="vide"),
        table_first=True,
        passages=(Passage("Sens des colonnes", tuple(_meaning(row) for row in column_rows(dataset))),),
        caution=french(f"Totaux vérifiés à la construction : {' ; '.join(checked)}.") if checked else "",
        evidence=(Evidence(f"Fichier {name}.parquet"),),
        alt=f"Premières lignes du jeu « {dataset.title} ».",
    )


def certainty(view: View, *frames: pd.DataFrame) -> Figure | None:
    """How many rows of each dataset were read verbatim, computed, inferred or heard of."""
    shares = coverage.certainties(_inventory(frames))
    if shares.empty:
        return None
    shown = shares
    if view.projection:
        shown = shares[shares["name"].isin(list(dict.fromkeys(shares["name"]))[:PROJECTED_BARS])]
    wide = shares.pivot(index="title", columns="certainty", values="count").loc[shares["title"].unique()]
    words = {key: CERTAINTY_WORDS[key] for key in CERTAINTIES}
    read = shown["title"].map(wide["read"])
    ends = [f"{number(some)} sur {number(every)}" for some, every in zip(read, shown["rows"], strict=True)]
    return stacked(
        shown.assign(word=shown["certainty"].map(words), end=ends),
        label="title",
        series="word",
        value="share",
        unit="share",
        total="end",
        colors={words[key]: color for key, color in CERTAINTY.items()},
        opening="Barres empilées par jeu de données.",
    ).figure(
        sentences.certainty_title(shares),
        subtitle="Part des lignes selon leur certitude, par jeu de données\u202f; à droite, lignes lues"
        + (
            f" ; les {number(PROJECTED_BARS)} jeux qui ont le plus de lignes non lues telles quelles"
            if len(shown) < len(shares)
            else f" ; n = {count(shares['count'].sum(), 'ligne')}"
        ),
        table=Table(
            wide[list(CERTAINTIES)].rename(columns=words).rename_axis("Jeu de données").reset_index(),
            dict.fromkeys(words.values(), "number"),
        ),
        evidence=COUNTED,
        explanation="**Lu dans la source** : tel qu’imprimé. **Calculé** : à partir de chiffres "
        "lus. "
        "**Déduit** : valeur ou rattachement que le document ne dit pas en toutes lettres. "
        "**De seconde main** : repris d’un document qui en cite un autre. "
        "La certitude est notée ligne par ligne.",
    )


def documents_read(view: View, documents: pd.DataFrame) -> Figure:
    return Figure(
        title=sentences.sources_title(documents),
        subtitle="Documents lus, tels que nommés, avec leur licence quand ils l’indiquent",
        table=Table(
            documents[["title", "publisher", "year", "licence", "url"]]
            .assign(year=documents["year"].astype("str"))
            .rename(
                columns={
                    "title": "Document",
                    "publisher": "Éditeur",
                    "year": "Année",
                    "licence": "Licence",
                    "url": f"Adresse ({NEEDS_INTERNET})",
                }
            )
        ),
        table_first=True,
        evidence=COUNTED,
        alt="Table des documents lus.",
    )


def usage(view: View, documents: pd.DataFrame, *frames: pd.DataFrame) -> Figure | None:
    rows = coverage.usage(dict(zip(DATASETS, frames, strict=True)))
    if rows.empty:
        return None
    named = documents.set_index("source_id")["title"]
    table = pd.DataFrame(
        {
            "Document": rows["source_id"].map(named),
            "Jeu de données": [DATASETS[name].title for name in rows["name"]],
            "Lignes": rows["rows"],
        }
    ).sort_values(["Document", "Lignes"], ascending=[True, False], ignore_index=True)
    unused = documents[~documents["source_id"].isin(rows["source_id"])]
    return Figure(
        title=f"{count(rows['source_id'].nunique(), 'document')} à l’origine de "
        f"{count(rows['rows'].sum(), 'ligne')}",
        subtitle="Lignes de chaque jeu de données, par document où elles ont été lues",
        table=Table(table, {"Lignes": "number"}),
        table_first=True,
        caution=f"Sans ligne à leur nom : {listing(unused['title'].tolist())}." if len(unused) else "",
        evidence=COUNTED,
        alt="Table de l’usage des documents.",
    )


def _inventory(frames: tuple[pd.DataFrame, ...]) -> pd.DataFrame:
    return coverage.inventory(dict(zip(DATASETS, frames, strict=True)), DATASETS)


def _publishers(documents: pd.DataFrame, source_ids: tuple[str, ...]) -> str | None:
    """« 3 : CCIM, CTM, support »; a document without a publisher by its title."""
    rows = documents[documents["source_id"].isin(source_ids)]
    names = list(dict.fromkeys(rows["publisher"].fillna(rows["title"])))
    return f"{number(len(rows))}\u202f: {', '.join(names)}" if len(rows) else None


def _licences(documents: pd.DataFrame, source_ids: tuple[str, ...]) -> str | None:
    """The licences that the documents indicate, and how many indicate none."""
    rows = documents[documents["source_id"].isin(source_ids)]
    silent = int(rows["licence"].isna().sum())
    said = sorted(set(rows["licence"].dropna()))
    return ", ".join([*said, *([f"non indiquée ({number(silent)})"] if silent else [])]) or None


def _as_filed(dataset: Dataset, frame: pd.DataFrame) -> pd.DataFrame:
    """Decimals with every digit and a comma: a rounded preview would not show the file."""
    shown = frame.copy()
    for column in dataset.all_columns:
        if column.kind == "decimal" and not _is_share(column.unit):
            values = [
                None if is_unknown(value) else f"{value}".replace(".", ",") for value in frame[column.name]
            ]
            shown[column.name] = values
    return shown


def _formats(dataset: Dataset) -> dict[str, str]:
    return {column.name: "share" for column in dataset.all_columns if _is_share(column.unit)} | {
        column.name: "number" for column in dataset.all_columns if column.kind == "integer"
    }


def _is_share(unit: str) -> bool:
    return unit.startswith("fraction")


def _meaning(row: dict[str, str]) -> str:
    """« cost_keur (k€, entier, jamais vide) : coût imprimé. »."""
    details = [row["Unité"], row["Type"], "peut être vide" if row["Vide"] == "possible" else ""]
    admitted = f" Valeurs\u202f: {row['Valeurs admises']}." if row["Valeurs admises"] else ""
    return f"{row['Colonne']} ({', '.join(filter(None, details))})\u202f: {row['Sens']}.{admitted}"


WHAT_THERE_IS = "Ce qu’il y a"
DOCUMENTS = "Documents"


CONTENTS = Contents(
    PAGES["donnees"],
    (
        PageView(
            "etat",
            (
                Block(
                    "donnees-demandes",
                    "Demandes de données",
                    deck_coverage.requests,
                    ("slides", "survey_answers", "sources"),
                    follows=(),
                    projected=False,
                    draw=request_sheet.show,
                ),
                Block("donnees-certitude", "Certitude des lignes", certainty, ALL, follows=()),
            ),
        ),
        PageView(
            "charger",
            (),
        ),
        PageView(
            "catalogue",
            (
                Block(
                    "donnees-catalogue",
                    "Jeux de données",
                    catalogue,
                    ("sources", *ALL),
                    follows=(),
                    projected=False,
                ),
                Block(
                    "donnees-apercu",
                    "Aperçu d’un jeu de données",
                    preview,
                    ALL,
                    choices=(CHOICE,),
                    follows=(),
                    projected=False,
                ),
                Block(
                    "donnees-documents",
                    "Documents lus",
                    documents_read,
                    ("sources",),
                    follows=(),
                    projected=False,
                ),
                Block(
                    "donnees-usage",
                    "Où chaque document est utilisé",
                    usage,
                    ("sources", *ALL),
                    folded=True,
                    follows=(),
                    projected=False,
                ),
            ),
        ),
        PageView(
            "diapositives",
            (
                Block(
                    "donnees-support",
                    "Ce qu’est devenu le support",
                    deck_coverage.deck,
                    ("slides",),
                    follows=(),
                    choices=(deck_coverage.SEARCH,),
                ),
            ),
        ),
    ),
    headline=headline,
    headline_datasets=("slides", *ALL),
    headline_follows=(),
    scope=scope,
    scope_datasets=ALL,
)
