"""A publication is all or nothing, one at a time, kept with its history, and undone by one more."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from data import store
from data.build import build
from data.home_files import HomeFiles
from data.imports import publishing, received
from data.imports.preview import Preview, prepare
from data.imports.publishing import PublicationRefused, publish, restore
from data.journal.write_rights import Writer
from tests.data.refusing import plain

from .conftest import BMO_2023, BMO_ROWS, bmo, bmo_row, everything, urssaf

ROOT = Path(__file__).parents[3]


def prepared(content: bytes, name: str = "fichier.xlsx") -> Preview:
    return prepare(received.from_bytes(name, content))


def put(content: bytes, writer: Writer, name: str = "fichier.xlsx"):
    found = prepared(content, name)
    assert found.refusals == ()
    return publish(found, found.document, writer)


def test_several_datasets_change_together_and_every_figure_follows(home, writer):
    before = {name: store.fingerprint(f"{name}?") for name in ("recruitment", "sources", "links")}
    put(bmo(), writer)
    assert len(store.load("recruitment_all_occupations")) == 3
    assert store.load("recruitment").query("year == 2024")["projects"].sum() == 20
    assert (
        store.load("sources").set_index("source_id").loc["import-bmo-2024"]["publisher"] == "France Travail"
    )
    assert store.fingerprint("recruitment") != before["recruitment"]
    assert store.fingerprint("sources") != before["sources"]
    assert store.fingerprint("links") == before["links"]


def test_the_history_says_who_when_and_which_file(home, writer):
    content = bmo()
    put(content, writer, "Base BMO.xlsx")
    (first,) = publishing.history()
    (one,) = first.imports
    assert (first.author, first.what, one.file, one.size) == (
        "Jeanne Exemple", "import", "Base BMO.xlsx", len(content),
    )  # fmt: skip
    assert one.sha256 == received.from_bytes("x", content).sha256
    assert {part.dataset: part.rows for part in one.parts} == {
        "recruitment_all_occupations": 3, "recruitment": 2, "sources": 1,
    }  # fmt: skip
    saved = store.journal().rows()
    assert saved[["kind", "author", "value"]].to_numpy().tolist() == [
        ["publication", "Jeanne Exemple", first.publication_id]
    ]


def test_the_version_before_is_one_click_away_and_so_is_the_one_after(home, writer):
    origin = everything()
    put(bmo(), writer)
    imported = everything()
    assert imported != origin
    first = publishing.history()[0]
    restore(first.previous, writer)
    assert everything() == origin
    restore(first.publication_id, writer)
    assert everything() == imported
    assert [one.what for one in publishing.history()] == ["restore", "restore", "import"]


def test_the_same_vintage_takes_the_place_of_the_one_before_and_another_is_added(home, writer):
    put(bmo(), writer)
    put(bmo([bmo_row(met="30")]), writer)
    put(bmo([{**row, "annee": 2023} for row in BMO_ROWS], BMO_2023), writer)
    last = publishing.history()[0]
    assert [(one.vintage, one.parts[0].rows) for one in last.imports] == [("2024", 1), ("2023", 3)]
    assert store.load("recruitment_all_occupations")["year"].value_counts().to_dict() == {2023: 3, 2024: 1}


def test_what_is_imported_survives_a_rebuild(home, writer, tmp_path, monkeypatch):
    put(bmo(), writer)
    imported = everything()
    build(parquet_folder=tmp_path / "built", force=True)
    monkeypatch.setenv("CEP_DATA", str(tmp_path / "built"))
    assert everything() == imported


def test_two_publications_at_once_do_not_mix(home, writer):
    """Both were compared with the same state: one goes in whole, the other is told to look again."""
    previews = [prepared(bmo([bmo_row(met=str(40 + rank))]), f"{rank}.xlsx") for rank in range(6)]

    def attempt(found: Preview) -> str:
        try:
            return publish(found, found.document, writer).publication_id
        except PublicationRefused as error:
            return f"refused: {plain(error)}"

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(attempt, previews))
    made = [rank for rank, answer in enumerate(answers) if not answer.startswith("refused")]
    assert len(made) == 1
    assert all("Rien" in answer or "rien" in answer for answer in answers if answer.startswith("refused"))
    assert store.load("recruitment").query("year == 2024")["projects"].tolist() == [40 + made[0]]
    assert len(publishing.history()) == 1


def test_a_process_killed_before_the_manifest_leaves_the_figures_and_is_finished_later(home, writer):
    origin = everything()
    content = home.parent / "bmo.xlsx"
    content.write_bytes(bmo())
    code = (
        "import os, sys\n"
        "from pathlib import Path\n"
        "from data.imports import publishing, received\n"
        "from data.imports.preview import prepare\n"
        "from data.journal.write_rights import Writer\n"
        "found = prepare(received.from_path(Path(sys.argv[1])))\n"
        "real, calls = publishing.settle, []\n"
        "def settle():\n"
        "    calls.append(1)\n"
        "    return real() if len(calls) == 1 else os._exit(9)\n"
        "publishing.settle = settle\n"
        "publishing.publish(found, found.document, Writer('Jeanne', True))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(content)], cwd=ROOT, env={**os.environ})
    assert done.returncode == 9
    assert everything() == origin
    assert publishing.settle()
    assert len(store.load("recruitment_all_occupations")) == 3
    assert not publishing.settle()


def test_a_manifest_that_cannot_be_put_at_once_is_put_by_the_next_look(home, writer, monkeypatch):
    found = prepared(bmo())
    write = HomeFiles.write

    def refuse(self, file, content):
        if file.endswith("/publication.json"):
            raise OSError(13, "Permission denied")
        write(self, file, content)

    monkeypatch.setattr(HomeFiles, "write", refuse)
    publish(found, found.document, writer)
    assert "unavailable" in store.load("recruitment_all_occupations?").attrs
    monkeypatch.setattr(HomeFiles, "write", write)
    assert publishing.settle()
    assert len(store.load("recruitment_all_occupations")) == 3


def test_who_may_not_write_publishes_nothing(home):
    found = prepared(bmo())
    origin = everything()
    for reader in (Writer("", True), Writer("Paul", False, "Lecture seule\u202f: connectez-vous.")):
        with pytest.raises(PublicationRefused):
            publish(found, found.document, reader)
        with pytest.raises(PublicationRefused):
            restore(None, reader)
    assert everything() == origin
    assert not (home / "datasets").exists()


def test_a_date_that_is_no_date_or_an_empty_title_publishes_nothing(home, writer):
    found = prepared(bmo())
    for said in ({"accessed_on": "12/03/2026"}, {"title": " "}):
        with pytest.raises(PublicationRefused, match="AAAA-MM-JJ|titre du document est vide"):
            publish(found, dataclasses.replace(found.document, **said), writer)
    assert not (home / "datasets").exists()


def test_a_damaged_file_of_an_import_is_told_and_the_version_before_can_be_put_back(home, writer):
    origin = everything()
    put(bmo(), writer)
    for file in (home / "datasets").glob("recruitment-*.parquet"):
        file.write_bytes(file.read_bytes()[:100])
    said = plain(store.load("recruitment?").attrs["unavailable"])
    assert "illisible" in said
    assert "revenez à la version précédente (page Données, vue Charger)" in said
    with pytest.raises(PublicationRefused, match="abîmé"):
        put(urssaf(), writer, "urssaf.csv")
    restore(None, writer)
    assert everything() == origin


def test_a_disk_that_refuses_leaves_everything_as_before(home, writer, monkeypatch):
    put(bmo(), writer)
    before = everything()
    found = prepared(urssaf(), "urssaf.csv")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("data.home_files.os.replace", full)
    with pytest.raises(PublicationRefused, match="n’a pas pu être écrit"):
        publish(found, found.document, writer)
    monkeypatch.undo()
    monkeypatch.setenv("CEP_HOME", str(home))
    assert everything() == before
    assert list((home / "datasets").glob(".*.tmp")) == []


def test_a_comparison_made_before_another_publication_is_to_be_looked_at_again(home, writer):
    found = prepared(bmo([bmo_row(met="50")]))
    put(bmo(), writer)
    with pytest.raises(PublicationRefused, match="ont changé depuis la comparaison"):
        publish(found, found.document, writer)
    assert store.load("recruitment").query("year == 2024")["projects"].sum() == 20


def test_a_publication_goes_to_an_object_store(object_store, bucket, s3_client, monkeypatch, writer):
    for name, value in object_store.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("CEP_HOME", f"s3://{bucket}/cep")
    put(bmo(), writer)
    assert len(store.load("recruitment_all_occupations")) == 3
    stored = s3_client.get_object(Bucket=bucket, Key="cep/datasets/publication.json")["Body"].read()
    assert json.loads(stored)["author"] == "Jeanne Exemple"
    restore(None, writer)
    assert "unavailable" in store.load("recruitment_all_occupations?").attrs
