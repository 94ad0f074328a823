"""What people type can be anything: in documents it stays text."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace

import pandas as pd
import pytest

from components.documents import pdf, pictures, slides, template, workbook
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart
from components.documents.text import file_name, printable, slug, wrapped
from components.figures.blocks import Evidence, Figure, Number, Passage, Table
from pages.meeting import minutes

TEXTS = (
    '=HYPERLINK("http://exemple.invalid","clic")',
    "@SUM(A1:A9)",
    "+33 6",
    "-1+1|cmd",
    "<script>alert(1)</script>",
    "</text></svg><image href='http://exemple.invalid/x.png'/>",
    '#sys.exit() #read("data.json") $x$ *gras* _a_ `b` @ref <label>',
    "\\input{/etc/passwd} \\write18{ls}",
    "{{ 7*7 }} ${jndi:ldap://x} %s %n",
    '{ DDEAUTO c:\\\\windows "x" } «MERGEFIELD»',
    "&#x41; &amp; ]]> <!-- --> <?xml ?>",
    "Contrôle\x00\x07\x1b[31m et \ud800 seul \ufffe fin",
    "droite \u202e à gauche",
    "😀 œ é ’ « oui » 1\u202f522\u00a0k€",
)
ALL = " ".join(TEXTS)


def framed(text: str) -> str:
    """Text as a frame can hold it: a frame refuses lone surrogates by itself."""
    return text.replace("\ud800", "")


def hostile(text: str) -> Figure:
    cell = framed(text)
    return Figure(
        title=text,
        subtitle=text,
        numbers=(Number(text[:12], text, text),),
        passages=(Passage(text, (text, text), speaker=text),),
        table=Table(pd.DataFrame({"Texte": [cell, cell], cell: [1.0, None]}), {cell: "number"}),
        table_first=True,
        evidence=(Evidence(text, text, "2025", text, wording=text, note=text, url="http://exemple.invalid"),),
        caution=text,
        explanation=text,
    )


def page_of(text: str) -> ExportedPage:
    part = ExportedPart("bloc", text, figure=hostile(text), choices=text)
    return ExportedPage("secteur", text, text, text, (text,), (part,), (text,))


def readable(text: str) -> str:
    return "".join(printable(text).split())


@pytest.mark.parametrize("text", TEXTS)
def test_slides_show_the_text_as_typed(text: str) -> None:
    from pptx import Presentation

    deck = Presentation(io.BytesIO(slides.presentation(Cover(text, (text,)), [page_of(text)])))
    said = "".join(
        "".join(shape.text_frame.text.split()) for slide in deck.slides for shape in slide.shapes
        if shape.has_text_frame
    )  # fmt: skip
    assert said.count(readable(text)) >= 5
    links = [run for s in deck.slides for x in s.shapes if x.has_text_frame for p in x.text_frame.paragraphs
             for run in p.runs if run.hyperlink.address]  # fmt: skip
    assert links == []


@pytest.mark.parametrize("text", TEXTS)
def test_the_pdf_shows_the_text_as_typed(text: str) -> None:
    from pypdf import PdfReader

    made = pdf.dossier(Cover(text, (text,), problems=(text,)), [page_of(text)])
    read = "".join("".join(sheet.extract_text().split()) for sheet in PdfReader(io.BytesIO(made)).pages)
    # Glyphs of other directions and pictograms are not text that a PDF gives back in order.
    wanted = readable(text) if text.isascii() else readable(text.split(" ")[-1])
    assert wanted in read


def test_the_workbook_has_neither_formula_nor_link_out_of_it() -> None:
    from python_calamine import CalamineWorkbook

    made = workbook.workbook([page_of(text) for text in TEXTS])
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            content = archive.read(name)
            assert b"<f>" not in content, name
            assert b"relationships/hyperlink" not in content, name
    book = CalamineWorkbook.from_filelike(io.BytesIO(made))
    assert len(set(book.sheet_names)) == len(TEXTS) + 2
    cells = {str(cell) for row in book.get_sheet_by_index(1).to_python() for cell in row}
    assert TEXTS[0] in cells


def test_the_csv_starts_dangerous_texts_with_an_apostrophe() -> None:
    made = workbook.delimited(Table(pd.DataFrame({"=T": [*map(framed, TEXTS), "\tx", "\r=1", " =1"]})))
    rows = [row[0] for row in csv.reader(io.StringIO(made.decode("utf-8-sig")), delimiter=";")]
    assert rows[0] == "'=T"
    for row in rows:
        assert not row.lstrip().startswith(("=", "+", "-", "@")), row
    assert rows[1] == "'" + TEXTS[0]


def test_two_long_titles_full_of_signs_that_excel_refuses_make_two_sheets() -> None:
    from python_calamine import CalamineWorkbook

    title = "Point 1/2 : [suite] * quoi ? / fin : oui"
    assert len(title) == 40
    parts = tuple(
        ExportedPart(f"bloc-{rank}", title, figure=replace(hostile("Texte"), title=title)) for rank in (1, 2)
    )
    made = workbook.workbook([replace(page_of("Texte"), parts=parts)])
    assert CalamineWorkbook.from_filelike(io.BytesIO(made)).sheet_names == [
        workbook.CONTENTS_SHEET,
        "Point 1 2, suite quoi fin, oui",
        "Point 1 2, suite quoi fin 2",
        workbook.SOURCES_SHEET,
    ]


def test_codes_stay_whole_in_csv_and_in_excel() -> None:
    from python_calamine import CalamineWorkbook

    table = Table(pd.DataFrame({"Commune": ["97209", "97201"], "Code": ["0201", "0001"]}))
    assert workbook.delimited(table).decode("utf-8-sig").split("\r\n")[1] == "97209;0201"
    part = ExportedPart("bloc", "Codes", figure=Figure("Codes", table=table, table_first=True))
    made = workbook.workbook([replace(page_of("Texte"), parts=(part,))])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_name("Codes").to_python()
    assert ["97209", "0201"] in [row[:2] for row in rows]


@pytest.mark.parametrize("text", TEXTS)
def test_the_minutes_show_the_text_as_typed(text: str, held) -> None:
    from docx import Document

    cell = framed(text)
    agenda = pd.DataFrame(
        {"item_id": ["a"], "position": [1], "item": [cell], "speaker": [cell], "minutes": [None]}
    )
    noted = pd.DataFrame(
        {"type": ["decision"], "text": [cell], "who": [cell], "due": [pd.NaT], "status": ["open"],
         "open": [True], "agenda_item": ["a"], "page": [None],
         "figure": [cell], "vote": [None], "carried_by": [None]}
    )  # fmt: skip
    made = minutes.minutes(held(text, agenda, noted), page_of(text).parts)
    document = Document(io.BytesIO(made))
    cells = {readable(c.text) for table in document.tables for row in table.rows for c in row.cells}
    assert readable(text) in cells
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml")
    assert b"fldSimple" not in body
    assert b"instrText" not in body
    assert b"w:hyperlink" not in body


@pytest.mark.parametrize("text", TEXTS)
def test_a_picture_holds_the_text_and_nothing_else(text: str) -> None:
    import altair as alt
    from lxml import etree

    chart = alt.Chart(pd.DataFrame({"x": [1], "n": [printable(text)]})).mark_bar().encode(x="x:Q", y="n:N")
    figure = replace(hostile(text), chart=chart, alt=text)
    svg = pictures.picture_svg(figure, text)
    tree = etree.fromstring(svg.encode("utf-8"))
    kinds = {etree.QName(element).localname for element in tree.iter() if isinstance(element.tag, str)}
    assert not kinds & {"script", "image", "a", "foreignObject"}
    assert readable(text) in readable("".join(tree.itertext()))


def test_names_of_files_are_plain_letters_and_say_page_and_filters() -> None:
    assert file_name(("secteur", "Cybersécurité"), "pptx") == "cep-numerique_secteur_cybersecurite.pptx"
    assert (
        file_name(("../../etc", "", "L’Ajoupa-Bouillon"), "pdf") == "cep-numerique_etc_l-ajoupa-bouillon.pdf"
    )
    assert slug("Schœlcher") == "schoelcher"
    assert len(file_name(("é" * 500,), "xlsx")) <= 126


def test_no_word_is_lost_when_a_text_is_wrapped() -> None:
    text = "un deux\u202f: trois " + "x" * 50 + " quatre"
    lines = wrapped(text, 12)
    assert max(map(len, lines)) <= 12
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_a_long_passage_goes_on_over_slides_and_loses_nothing() -> None:
    from pptx import Presentation

    sentences = tuple(f"Phrase {rank} " + "mot " * 60 + f"fin{rank}." for rank in range(1, 31))
    part = ExportedPart("b", "Long", figure=Figure("Un long texte", passages=(Passage("Titre", sentences),)))
    deck = Presentation(
        io.BytesIO(slides.presentation(Cover("C"), [ExportedPage("secteur", "Secteur", parts=(part,))]))
    )
    said = " ".join(s.text_frame.text for slide in deck.slides for s in slide.shapes if s.has_text_frame)
    assert len(deck.slides) > 4
    for rank in range(1, 31):
        assert f"fin{rank}." in said


def test_a_long_table_has_its_headers_on_every_slide() -> None:
    from pptx import Presentation

    frame = pd.DataFrame(
        {"N°": [str(rank) for rank in range(40)], "Valeur": [float(rank) for rank in range(40)]}
    )
    figure = Figure("Table", table=Table(frame, {"Valeur": "number"}), table_first=True)
    part = ExportedPart("b", "Table", figure=figure)
    made = slides.presentation(Cover("C"), [ExportedPage("secteur", "Secteur", parts=(part,))])
    tables = [s.table for slide in Presentation(io.BytesIO(made)).slides for s in slide.shapes if s.has_table]
    assert len(tables) == 4
    assert all(table.cell(0, 1).text == "Valeur" for table in tables)
    assert sum(len(table.rows) - 1 for table in tables) == 40


def test_the_user_s_own_template_is_followed_and_a_damaged_one_is_told() -> None:
    from pptx import Presentation
    from pptx.util import Inches

    own = Presentation()  # 4:3, the layouts that come with PowerPoint
    own.slides.add_slide(own.slide_layouts[0]).shapes.title.text = "Diapositive d’exemple"
    content = io.BytesIO()
    own.save(content)
    followed = Presentation(
        io.BytesIO(slides.presentation(Cover("C"), [page_of("Texte")], template=content.getvalue()))
    )
    assert followed.slide_width == Inches(10)
    titles = [slide.shapes.title.text_frame.text for slide in followed.slides]
    assert "Diapositive d’exemple" not in titles
    assert titles[0] == "C"
    replaced = Presentation(
        io.BytesIO(slides.presentation(Cover("C"), [page_of("Texte")], template=b"pas un modele"))
    )
    said = " ".join(s.text_frame.text for slide in replaced.slides for s in slide.shapes if s.has_text_frame)
    assert template.FILE_NAME in said
    assert "fichier abîmé, ou d’un autre format" in said


def test_everything_typed_together_still_opens(held) -> None:
    from pptx import Presentation

    assert Presentation(io.BytesIO(slides.presentation(Cover(ALL), [page_of(ALL)]))).slides
    assert pdf.dossier(Cover(ALL), [page_of(ALL)]).startswith(b"%PDF")
    assert minutes.minutes(held(ALL), page_of(ALL).parts)
