"""Sums, rates and filters of the tracking, on amounts that add up by hand."""

from datetime import date

import pandas as pd
import pytest

from data.indicators import tracking
from data.journal.folds import budget, end_of, entries, progress
from data.journal.folds.rows import as_rows

ACTIONS = pd.DataFrame(
    {
        "action_id": ["A01", "A02", "A03", "A07"],
        "pillar_id": ["education", "education", "education", "attractivite"],
        "action": ["Un", "Deux", "Trois", "Sept"],
        "cost_keur": [50, 100, 2000, 0],
        "funding_label": ["CCT", "CCT", "FSE", None],
    }
).astype({"funding_label": "str"})
KEYS = pd.DataFrame({"label": ["Clé"], "action_id": ["A03"]})


def row(kind, action, field, value, year=None, funder=None, saved_at="2026-03-12T13:00:00Z", save="s1"):
    return {
        "save_id": save,
        "saved_at": saved_at,
        "author": "Anne",
        "reason": "",
        "kind": kind,
        "subject_id": action,
        "year": year,
        "funder": funder,
        "field": field,
        "value": value,
        "undoes": None,
    }


def lines_of(*rows):
    return tracking.lines(budget(as_rows(list(rows))))


TYPED = (
    row("budget", "A01", "committed", "20", 2024),
    row("budget", "A03", "committed", "500", 2024, "FSE"),
    row("budget", "A03", "committed", "100", 2024, "CTM"),
    row("budget", "A07", "committed", "5", 2025),
    row("budget", "A03", "planned", "1000", 2025),
    row("budget", "A02", "paid", "0", 2025),
)


def test_a_total_says_how_many_actions_make_it_and_nothing_typed_is_not_zero():
    found = tracking.totals(lines_of(*TYPED)).set_index("field")
    assert found.loc["committed"].tolist() == [625.0, 3]  # 20 + 500 + 100 + 5, by A01, A03 and A07
    assert found.loc["paid"].tolist() == [0.0, 1]  # a typed zero counts as a contributor
    empty = tracking.totals(lines_of())
    assert empty["keur"].isna().all()
    assert empty["actions"].tolist() == [0, 0, 0]


def test_an_undivided_amount_beside_funder_lines_does_not_count_twice():
    both = (*TYPED, row("budget", "A03", "committed", "600", 2024))
    found = tracking.totals(lines_of(*both)).set_index("field")
    assert found.at["committed", "keur"] == 625.0


def test_sums_by_group_keep_the_groups_where_nobody_typed_anything():
    amounts = lines_of(*TYPED)
    pillar = amounts["action_id"].map(ACTIONS.set_index("action_id")["pillar_id"])
    found = tracking.sums(amounts, pillar, ["education", "attractivite", "smart-island"])
    committed = found[found["field"] == "committed"].set_index("group")
    assert committed.loc["education", ["keur", "actions"]].tolist() == [620.0, 2]
    assert committed.at["attractivite", "keur"] == 5.0
    assert pd.isna(committed.at["smart-island", "keur"])
    assert committed.at["smart-island", "actions"] == 0


def test_a_rate_has_the_same_actions_above_and_below_and_no_cost_at_zero():
    found = tracking.rates(lines_of(*TYPED), ACTIONS).set_index("field")
    # A01 20 and A03 600 over 50 + 2000; A07, printed at 0, is left out.
    columns = ["keur", "cost_keur", "actions", "at_zero"]
    assert found.loc["committed", columns].tolist() == [620.0, 2050.0, 2, 1]
    assert found.at["committed", "share"] == pytest.approx(620 / 2050)
    only_zero = tracking.rates(lines_of(row("budget", "A07", "committed", "5", 2025)), ACTIONS)
    assert only_zero["share"].isna().all()


