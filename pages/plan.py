"""Schéma: the plan (components/contents/plan.py), then its tracking (components/tracking/page.py)."""

from components import frame
from components.contents import plan
from components.tracking import page as tracking
from data import store

room = frame.current_room()
served = tracking.store_of(store, room)
view = frame.with_sources(frame.current_view(), served)
if view.projection:
    frame.show_screens([*frame.screens(plan.CONTENTS, view, served), *tracking.screens(view, served, room)])
else:
    frame.show(
        plan.CONTENTS,
        served,
        lead=lambda: tracking.lead(store, room),
        documents=tracking.documents(plan.CONTENTS, room),
    )
    tracking.show(view, served, room)
