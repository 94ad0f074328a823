"""Datasets taken away hold every row, name their columns and sources, and are described for portals."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from data import portal, store
from data.arrow import to_frame
from data.catalogue import DATASETS

BUILT = [name for name, dataset in DATASETS.items() if not dataset.imported]
ACTIONS = DATASETS["schema_actions"]


def test_the_french_csv_opens_in_excel_with_commas_and_accents():
    content = portal.french_csv(DATASETS["survey_answers"], store.load("survey_answers"))
    assert content.startswith(b"\xef\xbb\xbf")
    lines = content.decode("utf-8-sig").split("\r\n")
    assert lines[0].split(";")[:3] == [
        "Identifiant de la question",
        "Thème de la question",
        "Question, telle qu’imprimée",
    ]
    assert len(lines) == len(store.load("survey_answers")) + 2
    shares = pd.read_csv(io.BytesIO(content), sep=";", decimal=",")["Part des entreprises de la base"]
    assert shares.sum() == pytest.approx(store.load("survey_answers")["share"].sum())


def test_the_workbook_has_the_rows_the_columns_and_the_documents_they_come_from():
    content = portal.workbook(ACTIONS, store.load("schema_actions"), store.load("sources"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Données", "Colonnes", "Sources"]
    rows = book.get_sheet_by_name("Données").to_python()
    costs = rows[0].index(portal.headers_of(ACTIONS)["cost_keur"])
    assert sum(row[costs] for row in rows[1:]) == 16_890
    assert len(book.get_sheet_by_name("Colonnes").to_python()) == len(ACTIONS.all_columns) + 1
    (document,) = book.get_sheet_by_name("Sources").to_python()[1:]
    assert document[0] == "schema-numerique-2024"


MIXED = {
    "key_figures": [
        "Valeur, ou borne basse (selon «\u202fUnité\u202f»)",
        "Borne haute (selon «\u202fUnité\u202f»)",
    ],
    "territory_figures": ["Valeur (selon «\u202fUnité\u202f»)"],
    "printed_sums": ["Valeur attendue (selon «\u202fUnité de la valeur\u202f»)"],
}


@pytest.mark.parametrize("name", BUILT)
def test_figures_of_several_units_say_which_column_gives_that_of_each_row(name):
    dataset, frame = DATASETS[name], store.load(name)
    # Each dataset that names the unit of a row has rows of several: its figures are told in none of them.
    assert ("unit" in frame and frame["unit"].nunique() > 1) == (name in MIXED)
    (head, *_) = portal.french_csv(dataset, frame).decode("utf-8-sig").split("\r\n")
    book = CalamineWorkbook.from_filelike(io.BytesIO(portal.workbook(dataset, frame, store.load("sources"))))
    for heads in (next(csv.reader([head], delimiter=";")), book.get_sheet_by_name("Données").to_python()[0]):
        said = [one for one in heads if "(selon" in one]
        assert said == MIXED.get(name, [])
        assert all(re.search("«\u202f(.*)\u202f»", one)[1] in heads for one in said)


@pytest.mark.parametrize("name", BUILT)
def test_parquet_gives_back_the_very_rows(name):
    import pyarrow.parquet as pq

    frame = store.load(name)
    table = pq.read_table(io.BytesIO(portal.parquet(DATASETS[name], frame)))
    pd.testing.assert_frame_equal(to_frame(table, DATASETS[name]), frame)


def test_the_package_describes_each_of_its_files_and_leaves_out_what_is_not_loaded():
    frames = {name: store.load(f"{name}?") for name in DATASETS}
    with zipfile.ZipFile(io.BytesIO(portal.package(frames))) as archive:
        described = json.loads(archive.read("datapackage.json"))
        files = {name: archive.read(name) for name in archive.namelist() if name != "datapackage.json"}
    resources = {one["name"]: one for one in described["resources"]}
    assert set(resources) == set(BUILT)
    assert {one["path"] for one in resources.values()} == set(files)
    for one in resources.values():
        table = pd.read_csv(io.BytesIO(files[one["path"]]), dtype="str", keep_default_na=False)
        fields = one["schema"]["fields"]
        assert list(table.columns) == [field["name"] for field in fields]
        assert not table.duplicated(one["schema"]["primaryKey"]).any()
        for field in fields:
            if field["constraints"].get("required"):
                assert (table[field["name"]] != "").all(), (one["name"], field["name"])
            if field["type"] == "integer":
                assert table[field["name"]].str.fullmatch("-?[0-9]*").all(), (one["name"], field["name"])
        for key in one["schema"]["foreignKeys"]:
            other = resources[key["reference"]["resource"]]
            known = pd.read_csv(io.BytesIO(files[other["path"]]), dtype="str")[key["reference"]["fields"]]
            assert set(table[key["fields"]]) - {""} <= set(known), (one["name"], key)
    cost = next(f for f in resources["schema_actions"]["schema"]["fields"] if f["name"] == "cost_keur")
    assert cost["type"] in ("integer", "number")
    assert cost["constraints"]["minimum"] == 0
