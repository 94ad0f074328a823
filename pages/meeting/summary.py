"""One page on a meeting: when, who, what was decided, who does what by when, and the next date."""

from __future__ import annotations

import pandas as pd

from components.documents.cover import cover_of
from components.documents.sheets import Section, Sheet, sheet_pdf
from components.figures.blocks import Number
from data.french.formats import count, day
from data.french.typography import french
from pages.meeting import attendance, words
from pages.meeting.held import Held

# What one landscape page holds in a column, at the length of a usual note.
_MOST, _LETTERS = 9, 160


def page(held: Held) -> bytes:
    """The PDF; what does not fit is counted, and is in the minutes."""
    return sheet_pdf(_sheet(held), cover_of(held.settings))


def _sheet(held: Held) -> Sheet:
    todo = words.is_charge(held.noted)
    decided, owed = held.noted[~todo], words.by_owner(held.noted[todo])
    dealt = sum(1 for item in held.agenda["item_id"] if item in held.state.spent)
    numbers = (
        Number(str(len(held.present)) if len(held.present) else "non notées", "Présences"),
        Number(f"{dealt} sur {len(held.agenda)}", "Points traités"),
        Number(str(len(decided)), "Décisions et avis"),
        Number(str(len(owed)), "Engagements pris"),
    )
    following = day(held.settings.next_date, none="non fixée")
    return Sheet(
        "Synthèse de la réunion",
        held.settings.title,
        words.when(held),
        numbers,
        (
            (
                _section("Ce qui est décidé", decided, words.noted_line, "Aucune décision notée."),
                Section("Présences", (words.cut(attendance.line(held.present), 600),)),
            ),
            (
                _section("Qui fait quoi, et pour quand", owed, words.charge_line, "Aucun engagement noté."),
                _section(
                    "Encore ouvert d’avant",
                    held.earlier[held.earlier["open"]],
                    words.charge_line,
                    "Rien n’est resté ouvert.",
                ),
                Section("Prochaine réunion", (following[0].upper() + following[1:] + ".",)),
            ),
        ),
    )


def _section(title: str, rows: pd.DataFrame, line: words.Line, none: str) -> Section:
    if rows.empty:
        return Section(title, (none,))
    shown = [words.cut(line(row), _LETTERS) for _, row in rows.head(_MOST).iterrows()]
    rest = len(rows) - len(shown)
    note = french(f"Et {count(rest, 'autre')}, au compte rendu.") if rest else ""
    return Section(title, bullets=tuple(shown), note=note)
