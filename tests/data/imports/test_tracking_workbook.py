"""The tracking workbook: what is exported is read back, and each wrong cell is refused with its place."""

import io
import re
import zipfile
from datetime import UTC, datetime

import pandas as pd
import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from data.imports import tracking_input, tracking_workbook, tracking_workbook_reading
from data.journal.folds.rows import as_rows, empty_rows

ACTIONS = pd.DataFrame(
    {
        "action_id": ["A01", "A03"],
        "action": ["=1+1", "Former"],
        "funders": [["CCT"], None],
    }
)
WHEN = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)


def row(kind, field, value, year=None, funder=None):
    return {
        "save_id": "s1",
        "saved_at": WHEN,
        "author": "Anne",
        "reason": "",
        "kind": kind,
        "subject_id": "A03",
        "year": year,
        "funder": funder,
        "field": field,
        "value": value,
        "undoes": None,
    }


JOURNAL = as_rows(
    [
        row("budget", "planned", "1250.5", 2025),
        row("budget", "committed", "0", 2025),
        row("budget", "paid", "60", 2026, "FSE"),
        row("progress", "status", "en cours"),
        row("progress", "stated_on", "2026-03-12"),
        row("progress", "percent", "12.5"),
        row("progress", "comment", "=1+1 <script>alert(1)</script>\nDeuxième ligne"),
    ]
)


def exported(journal=JOURNAL) -> bytes:
    return tracking_workbook.write(ACTIONS, journal, exported_at=WHEN, last_save="s1")


def read(content: bytes):
    return tracking_workbook_reading.read(content, "suivi.xlsx", ["A01", "A03"])


