"""Acronyms are explained where they are used: one click away on the page, said to come from elsewhere."""

import importlib

import pytest

from components.screen import glossary
from data import store

# What each page uses in its headings and quotes, and a newcomer does not know.
USED = {
    "sector": {"TIC", "ANSSI", "Tier III"},
    "maturity": {"CRM", "CB", "PME", "OREF"},
    "training": {"EPCI", "CACEM", "CAP Nord", "SIDEFOP", "AGEFMA", "ESN", "OF", "OREF"},
    "skills": {"ESN", "STMT", "DPAE", "FAP", "BMO", "INTERIM", "AKTO", "DE", "ERP", "UX"},
    "plan": {"AAP TID", "CCT", "CTM", "FEDER", "FSE", "MIE", "INTERREG", "THD", "Tier III"},
}


@pytest.mark.parametrize("module", USED)
def test_the_acronyms_of_a_page_have_a_block_that_explains_them(module):
    blocks = importlib.import_module(f"pages.{module}.views").CONTENTS.blocks
    assert USED[module] <= {term for block in blocks for term in block.terms}


def test_definitions_say_what_the_source_does_not():
    entries = store.load("glossary")
    assert glossary.lines(("STMT", "CCT"), entries) == [
        "- **STMT**\u202f: Statistiques du marché du travail, de France Travail et de la Dares",
        "- **CCT**\u202f: non développé par la source",
    ]
