"""Why a file that somebody brings cannot be read, said in French: where, what was found, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from data.french.typography import french

SAVE_AGAIN = "L’ouvrir dans Excel ou LibreOffice, l’enregistrer au format .xlsx, puis le charger à nouveau."


@dataclass(frozen=True)
class Refusal:
    """What cannot be taken in a file: where it is, what was found, what was expected, what to do."""

    file: str
    sheet: str
    found: str
    expected: str
    row: int | None = None
    column: str = ""
    remedy: str = "Corriger la cellule, enregistrer le classeur, puis le charger à nouveau."
    cell: str = ""

    @property
    def sentence(self) -> str:
        where = [
            f"Fichier « {self.file} »",
            f"feuille « {self.sheet} »" if self.sheet else "",
            f"ligne {self.row}" if self.row else "",
            f"colonne « {self.column} »" if self.column else "",
            f"cellule {self.cell}" if self.cell else "",
        ]
        return french(
            f"{', '.join(part for part in where if part)} : trouvé « {self.found} », "
            f"attendu {self.expected}. {self.remedy}"
        )


class WorkbookRefused(Exception):
    """A workbook, or cells of it, that cannot be read; its text is French sentences."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = refusals
        super().__init__(" ".join(refusal.sentence for refusal in refusals))


def refuse(file: str, found: str, expected: str, remedy: str = SAVE_AGAIN, sheet: str = "",
            cause: BaseException | None = None) -> NoReturn:  # fmt: skip
    raise WorkbookRefused(Refusal(file, sheet, found, expected, remedy=remedy)) from cause


def refuse_damaged(file: str, sheet: str, cause: BaseException | None = None) -> NoReturn:
    what = "une feuille coupée ou abîmée" if sheet else "un classeur coupé ou abîmé"
    refuse(file, what, "un classeur .xlsx entier", sheet=sheet, cause=cause)
