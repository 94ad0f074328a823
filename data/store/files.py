"""The files of the shared datasets, built or published: frames by name, cached until their file changes.

The root is ``CEP_DATA`` (a local folder or ``s3://…``), by default ``data/parquet``. The rows that imports
published join them: see ``data.store.published``.
"""

from __future__ import annotations

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
from data.store.published import FOLDER, MANIFEST, Slice, merged, slices_in
from data.store.unavailable import DatasetUnavailable

if TYPE_CHECKING:
    import geopandas as gpd

log = logging.getLogger(__name__)

BUILT_IN = Path(__file__).parents[1] / "parquet"
# What a USB key carries of the imports of the computer where it was made: read until something is published.
SHIPPED = Path(__file__).parents[1] / "imported"

# A look at an object store is a request, and a page asks for dozens: one answer serves this long.
REMOTE_SECONDS = 5.0

_LOCAL = pafs.LocalFileSystem()
_lock = threading.RLock()
_frames: dict[str, tuple[str, pd.DataFrame]] = {}
_looked_at: dict[str, tuple[float, str | None]] = {}
_manifest: tuple[str, dict[str, tuple[Slice, ...]]] = ("", {})


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


@dataclass(frozen=True)
class _Files:
    """What a dataset is read from: its built file (None: it only comes from imports), and imported rows."""

    built: _Location | None
    imported: tuple[tuple[Slice, _Location], ...]
    version: str


def load(name: str) -> pd.DataFrame:
    """One dataset, with the columns and dtypes of its declaration; ``communes`` without geometry.

    The frame can be changed freely: pandas copies on write, so neither the cache nor another caller sees
    it. (Cells of list columns are shared: replace them, do not append to them.)
    Raises ``DatasetUnavailable`` when a file is missing, damaged, of other columns or empty.
    """
    with _lock:
        files = _found(name)
        kept = _frames.get(name)
        if kept is None or kept[0] != files.version:
            kept = (files.version, _whole(name, files))
            _frames[name] = kept
        return kept[1].copy(deep=False)


def built(name: str) -> pd.DataFrame | None:
    """The dataset without any import; None when its rows only come from imports.

    Raises ``DatasetUnavailable`` as ``load``.
    """
    location = _built_file(name)
    if location.version() is None and DATASETS[name].imported:
        return None
    return _read(name, location, lambda table: to_frame(table, DATASETS[name]))


def load_communes() -> gpd.GeoDataFrame:
    """``communes`` with their outlines (EPSG:4326). Imports geopandas: for maps only."""
    import geopandas as gpd

    def with_outlines(table: pa.Table) -> pd.DataFrame:
        if "geometry" not in table.column_names:
            raise ValueError("colonnes absentes : geometry")
        outlines = gpd.GeoSeries.from_wkb(table["geometry"].to_pylist(), crs="EPSG:4326")
        return gpd.GeoDataFrame(to_frame(table, DATASETS["communes"]), geometry=outlines)

    slot = "communes with outlines"
    with _lock:
        files = _found("communes")
        kept = _frames.get(slot)
        if kept is None or kept[0] != files.version:
            kept = (files.version, _read("communes", _built_file("communes"), with_outlines))
            _frames[slot] = kept
        return kept[1].copy(deep=False)


def fingerprint(name: str) -> str:
    """Text that changes when the dataset's files do: to key a cache. Costs file lookups, no read."""
    return _found(name).version


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


def _whole(name: str, files: _Files) -> pd.DataFrame:
    """The built and imported rows as one frame, which must say something."""

    def convert(table: pa.Table) -> pd.DataFrame:
        return to_frame(table, DATASETS[name])

    own = None if files.built is None else _read(name, files.built, convert)
    if not files.imported:
        assert own is not None
        return own
    parts = [(one, _read(name, location, convert, "imported")) for one, location in files.imported]
    return merged(DATASETS[name], own, parts)


def _read(
    name: str, location: _Location, convert: Callable[[pa.Table], pd.DataFrame], kind: str = "built"
) -> pd.DataFrame:
    try:
        # Read whole and closed at once: an open file could not be replaced on Windows.
        # Not `pq.read_table`, which loads the code of partitioned datasets.
        table = pq.ParquetFile(pa.BufferReader(location.read_bytes())).read()
        frame = convert(table)
    except (OSError, ValueError) as error:  # pyarrow's errors are one or the other
        reason = f"fichier {location.path} illisible ({_why(error)})"
        raise _unavailable(name, reason, kind) from error
    if frame.empty:
        reason = f"fichier {location.path} sans aucune ligne, attendu : au moins une"
        raise _unavailable(name, reason, kind)
    for column in DATASETS[name].columns:
        if column.required and frame[column.name].isna().all() and kind == "built":
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
                kind,
            )
    key = list(DATASETS[name].key)
    repeated = frame.duplicated(key)
    if repeated.any():
        row = frame.loc[repeated, key].iloc[0]
        found = ", ".join(f"{column} = {str(value)[:40]}" for column, value in row.items())
        raise _unavailable(
            name,
            f"fichier {location.path}, plusieurs lignes pour « {found} », attendu : une seule",
            kind,
        )
    return frame


