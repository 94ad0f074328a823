"""Part of « Données »: every dataset, a look into one, and the documents they come from."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
from pandas.api.types import is_string_dtype

from components.figures.blocks import (
    CERTAINTY_WORDS,
    Choice,
    Evidence,
    Figure,
    Gap,
    Passage,
    Table,
    View,
)
from components.screen.links import NEEDS_INTERNET
from data import printed_sums
from data.catalogue import DATASETS
from data.columns import Dataset
from data.dictionary import column_rows
from data.french.formats import count, is_unknown, listing, number
from data.french.typography import french
from data.imports.formats import YEARLY
from data.indicators import coverage, searching
from data.portal import headers_of
from data.store import UNAVAILABLE
from data.vocabulary import CERTAINTIES
from pages.datasets import where_used
from pages.datasets import words as sentences
from pages.datasets.inventory import COUNTED, inventory

PREVIEWED_ROWS = 100
CHOICE = Choice("jeu", "Jeu de données", tuple(dataset.title for dataset in DATASETS.values()), dropdown=True)

# A table of figures is longer than its first rows: what is looked for in it is shown too.
SEARCH = Choice("ligne", "Chercher un mot dans ce jeu", search=True)


def catalogue(view: View, documents: pd.DataFrame, when: pd.DataFrame, *frames: pd.DataFrame) -> Figure:
    """Every dataset: how fresh it is, what a row is, from which documents, under which licences."""
    rows = inventory(frames)
    fresh = _editions(rows, documents, when)
    table = pd.DataFrame(
        {
            "Jeu de données": rows["title"],
            "Lignes": rows["rows"],
            "Colonnes": rows["columns"],
            "Années des données": [sentences.years(years) for years in rows["years"]],
            "Fraîcheur": [fresh.get(name) for name in rows["name"]],
            "Documents": [_publishers(documents, sources) for sources in rows["source_ids"]],
            "Licences": [_licences(documents, sources) for sources in rows["source_ids"]],
            "Une ligne": rows["grain"],
            "Fichier": rows["name"],
        }
    )
    to_load = rows[~rows["available"] & rows["imported"]]
    unavailable = rows[~rows["available"] & ~rows["imported"]]
    cautions = list(unavailable["reason"])
    if len(to_load):
        cautions.append(f"À charger, vue Charger : {listing(to_load['title'].tolist())}.")
    return Figure(
        title=f"{count(rows['available'].sum(), 'jeu de données', 'jeux de données')}, "
        f"{count(rows['rows'].sum(), 'ligne')}",
        subtitle="Jeux de données partagés par les pages : ce qu’est une ligne, leur nombre, d’où elles "
        f"viennent ; n = {number(len(rows))}",
        table=Table(table, {"Lignes": "number", "Colonnes": "number"}, missing="—", wordy=False),
        table_first=True,
        caution=" ".join(cautions),
        explanation="Le sens, l’unité et les valeurs admises de chaque colonne sont dans « Aperçu d’un jeu » "
        "ci-dessous, et dans `docs/dictionnaire.md`. Une licence n’est écrite que si le document l’indique.",
        evidence=COUNTED,
        alt="Table des jeux de données.",
    )


def _editions(rows: pd.DataFrame, documents: pd.DataFrame, when: pd.DataFrame) -> dict[str, str]:
    """Dataset -> its last edition, and the one that is out and not loaded."""
    ages = coverage.freshness(rows, documents, when["day"].iloc[0], YEARLY)
    return {row.name: sentences.edition(row.year, row.due) for row in ages.itertuples(index=False)}


def preview(view: View, documents: pd.DataFrame, when: pd.DataFrame, *frames: pd.DataFrame) -> Figure | Gap:
    """The first rows of one dataset, or those that hold the words looked for, what its columns mean, how
    fresh and sure it is, and where it is shown.
    """
    names = {dataset.title: name for name, dataset in DATASETS.items()}
    name = names.get(str(view.choices.get(CHOICE.key)), next(iter(DATASETS)))
    dataset, frame = DATASETS[name], dict(zip(DATASETS, frames, strict=True))[name]
    if UNAVAILABLE in frame.attrs:
        return Gap(f"{dataset.title} : jeu non disponible", reason=frame.attrs[UNAVAILABLE])
    asked = str(view.choices.get(SEARCH.key) or "")
    found = searching.matching(frame, [name for name in frame if is_string_dtype(frame[name])], asked)
    shown = found.head(PREVIEWED_ROWS).reset_index(drop=True)
    totals = dict(zip(DATASETS, frames, strict=True))[printed_sums.NAME]
    checked = [total.written for total in printed_sums.of_dataset(printed_sums.printed_sums(totals), name)]
    headers = headers_of(dataset)
    return Figure(
        title=french(f"{dataset.title} : {count(len(frame), 'ligne')}"),
        subtitle=french(
            f"Une ligne : {dataset.grain}"
            + (f" ; {count(len(found), 'ligne')} avec « {asked} »" if asked else "")
            + (f" ; {number(len(shown))} premières lignes" if len(shown) < len(found) else "")
            + f" ; chacune se reconnaît à : {listing([headers[code] for code in dataset.key])}"
        ),
        table=replace(filed(dataset, shown), wordy=False),
        table_first=True,
        passages=(
            Passage("Fraîcheur, certitude et usage", _about(name, inventory(frames), documents, when)),
            Passage("Codes et sens des colonnes", tuple(_meaning(row) for row in column_rows(dataset))),
        ),
        caution=french(f"Totaux vérifiés à la construction : {' ; '.join(checked)}.") if checked else "",
        evidence=(Evidence(f"Fichier {name}.parquet"),),
        alt=f"Premières lignes du jeu « {dataset.title} ».",
    )


def _about(name: str, rows: pd.DataFrame, documents: pd.DataFrame, when: pd.DataFrame) -> tuple[str, ...]:
    (row,) = rows[rows["name"] == name].to_dict("records")
    sure = [f"{count(row[key], 'ligne')} : {CERTAINTY_WORDS[key]}" for key in CERTAINTIES if row[key]]
    shown = where_used.views_of().get(name, ())
    said = (
        _editions(rows, documents, when).get(name, ""),
        f"Certitude : {' ; '.join(sure)}" if sure else "",
        f"Montré dans : {' ; '.join(shown)}" if shown else "Montré dans aucune vue",
    )
    return tuple(french(f"{sentence[:1].upper()}{sentence[1:]}.") for sentence in said if sentence)


def filed(dataset: Dataset, rows: pd.DataFrame) -> Table:
    """Rows of a dataset as its file holds them, under the French names of its columns."""
    headers = headers_of(dataset)
    formats = {headers[code]: kind for code, kind in _formats(dataset).items()}
    return Table(_as_filed(dataset, rows).rename(columns=headers), formats, missing="vide")


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


def _publishers(documents: pd.DataFrame, source_ids: tuple[str, ...]) -> str | None:
    """« 3 : CCIM, CTM, support »; a document without a publisher by its title."""
    rows = documents[documents["source_id"].isin(source_ids)]
    names = list(dict.fromkeys(rows["publisher"].fillna(rows["title"])))
    return french(f"{number(len(rows))} : {', '.join(names)}") if len(rows) else None


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
        if column.name == "certainty":
            shown[column.name] = frame[column.name].map(CERTAINTY_WORDS)
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
    admitted = f" Valeurs : {row['Valeurs admises']}." if row["Valeurs admises"] else ""
    return f"{row['Colonne']} ({', '.join(filter(None, details))}) : {row['Sens']}.{admitted}"
