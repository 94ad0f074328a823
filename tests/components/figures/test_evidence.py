"""Sources are cited in the order of what they say."""

import pandas as pd

from components.figures.blocks import View
from components.figures.evidence import cite

ROWS = pd.DataFrame(
    {
        "source_id": ["schema", "ccim", "schema"],
        "locator": ["Planning", "Focus", "Planning"],
        "certainty": ["read", "read", "read"],
        "note": ["seconde note", None, "première lue"],
    }
)


def test_documents_are_cited_in_the_order_of_the_rows_not_of_the_alphabet() -> None:
    assert [item.source for item in cite(View("schema"), ROWS)] == ["schema", "ccim"]
    assert [item.source for item in cite(View("schema"), ROWS.iloc[1:])] == ["ccim", "schema"]


def test_notes_of_one_document_follow_the_order_of_its_rows_each_once() -> None:
    (first, second) = cite(View("schema"), pd.concat([ROWS, ROWS]))
    assert first.note.replace("\u202f", " ") == "seconde note ; première lue"
    assert second.note == ""
