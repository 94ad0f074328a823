"""A few tiny source folders, small enough to check by hand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from data.catalogue import DATASETS

SOURCES_TOML = """\
[[source]]
source_id = "support"
title = "Support de la réunion"
publisher = "CTM"
year = 2025
accessed_on = 2025-06-01
"""
DOMAINS_CSV = """\
domain_id,domain,subsector_ids,naf,fap_bmo,fap_tension,source_id,locator,certainty,note
services-informatiques,Informatique,programmation-conseil;edition-logiciels,62;58,M1X,M1Z,support,Carte,read,
telecommunications,Télécommunications,telecommunications,61,,,support,Carte,inferred,
marketing-communication,Marketing,,,,,support,Carte,inferred,"sans correspondance, dit ainsi"
cybersecurite,Cybersécurité,,,,,support,Carte,inferred,
transformation-digitale,Transformation digitale,,,,,support,Carte,inferred,
"""
SURVEY_CSV = """\
question_id,theme,question,item,edition,status,segment_kind,segment,share,base_label,base_share,sample_size,source_id,locator,certainty,note
equipment,maturity,Équipement,Scanner,2024,equipped,all,,0.02,Ensemble,,500,support,Équipement,read,
equipment,maturity,Équipement,Scanner,2020,equipped,all,,0.1,Ensemble,1,500,support,Équipement,read,
"""
KEY_ACTIONS_CSV = """\
label,action_id,source_id,locator,certainty,note
"Télécentres, tiers-lieux",A08,support,Planning,read,
Plateforme,A19,support,Planning,read,
Pilotage,A20,support,Planning,read,
Fibre,,support,Planning,read,
"""
LINKS_CSV = """\
link_id,label,url,theme,source_id,locator,certainty,note
pix,Pix,https://pix.fr,opening,support,Liens,read,
"""
PRINTED_SUMS_CSV = """\
what,dataset,column,filter,value,unit,source_id,locator,certainty,note
Domaines,domains,,,5,domaines,support,Carte,read,
Entreprises avec scanner,survey_answers,share,item=Scanner;edition=2024,0.02,fraction,support,Équipement,read,
"""


@pytest.fixture
def small_catalogue() -> Iterator[None]:
    """Only four datasets exist: ``sources``, ``domains``, ``survey_answers`` and ``links``."""
    everything = dict(DATASETS)
    for name in set(DATASETS) - {"sources", "domains", "survey_answers", "links"}:
        del DATASETS[name]
    yield
    # Put back as a whole: the order of the catalogue is that of the dictionary.
    DATASETS.clear()
    DATASETS.update(everything)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A folder of typed sources for the four datasets of ``small_catalogue``, and the key actions."""
    folder = tmp_path / "sources"
    folder.mkdir()
    for name, text in {
        "sources.toml": SOURCES_TOML,
        "domains.csv": DOMAINS_CSV,
        "survey_answers.csv": SURVEY_CSV,
        "links.csv": LINKS_CSV,
        "schema_key_actions.csv": KEY_ACTIONS_CSV,
        "printed_sums.csv": PRINTED_SUMS_CSV,
    }.items():
        (folder / name).write_bytes(text.encode())
    return folder
