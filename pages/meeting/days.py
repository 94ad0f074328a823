"""Days and hours as a French keyboard types them."""

from __future__ import annotations

import datetime as dt
import re


def read_day(typed: str, today: dt.date) -> dt.date | None:
    """« 15/01/2027 », « 15/1/27 » or « 15/1 » (the next one) -> a date; empty -> None.

    Raises ``ValueError`` with a French sentence.
    """
    parts = typed.replace("-", "/").replace(".", "/").split("/") if typed.strip() else []
    if not parts:
        return None
    try:
        day, month, *rest = (_whole(part.strip()) for part in parts)
        year = rest[0] if rest else today.year
        found = dt.date(year + 2000 if year < 100 else year, month, day)
    except (ValueError, IndexError) as error:
        raise ValueError(
            f"« {typed} » n’est pas une date : écrivez le jour, le mois et l’année, comme 15/01/2027."
        ) from error
    return found.replace(year=found.year + 1) if not rest and found < today else found


def _whole(typed: str) -> int:
    """``int`` takes « 1_5 » and the digits of every script."""
    if not (typed.isascii() and typed.isdigit()):
        raise ValueError(typed)
    return int(typed)


def read_hour(typed: str) -> str | None:
    """« 9 h 40 », « 9h40 », « 9:40 » or « 9 h » -> « 09:40 »; empty -> None.

    Raises ``ValueError`` with a French sentence.
    """
    if not typed.strip():
        return None
    found = re.fullmatch(r"([0-9]{1,2})\s*[h:]\s*([0-9]{2})?", typed.strip().lower())
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise ValueError(f"« {typed} » n’est pas une heure : écrivez-la comme 9 h 40.")
    return f"{int(found[1]):02d}:{found[2] or '00'}"
