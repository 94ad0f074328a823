"""Compétences: see pages/skills/views.py for what is on it, in order."""

from components.screen import frame
from data import store
from pages.skills import views as skills

frame.show(skills.CONTENTS, store)
