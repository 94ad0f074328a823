"""The store gives the frames of the contract, follows files that change, and says what it cannot open."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute
import pyarrow.parquet as pq
import pytest

from data import store
from data.build import build, read_source
from data.store import DatasetUnavailable
from tests.data.refusing import plain

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.usefixtures("small_catalogue")


@pytest.fixture
def root(sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "parquet"
    build(sources, folder)
    monkeypatch.setenv("CEP_DATA", str(folder))
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    return folder


def manifest_of(**replaced: dict[str, list[object]]) -> str:
    """A manifest with one file of imported rows a dataset, which stand for ``replaced``."""
    named = {name: [{"file": f"{name}-1.parquet", "replaces": one}] for name, one in replaced.items()}
    return json.dumps({"datasets": named})


def publish(home: Path, manifest: str) -> None:
    (home / "datasets").mkdir(parents=True, exist_ok=True)
    (home / "datasets" / "publication.json").write_text(manifest, encoding="utf-8")


def test_a_loaded_frame_is_the_one_that_was_checked(root: Path, sources: Path) -> None:
    for name in ("sources", "domains", "survey_answers", "links"):
        pd.testing.assert_frame_equal(store.load(name), read_source(name, sources))
    assert store.load("domains")["naf"].tolist() == [["62", "58"], ["61"], None, None, None]
    assert len(store.load("survey_answers")) == 2


def test_a_change_to_a_returned_frame_stays_with_the_caller(root: Path) -> None:
    mine = store.load("survey_answers")
    mine["share"] = 0.5
    mine.loc[0, "item"] = "Fax"
    again = store.load("survey_answers")
    assert again["share"].tolist() == [0.02, 0.1]
    assert again["item"].tolist() == ["Scanner", "Scanner"]


def test_a_file_is_read_once_until_it_changes(
    root: Path, sources: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.load("links")
    reads: list[str] = []
    read = store.files._read
    monkeypatch.setattr(store.files, "_read", lambda name, *rest: (reads.append(name), read(name, *rest))[1])
    before = store.fingerprint("links")
    store.load("links")
    assert reads == []
    with (sources / "links.csv").open("a", encoding="utf-8") as file:
        file.write("sfn,SFN,https://sfn.fr,opening,support,Liens,read,\n")
    build(sources, root)
    assert store.fingerprint("links") != before
    assert store.load("links")["link_id"].tolist() == ["pix", "sfn"]
    assert reads == ["links"]


def test_two_roots_have_two_fingerprints(
    root: Path, sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = store.fingerprint("links")
    build(sources, tmp_path / "other")
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "other"))
    assert store.fingerprint("links") != first


def test_a_missing_file_is_told_with_what_to_do(root: Path) -> None:
    (root / "links.parquet").unlink()
    with pytest.raises(DatasetUnavailable) as caught:
        store.load("links")
    assert caught.value.name == "links"
    sentence = plain(caught.value.sentence)
    begins = "Le jeu de données « Adresses données dans la présentation » (links) n’est pas"
    assert sentence.startswith(begins)
    assert sentence.endswith("absent. Relancez python run.py, ou reconstruisez avec python -m data.build.")


@pytest.mark.parametrize("content", [b"", b"PAR1", b"not parquet at all"])
def test_a_damaged_file_is_told_and_the_others_still_open(root: Path, content: bytes) -> None:
    store.load("links")
    (root / "links.parquet").write_bytes(content)
    with pytest.raises(DatasetUnavailable) as caught:
        store.load("links")
    why = "illisible (il est vide, coupé ou d’un autre format, attendu : un fichier Parquet entier). Relancez"
    assert why in plain(caught.value.sentence), "not a library's words"
    assert len(store.load("domains")) == 5


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda table: table.drop_columns("url"), "colonnes absentes : url"),
        (
            lambda table: table.set_column(2, "url", pa.array([[1]])),
            "colonne « url » de type list<",
        ),
        (
            lambda table: table.set_column(2, "url", pa.array([None], pa.string())),
            "colonne « url » : 1 cellule vide sur 1, attendu : aucune",
        ),
    ],
)
def test_a_file_of_other_columns_is_told(root: Path, change: object, reason: str) -> None:
    pq.write_table(change(pq.read_table(root / "links.parquet")), root / "links.parquet")  # type: ignore[operator]
    with pytest.raises(DatasetUnavailable) as caught:
        store.load("links")
    assert reason in plain(caught.value.sentence)


@pytest.mark.parametrize(
    ("name", "column", "values", "found"),
    [
        ("domains", "domain_id", pa.array(["x"] * 5), "« domain_id », trouvé « x »"),
        ("domains", "subsector_ids", pa.array([["telecommunications", "y"]] * 5), "trouvé « y »"),
    ],
)
def test_a_value_that_its_column_does_not_take_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, column: str, values: pa.Array, found: str
) -> None:
    table = pq.read_table(store.BUILT_IN / f"{name}.parquet")
    changed = table.set_column(table.column_names.index(column), column, values)
    pq.write_table(changed, tmp_path / f"{name}.parquet")
    monkeypatch.setenv("CEP_DATA", str(tmp_path))
    with pytest.raises(DatasetUnavailable) as caught:
        store.load(name)
    assert found in plain(caught.value.sentence)
    assert "attendu une valeur parmi " in plain(caught.value.sentence)


def test_a_file_of_another_writer_with_wider_integers_is_read(root: Path) -> None:
    table = pq.read_table(root / "survey_answers.parquet")
    wide = table.set_column(4, "edition", table["edition"].cast(pa.int64()))
    pq.write_table(wide.append_column("extra", pa.array([1, 2])), root / "survey_answers.parquet")
    frame = store.load("survey_answers")
    assert frame["edition"].dtype == "Int16"
    assert "extra" not in frame


def test_an_unknown_name_is_a_programming_error(root: Path) -> None:
    with pytest.raises(KeyError):
        store.load("nothing")


def test_imported_rows_stand_for_those_of_their_slice_and_the_others_stay(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = store.fingerprint("survey_answers")
    publish(home, manifest_of(survey_answers={"edition": [2024]}))
    table = pq.read_table(root / "survey_answers.parquet")
    of_2024 = table.filter(pa.compute.equal(table["edition"], 2024))
    again = of_2024.set_column(3, "item", pa.array(["Tablette"]))
    pq.write_table(again, home / "datasets" / "survey_answers-1.parquet")
    answers = store.load("survey_answers")
    assert list(zip(answers["item"], answers["edition"], strict=True)) == [
        ("Scanner", 2020),
        ("Tablette", 2024),
    ]
    assert len(store.load("domains")) == 5
    assert store.fingerprint("survey_answers") != before
    (home / "datasets" / "publication.json").unlink()
    assert store.load("survey_answers")["item"].tolist() == ["Scanner", "Scanner"]
    assert store.fingerprint("survey_answers") == before


def test_an_imported_row_takes_the_place_of_the_one_that_has_its_key(root: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    publish(home, manifest_of(links={}))
    table = pq.read_table(root / "links.parquet")
    other = table.set_column(1, "label", pa.array(["Pix, nouvelle adresse"]))
    pq.write_table(other, home / "datasets" / "links-1.parquet")
    assert store.load("links")["label"].tolist() == ["Pix, nouvelle adresse"]


@pytest.mark.parametrize(
    "manifest",
    [
        "{",
        "[]",
        '{"datasets": {"links": [{"file": "../links.parquet"}]}}',
        '{"datasets": {"links": [{"file": "a.parquet", "replaces": {"secret": [1]}}]}}',
        '{"datasets": {"inconnu": [{"file": "a.parquet"}]}}',
    ],
)
def test_a_damaged_publication_is_told_and_the_built_files_are_shown(
    root: Path, tmp_path: Path, manifest: str
) -> None:
    assert store.publication_problem() is None
    publish(tmp_path / "home", manifest)
    assert len(store.load("links")) == 1
    said = str(store.publication_problem())
    assert "Les données importées ne sont pas lues" in said
    # A library's own words are for the log.
    assert "Expecting" not in said
    assert "indices" not in said


def test_a_published_file_that_is_gone_is_told(root: Path, tmp_path: Path) -> None:
    publish(tmp_path / "home", manifest_of(links={}))
    with pytest.raises(DatasetUnavailable, match=r"links-1\.parquet absent.*remettez ce fichier"):
        store.load("links")


def test_the_root_can_be_an_object_store(
    root: Path,
    object_store: dict[str, str],
    bucket: str,
    s3_client: Any,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in object_store.items():  # the settings by which the journal is reached, and no other
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CEP_DATA", f"s3://{bucket}/tables/")
    with pytest.raises(DatasetUnavailable, match=r"/tables/links\.parquet absent"):
        store.load("links")
    s3_client.upload_file(str(root / "links.parquet"), bucket, "tables/links.parquet")
    monkeypatch.setattr(store.files, "REMOTE_SECONDS", 0)
    assert store.load("links")["link_id"].tolist() == ["pix"]
    assert store.fingerprint("links").startswith(f"{bucket}/tables/links.parquet|")
    # Published there, and read from there.
    monkeypatch.setenv("CEP_HOME", f"s3://{bucket}/partage")
    s3_client.upload_file(str(root / "links.parquet"), bucket, "partage/datasets/links-1.parquet")
    manifest = manifest_of(links={}).encode()
    s3_client.put_object(Bucket=bucket, Key="partage/datasets/publication.json", Body=manifest)
    assert f"|{bucket}/partage/datasets/links-1.parquet|" in store.fingerprint("links")
    assert store.load("links")["link_id"].tolist() == ["pix"]


def test_an_object_store_is_asked_once_for_all_the_figures_of_a_page(
    root: Path, object_store: dict[str, str], bucket: str, s3_client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in object_store.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CEP_DATA", f"s3://{bucket}")
    monkeypatch.setattr(store.files, "REMOTE_SECONDS", 60)
    s3_client.upload_file(str(root / "links.parquet"), bucket, "links.parquet")
    before = store.fingerprint("links")
    s3_client.delete_object(Bucket=bucket, Key="links.parquet")
    assert store.fingerprint("links") == before
    monkeypatch.setattr(store.files, "REMOTE_SECONDS", 0)
    with pytest.raises(DatasetUnavailable, match="absent"):
        store.fingerprint("links")


def test_an_object_store_that_does_not_answer_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = probe.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{nobody}")
    monkeypatch.setenv("CEP_DATA", "s3://cep/tables")
    with pytest.raises(DatasetUnavailable, match="cep/tables/links.parquet ne répond pas"):
        store.load("links")


def test_a_root_of_another_kind_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEP_DATA", "ftp://ailleurs")
    with pytest.raises(DatasetUnavailable, match="attendu un dossier ou une adresse s3://"):
        store.load("links")


def test_loading_communes_without_outlines_imports_neither_geopandas_nor_the_journal() -> None:
    code = (
        "import sys; from data import store; frame = store.load('communes')\n"
        "assert len(frame) == 34 and 'geometry' not in frame\n"
        "print([m for m in ('geopandas', 'pandera', 'streamlit', 'deltalake') if m in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert printed.strip() == "[]"


def test_texts_are_kept_one_way_in_the_frames_of_the_store_and_in_those_made_later() -> None:
    code = (
        "import pandas as pd; from data import store; from data.journal.folds import empty_rows\n"
        "made = pd.Series(['Le Marin']).dtype\n"
        "print(made.storage, store.load('communes')['commune'].dtype == made, "
        "store.empty('communes')['commune'].dtype == made, empty_rows()['author'].dtype == made)"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    assert printed.split() == ["python", "True", "True", "True"]
