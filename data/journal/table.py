"""The journal's Delta table: creating it, opening it in spite of damage, reading only what is new."""

import contextlib
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.fs as pafs
from deltalake import DeltaTable
from deltalake.exceptions import DeltaError, TableNotFoundError

from data import object_store
from data.disk_faults import cause_of
from data.journal import log
from data.journal.creation import create_at, first_commit
from data.journal.faults import (
    JournalDamaged,
    JournalMissing,
    JournalUnreachable,
    MissingSave,
    StrayFile,
    UnreadValue,
    missing_save,
)
from data.journal.folds.rows import TEXTS, each, empty_rows, in_order
from data.journal.row_files import READ_SCHEMA, all_at_once, files_at, one_by_one, read_rows
from data.journal.snapshot import Snapshot


class JournalTable:
    """One table, cached: a read that finds nothing new costs one look at the log's folder."""

    def __init__(self, root: str, storage_options: Mapping[str, str] | None = None) -> None:
        remote = "://" in root
        self.uri = f"{root.rstrip('/')}/journal" if remote else str(Path(root) / "journal")
        self.folder = None if remote else Path(self.uri)
        self._kept_in = None if remote else Path(root) / "damaged"
        self._options = None if storage_options is None else dict(storage_options)
        if remote:
            self._options = object_store.PATIENCE | (self._options or {})
        # An object store is far away: ask for several files at once. On a disk, threads only get in the way.
        self._map = all_at_once if remote else one_by_one
        self._store = files_at(self.uri, self._options)
        self._reading = threading.RLock()
        self._snapshot: Snapshot | None = None
        self._log_end = -1  # last version seen in the log, readable or not
        self._sound_until = -1  # versions examined and found sound
        self._unmended: list[log.DamagedLog] = []
        self._strays_left: list[int] = []
        self._files_read: set[str] = set()
        self._rows_read = READ_SCHEMA.empty_table()
        self._commits: dict[int, dict[str, Any]] = {}
        self._known: dict[int, dict[str, Any]] = {}  # what commits said, damaged since or not
        self._files: dict[int, list[str]] = {}
        self._before_strays = -1  # the last commit that follows from the others

    def read(self) -> Snapshot:
        """The table now. JournalMissing, JournalDamaged or JournalUnreachable if it cannot be read."""
        with self._reading:
            try:
                if self._snapshot is None and self.folder is None:
                    self._look_for_credentials()
                if self._snapshot is None or self._has_changed():
                    self._snapshot = self._refresh()
            except OSError as error:  # what opening a local table raises is told in `_open`
                raise self._unreachable(error) from error
            return self._snapshot

    def _look_for_credentials(self) -> None:
        problem = object_store.problem_with_credentials(self._options or {})
        if problem:
            raise JournalUnreachable(f"Le journal de « {self.uri} » ne s’ouvre pas : {problem}.")

    def _unreachable(self, error: Exception) -> JournalUnreachable:
        refusal = None if self.folder is not None else object_store.cause_of_refusal(error)
        if refusal:
            return JournalUnreachable(f"Le journal de « {self.uri} » ne s’ouvre pas : {refusal}.")
        return JournalUnreachable(
            f"Le journal de « {self.uri} » ne répond pas : {cause_of(error)}. Vérifier la connexion "
            "ou le disque, puis recharger la page."
        )

    def at(self, version: int) -> DeltaTable:
        """The table at a version, to write from."""
        return DeltaTable(self.uri, version=version, storage_options=self._options)

    def create(self) -> None:
        """Create the table if nobody has yet. DeltaError or OSError if it cannot be."""
        try:
            create_at(self.uri, self._options)
        except (DeltaError, OSError) as error:
            # Two processes may create it at once: the second finds it there. (Not `is_deltatable`, which
            # stops every thread of the process while it waits for the object store.)
            try:
                self.at(0)
            except (DeltaError, OSError):
                raise error from None

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
        if table is not None and self._announced(table):
            table = self._open()
        if table is None:
            return Snapshot(-1, empty_rows(), missing=self._missing(set(), set()), strays=self._strays())
        version = table.version()
        self._log_end = max([version, *(damage.version for damage in self._unmended)])
        found = self._rows(table)
        if version < max(self._commits, default=-1):  # an older copy of the folder was put back
            self._commits = {}
        self._read_commits(version)
        named = {number: commit.get("save_id") for number, commit in self._commits.items()}
        version_of = {str(save_id): number for number, save_id in named.items() if save_id}
        held = self._held_by_checkpoint(found, version_of)
        refused = found[found["refused"].notna()]
        version_of |= held
        unread = tuple(
            UnreadValue(version_of[row.save_id], row.author, row.saved_at.to_pydatetime(), row.refused)
            for row in each(refused)
            if row.save_id in version_of
        )
        return Snapshot(
            version,
            found[found["refused"].isna()].drop(columns="refused").reset_index(drop=True),
            version_of,
            self._missing(set(found["save_id"]), set(held.values())),
            self._strays(),
            unread,
            refused.drop(columns="refused").reset_index(drop=True),
        )

    def _held_by_checkpoint(self, rows: pd.DataFrame, version_of: Mapping[str, int]) -> dict[str, int]:
        """The saves whose commit is gone but whose rows a checkpoint still holds, with their versions.

        A checkpoint holds all that comes before it: the saves that no commit names are the earliest of
        the commits that are gone.
        """
        unnamed = rows[~rows["save_id"].isin(list(version_of))]["save_id"].drop_duplicates()
        said = sorted(self._commits.items())
        gone = [number for number, commit in said if number > 0 and not commit.get("save_id")]
        return dict(zip(unnamed, gone, strict=False))

    def _strays(self) -> tuple[StrayFile, ...]:
        aside = [] if self._kept_in is None else log.strays_aside(self._kept_in)
        return tuple(
            [StrayFile(number, str(self._kept_in)) for number in aside]
            + [StrayFile(number, None) for number in self._strays_left]
        )

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
            if self.folder is None and isinstance(error, OSError):
                raise self._unreachable(error) from error
            if self._mended_checkpoints():
                with contextlib.suppress(DeltaError, OSError):
                    return self._open_before_damage()
            raise JournalDamaged(
                f"Le journal de « {self.uri} » ne s’ouvre pas : {cause_of(error)}. Garder ce dossier tel "
                "quel et remettre en place sa dernière sauvegarde."
            ) from error

    def _open_before_damage(self) -> DeltaTable | None:
        first = min((damage.version for damage in self._unmended), default=None)
        if first is None and self._strays_left:
            first = self._before_strays + 1
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
        self._strays_left = []
        try:
            log.set_strays_aside(commits, self._kept_in)
        except OSError:
            self._strays_left = log.strays(commits)
        present = [number for number in log.versions(commits) if number not in self._strays_left]
        self._before_strays = present[-1] if present else -1
        damaged = [*log.examine(commits, after=self._sound_until), *self._disappeared()]
        self._unmended = []
        for damage in (replace(one, known=self._known.get(one.version, {})) for one in damaged):
            try:
                log.mend(commits, damage, self._kept_in, first_commit())
            except OSError:
                self._unmended.append(damage)
        if not self._unmended:
            self._sound_until = max(self._before_strays, *(damage.version for damage in damaged), -1)

    def _disappeared(self) -> list[log.DamagedLog]:
        """The last commits, read by this process, that are gone while their rows are still in the folder."""
        gone = [number for number in sorted(self._commits) if number > self._before_strays]
        if not self._rows_left(gone):
            return []
        for number in gone:
            del self._commits[number]
        return [log.DamagedLog(number, log.GONE, None, ()) for number in gone]

    def _announced(self, table: DeltaTable) -> bool:
        """Whether commits read by this process are gone from an object store: its log then says so."""
        gone = {number: self._commits[number] for number in sorted(self._commits) if number > table.version()}
        if self.folder is not None or not self._rows_left(gone):
            return False
        self._unmended = log.announce_gone(table, gone)
        for number in gone:
            del self._commits[number]
        return True

    def _rows_left(self, numbers: Iterable[int]) -> bool:
        """Whether rows of these commits are still there; without any, an older copy was put back."""
        files = [path for number in numbers for path in self._files[number]]
        return any(info.type == pafs.FileType.File for info in self._store.get_file_info(files))

    def mend_again(self) -> bool:
        """Look at the whole log again after a save failed; True if it was damaged since it was read."""
        if self.folder is None or self._snapshot is None or self._snapshot.version < 0:
            return False
        commits = self.folder / "_delta_log"
        with self._reading, contextlib.suppress(OSError):
            damaged = bool(log.examine(commits) or log.strays(commits))
            if not damaged:
                try:
                    self.at(self._snapshot.version)
                except (DeltaError, OSError):
                    damaged = self._mended_checkpoints()
            if damaged:
                self._snapshot, self._sound_until, self._commits = None, -1, {}
                self._files_read, self._rows_read = set(), READ_SCHEMA.empty_table()
            return damaged
        return False

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
            return read_rows(self._store, path)

        if not self._files_read <= set(paths):  # an older copy of the folder was put back
            self._files_read, self._rows_read = set(), READ_SCHEMA.empty_table()
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
                    content = source.read()
                    self._files[number] = log.rows_files(content)
                    return log.commit_info(content)
            except FileNotFoundError:  # someone tidied the object store: a checkpoint may hold its rows
                return {}

        new = range(max(self._commits, default=-1) + 1, version + 1)
        self._commits.update(zip(new, self._map(said, new), strict=True))
        self._known.update(self._commits)

    def _missing(self, known: set[str], held: set[int]) -> tuple[MissingSave, ...]:
        """The saves that the log numbers but whose rows are not there, in order."""
        found: dict[int, MissingSave] = {}
        for number, commit in self._commits.items():
            save_id = commit.get("save_id")
            lost = log.is_lost(commit)
            if number not in held and save_id not in known and (lost or save_id):
                why = str(commit["found"]) if lost else "son fichier de données est illisible ou a disparu"
                kept = str(self._kept_in) if lost and self._kept_in else None
                found[number] = missing_save(number, commit, why, kept)
        for damage in self._unmended:
            found[damage.version] = missing_save(damage.version, damage.info, damage.found, None)
        return tuple(found[number] for number in sorted(found))
