"""Schéma: see views.py for what is on it, in order; its figures stand at the day chosen in « État au »."""

from components.screen import frame
from data import written
from pages.plan.tracking import past
from pages.plan.tracking.tracked import TrackedStore

frame.show(TrackedStore(written, frame.visit().journal, past.chosen()))
