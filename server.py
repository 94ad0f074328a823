"""The server process: Streamlit, with what the first visitor would wait for already loaded.

Streamlit takes a folder named ``pages`` for its older kind of application until ``st.navigation`` has
run once: the first address opened would answer « Page not found », in English, over our page.
"""

import sys


def prepare() -> None:
    """Settle the kind of application, and load the modules and datasets that a meeting needs."""
    from streamlit.runtime.pages_manager import PagesManager

    PagesManager.uses_pages_directory = False

    import components.frame  # noqa: F401  (with altair, the slowest import)
    from data import store
    from data.catalogue import DATASETS

    for name, dataset in DATASETS.items():
        if not dataset.imported:
            try:
                store.load(name)
            except store.DatasetUnavailable as error:
                # Its page says so too, in its place; the rest goes on.
                print(error.sentence, file=sys.stderr)


def main(arguments: list[str]) -> None:
    """Run ``app.py`` with these options of ``streamlit run``."""
    prepare()
    from streamlit.web.cli import main as streamlit

    sys.argv = ["streamlit", "run", "app.py", *arguments]
    streamlit()


if __name__ == "__main__":
    main(sys.argv[1:])
