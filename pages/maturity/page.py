"""Maturité: see pages/maturity/views.py for what is on it, in order."""

from components.screen import frame
from data import store
from pages.maturity import views as maturity

frame.show(maturity.CONTENTS, store)
