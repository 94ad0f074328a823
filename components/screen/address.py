"""The address: the only place that reads and writes ``st.query_params``.

The address is a permalink of the view on screen, and one history entry a change. Filters, choices and the
open view are unbound widgets whose values are kept here, because a widget that is not drawn loses its own.
At each run, the address is followed when it is not the one written last (a link, Back, Forward, a typed
address), unless a widget was just touched: a click leaves before the browser knows the address written for
the click before. At the end of the run, the whole address is written once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from components.figures.blocks import COMPARE, FILTERS, Choice
from components.figures.pages import PageSpec

VIEW, PROJECTION, STEP, SEARCH, UNKNOWN_PAGE = "vue", "projection", "etape", "q", "page_inconnue"
# The token by which the server knows a window that leads the meeting.
WHEEL = "conduite"
_TOKEN = re.compile(r"[0-9a-f]{16}")
_KEPT, _ACTED = "_address", "_address_acted"
# How much of an unknown value is repeated to its reader.
_SHOWN = 40
# The most letters of a field of words to look for.
SEARCH_LETTERS = 60
LAST_STEP = 9_999
_LONGEST_PAGE = 60


@dataclass
class Kept:
    """What this session has chosen, and the address that was written last."""

    filters: dict[str, str] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    views: dict[str, str] = field(default_factory=dict)
    projecting: bool = False
    step: int = 1
    page: str = ""
    written: dict[str, list[str]] | None = None
    unread: list[str] = field(default_factory=list)
    followed: bool = False
    unknown_page: str = ""
    wheel: str = ""


def kept() -> Kept:
    """What this session has chosen."""
    found: Kept = st.session_state.setdefault(_KEPT, Kept())
    return found


def acted() -> None:
    """Say that a widget was touched: in this run the session is right, and the address late."""
    st.session_state[_ACTED] = True


def plainly(words: str) -> str:
    """Words as compared: no accents, no case, one kind of apostrophe and of space."""
    bare = unicodedata.normalize("NFKD", words.replace("’", "'")).encode("ascii", "ignore").decode()
    return re.sub(r"\s+", " ", bare).strip().casefold()


def named(asked: str, options: Iterable[str]) -> str | None:
    """The option that an address names, whatever its case and accents; None when there is none."""
    wanted = plainly(asked)
    return next((option for option in options if plainly(option) == wanted), None)


def follow(page: PageSpec) -> None:
    """Read the address when it is to be followed: the view, the projection, and what nobody knows.

    Call first; ``follow_filters`` and ``follow_choices`` go on, once the options are known.
    """
    mine = kept()
    found = {name: st.query_params.get_all(name) for name in st.query_params}
    touched = bool(st.session_state.pop(_ACTED, False))
    arriving = mine.page != page.name
    mine.followed = arriving or (found != mine.written and not touched)
    if not mine.followed:
        return
    mine.page, mine.unread = page.name, []
    mine.unknown_page = (found.get(UNKNOWN_PAGE) or [""])[0][:_LONGEST_PAGE]
    # Going to a page without it is no way to give it back: the window is the same.
    token = (found.get(WHEEL) or [""])[0]
    if _TOKEN.fullmatch(token):
        mine.wheel = token
    slug = (found.get(VIEW) or [""])[0]
    view = named(slug, [view.slug for view in page.views])
    if slug and view is None:
        _not_understood(VIEW, slug)
    mine.views[page.name] = view or page.views[0].slug
    mine.projecting = plainly((found.get(PROJECTION) or [""])[0]) == "oui"
    step = (found.get(STEP) or ["1"])[0]
    mine.step = min(int(step), LAST_STEP) if step.isascii() and step.isdecimal() and len(step) < 9 else 1


def follow_filters(acting: Sequence[str], offered: Mapping[str, Sequence[str]]) -> None:
    """Set the shared filters as the address asks.

    One that acts on the view and is not in the address is at its whole; one that does not act is kept, and
    acts again on the next view that follows it. The first word offered is the whole.
    """
    mine = kept()
    if not mine.followed:
        return
    for name in FILTERS:
        asked = st.query_params.get_all(name)
        word = named(asked[0], offered[name]) if len(asked) == 1 else None
        if asked and word is None:
            _not_understood(name, ", ".join(asked))
        if word is not None or name in acting:
            mine.filters[name] = word or offered[name][0]
            st.session_state[name] = mine.filters[name]


def follow_choices(choices: Sequence[Choice], parameters: Sequence[str] = ()) -> None:
    """Set the choices of the view as the address asks, and name what no parameter of the page is called.

    ``parameters``: those of the whole page, known but not acting here.
    """
    mine = kept()
    if not mine.followed:
        return
    if COMPARE not in choices and COMPARE.key in st.query_params:
        # As a filter that does not act here: kept for the next view that follows it.
        choices = [*choices, COMPARE]
    for choice in choices:
        words = st.query_params.get_all(choice.key)
        value = value_of(choice, words)
        if words and value is None:
            _not_understood(choice.key, ", ".join(words))
        mine.choices[choice.key] = choice.initial if value is None else value
        st.session_state.pop(choice.key, None)
    known = {VIEW, PROJECTION, STEP, SEARCH, UNKNOWN_PAGE, WHEEL, *FILTERS, *parameters}
    for name in st.query_params:
        if name not in known and name not in {choice.key for choice in choices}:
            _not_understood(name, st.query_params.get(name, ""))


def value_of(choice: Choice, words: Sequence[str]) -> Any:
    """Address words as the value of a choice; None when they name nothing that it offers.

    Several words for a choice of one name nothing: to follow the first would hide the others unsaid.
    """
    if not words or (len(words) > 1 and not choice.many):
        return None
    if choice.switch:
        return True if plainly(words[0]) in ("true", "oui") else None
    if choice.search:
        return words[0][:SEARCH_LETTERS] or None
    if choice.accepts:
        if not all(map(choice.accepts, words)):
            return None
        return list(words) if choice.many else words[0]
    if choice.many:
        found = [option for word in words if (option := named(word, choice.offered)) is not None]
        return found if len(found) == len(words) else None
    return named(words[0], choice.offered)


def words_of(choice: Choice, value: Any) -> list[str]:
    """A value of a choice as address words; none when it is as before anybody chose."""
    if value is None or value == choice.initial:
        return []
    if choice.switch:
        return ["oui"]
    return [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]


def address_of(
    page: PageSpec, slug: str, filters: Mapping[str, str], choices: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """The parameters that reopen a view: the open view unless it is the first, its filters and choices."""
    found: dict[str, Any] = {} if slug == page.views[0].slug else {VIEW: slug}
    return {**found, **filters, **{name: list(words) for name, words in choices.items() if words}}


def write(parameters: Mapping[str, Any]) -> None:
    """Write the whole address, once, if it changed: one history entry."""
    mine = kept()
    wanted: dict[str, list[str]] = {
        name: [str(word) for word in value] if isinstance(value, list | tuple) else [str(value)]
        for name, value in parameters.items()
        if value not in (None, "", [], ())
    }
    if mine.projecting:
        # Named even when it is the first: without it, such an address is one of the page that was the home.
        wanted.setdefault(VIEW, [mine.views[mine.page]])
        wanted |= {PROJECTION: ["oui"], STEP: [str(mine.step)]}
    if mine.wheel:
        wanted[WHEEL] = [mine.wheel]
    if {name: st.query_params.get_all(name) for name in st.query_params} != wanted:
        st.query_params.from_dict(wanted)
    mine.written = wanted


def not_understood() -> list[str]:
    """What the address asked for and could not be followed, until another is followed."""
    return list(kept().unread)


def _not_understood(name: str, value: str) -> None:
    shown = value if len(value) <= _SHOWN else value[:_SHOWN] + "…"
    label = name if len(name) <= _SHOWN else name[:_SHOWN] + "…"
    kept().unread.append(f"{label} = {shown}")
