"""Secteur: see pages/sector/views.py for what is on it, in order."""

from components.screen import frame
from data import store
from pages.sector import views as sector

frame.show(sector.CONTENTS, store)
