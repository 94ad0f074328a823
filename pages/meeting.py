"""Séance: see components/contents/meeting.py for what is on it, in order."""

from components import frame
from components.contents import meeting
from data import store

frame.show(meeting.CONTENTS, store)
