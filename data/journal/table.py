"""The journal's Delta table: creating it, opening it in spite of damage, reading only what is new."""

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from data import object_store
from data.journal import log
from data.journal.faults import JournalDamaged, JournalMissing, JournalUnreachable, MissingSave, cause_of
from data.journal.folds.rows import TEXTS, Change, empty_rows, in_order

SCHEMA = pa.schema(
    [
        pa.field("save_id", pa.string(), nullable=False),
        pa.field("saved_at", pa.timestamp("us", tz="UTC"), nullable=False),
        pa.field("author", pa.string(), nullable=False),
        pa.field("reason", pa.string()),
        pa.field("kind", pa.string(), nullable=False),
        pa.field("subject_id", pa.string(), nullable=False),
        pa.field("year", pa.int16()),
        pa.field("funder", pa.string()),
        pa.field("field", pa.string(), nullable=False),
        pa.field("value", pa.string()),
        pa.field("undoes", pa.string()),
    ]
)
# Delta forgets by default: without the first two, versions vanish at a checkpoint after thirty days.
CONFIGURATION = {
    "delta.enableExpiredLogCleanup": "false",
    "delta.logRetentionDuration": "interval 36500 days",
    "delta.appendOnly": "true",
}


@dataclass(frozen=True)
class Snapshot:
    """The journal at one version: its rows (not to be changed), and what a fault took away.

    `version_of`: the version of each save. `version` -1: nothing was ever written.
    """

    version: int
    rows: pd.DataFrame
    version_of: Mapping[str, int] = field(default_factory=dict)
    missing: tuple[MissingSave, ...] = ()


def rows_table(
    changes: Sequence[Change], save_id: str, saved_at: datetime, author: str, reason: str, undoes: str | None
) -> pa.Table:
    """The rows of one save, in the table's schema."""
    shared = {"save_id": save_id, "saved_at": saved_at, "author": author, "reason": reason, "undoes": undoes}
    records = [
        {
            **shared,
            "kind": change.kind,
            "subject_id": change.subject_id,
            "year": change.year,
            "funder": change.funder,
            "field": change.field,
            "value": change.value,
        }
        for change in changes
    ]
    return pa.Table.from_pylist(records, schema=SCHEMA)


