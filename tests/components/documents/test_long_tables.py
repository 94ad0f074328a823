"""A table of 100,000 rows is whole in Excel; slides and PDF hold its first rows and say so."""

import io

import pandas as pd
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from components.documents import pdf, slides, workbook
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart
from components.figures.blocks import Figure, Table

ROWS = 100_000
SAID = "Les 500 premières lignes sur 100 000 lignes : le classeur Excel les contient toutes."
FRAME = pd.DataFrame({"Offre": [f"offre {rank}" for rank in range(ROWS)]})
PAGE = ExportedPage(
    "formations",
    "Formations",
    parts=(ExportedPart("b", "Offres", figure=Figure("Offres", table=Table(FRAME), table_first=True)),),
)


def plain(text):
    return " ".join(text.split())


def test_slides_and_pdf_hold_the_first_500_rows_and_say_it():
    from pptx import Presentation

    deck = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [PAGE])))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert sum(len(table.rows) - 1 for table in tables) == 500
    words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(SAID in plain(text) for text in words)
    paper = [
        plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf.dossier(Cover("CEP"), [PAGE]))).pages
    ]
    assert any("offre 499" in text for text in paper)
    assert not any("offre 500" in text for text in paper)
    assert SAID in " ".join(paper)


def test_excel_holds_every_row():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook([PAGE])))
    cells = {str(row[0]) for row in book.get_sheet_by_name("Offres").to_python()}
    assert {f"offre {ROWS - 1}", "offre 0"} <= cells
