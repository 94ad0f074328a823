"""Secteur: see views.py for what is on it, in order."""

from components.screen import frame, visits

frame.show(visits.current().journal.store)
