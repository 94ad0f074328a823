"""Entry point: page set-up, navigation, shared filters, the meeting under way, then the page asked for."""

from dataclasses import replace

import streamlit as st

from components.screen import (
    choices,
    filters,
    frame,
    navigation,
    page_style,
    projection,
    projection_state,
    rights,
    sign_in,
)
from components.screen.boundary import guarded
from components.site import ICON, PAGES
from data import store
from pages.meeting import notes
from pages.meeting import room as meeting_room

st.set_page_config(page_title="CEP Numérique Martinique", page_icon=ICON, layout="wide")
st.html(page_style.FRENCH_PAGE, unsafe_allow_javascript=True)

pages = {
    name: st.Page(page.script, title=page.title, icon=page.icon, url_path=page.path, default=not page.path)
    for name, page in PAGES.items()
}
chosen = st.navigation(list(pages.values()))
spec = next(page for page in PAGES.values() if page.path == chosen.url_path)

communes = store.empty("communes")
domains = store.empty("domains")
actions = store.empty("schema_actions")
with guarded("Filtre par commune"):
    communes = store.load("communes")
with guarded("Filtre par domaine"):
    domains = store.load("domains")
with guarded("Actions du Schéma"):
    actions = store.load("schema_actions")
with guarded("Ordre du jour"):
    store.load("agenda")

projection_state.read_address()
if not navigation.arrive():
    filters.keep_across_pages(spec)
filters.read_address(filters.options(communes, domains), spec.parameters)
room = meeting_room.read()
with st.sidebar:
    view = filters.draw(spec, communes, domains)
    filters.remember(spec)
    dark = st.context.theme.type == "dark"
    view = replace(view, projection=projection_state.active(), dark=dark)
    # In projection the bar has the same keys: a key in two places would answer twice.
    if not view.projection:
        projection.switch()
        notes.button(room, view, actions, key="sidebar-note", shortcut="N")
        if rights.on_network():
            sign_in.panel()
navigation.leave(pages)
frame.set_view(view)
frame.set_meeting(room, actions)
projection_state.write_address(choices.in_address(spec.parameters))
chosen.run()
