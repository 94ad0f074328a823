"""The server process: Streamlit behind our own headers and addresses, with what a meeting needs loaded."""

import contextlib
import gc
import importlib
import sys

import streamlit as st
from starlette.middleware import Middleware

from components.screen import streamlit_internals
from components.server import addresses, callers, front_page, headers, sign_in_cookie
from pages.registry import PAGES

TITLE = "CEP Numérique Martinique"
# What ``app.py``, the pages and their screens are made of, beside the contents of the pages.
_NEEDED = (
    "pages.training.map_deck",
    "pages.overview.screen",
    "components.screen.frame",
    "pages.meeting.conductor",
    "pages.recommendations.ties",
    "components.screen.side_bar",
    "components.screen.page_style",
    "pages.plan.tracking.desk",
    "PIL.Image",
)
_HERE = ("127.0.0.1", "localhost")


def hosts() -> list[str]:
    """The names under which the server answers: those of --reseau, or this computer's."""
    return st.get_option("server.allowedHosts") or list(_HERE)


app = st.App(
    "app.py",
    routes=[
        *front_page.routes(
            [page.path for page in PAGES.values()], lambda: streamlit_internals.french_front_page(TITLE)
        ),
        *sign_in_cookie.ROUTES,
    ],
    middleware=[
        Middleware(headers.AnswerHeaders),
        Middleware(callers.KnownCallers, hosts=hosts),
        Middleware(
            addresses.TolerantAddresses,
            pages={word: page.path for page in PAGES.values() for word in (page.name, page.path)},
            others=streamlit_internals.own_paths() | {sign_in_cookie.PATH.strip("/")},
            former_home=addresses.FormerHome(
                PAGES["seance"].path, [view.slug for view in PAGES["seance"].views], ("projection", "etape")
            ),
        ),
    ],
    exception_handlers={Exception: headers.broken},
)


def prepare() -> None:
    """Settle the kind of application, and load the modules and datasets that a meeting needs."""
    streamlit_internals.settle_kind_of_application()

    for module in _NEEDED:
        importlib.import_module(module)
    from data import store
    from data.catalogue import DATASETS
    from pages.registry import all_contents

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
        store.journal().read()
    # Python looks for garbage through all that was ever imported (0.1 s): what is loaded by now stays loaded.
    gc.collect()
    gc.freeze()


def main(arguments: list[str]) -> None:
    """Serve ``app`` with these options of ``streamlit run``, which finds it in this file by its name."""
    prepare()
    streamlit_internals.serve(__file__, arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
