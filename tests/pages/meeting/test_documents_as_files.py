"""The files of a real meeting, as PowerPoint, Excel and a PDF reader take them: nothing to repair or cut."""

import io
import math
import re
import zipfile
from collections import Counter
from posixpath import dirname, join, normpath
from xml.etree import ElementTree

import pandas as pd
import pytest
from pptx import Presentation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from components.documents import pdf, slide_texts, slides, workbook
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart
from components.documents.template import Area
from components.figures.blocks import Evidence, Figure, Table
from data import store
from data.journal import Change
from pages.meeting import documents, held, offered
from pages.registry import all_contents
from tests.pages.meeting.saved_rows import saves

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LONG = ("Décision n° 3. " + "Elle dit aussi pourquoi, et pour qui. " * 30).strip()


def noted(count):
    """A meeting with so many notes, one longer than a page is wide."""
    changes = [
        Change("decision", f"d-{rank}", name, value)
        for rank in range(count)
        for name, value in {
            "type": "decision",
            "text": LONG if rank == 3 else f"Décision n° {rank}. " + "Elle dit aussi pourquoi. " * (rank % 4),
            "agenda_item": "akto",
            "meeting": "2026-11-26",
        }.items()
    ]
    return saves(("2026-11-26T14:00:00+00:00", changes))


@pytest.fixture(scope="module")
def made():
    """PowerPoint, PDF and Excel of the meeting as delivered, with twenty-six notes; by key."""
    whole = offered.MeetingHeld(all_contents, held.of(noted(26), None))
    wanted = ("reunion-pptx", "reunion-pdf", "reunion-xlsx")
    return {
        document.key: document.build(lambda done, words: None)
        for document in offered.of_meeting(whole, store, {})
        if document.key in wanted
    }


def in_archive(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("key", ["reunion-pptx", "reunion-xlsx"])
def test_every_part_of_a_file_is_declared_related_and_named_once(made, key):
    with zipfile.ZipFile(io.BytesIO(made[key])) as archive:
        names = archive.namelist()
    assert [name for name, times in Counter(names).items() if times > 1] == []
    found = in_archive(made[key])
    types = ElementTree.fromstring(found["[Content_Types].xml"])
    by_end = {part.get("Extension").lower() for part in types.iter(f"{TYPES}Default")}
    by_name = {part.get("PartName").lstrip("/") for part in types.iter(f"{TYPES}Override")}
    assert [name for name in by_name if name not in found] == []
    undeclared = [name for name in found if name not in by_name and name.rsplit(".", 1)[-1] not in by_end]
    assert undeclared == ["[Content_Types].xml"] or undeclared == []
    for name, content in found.items():
        if not name.endswith((".xml", ".rels")):
            continue
        tree = ElementTree.fromstring(content)
        if name.endswith(".rels"):
            folder = dirname(dirname(name))
            ids = [relation.get("Id") for relation in tree]
            assert len(ids) == len(set(ids)), name
            for relation in tree:
                target = relation.get("Target")
                assert relation.get("TargetMode") != "External", (name, target)
                path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
                assert path in found, (name, target)
        else:
            related = f"{dirname(name)}/_rels/{name.rsplit('/', 1)[-1]}.rels"
            known = (
                {one.get("Id") for one in ElementTree.fromstring(found[related])}
                if related in found
                else set()
            )
            asked = {
                value for part in tree.iter() for key, value in part.attrib.items() if key.startswith(RELATED)
            }
            assert asked <= known, name


def test_the_shapes_of_a_slide_and_the_slides_have_numbers_of_their_own(made):
    found = in_archive(made["reunion-pptx"])
    slide_files = [name for name in found if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    assert len(slide_files) >= 40
    for name in slide_files:
        ids = re.findall(r"<p:cNvPr id=\"(\d+)\"", found[name].decode())
        assert len(ids) == len(set(ids)), name
    listed = re.findall(r"<p:sldId [^>]*\bid=\"(\d+)\"", found["ppt/presentation.xml"].decode())
    assert len(listed) == len(set(listed)) == len(slide_files)
    assert all(int(number) >= 256 for number in listed)


def test_the_slides_of_a_meeting_are_its_own_screens_sixty_at_most_and_none_of_a_gap(made):
    """As delivered: what the room sees, item by item."""
    found = list(Presentation(io.BytesIO(made["reunion-pptx"])).slides)
    titles = [slide.shapes.title.text_frame.text for slide in found if slide.shapes.title]
    assert 40 <= len(found) <= 60
    assert "7. France Travail" in titles
    # Nobody is said to speak on it: its first figure opens it.
    assert not any(title.startswith("12. ") for title in titles)
    assert not any("ce qui n’est pas dans ce document" in title for title in titles)
    said = " ".join(
        shape.text_frame.text for slide in found for shape in slide.shapes if shape.has_text_frame
    )
    assert not re.search(r"\b(à|de les) relier|à établir|sans donnée|non renseigné", said)
    figures = [title for title in titles if not title.endswith(")")]
    assert len(figures) == len(set(figures))


def test_no_slide_of_a_table_has_a_single_row(made):
    deck = Presentation(io.BytesIO(made["reunion-pptx"]))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert len(tables) > 2
    assert all(len(table.rows) > 2 for table in tables)


def test_a_deck_says_in_short_the_first_of_what_was_noted_decisions_before_actions(made):
    rows = noted(70)
    rows.loc[(rows["subject_id"] == "d-0") & (rows["field"] == "type"), "value"] = "action"
    whole = held.of(rows, None)
    (opening,) = documents.Meeting(Cover("CEP"), (), whole.agenda, whole.noted).on_slides
    figure = opening.parts[1].figure
    said = list(figure.table.frame["Texte"])
    assert said[0] == "Décision n° 1. Elle dit aussi pourquoi."
    assert len(said) == 24
    assert max(map(len, said)) <= 160
    (cut,) = [text for text in said if text.startswith("Décision n° 3.")]
    assert LONG.startswith(cut.removesuffix("…").strip())
    assert not any(text.startswith("Décision n° 0.") for text in said)
    assert figure.caution == "Les textes entiers sont dans le compte rendu, avec 46\xa0autres notes."
    # However much is noted, a meeting as delivered is sixty slides at most.
    short = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [opening])))
    others = [
        slide
        for slide in Presentation(io.BytesIO(made["reunion-pptx"])).slides
        if "Décisions et suites" not in slide.shapes.title.text_frame.text
    ]
    assert (
        len(others)
        + len([slide for slide in short.slides if "Décisions" in slide.shapes.title.text_frame.text])
        <= 60
    )