class JournalTable:
    """One table, cached: a read that finds nothing new costs one look at the log's folder."""

    def __init__(self, root: str, storage_options: Mapping[str, str] | None = None) -> None:
        remote = "://" in root
        self.uri = f"{root.rstrip('/')}/journal" if remote else str(Path(root) / "journal")
        self.folder = None if remote else Path(self.uri)
        self._kept_in = None if remote else Path(root) / "damaged"
        self._options = None if storage_options is None else dict(storage_options)
        # An object store is far away: ask for several files at once. On a disk, threads only get in the way.
        self._map = _all_at_once if remote else _one_by_one
        self._store = _files_at(self.uri, self._options)
        self._reading = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._log_end = -1  # last version seen in the log, readable or not
        self._sound_until = -1  # versions examined and found sound
        self._unmended: list[log.DamagedLog] = []
        self._files_read: set[str] = set()
        self._rows_read = SCHEMA.empty_table()
        self._commits: dict[int, dict[str, Any]] = {}

    def read(self) -> Snapshot:
        """The table now. JournalMissing, JournalDamaged or JournalUnreachable if it cannot be read."""
        with self._reading:
            try:
                if self._snapshot is None or self._has_changed():
                    self._snapshot = self._refresh()
            except OSError as error:  # what opening the table itself raises is told in `_open`
                raise JournalUnreachable(
                    f"Le journal de « {self.uri} » ne répond pas : {cause_of(error)}. Vérifier la connexion "
                    "ou le disque, puis recharger la page."
                ) from error
            return self._snapshot

    def at(self, version: int) -> DeltaTable:
        """The table at a version, to write from."""
        return DeltaTable(self.uri, version=version, storage_options=self._options)

    def create(self) -> None:
        """Create the table if nobody has yet. DeltaError or OSError if it cannot be."""
        try:
            self._create_at(self.uri, self._options)
        except (DeltaError, OSError) as error:
            # Two processes may create it at once: the second finds it there. (Not `is_deltatable`, which
            # stops every thread of the process while it waits for the object store.)
            try:
                self.at(0)
            except (DeltaError, OSError):
                raise error from None

    @staticmethod
    def _create_at(uri: str, options: dict[str, str] | None) -> None:
        DeltaTable.create(
            uri,
            schema=SCHEMA,
            mode="ignore",
            name="journal",
            configuration=CONFIGURATION,
            storage_options=options,
            # Tried again, a creation that lost the race would become version 1: a change of metadata,
            # which makes delta-rs refuse every save written from version 0.
            commit_properties=CommitProperties(max_commit_retries=0),
        )

    # Freshness

    def _has_changed(self) -> bool:
        if self._log_end < 0:
            return self.folder is None or self.folder.exists()
        if self._unmended:
            return True  # mended by another process, or writable again
        names = [f"_delta_log/{version:020d}.json" for version in (self._log_end, self._log_end + 1)]
        if self.folder is not None:
            last, following = ((self.folder / name).exists() for name in names)
        else:
            last, following = (info.type == pafs.FileType.File for info in self._store.get_file_info(names))
        return following or not last

    # Opening

    def _refresh(self) -> Snapshot:
        self._mend()
        table = self._open()
        if table is None:
            return Snapshot(-1, empty_rows(), missing=self._missing(set()))
        version = table.version()
        self._log_end = max([version, *(damage.version for damage in self._unmended)])
        rows = self._rows(table)
        if version < max(self._commits, default=-1):  # an older copy of the folder was put back
            self._commits = {}
        self._read_commits(version)
        named = {number: commit.get("save_id") for number, commit in self._commits.items()}
        version_of = {str(save_id): number for number, save_id in named.items() if save_id}
        return Snapshot(version, rows, version_of, self._missing(set(rows["save_id"])))

    def _open(self) -> DeltaTable | None:
        """The table at its last readable version, or None if there never was one."""
        try:
            return self._open_before_damage()
        except TableNotFoundError as error:
            if self._log_end < 0 and not (self.folder is not None and any(self.folder.glob("*.parquet"))):
                return None
            # Rows without a table may be those of a first save, made since we looked: look again.
            with contextlib.suppress(TableNotFoundError):
                return self._open_before_damage()
            raise JournalMissing(
                f"Le journal n’est plus dans « {self.uri} ». Remettre ce dossier (ou sa sauvegarde) en "
                "place ; d’ici là, rien ne peut être lu ni enregistré."
            ) from error
        except (DeltaError, OSError) as error:
            if self._mended_checkpoints():
                with contextlib.suppress(DeltaError, OSError):
                    return self._open_before_damage()
            raise JournalDamaged(
                f"Le journal de « {self.uri} » ne s’ouvre pas : {cause_of(error)}. Garder ce dossier tel "
                "quel et remettre en place sa dernière sauvegarde."
            ) from error

    def _open_before_damage(self) -> DeltaTable | None:
        first = min((damage.version for damage in self._unmended), default=None)
        if first == 0:
            return None
        return DeltaTable(
            self.uri, version=None if first is None else first - 1, storage_options=self._options
        )

    def _mend(self) -> None:
        """Examine the new commit files, and mend the damaged ones if the folder can be written."""
        commits = None if self.folder is None else self.folder / "_delta_log"
        if commits is None or self._kept_in is None or not commits.is_dir():
            return
        damaged = log.examine(commits, after=self._sound_until)
        self._unmended = []
        for damage in damaged:
            try:
                log.mend(commits, damage, self._kept_in, self._first_commit())
            except OSError:
                self._unmended.append(damage)
        if not self._unmended:
            self._sound_until = max(log.versions(commits), default=-1)

    def _first_commit(self) -> bytes:
        folder = tempfile.mkdtemp(prefix="cep-journal-")
        try:
            self._create_at(folder, None)
            return log.commit_file(Path(folder) / "_delta_log", 0).read_bytes()
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _mended_checkpoints(self) -> bool:
        if self.folder is None or self._kept_in is None:
            return False
        with contextlib.suppress(OSError):
            return log.set_checkpoints_aside(self.folder / "_delta_log", self._kept_in)
        return False

    # Rows

    def _rows(self, table: DeltaTable) -> pd.DataFrame:
        """The rows in order. Reads only the files not read before, and leaves out those it cannot read."""
        paths = [str(path) for path in pa.table(table.get_add_actions()).column("path").to_pylist()]

        def read(path: str) -> pa.Table | None:
            # The log names the save of a file that cannot be read: see `_missing`.
            with contextlib.suppress(OSError, pa.ArrowException):
                return _read_rows(self._store, path)
            return None

        if not self._files_read <= set(paths):  # an older copy of the folder was put back
            self._files_read, self._rows_read = set(), SCHEMA.empty_table()
        new = [path for path in paths if path not in self._files_read]
        read_now = {
            path: rows for path, rows in zip(new, self._map(read, new), strict=True) if rows is not None
        }
        self._files_read |= set(read_now)
        self._rows_read = pa.concat_tables([self._rows_read, *read_now.values()]).combine_chunks()
        frame = self._rows_read.to_pandas()
        return in_order(frame.astype({"year": "Int16", **dict.fromkeys(TEXTS, "str")}))

    def _read_commits(self, version: int) -> None:
        """Add what the commits not read before say of themselves, up to a version.

        Not `DeltaTable.history`: it starts from the end of the log as it is by now, not from the
        version that was opened, and fails on a damaged end.
        """

        def said(number: int) -> dict[str, Any]:
            try:
                with self._store.open_input_file(f"_delta_log/{number:020d}.json") as source:
                    return log.commit_info(source.read())
            except FileNotFoundError:  # someone tidied the object store: a checkpoint may hold its rows
                return {}

        new = range(max(self._commits, default=-1) + 1, version + 1)
        self._commits.update(zip(new, self._map(said, new), strict=True))

    def _missing(self, known: set[str]) -> tuple[MissingSave, ...]:
        """The saves that the log numbers but whose rows are not there, in order."""
        found: dict[int, MissingSave] = {}
        for number, commit in self._commits.items():
            save_id = commit.get("save_id")
            lost = commit.get("operation") == log.LOST
            if save_id not in known and (lost or save_id):
                why = str(commit["found"]) if lost else "son fichier de données est illisible ou a disparu"
                kept = str(self._kept_in) if lost and self._kept_in else None
                found[number] = _missing_save(number, commit, why, kept)
        for damage in self._unmended:
            found[damage.version] = _missing_save(damage.version, damage.info, damage.found, None)
        return tuple(found[number] for number in sorted(found))


