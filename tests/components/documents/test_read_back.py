"""Documents read back with other libraries: they say the figures of the screen."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from components.documents import pdf, pictures, sheets, slides, workbook
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, absent, gather
from components.documents.tabular import table_of
from components.figures.blocks import Block, Choice, Figure, Gap, Table, View
from components.figures.pages import Contents, PageSpec, PageView, ViewSpec
from data import store
from data.journal.folds import agenda_of_day, decisions, empty_rows
from pages.meeting import documents as meeting
from pages.meeting import minutes
from pages.plan import sheet as action_sheet
from pages.registry import PAGES
from pages.sector import views as sector
from pages.training import sheet as territory_sheet

COVER = Cover("CEP Numérique Martinique", ("Secteur", "Périmètre\u202f: Martinique"))


@pytest.fixture(scope="module")
def page() -> ExportedPage:
    return gather(sector.CONTENTS, View("secteur"), store)


@pytest.fixture(scope="module")
def contrast(page: ExportedPage) -> Figure:
    """The chart of establishments and jobs by sub-sector: the strip of key figures before it has none."""
    found = next(part.figure for part in page.parts if part.block_id == "secteur-contraste")
    assert found is not None
    return found


@pytest.fixture(scope="module")
def deck(page: ExportedPage):  # type: ignore[no-untyped-def]
    from pptx import Presentation

    return Presentation(io.BytesIO(slides.presentation(COVER, [page])))


def words_of(slide) -> str:  # type: ignore[no-untyped-def]
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_the_native_chart_holds_the_establishments_and_jobs_of_the_deck(deck) -> None:  # type: ignore[no-untyped-def]
    charts = [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    plot = charts[0].plots[0]
    values = {series.name: dict(zip(plot.categories, series.values, strict=True)) for series in plot.series}
    programming = "Programmation et conseil"
    assert values["Établissements"][programming] == 896
    assert values["Salariés"][programming] == 497
    assert sum(values["Établissements"].values()) == 1522
    assert sum(values["Salariés"].values()) == 1814


def test_each_figure_slide_has_its_title_source_filters_and_number(deck, page: ExportedPage) -> None:  # type: ignore[no-untyped-def]
    by_title = {slide.shapes.title.text_frame.text: slide for slide in deck.slides}
    assert page.figures
    for part in page.figures:
        assert part.figure is not None
        found = [slide for title, slide in by_title.items() if title.startswith(part.figure.title)]
        assert found, part.figure.title
        words = words_of(found[0])
        assert "Source" in words
        around = part.block_id == "secteur-ailleurs"
        perimeter = "Outre-mer et France" if around else "Martinique entière"
        assert f"Périmètre\u202f: {perimeter}" in words
        kinds = [str(shape.placeholder_format.type) for shape in found[0].placeholders]
        assert any("SLIDE_NUMBER" in kind for kind in kinds)


def test_what_the_documents_do_not_say_is_named_on_a_slide(deck) -> None:  # type: ignore[no-untyped-def]
    last = words_of(deck.slides[len(deck.slides) - 1])
    assert "Établissements et salariés par territoire" in last
    assert "Insee (établissements, base Sirene)" in last


def test_the_workbook_holds_figures_as_figures_and_a_sheet_of_sources(page: ExportedPage) -> None:
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook([page])))
    assert book.sheet_names[-1] == "Sources et filtres"
    rows = book.get_sheet_by_name("Établissements et salariés").to_python()
    telecoms = next(row for row in rows if row[0] == "Télécommunications")
    assert telecoms[1:3] == [198, 974]
    sources = "\n".join(
        str(cell) for row in book.get_sheet_by_name("Sources et filtres").to_python() for cell in row
    )
    assert "FOCUS FILIERE NUMERIQUES" in sources
    assert "Périmètre\u202f: Martinique" in sources


def test_unknown_and_secret_cells_are_words_in_the_workbook() -> None:
    from python_calamine import CalamineWorkbook

    table = Table(
        pd.DataFrame({"Métier": ["a", "b"], "Projets": [12.0, None]}), {"Projets": "number"}, "secret"
    )
    part = replace(
        gather(sector.CONTENTS, View("secteur"), store).figures[0], figure=Figure("T", table=table)
    )
    made = workbook.workbook([ExportedPage("secteur", "Secteur", parts=(part,))])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(1).to_python()
    assert ["a", 12] in rows
    assert ["b", "secret"] in rows


def test_the_csv_opens_in_a_french_excel(contrast: Figure) -> None:
    table = table_of(contrast)
    assert table is not None
    content = workbook.delimited(table)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
    assert dict(zip(*rows[:2], strict=True)) == {
        "Sur le graphique": "Programmation et conseil",
        "Sous-secteur": "Programmation, conseil et autres activités informatiques",
        "Établissements": "896",
        "Salariés": "497",
        "Salariés par établissement": "0,555",
        "Domaine": "Services informatiques",
    }


def test_a_difference_of_fractions_is_in_points_in_the_workbook(page: ExportedPage) -> None:
    table = Table(pd.DataFrame({"Réponse": ["Tablette"], "Écart": [0.07]}), {"Écart": "points"})
    part = replace(page.figures[0], figure=Figure(title="Écarts", table=table))
    content = workbook.workbook([replace(page, parts=(part,))])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(1).to_python()
    assert [row[:2] for row in rows if row[0] == "Tablette"] == [["Tablette", pytest.approx(7.0)]]


def test_negative_figures_keep_their_sign_in_the_csv() -> None:
    table = Table(pd.DataFrame({"Écart": [-0.5, None], "Qui": ["-0,5", "x"]}), {"Écart": "points"})
    rows = workbook.delimited(table).decode("utf-8-sig").split("\r\n")
    assert rows[0] == "Écart (points);Qui"
    assert rows[1] == "-50;'-0,5"
    assert rows[2] == "non indiqué;x"


def test_figures_of_several_units_go_to_a_column_each_with_one_number_of_decimals() -> None:
    frame = pd.DataFrame(
        {
            "Chiffre": ["Sans salarié", "En 2017", "Coût", "Prises", "Budget"],
            "Valeur": [
                "3,3\u202f%",
                "2\u202f240\xa0établissements",
                "—",
                "près de 2\u202f000",
                "35 à 50\xa0M€",
            ],
            "Part": [0.5, 0.475, None, 1.0, 0.0],
            "Écart": [0.2, -0.055, 0.1, None, 0.0],
            "Coût": [5000, 0, None, 12.5, 1],
        }
    )
    table = Table(frame, {"Part": "share", "Écart": "points", "Coût": "keur"})
    rows = [line.split(";") for line in workbook.delimited(table).decode("utf-8-sig").split("\r\n")]
    none, unknown = "sans objet", "non indiqué"
    assert rows[0] == [
        "Chiffre", "Valeur (%)", "Valeur (établissements)", "Valeur (sans unité)", "Valeur (M€)",
        "Part (%)", "Écart (points)", "Coût (k€)",
    ]  # fmt: skip
    assert rows[1:6] == [
        ["Sans salarié", "3,3", none, none, none, "50,0", "20,0", "5000,0"],
        ["En 2017", none, "2240", none, none, "47,5", "-5,5", "0,0"],
        ["Coût", "—", "—", "—", "—", unknown, "10,0", unknown],
        ["Prises", none, none, "près de 2\u202f000", none, "100,0", unknown, "12,5"],
        ["Budget", none, none, none, "35 à 50", "0,0", "0,0", "1,0"],
    ]


def test_the_pdf_says_the_figures_of_the_screen(page: ExportedPage) -> None:
    from pypdf import PdfReader

    read = PdfReader(io.BytesIO(pdf.dossier(COVER, [page])))
    text = (
        "\n".join(sheet.extract_text() for sheet in read.pages).replace("\u202f", " ").replace("\u00a0", " ")
    )
    assert "1 522 établissements" in text
    assert "1 814" in text
    assert "896" in text
    # Landscape, and one page a figure beside the cover and the opening.
    assert read.pages[0].mediabox.width > read.pages[0].mediabox.height
    assert len(read.pages) == 2 + len(page.figures)


def test_pictures_carry_title_perimeter_and_source(page: ExportedPage, contrast: Figure) -> None:
    from PIL import Image

    long = replace(contrast, title=contrast.title + " & <b> " + "très long titre " * 12)
    svg = pictures.picture_svg(long, page.perimeter)
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", svg.split("</desc>")[1]))
    for word in (
        "Télécommunications",
        "&amp; &lt;b&gt;",
        "Périmètre",
        "FOCUS FILIERE NUMERIQUES",
        "896",
        "974",
    ):
        assert word in text, word
    assert text.count("très long titre") + text.count("très long") >= 12
    image = Image.open(io.BytesIO(pictures.picture_png(long, page.perimeter)))
    assert image.width == 2400
    assert image.height > 1200


def test_a_chart_sent_to_a_dark_screen_leaves_as_a_light_picture(contrast: Figure) -> None:
    from components.screen.cards import ready

    shown = ready(contrast, "projection", dark=True)
    assert isinstance(shown, Figure)
    assert pictures.picture_svg(shown) == pictures.picture_svg(contrast)


def test_the_minutes_have_agenda_decisions_figures_and_sources(page: ExportedPage, held) -> None:
    from docx import Document

    agenda = agenda_of_day(empty_rows(), store.load("agenda"))
    noted = decisions(empty_rows()).reindex([0])
    noted = noted.assign(
        type="decision", text="Relancer la CCIM", who="CTM", status="adopted",
        agenda_item=agenda["item_id"][1], open=False,
        due=pd.Timestamp("2026-12-01"), page="secteur", figure="x",
    )  # fmt: skip
    document = Document(io.BytesIO(minutes.minutes(held("CEP", agenda, noted), page.figures[:2])))
    headings = [p.text for p in document.paragraphs if p.style and str(p.style.name).startswith("Heading")]
    assert headings[:4] == ["Présences", "Ordre du jour", "Décisions, par point", agenda["item"][1]]
    assert headings[4] == "Qui fait quoi, et pour quand"
    assert "Annexe\u202f: sources" in headings
    cells = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows]
    decision = next(row for row in cells if row[0] == "Décision")
    assert decision[1].startswith("Relancer la CCIM")
    assert decision[2:4] == ["CTM", "1er décembre 2026"]
    assert ["1", "Etat des lieux", "non indiqué", "à fixer", "non traité"] in cells
    assert any("FOCUS FILIERE" in cell for row in cells for cell in row)
    assert len(document.inline_shapes) == 1


def test_minutes_without_anything_noted_say_so(held) -> None:
    from docx import Document

    document = Document(io.BytesIO(minutes.minutes(held())))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "Aucune décision notée." in words
    assert "Aucun point à l’ordre du jour." in words


def test_the_sheet_of_a_territory_is_one_page_and_restates_its_filters() -> None:
    from pypdf import PdfReader

    frames = [store.load(name) for name in territory_sheet.DATASETS]
    view = View("formations", territory="Centre", domain="Cybersécurité", domain_id="cybersecurite")
    read = PdfReader(io.BytesIO(sheets.sheet_pdf(territory_sheet.territory(view, *frames), COVER)))
    text = read.pages[0].extract_text().replace("\u202f", " ").replace("\u00a0", " ")
    assert len(read.pages) == 1
    assert "Périmètre : Centre · Cybersécurité" in text
    assert "150 642" in text  # Fort-de-France, Le Lamentin, Saint-Joseph, Schœlcher
    assert "la formation continue ne sont pas chargés" in text.replace("\n", " ")
    assert "Ce que les documents ne donnent pas par territoire" in text
    # The whole island goes on over a second page rather than in letters that nobody reads.
    read = PdfReader(
        io.BytesIO(sheets.sheet_pdf(territory_sheet.territory(View("formations"), *frames), COVER))
    )
    sizes: set[float] = set()

    def measured(text: str, cm: list[float], tm: list[float], font: object, size: float) -> None:
        sizes.update({size * abs(tm[3] * cm[3])} if text.strip() else ())

    pages = [one.extract_text(visitor_text=measured) for one in read.pages]
    assert len(pages) == 2
    assert min(sizes) >= 7
    assert "Ce que les documents ne donnent pas par territoire" in pages[1]


def test_every_action_of_the_plan_has_a_sheet_of_one_page() -> None:
    from pypdf import PdfReader

    frames = [store.load(name) for name in action_sheet.DATASETS]
    for action_id in ("A01", "A07", "A19"):
        read = PdfReader(
            io.BytesIO(sheets.sheet_pdf(action_sheet.action(View("schema"), action_id, *frames), COVER))
        )
        text = read.pages[0].extract_text().replace("\u202f", " ")
        assert len(read.pages) == 1
        assert action_id in text
        assert "Aucun suivi saisi." in text
    assert "5 000 k€" in text


def broken(view: View, *frames: pd.DataFrame) -> Figure:
    raise ZeroDivisionError("boum")


def undrawable(view: View) -> Figure:
    return Figure("Une figure que rien ne dessine", chart=object())


def nothing(view: View) -> None:
    return None


def unknown(view: View) -> Gap:
    return Gap("Une donnée absente", holder="AKTO")


def one_view(name: str, *blocks: Block, **more: Any) -> Contents:
    """A page of one view."""
    page = PageSpec(name, "sector", "Secteur", "", "Que pèse le secteur ?", (ViewSpec("vue", "Vue"),))
    return Contents(page, (PageView("vue", blocks),), **more)


FAILING = one_view(
    "secteur",
    *(
        *sector.CONTENTS.blocks[:2],
        Block("casse", "Bloc cassé", broken),
        Block("sans-dessin", "Bloc sans dessin", undrawable),
        Block("sans-donnee", "Bloc vide", nothing),
        Block("lacune", "Bloc absent", unknown),
        Block("jeu-absent", "Jeu qui n’existe pas", broken, ("nowhere",)),
    ),
    headline=broken,
)


def test_what_fails_is_named_in_each_document_and_the_rest_goes_on(held) -> None:
    from docx import Document
    from pptx import Presentation
    from pypdf import PdfReader
    from python_calamine import CalamineWorkbook

    page = gather(FAILING, View("secteur"), store)
    pages = [page, absent(PAGES["maturite"])]
    deck = Presentation(io.BytesIO(slides.presentation(COVER, pages)))
    said = "\n".join(words_of(slide) for slide in deck.slides)
    read = PdfReader(io.BytesIO(pdf.dossier(COVER, pages)))
    printed = " ".join(" ".join(sheet.extract_text() for sheet in read.pages).split())
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook.workbook(pages)))
    cells = "\n".join(str(c) for row in book.get_sheet_by_name("Sources et filtres").to_python() for c in row)
    for words in (said, printed, cells):
        for heading in ("Bloc cassé", "Bloc vide", "Une donnée absente", "Jeu qui n’existe pas", "Maturité"):
            assert heading in words, heading
        assert "boum" not in words
    assert "Bloc sans dessin" in said
    assert "Bloc sans dessin" in printed
    assert any(shape.has_chart for slide in deck.slides for shape in slide.shapes)
    document = Document(io.BytesIO(minutes.minutes(held(), page.parts)))
    written = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Bloc cassé" in written
    assert "Bloc sans dessin" in written


def test_the_fallback_folder_holds_the_meeting_twice_and_names_absent_pages() -> None:
    from pptx import Presentation

    def view_of(page: str, asked: object) -> View:
        if page == "secteur":
            raise KeyError("communes")
        return View(page)

    pages = meeting.gather_meeting({"secteur": sector.CONTENTS}, view_of, store)
    agenda = agenda_of_day(empty_rows(), store.load("agenda"))
    made = meeting.fallback(meeting.Meeting(COVER, pages, agenda, decisions(empty_rows())))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.namelist() == ["cep-numerique_reunion.pptx", "cep-numerique_reunion.pdf"]
        deck = Presentation(io.BytesIO(archive.read("cep-numerique_reunion.pptx")))
        assert archive.read("cep-numerique_reunion.pdf").startswith(b"%PDF")
    said = "\n".join(words_of(slide) for slide in deck.slides)
    assert "1\u202f522" in said
    assert "La page «\u202fMaturité\u202f» n’a pas pu être produite." in said


def test_a_figure_discussed_comes_back_with_the_filters_it_was_seen_with() -> None:
    asked: list[dict[str, list[str]]] = []

    def view_of(page: str, chosen: dict[str, list[str]]) -> View:
        asked.append(chosen)
        return View(page, domain=chosen["domaine"][0], domain_id="telecommunications")

    seen = gather(
        sector.CONTENTS,
        View("secteur", domain="Télécommunications", domain_id="telecommunications"),
        store,
    ).figures[1]
    assert seen.figure is not None
    assert "Télécommunications" in seen.figure.caution
    noted = pd.DataFrame(
        {
            "page": ["secteur", "secteur"],
            "query": ["domaine=T%C3%A9l%C3%A9communications"] * 2,
            "figure": [seen.figure.title, "Un titre d’avant"],
        }
    )
    found = meeting.discussed(noted, {"secteur": sector.CONTENTS}, view_of, store)  # type: ignore[arg-type]
    assert asked == [{"domaine": ["Télécommunications"]}]
    assert found[0].figure is not None
    assert found[0].figure.caution == seen.figure.caution
    assert found[1].failure is not None


def test_a_choice_is_restated_only_when_it_is_not_the_default() -> None:
    choice = Choice("niveau", "Niveau", ("Tous", "Bac+2"))
    contents = one_view("secteur", Block("b", "B", lambda view: Figure("T"), choices=(choice,)))
    assert gather(contents, View("secteur"), store).parts[0].choices == ""
    chosen = gather(contents, View("secteur", choices={"niveau": "Bac+2"}), store).parts[0].choices
    assert chosen == "Niveau\u202f: Bac+2"


def test_the_slides_of_a_page_have_no_space_that_may_end_a_line_before_a_mark(deck) -> None:  # type: ignore[no-untyped-def]
    said = [line for slide in deck.slides for line in words_of(slide).splitlines() if line.strip()]
    assert len(said) > 20
    assert [line for line in said if re.search(r" [;:!?%»]|« ", line)] == []
