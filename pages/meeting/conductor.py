"""The meeting as any projected page knows it: what was brought, the clock, noting, the next item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.figures.pages import PageView
from components.screen import address
from components.screen.boundary import guarded
from components.screen.projection import Screen
from pages.meeting import attachments, controls, notes, on_screen, programme, screens, wheel, words
from pages.meeting.agenda import folder
from pages.meeting.room import Room


@dataclass(frozen=True)
class Conductor:
    """Leads the meeting from the bar of a projected page. ``actions``: action_id, action."""

    room: Room
    actions: pd.DataFrame

    @property
    def running(self) -> bool:
        return self.room.running

    def brought(self, page: str, slug: str) -> Sequence[Screen]:
        """The opening of the item under way, then the pages of its documents, when its view is on screen."""
        item = self._opened(page, slug)
        if item is None:
            return []
        found = [screens.item_opening(self.room, item)]
        where = folder()
        for file_id in item["attachments"] if where else ():
            with guarded(attachments.title(file_id)):
                for number in range(attachments.page_count(where, file_id)):
                    title = f"{attachments.title(file_id)}, page {number + 1}"
                    found.append(Screen(title, _picture(where, file_id, number)))
        return found

    def shown(self, page: str, slug: str) -> PageView | None:
        item = self._opened(page, slug)
        return None if item is None else programme.shown_by(item)

    def _opened(self, page: str, slug: str) -> pd.Series | None:
        """The item of this window, when this view is the one it opens."""
        item = self.room.item(controls.item_here(self.room.state)) if self.running else None
        if item is None:
            return None
        opened = programme.opened_by(item)
        return item if (opened.page, opened.slug) == (page, slug) else None

    def clock_line(self) -> str:
        state = controls.again(self.room)
        said = wheel.words(state)
        return words.clock_line(state, self.room.agenda) + (f" · {said}" if said else "")

    def follow(self, view: View, step: int) -> bool:
        """Say where this window is, and go where the laptop of who leads asked; True when it goes."""
        room = controls.fresh(self.room)
        state = room.state
        if state.phase not in ("running", "paused") or not wheel.may_lead(state):
            return False
        controls.keep_screens(room)
        on_screen.keep(state, on_screen.Projected(view.page, view.slug, step))
        asked = on_screen.take_asked(state)
        if asked is not None:
            controls.open_view(asked.page, asked.query, projecting=True, step=asked.step)
        return asked is not None

    def displayed(self, title: str) -> None:
        if self.running and wheel.may_lead(self.room.state):
            on_screen.display(self.room.state, title)

    def take_wheel(self) -> None:
        wheel.button(self.room, "projection")

    def note(self, view: View, figure: str | None) -> None:
        if view.projection and self.running and wheel.may_lead(self.room.state):
            on_screen.keep(self.room.state, on_screen.Projected(view.page, view.slug, address.kept().step))
        notes.forget_draft()
        notes.button(self.room, view, self.actions, figure=figure)

    def next_item(self) -> bool:
        """Go to the next item with its page and filters, projecting; after the last one, to the closing.

        False on the closing screens, after which nothing comes, and in a window that only looks.
        """
        if not self.running or not wheel.may_lead(self.room.state):
            return False
        current, here = self.room.state.current_item, controls.item_here(self.room.state)
        following = self.room.neighbour(here, 1)
        if following is not None:
            controls.go_to_item(self.room, current, str(following["item_id"]), projecting=True)
            return True
        if self._closing():
            return False
        controls.open_view("seance", f"{address.VIEW}={screens.CLOSING}", projecting=True)
        return True

    def previous_item(self) -> bool:
        """Back to the last screen of the item before, or, from the closing, of the last one."""
        if not self.running or not wheel.may_lead(self.room.state):
            return False
        current, here = self.room.state.current_item, controls.item_here(self.room.state)
        before = self.room.item(here) if self._closing() else self.room.neighbour(here, -1)
        if before is not None:
            # Drawn, an item has fewer screens than this: it opens on its last one.
            item_id = str(before["item_id"])
            controls.go_to_item(self.room, current, item_id, projecting=True, step=address.LAST_STEP)
        return True

    def _closing(self) -> bool:
        mine = address.kept()
        return (mine.page, mine.views.get("seance")) == ("seance", screens.CLOSING)


def _picture(where: str, file_id: str, number: int) -> Callable[[], None]:
    def draw() -> None:
        st.image(attachments.picture(where, file_id, number), width="stretch")

    return draw