def _one_by_one(read: Callable[[Any], Any], names: Sequence[Any]) -> list[Any]:
    return [read(name) for name in names]


def _all_at_once(read: Callable[[Any], Any], names: Sequence[Any]) -> list[Any]:
    """The result of `read` for each name, in order, several at a time."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(read, names))


def _files_at(uri: str, options: Mapping[str, str] | None) -> pafs.FileSystem:
    """The files below the table's address, by pyarrow: deltalake's own handler stops every thread of the
    process while it waits for the object store.
    """
    if "://" not in uri:
        return pafs.SubTreeFileSystem(Path(uri).as_posix(), pafs.LocalFileSystem())
    store = object_store.filesystem(options or {})
    return pafs.SubTreeFileSystem(uri.removeprefix(object_store.SCHEME), store)


def _read_rows(filesystem: pafs.FileSystem, path: str) -> pa.Table:
    with filesystem.open_input_file(path) as source:
        return pq.ParquetFile(source).read().cast(SCHEMA)


def _missing_save(version: int, info: Mapping[str, Any], found: str, kept_in: str | None) -> MissingSave:
    saved_at = info.get("saved_at")
    return MissingSave(
        version=version,
        save_id=info.get("save_id"),
        author=info.get("author"),
        saved_at=datetime.fromisoformat(saved_at) if saved_at else None,
        found=found,
        kept_in=kept_in,
    )
