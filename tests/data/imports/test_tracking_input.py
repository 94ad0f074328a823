"""What people type is read as French is written, and contradictions are refused with a sentence."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.imports import tracking_input
from data.imports.tracking_input import InputRefused, read_amount, read_day, read_percent
from data.journal.folds.rows import Change, as_rows, empty_rows

COSTS = {"A03": 2000.0, "A07": 0.0}


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1 250,5", "1250.5"),
        ("1\u202f250,5", "1250.5"),
        ("1\u00a0250,50", "1250.5"),
        ("1\u2009250", "1250"),
        ("12,5", "12.5"),
        ("1 250,75", "1250.75"),
        ("1\u202f250,75", "1250.75"),
        ("1\u00a0250,75", "1250.75"),
        ("1.250,5", "1250.5"),
        ("1.250.000", "1250000"),
        ("1 250 000", "1250000"),
        ("\t1250.5 ", "1250.5"),
        ("1 250 k€", "1250"),
        ("0", "0"),
        ("0,0", "0"),
        ("100", "100"),
        ("", None),
        (" \u202f", None),
    ],
)
def test_amounts_are_read_with_every_space_and_empty_is_not_zero(typed, value):
    assert read_amount(typed) == value


@pytest.mark.parametrize(
    "typed",
    [
        "1 2 3",
        "12 50",
        "1 25",
        "1250 000",
        "0 250",
        "1 250 5",
        "1  250",
        "-5",
        "−5",
        "abc",
        "nan",
        "inf",
        "1e3",
        "1,2,3",
        "k€",
        "١٢",
        "=1+1",
        "12 €",
        "10000000,5",
        "0,0001",
    ],
)
def test_what_is_not_a_positive_amount_is_refused_with_what_was_found_and_expected(typed):
    with pytest.raises(InputRefused, match="attendu un montant en k€, positif ou nul") as refused:
        read_amount(typed)
    assert f"«\u202f{typed}\u202f»" in str(refused.value)


def test_a_point_before_three_digits_is_refused_because_it_reads_two_ways():
    with pytest.raises(InputRefused, match="deux façons"):
        read_amount("1.250")


@given(st.decimals(min_value=0, max_value=10_000_000, places=3))
def test_an_amount_written_in_french_is_read_back_the_same(amount):
    written = f"{amount:,.3f}".replace(",", "\u202f").replace(".", ",")
    read = read_amount(written)
    assert read is not None
    assert float(read) == float(amount)


def test_percents_and_days():
    assert read_percent("12,5 %") == "12.5"
    assert read_percent("") is None
    assert read_day("1/3/2026") == "2026-03-01"
    assert read_day("") is None
    for wrong in ("101", "-1"):
        with pytest.raises(InputRefused):
            read_percent(wrong)
    assert read_day(" 1 / 3 / 2026 ") == "2026-03-01"
    for wrong in ("1 2/03/2026", "12/03/2 026", "31/02/2026", "2026-03-01", "01/03", "hier"):
        with pytest.raises(InputRefused, match="JJ/MM/AAAA"):
            read_day(wrong)


def budget(name, value, year=2025, funder=None, action="A03"):
    return Change("budget", action, name, value, year, funder)


def saved(*changes: Change) -> pd.DataFrame:
    return as_rows(
        [
            {
                "save_id": "s",
                "saved_at": "2026-03-12T13:00:00Z",
                "author": "Anne",
                "reason": "",
                "kind": one.kind,
                "subject_id": one.subject_id,
                "year": one.year,
                "funder": one.funder,
                "field": one.field,
                "value": one.value,
                "undoes": None,
            }
            for one in changes
        ]
    )


def test_only_what_differs_is_a_change_and_emptying_is_one():
    before = {("budget", 2025, None, "paid"): "10", ("budget", 2025, None, "planned"): "1250.5"}
    typed = {
        ("budget", 2025, None, "paid"): "",
        ("budget", 2025, None, "planned"): "1 250,50",
        ("budget", 2026, None, "planned"): "0",
        ("progress", None, None, "owner"): "  ",
    }
    made, problems = tracking_input.changes("A03", before, typed)
    assert problems == []
    assert made == [budget("paid", None), budget("planned", "0", 2026)]


def test_what_cannot_be_read_is_named_with_its_place_and_the_rest_is_still_read():
    typed = {
        ("budget", 2025, "FSE", "paid"): "-3",
        ("progress", None, None, "comment"): "x" * 4001,
        ("progress", None, None, "owner"): "=1+1",
    }
    made, problems = tracking_input.changes("A03", {}, typed)
    assert problems[0].sentence.startswith("A03, Payé (k€) 2025, FSE\u202f: trouvé «\u202f-3\u202f»")
    assert "4001 caractères" in problems[1].sentence
    assert made == [Change("progress", "A03", "owner", "=1+1")]


def test_an_unknown_year_or_action_is_refused():
    _, problems = tracking_input.changes("A03", {}, {("budget", 2031, None, "paid"): "1"})
    assert "2031 n’est pas entre 2024 et 2027" in problems[0].sentence
    problems, _ = tracking_input.check([budget("paid", "1", action="A99")], empty_rows(), COSTS)
    assert "n’est pas une action du planning" in problems[0].sentence


def test_paid_above_committed_is_refused_on_top_of_what_is_in_force():
    journal = saved(budget("committed", "100"))
    problems, _ = tracking_input.check([budget("paid", "100,5".replace(",", "."))], journal, COSTS)
    assert "à la fin de 2025, payé 100,5 k€, plus que les 100 k€ engagés depuis 2024" in problems[0].sentence
    assert tracking_input.check([budget("paid", "100")], journal, COSTS) == ([], [])
    # An older contradiction does not forbid a comment.
    contradictory = saved(budget("committed", "1"), budget("paid", "9"))
    comment = Change("progress", "A03", "comment", "Relancé")
    assert tracking_input.check([comment], contradictory, COSTS) == ([], [])


def test_a_planned_total_above_cost_needs_a_reason_and_a_cost_at_zero_is_exceeded_by_one():
    journal = saved(budget("planned", "1500", 2024))
    problems, over = tracking_input.check([budget("planned", "501")], journal, COSTS)
    assert problems == []
    assert over == [tracking_input.Over("A03", "planned", 2001.0, 2000.0)]
    assert tracking_input.check([budget("planned", "500")], journal, COSTS) == ([], [])
    _, over = tracking_input.check([budget("planned", "1", action="A07")], empty_rows(), COSTS)
    assert over == [tracking_input.Over("A07", "planned", 1.0, 0.0)]


def test_an_amount_is_undivided_or_by_funder_never_both():
    journal = saved(budget("committed", "100"))
    problems, _ = tracking_input.check([budget("committed", "60", funder="FSE")], journal, COSTS)
    assert "compteraient deux fois" in problems[0].sentence
    split = [budget("committed", None), budget("committed", "60", funder="FSE")]
    assert tracking_input.check(split, journal, COSTS) == ([], [])
    # Another year, another field: nothing is mixed.
    assert tracking_input.check([budget("planned", "60", funder="FSE")], journal, COSTS) == ([], [])


def test_a_new_confidence_does_not_keep_the_day_of_the_old_one():
    journal = saved(
        Change("progress", "A03", "confidence", "sécurisé"),
        Change("progress", "A03", "stated_on", "2026-01-01"),
    )
    new = Change("progress", "A03", "confidence", "compromis")
    problems, _ = tracking_input.check([new], journal, COSTS)
    assert "reste à sa date" in problems[0].sentence
    emptied = Change("progress", "A03", "stated_on", None)
    assert tracking_input.check([new, emptied], journal, COSTS) == ([], [])
