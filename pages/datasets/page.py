"""Données: see views.py for what is on it, in order."""

import streamlit as st

from components.screen import frame, visits
from components.screen.markdown import plain
from data import store

if problem := store.publication_problem():
    st.warning(plain(problem), icon=":material/error:")
frame.show(visits.current().journal.store)
