"""Every shared dataset at once, even when some cannot be opened: for the page that says what there is.

A store like ``data.store``, for which a name that ends with « ? » asks for a dataset *if available*: an empty
frame of its columns stands for one that is not, with the reason in ``attrs["unavailable"]``.
"""

from __future__ import annotations

import pandas as pd

from data import store
from data.catalogue import DATASETS

IF_AVAILABLE = "?"
UNAVAILABLE = "unavailable"
load_communes = store.load_communes


def if_available(*names: str) -> tuple[str, ...]:
    """These names, asked for in a way that never fails."""
    return tuple(name + IF_AVAILABLE for name in names)


def load(name: str) -> pd.DataFrame:
    """One dataset, as ``store.load`` gives it. Raises ``DatasetUnavailable`` unless it ends with « ? »."""
    if not name.endswith(IF_AVAILABLE):
        return store.load(name)
    name = name.removesuffix(IF_AVAILABLE)
    try:
        return store.load(name)
    except store.DatasetUnavailable as error:
        stand_in = pd.DataFrame(columns=DATASETS[name].column_names)
        stand_in.attrs[UNAVAILABLE] = error.sentence
        return stand_in


def fingerprint(name: str) -> str:
    """Text that changes when the dataset does; the reason when it is not available."""
    if not name.endswith(IF_AVAILABLE):
        return store.fingerprint(name)
    try:
        return store.fingerprint(name.removesuffix(IF_AVAILABLE))
    except store.DatasetUnavailable as error:
        return error.sentence
