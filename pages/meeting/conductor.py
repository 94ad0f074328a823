"""The meeting as any projected page knows it: what was brought, the clock, noting, the next item."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from components.figures.blocks import View
from components.screen.boundary import guarded
from components.screen.projection import Screen
from pages.meeting import attachments, controls, notes, words
from pages.meeting.agenda import folder
from pages.meeting.room import Room, page_of


@dataclass(frozen=True)
class Conductor:
    """Leads the meeting from the bar of a projected page. ``actions``: action_id, action."""

    room: Room
    actions: pd.DataFrame

    @property
    def running(self) -> bool:
        return self.room.running

    def brought(self, page: str, slug: str) -> Sequence[Screen]:
        """The pages of the documents of the item under way, when its page is on screen."""
        item = self.room.item(self.room.state.current_item) if self.running else None
        if item is None or page_of(item) != page or not item["attachments"]:
            return []
        where = folder()
        found: list[Screen] = []
        for file_id in item["attachments"]:
            with guarded(attachments.title(file_id)):
                for number in range(attachments.page_count(where, file_id)):
                    title = f"{attachments.title(file_id)}, page {number + 1}"
                    found.append(Screen(title, _picture(where, file_id, number)))
        return found

    def clock_line(self) -> str:
        return words.clock_line(controls.again(self.room), self.room.agenda)

    def note(self, view: View, figure: str | None) -> None:
        notes.button(self.room, view, self.actions, figure=figure)

    def next_item(self) -> bool:
        """Go to the next item with its page and filters, projecting; False past the last one."""
        current = self.room.state.current_item
        following = self.room.neighbour(current, 1) if self.running else None
        if following is None:
            return False
        controls.go_to_item(self.room, current, str(following["item_id"]), projecting=True)
        return True


def _picture(where: str, file_id: str, number: int) -> Callable[[], None]:
    def draw() -> None:
        st.image(attachments.picture(where, file_id, number), width="stretch")

    return draw
