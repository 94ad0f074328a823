"""Wishes for a seat, and verdicts that only a source able to contradict can give."""

import pandas as pd
import pytest

from data.indicators import pressure


def courses(*rows: tuple[int, int | None, int | None]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "seats", "confirmed_wishes"]).astype(
        {"seats": "Int32", "confirmed_wishes": "Int32"}
    )


def test_wishes_are_divided_by_the_seats_of_the_same_courses_only():
    # 40 wishes for 10 seats; the course without wishes published brings neither.
    assert pressure.wishes_per_seat(courses((2024, 10, 40), (2024, 30, None))) == 4.0


def test_under_five_seats_nothing_is_written():
    assert pressure.wishes_per_seat(courses((2024, 4, 40))) is None
    assert pressure.wishes_per_seat(courses((2024, 5, 40))) == 8.0
    assert pressure.wishes_per_seat(courses((2024, None, 40))) is None


def test_two_years_are_refused():
    with pytest.raises(ValueError, match="several years"):
        pressure.wishes_per_seat(courses((2023, 10, 40), (2024, 10, 40)))


COVERAGE = pd.DataFrame(
    {
        "source_id": ["parcoursup", "carif", "article"],
        "kinds": [["initial"], ["continuing", "apprenticeship"], ["continuing"]],
        "complete": [True, True, False],
    }
)


def offers(*levels: int | None, source: str = "carif") -> pd.DataFrame:
    return pd.DataFrame({"source_id": [source] * len(levels), "level": pd.array(list(levels), dtype="Int32")})


def test_only_a_source_complete_for_the_kind_can_decide():
    assert pressure.could_contradict(COVERAGE, "continuing") == ["carif"]
    assert pressure.could_contradict(COVERAGE.assign(complete=False), "continuing") == []
    assert pressure.reaches_only(offers(5, 7, source="parcoursup"), ["carif"], 6) == "undecided"


def test_one_offer_above_contradicts_and_none_confirms():
    assert pressure.reaches_only(offers(5, 6, 7), ["carif"], 6) == "contradicted"
    assert pressure.reaches_only(offers(5, 6, None), ["carif"], 6) == "confirmed"
    assert pressure.reaches_only(offers(None), ["carif"], 6) == "undecided"


def test_reduced_means_fewer_above_than_below():
    assert pressure.fewer_above(offers(5, 6, 7), ["carif"], 6) == "confirmed"
    assert pressure.fewer_above(offers(5, 7, 8), ["carif"], 6) == "contradicted"
    assert pressure.fewer_above(offers(5, 7), ["carif"], 6) == "undecided"
    assert pressure.fewer_above(offers(), ["carif"], 6) == "undecided"
