"""One cell of an official file as a value: numbers as the French write them, codes, years, secrecy."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from data.imports.french_numbers import TwoWays, read_number, visible

MOST = 2**31 - 1
_YEAR = re.compile(r"(19|20)[0-9]{2}")


class CellRefused(ValueError):
    """A cell that cannot be taken: ``found`` and ``expected``, in French with plain spaces."""

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found)
        self.found, self.expected = found, expected


def shown(value: Any) -> str:
    """A cell as a person reads it: 12.0 is « 12 », 0.5 is « 0,5 », a date is a date."""
    if isinstance(value, bool):
        return "VRAI" if value else "FAUX"
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return f"la date {value:%d/%m/%Y}" if isinstance(value, dt.date) else f"l’heure {value}"
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    text = " ".join(visible(str(value)).split())
    return (text if len(text) <= 60 else text[:60] + "…") or "vide"


def text(value: Any) -> str | None:
    """The words of a cell, with the apostrophe of French typography; None when empty."""
    if isinstance(value, dt.datetime | dt.date | bool):
        raise CellRefused(shown(value), "un texte")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return " ".join(visible(str(value)).replace("'", "’").split()) or None


def needed(value: Any, what: str) -> str:
    """The words of a cell that is never empty: ``what`` says in French what it must hold."""
    found = text(value)
    if found is None:
        raise CellRefused("vide", f"{what} (les cellules fusionnées se lisent vides)")
    return found


def matching(value: Any, pattern: str, what: str) -> str:
    """A code that matches a regular expression whole."""
    found = needed(value, what).upper()
    if re.fullmatch(pattern, found) is None:
        raise CellRefused(shown(value), what)
    return found


def whole(value: Any) -> int | None:
    """A count, 0 or more: 12, « 1 250 », « 50,0 »; None when empty."""
    expected = "un nombre entier, 0 ou plus"
    number = _number(value, expected)
    if number is None:
        return None
    if number != int(number) or number > MOST:
        raise CellRefused(shown(value), expected)
    return int(number)


def counted(value: Any, secret: tuple[str, ...]) -> tuple[int | None, bool]:
    """A count that may be secret: its value, and True when one of these marks stands in its place."""
    if isinstance(value, str) and visible(value).casefold() in secret:
        return None, True
    found = whole(value)
    if found is None:
        raise CellRefused("vide", f"un nombre entier, 0 ou plus, ou « {secret[0]} » pour un nombre secret")
    return found, False


def signed(cell: Any, most: int | None = None) -> float | None:
    """A number that may be below zero: a longitude, a change. Beyond ``most``, a point is no thousands'."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell)
    typed = str(cell).strip().replace("\u2212", "-")
    number = _number(typed.removeprefix("-"), "un nombre", most)
    found = None if number is None else float(number)
    return None if found is None else -found if typed.startswith("-") else found


def share(value: Any) -> float | None:
    """A part of one: 0,45 or « 45 % » (the sign is asked for); None when empty."""
    expected = "une part de 0 à 1 (0,45), ou un pourcentage écrit avec son signe (45 %)"
    typed = visible(value) if isinstance(value, str) else value
    if isinstance(typed, str) and typed.endswith("%"):
        number = _number(typed[:-1].rstrip(" \u00a0\u202f"), expected)
        found = None if number is None else float(number) / 100
    else:
        number = _number(typed, expected)
        found = None if number is None else float(number)
    if found is not None and found > 1:
        raise CellRefused(shown(value), expected)
    return None if found is None else round(found, 10)


def year(value: Any) -> int:
    """A year on four digits, the date of a first of January excluded: it is a date."""
    written = str(int(value)) if isinstance(value, float) and value.is_integer() else visible(str(value))
    if isinstance(value, dt.date | dt.datetime | bool) or _YEAR.fullmatch(written) is None:
        raise CellRefused(shown(value), "une année sur quatre chiffres")
    return int(written)


def _number(value: Any, expected: str, most: int | None = None) -> Any:
    if isinstance(value, bool | dt.datetime | dt.date | dt.time | dt.timedelta):
        raise CellRefused(shown(value), expected)
    if isinstance(value, int | float):
        if value < 0 or value != value or value == float("inf"):
            raise CellRefused(shown(value), expected)
        return value
    try:
        return read_number(str(value), most=most)
    except TwoWays as error:
        typed = visible(str(value))
        both = f"{typed.replace('.', '')} ou {typed.replace('.', ',')} : le point se lit de deux façons"
        raise CellRefused(shown(value), both) from error
    except ValueError as error:
        raise CellRefused(shown(value), expected) from error
