"""A received file up to the eve of its publication: recognised, read, mapped, validated, compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from data import store as current
from data.catalogue import DATASETS
from data.checks import CellProblem, cell_problems, unknown_references
from data.clock import today
from data.columns import DTYPES, Dataset
from data.french.formats import number
from data.french.typography import french
from data.imports.difference import Difference, difference
from data.imports.formats import FORMATS, OFFICIAL
from data.imports.received import Received
from data.imports.refusals import Refusal, WorkbookRefused
from data.imports.shape import ROW_REMEDY, Document, Gathered, Progress, TooMany, recognise, table_of
from data.imports.tables import headers, open_tables
from data.imports.templates import header_of
from data.store import DatasetUnavailable
from data.store.published import Slice

ERROR_COLUMNS = ("Fichier", "Feuille", "Ligne", "Colonne", "Trouvé", "Attendu", "À faire")


@dataclass(frozen=True)
class Preview:
    """What a file holds and would change. Nothing of it can be published when ``refusals`` has any.

    ``format_name`` is "" when the file was not recognised. ``frames``: the typed rows of each dataset;
    ``parts``: what they stand for; ``basis``: the state of the datasets they were compared with; ``read``
    rows of the file, of which ``dropped`` by reason.
    """

    received: Received
    format_name: str = ""
    format_title: str = ""
    vintage: str = ""
    sheet: str = ""
    document: Document | None = None
    frames: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    parts: Mapping[str, Slice] = field(default_factory=dict)
    differences: Mapping[str, Difference] = field(default_factory=dict)
    basis: Mapping[str, str] = field(default_factory=dict)
    read: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    facts: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()

    @property
    def kept(self) -> int:
        """Rows of the file that were not left out."""
        return self.read - sum(self.dropped.values())


def prepare(received: Received, progress: Progress = lambda done, words: None) -> Preview:
    """Everything before publishing; never raises for what is wrong with the file: see ``refusals``."""
    progress(0.05, "ouverture du fichier")
    try:
        file = open_tables(received)
        listed, unreadable = headers(file)
    except WorkbookRefused as error:
        return Preview(received, refusals=error.refusals)
    found = recognise(FORMATS, listed)
    if found is None:
        return Preview(received, refusals=unreadable or (_not_recognised(received.name, file.sheets),))
    one, header = found
    into = Gathered(received.name, header.sheet, progress=progress)
    progress(0.2, one.title)
    try:
        table = table_of(one, header, file, into)
        if table is not None:
            one.read(table, current, into)
    except TooMany:
        into.facts.append(french(f"Lecture arrêtée après {number(len(into.refusals))} refus."))
    except WorkbookRefused as error:
        into.refusals += error.refusals
    except DatasetUnavailable as error:
        into.refusals.append(
            Refusal(received.name, "", "un jeu de données absent de l’application", "les données d’origine",
                    remedy=error.sentence)
        )  # fmt: skip
    progress(0.92, "vérification")
    frames = {name: typed(DATASETS[name], records) for name, records in into.records.items()}
    if not into.refusals:
        _validate(frames, into)
    made = Preview(
        received,
        one.name,
        one.title,
        into.vintage,
        header.sheet,
        into.document and replace(into.document, accessed_on=today().isoformat()),
        read=into.read,
        dropped=dict(into.dropped),
        facts=tuple(into.facts),
        refusals=tuple(into.refusals),
    )
    if into.refusals:
        return made
    basis = {name: basis_of(name) for name in frames}
    parts = {name: Slice("", into.replaces.get(name, {})) for name in frames}
    compared = {
        name: difference(DATASETS[name], current_rows(name), frame, parts[name])
        for name, frame in frames.items()
    }
    progress(1.0, "vérifié")
    return replace(made, frames=frames, parts=parts, differences=compared, basis=basis)


def errors_table(refusals: tuple[Refusal, ...]) -> pd.DataFrame:
    """All that is refused, one row each, with the columns of ERROR_COLUMNS as texts."""
    rows = [
        (one.file, one.sheet, str(one.row or ""), one.column or one.cell, one.found, one.expected, one.remedy)
        for one in refusals
    ]
    table = pd.DataFrame(rows, columns=list(ERROR_COLUMNS), dtype="str")
    return table.map(french)


def typed(dataset: Dataset, records: list[dict[str, Any]]) -> pd.DataFrame:
    """Records as a frame of the dataset's columns and dtypes; a key that is absent is null."""
    return pd.DataFrame(
        {
            column.name: pd.Series(
                [record.get(column.name) for record in records], dtype=DTYPES[column.kind], name=column.name
            )
            for column in dataset.all_columns
        }
    )


def document_row(document: Document) -> dict[str, Any]:
    """The row of ``sources`` for the document of an import."""
    return {
        "source_id": document.source_id,
        "title": document.title,
        "publisher": document.publisher or None,
        "year": document.year,
        "url": document.url or None,
        "licence": document.licence or None,
        "accessed_on": document.accessed_on or None,
    }


def current_rows(name: str) -> pd.DataFrame | None:
    """What the application shows now; None when the dataset has no rows yet."""
    try:
        return current.load(name)
    except DatasetUnavailable:
        return None


def basis_of(name: str) -> str:
    """Text that changes when a dataset does, even when it has no rows yet."""
    return current.fingerprint(f"{name}?")


def _validate(frames: dict[str, pd.DataFrame], into: Gathered) -> None:
    """Note, with their row in the file, the cells that the catalogue does not take."""
    own = into.document.source_id if into.document else ""

    def known(name: str, column: str) -> set[str]:
        values = current_rows(name)
        listed = set() if values is None else set(values[column].dropna().astype("str"))
        return listed | {own} if name == "sources" else listed

    for name, frame in frames.items():
        found = cell_problems(name, frame) + unknown_references(name, frame, known)
        for problem in found[:100]:
            into.refusals.append(_refusal(name, problem, into))


def _refusal(name: str, problem: CellProblem, into: Gathered) -> Refusal:
    places = into.places[name]
    earlier = "" if problem.earlier is None else f" (déjà ligne {places[problem.earlier]})"
    row = None if problem.row < 0 else places[problem.row]
    named = {column.name: header_of(column) for column in DATASETS[name].all_columns}
    column = named.get(problem.column or "", problem.column or "")
    expected = problem.expected + earlier
    if problem.found and problem.column in DATASETS[name].references:
        other, _ = DATASETS[name].references[problem.column]
        expected = f"une valeur connue de « {DATASETS[other].title} », page Données, vue Catalogue"
    return Refusal(into.file, into.sheet, problem.found or "vide", expected, row, column, ROW_REMEDY)


def _not_recognised(file: str, sheets: tuple[str, ...]) -> Refusal:
    titles = " ; ".join(one.title for one in OFFICIAL)
    return Refusal(
        file,
        ", ".join(sheets)[:120],
        "un tableau d’un format inconnu",
        f"l’un des fichiers suivants : {titles} ; ou un modèle rempli",
        remedy="Charger le fichier tel que son éditeur le publie, ou remplir un des modèles de cette page.",
    )
