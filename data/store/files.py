"""The files of the shared datasets, built or published: frames by name, cached until their file changes.

The root is ``CEP_DATA`` (a local folder or ``s3://…``), by default ``data/parquet``. A publication of
imported files comes first: ``publication.json`` in ``CEP_HOME/datasets`` names the file of each
published dataset, ``{"datasets": {"recruitment": "recruitment-<id>.parquet"}}``; those files never change.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from data import object_store
from data.arrow import to_frame
from data.catalogue import DATASETS
from data.columns import Column
from data.french.system import why_unread
from data.french.typography import french
from data.home import home
from data.store.unavailable import DatasetUnavailable

if TYPE_CHECKING:
    import geopandas as gpd

log = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parents[1] / "parquet"
MANIFEST = "publication.json"

_MANIFEST_FORM = '{"datasets": {"nom": "fichier.parquet"}}'

# A look at an object store is a request, and a page asks for dozens: one answer serves this long.
REMOTE_SECONDS = 5.0

_LOCAL = pafs.LocalFileSystem()
_lock = threading.RLock()
_frames: dict[str, tuple[str, pd.DataFrame]] = {}
_looked_at: dict[str, tuple[float, str | None]] = {}
_manifest: tuple[str, dict[str, str]] = ("", {})


@dataclass(frozen=True)
class _Location:
    """A file on a local disk or in an object store."""

    filesystem: pafs.FileSystem
    path: str

    def version(self) -> str | None:
        """Changes when the file does (path, size, modification time); None when there is no such file."""
        if isinstance(self.filesystem, pafs.LocalFileSystem):
            # The same answer at a tenth of the cost, asked at every figure of every rerun.
            try:
                stat = os.stat(self.path)
            except FileNotFoundError:
                return None
            return f"{self.path}|{stat.st_size}|{stat.st_mtime_ns}" if S_ISREG(stat.st_mode) else None
        now, (looked_at, known) = time.monotonic(), _looked_at.get(self.path, (float("-inf"), None))
        if now - looked_at < REMOTE_SECONDS:
            return known
        info = self.filesystem.get_file_info(self.path)
        found = f"{self.path}|{info.size}|{info.mtime_ns}" if info.type == pafs.FileType.File else None
        _looked_at[self.path] = (now, found)
        return found

    def read_bytes(self) -> bytes:
        with self.filesystem.open_input_stream(self.path) as stream:
            return bytes(stream.read())


def load(name: str) -> pd.DataFrame:
    """One dataset, with the columns and dtypes of its declaration; ``communes`` without geometry.

    The frame can be changed freely: pandas copies on write, so neither the cache nor another caller sees
    it. (Cells of list columns are shared: replace them, do not append to them.)
    Raises ``DatasetUnavailable`` when the file is missing, damaged, of other columns or empty.
    """
    frame = _cached(name, name, lambda table: to_frame(table, DATASETS[name]))
    return frame.copy(deep=False)


def load_communes() -> gpd.GeoDataFrame:
    """``communes`` with their outlines (EPSG:4326). Imports geopandas: for maps only."""
    import geopandas as gpd

    def with_outlines(table: pa.Table) -> pd.DataFrame:
        if "geometry" not in table.column_names:
            raise ValueError("colonnes absentes : geometry")
        outlines = gpd.GeoSeries.from_wkb(table["geometry"].to_pylist(), crs="EPSG:4326")
        return gpd.GeoDataFrame(to_frame(table, DATASETS["communes"]), geometry=outlines)

    return _cached("communes", "communes with outlines", with_outlines).copy(deep=False)


def fingerprint(name: str) -> str:
    """Text that changes when the dataset's file does: to key a cache. Costs a file lookup, no read."""
    return _found(name)[1]


def publication_problem() -> str | None:
    """Why the published imports are ignored, in French; None when they are read or there are none."""
    try:
        _published()
    except ValueError as error:
        return french(
            f"Les données importées ne sont pas lues : {str(error).removesuffix('.')}. "
            "Les données d’origine sont affichées. "
            f"À faire : retirez le fichier {MANIFEST}, ou remettez-le tel qu’il était."
        )
    return None


def _cached(name: str, slot: str, convert: Callable[[pa.Table], pd.DataFrame]) -> pd.DataFrame:
    with _lock:
        location, version = _found(name)
        kept = _frames.get(slot)
        if kept is None or kept[0] != version:
            kept = (version, _read(name, location, convert))
            _frames[slot] = kept
        return kept[1]


