"""What there is and what is missing, counted on frames small enough to count by hand."""

import pandas as pd

from data import store
from data.catalogue import DATASETS
from data.indicators import coverage


def frames():
    return {name: store.load(f"{name}?") for name in DATASETS}


def test_the_inventory_counts_rows_columns_and_certainties():
    rows = coverage.inventory(frames(), DATASETS).set_index("name")
    actions = rows.loc["schema_actions"]
    # 6 columns of its own and 4 of provenance; the 23 actions are read from the planning table.
    assert (actions["rows"], actions["columns"], actions["read"], actions["inferred"]) == (23, 10, 23, 0)
    assert actions["source_ids"] == ("schema-numerique-2024",)
    assert rows.loc["survey_answers", "years"] == (2020, 2024)
    assert pd.isna(rows.loc["sources", "read"]), "the documents themselves have no provenance"
    assert rows.loc["sources", "source_ids"] == ()


def test_an_unavailable_dataset_keeps_its_row_with_the_reason():
    found = frames()
    found["links"] = pd.DataFrame(columns=DATASETS["links"].column_names)
    found["links"].attrs["unavailable"] = "Le jeu de données est absent."
    row = coverage.inventory(found, DATASETS).set_index("name").loc["links"]
    assert not row["available"]
    assert row["reason"] == "Le jeu de données est absent."
    assert pd.isna(row["rows"]), "unavailable is not zero"


def test_the_certainties_of_a_dataset_add_up_to_its_rows():
    shares = coverage.certainties(coverage.inventory(frames(), DATASETS))
    sums = shares.groupby("name")["share"].sum()
    assert ((sums - 1).abs() < 1e-9).all()
    doubts = shares.drop_duplicates("name")["doubt"].tolist()
    assert doubts == sorted(doubts, reverse=True)
    communes = shares[shares["name"] == "communes"].set_index("certainty")["count"]
    assert communes.to_dict() == {"read": 0, "computed": 0, "inferred": 34, "secondhand": 0}


def test_each_document_counts_the_rows_read_in_it():
    used = coverage.usage(frames())
    schema = used[used["source_id"] == "schema-numerique-2024"].set_index("name")["rows"]
    assert (schema["schema_actions"], schema["schema_pillars"], schema["schema_key_actions"]) == (23, 5, 4)
    assert "sources" not in set(used["name"])


def slides():
    return pd.DataFrame(
        [
            (1, "Un", None, "text", None),
            (2, "Deux", "chiffres", "data", None),
            (2, "Deux", "barres", "picture-only", "CTM"),
            (3, "Trois", None, "picture-only", "CTM"),
            (4, "Quatre", None, "picture-only", "non précisé par la présentation"),
            (5, "Cinq", "annonce", "divider", None),
            (5, "Cinq", "contenu", "picture-only", "AKTO"),
        ],
        columns=["position", "title", "part", "state", "holder"],
    )


def test_a_title_counts_once_under_the_best_of_its_parts():
    titles = coverage.titles(slides()).set_index("title")
    assert titles["state"].to_dict() == {
        "Un": "text",
        "Deux": "data",
        "Trois": "picture-only",
        "Quatre": "picture-only",
        "Cinq": "divider",
    }
    assert titles["missing"].to_dict() == {"Un": 0, "Deux": 1, "Trois": 1, "Quatre": 1, "Cinq": 1}


def test_what_is_missing_goes_by_holder_the_one_with_most_first_and_the_unnamed_last():
    gone = coverage.missing(slides())
    assert gone["holder"].tolist() == ["CTM", "CTM", "AKTO", "non précisé par la présentation"]
    assert gone["title"].tolist() == ["Deux", "Trois", "Cinq", "Quatre"]


def test_the_deck_has_86_titles():
    titles = coverage.titles(store.load("slides"))
    assert titles["state"].value_counts().to_dict() == {
        "text": 46,
        "divider": 16,
        "data": 13,
        "picture-only": 11,
    }
    assert titles["missing"].sum() == 22