def cells_of(content: bytes) -> dict[str, list[list]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def workbook(sheets: dict[str, list[list]], subject: str = "cep-suivi-1|s1") -> bytes:
    """These cells as a workbook, as a person's software would save it again."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        book.set_properties({"subject": subject})
        for name, cells in sheets.items():
            sheet = book.add_worksheet(name)
            for line, values in enumerate(cells):
                sheet.write_row(line, 0, values)
    return target.getvalue()


def edited(sheet: str, cell: str, value) -> bytes:
    sheets = cells_of(exported())
    sheets[sheet][int(cell[1:]) - 1]["ABCDEFGHI".index(cell[0])] = value
    return workbook(sheets)


def with_formula(name: str, cell: str, formula: str, stored) -> bytes:
    """The exported cells, one of them a formula with the value that the software stored."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        for sheet_name, cells in cells_of(exported()).items():
            sheet = book.add_worksheet(sheet_name)
            for line, values in enumerate(cells):
                sheet.write_row(line, 0, values)
            if sheet_name == name:
                sheet.write_formula(cell, formula, None, stored)
    return target.getvalue()


def spoken(sentence: str) -> str:
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


def xml_of(content: bytes, part: str) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(part).decode()


def test_what_is_exported_is_read_back_without_any_difference():
    found = read(exported())
    assert found.refusals == ()
    assert found.last_save == "s1"
    for action_id in ("A01", "A03"):
        before = tracking_input.current(JOURNAL, action_id)
        assert tracking_input.changes(action_id, before, found.typed[action_id]) == ([], [])


def test_the_empty_template_says_nothing_about_any_action():
    found = read(exported(empty_rows()))
    assert found.refusals == ()
    assert tracking_input.changes("A03", {}, found.typed["A03"]) == ([], [])


def test_a_zero_and_an_emptied_cell_are_two_different_changes():
    # A03 starts after A01's four years: line 6 is 2024, line 7 is 2025.
    zero = read(edited("Montants", "E6", 0)).typed["A03"]
    emptied = read(edited("Montants", "E7", None)).typed["A03"]
    before = tracking_input.current(JOURNAL, "A03")
    for typed, expected in ((zero, (2024, "0")), (emptied, (2025, None))):
        (change,) = tracking_input.changes("A03", before, typed)[0]
        assert (change.year, change.value) == expected


def test_amounts_typed_as_french_text_are_read():
    found = read(edited("Montants", "E6", "1\u202f250,5"))
    assert found.refusals == ()
    assert found.typed["A03"]["budget", 2024, None, "planned"] == "1\u202f250,5"


def test_hostile_text_stays_text_in_the_file():
    for sheet in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in xml_of(exported(), sheet)
    assert cells_of(exported())["Montants"][1][1] == "=1+1"
    assert read(exported()).typed["A03"]["progress", None, None, "comment"].startswith("=1+1 <script>")


def test_only_the_cells_to_fill_in_are_unlocked_and_they_are_validated():
    sheet, styles = (xml_of(exported(), f"xl/{part}.xml") for part in ("worksheets/sheet1", "styles"))
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", styles.split("<cellXfs")[1].split("</cellXfs>")[0])

    def unlocked(cell: str) -> bool:
        style = re.search(rf'<c r="{cell}" s="(\d+)"', sheet)
        return style is not None and 'locked="0"' in formats[int(style[1])]

    assert "<sheetProtection" in sheet
    assert [unlocked(cell) for cell in ("A2", "B2", "C2", "D2")] == [False] * 4
    assert [unlocked(cell) for cell in ("E2", "F2", "G2")] == [True] * 3
    # The spare lines take an action, a year and a funder; the two actions fill lines 2 to 10.
    assert [unlocked(cell) for cell in ("A11", "B11", "C11", "D11", "E11")] == [True, False, True, True, True]
    assert set(re.findall(r'<dataValidation type="(\w+)"', sheet)) == {"list", "decimal"}


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "said"),
    [
        ("Montants", "E7", "abc", "feuille « Montants », ligne 7, colonne « Prévu (k€) » : trouvé « abc »"),
        ("Montants", "G7", -4, "colonne « Payé (k€) » : trouvé « -4 », attendu un montant en k€"),
        ("Montants", "A7", "A99", "colonne « N° » : trouvé « A99 », attendu une action du planning"),
        ("Montants", "C7", 2031, "colonne « Année » : trouvé « 2031 », attendu une année de 2024 à 2027"),
        ("Montants", "C7", 2024, "attendu une seule ligne pour la même saisie (déjà ligne 6)"),
        ("Avancement", "C3", "fini", "colonne « Avancement » : trouvé « fini », attendu l’un de"),
        ("Avancement", "G3", 140, "colonne « Avancement (%) » : trouvé « 140 »"),
        ("Avancement", "I3", "x" * 4001, "attendu au plus 4000 caractères"),
        ("Avancement", "C1", "Statut", "ligne 1 : trouvé"),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_refused_with_its_place_and_what_to_do(sheet, cell, value, said):
    (refusal,) = read(edited(sheet, cell, value)).refusals
    assert said in spoken(refusal.sentence)
    assert spoken(refusal.sentence).startswith("Fichier « suivi.xlsx »")
    assert spoken(refusal.sentence).endswith(("à nouveau.", "« Schéma »."))


def test_all_the_wrong_cells_are_named_at_once():
    sheets = cells_of(edited("Montants", "E7", "abc"))
    sheets["Avancement"][2][6] = "beaucoup"
    assert len(read(workbook(sheets)).refusals) == 2


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "un fichier vide"),
        (b"PK\x03\x04 cut", "un classeur coupé ou abîmé"),
        (b"N;Action\n", "un fichier qui n’est pas un classeur .xlsx"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_load(content, found):
    (refusal,) = read(content).refusals
    assert f"trouvé « {found} »" in spoken(refusal.sentence)
    assert spoken(refusal.sentence).endswith("l’enregistrer au format .xlsx, puis le charger à nouveau.")


@pytest.mark.parametrize("error", ["#DIV/0!", "#N/A"])
def test_an_error_of_excel_is_refused_with_its_cell_and_erases_no_amount(error):
    found = read(with_formula("Montants", "E7", "=1/0", error))
    assert [spoken(refusal.sentence).split(", attendu")[0] for refusal in found.refusals] == [
        f"Fichier « suivi.xlsx », feuille « Montants », cellule E7 : trouvé « {error} »"
    ]
    assert ("budget", 2025, None, "planned") not in found.typed.get("A03", {})


def test_a_formula_whose_value_was_not_stored_is_refused_with_its_cell():
    (refusal,) = read(with_formula("Montants", "E7", "=600+650", "")).refusals
    assert "cellule E7 : trouvé « une formule dont la valeur n’est pas enregistrée »" in spoken(
        refusal.sentence
    )
    assert (
        read(with_formula("Montants", "E7", "=600+650", 1250)).typed["A03"]["budget", 2025, None, "planned"]
        == "1250"
    )


def test_an_error_beside_the_table_is_nobodys_business():
    assert read(with_formula("Montants", "J7", "=1/0", "#DIV/0!")).refusals == ()


def test_another_workbook_is_refused_for_its_missing_sheets():
    found = [one.expected for one in read(workbook({"Feuil1": [["N°"]]})).refusals]
    assert found == ["une feuille « Montants »", "une feuille « Avancement »"]


def test_a_workbook_of_unknown_origin_says_so():
    found = read(workbook(cells_of(exported()), subject=""))
    assert found.refusals == ()
    assert found.last_save is None
    assert not found.marked
