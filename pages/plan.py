"""Schéma: see components/contents/plan.py for what is on it, in order."""

from components import frame
from components.contents import plan
from data import store

frame.show(plan.CONTENTS, store)
