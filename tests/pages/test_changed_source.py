"""A figure corrected in the typed sources is seen on screen, with where it was read and how sure it is."""

import csv
import shutil

import pytest

from data.build import build
from data.origins import SOURCES

ROW = {
    "question_id": "equipment",
    "item": "Smartphone ou téléphone avec connexion à Internet",
    "status": "equipped",
}
PLACE = "Rapport complet, page 12"


@pytest.fixture(scope="module")
def sources(tmp_path_factory):
    """The typed sources as they are, and a place to build them."""
    folder = tmp_path_factory.mktemp("changed")
    shutil.copytree(SOURCES, folder / "sources")
    build(folder / "sources", folder / "parquet")
    return folder


def correct(folder, **columns):
    """Type other values in the row of 2024 of the smartphone, as a person would in the CSV."""
    file = folder / "sources" / "survey_answers.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    found = [row for row in rows if row["edition"] == "2024" and ROW.items() <= row.items()]
    assert len(found) == 1
    found[0].update(columns)
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def opened(open_page):
    """The view of the equipment, with where its figures were read, one click away."""
    return open_page("maturity", "equipements").button(key="maturite-equipements-details").click().run()


def test_a_corrected_figure_is_on_screen_with_its_provenance(sources, open_page, words, monkeypatch):
    monkeypatch.setenv("CEP_DATA", str(sources / "parquet"))
    before = words(opened(open_page))
    assert "smartphone (+10)" in before
    assert PLACE not in before

    correct(sources, share="0.82", locator=PLACE, certainty="secondhand")
    assert build(sources / "sources", sources / "parquet") == ["survey_answers"]

    after = words(opened(open_page))
    assert "smartphone (+21\u202fpoints)" in after
    assert "smartphone (+10" not in after
    assert f"«\u202f{PLACE}\u202f», 2024" in after
    line = next(line for line in after.splitlines() if PLACE in line)
    assert "de seconde main" in line.partition(PLACE)[2]


def test_the_page_that_is_open_follows_the_correction(sources, open_page, words, monkeypatch):
    monkeypatch.setenv("CEP_DATA", str(sources / "parquet"))
    app = open_page("maturity", "equipements")
    correct(sources, share="0.90")
    build(sources / "sources", sources / "parquet")
    assert "smartphone (+29\u202fpoints)" in words(app.run())
