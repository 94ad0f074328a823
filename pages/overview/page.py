"""Synthèse: see views.py for what is on it, in order."""

from components.screen import frame

frame.show(frame.visit().journal.store)
