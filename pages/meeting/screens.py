"""« Séance » projected: cover, agenda, what is open, what was noted; no more to a screen than it holds."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from components.screen.markdown import plain
from components.screen.projection import Screen
from data.french.formats import NARROW_SPACE, day, is_unknown
from data.imports import picture_bounds
from data.settings import Settings
from pages.meeting import attachments, programme
from pages.meeting import words as sentences
from pages.meeting.room import Room

# What fits above the bar at the type size of the projection, which follows the width of the window.
_LINES = 14
_LETTERS = 92
_COLUMN_LETTERS = 42
_LOGO = (640, 640)
# The lines of what will be seen that an item's first screen holds under its title.
_SEEN = 9
# The view of « Séance » whose projection closes the meeting.
CLOSING = "decisions"


def parts(rows: Sequence[str], width: int) -> list[list[str]]:
    """Rows split in order, so that each part holds on ``_LINES`` lines of ``width`` letters."""
    found: list[list[str]] = []
    taken = _LINES
    for row in rows:
        lines = sum(max(1, math.ceil(len(line) / width)) for line in row.splitlines())
        if taken + lines > _LINES:
            found.append([])
            taken = 0
        found[-1].append(row)
        taken += lines
    return found


def cover(where: Sequence[str], settings: Settings) -> Screen:
    """The title of the day, where it takes place, and the partners."""

    def draw() -> None:
        st.space("large")
        st.markdown(f"# {plain(settings.title)}")
        for part in where:
            st.markdown(f"### {plain(part)}")
        if settings.logos:
            with st.container(horizontal=True):
                for logo in settings.logos:
                    _logo(logo)

    return Screen("Ouverture", draw)


def _logo(path: Path) -> None:
    """A partner's logo, measured before it is decoded: one that can't be shown costs no cover."""
    try:
        shown = (
            str(path) if path.suffix.lower() == ".svg" else picture_bounds.fitted(path.read_bytes(), _LOGO)
        )
    except (picture_bounds.PictureTooLarge, OSError):
        st.caption(plain(f"Le logo « {path.name} » n’a pas pu être lu."))
    else:
        st.image(shown, width=160)


def agenda(room: Room) -> list[Screen]:
    """The agenda on one column, or two, or several screens."""
    current = room.state.current_item if room.running else None
    lines = []
    for _, item in room.agenda.iterrows():
        unknown = is_unknown(item["minutes"])
        minutes = "durée\u00a0à\u00a0fixer" if unknown else f"{int(item['minutes'])}{NARROW_SPACE}min"
        mark = "**" if item["item_id"] == current else ""
        here = " ← en cours" if mark else ""
        lines.append(f"{item['position']}. {mark}{plain(item['item'])}{mark} · {minutes}{here}")
    if len(lines) <= 9 and len(parts(lines, _LETTERS)) <= 1:
        return [_agenda_screen([lines])]
    columns = parts(lines, _COLUMN_LETTERS)
    return [_agenda_screen(columns[first : first + 2]) for first in range(0, len(columns), 2)]


def _agenda_screen(columns: list[list[str]]) -> Screen:
    def draw() -> None:
        st.markdown("# Ordre du jour")
        for column, lines in zip(st.columns(len(columns)), columns, strict=True):
            with column:
                st.markdown("\n".join(lines))

    return Screen("Ordre du jour", draw)


def item_opening(room: Room, item: pd.Series) -> Screen:
    """The first screen of an item: number, title, speaker, planned minutes, and what will be seen."""
    who = "Intervenant non indiqué" if is_unknown(item["speaker"]) else str(item["speaker"])
    planned = (
        "durée à fixer" if is_unknown(item["minutes"]) else f"{int(item['minutes'])}{NARROW_SPACE}min prévues"
    )

    def draw() -> None:
        st.space("medium")
        st.caption(plain(f"Point {item['position']} sur {len(room.agenda)}"))
        st.markdown("# " + plain(f"{item['position']}. {item['item']}"))
        st.markdown(f"## {plain(who)} · {plain(planned)}")
        st.space("medium")
        seen = [attachments.title(file_id) for file_id in item["attachments"]]
        seen += [heading for _, heading in programme.headings(item, room.store)]
        if len(seen) > _SEEN:
            seen[_SEEN - 1 :] = [f"et {len(seen) - _SEEN + 1} autres"]
        if seen:
            st.markdown("\n".join(f"- ### {plain(line)}" for line in seen))

    return Screen(str(item["item"]), draw)


def closing(noted_here: pd.DataFrame, next_date: dt.date | None = None) -> list[Screen]:
    """What was decided, who does what by when, and the next date; said when nothing was noted."""
    todo = sentences.is_charge(noted_here)
    found = noted("Ce qui est décidé", noted_here[~todo])
    owed = noted_here[todo].sort_values(["due", "who"], na_position="last", kind="stable")
    lines = [f"- {plain(sentences.charge_line(row))}" for _, row in owed.iterrows()]
    found += _lists("Qui fait quoi, et pour quand", lines)
    found = found or [_list_screen("Clôture", ["Rien n’a été noté à cette réunion."])]
    if next_date:
        found.append(_list_screen("Prochaine réunion", [f"## {day(next_date)}"]))
    return found


def noted(title: str, decided: pd.DataFrame) -> list[Screen]:
    """What was noted, with its state."""
    return _lists(title, [f"- {plain(sentences.noted_line(row))}" for _, row in decided.iterrows()])


def _lists(title: str, lines: list[str]) -> list[Screen]:
    # Five to a screen: more can't be read from the third row.
    shown = [part[first : first + 5] for part in parts(lines, _LETTERS) for first in range(0, len(part), 5)]
    return [_list_screen(title, part) for part in shown]


def _list_screen(title: str, lines: list[str]) -> Screen:
    def draw() -> None:
        st.markdown(f"# {plain(title)}")
        st.markdown("\n".join(lines))

    return Screen(title, draw)
