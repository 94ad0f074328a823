"""Builds the shared Parquet datasets from the typed sources: ``python -m data.build [--force]``.

The same sources give the same bytes. Datasets whose sources did not change are left alone. All or
nothing: a source that does not hold leaves every stored file as it was.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from data.catalogue import DATASETS
from data.french.typography import french
from data.origins import OUTLINES, SOURCES, sources_hash

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

# pandas and pandera are imported on use: a start where everything is current costs no more than hashes.

PARQUET = Path(__file__).parent / "parquet"
HASH_KEY = b"cep_sources_sha256"
_LEFTOVER_AGE = 3600


class BuildError(Exception):
    """The datasets could not be stored; the message is a French sentence."""


def read_source(name: str, folder: Path = SOURCES) -> pd.DataFrame:
    """Read and check one typed dataset; see ``data.source_files.read_source``."""
    from data import source_files

    return source_files.read_source(name, folder)


def is_current(name: str, sources_folder: Path = SOURCES, parquet_folder: Path = PARQUET) -> bool:
    """Whether the stored file was built from these very sources."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        metadata = pq.read_metadata(parquet_folder / f"{name}.parquet").metadata or {}
    except (OSError, pa.ArrowException):
        return False
    return metadata.get(HASH_KEY) == sources_hash(name, sources_folder).encode()


def build(
    sources_folder: Path = SOURCES, parquet_folder: Path = PARQUET, *, force: bool = False
) -> list[str]:
    """Write the datasets whose sources changed (all with ``force``) and return their names.

    As soon as one is stale, every dataset is read and checked again, since references cross files.
    Raises ``SourceError`` when a source does not hold, ``BuildError`` when a file cannot be written;
    what was stored before is then still there.
    """
    names = [name for name, dataset in DATASETS.items() if not dataset.imported]
    stale = [name for name in names if force or not is_current(name, sources_folder, parquet_folder)]
    if not stale:
        return []
    frames = _read_all(names, sources_folder)
    parquet_folder.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(parquet_folder)
    # Inside the target folder: os.replace only works within one file system.
    with tempfile.TemporaryDirectory(prefix="build-", suffix=".tmp", dir=parquet_folder) as temporary:
        for name in stale:
            _write(name, frames[name], sources_folder, Path(temporary) / f"{name}.parquet")
        _move([f"{name}.parquet" for name in stale], Path(temporary), parquet_folder)
    return stale


def _read_all(names: list[str], folder: Path) -> dict[str, pd.DataFrame]:
    from data.source_files import SourceError

    frames, problems = {}, []
    for name in names:
        try:
            frames[name] = read_source(name, folder)
        except SourceError as error:
            problems += [problem for problem in error.problems if problem not in problems]
    if problems:
        raise SourceError(problems)
    return frames


def _write(name: str, frame: pd.DataFrame, sources_folder: Path, path: Path) -> None:
    import pandas as pd
    import pyarrow.parquet as pq

    from data.arrow import to_frame, to_table

    dataset = DATASETS[name]
    table = to_table(frame, dataset)
    metadata = {HASH_KEY: sources_hash(name, sources_folder).encode()}
    if dataset.geographic:
        geometry = _outlines(frame, sources_folder)
        metadata[b"geo"] = geometry.schema.metadata[b"geo"]
        table = table.append_column(geometry.schema.field("geometry"), geometry["geometry"])
    # Without the Arrow schema in the footer (store_schema) the bytes depend on the rows alone.
    with pq.ParquetWriter(
        path,
        table.schema,
        compression="zstd",
        compression_level=9,
        version="2.6",
        store_schema=False,
    ) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata(metadata)
    pd.testing.assert_frame_equal(to_frame(pq.read_table(path, memory_map=False), dataset), frame)


def _outlines(communes: pd.DataFrame, folder: Path) -> pa.Table:
    """GeoParquet table (one ``geometry`` column, WKB, EPSG:4326) in the order of ``communes``."""
    import io

    import geopandas as gpd
    import pyarrow.parquet as pq

    from data.source_files import SourceError

    path = folder / OUTLINES
    try:
        outlines = gpd.read_parquet(path)
    except FileNotFoundError as error:
        raise SourceError(
            [french(f"{OUTLINES} : fichier absent du dossier {folder} ; attendu : le contour des communes.")]
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(
            [french(f"{OUTLINES} : fichier illisible ({error}) ; attendu : un fichier GeoParquet.")]
        ) from error
    by_code = outlines.to_crs("EPSG:4326").set_index("commune_code").geometry
    missing = [code for code in communes["commune_code"] if code not in by_code.index]
    extra = sorted(set(by_code.index) - set(communes["commune_code"]))
    if missing or extra or by_code.index.has_duplicates:
        raise SourceError(
            [
                french(
                    f"{OUTLINES} : communes sans contour : {', '.join(missing) or 'aucune'} ; contours sans "
                    f"commune : {', '.join(extra) or 'aucun'} ; attendu : un contour par commune."
                )
            ]
        )
    ordered = gpd.GeoDataFrame(geometry=by_code.loc[communes["commune_code"]].reset_index(drop=True))
    buffer = io.BytesIO()
    ordered.to_parquet(buffer, index=False, write_covering_bbox=False)
    buffer.seek(0)
    return pq.read_table(buffer)


def _move(files: list[str], temporary: Path, folder: Path) -> None:
    """Replace the stored files one by one; if one cannot be replaced, put the earlier ones back."""
    kept = temporary / "previous"
    kept.mkdir()
    for file in files:
        if (folder / file).exists():
            shutil.copy2(folder / file, kept / file)
    moved: list[str] = []
    try:
        for file in files:
            os.replace(temporary / file, folder / file)
            moved.append(file)
    except OSError as error:
        for earlier in moved:
            if (kept / earlier).exists():
                os.replace(kept / earlier, folder / earlier)
            else:
                (folder / earlier).unlink()
        raise BuildError(
            french(
                f"{folder / file} : remplacement impossible ({error.strerror}). À faire : fermez le tableau "
                "de bord et tout programme qui ouvre ce fichier, puis relancez python -m data.build."
            )
        ) from error


def _remove_leftovers(folder: Path) -> None:
    """Remove what a killed build left; a recent folder may belong to a build that is running."""
    for leftover in folder.glob("build-*.tmp"):
        if time.time() - leftover.stat().st_mtime > _LEFTOVER_AGE:
            shutil.rmtree(leftover, ignore_errors=True)


def main(arguments: list[str] | None = None) -> int:
    """Command line; returns 0, or 1 after printing why the build was refused."""
    from data.source_files import SourceError

    parser = argparse.ArgumentParser(
        prog="python -m data.build", description="Construit les jeux de données."
    )
    parser.add_argument("--force", action="store_true", help="tout reconstruire, même ce qui est à jour")
    options = parser.parse_args(arguments)
    # A Windows pipe is cp1252, which has no narrow no-break space: better a "?" than a stack trace.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        written = build(force=options.force)
    except (SourceError, BuildError) as error:
        print(error, file=sys.stderr)
        return 1
    print(french(f"Jeux de données construits : {', '.join(written)}.") if written else "Tout est à jour.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
