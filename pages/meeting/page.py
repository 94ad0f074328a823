"""Séance: the meeting is led, noted and left from here; see views.py for what is on it."""

from components.screen import frame
from data import settings, store
from pages.meeting import desk

here = frame.visit()
if here.view.projection:
    before = desk.screens(here.journal, settings.read_settings(), here.shown.slug)
    frame.project(here, here.view, store, before=before)
else:
    frame.show(store)