def test_a_deck_with_more_screens_has_fewer_notes_and_still_sixty_slides():
    rows = noted(24)
    rows.loc[rows["field"] == "text", "value"] = "Une note qui prend toute sa place. " * 5
    whole = held.of(rows, None)
    more = tuple(ExportedPage(f"p-{rank}", f"Écran {rank}", "Une question") for rank in range(54))
    made = documents.deck(documents.Meeting(Cover("CEP"), more, whole.agenda, whole.noted))
    deck = Presentation(io.BytesIO(made))
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]
    assert len(titles) == slides.count(made) <= 60
    assert set(titles) >= {f"Écran {rank}" for rank in range(54)}
    assert sum("Décisions" in title for title in titles) >= 2
    said = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(re.search(r"avec (6|12|18)\sautres notes", words) for words in said)


@pytest.mark.parametrize("rows", range(10, 16))
def test_a_table_leaves_no_row_alone_on_a_last_slide_or_page(rows):
    frame = pd.DataFrame(
        {"N°": range(rows), "Texte": [f"ligne-{rank}. " + "Un texte. " * 12 for rank in range(rows)]}
    )
    held = [len(slide) for slide in table_slides(frame)]
    assert sum(held) == rows
    assert min(held) > 1


def test_a_table_leaves_no_row_alone_on_the_last_page_of_a_pdf():
    texts = [f"ligne {rank}. " + "un texte un peu plus long " * (rank % 7) for rank in range(34)]
    frame = pd.DataFrame({"N°": list(map(str, range(34))), "Texte": texts})
    made = pdf.dossier(Cover("CEP"), [], decisions=Table(frame))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made)).pages]
    # All but one would hold on the first.
    assert [len(re.findall(r"ligne \d+\.", page)) for page in pages] == [0, 32, 2]


def table_slides(frame):
    drawn = []
    room = Area(0, 0, 12, 5)
    deck = Presentation()
    for draw in slide_texts.tables(frame.astype("str"), [True, False], room, 12):
        slide = deck.slides.add_slide(deck.slide_layouts[6])
        draw(slide, room)
        drawn.append([row.cells[1].text for row in slide.shapes[0].table.rows][1:])
    return drawn


