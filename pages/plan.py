"""Schéma: the plan (components/contents/plan.py), then its tracking (components/tracking/page.py)."""

from components import frame
from components.contents import plan
from components.tracking import page as tracking
from data import store

room = frame.current_room()
view = frame.with_sources(frame.current_view(), store)
if view.projection:
    frame.show_screens([*frame.screens(plan.CONTENTS, view, store), *tracking.screens(view, store, room)])
else:
    frame.show(plan.CONTENTS, store, lead=lambda: tracking.lead(store, room))
    tracking.show(view, store, room)
