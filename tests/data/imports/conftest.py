"""Small files in the official layouts, made here, and a CEP_HOME of their own to publish them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from data import store
from data.journal.write_rights import Writer

# Official files, where the computer has them: beside the checkout, or beside the folder of its worktrees.
_SHARED = [folder / "shared" / "samples" for folder in Path(__file__).resolve().parents]
SAMPLES = next((folder for folder in _SHARED if folder.is_dir()), _SHARED[4])
BMO_2024 = ("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "REG", "NOM_REG",
            "Dept", "NomDept", "BE24", "NOMBE24", "met", "xmet", "smet")  # fmt: skip
BMO_2023 = ("annee", "Code métier BMO", "Nom métier BMO", "Famille_met", "Lbl_fam_met", "BE23", "NOMBE23",
            "Dept", "NomDept", "REG", "NOM_REG", "met", "xmet", "smet")  # fmt: skip
BMO_2026 = tuple(name.replace("24", "26") for name in BMO_2024[:11]) + ("clpe", "met", "xmet", "smet")


def bmo_row(**given: Any) -> dict[str, Any]:
    """One row of Martinique, to be changed by name; a developer in the basin Centre, 20 projects."""
    return {
        "annee": 2024, "Code métier BMO": "M1X80", "Nom métier BMO": "Techniciens d'étude",
        "Famille_met": "I", "Lbl_fam_met": "Informatique", "REG": "02", "NOM_REG": "Martinique",
        "Dept": "972", "NomDept": "Martinique", "BE": 201, "NOMBE": "MARTINIQUE CENTRE",
        "met": "20", "xmet": "8", "smet": "*", "clpe": "CLPE 1", **given,
    }  # fmt: skip


BMO_ROWS = (
    bmo_row(),
    bmo_row(BE=203, NOMBE="MARTINIQUE SUD", met="*", xmet="*"),
    bmo_row(
        **{
            "Code métier BMO": "A0X40",
            "Nom métier BMO": "Agriculteurs",
            "met": "68",
            "xmet": "27",
            "smet": "21",
        }
    ),
    bmo_row(Dept="971", NomDept="Guadeloupe", BE=101, NOMBE="BASSIN BASSE-TERRE"),
)


def workbook(
    sheets: dict[str, Sequence[Sequence[Any]]], change: Callable[[Any], None] | None = None
) -> bytes:
    """An .xlsx of these sheets; ``change`` is handed the last one."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "dd/mm/yyyy"})
    for name, lines in sheets.items():
        sheet = book.add_worksheet(name)
        for rank, line in enumerate(lines):
            sheet.write_row(rank, 0, line)
    if change is not None:
        change(sheet)
    book.close()
    return target.getvalue()


def bmo(
    rows: Sequence[dict[str, Any]] = BMO_ROWS,
    header: Sequence[str] = BMO_2024,
    change: Callable[[Any], None] | None = None,
) -> bytes:
    """A workbook of the survey in the layout of ``header``."""
    table = [list(header)]
    for row in rows:
        values = {name.rstrip("0123456789"): value for name, value in row.items()}
        table.append([values.get(name.rstrip("0123456789"), "") for name in header])
    return workbook({"Description des variables": [["Variable", "Sens"]], "BMO_open_data": table}, change)


URSSAF_FIXED = (
    "Région;Ancienne région;Département;Zone d'emploi;EPCI;Nom commune;Commune;"
    "Grand secteur d'activité;Secteur NA17;Secteur NA38;Secteur NA88;APE;Code région;"
    "Code ancienne région;Code département;Code zone d'emploi;Code EPCI;Code commune;Code APE"
)
URSSAF_YEARS = (2021, 2022)


def urssaf_row(code: str, name: str, ape: str, *values: object, department: str = "972") -> str:
    """One row: two cells a year, establishments then employees."""
    fixed = ["Martinique", "Martinique", "Martinique", name, "CACEM", name, f"{code} {name}"]
    fixed += ["GS5 Services", "JZ", "JB", "62", f"{ape} Activité", "02", "02", department, "0201"]
    fixed += ["249720061", code, ape]
    return ";".join([*fixed, *(str(value) for value in values)])


URSSAF_ROWS = (
    urssaf_row("97209", "Fort-de-France", "6201Z", 10, 40, 12, 50),
    urssaf_row("97209", "Fort-de-France", "6202A", 5, 10, 6, 11),
    urssaf_row("97213", "Le Lamentin", "6110Z", 3, 200, 3, 210),
    urssaf_row("97213", "Le Lamentin", "6311Z", "", "", 1, 2),
    urssaf_row("97222", "Le Robert", "4651Z", 2, 7, 2, 8),
    urssaf_row("97209", "Fort-de-France", "5610A", 100, 900, 101, 950),
    urssaf_row("76540", "Rouen", "6201Z", 50, 500, 51, 510, department="76"),
)


def urssaf(
    rows: Sequence[str] = URSSAF_ROWS, years: Sequence[int] = URSSAF_YEARS, encoding: str = "utf-8-sig"
) -> bytes:
    """A CSV in the layout of the official file: mark, CRLF, two columns a year."""
    header = ";".join(
        [URSSAF_FIXED, *(f"Nombre d'établissements {year};Effectifs salariés {year}" for year in years)]
    )
    return "\r\n".join([header, *rows, ""]).encode(encoding)


def zipped(name: str, content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty CEP_HOME."""
    folder = tmp_path / "home"
    monkeypatch.setenv("CEP_HOME", str(folder))
    return folder


@pytest.fixture
def writer() -> Writer:
    return Writer("Jeanne Exemple", True)


def everything() -> dict[str, str]:
    """The whole of every dataset as text: what « as before » means."""
    from data.catalogue import DATASETS

    return {name: store.load(f"{name}?").to_csv() for name in DATASETS}
