"""How the minutes look in Word: headings, tables whose header comes back, small print, page numbers."""

from __future__ import annotations

from typing import Any

from components.documents.text import one_line, printable


def french_heading(style: Any) -> None:
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = "Arial"
    style.font.color.rgb = RGBColor(0x1F, 0x29, 0x37)
    # The theme's own font would win over the name.
    fonts = style.element.rPr.rFonts
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)


def table(
    document: Any, names: list[str], rows: list[list[str]], widths: tuple[float, ...] | None = None
) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    made = document.add_table(rows=1, cols=len(names))
    made.style = "Light Grid Accent 1"
    look = made._tbl.tblPr.find(qn("w:tblLook"))
    look.set(qn("w:firstColumn"), "0")
    look.set(qn("w:val"), "0420")
    if widths:
        made.autofit = False
        for column, width in zip(made.columns, widths, strict=True):
            column.width = Cm(width)
    for cell, name in zip(made.rows[0].cells, names, strict=True):
        cell.text = one_line(name)
    # The header comes back at the top of each page.
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, words in zip(made.add_row().cells, row, strict=True):
            cell.text = printable(words)
    for line in made.rows:
        line._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for position, cell in enumerate(line.cells):
            if widths:
                cell.width = Cm(widths[position])
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    document.add_paragraph()


def small(paragraph: Any) -> None:
    from docx.shared import Pt, RGBColor

    for run in paragraph.runs:
        run.font.size = Pt(8.5)
        run.font.color.rgb = RGBColor(0x4B, 0x55, 0x63)


def page_numbers(section: Any, title: str) -> None:
    """The footer: title and page number (the only field of the document, written by us)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph = section.footer.paragraphs[0]
    paragraph.add_run(f"{one_line(title)} · page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    small(paragraph)
