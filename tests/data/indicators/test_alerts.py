"""Each alert: given an action as typed, when a day comes, then this alert and no other."""

from datetime import UTC, date, datetime

import pytest

from data.indicators.alerts import Alert, Tracked, alerts

TODAY = date(2026, 11, 23)
FRESH = datetime(2026, 11, 1, 12, tzinfo=UTC)


def given(cost=100.0, **typed):
    return Tracked("A03", cost, last_entry=typed.pop("last_entry", FRESH), **typed)


def when(action, today=TODAY):
    return alerts([action], today)


def test_nothing_typed_raises_nothing():
    assert when(Tracked("A03", 100.0)) == ()


def test_given_amounts_within_cost_when_today_then_nothing():
    assert when(given(planned={2026: 100}, committed={2026: 100}, paid={2026: 100}, status="en cours")) == ()


def test_given_a_total_above_cost_then_over_cost_tells_the_highest():
    found = when(given(planned={2026: 60, 2027: 50}, committed={2026: 120}))
    assert found == (Alert("over_cost", "A03", "committed", keur=120, limit_keur=100),)


def test_given_a_cost_printed_at_zero_then_any_amount_is_over_and_zero_is_not():
    assert [alert.rule for alert in when(given(cost=0.0, planned={2027: 1}))] == ["over_cost"]
    assert when(given(cost=0.0, planned={2027: 0})) == ()


def test_given_decimals_that_add_up_to_the_cost_then_nothing():
    assert when(given(cost=0.3, planned={2026: 0.1, 2027: 0.2}, committed={2026: 0.1})) == ()


def test_given_more_paid_than_committed_since_2024_then_the_first_such_year():
    found = when(given(committed={2024: 50, 2025: 10}, paid={2024: 40, 2025: 30}))
    assert found == (Alert("paid_above_committed", "A03", year=2025, keur=70, limit_keur=60),)


def test_given_a_commitment_paid_the_year_after_then_nothing():
    assert when(given(committed={2024: 50}, paid={2025: 50})) == ()


def test_given_no_commitment_typed_then_paid_is_not_judged():
    assert when(given(paid={2025: 50})) == ()


@pytest.mark.parametrize(("committed", "what"), [({}, "untyped"), ({2025: 0.0}, "zero")])
def test_given_a_year_gone_by_without_commitment_then_it_is_told_and_zero_is_not_untyped(committed, what):
    found = when(given(planned={2025: 30, 2026: 30}, committed=committed))
    assert found == (Alert("nothing_committed", "A03", what, 2025, 30),)


def test_given_the_same_plan_when_the_year_is_not_over_then_nothing():
    action = given(planned={2025: 30})
    assert when(action, date(2025, 12, 31)) == ()
    assert [alert.rule for alert in when(action, date(2026, 1, 1))] == ["nothing_committed"]


def test_given_a_last_planned_year_gone_by_when_not_finished_then_late():
    found = when(given(planned={2024: 10, 2025: 10}, committed={2024: 10, 2025: 10}, status="en cours"))
    assert found == (Alert("late", "A03", "unfinished", 2025),)


def test_given_a_first_planned_year_gone_by_when_still_to_come_then_late():
    found = when(given(planned={2025: 10, 2027: 10}, committed={2025: 10}, status="à venir"))
    assert found == (Alert("late", "A03", "not_started", 2025),)


@pytest.mark.parametrize("status", ["réalisée", "abandonnée", None])
def test_given_a_closed_or_untyped_progress_then_not_late(status):
    assert when(given(planned={2025: 10}, committed={2025: 10}, status=status)) == ()


def test_given_a_first_entry_when_ninety_days_pass_then_silent_and_not_a_day_before():
    action = given(last_entry=datetime(2026, 8, 25, 12, tzinfo=UTC))
    assert when(action, date(2026, 11, 22)) == ()
    assert when(action, date(2026, 11, 23)) == (Alert("silent", "A03", days=90),)


def test_given_a_closed_action_when_ninety_days_pass_then_nothing():
    assert when(given(last_entry=datetime(2026, 1, 1, tzinfo=UTC), status="réalisée")) == ()
