"""Schéma: see views.py for what is on it, in order; « Suivi » stands at the day chosen in « État au »."""

from components.screen import frame, visits
from pages.plan.tracking import past

here = visits.current()
frame.show(here.journal.store.as_of(past.chosen() if past.AT in here.shown.choices else None))
