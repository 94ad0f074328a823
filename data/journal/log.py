"""The log files of the journal on a local disk: find those that a power cut damaged, and mend them.

Each save is one numbered JSON file of `_delta_log`. delta-rs links it whole into place, so a kill
never leaves half a file; but nothing is flushed to the disk, so a power cut may leave the last ones
empty, cut or full of zeros. delta-rs then either refuses the whole table, or (empty file, or cut
between two lines) opens it and says nothing of the save that is gone. Hence this module, which:

* keeps the damaged file in `damaged/`, as it was found, and deletes nothing;
* puts in its place its own whole lines, or, if the save itself is lost, a commit that changes nothing
  and says so: later saves keep their numbers and stay readable;
* sets aside in `damaged/` a file whose number follows from no save.

An object store needs none of this: its writes are whole or absent. A commit that somebody deleted there
is announced by the one that follows.
"""

import contextlib
import json
import os
import re
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, write_deltalake
from deltalake.exceptions import DeltaError

from data.disk_faults import NoHardLinks
from data.journal.row_files import SCHEMA

LOST = "SAVE LOST"
GONE = "son fichier de journal a disparu"
_COMMIT = re.compile(r"(\d{20})\.json")
_CHECKPOINT = re.compile(r"(\d{20})\.checkpoint.*\.parquet")
_STRAY = re.compile(r"journal-(\d{20})-stray-\w+\.json")
# No fault of a disk takes as many commits in a row and leaves the next one.
_WIDEST_GAP = 100
# What a save says of itself, and of it the commit that says it is gone.
_SAID = ("save_id", "author", "saved_at")
_WORTHY = ("add", "remove", "metaData", "protocol", "domainMetadata")


@dataclass(frozen=True)
class DamagedLog:
    """A commit file that is absent, or does not hold a whole commit; `lines` are those still whole.

    `known`: what the commit said of itself when it was read, before it disappeared.
    """

    version: int
    found: str
    content: bytes | None
    lines: tuple[dict[str, Any], ...]
    known: Mapping[str, Any] = field(default_factory=dict)

    @property
    def info(self) -> dict[str, Any]:
        """What the commit says of itself, as far as it can be read."""
        return commit_info(self.content or b"") or dict(self.known)


def commit_file(log: Path, version: int) -> Path:
    """The file of a version."""
    return log / f"{version:020d}.json"


def commit_info(content: bytes) -> dict[str, Any]:
    """What a commit says of itself (for a save: save_id, author, saved_at), as far as it can be read."""
    for line in content.splitlines():
        with contextlib.suppress(ValueError, TypeError):
            action = dict(json.loads(line))
            if "commitInfo" in action:
                return dict(action["commitInfo"])
    return {}


def is_lost(info: Mapping[str, Any]) -> bool:
    """Whether a commit only says that a save is gone: it then says what was ``found``."""
    return "found" in info


def rows_files(content: bytes) -> list[str]:
    """The files of rows that a commit adds, below the table's folder, as far as it can be read."""
    found = []
    for line in content.splitlines():
        with contextlib.suppress(ValueError, TypeError, KeyError):
            found.append(str(json.loads(line)["add"]["path"]))
    return found


def versions(log: Path, of: re.Pattern[str] = _COMMIT) -> list[int]:
    """The versions that have a commit file, in order."""
    names = (of.fullmatch(name) for name in os.listdir(log))
    return sorted({int(name.group(1)) for name in names if name})


def strays(log: Path) -> list[int]:
    """The numbers of commit files that follow from no save: each a long way after the one before."""
    present = versions(log)
    gaps = [rank for rank in range(1, len(present)) if present[rank] - present[rank - 1] > _WIDEST_GAP]
    return present[gaps[0] :] if gaps else []


def set_strays_aside(log: Path, kept_in: Path) -> None:
    """Move the stray commit files to `kept_in`. OSError if they cannot be."""
    for version in strays(log):
        kept_in.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):  # moved by another process
            os.replace(
                commit_file(log, version),
                kept_in / f"journal-{version:020d}-stray-{uuid.uuid4().hex[:8]}.json",
            )


def strays_aside(kept_in: Path) -> list[int]:
    """The numbers of the stray files that were set aside."""
    return versions(kept_in, _STRAY) if kept_in.is_dir() else []


def examine(log: Path, after: int = -1) -> list[DamagedLog]:
    """The damaged commits with a number above `after`, in order.

    Numbers that are missing below the last commit, or the last checkpoint, are among them; what comes
    after a stray file is not.
    """
    outside = set(strays(log))
    present = [version for version in versions(log) if version not in outside]
    last = max([*present, *versions(log, _CHECKPOINT)], default=-1)
    found = (_examine_one(log, version) for version in range(after + 1, last + 1))
    return [damage for damage in found if damage is not None]


def _examine_one(log: Path, version: int) -> DamagedLog | None:
    try:
        content = commit_file(log, version).read_bytes()
    except FileNotFoundError:
        return DamagedLog(version, GONE, None, ())
    lines: list[dict[str, Any]] = []
    whole = True
    for line in content.splitlines():
        try:
            lines.append(dict(json.loads(line)))
        except (ValueError, TypeError):
            whole = False
    says_something = any(key in line for line in lines for key in _WORTHY)
    declared_lost = any(is_lost(line.get("commitInfo", {})) for line in lines)
    if whole and (says_something or declared_lost):
        return None
    state = "vide" if not content.strip(b"\0 \n") else "coupé"
    return DamagedLog(
        version, f"son fichier de journal est {state} (coupure de courant ?)", content, tuple(lines)
    )


