"""Données: see components/contents/datasets.py for what is on it, in order."""

from components import frame
from components.contents import datasets
from data import store

frame.show(datasets.CONTENTS, store)
