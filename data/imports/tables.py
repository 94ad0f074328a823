"""A received file as tables: the sheets of a workbook, or the one table of a CSV, row after row."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NoReturn

from data.imports import lheo, sirene_stock
from data.imports.received import Received
from data.imports.refusals import Refusal, WorkbookRefused, refuse
from data.imports.workbook_bounds import MOST_BYTES, Workbook, open_workbook

# The widest official file read here has 118 columns; more is another file, or a damaged one.
MOST_COLUMNS = 200
# A header is looked for in the first rows: some files open with a title.
HEADER_ROWS = 20
_WORKBOOK_PART = "xl/workbook.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXPECTED = "un classeur .xlsx ou un fichier CSV"
_AS_RECEIVED = "Télécharger à nouveau le fichier chez son éditeur, puis le charger tel quel."


class TableFile:
    """``sheets``: the names of its tables (one, "", for a CSV or a LHEO, whose rows are ``listed``)."""

    def __init__(
        self,
        received: Received,
        book: Workbook | None = None,
        encoding: str = "",
        delimiter: str = "",
        listed: list[tuple[int, list[Any]]] | None = None,
    ) -> None:
        self.file = received.name
        self.sheets = book.sheets if book else ("",)
        self.encoding = encoding
        self._received, self._book, self._delimiter, self._listed = received, book, delimiter, listed
        self._read: dict[str, list[list[Any]]] = {}

    def rows(self, sheet: str) -> Iterator[tuple[int, list[Any]]]:
        """Each row: its number (the first is 1) and its cells, an empty one as "". Raises WorkbookRefused."""
        if self._listed is not None:
            yield from self._listed
            return
        if self._book is not None:
            if sheet not in self._read:
                self._read[sheet] = self._book.rows(sheet)
            yield from enumerate(self._read[sheet], start=1)
            return
        with self._received.open() as raw, io.TextIOWrapper(raw, self.encoding, newline="") as text:
            reader = csv.reader(text, delimiter=self._delimiter, strict=True)
            try:
                for cells in reader:
                    yield reader.line_num, cells
            except csv.Error as error:
                found = f"un texte coupé ou des guillemets mal fermés vers la ligne {reader.line_num}"
                refuse(self.file, found, "un fichier CSV entier", _AS_RECEIVED, cause=error)


@dataclass(frozen=True)
class Header:
    """A row that may name the columns of a table: its cells folded, and as ``written``."""

    sheet: str
    row: int
    names: tuple[str, ...]
    written: tuple[str, ...]


def headers(tables: TableFile) -> tuple[list[Header], tuple[Refusal, ...]]:
    """The first rows that hold at least two texts, of every sheet; and why other sheets cannot be read."""
    found: list[Header] = []
    refusals: tuple[Refusal, ...] = ()
    for sheet in tables.sheets:
        try:
            for row, cells in tables.rows(sheet):
                if row > HEADER_ROWS:
                    break
                names = tuple(folded(cell) for cell in cells)
                if sum(bool(name) for name in names) >= 2:
                    found.append(
                        Header(sheet, row, names, tuple(str(cell).strip("\ufeff ") for cell in cells))
                    )
        except WorkbookRefused as error:
            refusals += error.refusals
    return found, refusals


def folded(cell: object) -> str:
    """A header or a name without what typing changes: case, accents, apostrophes, doubled spaces, mark."""
    text = unicodedata.normalize("NFKD", str(cell).replace("’", "'").replace("\ufeff", ""))
    return " ".join("".join(sign for sign in text if not unicodedata.combining(sign)).casefold().split())


def open_tables(received: Received) -> TableFile:
    """The tables of a received file, judged on its content. Raises WorkbookRefused."""
    start = received.head(8)
    if not start:
        refuse(received.name, "un fichier vide", _EXPECTED, _AS_RECEIVED)
    if start.startswith(_OLE):
        open_workbook(received.read(MOST_BYTES), received.name)  # says which: a password, or an old .xls
    if start.startswith(b"PK") and received.size > MOST_BYTES:
        refuse(received.name, f"une archive de {received.size // 10**6} Mo", _EXPECTED,
               "La décompresser, puis charger le fichier qu’elle contient.")  # fmt: skip
    if start.startswith(b"PK"):
        return TableFile(received, _workbook(received))
    if start.startswith(b"PAR1"):
        return TableFile(received, listed=sirene_stock.rows(received))
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")):
        _refuse_kind(received.name)
    if sirene_stock.is_stock(received.head(1 << 12).decode("utf-8", "replace")):
        return TableFile(received, listed=sirene_stock.rows(received))
    encoding = _encoding(received)
    first = received.head(1 << 16).decode(encoding, "replace")
    if first.lstrip("\ufeff \r\n\t").startswith("<"):
        if re.search(r"<lheo[\s>]", first):
            return TableFile(received, listed=lheo.rows(received))
        refuse(received.name, "un fichier XML ou une page Internet", _EXPECTED, _AS_RECEIVED)
    return TableFile(received, None, encoding, _delimiter(first))


def _workbook(received: Received) -> Workbook:
    """The workbook, or the only one of a ZIP as France Travail sent it in 2023."""
    content = received.read(MOST_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [part.filename for part in archive.infolist()]
            inner = [part for part in archive.infolist() if part.filename.lower().endswith(".xlsx")]
            if _WORKBOOK_PART in names or len(inner) != 1 or inner[0].flag_bits & 1:
                return open_workbook(content, received.name)
            with archive.open(inner[0]) as packed:
                unpacked = packed.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError):
        return open_workbook(content, received.name)  # refused there, with its sentence
    if len(unpacked) > MOST_BYTES:
        refuse(received.name, "un classeur démesuré une fois décompressé",
               f"au plus {MOST_BYTES // 10**6} Mo décompressés", _AS_RECEIVED)  # fmt: skip
    return open_workbook(unpacked, received.name)


def _encoding(received: Received) -> str:
    """UTF-8, UTF-16 with its mark, or the Windows code page of Western Europe."""
    start = received.head(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    is_utf8 = True
    with received.open() as stream:
        while chunk := stream.read(1 << 20):
            if b"\0" in chunk:
                _refuse_kind(received.name)
            if is_utf8:
                try:
                    decoder.decode(chunk)
                except UnicodeDecodeError:
                    is_utf8 = False
    if not is_utf8:
        # Five bytes mean nothing in cp1252; latin-1 would show them as invisible signs.
        try:
            with received.open() as raw, io.TextIOWrapper(raw, "cp1252") as text:
                while text.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            remedy = (
                "L’ouvrir dans Excel ou LibreOffice, l’enregistrer au format « CSV UTF-8 », puis le charger."
            )
            expected = "un CSV en UTF-8 ou en Windows-1252"
            refuse(received.name, "un texte dont l’encodage est inconnu", expected, remedy)
        return "cp1252"
    return "utf-8-sig"


def _delimiter(text: str) -> str:
    """What separates the cells of the first row that has any."""
    for line in text.splitlines()[:HEADER_ROWS]:
        bare = "".join(part for rank, part in enumerate(line.split('"')) if rank % 2 == 0)
        counts = {sign: bare.count(sign) for sign in (";", ",", "\t", "|")}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best] >= 2:
            return best
    return ";"


def _refuse_kind(file: str) -> NoReturn:
    refuse(file, "un contenu qui n’est ni un classeur .xlsx ni un texte CSV", _EXPECTED, _AS_RECEIVED)
