"""What each page holds, in reading order: pure builders from datasets to figures."""

from __future__ import annotations

import importlib
import logging

from components.figures.blocks import Contents

log = logging.getLogger(__name__)

# Page -> module here. The meeting itself holds no figure: what is said in it is in the journal.
MODULES = {
    "secteur": "sector",
    "maturite": "maturity",
    "formations": "training",
    "competences": "skills",
    "preconisations": "recommendations",
    "schema": "plan",
    "donnees": "datasets",
}
# The catalogue of data is consulted, not presented.
PRESENTED = tuple(page for page in MODULES if page != "donnees")


def all_contents(*names: str) -> dict[str, Contents]:
    """The contents of the pages named (of all, when none is), imported now, in the order of the pages.

    A page whose module fails is left out and logged: the documents name it.
    """
    found: dict[str, Contents] = {}
    for page, module in MODULES.items():
        if names and page not in names:
            continue
        try:
            found[page] = importlib.import_module(f"pages.{module}.views").CONTENTS
        except Exception:
            log.exception("the contents of page %r could not be imported", page)
    return found
