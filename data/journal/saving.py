"""The journal of what people write: one append-only Delta table, read whole, written one save at a time.

A page reads a `Snapshot` (rows and version), folds it, and writes with the snapshot's version:
`append` refuses the save if somebody else saved one of its subjects since. Nothing is ever replaced:
`undo` is one more save.
"""

import random
import threading
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pandas as pd
from deltalake import CommitProperties, Transaction, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError

from data.clock import short_moment
from data.disk_faults import cause_of
from data.french.typography import printable
from data.journal import log
from data.journal.faults import (
    CurrentValue,
    JournalError,
    MissingSave,
    SaveNotMade,
    SaveUnverified,
    StaleSave,
    WriteRefused,
)
from data.journal.folds.fields import problem_with
from data.journal.folds.history import FieldChange, FieldLeft, undo_plan
from data.journal.folds.rows import KEY, Change, each, in_order, key_of, none_if_missing
from data.journal.row_files import rows_table
from data.journal.snapshot import Snapshot
from data.journal.table import JournalTable
from data.journal.write_rights import Writer

__all__ = ["Change", "Journal", "Saved", "Snapshot", "Undone", "Writer"]

_ATTEMPTS = 8
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# A commit, beside its rows, takes less than this.
_COMMIT_BYTES = 32 * 1024
# What delta-rs says when a commit since the version written from names one of the same subjects.
_SAME_SUBJECT = "Concurrent transaction"
_MAX_AUTHOR, _MAX_REASON, _MAX_CHANGES = 80, 500, 500


@dataclass(frozen=True)
class Saved:
    """A save that is in the journal, on the disk."""

    save_id: str
    saved_at: datetime


@dataclass(frozen=True)
class Undone:
    """What an undo did: the save it made (None if there was nothing to restore) and what it left alone."""

    saved: Saved | None
    restored: tuple[Change, ...]
    left: tuple[FieldLeft, ...]


