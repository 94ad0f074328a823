"""The people who may write on a network: one file, with the argon2 hash of each pass phrase.

`python run.py editeur NOM` changes it. It lives in CEP_HOME, or, when CEP_HOME is an object store, in the
user's data folder of the system: who may write is a matter of each server.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import unicodedata
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import platformdirs
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from data.french.system import why_unread
from data.french.typography import FrenchError
from data.home import APP_FOLDER, find_home

FILE = "editeurs.json"
SHORTEST, LONGEST = 12, 200
_MAX_NAME = 80
_hasher = PasswordHasher()


class EditorsUnreadable(FrenchError, ValueError):
    """The list of editors is damaged or cannot be read: `str(error)` is a French sentence."""


class EntryRefused(FrenchError, ValueError):
    """A name or pass phrase that cannot be used: `str(error)` is a French sentence."""


@dataclass(frozen=True)
class Editor:
    """A person who may write: by pass phrase (`phrase_hash`), by account (`account`, an address), or both."""

    name: str
    phrase_hash: str | None = None
    account: str | None = None

    @property
    def stamp(self) -> str:
        """Changes when anything about this editor does; says nothing of the phrase."""
        return hashlib.sha256(json.dumps(asdict(self)).encode()).hexdigest()


def place() -> Path:
    """The file of the editors. HomeRefused when CEP_HOME cannot be used."""
    folder = find_home().folder
    return (folder or Path(platformdirs.user_data_dir(APP_FOLDER, appauthor=False))) / FILE


def read(path: Path) -> tuple[Editor, ...]:
    """The editors, by name; none when there is no file. EditorsUnreadable when it is damaged."""
    try:
        known = path.stat()
        return _read(path, known.st_mtime_ns, known.st_size, known.st_ino)
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise EditorsUnreadable(
            f"La liste des personnes qui peuvent écrire ({FILE}) ne se lit pas : {why_unread(error)}."
        ) from error


@lru_cache(maxsize=4)
def _read(path: Path, _modified: int, _size: int, _inode: int) -> tuple[Editor, ...]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))["editors"]
        return tuple(
            Editor(str(entry["name"]), entry.get("phrase_hash"), entry.get("account")) for entry in entries
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EditorsUnreadable(
            f"La liste des personnes qui peuvent écrire ({FILE}) est abîmée : supprimez ce fichier du "
            "dossier de données, puis refaites chaque accès avec « python run.py editeur NOM »."
        ) from error


def put(path: Path, editor: Editor) -> None:
    """Add an editor, or replace the one of that name."""
    others = [known for known in read(path) if _key(known.name) != _key(editor.name)]
    if editor.account and find_account(others, editor.account):
        raise EntryRefused(f"Le compte {editor.account} est déjà celui d’une autre personne de la liste.")
    _write(path, [*others, editor])


def remove(path: Path, name: str) -> bool:
    """Remove an editor; False when there was none of that name."""
    editors = read(path)
    others = [known for known in editors if _key(known.name) != _key(name)]
    if len(others) == len(editors):
        return False
    _write(path, others)
    return True


def _write(path: Path, editors: Iterable[Editor]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"editors": [asdict(editor) for editor in sorted(editors, key=lambda known: _key(known.name))]}
    # mkstemp makes a file that its owner alone can read (on Windows, the folder's rights decide).
    handle, draft = tempfile.mkstemp(prefix=f".{FILE}-", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise


def find(editors: Iterable[Editor], name: str) -> Editor | None:
    """The editor of that name, whatever its capitals and spaces."""
    return next((editor for editor in editors if _key(editor.name) == _key(name)), None)


def find_account(editors: Iterable[Editor], address: str) -> Editor | None:
    """The editor of that account, whatever its capitals."""
    wanted = address.strip().casefold()
    return next((known for known in editors if (known.account or "").casefold() == wanted != ""), None)


def check(editors: Sequence[Editor], name: str, phrase: str) -> Editor | None:
    """The editor whose name and pass phrase these are, or None.

    An unknown name costs the same time as a wrong phrase: the answer's delay says nothing.
    """
    editor = find(editors, name)
    expected = editor.phrase_hash if editor and editor.phrase_hash else _nobodys_hash()
    # Cut, or a text of many megabytes would be hashed.
    given = _phrase(phrase)[: LONGEST + 1]
    try:
        _hasher.verify(expected, given)
    except (Argon2Error, InvalidHashError):
        return None
    return editor if editor and editor.phrase_hash else None


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return _hasher.hash(os.urandom(32).hex())


def clean_name(name: str) -> str:
    """A name as it is kept and shown. EntryRefused when it is empty or too long."""
    kept = " ".join(unicodedata.normalize("NFC", name).split())
    if not kept or len(kept) > _MAX_NAME or not kept.isprintable():
        raise EntryRefused(f"Le nom doit avoir de 1 à {_MAX_NAME} caractères visibles.")
    return kept


def hash_phrase(phrase: str, name: str) -> str:
    """The argon2id hash of a pass phrase. EntryRefused when it is too easy to guess."""
    kept = _phrase(phrase)
    if not SHORTEST <= len(kept) <= LONGEST:
        raise EntryRefused(
            f"La phrase de passe a {len(kept)} caractères : il en faut de {SHORTEST} à {LONGEST}. "
            "Quatre ou cinq mots sans rapport entre eux conviennent."
        )
    if len(set(kept.casefold())) < 6 or _key(name) == _key(kept):
        raise EntryRefused("Cette phrase de passe est trop facile à deviner : choisissez-en une autre.")
    return _hasher.hash(kept)


def _phrase(typed: str) -> str:
    # An accent is one character or two, according to the keyboard's system.
    return unicodedata.normalize("NFC", typed).strip()


def _key(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).split()).casefold()
