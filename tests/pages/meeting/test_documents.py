"""What « Séance » hands over: the views of the agenda, the tracking, this meeting’s notes, and files."""

import datetime as dt
import io
import re
import zipfile

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from data.journal.folds import Change, meeting
from pages.meeting import attachments
from tests.pages.meeting.writing import SOMEONE, save

pytestmark = pytest.mark.usefixtures("own_home")


def png():
    content = io.BytesIO()
    Image.new("RGB", (4, 3), "navy").save(content, "PNG")
    return content.getvalue()


def fields(kind, subject, **values):
    return [Change(kind, subject, name, value) for name, value in values.items()]


def taken(app, key, pages=()):
    """The document behind a button of « Documents », for these pages."""
    app.multiselect(key="documents-pages").set_value(list(pages)).run()
    app.button(key=f"seance-make-{key}").click().run(timeout=120)
    assert not app.exception
    return app.session_state["_prepared_document"][2]


def slides(content):
    return "\n".join(
        shape.text_frame.text
        for slide in Presentation(io.BytesIO(content)).slides
        for shape in slide.shapes
        if shape.has_text_frame
    )


def sheets(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_the_documents_of_the_meeting_carry_the_tracking_once_something_is_typed(open_page):
    def cells():
        book = sheets(taken(app, "reunion-xlsx", ["Schéma"]))
        return [cell for rows in book.values() for row in rows for cell in row]

    app = open_page("meeting", "documents")
    assert 123.5 not in cells()
    save(Change("budget", "A01", "committed", "123.5", 2025))
    app = open_page("meeting", "documents")
    assert 123.5 in cells()
    total = "123,5\u202fk€ engagés · 1\xa0action renseignée sur 23"
    assert total in slides(taken(app, "reunion-pptx", ["Schéma"]))
    pdf = PdfReader(io.BytesIO(taken(app, "reunion-pdf", ["Schéma"])))
    assert "".join(total.split()) in re.sub(r"\s", "", "".join(page.extract_text() for page in pdf.pages))


def test_some_pages_only_can_be_asked_for_and_the_others_are_not_said_to_be_missing(open_page):
    said = slides(taken(open_page("meeting", "documents"), "reunion-pptx", ["Secteur"]))
    assert "1\u202f522" in said
    assert "Maturité" not in said
    assert "n’a pas pu être produite" not in said


def test_an_item_with_filters_of_its_own_has_its_own_view_in_the_documents(open_page):
    save(*fields("agenda", "etat-des-lieux", query="domaine=T%C3%A9l%C3%A9communications"))
    said = slides(taken(open_page("meeting", "documents"), "reunion-pptx", ["Secteur"]))
    assert "Secteur · Périmètre\u202f: Martinique · Télécommunications" in said
    assert "Secteur · Périmètre\u202f: Martinique · tous les domaines" in said


def test_the_minutes_are_those_of_the_last_meeting_and_name_what_earlier_ones_left_open(open_page):
    save(*fields("decision", "d-1", type="action", text="Restée ouverte", meeting="2026-01-01"))
    save(
        *fields("decision", "d-2", type="decision", text="Réglée avant", meeting="2026-01-01", status="done")
    )
    save(*meeting.start("2026-02-01", "akto", dt.datetime.now(dt.UTC)))
    save(
        *fields(
            "decision", "d-3", type="decision", text="Prise ici", meeting="2026-02-01", agenda_item="akto"
        )
    )
    document = Document(io.BytesIO(taken(open_page("meeting", "documents"), "compte-rendu")))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    headings = [found.text for found in document.paragraphs if found.style.name.startswith("Heading")]
    assert "Prise ici" in cells
    assert "Restée ouverte" in cells
    assert "Réglée avant" not in cells
    assert headings.index("Suites des réunions précédentes") > headings.index(
        "Besoins en compétences\u202f: AKTO"
    )


def test_a_note_taken_on_a_screen_without_a_figure_costs_the_minutes_no_false_failure(open_page, monkeypatch):
    on_screen = []
    monkeypatch.setattr("pages.meeting.notes.button", lambda *given, figure=None: on_screen.append(figure))
    open_page("sector", projection="oui", etape="1")
    assert on_screen[-1] is None
    open_page("sector", projection="oui", etape="2")
    assert on_screen[-1]


def test_a_pillar_discussed_under_its_projected_title_is_in_the_minutes(open_page):
    note = {"type": "decision", "text": "Suivre", "page": "schema", "figure": "Smart Island"}
    save(*fields("decision", "d-1", **note))
    document = Document(io.BytesIO(taken(open_page("meeting", "documents"), "compte-rendu")))
    headings = [found.text for found in document.paragraphs if found.style.name.startswith("Heading")]
    assert "Smart Island" in headings
    assert "Ce qui n’a pas pu être produit" not in headings


def test_the_fallback_folder_holds_what_speakers_brought_the_agenda_and_the_notes(open_page, tmp_path):
    file_id = attachments.keep(tmp_path / "documents", "Affiche d’été.png", png(), SOMEONE)
    save(*fields("agenda", "akto", attachments=f"{file_id},0123456789ab-perdu.pdf"))
    save(*fields("decision", "d-1", type="decision", text="Une décision de ce jour"))
    app = open_page("meeting", "documents")
    folder = zipfile.ZipFile(io.BytesIO(taken(app, "secours")))
    assert folder.read("documents/06-Affiche-d-été.png") == png()
    assert "n’est plus dans le dossier" in folder.read("documents/06-perdu.pdf-manquant.txt").decode(
        "utf-8-sig"
    )
    deck = Presentation(io.BytesIO(folder.read("cep-numerique_reunion.pptx")))
    cells = [
        cell.text
        for slide in deck.slides
        for shape in slide.shapes
        if shape.has_table
        for row in shape.table.rows
        for cell in row.cells
    ]
    assert "Schéma numérique de Martinique" in cells
    # One note makes no table.
    assert "Texte\u202f: Une décision de ce jour" in slides(folder.read("cep-numerique_reunion.pptx"))
    # The figures that are on screen.
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    values = [set(series.values) for chart in charts for series in chart.plots[0].series]
    assert {896, 198, 169, 140, 62, 39, 18} in values
    assert {497, 974, 111, 121, 85, 9, 17} in values
    sheets = PdfReader(io.BytesIO(folder.read("cep-numerique_reunion.pdf"))).pages
    printed = re.sub(r"\s", "", "".join(sheet.extract_text() for sheet in sheets))
    for figure in ("1522", "1814", "16890k€", "59%", "47,5%"):
        assert figure in printed
