"""The server process: Streamlit, with what the first visitor would wait for already loaded.

Streamlit takes a folder named ``pages`` for its older kind of application until ``st.navigation`` has
run once: the first address opened would answer « Page not found », in English, over our page.
"""

import contextlib
import importlib
import sys

import streamlit as st

# What ``app.py``, the pages and their screens are made of, beside the contents of the pages.
_NEEDED = (
    "components.charts.map_deck",
    "components.frame",
    "components.meeting.page",
    "components.meeting.ties",
    "components.page_style",
    "components.tracking.page",
    "PIL.Image",
)


app = st.App("app.py")


def prepare() -> None:
    """Settle the kind of application, and load the modules and datasets that a meeting needs."""
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False

    for module in _NEEDED:
        importlib.import_module(module)
    from components.contents import all_contents
    from data import store, written
    from data.catalogue import DATASETS

    all_contents()

    for name, dataset in DATASETS.items():
        if not dataset.imported:
            try:
                store.load(name)
            except store.DatasetUnavailable as error:
                # Its page says so too, in its place; the rest goes on.
                print(error.sentence, file=sys.stderr)
    # The outlines of the map, with geopandas, and the journal; « Séance » says what is wrong with either.
    with contextlib.suppress(Exception):
        store.load_communes()
    with contextlib.suppress(Exception):
        written.journal().read()


def main(arguments: list[str]) -> None:
    """Serve ``app`` with these options of ``streamlit run``, which finds it in this file by its name."""
    prepare()
    from streamlit.web.cli import main as streamlit

    sys.argv = ["streamlit", "run", __file__, *arguments]
    streamlit()


if __name__ == "__main__":
    main(sys.argv[1:])
