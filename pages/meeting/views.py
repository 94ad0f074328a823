"""Séance: its views, all drawn from the meeting as read now."""

from __future__ import annotations

from components.figures.pages import Contents, PageView
from pages.meeting import desk
from pages.registry import PAGES

CONTENTS = Contents(
    PAGES["seance"],
    (
        PageView("aujourdhui", draw=desk.today_view),
        PageView("animation", draw=desk.lead_view),
        PageView("decisions", draw=desk.decisions_view),
        PageView("documents", draw=desk.documents_view),
        PageView("reglages", draw=desk.settings_view),
    ),
    headline=desk.headline,
    headline_datasets=("agenda_of_day?",),
)
