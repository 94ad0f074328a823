"""Workbooks that people bring: hostile or damaged ones cost no memory and are refused in French."""

import io
import re
import subprocess
import sys
import textwrap
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from data.imports.refusals import WorkbookRefused
from data.imports.workbook_bounds import open_workbook

ROOT = Path(__file__).parents[3]
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def workbook(*cells: tuple[str, object]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("Feuille")
        for cell, value in cells:
            sheet.write(cell, value)
    return target.getvalue()


def rewritten(parts: dict[str, bytes | str], content: bytes | None = None) -> bytes:
    """A small workbook with these parts instead of its own."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or workbook(("A1", "un"), ("B2", 2)))) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            if name not in parts:
                archive.writestr(name, source.read(name))
        for name, part in parts.items():
            archive.writestr(name, part)
    return target.getvalue()


def sheet_of(cells: str, before: str = "") -> str:
    return f'{before}<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData></worksheet>'


def sentence_of(content: bytes) -> str:
    """Why this workbook is refused, when it is opened or when its sheet is read."""
    with pytest.raises(WorkbookRefused) as refused:
        open_workbook(content, "essai.xlsx").rows("Feuille")
    sentence = str(refused.value).replace("\u00a0", " ").replace("\u202f", " ")
    assert sentence.startswith("Fichier « essai.xlsx »")
    return sentence


def read_in_half_a_gigabyte(path) -> str:
    """What a process that may not hold more than 512 MB beyond its imports says of this workbook."""
    if sys.platform != "linux":
        pytest.skip("only Linux enforces RLIMIT_AS; the same refusals are checked without the limit")
    code = textwrap.dedent(
        f"""
        import resource
        from pathlib import Path
        import python_calamine
        from data.imports.refusals import WorkbookRefused
        from data.imports.workbook_bounds import open_workbook
        content = Path({str(path)!r}).read_bytes()
        used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + 2**29, used + 2**29))
        try:
            rows = open_workbook(content, "essai.xlsx").rows("Feuille")
            print(f"{{len(rows)}} lignes")
        except WorkbookRefused as refused:
            print(ascii(str(refused)))
        """
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_every_file_that_people_bring_is_opened_where_its_size_is_bounded():
    opening = re.compile(r"\b(CalamineWorkbook|load_workbook|read_excel|PdfDocument|Image\.open)\b")
    found = {
        path.relative_to(ROOT).as_posix()
        for room in ("components", "data", "pages")
        for path in (ROOT / room).rglob("*.py")
        if opening.search(path.read_text(encoding="utf-8"))
    }
    assert found == {
        "data/imports/workbook_bounds.py",
        "data/imports/picture_bounds.py",
        # After ``pdf_bounds``, which measures without a library.
        "pages/meeting/attachments.py",
    }


def test_one_cell_in_the_last_corner_is_refused_before_anything_is_allocated(tmp_path):
    content = workbook(("A1", "un"), ("XFD1048576", 1))
    assert len(content) < 10_000
    # First in the child: where the bound is missing, it is the child that dies.
    path = tmp_path / "coin.xlsx"
    path.write_bytes(content)
    assert "XFD1048576" in read_in_half_a_gigabyte(path)
    assert "feuille « Feuille » : trouvé « une cellule remplie en XFD1048576 »" in sentence_of(content)
    assert "au plus 100 000 lignes, 500 colonnes et 1 000 000 cellules" in sentence_of(content)


def test_a_dimension_that_lies_or_an_empty_coloured_corner_allocates_nothing(tmp_path):
    cells = '<row r="1"><c r="A1"><v>7</v></c></row><row r="1048576"><c r="XFD1048576" s="1"/></row>'
    lying = sheet_of(cells).replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    path = tmp_path / "vide.xlsx"
    path.write_bytes(rewritten({SHEET: lying}))
    assert read_in_half_a_gigabyte(path) == "1 lignes\n"


@pytest.mark.parametrize(
    "cell",
    ['<c r="XFD1048576" t="inlineStr"><is/></c>', '<c r="XFD1048576"><f>1+1</f></c>',
     '<c r="XFD1048576" t="s"><v/></c>', '<c r="XFD1048576" t="str"><v/></c>'],
)  # fmt: skip
def test_a_corner_without_a_value_of_its_own_allocates_nothing_either(cell, tmp_path):
    path = tmp_path / "coin.xlsx"
    path.write_bytes(rewritten({SHEET: sheet_of(f'<row><c r="A1"><v>7</v></c></row><row>{cell}</row>')}))
    assert "XFD1048576" in read_in_half_a_gigabyte(path)


def test_rows_and_cells_that_say_no_place_are_counted_all_the_same():
    cells = f"<row>{'<c><v>1</v></c>' * 501}</row>"
    assert "une cellule remplie en SG1" in sentence_of(rewritten({SHEET: sheet_of(cells)}))


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/media/a.bin": b"\0" * 60_000_000}, "démesuré une fois décompressé"),
        ({SHEET: b" " * 2_000_000}, "démesuré une fois décompressé"),
        ({f"xl/media/{rank}.png": b"x" for rank in range(1001)}, "parties »"),
    ],
)  # fmt: skip
def test_what_unpacks_beyond_bounds_is_refused_from_the_directory(parts, said):
    assert said in sentence_of(rewritten(parts))


def test_a_directory_that_lies_about_sizes_does_not_fool_the_count(tmp_path):
    packed = bytearray(rewritten({SHEET: sheet_of(" " * 5_000_000)}))
    place = packed.index(b"PK\x01\x02", 0)
    while packed[place + 46 : place + 46 + len(SHEET)] != SHEET.encode():
        place = packed.index(b"PK\x01\x02", place + 4)
    packed[place + 24 : place + 28] = (100).to_bytes(4, "little")
    assert "coupé" in sentence_of(bytes(packed))


def test_entities_are_refused_before_any_is_expanded(tmp_path):
    levels = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<!DOCTYPE x [<!ENTITY b0 "haha">{levels}]>'
    outside = '<!DOCTYPE x [<!ENTITY b11 SYSTEM "file:///etc/passwd">]>'
    cell = '<row><c t="inlineStr"><is><t>&b11;</t></is></c></row>'
    for declared in (laughs, outside):
        content = rewritten({SHEET: sheet_of(cell, declared)})
        assert "un classeur qui déclare des entités XML" in sentence_of(content)
    strings = f'{laughs}<sst xmlns="{MAIN}"><si><t>&b11;</t></si></sst>'
    path = tmp_path / "rires.xlsx"
    path.write_bytes(rewritten({"xl/sharedStrings.xml": strings}))
    assert "XML" in read_in_half_a_gigabyte(path)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "un fichier vide"),
        (b"N;Action\r\n", "un fichier qui n’est pas un classeur .xlsx"),
        (OLE, "un classeur à l’ancien format .xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "un classeur protégé par un mot de passe"),
        (workbook(("A1", "un"))[:900], "un classeur coupé ou abîmé"),
        (workbook(("A1", "un"))[:-30], "un classeur coupé ou abîmé"),
    ],
)  # fmt: skip
def test_another_format_a_password_and_a_cut_file_are_each_named(content, said):
    assert f"trouvé « {said} »" in sentence_of(content)


def test_an_archive_that_is_no_workbook_is_refused():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    assert "n’est pas un classeur .xlsx" in sentence_of(target.getvalue())


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ('<row><c r="A1" t="s"><v>99</v></c></row>', "cellule A1 : trouvé « un texte absent du classeur »"),
        ('<row><c r="A1" t="s"><v>-1</v></c></row>', "cellule A1 : trouvé « un texte absent du classeur »"),
        ('<row r="3"><c r="C3" t="e"><v>#N/A</v></c></row>', "cellule C3 : trouvé « #N/A »"),
        ('<row><c r="B1"><f>A1*2</f></c></row>', "cellule B1 : trouvé « une formule dont la valeur"),
        ('<row><c r="B1"><f>A1*2</f><v></v></c></row>', "cellule B1 : trouvé « une formule dont la valeur"),
        ('<row><c r="B1"><f>[1]Budget!A1</f><v>5</v></c></row>', "trouvé « une formule qui lit un autre"),
        ('<row><c r="1A"><v>5</v></c></row>', "une feuille coupée ou abîmée"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named(cells, said):
    assert said in sentence_of(rewritten({SHEET: sheet_of(cells)}))


def test_every_cell_that_copies_a_formula_of_another_workbook_is_named():
    cells = (
        '<row><c r="A1"><f t="shared" ref="A1:A2" si="0">[1]Budget!B1</f><v>1</v></c></row>'
        '<row><c r="A2"><f t="shared" si="0"/><v>2</v></c></row>'
    )
    sentence = sentence_of(rewritten({SHEET: sheet_of(cells)}))
    assert "cellule A1 :" in sentence
    assert "cellule A2 :" in sentence


def test_a_formula_on_a_table_whose_column_is_a_year_is_not_one_of_another_workbook():
    cells = '<row><c r="A1"><f>SUM(Tableau1[2024])+Feuil2!A1</f><v>12</v></c></row>'
    assert open_workbook(rewritten({SHEET: sheet_of(cells)}), "essai.xlsx").rows("Feuille") == [[12.0]]


def test_a_formula_that_gives_an_empty_text_is_a_value():
    cells = '<row><c r="A1"><f>""</f><v>1</v></c><c r="B1" t="str"><f>""</f><v></v></c></row>'
    assert open_workbook(rewritten({SHEET: sheet_of(cells)}), "essai.xlsx").rows("Feuille")[0][0] == 1.0


@pytest.mark.parametrize("length", [0, 40, 150, 300])
def test_a_sheet_cut_anywhere_is_refused_in_french(length):
    whole = sheet_of('<row r="1"><c r="A1"><v>12</v></c><c r="B1"><v>13</v></c></row>' * 3)
    assert "coupé" in sentence_of(rewritten({SHEET: whole[:length]}))


def test_missing_parts_are_refused_in_french():
    relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    for part in (SHEET, "xl/workbook.xml", "xl/styles.xml"):
        assert "abîmé" in sentence_of(rewritten({part: "<x"}))
    assert "abîmé" in sentence_of(rewritten({"xl/_rels/workbook.xml.rels": relations}))


def test_codes_written_as_text_keep_their_zeros_and_numbers_their_decimals():
    content = workbook(("A1", "97209"), ("B1", "0201"), ("C1", 1250.75))
    assert open_workbook(content, "codes.xlsx").rows("Feuille") == [["97209", "0201", 1250.75]]


def test_a_workbook_whose_path_has_three_hundred_characters_is_read(tmp_path):
    if sys.platform == "win32":
        pytest.skip("Windows refuses paths above 260 characters unless its owner allowed them")
    folder = tmp_path
    while len(str(folder)) < 300:
        folder = folder / ("d" * 14)
    folder.mkdir(parents=True)
    path = folder / "classeur.xlsx"
    path.write_bytes(workbook(("A1", "un")))
    assert len(str(path)) >= 313
    assert open_workbook(path.read_bytes(), path.name).rows("Feuille") == [["un"]]
