"""What changed between the editions, read on the figures of the deck."""

import pandas as pd
import pytest

from data import store
from data.indicators import survey


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
