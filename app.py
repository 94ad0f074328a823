"""Entry point: page set-up, navigation, shared filters, then the page that was asked for."""

from dataclasses import replace

import pandas as pd
import streamlit as st

from components import filters, frame, navigation, projection
from components.boundary import guarded
from components.site import PAGES
from data import store

# Streamlit fixes <html lang="en">: without this Chrome offers to translate on the projector.
FRENCH_PAGE = "<script>document.documentElement.lang='fr'</script>"

st.set_page_config(
    page_title="CEP Numérique Martinique", page_icon="components/assets/icon.png", layout="wide"
)
st.html(FRENCH_PAGE, unsafe_allow_javascript=True)

pages = {
    name: st.Page(page.script, title=page.title, icon=page.icon, url_path=page.path, default=not page.path)
    for name, page in PAGES.items()
}
chosen = st.navigation(list(pages.values()))
spec = next(page for page in PAGES.values() if page.path == chosen.url_path)

communes = pd.DataFrame(columns=["commune_code", "commune", "territory"])
domains = pd.DataFrame(columns=["domain_id", "domain"])
with guarded("Filtre par commune"):
    communes = store.load("communes")
with guarded("Filtre par domaine"):
    domains = store.load("domains")

projection.read_address()
navigation.arrive()
filters.read_address(filters.options(communes, domains), spec.parameters)
with st.sidebar:
    projection.switch()
    view = filters.draw(spec, communes, domains)
navigation.leave(pages)
dark = st.context.theme.type == "dark"
frame.set_view(replace(view, projection=projection.active(), dark=dark))
projection.write_address()
chosen.run()
