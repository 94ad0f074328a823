"""French figures and dates: the one module that turns a number into what a reader sees.

Every formatter takes ``none``: what is written when the value is unknown. Thousands are separated by a
narrow no-break space (U+202F), as French typography asks and as Babel's ``fr`` locale does.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, SupportsFloat, cast

import pandas as pd
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from data.clock import LOCAL_ZONE
from data.french.typography import NARROW_SPACE

LOCALE = "fr_FR"
NO_BREAK_SPACE = "\u00a0"
NOT_SAID = "non indiqué"


class Written(NamedTuple):
    """A number as the reader sees it, and the value it was written from."""

    text: str
    value: float
    decimals: int


_record: ContextVar[list[Written] | None] = ContextVar("record", default=None)


@contextmanager
def recorded() -> Iterator[list[Written]]:
    """The list of every number written inside: what a check compares with the data that a sentence tells."""
    written: list[Written] = []
    token = _record.set(written)
    try:
        yield written
    finally:
        _record.reset(token)


def is_unknown(value: object) -> bool:
    """True for None, NaN and pandas' NA."""
    return value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value))


def text_of(value: object) -> str:
    """What a cell says; "" when it says nothing."""
    return "" if is_unknown(value) else str(value)


def number(value: object, *, none: str = NOT_SAID, decimals: int = 0, signed: bool = False) -> str:
    """``1522`` -> « 1 522 »; ``decimals`` is a maximum; ``signed`` writes + and the minus sign."""
    if is_unknown(value):
        return none
    amount = round(float(cast(SupportsFloat, value)), decimals) + 0.0
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    written = format_decimal(abs(amount), format=pattern, locale=LOCALE)
    sign = "\u2212" if amount < 0 else "+" if signed and amount > 0 else ""
    if (record := _record.get()) is not None:
        record.append(Written(written, float(cast(SupportsFloat, value)), decimals))
    return sign + written


def keur(value: object, *, none: str = NOT_SAID) -> str:
    """``16890`` (thousands of euros) -> « 16 890 k€ »."""
    return none if is_unknown(value) else number(value, decimals=1) + NARROW_SPACE + "k€"


def share(value: object, *, none: str = NOT_SAID, decimals: int = 1) -> str:
    """A fraction of one -> « 47,5 % »; trailing zeros are not written.

    What is not nothing is never « 0 % », nor what is not all « 100 % »: it has the decimals that this takes.
    """
    if is_unknown(value):
        return none
    amount = round(float(cast(SupportsFloat, value)) * 100, 6)
    while amount not in (0, 100) and round(amount, decimals) in (0, 100):
        decimals += 1
    return number(amount, decimals=decimals) + NARROW_SPACE + "%"


def points(value: object, *, none: str = NOT_SAID, decimals: int = 0, signed: bool = True) -> str:
    """A difference of fractions -> « +10 points » (singular below two)."""
    if is_unknown(value):
        return none
    amount = round(float(cast(SupportsFloat, value)) * 100, 6)
    unit = "point" if abs(round(amount, decimals)) < 2 else "points"
    return number(amount, decimals=decimals, signed=signed) + NARROW_SPACE + unit


def count(value: object, singular: str, plural: str | None = None, *, none: str = NOT_SAID) -> str:
    """``23, "action"`` -> « 23 actions »; zero and one take the singular, as French does."""
    if is_unknown(value):
        return none
    amount = float(cast(SupportsFloat, value))
    return f"{number(value)}{NO_BREAK_SPACE}{singular if abs(amount) < 2 else plural or singular + 's'}"


def day(value: dt.date | dt.datetime | str | None, *, none: str = NOT_SAID) -> str:
    """A date (or its ISO text) -> « 22 novembre 2026 », « 1er mars 2026 »."""
    if not value:
        return none
    when = dt.date.fromisoformat(value) if isinstance(value, str) else value
    return _first(format_date(when, format="d MMMM y", locale=LOCALE))


def moment(value: dt.datetime | None, *, none: str = NOT_SAID) -> str:
    """A time -> « 22 novembre 2026 à 14:05 », as on the wall of a meeting room in Martinique."""
    if value is None:
        return none
    local = value.astimezone(LOCAL_ZONE) if value.tzinfo else value
    return _first(format_datetime(local, "d MMMM y 'à' HH:mm", locale=LOCALE))


def _first(written: str) -> str:
    """The first of a month is ordinal in French; the locale data leaves it cardinal."""
    return written.replace("1 ", "1er ", 1) if written.startswith("1 ") else written


def measure(value: object, unit: str, *, none: str = NOT_SAID) -> str:
    """A value in the unit of a key figure: shares as percentages, money in k€, else the unit as typed."""
    if is_unknown(value):
        return none
    if unit == "fraction":
        return share(value)
    if unit == "k€":
        return keur(value)
    return number(value, decimals=2) + (NO_BREAK_SPACE + unit if unit else "")


def interval(low: object, high: object, unit: str, qualifier: str | None = None) -> str:
    """A key figure as read: « près de 70 à 80 % », « 90 000 prises »."""
    if not is_unknown(low) and not is_unknown(high) and low != high:
        first = number(float(cast(SupportsFloat, low)) * (100 if unit == "fraction" else 1), decimals=2)
        written = f"{first} à {measure(high, unit)}"
    else:
        written = measure(low, unit)
    return f"{qualifier} {written}" if isinstance(qualifier, str) and qualifier else written


def listing(words: list[str]) -> str:
    """« a, b et c »."""
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " et " + words[-1] if words else ""
