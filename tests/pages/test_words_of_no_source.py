"""Words that no source says are said nowhere: neither by the code, nor by the data, nor by both together.

Whatever a view, a sheet, a form or a document says is written in the code, or is a cell of the data.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import pages
from data import store
from data.catalogue import DATASETS
from pages.registry import PAGES
from tests.pages.readings import told

ROOT = Path(pages.__file__).parents[1]
NONE = "not read is not none"
# A file that is refused was read whole: what it does not hold may be said.
OF_A_FILE = "data/imports/formats/"
# What is not to be said, and why.
NO_SOURCE_SAYS = {
    r"enchaînement": "the six terms of the cybersecurity slide are in no order and nothing ties them",
    r"étapes lues": "the slide on the strategy prints four labels, not steps",
    r"du numérique interrogées": "the slide prints « entreprises interrogées »; « numérique » is ours",
    r"interventions? annoncée": "« pouvant porter sur » announces nothing",
    r"disent autre chose": "two documents that differ in words contradict nobody",
    r"tel(?:le)?s qu’imprimée?s|phrase, telle qu’imprimée": "what was split, joined or cut is not as printed",
    r"SIDEFOP[^.;\n]*\b90\b|\b90 organismes[^.;\n]*SIDEFOP": "nothing ties the 90 bodies to SIDEFOP",
    r"suffira|se charge (?:depuis|sur) la page": "a file that no import reads is to be sent to somebody",
    r"contrat d’études?|comité d’études?": "no document spells CEP out",
    r"financements? (?:obtenu|acquis|accordé)": "the planning says « Financement », not that it was obtained",
    r"interconnexion en Europe|\bCCT\b ?[(:] ?contrat": "no document spells CCT and MIE out",
    r"\baucune (?:formation|offre)\b(?! (?:\S+ ){0,3}(?:recensée|fictive))": NONE,
    r"\b0 (?:formation|offre)s?\b": "not read is not zero",
    r"\bdont 0 secr": "a secret cell is not counted among those shown",
    r"cartographie de l’offre de formation (?:initiale|professionnelle)": "the slide says « continue »",
    r"\b3e pilier|pilier n° ?\d": "the slides give the pillars no number",
}
# The deck's « étude » is CCIM's survey of maturity: elsewhere the word is another document's own title.
STUDY = re.compile(r"\bl’étude\b", re.IGNORECASE)
OF_CCIM = re.compile(
    r"CCIM|maturit[éye]|de 2020|de 2024|cadre de l’étude|l’étude de la filière numérique de 2017",
    re.IGNORECASE,
)


def words_of_code() -> Iterator[tuple[str, str]]:
    """Every text written in the code but its documentation, with its file; what is put in reads « … »."""
    for folder in ("pages", "components", "data", "launch"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            tree = ast.parse(path.read_text("utf-8"))
            parts = {
                id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                    parts.add(id(node.value))
            for node in ast.walk(tree):
                name = str(path.relative_to(ROOT))
                if isinstance(node, ast.JoinedStr):
                    said = (part.value if isinstance(part, ast.Constant) else "…" for part in node.values)
                    yield name, "".join(map(str, said))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                    yield name, node.value


def words_of_data() -> Iterator[tuple[str, str]]:
    """Every text of every dataset that is built, with its dataset and column."""
    for name in (known for known, one in DATASETS.items() if not one.imported):
        frame = store.load(name)
        for column in frame.columns:
            for value in frame[column].dropna().unique() if frame[column].dtype == "str" else ():
                yield f"{name}.{column}", value


def found_in(texts: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> list[tuple[str, str, str]]:
    found = []
    for where, text in texts:
        said = re.sub(r"\s", " ", text).replace("'", "’")
        found += [
            (where, reason, text)
            for pattern, reason in NO_SOURCE_SAYS.items()
            if re.search(pattern, said, re.IGNORECASE) and not (reason == NONE and OF_A_FILE in where)
        ]
        if STUDY.search(said) and not OF_CCIM.search(f"{said} {where}"):
            found.append((where, "« l’étude » is CCIM's survey", text))
    return found


def test_no_text_of_the_code_says_what_no_source_says():
    texts = tuple(words_of_code())
    assert len(texts) > 5000
    assert found_in(texts) == []


def test_no_text_of_the_data_says_what_no_source_says():
    texts = tuple(words_of_data())
    assert len(texts) > 2000
    assert found_in(texts) == []


@pytest.mark.parametrize("page", PAGES)
def test_no_view_says_what_no_source_says(page):
    assert told(page)
    assert found_in(told(page)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Enchaînement des six termes",
        "Étapes lues sans leur nombre",
        "73 % des entreprises du numérique interrogées",
        "Interventions annoncées : métiers en tension",
        "SIDEFOP, plus de 90 organismes",
        "Les besoins tels qu’imprimés",
        "Il suffira de charger le fichier",
        "Aucune formation au Sud",
        "D’après l’étude, la filière se porte bien",
    ],
)
def test_the_reading_finds_what_was_once_said(said):
    assert found_in([("carte", said)])
