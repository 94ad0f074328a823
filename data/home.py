"""CEP_HOME, where what people write lives: which place it is, and whether one can write there.

A local folder (by default the user's data folder of the system) or an `s3://bucket/prefix`.
"""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import platformdirs

from data import object_store
from data.disk_faults import NoHardLinks, cause_of
from data.french.typography import FrenchError, french

APP_FOLDER = "cep-numerique-martinique"
CHECKOUT = Path(__file__).resolve().parent.parent
# A save takes a few kB: below `_TOO_LITTLE` a meeting may not end, below `_LITTLE` someone should know.
_TOO_LITTLE = 20 * 1024**2
_LITTLE = 200 * 1024**2


class HomeRefused(FrenchError, ValueError):
    """CEP_HOME cannot hold what people write: `str(error)` is a French sentence made for the user."""


@dataclass(frozen=True)
class Home:
    """Where what people write lives; `storage_options` are those of delta-rs (None for a folder)."""

    root: str
    storage_options: dict[str, str] | None = field(default=None, repr=False)  # holds secrets

    @property
    def folder(self) -> Path | None:
        """The local folder, or None when the root is on an object store."""
        return None if "://" in self.root else Path(self.root)


@dataclass(frozen=True)
class HomeState:
    """What was found at CEP_HOME: whether a save can be made there, and French sentences to show."""

    may_write: bool
    sentences: tuple[str, ...]


def home() -> str:
    """The root of what people write: a folder or `s3://…`. HomeRefused as `find_home`."""
    return find_home().root


def find_home(environ: Mapping[str, str] | None = None) -> Home:
    """The place that CEP_HOME names, or the default. HomeRefused in the checkout or for another scheme."""
    env = os.environ if environ is None else environ
    named = env.get("CEP_HOME", "").strip()
    # Going through every variable takes a twelfth of a page, and tells nothing of a folder.
    given = object_store.settings(env) if named.startswith(object_store.SCHEME) else {}
    return _found(named, tuple(given.items()))


@cache
def _found(named: str, store_settings: tuple[tuple[str, str], ...]) -> Home:
    """Asked at every figure of a page: the file system is looked at once a setting."""
    if named.startswith(object_store.SCHEME):
        return Home(named.rstrip("/"), dict(store_settings))
    if "://" in named:
        raise HomeRefused(
            f"CEP_HOME vaut « {named} » : attendu un dossier, ou une adresse s3://compartiment/dossier. "
            "Corriger cette variable, puis relancer."
        )
    default = platformdirs.user_data_dir(APP_FOLDER, appauthor=False)
    folder = Path(named or default).expanduser().resolve()
    if folder == CHECKOUT or CHECKOUT in folder.parents:
        raise HomeRefused(
            f"CEP_HOME (« {folder} ») est dans le dossier de l’application : une mise à jour pourrait "
            "l’effacer. Choisir un dossier ailleurs, puis relancer."
        )
    return Home(str(folder))


def check_room(home: Home) -> HomeState:
    """Whether saves can be made at CEP_HOME, tried for real in a local folder (created if absent).

    A folder that only lacks the right to write, or room on the disk, still opens for reading:
    `may_write` is False and a sentence says why. HomeRefused when the place cannot be used at all: a
    file in the way, or no hard links, by which two saves at once are told apart (an exFAT stick).
    An object store is not tried here: its first save says what is wrong.
    """
    folder = home.folder
    if folder is None:
        return HomeState(True, ())
    if os.path.isfile(folder):  # False, not an error, below a folder that cannot be entered
        raise HomeRefused(
            f"CEP_HOME (« {folder} ») est un fichier : attendu un dossier. Corriger, puis relancer."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial = Path(tempfile.mkdtemp(prefix=".essai-", dir=folder))
    except OSError as error:
        return HomeState(False, (_nothing_can_be_saved(folder, error),))
    try:
        return _try_writing(folder, trial)
    finally:
        with contextlib.suppress(OSError):
            shutil.rmtree(trial)


def _try_writing(folder: Path, trial: Path) -> HomeState:
    first = trial / "a"
    try:
        first.write_bytes(b"essai" * 1000)
    except OSError as error:
        return HomeState(False, (_nothing_can_be_saved(folder, error),))
    try:
        os.link(first, trial / "b")
    except (OSError, NotImplementedError) as error:
        raise HomeRefused(str(NoHardLinks(folder))) from error
    free = shutil.disk_usage(folder).free
    if free < _LITTLE:
        megabytes = free // 1024**2
        left = f"Il ne reste que {megabytes}\u00a0Mo sur le disque de « {folder} »"
        if free < _TOO_LITTLE:
            return HomeState(
                False, (french(f"{left} : rien ne peut être enregistré avant d’avoir libéré de la place."),)
            )
        return HomeState(True, (french(f"{left} : libérer de la place avant la réunion."),))
    return HomeState(True, ())


def _nothing_can_be_saved(folder: Path, error: OSError) -> str:
    return french(f"Rien ne peut être enregistré dans « {folder} » : {cause_of(error)}.")
