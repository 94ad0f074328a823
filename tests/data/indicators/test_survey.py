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
