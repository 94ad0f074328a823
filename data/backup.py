"""A copy of all that people wrote and imported, checked as it is made, and put back in an empty CEP_HOME.

The copy follows the order of what names what: the log of the journal before the rows that it names, the
journal before the manifests that it names. It can be made while the dashboard is in use.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from data.clock import now
from data.disk_faults import cause_of
from data.french.typography import FrenchError
from data.home import find_home
from data.home_files import HomeFiles
from data.journal import Journal

LIST = "sauvegarde.json"
# Who may write, and their failed attempts: a matter of each server, and no copy of secrets.
_LEFT_OUT = ("editeurs.json", "connexions.json")
_LOG, _JOURNAL = "journal/_delta_log/", "journal/"
# Only a hint of where to start reading the log, which a save may change while it is copied.
_HINT = "_last_checkpoint"


class BackupRefused(FrenchError):
    """Nothing was saved, or put back; the text is a French sentence with what to do."""


@dataclass(frozen=True)
class Backup:
    """A whole backup: its folder, how many files and bytes, and the version of its journal."""

    folder: Path
    files: int
    size: int
    version: int


def save(place: Path) -> Backup:
    """Make a dated folder below ``place``, whole and checked, or nothing. Raises BackupRefused."""
    found = find_home()
    home = HomeFiles(found.root)
    target = place / f"cep-sauvegarde-{now():%Y-%m-%d-%H%M%S}"
    draft = target.with_name(f"{target.name}.incomplet")
    if found.folder is not None and (
        place.resolve() == found.folder or found.folder in place.resolve().parents
    ):
        raise BackupRefused(f"« {place} » est dans le dossier à sauvegarder : choisir un autre dossier.")
    try:
        copies = _copied(home, draft)
        if not copies:
            raise BackupRefused(f"« {found.root} » ne contient rien : il n’y a rien à sauvegarder.")
        version = _journal_version(draft)
        listed = {"made_at": now().isoformat(timespec="seconds"), "journal": version, "files": copies}
        (draft / LIST).write_text(json.dumps(listed, indent=1, ensure_ascii=False), encoding="utf-8")
        check(draft)
        draft.rename(target)
    except OSError as error:
        raise BackupRefused(
            f"La sauvegarde n’a pas pu être écrite ({cause_of(error)}) : rien n’est gardé. Choisir "
            "un dossier où il reste de la place, puis recommencer."
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return Backup(target, len(copies), sum(size for size, _ in copies.values()), version)


def check(folder: Path) -> Backup:
    """Whether every file of a backup is the one that was copied. Raises BackupRefused."""
    try:
        listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        copies = {str(file): (int(size), str(digest)) for file, (size, digest) in listed["files"].items()}
        version = int(listed["journal"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupRefused(
            f"« {folder} » n’est pas une sauvegarde ({LIST} absent ou illisible) : indiquer le dossier "
            "cep-sauvegarde-… entier."
        ) from error
    for file, (size, digest) in copies.items():
        if Path(file).is_absolute() or ".." in Path(file).parts or "\\" in file:
            raise BackupRefused(f"« {folder} » nomme un fichier hors de son dossier : rien n’est repris.")
        try:
            content = (folder / file).read_bytes()
        except OSError as error:
            raise BackupRefused(
                f"Dans « {folder} », {file} manque : cette sauvegarde est incomplète."
            ) from error
        if (len(content), hashlib.sha256(content).hexdigest()) != (size, digest):
            raise BackupRefused(
                f"Dans « {folder} », {file} n’est plus le fichier sauvegardé : prendre une autre sauvegarde."
            )
    return Backup(folder, len(copies), sum(size for size, _ in copies.values()), version)


def restore(folder: Path) -> Backup:
    """Put a backup back in CEP_HOME, which must be empty, or hold a part of this very backup.

    Raises BackupRefused: nothing that people wrote is ever replaced.
    """
    backup = check(folder)
    root = find_home().root
    home = HomeFiles(root)
    listed = json.loads((folder / LIST).read_text(encoding="utf-8"))["files"]
    for file in home.list():
        if Path(file).name in _LEFT_OUT or Path(file).name.startswith("."):
            continue
        content = home.read(file) or b""
        if listed.get(file, [0, ""])[1] != hashlib.sha256(content).hexdigest():
            raise BackupRefused(
                f"« {root} » contient déjà {file} : rien n’a été repris. Renommer ce dossier, ou indiquer un "
                "dossier vide par CEP_HOME, puis recommencer."
            )
    try:
        # What names other files comes last: cut halfway, nothing is shown that is not whole.
        for file in sorted(
            listed, key=lambda name: (name.startswith(_LOG), name.endswith("publication.json"), name)
        ):
            home.write_once(file, (folder / file).read_bytes())
    except OSError as error:
        raise BackupRefused(
            f"La reprise s’est arrêtée ({cause_of(error)}) : libérer de la place, puis relancer la "
            "même commande, qui continuera."
        ) from error
    return backup


def _copied(home: HomeFiles, draft: Path) -> dict[str, tuple[int, str]]:
    """Copy what there is in order; the size and SHA-256 of each copy."""
    copies: dict[str, tuple[int, str]] = {}
    for wanted in (_LOG, _JOURNAL, ""):
        for file in home.list():
            name = file.rpartition("/")[2]
            if not file.startswith(wanted) or file in copies or name in (*_LEFT_OUT, _HINT):
                continue
            # Drafts and trials of other processes; and saves made since the log was copied.
            if name.startswith(".") or name.endswith(".tmp") or (wanted != _LOG and file.startswith(_LOG)):
                continue
            content = home.read(file)
            if content is None:
                continue
            target = draft / file
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            copies[file] = (len(content), hashlib.sha256(content).hexdigest())
    return copies


def _journal_version(folder: Path) -> int:
    """The version of the copied journal, read as the application would. Raises BackupRefused if damaged."""
    if not (folder / _LOG).is_dir():
        return -1
    snapshot = Journal(str(folder)).read()
    if snapshot.missing or snapshot.strays:
        raise BackupRefused(
            f"Le journal copié n’est pas entier ({' '.join(snapshot.sentences)}) : rien n’est gardé. "
            "Recommencer ; si cela revient, garder une copie du dossier tel quel."
        )
    return snapshot.version
