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


def test_a_gap_as_wide_as_its_margin_has_a_p_value_of_five_per_cent():
    margin = sampling.margin(0.5, 0.5, 500, 500)
    # 0.5 is nearest to a half: half of the margin on either side changes the variance by next to nothing.
    assert sampling.p_value(0.5 - margin / 2, 0.5 + margin / 2, 500, 500) == pytest.approx(0.05, abs=0.001)


def test_no_gap_has_a_p_value_of_one_and_a_gap_without_variance_of_zero():
    assert sampling.p_value(0.4, 0.4, 500, 500) == 1
    assert sampling.p_value(0.0, 1.0, 500, 500) == 0
    assert sampling.p_value(0.4, 0.405, 500, 500, rounding=0.005) == 1, "rounding explains it all"


def test_the_corrections_of_three_tests_are_those_worked_out_by_hand():
    given_values = [0.01, 0.04, 0.03]
    # Holm: 0.01 × 3, then 0.03 × 2, then 0.04 × 1, never less than the one before.
    assert sampling.holm(given_values) == pytest.approx([0.03, 0.06, 0.06])
    # Benjamini-Hochberg: 0.04 × 3/3, then 0.03 × 3/2 which may not exceed it, then 0.01 × 3.
    assert sampling.benjamini_hochberg(given_values) == pytest.approx([0.03, 0.04, 0.04])


P_VALUES = st.lists(st.floats(0, 1), max_size=40)


@given(P_VALUES)
def test_benjamini_hochberg_is_between_the_raw_value_and_holm_and_holm_below_bonferroni(raw):
    holm, mild = sampling.holm(raw), sampling.benjamini_hochberg(raw)
    assert len(raw) == len(holm) == len(mild)
    for value, strict, gentle in zip(raw, holm, mild, strict=True):
        assert value <= gentle + 1e-12
        assert gentle <= strict + 1e-12
        assert strict <= min(1.0, value * len(raw)) + 1e-12


@given(P_VALUES, st.randoms(use_true_random=False))
def test_corrections_keep_the_order_of_the_tests_and_do_not_depend_on_it(raw, random):
    places = list(range(len(raw)))
    random.shuffle(places)
    shuffled = [raw[place] for place in places]
    for correct in (sampling.holm, sampling.benjamini_hochberg):
        corrected = correct(raw)
        assert correct(shuffled) == [corrected[place] for place in places]
        assert sorted(corrected) == [corrected[place] for place in sorted(places, key=raw.__getitem__)]


def test_a_false_alarm_is_rarer_than_five_per_cent_since_rounding_must_not_explain_the_gap():
    # Two samples of 2 at one half print 0, 50 or 100 %: no gap of theirs is beyond the margin but 0 to 100.
    assert sampling.false_alarm(0.5, 2, 2) == pytest.approx(2 * 1 / 4 * 1 / 4)
    assert 0.01 < sampling.false_alarm(0.5, 500, 500) < 0.05


@given(st.integers(1, 99), st.sampled_from([60, 370, 405]))
def test_a_false_alarm_is_a_probability_and_the_same_for_the_share_of_those_who_do_not(share, n):
    found = sampling.false_alarm(share / 100, n, n)
    assert 0 <= found < 0.06
    # Half a point goes up, so that a share and its complement are not printed quite alike.
    assert found == pytest.approx(sampling.false_alarm(1 - share / 100, n, n), abs=0.005)


def test_nobody_does_what_nobody_does():
    assert sampling.false_alarm(0.0, 500, 500) == 0
    assert sampling.false_alarm(1.0, 500, 500) == 0


def test_the_most_that_a_share_of_a_share_can_be():
    # 69.5 % of 81.5 %
    assert sampling.highest_product(0.69, 0.81) == pytest.approx(0.566425)
    assert sampling.highest_product(1.0, 1.0) == 1
