"""Excel: one sheet a table, figures as figures, and a sheet « Sources et filtres ». CSV for French Excel.

Text is written as text: no cell is ever a formula or a link, whatever somebody typed in it.
"""

from __future__ import annotations

import csv
import io
import logging
import re
from collections.abc import Sequence
from typing import Any

from components.documents.gather import ExportedPage, ExportedPart, Progress, reason_of
from components.documents.tabular import decimals, exported, is_number, table_of
from components.documents.text import labelled, one_line, printable, sources_line
from components.figures.blocks import CERTAINTY_WORDS, Figure, Table, source_lines
from data.french.formats import is_unknown

log = logging.getLogger(__name__)

SOURCES_SHEET = "Sources et filtres"
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
_MOST_LETTERS = 32_767
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(
    pages: Sequence[ExportedPage], *, problems: Sequence[str] = (), progress: Progress | None = None
) -> bytes:
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
    names: set[str] = {SOURCES_SHEET.lower()}
    sheets: dict[str, str] = {}
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
                    sheet = book.add_worksheet(_sheet_name(part.heading, names))
                    sheets[part.block_id] = sheet.name
                    _write_figure(sheet, part.figure, table, page, part, styles)
            except Exception as error:
                log.exception("block %r could not be put in a sheet", part.block_id)
                failed[part.block_id] = labelled(part.heading, reason_of(error))
    _write_sources(book.add_worksheet(SOURCES_SHEET), pages, sheets, [*failed.values(), *problems], styles)
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
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.grey = book.add_format({"font_color": "#4B5563"})
        self.head = book.add_format({**head, "valign": "top"})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.missing = book.add_format({"font_color": "#4B5563", "align": "right", "valign": "top"})
        self.bold = book.add_format({"bold": True, "valign": "top"})
        self._book, self._numbers = book, dict[str, Any]()

    def number(self, kind: str, places: int) -> Any:
        """One number of decimals; Excel writes it with the separators of the computer that it runs on."""
        code = "#,##0" + ("." + "0" * places if places else "")
        code = f"+{code};-{code};{code}" if kind == "points" else code
        if code not in self._numbers:
            self._numbers[code] = self._book.add_format({"num_format": code, "valign": "top"})
        return self._numbers[code]


def _write_figure(
    sheet: Any, figure: Figure, table: Table, page: ExportedPage, part: ExportedPart, styles: _Styles
) -> None:
    sheet.write_string(0, 0, one_line(figure.title), styles.title)
    above = (figure.subtitle, part.choices, labelled("Périmètre", part.perimeter) if part.perimeter else "")
    line = 1
    for words in above:
        if words:
            sheet.write_string(line, 0, one_line(words), styles.grey)
            line += 1
    line += 1
    first, table = line, exported(table)
    for position, name in enumerate(table.frame.columns):
        sheet.write_string(first, position, one_line(name), styles.head)
        values = table.frame[name].tolist()
        kind = table.formats[name]
        style = styles.number(kind, decimals(values, kind)) if kind != "text" else None
        longest = len(one_line(name))
        for rank, value in enumerate(values, start=first + 1):
            if is_number(value):
                sheet.write_number(rank, position, float(value), style)
                longest = max(longest, len(f"{value:.0f}") + 6)
            elif is_unknown(value):
                sheet.write_string(rank, position, table.missing, styles.missing)
            else:
                words = _as_text(value, table.missing)[:_MOST_LETTERS]
                sheet.write_string(rank, position, words, styles.text)
                longest = max(longest, len(words))
        sheet.set_column(position, position, max(8, min(60, longest + 2)))
    last = first + len(table.frame)
    if len(table.frame):
        sheet.autofilter(first, 0, last, len(table.frame.columns) - 1)
    sheet.freeze_panes(first + 1, 0)
    foot = (figure.caution, sources_line(source_lines(figure.evidence)))
    for offset, words in enumerate(words for words in foot if words):
        sheet.write_string(last + 2 + offset, 0, one_line(words), styles.grey)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _write_sources(
    sheet: Any, pages: Sequence[ExportedPage], sheets: dict[str, str], failures: list[str], styles: _Styles
) -> None:
    """The filters in force, then one row a figure and document, then what is missing."""
    sheet.write_string(0, 0, SOURCES_SHEET, styles.title)
    line = 2
    for page in pages:
        sheet.write_string(line, 0, one_line(page.title), styles.bold)
        sheet.write_string(line, 1, labelled("Périmètre", one_line(page.perimeter or "non indiqué")))
        line += 1
    line += 1
    names = (
        "Page", "Feuille", "Figure", "Ce qui est mesuré", "Source", "Endroit", "Année", "Base", "Certitude",
        "Note", "Citation", "Adresse",
    )  # fmt: skip
    for position, name in enumerate(names):
        sheet.write_string(line, position, name, styles.head)
    for page in pages:
        for part in page.figures:
            figure = part.figure
            assert figure is not None
            for item in figure.evidence:
                line += 1
                cells = (
                    page.title, sheets.get(part.block_id, "sans tableau"), figure.title, figure.subtitle,
                    item.source, item.place, item.year, item.base, CERTAINTY_WORDS[item.certainty], item.note,
                    item.wording, item.url,
                )  # fmt: skip
                for position, words in enumerate(cells):
                    sheet.write_string(line, position, one_line(words)[:_MOST_LETTERS], styles.text)
    unsaid = [*(words for page in pages for words in page.unsaid), *failures]
    if unsaid:
        line += 2
        sheet.write_string(line, 0, "Ce qui n’est pas dans ce classeur", styles.bold)
        for words in unsaid:
            line += 1
            sheet.write_string(line, 0, one_line(words))
    for position, width in enumerate((16, 24, 44, 40, 50, 30, 8, 24, 18, 40, 40, 30)):
        sheet.set_column(position, position, width)


def _sheet_name(heading: str, taken: set[str]) -> str:
    """A name that Excel takes: 31 letters at most, none of ``[]:*?/\\'``, never twice."""
    base = _FORBIDDEN.sub(" ", one_line(heading)).strip() or "Tableau"
    name, rank = base[:31].strip(), 2
    while name.lower() in taken or name.lower() == "history":
        name = f"{base[:27].strip()} {rank}"
        rank += 1
    taken.add(name.lower())
    return name


def _as_text(value: Any, missing: str) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(printable, value)) or missing
    if isinstance(value, bool):
        return "oui" if value else "non"
    return missing if is_unknown(value) else printable(value)
