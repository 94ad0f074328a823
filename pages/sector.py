"""Secteur: see components/contents/sector.py for what is on it, in order."""

from components import frame
from components.contents import sector
from data import store

frame.show(sector.CONTENTS, store)
