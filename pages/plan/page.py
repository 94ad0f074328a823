"""Schéma: the plan (pages/plan/views.py), then its tracking (pages/plan/tracking/desk.py)."""

from components.screen import frame
from pages.plan import views as plan
from pages.plan.tracking import desk as tracking

room = frame.current_room()
served = tracking.store_of(room)
view = frame.with_sources(frame.current_view(), served)
if view.projection:
    frame.show_screens([*frame.screens(plan.CONTENTS, view, served), *tracking.screens(view, served, room)])
else:
    frame.show(
        plan.CONTENTS,
        served,
        lead=lambda: tracking.lead(room),
        documents=tracking.documents(plan.CONTENTS, room),
    )
    tracking.show(view, served, room)
