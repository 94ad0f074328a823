"""Séance: the meeting is led, noted and left from here; see components/meeting/page.py."""

from components import frame
from components.meeting import page
from data import settings, written

room = frame.current_room()
chosen = settings.read_settings()
if frame.current_view().projection:
    frame.show_screens(page.screens(room, chosen))
else:
    page.show(room, chosen, written)
