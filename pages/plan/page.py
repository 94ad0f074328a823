"""Schéma: see views.py for what is on it, in order; its figures stand at the day chosen in « État au »."""

from components.screen import frame
from pages.plan.tracking import past

frame.show(frame.visit().journal.store.as_of(past.chosen()))
