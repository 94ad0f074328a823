"""What is computed on the skills that the deck asks for."""

from __future__ import annotations

import pandas as pd

KINDS = ("technical", "transversal")
NONE_CITED = "aucune citée"


def by_domain(skills: pd.DataFrame) -> pd.DataFrame:
    """One line a domain, in the order of the deck: the skills of each kind, listed as the deck lists them.

    ``skills``: columns domain_id, domain, kind, skill. Returns domain_id, domain, skills_technical and
    skills_transversal (text, « aucune citée » when the deck cites none).
    """
    domains = skills[["domain_id", "domain"]].drop_duplicates("domain_id").reset_index(drop=True)
    listed = {
        f"skills_{kind}": [
            ", ".join(skills.loc[(skills["domain_id"] == domain_id) & (skills["kind"] == kind), "skill"])
            or NONE_CITED
            for domain_id in domains["domain_id"]
        ]
        for kind in KINDS
    }
    return domains.assign(**listed)


def of_domain(skills: pd.DataFrame, domain_id: str | None) -> pd.DataFrame:
    """The skills of a domain; of all without one."""
    return skills if domain_id is None else skills[skills["domain_id"] == domain_id]
