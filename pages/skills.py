"""Compétences: see components/contents/skills.py for what is on it, in order."""

from components import frame
from components.contents import skills
from data import store

frame.show(skills.CONTENTS, store)