def _not_allowed(values: pd.Series, column: Column) -> str:
    """A value that the column does not take, by which the pages would be built; empty when there is none."""
    if not column.allowed:
        return ""
    given = values.explode() if column.kind == "list" else values
    foreign = given[given.notna() & ~given.isin(column.allowed)]
    return "" if foreign.empty else str(foreign.iloc[0])


def _found(name: str) -> _Files:
    if name not in DATASETS:
        raise KeyError(name)
    own = _built_file(name)
    root, slices = _slices(name)
    places = [(one, _at(root, one.file)) for one in slices]
    versions = []
    for place, kind in [(own, "built"), *((place, "imported") for _, place in places)]:
        try:
            version = place.version()
        except OSError as error:
            raise _unavailable(name, f"{place.path} ne répond pas ({_why(error)})", kind) from error
        only_imported = kind == "built" and DATASETS[name].imported
        if version is None and only_imported and not places:
            raise _unavailable(name, "aucun fichier n’a été chargé")
        if version is None and not only_imported:
            raise _unavailable(name, f"fichier {place.path} absent", kind)
        versions.append(version)
    return _Files(own if versions[0] else None, tuple(places), "|".join(filter(None, versions)))


def _unavailable(name: str, reason: str, kind: str = "built") -> DatasetUnavailable:
    dataset = DATASETS[name]
    if kind == "imported":
        remedy = (
            "À faire : remettez ce fichier, ou revenez à la version précédente (page Données, vue Charger)."
        )
    elif dataset.imported:
        remedy = "À faire : chargez le fichier officiel, page Données, vue Charger."
    else:
        remedy = "Relancez python run.py, ou reconstruisez avec python -m data.build."
    return DatasetUnavailable(
        name,
        french(f"Le jeu de données « {dataset.title} » ({name}) n’est pas disponible : {reason}. {remedy}"),
    )


def _why(error: Exception) -> str:
    """Why a file cannot be read, in French with plain spaces. A library's own words are for the log."""
    if type(error) is ValueError:
        return str(error)  # ours
    log.warning("a file of data cannot be read", exc_info=error)
    if isinstance(error, OSError) and "AWS Error" in str(error):
        return object_store.cause_of_refusal(error) or "l’espace de stockage ne répond pas à temps"
    if isinstance(error, OSError) and error.errno:
        return why_unread(error)
    return "il est vide, coupé ou d’un autre format, attendu : un fichier Parquet entier"


def _built_file(name: str) -> _Location:
    root = os.environ.get("CEP_DATA") or str(BUILT_IN)
    if "://" in root and not root.startswith(object_store.SCHEME):
        raise _unavailable(
            name, f"CEP_DATA vaut « {root} », attendu un dossier ou une adresse s3://compartiment/dossier"
        )
    return _at(root, f"{name}.parquet")


def _slices(name: str) -> tuple[str, tuple[Slice, ...]]:
    """The folder of the imported files of a dataset, and those files."""
    try:
        root, slices = _published()
        return root, slices.get(name, ())
    except ValueError:
        return "", ()  # said once, by publication_problem; the rest goes on


def _at(root: str, file: str) -> _Location:
    if "://" in root:
        filesystem, path = object_store.at(root, os.environ)
        return _Location(filesystem, f"{path}/{file}")
    return _Location(_LOCAL, f"{root.replace(os.sep, '/')}/{file}")


def _published() -> tuple[str, dict[str, tuple[Slice, ...]]]:
    """Where the imported files are, and those of each dataset. ``ValueError``: damaged manifest."""
    global _manifest
    for root in (f"{home()}/{FOLDER}", str(SHIPPED)):  # HomeRefused is a ValueError
        location = _at(root, MANIFEST)
        try:
            version = location.version()
        except OSError as error:
            raise ValueError(f"{location.path} ne répond pas ({_why(error)})") from error
        if version is None:
            continue
        with _lock:
            if _manifest[0] != version:
                try:
                    _manifest = (version, slices_in(location.read_bytes()))
                except (OSError, ValueError) as error:
                    raise ValueError(f"{location.path} : {_why(error)}") from error
            return root, _manifest[1]
    return "", {}


def look_again() -> None:
    """Forget what an object store answered in the last seconds: this process has just published there."""
    _looked_at.clear()
