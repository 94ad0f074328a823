"""Long tables and long words: what slides and PDF hold of them, in letters that paper shows."""

import io

import pandas as pd
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from components.documents import pdf, slide_texts, slides, workbook
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart
from components.figures.blocks import Evidence, Figure, Native, Passage, Table

ROWS = 100_000
SAID = "Les {} premières lignes sur 100 000 lignes : le classeur Excel les contient toutes."
FRAME = pd.DataFrame({"Offre": [f"offre {rank}" for rank in range(ROWS)]})
PAGE = ExportedPage(
    "formations",
    "Formations",
    parts=(ExportedPart("b", "Offres", figure=Figure("Offres", table=Table(FRAME), table_first=True)),),
)


def plain(text):
    return " ".join(text.split())


def test_slides_hold_the_first_40_rows_and_a_pdf_the_first_500_and_both_say_it():
    from pptx import Presentation

    deck = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [PAGE])))
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert sum(len(table.rows) - 1 for table in tables) == 40
    words = [shape.text_frame.text for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    assert any(SAID.format(40) in plain(text) for text in words)
    paper = [
        plain(page.extract_text()) for page in PdfReader(io.BytesIO(pdf.dossier(Cover("CEP"), [PAGE]))).pages
    ]
    assert any("offre 499" in text for text in paper)
    assert not any("offre 500" in text for text in paper)
    assert SAID.format(500) in " ".join(paper)


def test_excel_holds_every_row():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook([PAGE])))
    cells = {str(row[0]) for row in book.get_sheet_by_name("Offres").to_python()}
    assert {f"offre {ROWS - 1}", "offre 0"} <= cells


def test_an_address_is_broken_rather_than_the_words_and_the_letters_of_other_columns():
    address = "https://www.exemple.fr/" + "unmotsansfin" * 8
    frame = pd.DataFrame(
        {"Document": ["Rapport annuel"] * 2, "Adresse": [address] * 2, "Année": ["2024"] * 2}
    )
    for rank in range(6):
        frame[f"Colonne {rank}"] = "indiqué"
    names = list(frame)
    widths = dict(zip(names, slide_texts._widths(names, frame.to_numpy().tolist(), 12, 10), strict=True))
    assert widths["Document"] > len("Document") * 10 * 0.58 / 72
    assert widths["Année"] > len("Année") * 10 * 0.58 / 72
    page = ExportedPage("p", "P", parts=(ExportedPart("b", "B", figure=Figure("B", table=Table(frame))),))
    read = PdfReader(io.BytesIO(pdf.dossier(Cover("CEP"), [page]))).pages[-1]
    sizes = set()
    read.extract_text(
        visitor_text=lambda text, cm, tm, font, size: (
            sizes.add(size * abs(tm[3] * cm[3])) if text.strip() else None
        )
    )
    assert min(sizes) >= 7


def test_a_slide_is_written_in_one_ink_and_names_its_sources_in_letters_of_nine_points_or_more():
    from pptx import Presentation

    places = [f"Un tableau dont le titre est long, numéro {rank}" for rank in range(40)]
    cited = tuple(
        Evidence("CCIM", place, "2024", f"base {rank % 2}", wording="cité")
        for rank, place in enumerate(places)
    )
    figure = Figure("B", passages=(Passage("Freins", ("Le coût.", "Le temps.")),), evidence=cited)
    page = ExportedPage("p", "P", "Où ?", parts=(ExportedPart("b", "B", figure=figure),))
    cover, slide = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [page]))).slides
    assert cover.shapes.title.text_frame.text == "CEP"
    boxes = {shape.name: shape.text_frame for shape in slide.shapes if shape.has_text_frame}
    source = boxes["Source"].paragraphs[0]
    assert (
        source.text
        == "Sources\u202f: CCIM, 2024 · base 0 · lu dans la source — CCIM, 2024 · base 1 · lu dans la source"
    )
    assert source.font.size.pt >= 9
    assert places[39] in slide.notes_slide.notes_text_frame.text
    (said,) = [frame for frame in boxes.values() if "Le coût." in frame.text]
    assert [str(one.font.color.rgb) for one in said.paragraphs] == ["1F2937"] * 3


def test_a_row_alone_is_said_in_sentences_on_paper_too():
    figure = Figure(
        "Aujourd’hui",
        table=Table(pd.DataFrame({"Habitants": [347838], "Lieu": ["Sud"]}), {"Habitants": "number"}),
    )
    page = ExportedPage("p", "P", parts=(ExportedPart("b", "B", figure=figure),))
    paper = PdfReader(io.BytesIO(pdf.dossier(Cover("CEP"), [page]))).pages[-1].extract_text()
    assert "Habitants : 347 838" in plain(paper)


def test_a_part_of_nought_in_a_stacked_bar_has_no_figure_nor_a_slide_of_a_chart_the_rows_behind_it():
    from pptx import Presentation

    parts = Native("stacked-bar", ("Pistes",), {"Avec": (0.0,), "Sans": (9.0,)})
    figure = Figure("Liens", native=parts, alt="9 sans", table=Table(FRAME.head(50)))
    page = ExportedPage("p", "P", parts=(ExportedPart("b", "B", figure=figure),))
    slide = Presentation(io.BytesIO(slides.presentation(Cover("CEP"), [page]))).slides[1]
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    # The long table behind a chart is not on its slide: nothing of it is left out there.
    assert not any(
        "premières lignes" in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
    )
    for series in chart.plots[0].series:
        assert series.data_labels.number_format.startswith('[=0]"";')
