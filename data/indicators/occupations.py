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
    tied = zip(domains["domain_id"], domains["fap_tension"], strict=True)
    domain_of = {str(code): str(name) for name, codes in tied if codes is not None for code in codes}
    rows = occupations[occupations["digital_transition"]].sort_values("rome_code", ignore_index=True)
    fap = [
        passage.get(str(code)) or passage.get(str(parent)) or []
        for code, parent in zip(rows["rome_code"], rows["parent_code"], strict=True)
    ]
    found = [list(dict.fromkeys(domain_of[code] for code in codes if code in domain_of)) for codes in fap]
    return rows[["rome_code", "occupation"]].assign(fap=pd.Series(fap), domain_ids=pd.Series(found))