def test_a_table_of_one_row_is_said_in_sentences_on_a_slide():
    figure = Figure(
        "Décisions",
        table=Table(pd.DataFrame({"Nature": ["Décision"], "Texte": ["Adopté"]})),
        table_first=True,
    )
    page = ExportedPage("seance", "Séance", parts=(ExportedPart("d", "Décisions", figure=figure),))
    slide = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [page]))).slides[1]
    said = [
        paragraph.text
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
    ]
    assert {"Nature\u202f: Décision", "Texte\u202f: Adopté"} <= set(said)
    assert not any(shape.has_table for shape in slide.shapes)


def test_who_speaks_on_an_item_is_on_its_slide_once():
    page = ExportedPage("point-akto", "6. AKTO", "Mme Une · 15 min")
    slide = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [page]))).slides[1]
    said = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert said.count("Mme Une · 15 min") == 1


def test_the_column_of_long_texts_has_most_of_a_slide():
    frame = pd.DataFrame({name: ["Deux mots"] * 6 for name in ("Point", "Nature", "Texte", "Qui", "État")})
    frame["Texte"] = "Un texte de deux cents lettres. " * 7
    widths = slide_texts._widths(list(frame), frame.to_numpy().tolist(), 12, 12)
    assert widths[2] > 7


def test_the_pdf_has_no_page_with_a_lone_line_and_no_row_over_two_pages(made):
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made["reunion-pdf"])).pages]
    lines = [[line for line in page.splitlines() if line.strip()] for page in pages]
    # The footer and the number of the page, the title and what is under it.
    assert [page for page in lines[1:] if len(page) < 4] == []
    of_notes = [page for page in pages if "Décision n°" in page]
    assert len(of_notes) > 1
    for rank in range(26):
        holding = [page for page in of_notes if re.search(rf"Décision n°\s{rank}\.", page)]
        assert len(holding) == 1, rank
    whole = ["".join(page.split()) for page in of_notes]
    assert sum("".join(LONG.split()) in page for page in whole) == 1
    assert min(len(re.findall(r"Décision n°\s\d+\.", page)) for page in of_notes) > 1


def widths_of(sheet):
    """The width of each column of a sheet, in letters; those not given have 9."""
    given = {}
    for column in sheet.iter(f"{SHEET}col"):
        for number in range(int(column.get("min")), int(column.get("max")) + 1):
            given[number] = float(column.get("width"))
    return given


def column_of(reference):
    """« AB12 » -> 28."""
    number = 0
    for letter in re.match("[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number


def test_the_workbook_opens_on_its_contents_and_each_line_leads_to_its_sheet(made):
    book = CalamineWorkbook.from_filelike(io.BytesIO(made["reunion-xlsx"]))
    assert book.sheet_names[0] == "Sommaire"
    listed = [row[1] for row in book.get_sheet_by_name("Sommaire").to_python()[3:]]
    assert listed == book.sheet_names[1:]
    contents = ElementTree.fromstring(in_archive(made["reunion-xlsx"])["xl/worksheets/sheet1.xml"])
    links = [link.get("location") for link in contents.iter(f"{SHEET}hyperlink")]
    assert links == [f"'{name}'!A1" for name in listed]


def test_a_sheet_whose_name_is_cut_ends_on_a_word_that_says_something():
    headings = [block.heading for contents in all_contents().values() for block in contents.blocks]
    headings += [
        "Établissements actifs et employeurs privés",
        "Mot d’un à l’autre, puis (mais pas plus loin)",
    ]
    figure = Figure("F", table=Table(pd.DataFrame({"N": ["1"], "M": ["2"]})))
    whole = [ExportedPart(str(rank), heading, figure=figure) for rank, heading in enumerate(headings)]
    made = workbook.workbook([ExportedPage("p", "Page", parts=tuple(whole))])
    names = CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names[1:-1]
    assert len(names) == len(headings) > 100
    assert {"Établissements actifs", "Territoires connectés"} <= set(names)
    small = "à au aux avec d de des du en et la le les leur ou où par pour qui sans ses son sous sur un une"
    for name in set(names) - set(headings):
        last = re.split(r"[ ’]", re.sub(r" \d\d?$", "", name))[-1]
        assert len(name) <= 31
        assert last.lower() not in small.split(), name
        assert last[-1].isalnum() or name.count("(") == name.count(")") > 0, name


def test_the_unit_of_a_column_is_in_its_header_in_the_workbook():
    shown = Table(
        pd.DataFrame(
            {"Pilier": ["A"], "Coût": [12.0], "Part": [0.5], "Écart (points)": [0.1], "Actions": [3]}
        ),
        {"Coût": "keur", "Part": "share", "Écart (points)": "points", "Actions": "number"},
    )
    page = ExportedPage(
        "schema", "Schéma", parts=(ExportedPart("p", "Piliers", figure=Figure("P", table=shown)),)
    )
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook([page])))
    rows = book.get_sheet_by_name("Piliers").to_python()
    assert ["Pilier", "Coût (k€)", "Part (%)", "Écart (points)", "Actions"] in [row[:5] for row in rows]


