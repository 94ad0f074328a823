"""Leading the meeting: start, next item, pause, end; each button writes once, and a double click too."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from urllib.parse import parse_qs, urlencode

import streamlit as st

from components.figures.blocks import View
from components.screen import address, navigation, rights, saving, visits
from components.screen.boundary import answering
from components.screen.markdown import plain
from components.screen.saving import save
from data.clock import today
from data.french.formats import count
from data.french.typography import french
from data.journal.folds import Change, MeetingState, meeting, showing
from pages.meeting import on_screen, wheel
from pages.meeting.programme import query_of as query_of_item
from pages.meeting.room import Room, page_of
from pages.registry import PAGES

_ENDING, _UNWRITTEN = "_meeting_ending", "_item_unwritten"


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def query_of(view: View) -> str:
    """The address parameters that reopen the view on screen: its filters that act and its own choices."""
    contents = PAGES[view.page].contents()
    return urlencode(visits.parameters(contents, contents.view(view.slug)), doseq=True)


@answering
def open_view(page: str, query: str | None, projecting: bool | None = None, step: int = 1) -> None:
    """Go to a page with the view, filters and choices of an address (a callback), projecting if asked."""
    asked: dict[str, object] = dict(parse_qs(query or ""))
    if projecting:
        asked |= {address.PROJECTION: "oui", address.STEP: str(step)}
    navigation.go(page, asked)


@answering
def start(room: Room, *, projecting: bool = False) -> None:
    """Start the meeting on the first item of the agenda, whatever its page (a callback)."""
    if room.unread or room.agenda.empty:
        return
    room = fresh(room)
    if room.running:
        return
    first = room.agenda.iloc[0]
    name = room.prepared or room.fresh_id(today().isoformat())
    token, taking = wheel.taken(name)
    begun = meeting.start(name, str(first["item_id"]), now())
    if not save(room, [*begun, taking], named=False):
        return
    wheel.keep(token)
    if projecting:
        open_view(page_of(first), query_of_item(first), projecting=True)


@answering
def go_to_item(
    room: Room, seen: str | None, item_id: str, projecting: bool | None = None, step: int = 1
) -> None:
    """To another item, with its page and filters set (a callback); looking, without the wheel, moves nothing.

    ``seen`` is the item the button was drawn on: a second click of a double click finds the meeting
    elsewhere and does nothing.
    """
    room = fresh(room)
    item, current = room.item(item_id), room.state
    if item is None:
        return
    moves = room.running and current.current_item == seen and seen != item_id and wheel.may_lead(current)
    kept = not moves or _save(room, meeting.go_to(current, item_id))
    if projecting:
        st.session_state[_UNWRITTEN] = None if kept else (current.current_item, item_id)
    # An item without a page is led from « Séance »: what its speaker brought is projected there.
    page = page_of(item)
    if page != "seance" or projecting:
        open_view(page, query_of_item(item), projecting=projecting, step=step)


def item_here(state: MeetingState) -> str | None:
    """The item this window is on: the one under way, else the one it went on to though nothing could be
    written. From there the next one comes: the room is not led back to what it has seen.
    """
    under_way, here = st.session_state.get(_UNWRITTEN) or (None, None)
    return here if here and under_way == state.current_item else state.current_item


@answering
def project_elsewhere(room: Room, item_id: str, step: int = 1) -> None:
    """Have the projecting window go to a screen of an item (a callback): this one stays where it is."""
    room = fresh(room)
    item, current = room.item(item_id), room.state
    if item is None or not wheel.may_lead(current):
        return
    if room.running and current.current_item != item_id:
        _save(room, meeting.go_to(current, item_id))
    on_screen.ask(current, on_screen.Asked(page_of(item), query_of_item(item), step))


@answering
def to_item(room: Room, seen: str | None, item_id: str, elsewhere: bool) -> None:
    """To an item, in the projecting window when there is one elsewhere, else in this one (a callback)."""
    if not elsewhere:
        go_to_item(room, seen, item_id)
    elif again(room).current_item == seen:
        project_elsewhere(room, item_id)


@answering
def pause_or_resume(room: Room) -> None:
    room = fresh(room)
    changes = meeting.resume(room.state) if room.state.phase == "paused" else meeting.pause(room.state)
    _save_if_any(room, changes)


@answering
def ask_to_finish(asked: bool) -> None:
    """Show, or take away, the question that comes before the end (a callback)."""
    st.session_state[_ENDING] = asked


@answering
def finish(room: Room) -> None:
    st.session_state[_ENDING] = False
    room = fresh(room)
    _save_if_any(room, meeting.finish(room.state))


@answering
def reopen(room: Room) -> None:
    """Take an ended meeting up again on its last item (a callback)."""
    room = fresh(room)
    changes = meeting.reopen(room.state)
    if changes and room.state.meeting_id is not None:
        token, taking = wheel.taken(room.state.meeting_id)
        if save(room, [*changes, taking], named=False):
            wheel.keep(token)


def fresh(room: Room) -> Room:
    """The meeting now, to write on: a click may come long after the page was drawn, and what others wrote
    of the meeting in between (who arrived, its settings) must not refuse it.
    """
    read = saving.again(room)
    return replace(read, state=meeting.meeting_state(read.rows, now(), room.agenda))


def again(room: Room) -> MeetingState:
    """The state of the meeting now: a tick may come long after the page was drawn."""
    return fresh(room).state


def keep_screens(room: Room) -> None:
    """Write the screens shown since the item was opened, once the projector rests on one."""
    if on_screen.unwritten(room.state, rested=True) and not (room.problem or rights.refusal()):
        _save(room, [])


def _save_if_any(room: Room, changes: list[Change]) -> None:
    if changes:
        _save(room, changes)


def _save(room: Room, changes: list[Change]) -> bool:
    """Write where the meeting goes, and in the same save the screens shown until then; False if refused."""
    screens = on_screen.unwritten(room.state)
    shown = showing(room.rows, str(room.state.meeting_id), screens) if screens else []
    done = not [*changes, *shown] or save(room, [*changes, *shown], named=False)
    if done:
        on_screen.written(room.state, screens)
    return done


def bar(room: Room) -> None:
    """The meeting's controls for a desk: what is said now, what comes next."""
    if not room.running:
        return
    current = room.state.current_item
    following = room.neighbour(current, 1)
    said = wheel.words(room.state)
    if said:
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="meeting-wheel"):
            st.caption(plain(said[0].upper() + said[1:] + "."), width="content")
            wheel.button(room, "desk")
    if not wheel.may_lead(room.state):
        return
    elsewhere = on_screen.alive(room.state) and not address.kept().projecting
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if following is not None:
            st.button(
                # Its title stands in the agenda beside: it would be cut here.
                plain(french(f"Point suivant : {following['position']}")),
                key="meeting-next",
                type="primary",
                icon=":material/skip_next:",
                on_click=to_item,
                args=(room, current, str(following["item_id"]), elsewhere),
            )
        st.button(
            "Reprendre" if room.state.phase == "paused" else "Pause",
            key="meeting-pause",
            icon=":material/play_arrow:" if room.state.phase == "paused" else ":material/pause:",
            on_click=pause_or_resume,
            args=(room,),
        )
        st.button(
            "Terminer la réunion",
            key="meeting-end",
            icon=":material/stop:",
            on_click=ask_to_finish,
            args=(True,),
        )
    if st.session_state.get(_ENDING):
        _question(room)


def _question(room: Room) -> None:
    left = room.agenda[~room.agenda["item_id"].isin(list(room.state.spent))]
    said = "Terminer la réunion ? Elle pourra être rouverte."
    if len(left):
        said += f" {count(len(left), 'point n’a pas été ouvert', 'points n’ont pas été ouverts')}."
    with st.container(border=True, key="meeting-end-question"):
        st.markdown(plain(french(said)))
        with st.container(horizontal=True, gap="small"):
            st.button("Oui, terminer", key="meeting-end-sure", type="primary", on_click=finish, args=(room,))
            st.button("Continuer la réunion", key="meeting-end-no", on_click=ask_to_finish, args=(False,))
