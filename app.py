"""Entry point: page set-up, the address, the meeting under way, the menu, then the page asked for."""

from dataclasses import replace

import streamlit as st

from components.figures.blocks import COMPARE
from components.screen import (
    address,
    boundary,
    filters,
    navigation,
    page_style,
    projection,
    resuming,
    side_bar,
    visits,
)
from data import store
from pages.meeting import room as meeting_room
from pages.meeting import wheel
from pages.meeting.conductor import Conductor
from pages.registry import HOME, ICON, PAGES

st.set_page_config(
    page_title="CEP Numérique Martinique", page_icon=ICON, layout="wide", initial_sidebar_state=230
)
st.html(page_style.FRENCH_PAGE, unsafe_allow_javascript=True)
with boundary.guarded("Connexion"):
    resuming.begin()

pages = {
    name: st.Page(page.script, title=page.title, icon=page.icon, url_path=page.path, default=page.home)
    for name, page in PAGES.items()
}
chosen = st.navigation(list(pages.values()), position="hidden")
spec = next(page for page in PAGES.values() if page.path == chosen.url_path)

here = None
with boundary.guarded(spec.title):
    navigation.leave(pages)
    communes, domains, actions = (
        store.load(f"{name}?") for name in ("communes", "domains", "schema_actions")
    )
    address.follow(spec)
    contents = spec.contents()
    shown = contents.view(address.kept().views[spec.name])
    # Choices first: while territories are compared, none of them is a filter.
    address.follow_choices(shown.every_choice, [choice.key for choice in contents.every_choice])
    address.follow_filters(filters.acting(shown), filters.options(communes, domains))
    filters.settle(communes)
    room = None
    with boundary.guarded("La réunion"):
        room = meeting_room.read()
        wheel.settle(room)
    # Without the meeting, pages are shown all the same, and nothing can be written.
    room = room or meeting_room.unread()
    view = replace(
        filters.view_of(spec.name, communes, domains, filters.in_view(shown), slug=shown.slug),
        projection=projection.active(),
        dark=st.context.theme.type == "dark",
        choices={COMPARE.key: True} if filters.comparing(shown) else {},
    )
    here = visits.Visit(contents, shown, view, Conductor(room, actions), room)
    visits.receive(here)
    address.write(visits.parameters(contents, shown))
# In projection the bar has the same keys: a key in two places would answer twice.
if here is None or not here.view.projection:
    side_bar.draw(pages, PAGES, HOME.name, here)
if here is not None:
    with boundary.guarded(spec.title):
        chosen.run()
        navigation.bring(contents)
