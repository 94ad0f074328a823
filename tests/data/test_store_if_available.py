"""A dataset asked for « if available » never fails: an empty frame of its columns says why."""

import shutil

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data import store
from data.catalogue import DATASETS


@pytest.fixture
def folder(tmp_path, monkeypatch):
    shutil.copytree(store.BUILT_IN, tmp_path / "data")
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("CEP_HOME", str(tmp_path / "home"))
    return tmp_path / "data"


def test_an_available_dataset_is_the_one_of_the_store(folder):
    assert store.load("links?").equals(store.load("links"))
    assert store.fingerprint("links?") == store.fingerprint("links")


def test_a_missing_file_becomes_an_empty_frame_with_its_reason(folder):
    (folder / "links.parquet").unlink()
    stand_in = store.load("links?")
    assert stand_in.empty
    assert "label" in stand_in
    assert "links.parquet absent" in stand_in.attrs["unavailable"]
    assert store.fingerprint("links?") == stand_in.attrs["unavailable"]


def test_a_damaged_file_becomes_an_empty_frame_with_its_reason(folder):
    (folder / "links.parquet").write_bytes(b"PAR1")
    assert "illisible" in store.load("links?").attrs["unavailable"]


def test_without_the_question_mark_it_fails(folder):
    (folder / "links.parquet").unlink()
    with pytest.raises(store.DatasetUnavailable):
        store.load("links")


@pytest.mark.parametrize("name", [name for name, one in DATASETS.items() if not one.imported])
def test_what_stands_for_a_dataset_has_its_columns_and_dtypes(folder, name):
    assert store.empty(name).dtypes.to_dict() == store.load(name).dtypes.to_dict()


def test_a_file_without_rows_is_named(folder):
    path = folder / "links.parquet"
    pq.write_table(pq.read_table(path).slice(0, 0), path)
    reason = store.load("links?").attrs["unavailable"]
    assert "(links)" in reason
    assert "sans aucune ligne" in reason


@pytest.mark.parametrize("name", ["glossary", "recruitment", "occupation_tension"])
def test_a_file_whose_figures_are_all_missing_is_named(folder, name):
    path = folder / f"{name}.parquet"
    table = pq.read_table(path)
    column = {"glossary": "definition", "recruitment": "projects", "occupation_tension": "tension_class"}[
        name
    ]
    place = table.column_names.index(column)
    nothing = pa.nulls(len(table), table.schema.field(column).type)
    pq.write_table(table.set_column(place, column, nothing), path)
    reason = store.load(f"{name}?").attrs["unavailable"]
    assert f"({name})" in reason
    assert f"colonne «\u202f{column}\u202f» vide sur toutes les lignes" in reason


def test_a_file_whose_cells_are_all_missing_is_named(folder):
    path = folder / "links.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.table({c.name: pa.nulls(len(table), c.type) for c in table.schema}), path)
    reason = store.load("links?").attrs["unavailable"]
    assert "(links)" in reason
    assert "4 cellules vides sur 4" in reason


def test_a_file_that_says_one_thing_twice_is_named(folder):
    path = folder / "glossary.parquet"
    table = pq.read_table(path)
    pq.write_table(pa.concat_tables([table, table.slice(0, 1)]), path)
    reason = store.load("glossary?").attrs["unavailable"]
    assert "(glossary)" in reason
    assert (
        f"plusieurs lignes pour «\u202fterm = {table['term'][0]}\u202f», attendu\u202f: une seule" in reason
    )
