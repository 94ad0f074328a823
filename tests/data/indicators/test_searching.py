"""Words are found without accents or capitals, and every word typed must be there."""

import pandas as pd

from data.indicators.searching import folded, matching

ROWS = pd.DataFrame(
    {
        "skill": ["Cybersécurité", "Gestion de crise", "Main-d’œuvre", "Gestion de la relation client"],
        "domain": ["Services", "Cybersécurité", None, "Marketing"],
    }
)


def found(words):
    return matching(ROWS, ("skill", "domain"), words).index.tolist()


def test_accents_capitals_and_apostrophes_do_not_matter():
    assert found("CYBERSECURITE") == [0, 1]
    assert found("main-d'oeuvre") == [2]
    assert folded("Œuvre À l’Été") == "oeuvre a l'ete"


def test_every_word_must_be_found_in_one_column_or_another():
    assert found("gestion cyber") == [1]
    assert found("gestion") == [1, 3]
    assert found("crise absent") == []


def test_no_word_leaves_everything_and_an_unknown_cell_is_empty():
    assert found("  ") == [0, 1, 2, 3]
    assert found("nan") == []
    assert found("none") == []
