"""The build gives the same bytes from the same sources, and all or nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import build as building
from data.arrow import arrow_schema, to_frame
from data.build import PARQUET, SOURCES, BuildError, build, is_current
from data.catalogue import DATASETS
from data.origins import sources_hash
from data.source_files import SourceError

ROOT = Path(__file__).parents[2]
BUILT = [name for name, dataset in DATASETS.items() if not dataset.imported]
NAMES = ["sources", "links", "domains", "survey_answers"]


def stored(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def parquet(tmp_path: Path) -> Path:
    return tmp_path / "parquet"


@pytest.mark.usefixtures("small_catalogue")
class TestSmallCatalogue:
    def test_two_builds_of_the_same_sources_give_the_same_bytes(self, sources: Path, tmp_path: Path) -> None:
        build(sources, tmp_path / "one")
        build(sources, tmp_path / "two")
        assert stored(tmp_path / "one") == stored(tmp_path / "two")
        assert sorted(stored(tmp_path / "one")) == sorted(f"{name}.parquet" for name in NAMES)

    def test_types_on_disk_are_those_of_the_contract(self, sources: Path, parquet: Path) -> None:
        build(sources, parquet)
        schema = pq.read_schema(parquet / "survey_answers.parquet")
        assert schema.field("edition").type == pa.int16()
        assert schema.field("sample_size").type == pa.int32()
        assert schema.field("share").type == pa.float64()
        assert not schema.field("share").nullable
        assert schema.field("segment").nullable
        domains = pq.read_schema(parquet / "domains.parquet")
        assert domains.field("naf").type == pa.list_(pa.string())
        assert (
            pq.ParquetFile(parquet / "domains.parquet").metadata.row_group(0).column(0).compression == "ZSTD"
        )

    def test_what_is_current_is_left_alone(self, sources: Path, parquet: Path) -> None:
        assert build(sources, parquet) == [name for name in DATASETS if name in NAMES]
        assert build(sources, parquet) == []
        with (sources / "links.csv").open("a", encoding="utf-8") as file:
            file.write("sfn,SFN,https://sfn.fr,opening,support,Liens,read,\n")
        assert build(sources, parquet) == ["links"]
        assert len(build(sources, parquet, force=True)) == 4

    def test_windows_line_ends_give_the_same_hash_and_the_same_bytes(
        self, sources: Path, tmp_path: Path
    ) -> None:
        build(sources, tmp_path / "unix")
        before = {name: sources_hash(name, sources) for name in NAMES}
        for path in sources.iterdir():
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        assert {name: sources_hash(name, sources) for name in NAMES} == before
        build(sources, tmp_path / "windows")
        assert stored(tmp_path / "unix") == stored(tmp_path / "windows")

    def test_a_damaged_stored_file_is_not_current(self, sources: Path, parquet: Path) -> None:
        build(sources, parquet)
        (parquet / "links.parquet").write_bytes(b"PAR1")
        assert not is_current("links", sources, parquet)
        assert build(sources, parquet) == ["links"]

    def test_a_refused_source_leaves_every_stored_file_as_it_was(self, sources: Path, parquet: Path) -> None:
        build(sources, parquet)
        before = stored(parquet)
        (sources / "links.csv").write_bytes(
            (sources / "links.csv").read_bytes() + b"pix,2,u,opening,x,y,read,\n"
        )
        with pytest.raises(SourceError, match=r"links\.csv, ligne 3"):
            build(sources, parquet, force=True)
        assert stored(parquet) == before

    def test_a_removed_document_is_refused_though_the_figures_did_not_change(
        self, sources: Path, parquet: Path
    ) -> None:
        build(sources, parquet)
        text = (sources / "sources.toml").read_text(encoding="utf-8")
        (sources / "sources.toml").write_text(text.replace('"support"', '"autre"'), encoding="utf-8")
        with pytest.raises(SourceError, match=r"links\.csv, ligne 2, colonne .*source_id"):
            build(sources, parquet)

    def test_a_file_that_cannot_be_replaced_brings_the_earlier_ones_back(
        self, sources: Path, parquet: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        build(sources, parquet)
        before = stored(parquet)
        for path in sources.glob("*.csv"):
            path.write_bytes(path.read_bytes().replace(b",read,", b",secondhand,"))
        replace = os.replace
        calls: list[str] = []

        def locked_the_third_time(source: Path, target: Path) -> None:
            calls.append(Path(target).name)
            if len(calls) == 3:
                raise PermissionError(13, "Permission denied")
            replace(source, target)

        monkeypatch.setattr(os, "replace", locked_the_third_time)
        with pytest.raises(BuildError, match="remplacement impossible"):
            build(sources, parquet, force=True)
        assert stored(parquet) == before

    @pytest.mark.parametrize("killed_at", ["shutil.copy2", "os.replace"])
    def test_a_build_killed_before_the_first_move_leaves_the_old_files(
        self, sources: Path, parquet: Path, killed_at: str
    ) -> None:
        build(sources, parquet)
        before = stored(parquet)
        (sources / "links.csv").write_bytes((sources / "links.csv").read_bytes().replace(b"Pix", b"PIX"))
        script = (
            "import os, shutil, sys\nfrom pathlib import Path\nfrom data.catalogue import DATASETS\n"
            f"for name in set(DATASETS) - set({NAMES!r}): del DATASETS[name]\n"
            "import data.build, data.source_files, pandera.pandas, pandas, pyarrow.parquet\n"
            f"{killed_at} = lambda *_: os._exit(9)\n"
            "data.build.build(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        )
        killed = subprocess.run(
            [sys.executable, "-c", script, str(sources), str(parquet)], cwd=ROOT, check=False
        )
        assert killed.returncode == 9
        after = stored_files(parquet)
        assert after == before
        assert build(sources, parquet) == ["links"]

    def test_the_command_prints_the_sentence_and_fails(
        self,
        sources: Path,
        parquet: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        monkeypatch.setattr(building.build, "__defaults__", (sources, parquet))
        monkeypatch.setattr(building.is_current, "__defaults__", (sources, parquet))
        assert building.main([]) == 0
        assert "Jeux de données construits" in capsys.readouterr().out
        (sources / "links.csv").unlink()
        assert building.main([]) == 1
        assert "links.csv\u202f: fichier absent" in capsys.readouterr().err


def stored_files(folder: Path) -> dict[str, bytes]:
    """Stored datasets, without the folder that a killed build leaves behind."""
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.parquet"))}


def test_importing_the_build_loads_neither_geopandas_nor_pandas() -> None:
    code = (
        "import sys, data.build; print([m for m in ('geopandas', 'pandas', 'pandera') if m in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert printed.strip() == "[]"


@pytest.fixture(scope="module")
def rebuilt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rebuilt")
    build(SOURCES, folder)
    return folder


@pytest.mark.parametrize("name", BUILT)
def test_committed_parquet_equals_a_rebuild(rebuilt: Path, name: str) -> None:
    assert is_current(name, SOURCES, PARQUET)
    committed, fresh = (pq.read_table(folder / f"{name}.parquet") for folder in (PARQUET, rebuilt))
    assert committed.equals(fresh)
    attributes = committed.drop_columns("geometry") if name == "communes" else committed
    assert attributes.schema.equals(arrow_schema(DATASETS[name]))
    assert len(to_frame(committed, DATASETS[name])) == len(committed) > 0


def test_communes_is_geoparquet_with_one_outline_each() -> None:
    import geopandas as gpd

    communes = gpd.read_parquet(PARQUET / "communes.parquet")
    assert communes.crs.to_epsg() == 4326
    fort_de_france = communes.set_index("commune_code").loc["97209"]
    assert fort_de_france["commune"] == "Fort-de-France"
    assert fort_de_france.geometry.contains(gpd.points_from_xy([-61.066], [14.615])[0])
