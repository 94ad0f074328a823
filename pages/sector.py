"""Secteur: see components/contents/sector.py for what is on it, in order."""

from components import frame
from components.contents import sector
from data import written

frame.show(sector.CONTENTS, written)
