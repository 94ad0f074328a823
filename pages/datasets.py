"""Données: see components/contents/datasets.py for what is on it, in order."""

import streamlit as st

from components import frame
from components.contents import datasets
from components.markdown import plain
from data import inventory, store

if problem := store.publication_problem():
    st.warning(plain(problem), icon=":material/error:")
frame.show(datasets.CONTENTS, inventory)