def _read(name: str, location: _Location, convert: Callable[[pa.Table], pd.DataFrame]) -> pd.DataFrame:
    try:
        # Read whole and closed at once: an open file could not be replaced on Windows.
        table = pq.read_table(pa.BufferReader(location.read_bytes()))
        frame = convert(table)
    except (OSError, ValueError) as error:  # pyarrow's errors are one or the other
        raise _unavailable(name, f"fichier {location.path} illisible ({_why(error)})") from error
    if frame.empty:
        raise _unavailable(name, f"fichier {location.path} sans aucune ligne, attendu : au moins une")
    for column in DATASETS[name].columns:
        if column.required and frame[column.name].isna().all():
            raise _unavailable(
                name,
                f"fichier {location.path}, colonne « {column.name} » vide sur toutes les lignes, attendu : "
                "au moins une valeur",
            )
        foreign = _not_allowed(frame[column.name], column)
        if foreign:
            raise _unavailable(
                name,
                f"fichier {location.path}, colonne « {column.name} », trouvé « {foreign[:40]} », attendu une "
                f"valeur parmi {', '.join(column.allowed)}",
            )
    return frame


def _not_allowed(values: pd.Series, column: Column) -> str:
    """A value that the column does not take, by which the pages would be built; empty when there is none."""
    if not column.allowed:
        return ""
    given = values.explode() if column.kind == "list" else values
    foreign = given[given.notna() & ~given.isin(column.allowed)]
    return "" if foreign.empty else str(foreign.iloc[0])


def _found(name: str) -> tuple[_Location, str]:
    if name not in DATASETS:
        raise KeyError(name)
    location = _location(name)
    try:
        version = location.version()
    except OSError as error:
        raise _unavailable(name, f"{location.path} ne répond pas ({_why(error)})") from error
    if version is None:
        raise _unavailable(name, f"fichier {location.path} absent")
    return location, version


def _unavailable(name: str, reason: str) -> DatasetUnavailable:
    dataset = DATASETS[name]
    if _published_file(name):
        remedy = f"À faire : remettez ce fichier, ou retirez {MANIFEST} pour lire les données d’origine."
    elif dataset.imported:
        remedy = "Ce jeu vient d’un fichier officiel, que l’application ne sait pas encore charger."
    else:
        remedy = "Relancez python run.py, ou reconstruisez avec python -m data.build."
    return DatasetUnavailable(
        name,
        french(f"Le jeu de données « {dataset.title} » ({name}) n’est pas disponible : {reason}. {remedy}"),
    )


def _why(error: Exception, expected: str = "un fichier Parquet entier") -> str:
    """Why a file cannot be read, in French with plain spaces. A library's own words are for the log."""
    if type(error) is ValueError:
        return str(error)  # ours
    log.warning("a file of data cannot be read", exc_info=error)
    if isinstance(error, OSError) and "AWS Error" in str(error):
        return object_store.cause_of_refusal(error) or "l’espace de stockage ne répond pas à temps"
    if isinstance(error, OSError) and error.errno:
        return why_unread(error)
    return f"il est vide, coupé ou d’un autre format, attendu : {expected}"


def _location(name: str) -> _Location:
    published = _published_file(name)
    if published is not None:
        return _at(home(), f"datasets/{published}")
    root = os.environ.get("CEP_DATA") or str(BUILT_IN)
    if "://" in root and not root.startswith(object_store.SCHEME):
        raise _unavailable(
            name, f"CEP_DATA vaut « {root} », attendu un dossier ou une adresse s3://compartiment/dossier"
        )
    return _at(root, f"{name}.parquet")


def _published_file(name: str) -> str | None:
    try:
        return _published().get(name)
    except ValueError:
        return None  # said once, by publication_problem; the rest goes on


def _at(root: str, file: str) -> _Location:
    if "://" in root:
        filesystem, path = object_store.at(root, os.environ)
        return _Location(filesystem, f"{path}/{file}")
    return _Location(_LOCAL, f"{root.replace(os.sep, '/')}/{file}")


def _published() -> dict[str, str]:
    """Published file of each dataset; empty when nothing was published. ``ValueError``: damaged manifest."""
    global _manifest
    location = _at(home(), f"datasets/{MANIFEST}")  # HomeRefused is a ValueError
    try:
        version = location.version()
    except OSError as error:
        raise ValueError(f"{location.path} ne répond pas ({_why(error)})") from error
    if version is None:
        return {}
    with _lock:
        if _manifest[0] != version:
            _manifest = (version, _parsed_manifest(location))
        return _manifest[1]


def _parsed_manifest(location: _Location) -> dict[str, str]:
    try:
        files = json.loads(location.read_bytes())["datasets"]
        # A bare file name: a manifest cannot point outside its folder.
        if all(name in DATASETS and Path(file).name == file for name, file in files.items()):
            return dict(files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{location.path} est illisible ({_why(error, _MANIFEST_FORM)})") from error
    raise ValueError(f"{location.path} nomme un jeu de données ou un fichier inconnu")
