"""Synthèse: the search, then a tile for each page or what is found; see views.py and screen.py."""

from components.screen import frame, visits
from pages.overview import screen

here = visits.current()
if here.view.projection:
    frame.show(here.journal.store)
else:
    screen.show(here)
