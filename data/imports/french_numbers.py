"""A number as a person types or pastes it in French: the one reader of forms, grids and workbooks."""

from __future__ import annotations

import re
from decimal import Decimal

# What pasted text has around or between digits, no-break and thin spaces included.
_SPACE = "[ \t\u00a0\u202f\u2007\u2009\u200a]"
_INVISIBLE = re.compile("[\u2060\ufeff\u200b]")
_NUMBER = re.compile(
    rf"(?:[0-9]+|[1-9][0-9]{{0,2}}(?:{_SPACE}[0-9]{{3}})+)(?:[.,][0-9]+)?"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3})+,[0-9]+"
    r"|[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}"
)
_TWO_WAYS = re.compile(r"[1-9][0-9]{0,2}\.[0-9]{3}")


class TwoWays(ValueError):
    """« 1.250 » is 1,25 to some and 1 250 to others."""


def read_number(typed: str, unit: str = "", most: int | None = None) -> Decimal | None:
    """« 1 250,75 », « 1250.75 » or « 1.250,75 » -> Decimal("1250.75"); empty -> None.

    Spaces and points separate thousands only where groups of three digits follow: « 1 2 3 » is no number.
    ``unit`` may follow. Raises TwoWays where a point reads two ways and both are at most ``most``,
    ValueError for anything else that is no number.
    """
    bare = visible(typed)
    if not bare:
        return None
    bare = bare.removesuffix(unit).rstrip()
    if not _NUMBER.fullmatch(bare):
        raise ValueError(typed)
    if _TWO_WAYS.fullmatch(bare) and (most is None or int(bare.replace(".", "")) <= most):
        raise TwoWays(typed)
    joined = re.sub(_SPACE, "", bare)
    if joined.count(".") > 1 or "," in joined:
        joined = joined.replace(".", "")
    return Decimal(joined.replace(",", "."))


def visible(typed: str) -> str:
    """The text without what pasting leaves unseen in it, nor the spaces around."""
    return _INVISIBLE.sub("", typed).strip()
