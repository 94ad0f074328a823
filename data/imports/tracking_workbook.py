"""The tracking as an Excel workbook: its sheets and headers, and the protected template to fill in.

XlsxWriter is imported on use: most visits never ask for a workbook.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

import pandas as pd

from data.french.typography import french
from data.imports.tracking_input import UNKNOWN_FUNDER, current
from data.journal.folds.fields import BUDGET_YEARS, CONFIDENCES, MAX_LINE, MAX_TEXT, PROGRESS_STATUSES
from data.journal.folds.rows import each

MARK = "cep-suivi-1"
AMOUNTS_SHEET, PROGRESS_SHEET, FIRST_SHEET = "Montants", "Avancement", "À lire"
AMOUNT_HEADERS = {
    "action_id": "N°",
    "action": "Action",
    "year": "Année",
    "funder": "Financeur",
    "planned": "Prévu (k€)",
    "committed": "Engagé (k€)",
    "paid": "Payé (k€)",
}
PROGRESS_HEADERS = {
    "action_id": "N°",
    "action": "Action",
    "status": "Avancement",
    "confidence": "Confiance",
    "stated_by": "Confiance indiquée par",
    "stated_on": "Confiance indiquée le",
    "percent": "Avancement (%)",
    "owner": "Responsable",
    "comment": "Commentaire",
}
# Empty lines at the end of the amounts, for what is known by funder.
SPARE_LINES = 60
# Excel refuses a longer list in a validation.
_LONGEST_LIST = 255
_WIDTHS = {"action": 60, "funder": 26, "stated_by": 26, "owner": 26, "comment": 60}


def write(actions: pd.DataFrame, rows: pd.DataFrame, *, exported_at: datetime, last_save: str = "") -> bytes:
    """The whole table as a workbook to fill in: .xlsx bytes.

    ``actions``: action_id, action, funders; ``rows``: the journal; ``last_save``: its last save_id. Locked
    cells say what a line is; the others take only what the journal takes.
    """
    import xlsxwriter

    target = io.BytesIO()
    # What people typed is text: neither a formula nor a link, whatever it begins with.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": "Suivi du Schéma numérique", "subject": f"{MARK}|{last_save}"})
        formats = {
            "header": book.add_format({"bold": True, "bg_color": "#E5E7EB", "text_wrap": True, "border": 1}),
            "locked": book.add_format({"bg_color": "#F3F4F6", "text_wrap": True, "valign": "top"}),
            "text": book.add_format({"locked": False, "text_wrap": True, "valign": "top", "num_format": "@"}),
            "amount": book.add_format({"locked": False, "num_format": "#,##0.###", "valign": "top"}),
            "number": book.add_format({"locked": False, "valign": "top"}),
        }
        values = {str(action_id): current(rows, str(action_id)) for action_id in actions["action_id"]}
        _write_amounts(book, formats, actions, values)
        _write_progress(book, formats, actions, values)
        _write_first(book, formats, exported_at)
    return target.getvalue()


def _write_amounts(book: Any, formats: Mapping[str, Any], actions: pd.DataFrame, values: Mapping) -> None:
    sheet = _sheet(book, formats, AMOUNTS_SHEET, AMOUNT_HEADERS)
    line = 1
    known: set[str] = {UNKNOWN_FUNDER}
    for row in each(actions):
        own = values[row.action_id]
        if row.funders is not None:
            known |= set(row.funders)
        for year in BUDGET_YEARS:
            funders = sorted({key[2] for key in own if key[0] == "budget" and key[1] == year and key[2]})
            for funder in (None, *funders):
                sheet.write_string(line, 0, row.action_id, formats["locked"])
                sheet.write_string(line, 1, row.action, formats["locked"])
                sheet.write_number(line, 2, year, formats["locked"])
                sheet.write_string(line, 3, funder or "", formats["locked"])
                for column, name in enumerate(("planned", "committed", "paid"), start=4):
                    _number(sheet, line, column, own.get(("budget", year, funder, name)), formats["amount"])
                line += 1
    first_spare, last = line, line + SPARE_LINES - 1
    for spare in range(first_spare, last + 1):
        for column in range(7):
            name = (
                "locked" if column == 1 else "amount" if column > 3 else "number" if column == 2 else "text"
            )
            sheet.write_blank(spare, column, None, formats[name])
    _list(sheet, first_spare, 0, last, list(actions["action_id"]), "Une action du planning, de A01 à A23.")
    _list(sheet, first_spare, 2, last, list(BUDGET_YEARS), "Une année de 2024 à 2027.")
    if len(",".join(known)) <= _LONGEST_LIST:
        # A funder out of the list is kept all the same: the list only spares typing.
        sheet.data_validation(
            first_spare, 3, last, 3, {"validate": "list", "source": sorted(known), "show_error": False}
        )
    sheet.data_validation(
        1, 4, last, 6, _limits(10_000_000, "Un montant en k€, positif ou nul ; vide : non renseigné.")
    )


def _write_progress(book: Any, formats: Mapping[str, Any], actions: pd.DataFrame, values: Mapping) -> None:
    sheet = _sheet(book, formats, PROGRESS_SHEET, PROGRESS_HEADERS)
    for line, row in enumerate(each(actions), start=1):
        sheet.write_string(line, 0, row.action_id, formats["locked"])
        sheet.write_string(line, 1, row.action, formats["locked"])
        for column, name in list(enumerate(PROGRESS_HEADERS))[2:]:
            value = values[row.action_id].get(("progress", None, None, name))
            if name == "percent":
                _number(sheet, line, column, value, formats["number"])
            elif value is None:
                sheet.write_blank(line, column, None, formats["text"])
            else:
                shown = "/".join(reversed(value.split("-"))) if name == "stated_on" else value
                sheet.write_string(line, column, shown, formats["text"])
    last = len(actions)
    _list(
        sheet, 1, 2, last, list(PROGRESS_STATUSES), "L’un des avancements de la liste ; vide : non renseigné."
    )
    _list(sheet, 1, 3, last, list(CONFIDENCES), "L’un des mots de la liste ; vide : non renseignée.")
    sheet.data_validation(1, 6, last, 6, _limits(100, "Un pourcentage de 0 à 100 ; vide : non renseigné."))
    for column, most in ((4, MAX_LINE), (7, MAX_LINE), (8, MAX_TEXT)):
        sheet.data_validation(
            1, column, last, column,
            {"validate": "length", "criteria": "<=", "value": most, "error_title": "Texte trop long",
             "error_message": f"Au plus {most} caractères."},
        )  # fmt: skip
    sheet.data_validation(
        1, 5, last, 5,
        {"validate": "any", "input_title": "Date", "input_message": "JJ/MM/AAAA ; vide : ce jour."},
    )  # fmt: skip


def _write_first(book: Any, formats: Mapping[str, Any], exported_at: datetime) -> None:
    sheet = book.add_worksheet(FIRST_SHEET)
    sheet.set_column(0, 0, 110)
    for line, sentence in enumerate(
        (
            f"Suivi du Schéma numérique, exporté le {exported_at:%d/%m/%Y à %H:%M}.",
            "Remplir les cellules blanches, enregistrer, puis charger le classeur dans la page « Schéma ».",
            "Une cellule vide veut dire « non renseigné » : ce n’est jamais un zéro. Pour zéro, écrire 0.",
            "Vider une cellule remplie à l’export reprend sa valeur : la différence est montrée avant tout.",
            "Un montant se saisit sans financeur, ou par financeur (lignes du bas) : jamais les deux.",
            f"Ce dont le financeur est inconnu va sur une ligne « {UNKNOWN_FUNDER} ».",
            "Au chargement, rien n’est enregistré avant d’avoir vu la différence et donné un motif.",
        )
    ):
        sheet.write_string(line, 0, french(sentence), formats["locked"])
    sheet.protect()


def _sheet(book: Any, formats: Mapping[str, Any], name: str, headers: Mapping[str, str]) -> Any:
    sheet = book.add_worksheet(name)
    for column, (key, header) in enumerate(headers.items()):
        sheet.write_string(0, column, header, formats["header"])
        sheet.set_column(column, column, _WIDTHS.get(key, 14))
    sheet.freeze_panes(1, 2)
    sheet.protect("", {"format_columns": True, "format_rows": True, "select_locked_cells": True})
    return sheet


def _number(sheet: Any, line: int, column: int, value: str | None, style: Any) -> None:
    if value is None:
        sheet.write_blank(line, column, None, style)
    else:
        sheet.write_number(line, column, float(value), style)


def _list(sheet: Any, first: int, column: int, last: int, words: Collection[Any], message: str) -> None:
    sheet.data_validation(
        first, column, last, column,
        {"validate": "list", "source": list(words), "error_title": "Valeur inconnue",
         "error_message": message},
    )  # fmt: skip


def _limits(most: int, message: str) -> dict[str, Any]:
    return {
        "validate": "decimal",
        "criteria": "between",
        "minimum": 0,
        "maximum": most,
        "error_title": "Nombre attendu",
        "error_message": message,
    }
