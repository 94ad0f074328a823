"""Every dataset as loaded: what the views of « Données » are counted from."""

from __future__ import annotations

import pandas as pd

from components.figures.blocks import Evidence
from data.catalogue import DATASETS
from data.indicators import coverage
from data.store import if_available

# Asked for so that one damaged or not yet imported file does not hide the others.
ALL = if_available(*DATASETS)
COUNTED = (Evidence("Jeux de données de l’application", certainty="computed"),)


def inventory(frames: tuple[pd.DataFrame, ...]) -> pd.DataFrame:
    """The inventory of the frames of ``ALL``, in its order: see ``coverage.inventory``."""
    return coverage.inventory(dict(zip(DATASETS, frames, strict=True)), DATASETS)
