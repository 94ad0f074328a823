"""« Charger »: a file is dropped, compared, published, and the version before is one click away."""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd
import pytest
import xlsxwriter

from data import store
from data.journal import access

HEADER = ("annee", "Code métier BMO", "Nom métier BMO", "Dept", "BE24", "NOMBE24", "met", "xmet", "smet")
ROWS = (
    (2024, "M1X81", "Techniciens de production", "972", 201, "MARTINIQUE CENTRE", "45", "9", "*"),
    (2024, "A0X40", "Agriculteurs", "972", 203, "MARTINIQUE SUD", "358", "279", "251"),
    (2024, "A0X40", "Agriculteurs", "971", 101, "BASSIN BASSE-TERRE", "95", "31", "44"),
)


def workbook(rows=ROWS) -> bytes:
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    sheet = book.add_worksheet("BMO")
    for rank, line in enumerate([HEADER, *rows]):
        sheet.write_row(rank, 0, line)
    book.close()
    return target.getvalue()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    monkeypatch.setenv(access.VARIABLE, access.LOCAL)
    return tmp_path


def drop(open_page, content: bytes, name: str = "BMO 2024.xlsx"):
    app = open_page("datasets", "charger")
    return app.file_uploader[0].upload(name, content).run()


def whole_table(app, header: str) -> pd.DataFrame:
    """The table shown whole that has this header, Markdown escapes removed."""
    found = [table.value.map(lambda cell: str(cell).replace("\\", "")) for table in app.table]
    named = [table.rename(columns=lambda name: str(name).replace("\\", "")) for table in found]
    return next(table for table in named if any(header in name for name in table.columns))


def publish(app, name: str = "Jeanne Exemple"):
    app.text_input(key="charger-name").set_value(name)
    next(button for button in app.button if button.label == "Publier").click()
    return app.run()


def test_a_dropped_file_is_recognised_and_compared_and_nothing_changes_before_the_button(open_page, words):
    before = store.fingerprint("recruitment")
    app = drop(open_page, workbook())
    said = words(app)
    assert not app.exception
    assert "France Travail, enquête Besoins en main-d’œuvre (BMO), 2024" in said
    assert "3\xa0lignes lues, 2\xa0gardées." in said
    assert "1\xa0ligne laissée de côté\u202f: autre département que la Martinique (972)." in said
    assert "Projets de recrutement (BMO)\u202f: aucune ligne ajoutée, 1\xa0changée, 16\xa0retirées." in said
    tables = [table.value.to_string().replace("\\", "") for table in (*app.dataframe, *app.table)]
    assert any("forte" in table and "45" in table for table in tables)
    # Of the 16 rows removed, one is named.
    assert any("2024 · M2X91 · Martinique Centre" in table for table in tables)
    assert store.fingerprint("recruitment") == before


def test_a_number_that_becomes_secret_is_not_said_to_be_empty(open_page):
    rows = [(2024, "M1X81", "Techniciens de production", "972", 201, "MARTINIQUE CENTRE", "*", "*", "*")]
    app = drop(open_page, workbook(rows))
    table = whole_table(app, "Après")
    assert table.loc[table["Colonne"] == "Projets", ["Avant", "Après"]].to_numpy().tolist() == [
        ["20", "secret"]
    ]


def test_publishing_changes_the_figures_and_going_back_puts_them_back(open_page, words):
    app = publish(drop(open_page, workbook()))
    assert not app.exception
    assert "Publié\u202f: France Travail, enquête Besoins en main-d’œuvre (BMO), 2024." in app.success[
        0
    ].value.replace("\\", "")
    assert store.load("recruitment").query("year == 2024")["projects"].tolist() == [45]
    assert store.load("recruitment_all_occupations")["projects"].sum() == 403
    listed = whole_table(app, "SHA")
    assert listed[["Qui", "Fichier"]].to_numpy().tolist() == [["Jeanne Exemple", "BMO 2024.xlsx"]]
    app.button(key="publications-retour-oui").click().run()
    assert len(store.load("recruitment").query("year == 2024")) == 17
    assert "unavailable" in store.load("recruitment_all_occupations?").attrs
    # And forward again.
    app.button(key="publications-retour-oui").click().run()
    assert store.load("recruitment_all_occupations")["projects"].sum() == 403


def test_a_refused_file_shows_all_its_problems_in_a_table_to_take_away(open_page, words):
    bad = [(2024, "M1X81", "Techniciens", "972", 999, "AILLEURS", "-3", "9", "*"), *ROWS[1:]]
    app = drop(open_page, workbook(bad))
    assert "Fichier refusé\u202f: 2\xa0problèmes. Les données restent telles qu’elles étaient." in words(app)
    table = whole_table(app, "À faire")
    assert table[["Ligne", "Colonne", "Trouvé"]].to_numpy().tolist() == [
        ["2", "BE24", "999 AILLEURS"],
        ["2", "met", "-3"],
    ]
    assert [button.label for button in app.get("download_button")] == ["Enregistrer ce tableau (CSV)"]
    assert not [button for button in app.button if button.label == "Publier"]


def test_publishing_asks_who_does_it(open_page, words):
    app = publish(drop(open_page, workbook()), "")
    assert "Le nom de la personne qui publie est vide" in words(app)
    assert "unavailable" in store.load("recruitment_all_occupations?").attrs


def test_a_reader_sees_what_can_be_loaded_and_no_field(open_page, words, monkeypatch):
    monkeypatch.setenv(access.VARIABLE, access.NETWORK)
    app = open_page("datasets", "charger")
    assert len(app.file_uploader) == 0
    assert "pour écrire, connectez-vous" in words(app)
    assert "Besoins en main-d’œuvre" in words(app)


def test_a_file_dropped_before_another_publication_is_compared_again(open_page, words, home):
    app = drop(open_page, workbook())
    other = drop(
        open_page, workbook([(2024, "M1X81", "Techniciens", "972", 201, "MARTINIQUE CENTRE", 44, 9, "*")])
    )
    publish(other, "Paul")
    app.run()
    assert "Projets de recrutement (BMO)\u202f: aucune ligne ajoutée, 1\xa0changée, aucune retirée." in words(
        app
    )
