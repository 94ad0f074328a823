"""Every line and every number of the deck's text is somewhere in the typed sources: nothing was left out.

The text of the deck is not part of the project. Its folder is ``CEP_DECK_TEXT``, by default
``shared/seed`` beside the project.
"""

from __future__ import annotations

import os
import re
import tomllib
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from data.build import SOURCES, read_source

_BESIDE = Path(__file__).parents[3] / "shared" / "seed"
DECK = Path(os.environ.get("CEP_DECK_TEXT", _BESIDE))

pytestmark = pytest.mark.skipif(
    not list(DECK.glob("*.txt")), reason=f"le texte du support n’est pas dans {DECK} (CEP_DECK_TEXT)"
)

DECK_SOURCES = {
    source["source_id"] for source in tomllib.loads((SOURCES / "sources.toml").read_text("utf-8"))["source"]
}
DATASETS = (
    "sector_establishments",
    "survey_answers",
    "key_figures",
    "statements",
    "links",
    "skills",
    "schema_pillars",
    "schema_actions",
    "schema_key_actions",
    "agenda",
    "slides",
)
# Pieces of lines that the text layer of the deck glues or that were reworded, with the cells they became.
TYPED_AS = {
    "gestion stock": ("Gestion de stock",),
    "entreprises informatisés": ("entreprises informatisées",),
    "total": (),  # computed, and checked with the printed totals
    "cybersécurité audit de sécurité": ("Cybersécurité", "Audit de sécurité"),
    "formateurs renforcer l’ingénierie pédagogique": ("formateurs", "Renforcer l’ingénierie pédagogique"),
}


@cache
def deck() -> str:
    return "\n".join(path.read_text("utf-8") for path in sorted(DECK.glob("*.txt")))


@cache
def typed(name: str) -> pd.DataFrame:
    frame = read_source(name, SOURCES)
    return frame[frame["source_id"].isin(DECK_SOURCES)]


@cache
def cells() -> tuple[str, ...]:
    """Every cell typed from the deck, as text."""
    found = []
    for name in DATASETS:
        for column in typed(name).columns:
            for value in typed(name)[column]:
                found += value if isinstance(value, list) else [] if pd.isna(value) else [str(value)]
    return tuple(found)


def squashed(text: str) -> str:
    """Letters and digits only: the text layer of the deck glues words and breaks lines."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return "".join(character for character in plain if character.isalnum())


def between(start: str, end: str) -> str:
    text = deck()
    first = text.index(start) + len(start)
    return text[first : text.index(end, first)]


def printed_percents(text: str) -> Counter[int]:
    return Counter(int(value) for value in re.findall(r"(\d+) ?%", text))


def typed_percents(locator: str) -> Counter[int]:
    rows = typed("survey_answers")
    return Counter(round(share * 100) for share in rows.loc[rows["locator"] == locator, "share"])


def test_every_line_of_the_deck_is_typed_somewhere() -> None:
    corpus = "|".join(squashed(cell) for cell in cells())
    missing = []
    for number, line in enumerate(deck().splitlines(), start=1):
        if squashed(line) in corpus:
            continue
        # A line of a table or of a drawing holds several cells: each piece must be typed.
        for piece in re.split(r"[,:;/*()%▪•«»]|\d+|\s{2,}", line):
            cells_of_piece = TYPED_AS.get(piece.strip().lower(), (piece,))
            missing += [(number, cell) for cell in cells_of_piece if squashed(cell) not in corpus]
    assert missing == []


# Bullets that cut a sentence, joined; words that the slide hyphenates. Their notes, or lecture.md, say it.
JOINED = ("prise en compte de La", "se développer D’accéder", "perspective écoenv", "se prémunissent")


def letters(text: str) -> str:
    """The text as written, accents, case and marks kept: only spaces and the shape of apostrophes go."""
    return re.sub(r"\s", "", text).replace("’", "'")


def test_every_sentence_that_is_read_is_in_the_deck_letter_for_letter() -> None:
    rows = typed("statements").query("certainty == 'read'")
    corpus = letters(deck())
    assert len(rows) > 150
    other = [text for text in rows["text"] if letters(text) not in corpus]
    assert [text for text in other if not any(words in text for words in JOINED)] == []
    assert len(other) == len(JOINED)


def test_every_number_of_the_deck_is_typed_somewhere() -> None:
    known: set[str] = set()
    for cell in cells():
        plain = re.sub(r"(?<=\d)[\u202f\u00a0 ](?=\d{3}\b)", "", cell)
        known.update(re.findall(r"\d+(?:[.,]\d+)?", plain.replace(".", ",")))
    for name, column in (("survey_answers", "share"), ("survey_answers", "base_share")):
        known.update(f"{round(share * 100)}" for share in typed(name)[column])
    known.update(f"{number:g}".replace(".", ",") for number in typed("key_figures")["value_low"])
    known = {number.removesuffix(",0") for number in known} | known
    missing = []
    for number in re.findall(r"\d{1,3}(?: \d{3})+(?!\d)|\d+,\d+|\d+", deck()):
        # "896 497" is two figures of one table row, "1 522" is one figure.
        pieces = number.split(" ")
        if number.replace(" ", "") not in known and not all(piece in known for piece in pieces):
            missing.append(number)
    assert missing == []


def test_the_equipment_table_is_typed_cell_by_cell() -> None:
    text = between("Disposez-vous des équipements numériques", "EQUIPEMENTS\nPARC APPLICATIF")
    assert printed_percents(text) - Counter({100: 1}) == typed_percents("EQUIPEMENTS – HARDWARE")


def test_the_software_slide_is_typed_but_for_two_unattributed_figures() -> None:
    text = between("LOGICIEL DE:", "TRANSFORMATION NUMÉRIQUE\n")
    unattributed = Counter({86: 1, 44: 1})
    base_and_reading_note = Counter({74: 1, 69: 1})
    assert printed_percents(text) == typed_percents("EQUIPEMENTS – PARC APPLICATIF") + unattributed + (
        base_and_reading_note
    )


def test_the_online_presence_slide_is_typed_with_its_two_bases() -> None:
    text = between("SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS", "NUMÉRIQUE ET DÉVELOPPEMENT")
    rows = typed_percents("TRANSFORMATION NUMÉRIQUE – SYNOPTIQUE DES INDICATEURS PAR FAMILLE DE PROCESS")
    assert printed_percents(text) == rows + Counter({81: 1, 58: 1})


def test_the_establishments_table_is_typed_row_by_row() -> None:
    text = between("EMPLOIS SALARIE", "TOTAL")
    pairs = re.findall(r"(\d+) (\d+)\n", text)
    rows = typed("sector_establishments")
    assert [(int(a), int(b)) for a, b in pairs] == list(
        zip(rows["establishments"], rows["employees"], strict=True)
    )


def test_the_planning_is_typed_row_by_row() -> None:
    text = between("Coûts (k€) Financement 2024 2025 2026 2027", "MERCI DE VOTRE ATTENTION")
    text = text.replace("50\nFrance Numérique \nEnsemble (Etat)", "50France Numérique Ensemble (Etat)")
    printed = []
    for line in filter(str.strip, text.splitlines()):
        found = re.fullmatch(r"(.+?) (\d{1,3}(?: \d{3})*)(\D.*)?", line.strip())
        assert found, line
        action, cost, funding = found.groups()
        printed.append((squashed(action), int(cost.replace(" ", "")), (funding or "").strip()))
    rows = typed("schema_actions")
    assert printed == [
        (squashed(row.action), row.cost_keur, "" if pd.isna(row.funding_label) else row.funding_label)
        for row in rows.itertuples()
    ]
