"""Séance: the meeting is led, noted and left from here; see pages/meeting/desk.py."""

from components.screen import frame
from data import settings, store
from pages.meeting import desk as page

room = frame.current_room()
chosen = settings.read_settings()
if frame.current_view().projection:
    frame.show_screens(page.screens(room, chosen))
else:
    page.show(room, chosen, store)
