"""Formations: see components/contents/training.py for what is on it, in order."""

from components import frame
from components.contents import training
from data import store

frame.show(training.CONTENTS, store)
