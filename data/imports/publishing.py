"""Publishing what was imported: all or nothing, one at a time, the version before one click away.

Files first, under names that tell their content; then one save of the journal, which names the manifest and
by which two publications at once are told apart, on a disk as in an object store; then the manifest is put
where ``data.store`` reads it. What stops halfway leaves the figures as they were, or is finished by the next
look (``settle``).
"""

from __future__ import annotations

import hashlib
import io
import logging
import uuid
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from data import store
from data.arrow import to_frame, to_table
from data.catalogue import DATASETS
from data.checks import cell_problems, unknown_references
from data.clock import now
from data.disk_faults import cause_of
from data.french.formats import count
from data.french.typography import FrenchError
from data.home_files import HomeFiles, home_files
from data.imports.manifest import Import, Manifest, Part, path_of, read_manifest
from data.imports.preview import Preview, basis_of, document_row, typed
from data.imports.shape import Document
from data.journal import Journal
from data.journal.faults import JournalError, StaleSave
from data.journal.folds import Change, in_force
from data.journal.folds.fields import is_iso_date
from data.journal.write_rights import NotAllowed, Writer
from data.store import files
from data.store.published import FOLDER, MANIFEST, Slice, merged

log = logging.getLogger(__name__)

KIND, SUBJECT, FIELD = "publication", "datasets", "manifest"
# What the journal holds when nothing imported is in force any more.
NONE = "aucune"
SOURCES = "sources"


class PublicationRefused(FrenchError):
    """Nothing was published; the text is a French sentence with what to do."""


def publish(preview: Preview, document: Document, writer: Writer) -> Manifest:
    """Put the rows of a preview in force, with the document they come from. Raises PublicationRefused."""
    if preview.refusals or not preview.frames:
        raise PublicationRefused("Ce fichier est refusé : rien n’a été publié.")
    if not document.title.strip():
        raise PublicationRefused("Le titre du document est vide : l’indiquer, puis publier.")
    if document.accessed_on and not is_iso_date(document.accessed_on):
        raise PublicationRefused(
            f"La date « {document.accessed_on} » n’est pas lue : attendu AAAA-MM-JJ, comme 2026-03-12."
        )
    _check_right(writer)
    shelf, journal = home_files(), store.journal()
    opened_on, before = _in_force(shelf, journal)
    settle()
    if any(basis_of(name) != seen for name, seen in preview.basis.items()):
        raise PublicationRefused(
            "Les données ont changé depuis la comparaison : rien n’a été publié. Charger à nouveau le "
            "fichier pour revoir ce qui change, puis publier."
        )
    rows = {**preview.frames, SOURCES: typed(DATASETS[SOURCES], [document_row(document)])}
    moment = now().isoformat(timespec="seconds")
    parts = []
    for name, frame in rows.items():
        content = _parquet(name, frame)
        digest = hashlib.sha256(content).hexdigest()
        replaces = preview.parts[name].replaces if name in preview.parts else {}
        file = f"{name}-{digest[:16]}.parquet"
        _write(shelf, f"{FOLDER}/{file}", content)
        parts.append(
            Part(name, file, len(frame), digest, {key: list(values) for key, values in replaces.items()})
        )
    made = Import(
        preview.format_name, preview.format_title, preview.vintage, writer.name, moment,
        preview.received.name, preview.received.size, preview.received.sha256, tuple(parts),
    )  # fmt: skip
    kept = [one for one in before if (one.format_name, one.vintage) != (made.format_name, made.vintage)]
    said = f"{preview.format_title}, {preview.vintage}"
    return _put(shelf, journal, (*kept, made), "import", said, writer, opened_on)


def restore(publication_id: str | None, writer: Writer) -> Manifest:
    """Put an earlier publication in force again (None: what there was before any import).

    It is one more publication: nothing is forgotten. Raises PublicationRefused.
    """
    _check_right(writer)
    shelf, journal = home_files(), store.journal()
    opened_on = _version(journal)
    if publication_id is None:
        return _put(shelf, journal, (), "restore", "Données d’origine", writer, opened_on)
    earlier = _manifest(shelf, publication_id)
    return _put(shelf, journal, earlier.imports, "restore", earlier.said, writer, opened_on)