class Journal:
    """The journal under a root: a local folder or `s3://…` (then with delta-rs's `storage_options`).

    One instance serves every session and thread of a process; other processes may write at the same
    time. Every method may raise JournalMissing, JournalDamaged or JournalUnreachable, whose text is a
    French sentence.
    """

    def __init__(self, root: str | Path, storage_options: Mapping[str, str] | None = None) -> None:
        self._table = JournalTable(str(root), storage_options)
        # Saves of one process go one by one: they would only make each other try again.
        self._writing = threading.Lock()

    def read(self) -> Snapshot:
        """The journal now. A form keeps `snapshot.version` and gives it back to `append`."""
        return self._table.read()

    def rows(self) -> pd.DataFrame:
        """The rows of the journal now, one per field saved, in order (`data.journal.folds.rows.COLUMNS`)."""
        return self.read().rows

    @property
    def version(self) -> int:
        """The version of the journal now: changes when, and only when, somebody saves. -1: never written."""
        return self.read().version

    @property
    def missing(self) -> tuple[MissingSave, ...]:
        """The saves that a fault took away, each with its sentence."""
        return self.read().missing

    def append(
        self,
        changes: Sequence[Change],
        *,
        writer: Writer,
        opened_on: int,
        reason: str = "",
        save_id: str | None = None,
    ) -> Saved:
        """Save all the changes as one save, or none of them.

        `opened_on`: the version of the snapshot that the form was filled from. `save_id`: given by a
        form so that a double click, or a retry, saves once.

        Raises WriteRefused (no right, or a value that its field does not take), StaleSave (a subject
        of the save was saved since: nothing is written), SaveNotMade (disk, folder, too many writers),
        SaveUnverified (the journal stopped answering halfway).
        """
        kept = _checked(changes)
        return self._save(kept, writer, opened_on, reason, save_id or uuid.uuid4().hex, undoes=None)

    def undo(self, save_id: str, *, writer: Writer, reason: str = "") -> Undone:
        """Save again the earlier values of a save's fields, except those that were saved since.

        Raises as `append`, and KeyError if the journal has no such save.
        """
        for attempt in range(_ATTEMPTS):
            snapshot = self.read()
            plan = undo_plan(snapshot.rows, save_id)
            if not plan.changes:
                return Undone(None, (), plan.left)
            undone = snapshot.rows[snapshot.rows["save_id"] == save_id].iloc[0]
            of_whom = f"{undone['author']}, {short_moment(undone['saved_at'])}"
            why = reason or f"Annulation de l’enregistrement de {of_whom}"
            try:
                saved = self._save(plan.changes, writer, snapshot.version, why, uuid.uuid4().hex, save_id)
            except StaleSave:
                if attempt + 1 == _ATTEMPTS:
                    raise
                continue  # somebody saved in between: plan again from what is there now
            return Undone(saved, plan.changes, plan.left)
        raise AssertionError("unreachable")

    def _save(
        self,
        changes: tuple[Change, ...],
        writer: Writer,
        opened_on: int,
        reason: str,
        save_id: str,
        undoes: str | None,
    ) -> Saved:
        if not writer.may_write:
            raise WriteRefused(writer.reason_if_not or "Session en lecture seule : rien n’a été enregistré.")
        author, why = _line(writer.name, "nom", _MAX_AUTHOR), _line(reason, "motif", _MAX_REASON)
        if not author:
            raise WriteRefused(
                "Le nom de la personne qui enregistre est vide : l’indiquer, puis enregistrer."
            )
        base = opened_on
        looked_again = False
        with self._writing:
            for attempt in range(_ATTEMPTS):
                snapshot = self.read()
                made = _already(snapshot, save_id)
                if made is not None:
                    return made
                _refuse_stale(snapshot, changes, opened_on)
                saved_at = _stamp(snapshot, changes)
                error = self._commit(changes, author, saved_at, why, save_id, undoes, snapshot, base)
                if error is None:
                    return Saved(save_id, saved_at)
                made = self._landed(save_id, error)
                if made is not None:
                    return made
                if not looked_again:
                    looked_again = True
                    if self._table.mend_again():
                        continue  # a file of the log was damaged since it was read: mended, try once more
                if not isinstance(error, CommitFailedError):
                    why = cause_of(error).removesuffix(".")
                    raise SaveNotMade(f"Rien n’a été enregistré : {why}.") from error
                if _SAME_SUBJECT not in str(error):
                    # Not about our subjects (the table's own settings changed, say): what was saved since
                    # the form was opened has been looked at above, so write from there.
                    base = snapshot.version
                time.sleep(min(0.5, 0.02 * 2**attempt) * (0.5 + random.random()))
        raise SaveNotMade(
            "Rien n’a été enregistré : trop de personnes enregistrent en même temps. Enregistrer à nouveau."
        )

    def _commit(
        self,
        changes: tuple[Change, ...],
        author: str,
        saved_at: datetime,
        reason: str,
        save_id: str,
        undoes: str | None,
        snapshot: Snapshot,
        base: int,
    ) -> Exception | None:
        """Try once to add a save to the table; the error if it failed, or may have failed halfway."""
        rows = rows_table(changes, save_id, saved_at, author, reason, undoes)
        subjects = sorted({f"{change.kind}:{change.subject_id}" for change in changes})
        try:
            if self._table.folder is not None:
                log.try_writing(self._table.folder, rows.nbytes + _COMMIT_BYTES)
            if snapshot.version < 0:
                self._table.create()
            table = self._table.at(max(0, min(base, snapshot.version)))
            # delta-rs refuses the commit if a save after `base` names one of the same subjects.
            properties = CommitProperties(
                custom_metadata={"save_id": save_id, "author": author, "saved_at": saved_at.isoformat()},
                app_transactions=[
                    Transaction(app_id=subject, version=table.version()) for subject in subjects
                ],
            )
            write_deltalake(table, rows, mode="append", commit_properties=properties)
        except (DeltaError, OSError) as error:
            return error
        except BaseException as error:
            # delta-rs's own faults escape `except Exception`; anything else is not ours to keep.
            if type(error).__name__ != "PanicException":
                raise
            return DeltaError(str(error))
        if self._table.folder is not None:
            log.flush_save(self._table.folder, save_id, table.version())
        return None

    def _landed(self, save_id: str, error: Exception) -> Saved | None:
        """Whether a save that ended in an error is in the journal all the same (a checkpoint may fail)."""
        try:
            return _already(self.read(), save_id)
        except (JournalError, OSError) as second:
            raise SaveUnverified(
                f"L’enregistrement a échoué ({cause_of(error)}) et le journal ne se relit pas : vérifier "
                "s’il y figure avant de recommencer."
            ) from second


