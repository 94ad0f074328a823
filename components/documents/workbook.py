"""Excel: contents, one sheet a table, figures as figures, « Sources et filtres ». CSV for French Excel.

Text is written as text: whatever somebody typed in it, no cell is a formula, nor a link out of the workbook.
"""

from __future__ import annotations

import csv
import io
import logging
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from components.documents.gather import ExportedPage, ExportedPart, Progress, reason_of
from components.documents.sheet_names import sheet_name
from components.documents.tabular import decimals, exported, is_number, table_of
from components.documents.text import labelled, one_line, printable, sources_line, wrapped
from components.figures.blocks import CERTAINTY_WORDS, Evidence, Figure, Table, source_lines
from data.french.formats import is_unknown
from data.french.typography import french

log = logging.getLogger(__name__)

CONTENTS_SHEET, SOURCES_SHEET = "Sommaire", "Sources et filtres"
# Pixels across a landscape sheet of paper and points down it, by Excel's number for it: A4, then A3.
_PAPERS = {9: (1026, 487.0), 8: (1492, 734.0)}
# Percent: smaller, letters of 11 points are printed under 7, and LibreOffice's are smaller than Excel's.
_LEAST_SCALE = 70
# Points that a line of letters takes, and the most that Excel gives to a row.
_LINE, _TALLEST = 15.0, 408.0
_MOST_LETTERS = 32_767
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(pages: Sequence[ExportedPage], *, progress: Progress | None = None) -> bytes:
    """The .xlsx of the tables of one or several pages."""
    import xlsxwriter

    content = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(content, options)
    book.set_properties(
        {
            "author": "CEP Numérique Martinique",
            "title": one_line(" · ".join(page.title for page in pages))[:200],
        }
    )
    styles = _Styles(book)
    names: set[str] = {CONTENTS_SHEET.lower(), SOURCES_SHEET.lower()}
    sheets: dict[str, str] = {}
    contents, listed = book.add_worksheet(CONTENTS_SHEET), []
    failed: dict[str, str] = {}
    done, total = 0, sum(len(page.figures) for page in pages) or 1
    for page in pages:
        for part in page.figures:
            if progress:
                progress(done / total, labelled(page.title, part.heading))
            done += 1
            assert part.figure is not None
            try:
                table = table_of(part.figure)
                if table is not None:
                    sheet = book.add_worksheet(sheet_name(part.heading, names))
                    sheets[part.block_id] = sheet.name
                    listed.append((page.title, part.figure.title, sheet.name))
                    _write_figure(sheet, part.figure, table, part, styles)
            except Exception as error:
                log.exception("block %r could not be put in a sheet", part.block_id)
                failed[part.block_id] = labelled(part.heading, reason_of(error))
    _write_sources(book.add_worksheet(SOURCES_SHEET), pages, sheets, list(failed.values()), styles)
    listed.append(("", "Sources de chaque figure, périmètres, et ce qui manque", SOURCES_SHEET))
    _write_contents(contents, listed, styles)
    book.close()
    return content.getvalue()


def delimited(table: Table) -> bytes:
    """The table as CSV for French Excel: semicolons, decimal comma, UTF-8 with its mark, one unit a column.

    A text that a spreadsheet would take for a formula starts with an apostrophe.
    """
    table = exported(table)
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow([_harmless(name) for name in table.frame.columns])
    cells = []
    for name in table.frame.columns:
        kind, values = table.formats[name], table.frame[name].tolist()
        places = decimals(values, kind)
        cells.append([_delimited(value, kind, table, places) for value in values])
    writer.writerows(zip(*cells, strict=True))
    return written.getvalue().encode("utf-8-sig")


def _delimited(value: Any, kind: str, table: Table, places: int) -> str:
    if is_number(value):
        return f"{float(value):.{places}f}".replace(".", ",")
    if kind != "text" and is_unknown(value):
        return _harmless(table.missing)
    return _harmless(_as_text(value, table.missing))


def _harmless(text: str) -> str:
    """The text with an apostrophe before what a spreadsheet would run."""
    shown = printable(text)
    starts = text.startswith(_STARTS_A_FORMULA) or shown.lstrip().startswith(_STARTS_A_FORMULA)
    return f"'{shown}" if starts else shown