def history() -> list[Manifest]:
    """The last 20 publications, the one in force first. What cannot be read ends the list. HomeRefused."""
    shelf = home_files()
    found: list[Manifest] = []
    next_id: str | None = _named(store.journal())
    while next_id and len(found) < 20:
        try:
            found.append(_manifest(shelf, next_id))
        except PublicationRefused:
            log.exception("the manifest %r cannot be read", next_id)
            break
        next_id = found[-1].previous
    return found


def settle() -> bool:
    """Have the store read the publication that the journal names; True if it did not.

    A publication cut between the journal and the manifest is finished here.
    """
    shelf = home_files()
    named = _named(store.journal())
    if named is None:
        return False
    wanted = shelf.read(path_of(named))
    if wanted is None or shelf.read(f"{FOLDER}/{MANIFEST}") == wanted:
        return False
    shelf.write(f"{FOLDER}/{MANIFEST}", wanted)
    files.look_again()
    return True


def _check_right(writer: Writer) -> None:
    try:
        writer.check()
    except NotAllowed as error:
        raise PublicationRefused(str(error)) from error
    if not writer.name.strip():
        raise PublicationRefused("Le nom de la personne qui publie est vide : l’indiquer, puis publier.")


def _in_force(shelf: HomeFiles, journal: Journal) -> tuple[int, tuple[Import, ...]]:
    """The version of the journal, and the imports that it says are in force."""
    version = _version(journal)
    named = _named(journal)
    return version, _shipped(shelf) if named is None else _manifest(shelf, named).imports


def _shipped(shelf: HomeFiles) -> tuple[Import, ...]:
    """The imports that came with the application on a USB key: the first publication takes them along."""
    carried = HomeFiles(str(files.SHIPPED))
    content = carried.read(MANIFEST)
    if content is None:
        return ()
    try:
        imports = read_manifest(content).imports
    except ValueError as error:
        raise PublicationRefused(
            f"Les données importées de ce dossier ne se lisent pas ({error}) : rien n’a été publié. Copier à "
            "nouveau le dossier depuis la clé."
        ) from error
    for one in imports:
        for part in one.parts:
            if rows := carried.read(part.file):
                _write(shelf, f"{FOLDER}/{part.file}", rows)
    return imports


def ship(folder: str) -> int:
    """Copy the imports in force to the application in ``folder`` (a USB key); how many files they are.

    Raises PublicationRefused when one of them cannot be read.
    """
    shelf = home_files()
    settle()
    content = shelf.read(f"{FOLDER}/{MANIFEST}")
    if content is None:
        return 0
    carried = HomeFiles(f"{folder}/data/{files.SHIPPED.name}")
    imports = read_manifest(content).imports
    for part in (part for one in imports for part in one.parts):
        rows = shelf.read(f"{FOLDER}/{part.file}")
        if rows is None:
            raise PublicationRefused(
                f"Le fichier {part.file} est absent : les données importées manqueraient."
            )
        carried.write(part.file, rows)
    carried.write(MANIFEST, content)
    return len(imports)


def _version(journal: Journal) -> int:
    try:
        return journal.version
    except JournalError as error:
        raise PublicationRefused(f"Rien n’a été publié : {error}") from error


def _named(journal: Journal) -> str | None:
    rows = in_force(journal.rows(), KIND)
    found = rows[(rows["subject_id"] == SUBJECT) & (rows["field"] == FIELD)]
    value = None if found.empty else str(found.iloc[-1]["value"])
    return None if value in (None, NONE) else value


def _manifest(shelf: HomeFiles, publication_id: str) -> Manifest:
    try:
        content = shelf.read(path_of(publication_id))
        if content is None:
            raise ValueError("son manifeste est absent")
        return read_manifest(content)
    except (OSError, ValueError) as error:
        why = cause_of(error) if isinstance(error, OSError) else str(error)
        raise PublicationRefused(
            f"La publication {publication_id} n’est plus lisible ({why}) : remettre en place le dossier "
            f"{FOLDER} depuis une sauvegarde, puis recommencer."
        ) from error


