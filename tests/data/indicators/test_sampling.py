"""The margin and the test of a change, on values that can be worked out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.indicators import sampling


def test_the_margin_of_a_half_against_a_half_in_two_samples_of_500_is_six_points_and_two_tenths():
    # 1.96 × √(2 × 0.25 / 500) = 1.96 × 0.0316
    assert sampling.margin(0.5, 0.5, 500, 500) == pytest.approx(0.06198, abs=1e-5)


def test_the_margin_of_one_fifth_in_500_answers_is_three_points_and_a_half():
    # 1.96 × √(0.2 × 0.8 / 500) = 1.96 × 0.0179
    assert sampling.margin_of_share(0.2, 500) == pytest.approx(0.03506, abs=1e-5)


@pytest.mark.parametrize(
    ("item", "before", "after", "n", "beyond"),
    [
        ("smartphone", 0.61, 0.71, 500, True),  # at least 9 points, at most 5.9 of margin
        ("laptop", 0.57, 0.63, 500, False),  # at least 5 points, 6.1 of margin
        ("card terminal", 0.43, 0.49, 500, False),  # at least 5 points, 6.2 of margin
        ("customer file", 0.43, 0.41, 370, False),  # at least 1 point, 7.1 of margin
        ("landline", 0.46, 0.35, 500, True),  # at least 10 points, 6.1 of margin
        ("tablet", 0.23, 0.30, 500, True),  # at least 6 points, 5.5 of margin
    ],
)
def test_the_changes_worked_out_by_hand_are_read_as_expected(item, before, after, n, beyond):
    assert sampling.is_beyond(before, after, n, n) is beyond, item


def test_a_gap_that_passes_its_margin_only_as_printed_is_not_beyond():
    # Payroll software, 18 % to 12 %: 6 points printed, 5.1 of margin, but 17.5 % to 12.5 % is 5 points.
    assert sampling.margin(0.18, 0.12, 370, 370) < 0.06
    assert not sampling.is_beyond(0.18, 0.12, 370, 370)
    assert sampling.is_beyond(0.18, 0.12, 370, 370, rounding=0)


def test_no_gap_is_never_beyond():
    assert not sampling.is_beyond(0.4, 0.4, 10**9, 10**9)


def test_the_order_of_the_two_editions_changes_nothing():
    assert sampling.is_beyond(0.61, 0.71, 500, 500) == sampling.is_beyond(0.71, 0.61, 500, 500)


@given(
    st.integers(1, 99),
    st.integers(1, 99),
    st.floats(-0.005, 0.005),
    st.floats(-0.005, 0.005),
    st.sampled_from([60, 370, 405, 500]),
)
def test_a_change_read_as_beyond_is_so_for_every_pair_that_rounds_to_the_printed_one(
    first, second, shift_first, shift_second, n
):
    if sampling.is_beyond(first / 100, second / 100, n, n):
        one, other = first / 100 + shift_first, second / 100 + shift_second
        assert abs(one - other) > sampling.margin(one, other, n, n)
        # The pooled variance, the other usual choice, says the same.
        pooled = (one + other) / 2
        assert abs(one - other) > sampling.Z * math.sqrt(2 * pooled * (1 - pooled) / n)


def test_twenty_tests_without_any_change_give_one_beyond_on_average():
    assert sampling.expected_by_chance(20) == pytest.approx(1)
