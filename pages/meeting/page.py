"""Séance: the meeting is led, noted and left from here; see views.py for what is on it."""

from components.screen import frame, screens, visits
from data import meeting_settings, store
from pages.meeting import desk
from pages.meeting.room import Room

here = visits.current()
if here.view.projection:
    assert isinstance(here.journal, Room)
    settings = meeting_settings.of_meeting(here.journal.rows, here.journal.of_interest)
    before = desk.screens(here.journal, settings, here.shown.slug)
    screens.project(here, here.view, store, before=before)
else:
    frame.show(store)
