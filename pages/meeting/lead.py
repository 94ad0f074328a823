"""Leading the meeting from a desk: start, clock, who speaks, what comes next, notes of the item."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlencode

import pandas as pd
import streamlit as st

from components.screen import address, rights
from components.screen.boundary import guarded
from components.screen.markdown import plain
from components.screen.saving import show_said
from data.clock import LOCAL_ZONE
from data.french.formats import is_unknown
from data.french.typography import french
from data.store import Store
from pages.meeting import controls, on_screen, pace, programme, wheel
from pages.meeting import words as sentences
from pages.meeting.agenda import folder
from pages.meeting.room import Room
from pages.registry import PAGES

_CLOCK = "5s"
# A meeting ended by mistake shows at once. Later, it is reopened from its documents, to be corrected: beside
# the button that starts the next one, a wrong click would change minutes that were sent.
_REOPENED = dt.timedelta(hours=12)


def start_or_clock(room: Room, *, projecting: bool = False) -> None:
    """The clock and its buttons while a meeting goes on; else the button that starts one.

    ``projecting``: what starts is projected at once, from its first item.
    """
    if room.running:
        _clock(room)
        controls.bar(room)
        return
    st.markdown(plain(sentences.PHASE_WORDS[room.state.phase]) if not room.unread else plain(room.unread))
    refused = rights.refusal() or room.problem or room.unread
    with st.container(horizontal=True, gap="small"):
        st.button(
            "Commencer la réunion",
            key="meeting-start",
            type="primary",
            icon=":material/play_arrow:",
            disabled=bool(refused) or room.agenda.empty,
            help=plain(refused) if refused else None,
            on_click=controls.start,
            args=(room,),
            kwargs={"projecting": projecting},
        )
        ended = room.state.ended_at
        if ended is not None and controls.now() - ended < _REOPENED:
            reopen(room, "Rouvrir la réunion terminée", "meeting-reopen")


def reopen(room: Room, label: str, key: str) -> None:
    """The button that takes the ended meeting up again."""
    st.button(
        plain(label),
        key=key,
        icon=":material/undo:",
        disabled=bool(rights.refusal() or room.problem or room.unread),
        on_click=controls.reopen,
        args=(room,),
    )


def show(room: Room, store: Store) -> None:
    """The view of who leads."""
    start_or_clock(room)
    show_said()
    if not room.running:
        st.caption("Une fois la réunion commencée, l’écran projeté et le suivant sont décrits ici.")
        return
    item = room.item(room.state.current_item)
    left, right = st.columns(2, gap="medium")
    if item is not None:
        with left, guarded("Écrans du point"):
            _screens(room, item, store)
    with right:
        with guarded("Notes du point"):
            _notes(room)
        with guarded("Autres points"):
            _other_items(room)


def _clock(room: Room) -> None:
    """The item, who speaks, time left, delay and planned end, read again every few seconds."""

    def draw() -> None:
        state = controls.again(room)
        item = room.item(state.current_item)
        if item is not None:
            st.markdown("## " + plain(f"{item['position']}. {item['item']}"))
            st.markdown(plain(speaker(item)))
        st.markdown(plain(sentences.clock_line(state, room.agenda)))
        found = pace.pace(state, room.agenda)
        st.caption(plain(f"{pace.delay_words(found)} · {pace.end_words(found, LOCAL_ZONE)}"))

    st.fragment(guarded("Pendule")(draw), run_every=_CLOCK)()


def speaker(item: pd.Series) -> str:
    """« Intervenant : AKTO »."""
    who = "non indiqué" if is_unknown(item["speaker"]) else str(item["speaker"])
    return french(f"Intervenant : {who}")


def _screens(room: Room, item: pd.Series, store: Store) -> None:
    """The screens of the item, each a way to project it from this window; the one projected is marked."""
    opened = programme.opened_by(item)
    titles = programme.titles(item, store, folder())

    def here() -> int:
        shown = on_screen.last(room.state)
        same = shown is not None and (shown.page, shown.slug) == (opened.page, opened.slug)
        return min(shown.step, len(titles)) if same and shown else 0

    def draw() -> None:
        rank = here()
        current = titles[rank - 1] if rank else "ce point n’est pas projeté depuis ce serveur"
        st.markdown(french(f"**À l’écran :** {plain(current)}"))
        following = room.neighbour(room.state.current_item, 1)
        after = "la clôture" if following is None else f"point {following['position']}, {following['item']}"
        coming = titles[rank] if rank < len(titles) else after
        st.markdown(french(f"**Écran suivant :** {plain(coming)}"))

    st.fragment(guarded("Écrans du point")(draw), run_every=_CLOCK)()
    elsewhere = on_screen.alive(room.state)
    if wheel.may_lead(room.state):
        place = "sur l’écran projeté" if elsewhere else "dans cette fenêtre"
        st.caption(french(f"Écrans du point : un clic montre celui-ci {place}."))
    else:
        st.caption(french("Écrans du point : la fenêtre qui mène va de l’un à l’autre."))
    _window_to_project(opened, item)
    with st.container(gap=None):
        for rank, title in enumerate(titles, start=1):
            st.button(
                plain(f"{rank}. {title}"),
                key=f"lead-screen-{rank}",
                type="tertiary",
                disabled=not wheel.may_lead(room.state),
                on_click=controls.project_elsewhere if elsewhere else controls.open_view,
                args=(room, str(item["item_id"]), rank)
                if elsewhere
                else (opened.page, programme.query_of(item), True, rank),
            )


def _window_to_project(opened: programme.Opened, item: pd.Series) -> None:
    """The link to the window of the projector, which leads with this one: its address has the same token."""
    token = address.kept().wheel
    if not token:
        return
    asked = parse_qs(programme.query_of(item)) | {
        address.PROJECTION: ["oui"],
        address.STEP: ["1"],
        address.WHEEL: [token],
    }
    st.link_button(
        "Ouvrir la fenêtre à projeter",
        f"/{PAGES[opened.page].path}?{urlencode(asked, doseq=True)}",
        icon=":material/open_in_new:",
        type="tertiary",
    )


def _notes(room: Room) -> None:
    """What was noted on the item under way."""
    noted = room.decided[
        (room.decided["meeting"] == room.meeting_id)
        & (room.decided["agenda_item"] == room.state.current_item)
    ]
    st.markdown("**Notes du point**")
    if noted.empty:
        st.caption("Rien n’est encore noté sur ce point (touche N).")
    for _, row in noted.iterrows():
        st.markdown(f"- {plain(sentences.noted_line(row))}")


def _other_items(room: Room) -> None:
    """Jump to any item: it becomes the one under way, and is projected in this window."""
    current = room.state.current_item
    labels = {
        str(row["item_id"]): f"{row['position']}. {row['item']}"
        for _, row in room.agenda.iterrows()
        if row["item_id"] != current
    }
    elsewhere = on_screen.alive(room.state)
    chosen = st.selectbox(
        "Aller à un autre point",
        list(labels),
        format_func=lambda item_id: french(labels[item_id]),
        index=None,
        placeholder="Choisir un point",
        key="lead-item",
    )
    st.button(
        "Y aller sur l’écran projeté" if elsewhere else "Y aller, et projeter ici",
        key="lead-go",
        disabled=chosen is None or not wheel.may_lead(room.state),
        on_click=controls.project_elsewhere if elsewhere else controls.go_to_item,
        args=(room, chosen or "") if elsewhere else (room, current, chosen or "", True),
    )
