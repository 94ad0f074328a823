"""What is read from the tension of occupations in 2019: classes of their own, and their strong causes.

Classes go from 1 (weak) to 5 (strong), for the tension and for each of its six causes. The file gives an
occupation without a class the value of its group: such a row has no class of its own, and none is shown.
"""

from __future__ import annotations

import pandas as pd

# Column of the dataset -> the published name of the cause, in the file's order.
CAUSES = {
    "hiring_intensity": "Intensité d’embauches",
    "training_job_link": "Lien formation-emploi",
    "labour_shortage": "Manque de main-d’œuvre",
    "job_instability": "Non-durabilité de l’emploi",
    "working_conditions": "Conditions contraignantes",
    "geographic_mismatch": "Inadéquation géographique",
}
STRONGEST = 5
# From this class on, a cause is named beside the occupation.
STRONG = 4


def of_domain(tension: pd.DataFrame, domain_id: str | None) -> pd.DataFrame:
    """The occupations (FAP 225) tied to a domain, or to any domain; groups (FAP 87) are left out."""
    detailed = tension[(tension["fap_level"] == "fap 225") & tension["domain_id"].notna()]
    return detailed if domain_id is None else detailed[detailed["domain_id"] == domain_id]


def classed(occupations: pd.DataFrame) -> pd.DataFrame:
    """Occupations with a class of their own, the highest class first, then by the indicator itself."""
    own = occupations[occupations["tension_class"].notna()]
    ordered = own.sort_values(["tension_class", "tension"], ascending=False, kind="stable")
    return ordered.reset_index(drop=True)


def unclassed(occupations: pd.DataFrame) -> list[str]:
    """Names of the occupations without a class of their own."""
    return list(occupations.loc[occupations["tension_class"].isna(), "occupation"])


def strongest(classed_occupations: pd.DataFrame) -> int:
    """How many are in class 5."""
    return int((classed_occupations["tension_class"] == STRONGEST).sum())


def strong_causes(occupation: pd.Series) -> list[str]:
    """Names of the causes in class 4 or 5, the highest first, then in the file's order."""
    classes = [(int(occupation[column]), name) for column, name in CAUSES.items()]
    held = [(level, name) for level, name in classes if level >= STRONG]
    return [name for _, name in sorted(held, key=lambda pair: -pair[0])]
