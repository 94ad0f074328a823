"""What changed between the editions, read on the figures of the deck."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import store
from data.indicators import sampling, survey


@pytest.fixture(scope="module")
def answers():
    return store.load("survey_answers")


def by_item(changes):
    return changes.set_index("item")


def test_three_equipments_in_eight_change_beyond_the_margin(answers):
    changes = by_item(survey.changes(answers, "equipment", "equipped"))
    assert int(changes["tested"].sum()) == 8
    beyond = changes[changes["verdict"] == survey.BEYOND]["change"]
    assert dict(beyond) == {
        "Smartphone ou téléphone avec connexion à Internet": 0.10,
        "Tablette": 0.07,
        "Téléphone fixe": -0.11,
    }


def test_the_break_of_the_scanner_is_not_tested_and_comes_last(answers):
    changes = survey.changes(answers, "equipment", "equipped")
    assert changes["item"].iloc[-1] == "Scanner de code-barres"
    assert changes["verdict"].iloc[-1] == survey.BREAK
    assert not changes["tested"].iloc[-1]


def test_a_base_is_supposed_when_the_earlier_edition_has_none_of_its_own(answers):
    earlier, later = survey.editions(answers)
    own = answers.assign(note=None)
    assert not survey.base_is_supposed(own)
    said = pd.Series("Base non imprimée", index=own.index)
    assert survey.base_is_supposed(own.assign(note=said.where(own["edition"] == earlier)))
    assert not survey.base_is_supposed(own.assign(note=said.where(own["edition"] == later)))


def test_equipment_is_sorted_by_change(answers):
    changes = survey.changes(answers, "equipment", "equipped")
    tested = changes.loc[changes["tested"], "change"].tolist()
    assert tested == [0.10, 0.07, 0.06, 0.06, 0.01, -0.02, -0.05, -0.11]


def test_software_counts_the_computerised_firms_only(answers):
    changes = by_item(survey.changes(answers, "software", "used"))
    assert changes["n_after"].unique().tolist() == [370], "74 % of 500"
    assert dict(changes["verdict"] == survey.BEYOND) == {
        "Comptabilité": True,
        "Facturation": True,
        "Travail collaboratif": True,
        "Gestion de stock": False,
        "CRM (fichier client)": False,
        "Paie": False,
    }


def test_the_web_site_of_2020_is_to_be_confirmed_and_not_tested(answers):
    changes = by_item(survey.changes(answers, "online-presence", "used"))
    assert changes["n_after"].unique().tolist() == [405], "81 % of 500"
    assert changes.loc["Site Web", "verdict"] == survey.UNCONFIRMED
    assert int(changes["tested"].sum()) == 4


def test_the_page_makes_twenty_eight_tests(answers):
    # 8 equipments held, 9 planned, 6 kinds of software, payroll done outside, 4 presences online.
    changes = survey.all_changes(answers)
    assert int(changes["tested"].sum()) == 8 + 9 + 6 + 1 + 4


def test_a_question_asked_once_has_no_change(answers):
    assert survey.changes(answers, "covid-acceleration", "yes").empty


def test_a_change_without_a_base_is_shown_and_not_tested(answers):
    changes = survey.changes(answers.assign(base_share=float("nan")), "software", "used")
    assert set(changes["verdict"]) == {survey.NO_BASE}
    assert changes["margin"].isna().all()


def test_payroll_done_outside_comes_right_after_payroll_software(answers):
    together = survey.inserted_after(
        survey.changes(answers, "software", "used"),
        "Paie",
        survey.changes(answers, "payroll-outsourced", "yes"),
    )
    items = together["item"].tolist()
    assert items[items.index("Paie") + 1] == "Paie externalisée"


def test_twenty_segments_stand_beside_the_average_of_their_software(answers):
    found = survey.segments(answers, "software")
    assert len(found) == 20, "22 printed, two of which belong to no software for sure"
    read = found[found["certainty"] == "read"]
    assert read[["item", "segment", "share", "average"]].values.tolist() == [
        ["CRM (fichier client)", "PME", 0.69, 0.41]
    ]


def test_one_edition_alone_makes_no_change(answers):
    with pytest.raises(ValueError, match="two editions"):
        survey.editions(answers[answers["edition"] == 2024])


def test_no_change_at_all_is_an_empty_frame(answers):
    only = answers[(answers["question_id"] == "covid-acceleration")]
    both = pd.concat([only, only.assign(edition=2020, item="autre")])
    assert survey.all_changes(both).empty


def answer(edition, share, *, base=1.0, sample=500, certainty="read", note=None, segment_kind="all"):
    return {
        "question_id": "equipment",
        "item": "Tablette",
        "edition": edition,
        "status": "equipped",
        "segment_kind": segment_kind,
        "share": share,
        "base_share": base,
        "sample_size": sample,
        "certainty": certainty,
        "note": note,
    }


def change_of(*rows):
    (found,) = survey.changes(pd.DataFrame(rows), "equipment", "equipped").to_dict("records")
    return found


def test_a_change_is_between_the_two_latest_editions_whatever_the_order_of_the_rows():
    found = change_of(answer(2024, 0.5), answer(2016, 0.1), answer(2020, 0.3))
    assert (found["before"], found["after"], found["change"]) == (0.3, 0.5, 0.2)


def test_each_side_has_its_own_sample_and_its_own_base():
    found = change_of(answer(2020, 0.3, base=0.5, sample=400), answer(2024, 0.5, base=0.8, sample=500))
    assert (found["n_before"], found["n_after"]) == (200, 400)
    assert survey.sample_size(pd.DataFrame([answer(2020, 0.3, sample=400), answer(2024, 0.5)])) == 400


def test_the_segments_are_not_taken_for_everyone():
    found = change_of(answer(2020, 0.3), answer(2024, 0.5), answer(2024, 0.9, segment_kind="size"))
    assert found["after"] == 0.5


@pytest.mark.parametrize("side", [0, 1])
@pytest.mark.parametrize(
    ("flaw", "verdict"),
    [
        ({"note": "rupture inexpliquée"}, survey.BREAK),
        ({"certainty": "inferred"}, survey.UNCONFIRMED),
        ({"base": float("nan")}, survey.NO_BASE),
        ({}, survey.BEYOND),
    ],
)
def test_a_flaw_of_one_edition_alone_is_enough_to_test_nothing(side, flaw, verdict):
    flaws = [{}, {}]
    flaws[side] = flaw
    found = change_of(answer(2020, 0.1, **flaws[0]), answer(2024, 0.9, **flaws[1]))
    assert found["verdict"] == verdict
    assert bool(found["tested"]) is (verdict == survey.BEYOND)


SOLID = {
    "Réseaux sociaux",
    "Comptabilité",
    "Téléphone fixe",
    "Smartphone ou téléphone avec connexion à Internet",
    "Travail collaboratif",
    "Site Web marchand",
}


def test_six_changes_are_solid_and_three_fragile_once_all_tests_are_counted(answers):
    changes = survey.all_changes(answers)
    assert set(changes.loc[changes["strength"] == survey.SOLID, "item"]) == SOLID
    fragile = changes.loc[changes["strength"] == survey.FRAGILE, "item"]
    assert set(fragile) == {"Facturation", "Tablette", "Paie externalisée"}


def test_a_family_alone_is_corrected_for_all_the_tests_of_the_page(answers):
    # Alone among 8, the tablet would hold: 0.012 × 6 is more than 5 %, but billing, 0.0044 × 4, is not.
    software = by_item(survey.changes(answers, "software", "used"))
    assert software.loc["Facturation", "strength"] == survey.FRAGILE
    assert software.loc["Facturation", "holm"] == pytest.approx(0.00438377 * 22)


def test_benjamini_hochberg_keeps_the_nine_changes_beyond_the_margin(answers):
    changes = survey.all_changes(answers)
    beyond = changes[changes["verdict"] == survey.BEYOND]
    assert len(beyond) == 9
    assert (beyond["benjamini_hochberg"] <= 0.05).all()


def test_the_tablet_is_no_longer_beyond_the_margin_at_a_design_effect_of_a_quarter_more(answers):
    def verdict(effect):
        found = survey.all_changes(answers, design_effect=effect)
        return found.loc[(found["item"] == "Tablette") & (found["status"] == "equipped"), "verdict"].iloc[0]

    assert verdict(1.0) == survey.BEYOND
    assert verdict(1.25) == survey.NOT_SHOWN


@pytest.mark.parametrize(("effect", "beyond", "solid"), [(1, 9, 6), (1.25, 8, 3), (1.5, 7, 2), (2, 5, 2)])
def test_fewer_changes_hold_as_the_design_effect_grows(answers, effect, beyond, solid):
    changes = survey.all_changes(answers, design_effect=effect)
    assert int((changes["verdict"] == survey.BEYOND).sum()) == beyond
    assert int((changes["strength"] == survey.SOLID).sum()) == solid
    assert int(changes["tested"].sum()) == 28


def test_half_a_change_is_expected_by_chance_with_the_rule_of_the_page(answers):
    # Not 28 × 5 % = 1.4: what only rounding shows is not counted.
    assert survey.expected_by_chance(survey.all_changes(answers)) == pytest.approx(0.5, abs=0.05)


def test_the_number_expected_by_chance_is_that_of_simulated_surveys(answers):
    changes = survey.all_changes(answers)
    draw = np.random.default_rng(2020)
    rounds, seen = 2000, 0
    tests = changes.loc[changes["tested"], ["before", "after", "n_before"]].itertuples(index=False)
    for before, after, n in tests:
        counts = draw.binomial(round(n), (before + after) / 2, size=(rounds, 2))
        printed = np.floor(100 * counts / round(n) + 0.5) / 100
        seen += sum(sampling.is_beyond(first, second, n, n) for first, second in printed.tolist())
    # One standard deviation of the mean: √(0.5 / 2000) = 0.016.
    assert seen / rounds == pytest.approx(survey.expected_by_chance(changes), abs=0.08)


def test_three_changes_hold_even_with_every_value_rounded_at_its_worst(answers):
    kept = survey.solid_whatever_rounding(survey.all_changes(answers))
    assert set(kept["item"]) == {"Réseaux sociaux", "Comptabilité", "Téléphone fixe"}


def test_the_strongest_changes_come_first_and_what_is_not_tested_last(answers):
    ordered = survey.strongest_first(survey.all_changes(answers))
    assert ordered["item"].head(2).tolist() == ["Réseaux sociaux", "Comptabilité"]
    assert ordered["strength"].tolist() == ["solid"] * 6 + ["fragile"] * 3 + [""] * 21
    assert ordered["item"].tail(2).tolist() == ["Scanner de code-barres", "Site Web"]


PERCENTS = st.integers(0, 100)


# No deadline: a slower machine builds its frames in its own time.
@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(PERCENTS, PERCENTS), max_size=12), st.floats(1, 2))
def test_whatever_the_answers_solid_changes_are_beyond_and_a_design_effect_adds_none(pairs, effect):
    columns = ["question_id", "item", "edition", "status", "segment_kind", "share"]
    rows = [
        ("q", f"item {rank}", edition, "yes", "all", value / 100)
        for rank, pair in enumerate(pairs)
        for edition, value in zip((2020, 2024), pair, strict=True)
    ] or [("q", "item", 2020, "yes", "all", 0.5), ("q", "other", 2024, "yes", "all", 0.5)]
    made = pd.DataFrame(rows, columns=columns).assign(
        base_share=1.0, sample_size=500, certainty="read", note=""
    )
    plain = survey.all_changes(made)
    wider = survey.all_changes(made, design_effect=effect)
    assert len(plain) == len(pairs)
    assert (plain.loc[plain["strength"] != "", "verdict"] == survey.BEYOND).all()
    kept = set(wider.loc[wider["strength"] == survey.SOLID, "item"])
    assert kept <= set(plain.loc[plain["strength"] == survey.SOLID, "item"])
    assert (survey.strongest_first(plain)["item"].sort_values().tolist()) == sorted(plain["item"])
