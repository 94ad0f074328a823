"""Formations: see pages/training/views.py for what is on it, in order."""

from components.screen import frame
from data import store
from pages.training import views as training

frame.show(training.CONTENTS, store)