def test_time_elapsed_is_the_share_of_the_1461_days_of_2024_to_2027():
    assert tracking.elapsed_share(date(2024, 1, 1)) == 0
    assert tracking.elapsed_share(date(2026, 1, 1)) == pytest.approx(731 / 1461)  # 366 + 365 days
    assert tracking.elapsed_share(date(2028, 1, 1)) == 1
    assert tracking.elapsed_share(date(2030, 1, 1)) == 1
    assert tracking.elapsed_share(date(2020, 1, 1)) == 0


def test_the_state_at_a_date_includes_that_day_in_martinique():
    late_evening = as_rows([row("budget", "A01", "planned", "9", 2025, saved_at="2026-03-13T02:00:00Z")])
    # 02:00 UTC on the 13th is 22:00 on the 12th in Martinique.
    assert len(budget(late_evening, end_of(date(2026, 3, 12)))) == 1
    assert budget(late_evening, end_of(date(2026, 3, 11))).empty


def sheet_of(*rows):
    journal = as_rows(list(rows))
    return tracking.sheet(ACTIONS, KEYS, tracking.lines(budget(journal)), progress(journal))


def ids(frame):
    return frame["action_id"].tolist()


def test_the_filters_and_the_negatives_keep_the_right_actions():
    found = sheet_of(
        *TYPED,
        row("progress", "A01", "status", "en cours"),
        row("progress", "A01", "owner", "CTM"),
        row("progress", "A03", "confidence", "compromis"),
    )
    assert ids(tracking.chosen(found)) == ["A01", "A02", "A03", "A07"]
    assert ids(tracking.chosen(found, statuses=["en cours"])) == ["A01"]
    educated = tracking.chosen(found, statuses=["en cours", None], pillar_ids=["education"])
    assert ids(educated) == ["A01", "A02", "A03"]
    assert ids(tracking.chosen(found, confidences=["compromis"])) == ["A03"]
    assert ids(tracking.chosen(found, funding_labels=["CCT", None])) == ["A01", "A02", "A07"]
    assert ids(tracking.chosen(found, years=[2025])) == ["A02", "A03", "A07"]
    assert ids(tracking.chosen(found, years=[2024])) == ["A01", "A03"]
    assert ids(tracking.chosen(found, only_key=True)) == ["A03"]
    assert ids(tracking.chosen(found, without=[tracking.NO_OWNER])) == ["A02", "A03", "A07"]
    assert ids(tracking.chosen(found, without=[tracking.NO_CALENDAR])) == ["A01", "A02", "A07"]
    assert ids(tracking.chosen(sheet_of(TYPED[0]), without=[tracking.NO_FIGURE])) == ["A02", "A03", "A07"]
    assert ids(tracking.chosen(sheet_of(TYPED[0]), without=[tracking.NO_ENTRY])) == ["A02", "A03", "A07"]


def test_counts_give_the_untyped_their_own_line():
    found = sheet_of(row("progress", "A01", "confidence", "compromis"))
    counted = tracking.counts(found, "confidence", ("sécurisé", "compromis"))
    assert counted["actions"].tolist() == [0, 1, 3]
    assert pd.isna(counted["word"].iloc[2])
    assert counted["action_ids"].iloc[1] == ("A01",)


def test_entries_know_the_first_and_the_last_save_of_each_action():
    journal = as_rows(
        [
            row("budget", "A01", "paid", "1", 2025, saved_at="2026-03-12T13:00:00Z"),
            row("progress", "A01", "percent", "5", saved_at="2026-05-12T13:00:00Z", save="s2"),
            row("decision", "d1", "text", "Note"),
        ]
    )
    found = entries(journal)
    assert ids(found) == ["A01"]
    assert found.at[0, "first_at"].month == 3
    assert found.at[0, "last_at"].month == 5
    assert entries(journal, end_of(date(2026, 4, 1))).at[0, "last_at"].month == 3


def test_an_amount_planned_at_zero_plans_no_year_though_it_was_typed():
    found = sheet_of(
        row("budget", "A01", "planned", "0", 2024), row("budget", "A01", "planned", "7", 2026)
    ).set_index("action_id")
    assert found.at["A01", "planned_years"] == (2026,)
    assert found.at["A01", "typed_years"] == (2024, 2026)