def _put(
    shelf: HomeFiles,
    journal: Journal,
    imports: tuple[Import, ...],
    what: str,
    said: str,
    writer: Writer,
    opened_on: int,
) -> Manifest:
    _validate(shelf, imports)
    manifest = Manifest(
        f"{now():%Y%m%d-%H%M%S}-{uuid.uuid4().hex[:8]}",
        _named(journal),
        "restore" if what == "restore" else "import",
        writer.name,
        now().isoformat(timespec="seconds"),
        said,
        imports,
    )
    _write(shelf, path_of(manifest.publication_id), manifest.to_bytes())
    try:
        journal.append(
            [Change(KIND, SUBJECT, FIELD, manifest.publication_id)],
            writer=writer,
            opened_on=opened_on,
            reason=(f"Retour à : {said}" if what == "restore" else f"Publication : {said}")[:300],
        )
    except StaleSave as error:
        raise PublicationRefused(
            "Quelqu’un a publié au même moment : rien n’a été publié ici. Revoir la comparaison, qui a "
            "changé, puis publier à nouveau."
        ) from error
    except JournalError as error:
        raise PublicationRefused(f"Rien n’a été publié : {error}") from error
    try:
        # Until the store reads the last one: another publication may have been put between the two.
        for _ in range(5):
            if not settle():
                break
    except OSError:
        # It is published, since the journal names it: the next look puts it where the store reads.
        log.exception("the manifest %r could not be put in force", manifest.publication_id)
    return manifest


def _validate(shelf: HomeFiles, imports: Iterable[Import]) -> None:
    """Read back every file and check the datasets that they will make, as the store will show them."""
    read: dict[str, list[tuple[Slice, pd.DataFrame]]] = {}
    for one in imports:
        for part in one.parts:
            content = shelf.read(f"{FOLDER}/{part.file}")
            if content is None or hashlib.sha256(content).hexdigest() != part.sha256:
                state = "absent" if content is None else "abîmé"
                raise PublicationRefused(
                    f"Le fichier {part.file} est {state} : rien n’a été publié. Charger à nouveau "
                    f"« {one.file} »."
                )
            frame = to_frame(pq.read_table(io.BytesIO(content)), DATASETS[part.dataset])
            part_of = Slice(part.file, {key: tuple(values) for key, values in part.replaces.items()})
            read.setdefault(part.dataset, []).append((part_of, frame))
    whole = {
        name: merged(DATASETS[name], files.built(name), parts).reset_index(drop=True)
        for name, parts in read.items()
    }

    def known(name: str, column: str) -> set[str]:
        frame = whole[name] if name in whole else store.load(name)
        return set(frame[column].dropna().astype("str"))

    for name, frame in whole.items():
        problems = cell_problems(name, frame) + unknown_references(name, frame, known)
        if problems:
            first = problems[0]
            raise PublicationRefused(
                f"Rien n’a été publié : « {DATASETS[name].title} » ne tiendrait plus "
                f"({count(len(problems), 'problème')}, dont {first.column or 'clé'} « {first.found} », "
                f"attendu {first.expected}). Revenir à une version précédente, ou charger un fichier complet."
            )


def _parquet(name: str, frame: pd.DataFrame) -> bytes:
    target = io.BytesIO()
    pq.write_table(to_table(frame, DATASETS[name]), target, compression="zstd", store_schema=False)
    return target.getvalue()


def _write(shelf: HomeFiles, file: str, content: bytes) -> None:
    try:
        shelf.write_once(file, content)
    except OSError as error:
        raise PublicationRefused(
            f"Rien n’a été publié, {file} n’a pas pu être écrit : {cause_of(error)}. Puis recommencer."
        ) from error


def recorded(document: Document, **given: str | None) -> Document:
    """The document of a format with what a person says of it: title, publisher, url, licence, accessed_on."""
    said: dict[str, Any] = {name: value.strip() for name, value in given.items() if value and value.strip()}
    return replace(document, **said)
