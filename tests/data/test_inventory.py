"""The inventory opens what can be opened and says why the rest cannot."""

import shutil

import pytest

from data import store


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


def test_without_the_question_mark_it_fails_as_the_store_does(folder):
    (folder / "links.parquet").unlink()
    with pytest.raises(store.DatasetUnavailable):
        store.load("links")
