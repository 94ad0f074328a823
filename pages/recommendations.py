"""Préconisations: see components/contents/recommendations.py for what is on it, in order."""

from components import frame
from components.contents import recommendations
from data import store

frame.show(recommendations.CONTENTS, store)
