"""Word: the minutes of the meeting. Agenda, decisions by item, figures discussed, appendix of sources."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from typing import Any

import pandas as pd

from components.documents import pictures
from components.documents.cover import Cover
from components.documents.gather import ExportedPage, ExportedPart, reason_of
from components.documents.tabular import table_of
from components.documents.text import labelled, one_line, plain_words, printable, sources_line
from components.figures.blocks import CERTAINTY_WORDS, Figure, source_lines
from components.figures.table_words import written
from data.french.formats import count, day, is_unknown, measure
from pages.meeting.words import status_word, type_word
from pages.registry import PAGES

log = logging.getLogger(__name__)

NO_DECISION = "Aucune décision notée."


def minutes(
    cover: Cover,
    agenda: pd.DataFrame,
    decisions: pd.DataFrame,
    figures: Sequence[ExportedPart] = (),
    *,
    earlier: pd.DataFrame | None = None,
    pages: Sequence[ExportedPage] = (),
    problems: Sequence[str] = (),
) -> bytes:
    """The .docx of the minutes; both frames may be empty.

    ``agenda``: columns item_id, position, item, speaker, minutes: ``data.journal.folds.agenda_of_day``.
    ``decisions``: columns type, text, who, due, status, agenda_item (an item_id), page, figure (its title):
    ``data.journal.folds.decisions``. ``figures`` were discussed: drawn with their chart or table.
    ``earlier``: like ``decisions``, what earlier meetings left open. ``pages`` are those whose documents the
    appendix cites beside them.
    """
    from docx import Document
    from docx.shared import Cm, Pt

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.2)
    section.top_margin = section.bottom_margin = Cm(2)
    document.styles["Normal"].font.name = "Arial"
    document.styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        _french_heading(document.styles[name])
    properties = document.core_properties
    properties.author, properties.language = "CEP Numérique Martinique", "fr-FR"
    properties.title, properties.comments = f"Compte rendu\u202f: {cover.title}"[:250], ""
    failures = [*cover.problems, *problems]
    _opening(document, cover)
    _agenda(document, agenda)
    _decisions(document, agenda, decisions)
    if earlier is not None and not earlier.empty:
        document.add_heading("Suites des réunions précédentes", 1)
        _noted(document, "À suivre", earlier)
    if figures:
        document.add_heading("Figures discutées", 1)
    for part in figures:
        if part.figure is None:
            failures.append(
                labelled(part.heading, part.failure or "aucune figure pour les filtres en vigueur.")
            )
            continue
        kept = len(document.element.body)
        try:
            _figure(document, part, part.figure)
        except Exception as error:
            log.exception("block %r could not be put in the minutes", part.block_id)
            for element in list(document.element.body)[kept - 1 : -1]:
                document.element.body.remove(element)
            failures.append(labelled(part.heading, reason_of(error)))
    _appendix(document, [*figures, *(part for page in pages for part in page.figures)])
    if failures:
        document.add_heading("Ce qui n’a pas pu être produit", 1)
        for words in failures:
            document.add_paragraph(one_line(words), style="List Bullet")
    _page_numbers(section, cover.title)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _french_heading(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = "Arial"
    style.font.color.rgb = RGBColor(0x1F, 0x29, 0x37)
    # The theme's own font would win over the name.
    fonts = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def _opening(document: Any, cover: Cover) -> None:
    from docx.shared import Cm

    if cover.logos:
        paragraph = document.add_paragraph()
        for logo in cover.logos:
            paragraph.add_run().add_picture(io.BytesIO(logo), height=Cm(1.4))
            paragraph.add_run("   ")
    document.add_heading("Compte rendu de réunion", 0)
    document.add_paragraph().add_run(printable(cover.title)).bold = True
    for line in cover.lines:
        document.add_paragraph(printable(line))


def _agenda(document: Any, agenda: pd.DataFrame) -> None:
    document.add_heading("Ordre du jour", 1)
    if agenda.empty:
        document.add_paragraph("Aucun point à l’ordre du jour.")
        return
    rows = [
        [
            str(row["position"]),
            _said(row["item"]),
            _said(row["speaker"], "non indiqué"),
            measure(row["minutes"], "min", none="à fixer"),
        ]
        for _, row in agenda.iterrows()
    ]
    _table(document, ["N°", "Point", "Intervenant", "Durée prévue"], rows, widths=(1.2, 8.4, 4.4, 2.6))


def _decisions(document: Any, agenda: pd.DataFrame, decisions: pd.DataFrame) -> None:
    """What was noted, under the item it was noted in; the rest under « Hors ordre du jour »."""
    document.add_heading("Décisions, par point", 1)
    if decisions.empty:
        document.add_paragraph(NO_DECISION)
        return
    document.add_paragraph(f"{count(len(decisions), 'élément noté', 'éléments notés')}.")
    items = dict(zip(agenda["item_id"], agenda["item"], strict=True)) if not agenda.empty else {}
    placed = decisions["agenda_item"].isin(list(items))
    for item_id, title in items.items():
        _noted(document, _said(title), decisions[decisions["agenda_item"] == item_id])
    _noted(document, "Hors ordre du jour", decisions[~placed])


def _noted(document: Any, title: str, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    document.add_heading(title, 2)
    cells = [
        [
            type_word(row["type"]),
            "\n".join(words for words in (_said(row["text"]), _on_screen(row)) if words),
            _said(row["who"], "non indiqué"),
            "non indiquée" if pd.isna(row["due"]) else day(pd.Timestamp(row["due"]).date()),
            status_word(row["status"]),
        ]
        for _, row in rows.iterrows()
    ]
    _table(document, ["Nature", "Texte", "Qui", "Échéance", "État"], cells, widths=(2.5, 6.9, 2.8, 2.5, 1.9))


def _on_screen(row: pd.Series) -> str:
    """What was on screen when this was noted: its page, and its figure when projecting."""
    page = PAGES.get(_said(row.get("page")))
    parts = [page.title if page else "", _said(row.get("figure"))]
    shown = " · ".join(part for part in parts if part)
    return f"À l’écran\u202f: {shown}" if shown else ""


def _figure(document: Any, part: ExportedPart, figure: Figure) -> None:
    from docx.shared import Cm

    document.add_heading(one_line(figure.title), 2)
    above = part.above
    if above:
        document.add_paragraph(one_line(above)).paragraph_format.keep_with_next = True
    for number in figure.numbers:
        paragraph = document.add_paragraph()
        paragraph.add_run(one_line(number.value)).bold = True
        detail = f" ({one_line(number.detail)})" if number.detail else ""
        paragraph.add_run(f" {one_line(number.label)}{detail}")
    if figure.chart is not None:
        svg, width, height = pictures.chart_svg(figure.chart)
        shown = min(16.6, 20 * width / height)
        picture = document.add_picture(io.BytesIO(pictures.svg_to_png(svg)), width=Cm(shown))
        document.paragraphs[-1].paragraph_format.keep_with_next = True
        picture._inline.docPr.set("descr", one_line(figure.alt or figure.title))
    for passage in figure.passages:
        if passage.heading:
            document.add_paragraph().add_run(one_line(passage.heading)).bold = True
        for sentence in passage.sentences:
            document.add_paragraph(
                one_line(sentence), style="List Number" if passage.ordered else "List Bullet"
            )
        if passage.speaker:
            document.add_paragraph(f"— {one_line(passage.speaker)}")
    table = table_of(figure) if figure.table is not None else None
    if table is not None and (figure.table_first or figure.chart is None):
        shown_table = written(table)
        rows = [[printable(cell) for cell in row] for row in shown_table.to_numpy().tolist()]
        _table(document, [str(name) for name in shown_table.columns], rows)
    for label, url in figure.links:
        document.add_paragraph(f"{one_line(label)}\u202f: {one_line(url)} (nécessite Internet)")
    for words in (figure.caution, sources_line(source_lines(figure.evidence))):
        if words:
            _small(document.add_paragraph(one_line(words)))


def _appendix(document: Any, parts: Sequence[ExportedPart]) -> None:
    """Every document that the figures cite, once, with the notes on how it was read."""
    document.add_heading("Annexe\u202f: sources", 1)
    cited: dict[tuple[str, ...], None] = {}
    for part in parts:
        for item in part.figure.evidence if part.figure else ():
            certainty = CERTAINTY_WORDS[item.certainty]
            key = (item.source, item.place, item.year, certainty, plain_words(item.note), item.url)
            cited[key] = None
    if not cited:
        document.add_paragraph("Aucune figure jointe\u202f: aucune source à citer.")
        return
    rows = [[one_line(cell) for cell in row] for row in cited]
    _table(
        document,
        ["Document", "Endroit", "Année", "Certitude", "Note", "Adresse (nécessite Internet)"],
        rows,
        widths=(4.2, 3.0, 1.3, 2.2, 3.3, 2.6),
    )


def _table(
    document: Any, names: list[str], rows: list[list[str]], widths: tuple[float, ...] | None = None
) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    table = document.add_table(rows=1, cols=len(names))
    table.style = "Light Grid Accent 1"
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), "0")
    look.set(qn("w:val"), "0420")
    if widths:
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
    for cell, name in zip(table.rows[0].cells, names, strict=True):
        cell.text = one_line(name)
    # The header comes back at the top of each page.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = printable(words)
    for line in table.rows:
        for position, cell in enumerate(line.cells):
            if widths:
                cell.width = Cm(widths[position])
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    document.add_paragraph()


def _small(paragraph: Any) -> None:
    from docx.shared import Pt, RGBColor

    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.font.color.rgb = RGBColor(0x4B, 0x55, 0x63)


def _page_numbers(section: Any, title: str) -> None:
    """The footer: title and page number (the only field of the document, written by us)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{one_line(title)} · page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    _small(paragraph)


def _said(value: object, none: str = "") -> str:
    return none if is_unknown(value) or value is pd.NaT or not str(value) else one_line(value)
