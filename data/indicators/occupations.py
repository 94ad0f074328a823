"""What is computed on occupations of the ROME: those of the digital transition, and their FAP and domains."""

from __future__ import annotations

import pandas as pd


def marked(occupations: pd.DataFrame, domains: pd.DataFrame) -> pd.DataFrame:
    """The occupations that the source marks « transition numérique », by code.

    Columns rome_code, occupation, ``fap`` (a list: those of its code, or of its parent's, in the passage from
    ROME to FAP; empty when the passage of the digital FAP does not hold it) and ``domain_ids``, those of the
    FAP. Both are deduced: the two files are of two versions of the ROME.
    """
    passage: dict[str, list[str]] = {}
    for row in occupations[occupations["fap_code"].notna()].itertuples():
        passage.setdefault(str(row.rome_code), []).append(str(row.fap_code))
    domain_of: dict[str, str] = {}
    for row in domains.itertuples():
        for code in row.fap_tension if row.fap_tension is not None else ():
            domain_of[str(code)] = str(row.domain_id)
    rows = occupations[occupations["digital_transition"]].sort_values("rome_code", ignore_index=True)
    fap = [
        passage.get(str(row.rome_code)) or passage.get(str(row.parent_code)) or []
        for row in rows.itertuples()
    ]
    found = [list(dict.fromkeys(domain_of[code] for code in codes if code in domain_of)) for codes in fap]
    return rows[["rome_code", "occupation"]].assign(fap=fap, domain_ids=found)
