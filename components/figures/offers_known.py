"""What the training offers known are, said beside every count of them, on any page."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import View
from data.french.formats import listing
from data.french.typography import french
from data.indicators import training

KINDS = {
    "initial": "formation initiale",
    "apprenticeship": "apprentissage",
    "continuing": "formation continue",
}
_DEFINITE = {"initial": "la formation initiale", "apprenticeship": "l’apprentissage"}


def known_offers(view: View, coverage: pd.DataFrame) -> str:
    """What the offers known are, and which kinds of training no loaded source can contain."""
    loaded = training.loaded(coverage)
    kinds = training.kinds_loaded(coverage)
    names = dict.fromkeys(str(view.sources.get(key, {}).get("title") or key) for key in loaded["source_id"])
    short = listing([name.partition(" (")[0].partition(",")[0] for name in names])
    known = f"{listing([KINDS[kind] for kind in kinds])} ({short})" if kinds else ""
    if len(loaded) < len(coverage):
        known = f"{known} et quelques écoles" if known else "quelques écoles"
    said = f"Formations recensées : {known or 'aucune source chargée'}"
    absent = [_DEFINITE.get(kind, "la formation continue") for kind in training.KINDS if kind not in kinds]
    if absent:
        # « la formation continue n’est pas chargée », « l’apprentissage et la … ne sont pas chargés ».
        agreed = "é" if _DEFINITE["apprenticeship"] in absent else "ée"
        verb = f"n’est pas charg{agreed}" if len(absent) == 1 else f"ne sont pas charg{agreed}s"
        said += f" ; {listing(absent)} {verb}"
    return french(f"{said}.")
