"""A missing or damaged dataset takes down its own section with a sentence, and nothing else."""

import shutil

import pytest

from data import store


@pytest.fixture
def copied_data(tmp_path, monkeypatch):
    folder = tmp_path / "parquet"
    shutil.copytree(store.BUILT_IN, folder)
    monkeypatch.setenv("CEP_DATA", str(folder))
    return folder


@pytest.mark.parametrize("damage", ["missing", "cut", "another file"])
def test_a_damaged_dataset_takes_down_its_own_sections_only(copied_data, open_page, words, damage):
    file = copied_data / "sector_establishments.parquet"
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:100])
    else:
        shutil.copy(copied_data / "links.parquet", file)
    app = open_page("sector")
    said = words(app)
    assert not app.exception
    assert "(sector_establishments) n’est pas disponible" in said
    assert "Traceback" not in said
    said = words(open_page("sector", "enjeux"))
    assert "Cybersécurité" in said, "the other sections go on"


def test_without_the_documents_cited_every_card_stays(copied_data, open_page):
    def cards(app):
        return [found.value for found in app.markdown if found.value.startswith("## ")]

    whole = cards(open_page("sector"))
    assert whole
    (copied_data / "sources.parquet").unlink()
    without = open_page("sector")
    assert cards(without) == whole
    assert [found.value for found in without.warning if "(sources)" in found.value.replace("\\", "")]


@pytest.mark.parametrize("name", ["communes", "domains", "sources", "glossary"])
def test_the_frame_itself_survives_a_missing_dataset(copied_data, open_page, words, name):
    (copied_data / f"{name}.parquet").unlink()
    app = open_page("sector")
    assert not app.exception
    assert "Secteur" in [title.value for title in app.title]