def test_a_workbook_saves_paper_and_says_each_document_once_with_its_sheets():
    cited = [Evidence("CCIM", place, "2024", wording="Tel quel") for place in ("Page 1", "Page 2")]
    rows = pd.DataFrame({"Commune": [f"Commune {rank}" for rank in range(34)], "Note": [None] * 34})
    parts = tuple(
        ExportedPart(name, name, figure=Figure(name, table=Table(rows), evidence=(source,)))
        for name, source in zip(("Une", "Deux"), cited, strict=True)
    )
    content = workbook.workbook([ExportedPage("p", "Page", parts=parts)])
    found = in_archive(content)
    sheet = ElementTree.fromstring(found["xl/worksheets/sheet2.xml"])
    # 34 rows are half a sheet of paper too many in letters of eleven points, and one in letters of eight.
    assert sheet.find(f".//{SHEET}pageSetUpPr").get("fitToPage") == "1"
    assert sheet.find(f"{SHEET}pageSetup").get("fitToHeight", "1") == "1"
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    said = [row for row in book.get_sheet_by_name("Sources et filtres").to_python() if "CCIM" in row]
    assert [row[:5] for row in said] == [["Une\u202f; Deux", "CCIM", "Page 1\u202f; Page 2", "2024", ""]]
    assert said[0][6] == "«\u202fTel quel\u202f»"
    # What is missing in a column of words is on their side, and every cell has its lines.
    styles = ElementTree.fromstring(found["xl/styles.xml"])
    of_cells = styles.find(f"{SHEET}cellXfs")
    used = {int(cell.get("s")) for cell in sheet.iter(f"{SHEET}c") if cell.get("r").startswith("B1")} - {0}
    words = [of_cells[rank] for rank in used if of_cells[rank].get("borderId") != "0"]
    assert words
    assert all(one.find(f"{SHEET}alignment").get("horizontal") != "right" for one in words)


def test_rows_of_the_workbook_are_as_high_as_their_words_and_print_above_seven_points(made):
    found = in_archive(made["reunion-xlsx"])
    shared = [
        "".join(part.text or "" for part in text.iter(f"{SHEET}t"))
        for text in ElementTree.fromstring(found["xl/sharedStrings.xml"])
    ]
    fonts = ElementTree.fromstring(found["xl/styles.xml"]).find(f"{SHEET}fonts")
    smallest = min(float(size.get("val")) for size in fonts.iter(f"{SHEET}sz"))
    sheets = [name for name in found if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) > 20
    wrapped = 0
    for name in sheets:
        sheet = ElementTree.fromstring(found[name])
        widths = widths_of(sheet)
        merged = {}
        for one in sheet.iter(f"{SHEET}mergeCell"):
            first, last = one.get("ref").split(":")
            merged[first] = sum(
                widths.get(number, 9.0) for number in range(column_of(first), column_of(last) + 1)
            )
        for row in sheet.iter(f"{SHEET}row"):
            for cell in row:
                if cell.get("t") != "s":
                    continue
                words = shared[int(cell.find(f"{SHEET}v").text)]
                room = merged.get(cell.get("r"), widths.get(column_of(cell.get("r")), 9.0))
                lines = math.ceil(len(words) / room)
                if lines > 1 and row.get("r") != "1":
                    wrapped += 1
                    assert float(row.get("ht", 15)) >= min(408, lines * 15), (name, words)
        setup = sheet.find(f"{SHEET}pageSetup")
        assert setup.get("orientation") == "landscape"
        room = {"9": 1026, "8": 1492}[setup.get("paperSize")]
        across = sum(width * 7 + 5 for width in widths.values())
        scale = float(setup.get("scale", 100)) / 100
        if sheet.find(f".//{SHEET}pageSetUpPr") is not None:
            # As wide as its paper, on so many sheets of paper, or on as many as that takes.
            across, down = room / across, {"9": 487, "8": 734}[setup.get("paperSize")]
            tall = sum(float(row.get("ht", 15)) for row in sheet.iter(f"{SHEET}row"))
            on = int(setup.get("fitToHeight", 1))
            scale = min(1, across, on * down / tall if on else 1)
        assert smallest * scale >= 7, name
    assert wrapped > 50
