"""Leading the meeting: start, next item, pause, end; each button writes once, and a double click too."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlencode

import streamlit as st

from components.figures.blocks import Choice, View
from components.screen import choices, navigation, projection_state
from components.site import FILTERS, PAGES
from data.clock import today
from data.journal.folds import Change, MeetingState, meeting
from pages.contents import all_contents
from pages.meeting.room import Room, page_of
from pages.meeting.saving import save


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def fresh_id(room: Room) -> str:
    """The id of a meeting that starts: its day, and a rank when the day had one already."""
    day = today().isoformat()
    known = set(room.rows.loc[room.rows["kind"] == "meeting", "subject_id"])
    rank = 1
    while (name := day if rank == 1 else f"{day}-{rank}") in known:
        rank += 1
    return name


def query_of(view: View) -> str:
    """The address parameters that reopen a view: its filters and its page's own choices."""
    own = choices.in_address(PAGES[view.page].parameters)
    return urlencode({**view.filters, **own}, doseq=True)


def open_view(page: str, query: str | None, *, projecting: bool | None = None) -> None:
    """Go to a page with the filters of an address (a callback)."""
    asked = parse_qs(query or "")
    filters = {name: asked[name][0] for name in FILTERS if name in asked}
    state: dict[str, object] = {projection_state.STEP: 1, **_own(page, asked)}
    if projecting is not None:
        state[projection_state.MODE] = projecting
    navigation.go(page, filters, state)


def _own(page: str, asked: dict[str, list[str]]) -> dict[str, object]:
    """The page's own choices as an address asks: those that it does not name are as nobody had chosen.

    A page of which nothing was chosen, here or in the address, is not even imported.
    """
    touched = [name for name in PAGES[page].parameters if name in asked or name in st.session_state]
    if not touched:
        return {}
    offered = [choice for choice in _offered(page) if choice.key in touched]
    found: dict[str, object] = {choice.key: choice.initial for choice in offered}
    found |= choices.from_address(offered, asked)
    # Fields that the page draws itself: a day, the action of an open sheet.
    return {**{name: asked.get(name, [None])[0] for name in touched if name not in found}, **found}


def _offered(page: str) -> tuple[Choice, ...]:
    contents = all_contents(page).get(page)
    own = contents.every_choice if contents is not None else ()
    if page != "schema":
        return own
    from pages.plan.tracking.filters import CHOICES

    return (*own, *CHOICES)


def start(room: Room) -> None:
    """Start the meeting on the first item (a callback)."""
    if room.running or room.agenda.empty:
        return
    save(room, meeting.start(fresh_id(room), str(room.agenda.iloc[0]["item_id"]), now()), named=False)


def go_to_item(room: Room, seen: str | None, item_id: str, *, projecting: bool | None = None) -> None:
    """To another item, with its page and filters set (a callback).

    ``seen`` is the item the button was drawn on: a second click of a double click finds the meeting
    elsewhere and does nothing.
    """
    item = room.item(item_id)
    if item is None:
        return
    current = again(room)
    if current.phase in ("running", "paused") and current.current_item == seen and seen != item_id:
        save(room, meeting.go_to(current, item_id), named=False)
    # An item without a page is led from « Séance »: what its speaker brought is projected there.
    page = page_of(item)
    if page != "seance" or projecting:
        open_view(page, item["query"] if isinstance(item["query"], str) else None, projecting=projecting)


def pause_or_resume(room: Room) -> None:
    current = again(room)
    changes = meeting.resume(current) if current.phase == "paused" else meeting.pause(current)
    _save_if_any(room, changes)


def finish(room: Room) -> None:
    _save_if_any(room, meeting.finish(again(room)))


def again(room: Room) -> MeetingState:
    """The state of the meeting now: a click or a tick may come long after the page was drawn."""
    rows = room.journal.rows() if room.journal else room.rows
    return meeting.meeting_state(rows, now(), room.agenda)


def _save_if_any(room: Room, changes: list[Change]) -> None:
    if changes:
        save(room, changes, named=False)


def bar(room: Room) -> None:
    """The meeting's controls for a desk: what is said now, what comes next."""
    if not room.running:
        return
    current = room.state.current_item
    following = room.neighbour(current, 1)
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if following is not None:
            st.button(
                f"Point suivant{chr(0x202F)}: {following['item']}",
                key="meeting-next",
                type="primary",
                icon=":material/skip_next:",
                on_click=go_to_item,
                args=(room, current, str(following["item_id"])),
            )
        st.button(
            "Reprendre" if room.state.phase == "paused" else "Pause",
            key="meeting-pause",
            icon=":material/play_arrow:" if room.state.phase == "paused" else ":material/pause:",
            on_click=pause_or_resume,
            args=(room,),
        )
        st.button(
            "Terminer la réunion", key="meeting-end", icon=":material/stop:", on_click=finish, args=(room,)
        )
