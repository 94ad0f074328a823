"""What holds of any journal: order between subjects does not matter, and an undo restores."""

from datetime import UTC, datetime, timedelta

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from data.journal.folds import budget, changes_between, history, in_force
from data.journal.folds.history import undo_plan
from data.journal.folds.rows import KEY, Change, as_rows

START = datetime(2026, 1, 1, tzinfo=UTC)
ACTIONS = ("A01", "A02", "A03")

amounts = st.none() | st.integers(0, 99).map(str)
changes = st.builds(
    Change,
    kind=st.just("budget"),
    subject_id=st.sampled_from(ACTIONS),
    field=st.sampled_from(["planned", "paid"]),
    value=amounts,
    year=st.sampled_from([2024, 2025]),
    funder=st.none() | st.just("CTM"),
)
saves = st.lists(
    st.lists(changes, min_size=1, max_size=4, unique_by=lambda change: change.key), min_size=1, max_size=8
)


def journal(written: list[list[Change]], undoes: dict[int, str] | None = None) -> pd.DataFrame:
    return as_rows(
        {
            "save_id": f"s{number}",
            "saved_at": START + timedelta(minutes=number),
            "author": "Anne",
            "reason": "",
            "undoes": (undoes or {}).get(number),
            **vars(change),
        }
        for number, one in enumerate(written)
        for change in one
    )


def state(rows: pd.DataFrame) -> dict:
    return {tuple(map(str, key)): value for *key, value in in_force(rows, "budget")[[*KEY, "value"]].values}


@settings(max_examples=25, deadline=None)
@given(saves, st.randoms(use_true_random=False))
def test_rows_in_any_order_fold_to_the_same_state(written: list, shuffler) -> None:
    rows = journal(written)
    order = list(range(len(rows)))
    shuffler.shuffle(order)
    shuffled = rows.iloc[order].reset_index(drop=True)
    assert state(shuffled) == state(rows)
    assert budget(shuffled).equals(budget(rows))


@settings(max_examples=25, deadline=None)
@given(saves, st.randoms(use_true_random=False))
def test_saves_of_different_subjects_give_the_same_states_whoever_comes_first(
    written: list, shuffler
) -> None:
    # Each save is of one subject; subjects are interleaved at random, each keeping its own order.
    of_subject = [
        [[change for change in one if change.subject_id == action] for one in written] for action in ACTIONS
    ]
    queues = [[one for one in line if one] for line in of_subject]
    mixed = []
    while any(queues):
        mixed.append(shuffler.choice([queue for queue in queues if queue]).pop(0))
    assert state(journal(mixed)) == state(journal(written))


@settings(max_examples=25, deadline=None)
@given(saves)
def test_the_state_is_that_of_a_dictionary_written_in_order(written: list) -> None:
    expected: dict = {}
    for one in written:
        for change in one:
            expected[change.key] = change.value
    found = {
        (
            row.kind,
            row.subject_id,
            int(row.year),
            None if pd.isna(row.funder) else row.funder,
            row.field,
        ): row.value
        for row in in_force(journal(written), "budget").itertuples()
    }
    assert found == {key: value for key, value in expected.items() if value is not None}


@settings(max_examples=25, deadline=None)
@given(saves)
def test_undoing_the_last_save_restores_and_undoing_that_restores_again(written: list) -> None:
    number = len(written)
    last = f"s{number - 1}"
    undone = [*written, list(undo_plan(journal(written), last).changes)]
    rows = journal(undone, {number: last})
    assert state(rows) == state(journal(written[:-1]))
    redone = [*undone, list(undo_plan(rows, f"s{number}").changes)]
    rows = journal(redone, {number: last, number + 1: f"s{number}"})
    assert state(rows) == state(journal(written))
    assert pd.isna(history(rows)["undone_by"].tolist()[number - 1])


@settings(max_examples=25, deadline=None)
@given(saves, st.data())
def test_undoing_any_save_touches_only_fields_that_nobody_saved_since(written: list, data) -> None:
    chosen = data.draw(st.integers(0, len(written) - 1))
    rows = journal(written)
    plan = undo_plan(rows, f"s{chosen}")
    since = {change.key for one in written[chosen + 1 :] for change in one}
    own = {change.key for change in written[chosen]}
    assert {change.key for change in plan.changes} == own - since
    assert {tuple(left.change[:5]) for left in plan.left} == own & since


@settings(max_examples=25, deadline=None)
@given(saves, st.data())
def test_changes_between_two_dates_lead_from_the_first_state_to_the_second(written: list, data) -> None:
    first = data.draw(st.integers(0, len(written) - 1))
    rows = journal(written)
    start, end = START + timedelta(minutes=first), START + timedelta(minutes=len(written))
    found = state(rows[rows["saved_at"] <= start])
    for row in changes_between(rows, start, end).itertuples(index=False):
        key = tuple(map(str, row[:5]))
        assert found.pop(key, None) == (None if pd.isna(row.before) else row.before)
        if not pd.isna(row.after):
            found[key] = row.after
    assert found == state(rows)
