"""The grid: what it shows, the edits that the browser sends, and what they come to."""

import pandas as pd
import pytest

from data.imports import tracking_input
from pages.plan.tracking import grid

ACTIONS = pd.DataFrame({"action_id": ["A01", "A03"], "action": ["Un", "Trois"]})
BEFORE = {
    "A01": {("budget", 2025, None, "planned"): "1250.5", ("budget", 2024, None, "planned"): "9"},
    "A03": {("budget", 2025, "FSE", "paid"): "60", ("progress", None, None, "percent"): "12.5"},
}


def test_the_grid_shows_one_year_undivided_and_names_what_is_by_funder():
    shown = grid.frame(ACTIONS, BEFORE, 2025)
    assert shown["Prévu"].fillna("").tolist() == ["1\u202f250,5", ""]
    assert shown["Par financeur"].tolist() == ["", "FSE"]
    assert shown["Payé"].isna().all()
    assert "Par financeur" not in grid.frame(ACTIONS, BEFORE, 2024)
    assert shown["Avancement (%)"].fillna("").tolist() == ["", "12,5"]


def test_an_untouched_grid_changes_nothing():
    typed = grid.typed(grid.frame(ACTIONS, BEFORE, 2025), 2025)
    assert typed
    for action_id, own in typed.items():
        assert tracking_input.changes(action_id, BEFORE[action_id], own) == ([], [])


def test_edits_become_changes_of_their_action_and_year_only():
    shown = grid.edited(
        grid.frame(ACTIONS, BEFORE, 2025),
        {0: {"Prévu": None, "Avancement": "en cours"}, "1": {"Engagé": "1 000"}},
    )
    typed = grid.typed(shown, 2025)
    first, _ = tracking_input.changes("A01", BEFORE["A01"], typed["A01"])
    second, _ = tracking_input.changes("A03", BEFORE["A03"], typed["A03"])
    assert [(one.field, one.year, one.value) for one in first] == [
        ("planned", 2025, None),
        ("status", None, "en cours"),
    ]
    assert [(one.field, one.year, one.value) for one in second] == [("committed", 2025, "1000")]


@pytest.mark.parametrize(
    ("pasted", "kept"), [("12,5", "12.5"), ("1\u202f250,75", "1250.75"), ("1.250,5", "1250.5")]
)
def test_an_amount_pasted_from_another_software_is_read_as_it_was_written(pasted, kept):
    shown = grid.edited(grid.frame(ACTIONS, BEFORE, 2025), {1: {"Engagé": pasted}})
    changes, problems = tracking_input.changes("A03", BEFORE["A03"], grid.typed(shown, 2025)["A03"])
    assert problems == []
    assert [(one.field, one.year, one.value) for one in changes] == [("committed", 2025, kept)]
