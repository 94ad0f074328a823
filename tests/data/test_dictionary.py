"""The data dictionary of docs/ is the one that the declarations give."""

from __future__ import annotations

from data.catalogue import DATASETS
from data.dictionary import PAGE, column_rows, dictionary


def test_the_committed_dictionary_is_current() -> None:
    assert PAGE.read_bytes().replace(b"\r\n", b"\n").decode() == dictionary(), "python -m data.dictionary"


def test_a_column_is_described_with_type_unit_and_bounds() -> None:
    (share,) = [row for row in column_rows(DATASETS["survey_answers"]) if row["Colonne"] == "share"]
    assert share == {
        "Colonne": "share",
        "Type": "décimal",
        "Unité": "fraction",
        "Vide": "jamais",
        "Sens": "Part des entreprises de la base",
        "Valeurs admises": "au moins 0, au plus 1",
    }


def test_a_reference_says_which_dataset_holds_its_key() -> None:
    (source,) = [row for row in column_rows(DATASETS["links"]) if row["Colonne"] == "source_id"]
    assert source["Valeurs admises"] == "clé source_id de sources"


def test_every_column_has_a_meaning() -> None:
    assert all(row["Sens"] for dataset in DATASETS.values() for row in column_rows(dataset))