class _Styles:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        head = {"bold": True, "bg_color": "#2B64BB", "font_color": "#FFFFFF", "text_wrap": True, "border": 1}
        self.title = book.add_format({"bold": True, "font_size": 14, "text_wrap": True, "valign": "top"})
        self.grey = book.add_format({"font_color": "#4B5563", "text_wrap": True, "valign": "top"})
        self.link = book.add_format({"font_color": "#2B64BB", "underline": 1, "valign": "top"})
        self.head = book.add_format({**head, "valign": "top"})
        # Without lines, a figure printed to the right of its cell runs into the next one.
        self._lines = {"border": 1, "border_color": "#CBD5E1", "valign": "top"}
        self.words = book.add_format({"text_wrap": True, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, **self._lines})
        grey = {"font_color": "#4B5563", **self._lines}
        self.missing = {True: book.add_format({**grey, "align": "right"}), False: book.add_format(grey)}
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self._book, self._numbers = book, dict[str, Any]()

    def number(self, kind: str, places: int) -> Any:
        """One number of decimals; Excel writes it with the separators of the computer that it runs on."""
        code = "#,##0" + ("." + "0" * places if places else "")
        code = f"+{code};-{code};{code}" if kind == "points" else code
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, **self._lines})
        return self._numbers[code]


def _write_figure(sheet: Any, figure: Figure, table: Table, part: ExportedPart, styles: _Styles) -> None:
    table = exported(table)
    kinds = [table.formats[name] for name in table.frame.columns]
    names = [one_line(name) for name in table.frame.columns]
    columns = [table.frame.iloc[:, rank].tolist() for rank in range(len(names))]
    texts = [[_shown(value, table.missing) for value in values] for values in columns]
    widths = [
        max(8, min(60, max(map(len, (name, *shown))) + 2)) for name, shown in zip(names, texts, strict=True)
    ]
    above = (figure.subtitle, part.choices, labelled("Périmètre", part.perimeter) if part.perimeter else "")
    tall = _across(sheet, 0, one_line(figure.title), widths, styles.title, 1.4)
    line = 1
    for words in filter(None, above):
        tall += _across(sheet, line, one_line(words), widths, styles.grey)
        line += 1
    first, last = line + 1, line + 1 + len(table.frame)
    sheet.set_row(first, head := _height(names, widths, 1.15))
    for position, (name, kind, values) in enumerate(zip(names, kinds, columns, strict=True)):
        sheet.set_column(position, position, widths[position])
        sheet.write_string(first, position, name, styles.head)
        style = styles.number(kind, decimals(values, kind)) if kind != "text" else None
        for rank, value in enumerate(values, start=first + 1):
            if is_number(value):
                sheet.write_number(rank, position, float(value), style)
            elif is_unknown(value):
                sheet.write_string(rank, position, table.missing, styles.missing[kind != "text"])
            else:
                sheet.write_string(rank, position, texts[position][rank - first - 1], styles.text)
    for rank, row in enumerate(zip(*texts, strict=True), start=first + 1):
        tall += (high := _height(row, widths))
        if high > _LINE:
            sheet.set_row(rank, high)
    if len(table.frame):
        sheet.autofilter(first, 0, last, len(names) - 1)
    sheet.freeze_panes(first + 1, 0)
    foot = (figure.caution, sources_line(source_lines(figure.evidence)))
    for offset, words in enumerate(words for words in foot if words):
        tall += _across(sheet, last + 2 + offset, one_line(words), widths, styles.grey)
    _paper(sheet, widths, first, tall + head + 2 * _LINE)


def _shown(value: Any, missing: str) -> str:
    """The letters that a cell takes; a figure takes some more, for its spaces, decimals and unit."""
    return f"{value:.0f}" + " " * 4 if is_number(value) else _as_text(value, missing)[:_MOST_LETTERS]


def _height(words: Sequence[str], widths: Sequence[float], larger: float = 1.0) -> float:
    """Points of a row whose texts are wrapped in columns of these widths, in letters."""
    lines = max(
        len(wrapped(text, int((width - 1) / larger))) for text, width in zip(words, widths, strict=True)
    )
    return min(_TALLEST, lines * _LINE * larger)


def _across(
    sheet: Any, line: int, words: str, widths: Sequence[float], style: Any, larger: float = 1.0
) -> float:
    """Words over the whole width of the table, on as many lines as they take; the points of their row."""
    # A narrow table has its words over the columns beside it too, which have 9 letters each.
    more = max(0, math.ceil((60 - sum(widths)) / 9))
    last, room = len(widths) - 1 + more, sum(widths) + 9 * more
    tall = _height([words], [room], larger)
    sheet.set_row(line, tall)
    if last:
        sheet.merge_range(line, 0, line, last, "", style)
    sheet.write_string(line, 0, words, style)
    return tall


