"""The survey of France Travail: every year's layout goes in, with the totals of Martinique."""

from __future__ import annotations

import csv

import pytest

from components.figures.blocks import View
from data import store
from data.imports import publishing, received
from data.imports.formats import bmo as survey
from data.imports.preview import prepare
from pages.skills.recruitment import YEAR
from pages.skills.recruitment import survey as survey_of

from .conftest import BMO_2023, BMO_2024, BMO_2026, BMO_ROWS, SAMPLES, bmo, bmo_row, zipped

OFFICIAL = SAMPLES / "Base_open_data_BMO_2024.xlsx"
REFERENCE = SAMPLES.parent / "reference" / "bmo_digital_martinique.csv"
pytestmark = pytest.mark.usefixtures("home")


def prepared(content: bytes, name: str = "bmo.xlsx"):
    return prepare(received.from_bytes(name, content))


def test_the_rows_of_martinique_are_kept_and_the_secret_stays_secret():
    found = prepared(bmo())
    assert found.refusals == ()
    assert (found.format_name, found.vintage, found.read, found.kept) == ("bmo", "2024", 4, 3)
    assert found.dropped == {"autre département que la Martinique (972)": 1}
    digital = found.frames[survey.DIGITAL]
    assert digital["basin"].tolist() == ["Martinique Centre", "Martinique Sud"]
    assert digital["territory"].tolist() == ["Centre", "Sud"]
    assert digital["projects"].isna().tolist() == [False, True]
    assert digital["projects"].iloc[0] == 20
    assert digital["domain_id"].tolist() == ["services-informatiques"] * 2
    everyone = found.frames[survey.ALL_OCCUPATIONS]
    assert everyone["projects"].sum() == 88
    assert everyone["domain_id"].isna().tolist() == [False, False, True]


@pytest.mark.parametrize(("header", "year"), [(BMO_2023, 2023), (BMO_2024, 2024), (BMO_2026, 2026)])
def test_each_year_s_layout_is_recognised_whatever_the_order_of_its_columns(header, year):
    rows = [{**row, "annee": year} for row in BMO_ROWS]
    found = prepared(bmo(rows, header))
    assert [one.sentence for one in found.refusals] == []
    assert (found.vintage, found.kept) == (str(year), 3)
    assert found.document.source_id == f"import-bmo-{year}"


def test_the_archive_of_2023_is_opened():
    content = zipped(
        "Donnees/Base_open_data_23.xlsx", bmo([{**row, "annee": 2023} for row in BMO_ROWS], BMO_2023)
    )
    assert prepared(content, "bmo_2023.zip").vintage == "2023"


def test_the_survey_of_a_new_year_is_offered_first_and_shown(writer):
    assert YEAR.offered == ("2025", "2024")
    found = prepared(bmo([bmo_row(annee=2026, met="40")], BMO_2026))
    publishing.publish(found, found.document, writer)
    assert YEAR.offered == ("2026", "2025", "2024")
    assert YEAR.initial == "2026"
    seen = survey_of(View("competences"), store.load("recruitment"), store.load("basins"))
    assert (seen.year, seen.here.query("year == 2026")["projects"].tolist()) == (2026, [40])


def test_a_window_on_a_year_that_is_taken_back_shows_the_last_one_left(writer, open_page, words):
    found = prepared(bmo([bmo_row(annee=2026, met="40")], BMO_2026))
    publishing.publish(found, found.document, writer)
    app = open_page("skills", "recrutements")
    assert "Projets de recrutement 2026 par métier" in words(app)
    publishing.restore(None, writer)
    app.run()
    assert not app.exception
    assert "En 2025, 100 des 151" in words(app).replace("\xa0", " ")
    assert "annee-bmo" not in app.query_params


def test_a_year_that_is_there_is_replaced_and_the_other_years_stay(writer):
    found = prepared(bmo([bmo_row(met="500")]))
    compared = found.differences[survey.DIGITAL]
    # 2024 has 17 rows; the one of this file was secret there: a change, and the 16 others go.
    assert (compared.added, compared.changed, compared.removed, compared.same) == (0, 1, 16, 0)
    publishing.publish(found, found.document, writer)
    rows = store.load("recruitment")
    assert rows["year"].value_counts().to_dict() == {2025: 17, 2024: 1}
    assert rows.loc[rows["year"] == 2024, "projects"].tolist() == [500]


def test_a_count_that_moves_by_half_and_by_ten_is_singled_out():
    # In 2024, M1X81 in the basin Centre: 20 projects, 8 of them hard to fill.
    found = prepared(bmo([bmo_row(**{"Code métier BMO": "M1X81", "met": "45", "xmet": "9"})]))
    changes = found.differences[survey.DIGITAL].changes
    swings = dict(zip(changes["column"], changes["swing"], strict=True))
    assert swings["projects"]
    assert not swings["hard_to_fill"]


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="the national workbook of 2024 is not on this computer")
def test_the_national_workbook_of_2024_gives_the_totals_of_martinique_and_the_digital_rows(writer):
    found = prepare(received.from_path(OFFICIAL))
    assert found.refusals == ()
    publishing.publish(found, found.document, writer)
    everyone = store.load("recruitment_all_occupations")
    sums = everyone[["projects", "hard_to_fill", "seasonal"]].sum().tolist()
    assert sums == [13_711, 8_639, 3_272]
    digital = store.load("recruitment")
    ours = {
        (
            row.fap_code,
            row.basin.upper().replace("Ï", "I"),
            str(row.projects),
            str(row.hard_to_fill),
            str(row.seasonal),
        )
        for row in digital[digital["year"] == 2024].itertuples()
    }
    with REFERENCE.open(encoding="utf-8") as lines:
        theirs = {
            (row["code_fap"], row["bassin"], *(row[name].replace("*", "<NA>") for name in
             ("projets", "projets_difficiles", "projets_saisonniers")))
            for row in csv.DictReader(lines)
            if row["annee"] == "2024"
        }  # fmt: skip
    assert ours == theirs
    compared = found.differences[survey.DIGITAL]
    assert (compared.added, compared.changed, compared.removed, compared.same) == (0, 0, 0, 17)


def test_the_document_of_an_import_is_recorded_with_what_the_person_said(writer):
    found = prepared(bmo())
    document = publishing.recorded(found.document, licence="Licence Ouverte 2.0", url="https://exemple.fr")
    publishing.publish(found, document, writer)
    row = store.load("sources").set_index("source_id").loc["import-bmo-2024"]
    assert (row["publisher"], row["year"], row["licence"]) == ("France Travail", 2024, "Licence Ouverte 2.0")
    assert row["url"] == "https://exemple.fr"
    assert set(store.load("recruitment").query("year == 2024")["source_id"]) == {"import-bmo-2024"}