def _already(snapshot: Snapshot, save_id: str) -> Saved | None:
    if save_id not in snapshot.version_of:
        return None
    rows = snapshot.all_rows
    own = rows[rows["save_id"] == save_id]
    return None if own.empty else Saved(save_id, own["saved_at"].iloc[0].to_pydatetime())


def _refuse_stale(snapshot: Snapshot, changes: Sequence[Change], opened_on: int) -> None:
    """StaleSave if one of the subjects was saved after version `opened_on`."""
    rows = snapshot.all_rows
    since = {save for save, version in snapshot.version_of.items() if version > opened_on}
    recent = rows[rows["save_id"].isin(list(since))]
    saved = set(zip(recent["kind"], recent["subject_id"], strict=True))
    ours = {(change.kind, change.subject_id) for change in changes}
    if not saved & ours:
        return
    own = [pair in ours for pair in zip(recent["kind"], recent["subject_id"], strict=True)]
    last = in_order(recent[own]).iloc[-1]
    raise StaleSave(
        f"{last['author']} a enregistré une modification, le {short_moment(last['saved_at'])}, depuis que ce "
        "formulaire est ouvert : rien n’a été enregistré. Comparer les deux valeurs, puis enregistrer.",
        _current(rows, changes),
    )


def _current(rows: pd.DataFrame, changes: Sequence[Change]) -> tuple[CurrentValue, ...]:
    last = in_order(rows).drop_duplicates(KEY, keep="last")
    in_place = {key_of(row): row for row in each(last)}
    found = []
    for change in changes:
        row = in_place.get(change.key)
        before = None if row is None else none_if_missing(row.value)
        author, saved_at = (None, None) if row is None else (str(row.author), row.saved_at.to_pydatetime())
        found.append(CurrentValue(FieldChange(*change.key, before, change.value), author, saved_at))
    return tuple(found)


def _stamp(snapshot: Snapshot, changes: Sequence[Change]) -> datetime:
    """The time of a save: now, but later than every save of its subjects, whatever their clocks said.

    The folds order the rows of a subject by time: a clock set back must not bury a later save.
    """
    rows = snapshot.all_rows
    names = {change.subject_id for change in changes}
    last = rows.loc[rows["subject_id"].isin(list(names)), "saved_at"].max()
    now = datetime.now(UTC)
    if now < _EPOCH:
        raise SaveNotMade(
            f"Rien n’a été enregistré : l’horloge de l’ordinateur est au {now.year}, avant 1970. La mettre à "
            "l’heure, puis enregistrer à nouveau."
        )
    return now if pd.isna(last) else max(now, last.to_pydatetime() + timedelta(microseconds=1))


def _checked(changes: Sequence[Change]) -> tuple[Change, ...]:
    kept = tuple(_cleaned(change) for change in changes)
    if not kept:
        raise WriteRefused("Rien n’a changé : il n’y a rien à enregistrer.")
    if len(kept) > _MAX_CHANGES:
        raise WriteRefused(
            f"{len(kept)} champs à la fois : enregistrer au plus {_MAX_CHANGES} champs par envoi."
        )
    if len({change.key for change in kept}) < len(kept):
        raise WriteRefused(
            "Le même champ figure deux fois dans cet enregistrement : rien n’a été enregistré."
        )
    for change in kept:
        problem = problem_with(change)
        if problem is not None:
            raise WriteRefused(problem)
    return kept


def _cleaned(change: Change) -> Change:
    return Change(
        change.kind,
        printable(change.subject_id),
        change.field,
        None if change.value is None else printable(change.value),
        change.year,
        None if change.funder is None else printable(change.funder),
    )


def _line(text: str, name: str, most: int) -> str:
    kept = " ".join(printable(text).split())
    if len(kept) > most:
        raise WriteRefused(f"Le {name} a {len(kept)} caractères : attendu au plus {most}. Le raccourcir.")
    return kept
