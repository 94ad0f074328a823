"""Opening an Excel workbook that somebody brings: measured and checked before anything is loaded in memory.

Every import of .xlsx goes through ``open_workbook``. A file of 6 kB can ask for hundreds of gigabytes: the
sizes come from the ZIP directory and from the XML of the sheets, read as a stream.
"""

from __future__ import annotations

import io
import re
import zipfile
from html import unescape
from typing import Any, NoReturn

from data.imports.refusals import Refusal, WorkbookRefused, refuse, refuse_damaged
from data.imports.workbook_xml import MOST_COLUMNS, Sheet, count_strings, letters_of, measure, sheet_names

MOST_BYTES = 50_000_000
MOST_PARTS = 1_000
# XML packs 10 to 100 times smaller; a bomb, up to 1,032 times.
MOST_RATIO, RATIO_FROM_BYTES = 500, 1_000_000
# More faulty cells than this in one sheet are not listed.
MOST_FAULTS = 50

_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK"
_READ = re.compile(r"\[content_types\]\.xml|.*\.rels|xl/[^/]+\.xml|xl/worksheets/.*\.xml|docprops/core\.xml")


class Workbook:
    """A workbook within bounds. ``sheets``: the names of its sheets; ``subject``: from its properties."""

    def __init__(self, file: str, book: Any, measured: dict[str, Sheet], subject: str) -> None:
        self.file, self.subject = file, subject
        self._book, self._measured = book, measured
        self.sheets: tuple[str, ...] = tuple(book.sheet_names)

    def rows(self, sheet: str, columns: int | None = None) -> list[list[Any]]:
        """The cells of a sheet from A1, of its first ``columns`` columns; an empty one is ``""``.

        Raises WorkbookRefused, one refusal a cell, when one of them holds an error of Excel, a formula
        whose value was not stored, or a value fetched from another file.
        """
        if sheet not in self._measured:
            refuse_damaged(self.file, sheet)
        width = columns or MOST_COLUMNS
        faults = sorted(fault for fault in self._measured[sheet].faults if fault[1] <= width)
        if faults:
            raise WorkbookRefused(
                *(
                    Refusal(self.file, sheet, found, expected, cell=f"{letters_of(column)}{row}")
                    for row, column, found, expected in faults[:MOST_FAULTS]
                )
            )
        try:
            cells = self._book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except BaseException as error:
            _refuse_unless_foreign(error, self.file, sheet)
        return [line[:width] for line in cells]


def open_workbook(content: bytes, file: str) -> Workbook:
    """The workbook in these bytes; ``file`` is its name, for sentences. Raises WorkbookRefused."""
    parts = _parts(content, file)
    names = sheet_names(parts, file)
    strings = sum(
        count_strings(packed, file)
        for part, packed in parts.items()
        if part.lower() == "xl/sharedstrings.xml"
    )
    measured: dict[str, Sheet] = {}
    for part, packed in parts.items():
        if part.lower().startswith("xl/worksheets/") and part.lower().endswith(".xml"):
            name = names.get(part.lower(), part)
            measured[name] = measure(packed, file, name, strings)
    subject = ""
    if "docProps/core.xml" in parts:
        core = parts["docProps/core.xml"].decode("utf-8", "replace")
        written = re.search(r"<dc:subject>([^<]*)</dc:subject>", core)
        subject = unescape(written[1]) if written else ""
    from python_calamine import CalamineWorkbook

    try:
        # What is loaded is what was measured, whatever else the archive holds or says twice.
        book = CalamineWorkbook.from_filelike(io.BytesIO(_archive(parts)))
        return Workbook(file, book, measured, subject)
    except BaseException as error:
        _refuse_unless_foreign(error, file, "")


def _parts(content: bytes, file: str) -> dict[str, bytes]:
    """The parts of the archive that are read, unpacked within bounds, by name."""
    if not content.startswith(_ZIP):
        _refuse_other_format(content, file)
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            listed = archive.infolist()
            if len(listed) > MOST_PARTS:
                refuse(file, f"un classeur de {len(listed)} parties", f"au plus {MOST_PARTS} parties")
            if len({part.filename.lower() for part in listed}) < len(listed):
                refuse(file, "un classeur dont une partie est en double", "un classeur .xlsx")
            for part in listed:
                if part.flag_bits & 1:
                    _refuse_locked(file)
                large = part.file_size > RATIO_FROM_BYTES
                if large and part.file_size > MOST_RATIO * max(part.compress_size, 1):
                    _refuse_size(file)
            if sum(part.file_size for part in listed) > MOST_BYTES:
                _refuse_size(file)
            for part in listed:
                if _READ.fullmatch(part.filename.lower()):
                    with archive.open(part) as packed:
                        # The directory may lie about sizes: what comes out is counted.
                        found[part.filename] = packed.read(left + 1)
                    left -= len(found[part.filename])
                    if left < 0:
                        _refuse_size(file)
    except WorkbookRefused:
        raise
    except Exception as error:  # zipfile has a dozen ways to say that an archive is damaged
        refuse(file, "un classeur coupé ou abîmé", "un classeur .xlsx entier", cause=error)
    if "xl/workbook.xml" not in {name.lower() for name in found}:
        refuse(file, "un fichier qui n’est pas un classeur .xlsx", "un classeur .xlsx")
    return found


def _archive(parts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, packed in parts.items():
            archive.writestr(name, packed)
    return target.getvalue()


def _refuse_other_format(content: bytes, file: str) -> NoReturn:
    if not content:
        refuse(file, "un fichier vide", "un classeur .xlsx")
    if not content.startswith(_OLE):
        refuse(file, "un fichier qui n’est pas un classeur .xlsx", "un classeur .xlsx")
    if "EncryptedPackage".encode("utf-16-le") in content:
        _refuse_locked(file)
    refuse(file, "un classeur à l’ancien format .xls", "un classeur .xlsx")


def _refuse_locked(file: str) -> NoReturn:
    remedy = "Retirer le mot de passe dans Excel, enregistrer, puis le charger à nouveau."
    refuse(file, "un classeur protégé par un mot de passe", "un classeur sans mot de passe", remedy)


def _refuse_size(file: str) -> NoReturn:
    found = "un classeur démesuré une fois décompressé"
    remedy = "Copier les seules cellules utiles dans un classeur neuf, puis le charger."
    refuse(file, found, f"au plus {MOST_BYTES // 1_000_000} Mo décompressés", remedy)


def _refuse_unless_foreign(error: BaseException, file: str, sheet: str) -> NoReturn:
    """Refuse what the reader could not read. A panic of its Rust is no ``Exception``."""
    if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
        raise error
    refuse_damaged(file, sheet, error)