def _paper(sheet: Any, widths: Sequence[float], head: int, tall: float) -> None:
    """Landscape A4, or A3 where letters would be under 7 points; wider still, over several sheets.

    ``tall``: points of all rows. Letters shrink, never under 7 points, where that saves a sheet of paper.
    """
    across = sum(width * 7 + 5 for width in widths)
    least = across * _LEAST_SCALE / 100
    paper = next((paper for paper, (room, _) in _PAPERS.items() if least <= room), None)
    sheet.set_landscape()
    sheet.set_margins(left=0.5, right=0.5)
    sheet.set_paper(paper or 8)
    sheet.repeat_rows(head)
    sheet.set_footer("&L&A&RPage &P sur &N")
    if paper is None:
        sheet.set_print_scale(_LEAST_SCALE)
        sheet.repeat_columns(0)
    else:
        room, down = _PAPERS[paper]
        sheets = math.ceil(tall * min(1, room / across) / down)
        # A tenth is lost to the heads repeated and to rows that end a sheet before its foot.
        fewer = math.ceil(tall * 1.1 * _LEAST_SCALE / 100 / down)
        sheet.fit_to_pages(1, fewer if fewer < sheets else 0)


def _write_contents(sheet: Any, listed: Sequence[tuple[str, str, str]], styles: _Styles) -> None:
    """Every sheet, each a click away."""
    widths = (30, 36, 80)
    sheet.write_string(0, 0, CONTENTS_SHEET, styles.title)
    for position, (name, width) in enumerate(zip(("Page", "Feuille", "Tableau"), widths, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(2, position, name, styles.head)
    tall = 3 * _LINE
    for line, (page, title, name) in enumerate(listed, start=3):
        cells = (one_line(page), name, one_line(title))
        sheet.set_row(line, high := _height(cells, widths))
        tall += high
        sheet.write_string(line, 0, cells[0], styles.text)
        sheet.write_url(line, 1, f"internal:'{name}'!A1", styles.link, name)
        sheet.write_string(line, 2, cells[2], styles.text)
    _paper(sheet, widths, 2, tall)


def _write_sources(
    sheet: Any, pages: Sequence[ExportedPage], sheets: dict[str, str], failures: list[str], styles: _Styles
) -> None:
    """The filters in force, then one row a document cited, with its sheets, then what is missing."""
    sheet.write_string(0, 0, SOURCES_SHEET, styles.title)
    line, tall = 2, 4 * _LINE
    names = ("Feuilles", "Source", "Endroit", "Année", "Base", "Certitude", "Citation et note", "Adresse")
    widths = (28, 34, 22, 8, 16, 12, 58, 24)
    for page in pages:
        perimeter = labelled("Périmètre", one_line(page.perimeter or "non indiqué"))
        tall += _across(sheet, line, f"{one_line(page.title)} · {perimeter}", widths, styles.words)
        line += 1
    head = line = line + 1
    for position, (name, width) in enumerate(zip(names, widths, strict=True)):
        sheet.set_column(position, position, width)
        sheet.write_string(line, position, name, styles.head)
    for cells in _cited(pages, sheets):
        line += 1
        sheet.set_row(line, high := _height(cells, widths))
        tall += high
        for position, words in enumerate(cells):
            sheet.write_string(line, position, words, styles.text)
    unsaid = [*(words for page in pages for words in page.unsaid), *failures]
    if unsaid:
        line += 2
        _across(sheet, line, "Ce qui n’est pas dans ce classeur", widths, styles.bold)
        for words in unsaid:
            line += 1
            tall += _across(sheet, line, one_line(words), widths, styles.words)
    _paper(sheet, widths, head, tall)


def _cited(pages: Sequence[ExportedPage], sheets: dict[str, str]) -> list[list[str]]:
    """One row a document, with what is said of it: the sheets that cite it, and the places read in it."""
    found: dict[Evidence, tuple[list[str], list[str]]] = {}
    for page in pages:
        for part in page.figures:
            assert part.figure is not None
            for item in part.figure.evidence:
                citing, places = found.setdefault(replace(item, place=""), ([], []))
                citing.append(sheets.get(part.block_id, part.figure.title))
                places.append(item.place)
    return [
        [
            one_line(words)[:_MOST_LETTERS]
            for words in (
                french(" ; ".join(dict.fromkeys(citing))), item.source,
                french(" ; ".join(dict.fromkeys(filter(None, places)))), item.year, item.base,
                CERTAINTY_WORDS[item.certainty],
                " · ".join(filter(None, (item.wording and french(f"« {item.wording} »"), item.note))),
                item.url,
            )
        ]
        for item, (citing, places) in found.items()
    ]  # fmt: skip


def _as_text(value: Any, missing: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(printable, value)) or missing
    if isinstance(value, bool):
        return "oui" if value else "non"
    return missing if is_unknown(value) else printable(value)
