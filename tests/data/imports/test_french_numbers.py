"""Numbers are read as French is written: spaces are thousands only where groups of three follow."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports.french_numbers import TwoWays, read_number

SPACES = " \u00a0\u202f\u2009"
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=3)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1 250,75", "1250.75"),
        ("1\u202f250,75", "1250.75"),
        ("1\u00a0250,75", "1250.75"),
        ("1.250,5", "1250.5"),
        ("1.250.000,5", "1250000.5"),
        ("1 250.5", "1250.5"),
        ("\ufeff 97209 ", "97209"),
        ("0201", "201"),
    ],
)
def test_what_people_type_and_paste_is_read(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize(
    "typed",
    ["1 2 3", "12 34", "1 2345", "1234 567", "1 23,5", "1.25.0", "1,250.5", "1, 5", "1_000", "٣", ",5", "5,"],
)
def test_what_is_no_french_number_is_refused(typed):
    with pytest.raises(ValueError, match=typed):
        read_number(typed)


def test_a_point_reads_two_ways_only_while_both_are_possible():
    with pytest.raises(TwoWays):
        read_number("1.250", most=10_000)
    assert read_number("1.250", most=100) == Decimal("1.250")


@given(AMOUNTS, st.sampled_from(SPACES), st.sampled_from(",."))
def test_thousands_grouped_by_any_space_read_back_the_same(amount, space, comma):
    written = f"{amount:,.3f}".replace(",", "_").replace(".", comma).replace("_", space)
    if comma == "." and amount < 1000 and amount >= 1:
        # « 12.500 »: thousands or thousandths.
        with pytest.raises(TwoWays):
            read_number(written)
    else:
        assert read_number(written) == amount


@given(AMOUNTS.filter(lambda amount: amount >= 1000))
def test_thousands_grouped_by_points_before_a_comma_read_back_the_same(amount):
    written = f"{amount:,.3f}".replace(",", "_").replace(".", ",").replace("_", ".")
    assert read_number(written) == amount


@given(
    st.lists(st.text("0123456789", min_size=1, max_size=5), min_size=2, max_size=5), st.sampled_from(SPACES)
)
def test_digits_apart_are_one_number_only_when_every_group_but_the_first_has_three(groups, space):
    first, *others = groups
    grouped = first[0] != "0" and len(first) <= 3 and all(len(group) == 3 for group in others)
    if grouped:
        assert read_number(space.join(groups)) == int("".join(groups))
    else:
        with pytest.raises(ValueError, match=first):
            read_number(space.join(groups))


@given(st.text(max_size=30))
def test_any_text_is_a_number_or_a_refusal_and_never_negative(typed):
    try:
        number = read_number(typed)
    except ValueError:
        return
    assert number is None or number >= 0
