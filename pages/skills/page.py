"""Compétences: see views.py for what is on it, in order."""

from components.screen import frame
from data import written

frame.show(written)