def mend(log: Path, damage: DamagedLog, kept_in: Path, first_commit: bytes) -> None:
    """Keep a damaged commit in `kept_in` and put a readable one in its place. OSError if it cannot.

    `first_commit` is the content of version 0, the same for every journal. Two processes that mend
    the same file write the same thing; a sound file that appeared meanwhile is left alone.
    """
    target = commit_file(log, damage.version)
    name = f"journal-{damage.version:020d}"
    if damage.content is not None:
        kept_in.mkdir(parents=True, exist_ok=True)
        copy = kept_in / f"{name}-{sha256(damage.content).hexdigest()[:12]}.json"
        if not copy.exists():
            copy.write_bytes(damage.content)
            flush([copy])
    draft = log / f".{name}-{uuid.uuid4().hex}.tmp"
    draft.write_bytes(first_commit if damage.version == 0 else _replacement(damage, name))
    try:
        flush([draft])
        if damage.content is None:
            with contextlib.suppress(FileExistsError):
                os.link(draft, target)
        elif _examine_one(log, damage.version) is not None:
            os.replace(draft, target)
        flush([target])
    finally:
        draft.unlink(missing_ok=True)


def _replacement(damage: DamagedLog, name: str) -> bytes:
    """The whole lines of the commit if its rows are still named there, else a commit of nothing."""
    if any("add" in line for line in damage.lines):
        lines = list(damage.lines)
    else:
        said = {key: damage.info[key] for key in _SAID if key in damage.info}
        lost = {
            "timestamp": int(time.time() * 1000),
            "operation": LOST,
            "found": damage.found,
            "kept_in": name,
        }
        lines = [{"commitInfo": {**said, **lost}}]
    return "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()


def announce_gone(table: DeltaTable, gone: Mapping[int, Mapping[str, Any]]) -> list[DamagedLog]:
    """Have the next commits of an object store say that these ones are gone; those not announced.

    No file can be put in their place there: delta-rs alone writes a number only if nobody has taken it.
    """
    for known in gone.values():
        said = {key: str(known[key]) for key in _SAID if key in known}
        properties = CommitProperties(custom_metadata={**said, "found": GONE}, max_commit_retries=0)
        # Without the right to write, it is said as long as this process remembers.
        with contextlib.suppress(DeltaError, OSError):
            write_deltalake(table, SCHEMA.empty_table(), mode="append", commit_properties=properties)
    table.update_incremental()
    return [
        DamagedLog(number, GONE, None, (), known)
        for number, known in gone.items()
        if number > table.version()
    ]


def set_checkpoints_aside(log: Path, kept_in: Path) -> bool:
    """Move the unreadable checkpoints away, and the pointer to the last one; True if any moved.

    A checkpoint only spares reading the commits, which are all kept: without it the table is the same.
    """
    bad = [path for path in log.glob("*.checkpoint*.parquet") if not _is_parquet(path)]
    pointer = log / "_last_checkpoint"
    moved = [*bad, *([pointer] if pointer.exists() else [])]
    for path in moved:
        kept_in.mkdir(parents=True, exist_ok=True)
        with contextlib.suppress(FileNotFoundError):
            os.replace(path, kept_in / f"{path.name.lstrip('_')}-{uuid.uuid4().hex[:8]}")
    return bool(moved)


def _is_parquet(path: Path) -> bool:
    try:
        pq.read_metadata(path)
    except (OSError, ValueError):  # pyarrow's errors are one or the other
        return False
    return True


def try_writing(table: Path, size: int) -> None:
    """Try what delta-rs is about to do below a table's folder. OSError when it cannot; NoHardLinks.

    Refused, delta-rs prints a panic in English on the console: it is asked only for what can be done.
    """
    # While another server creates the table, its folder is there before its log's.
    folders = [folder for folder in (table, table / "_delta_log") if folder.is_dir()]
    if not folders:
        table.parent.mkdir(parents=True, exist_ok=True)
        folders = [table.parent]
    for folder in folders:
        trial, linked = (folder / f".essai-{uuid.uuid4().hex}.{end}" for end in ("tmp", "link"))
        try:
            trial.write_bytes(b"\0" * size)
            try:
                os.link(trial, linked)
            except (OSError, NotImplementedError) as error:
                raise NoHardLinks(folder) from error
        finally:
            for path in (trial, linked):
                with contextlib.suppress(OSError):
                    path.unlink()


def flush(paths: list[Path]) -> None:
    """Have the disk hold these files and their names before going on. What cannot be flushed is left.

    delta-rs flushes nothing: without this, a save that its author was told is made could be the one
    that a power cut takes.
    """
    files = [(path, os.O_RDWR | getattr(os, "O_BINARY", 0)) for path in paths]
    folders = [(folder, os.O_RDONLY) for folder in {path.parent for path in paths}]
    for path, way in (*files, *folders):
        with contextlib.suppress(OSError):  # Windows opens no folder, and needs none of this
            descriptor = os.open(path, way)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


def flush_save(table: Path, save_id: str, version: int) -> None:
    """Flush what a save made: its commit file, and the files of rows that the commit names."""
    path = commit_file(table / "_delta_log", version)
    with contextlib.suppress(OSError, ValueError):
        lines = [json.loads(line) for line in path.read_bytes().splitlines()]
        if any(line.get("commitInfo", {}).get("save_id") == save_id for line in lines):
            flush([*(table / line["add"]["path"] for line in lines if "add" in line), path])
