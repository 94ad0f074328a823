"""Totals, shares, concentration and filters of the Schéma's actions, on the 23 actions and on small cases."""

import pandas as pd
import pytest

from data import store
from data.indicators import plan


@pytest.fixture(scope="module")
def actions():
    return store.load("schema_actions")


def frame(*costs, funding=None):
    count = len(costs)
    return pd.DataFrame(
        {
            "action_id": [f"A{rank:02d}" for rank in range(1, count + 1)],
            "pillar_id": ["education"] * count,
            "cost_keur": list(costs),
            "funding_label": pd.Series(funding or ["FEDER"] * count, dtype="str"),
        }
    )


def test_the_printed_costs_sum_to_16_890_over_23_actions(actions):
    assert (len(actions), plan.total_keur(actions)) == (23, 16890)


def test_pillars_are_sorted_by_cost_with_their_number_of_actions(actions):
    rows = plan.by_pillar(actions, store.load("schema_pillars"))
    assert list(zip(rows["pillar_id"], rows["cost_keur"], rows["actions"], strict=True)) == [
        ("smart-island", 6000, 2),
        ("smart-administration", 5800, 4),
        ("education", 2710, 6),
        ("digitalisation", 1970, 6),
        ("attractivite", 410, 5),
    ]
    assert rows["share"].sum() == pytest.approx(1)


def test_a_pillar_without_action_is_kept_at_0_with_0_action(actions):
    others = actions[actions["pillar_id"] != "attractivite"]
    last = plan.by_pillar(others, store.load("schema_pillars")).iloc[-1]
    assert (last["pillar_id"], last["cost_keur"], last["actions"]) == ("attractivite", 0, 0)


def test_funding_labels_stay_as_printed_and_what_is_not_indicated_comes_last(actions):
    rows = plan.by_funding(actions)
    assert list(zip(rows["funding_label"][:8], rows["cost_keur"][:8], rows["actions"][:8], strict=True)) == [
        ("FEDER", 8020, 8),
        ("France 2030", 5800, 3),
        ("FSE", 2050, 2),
        ("CTM /Etat", 400, 1),
        ("CCT", 310, 3),
        ("CTM", 210, 2),
        ("France Numérique Ensemble (Etat)", 50, 1),
        ("MIE/FEDER/INTERREG", 50, 1),
    ]
    blank = rows.iloc[8]
    assert pd.isna(blank["funding_label"])
    assert (blank["cost_keur"], blank["actions"]) == (0, 2)


def test_what_has_no_funding_label_comes_last_even_when_it_costs_most():
    rows = plan.by_funding(frame(10, 900, funding=["CTM", None]))
    assert rows["funding_label"].isna().tolist() == [False, True]


def test_two_equal_actions_make_10_000_of_16_890(actions):
    group = plan.leading(plan.ranked(actions))
    assert group["action_id"].tolist() == ["A19", "A22"]
    assert group["share"].sum() == pytest.approx(10000 / 16890)


def test_the_leading_group_never_separates_equal_costs():
    # 40 + 20 already pass the half of 100, and the two other 20 are as costly as the last counted.
    assert len(plan.leading(plan.ranked(frame(40, 20, 20, 20)))) == 4


def test_exactly_half_is_not_more_than_half():
    assert len(plan.leading(plan.ranked(frame(50, 30, 20)))) == 2


def test_printed_zeros_make_no_leading_group_and_divide_nothing():
    rows = plan.ranked(frame(0, 0))
    assert plan.leading(rows).empty
    assert rows["share"].isna().all()


def test_six_actions_are_shown_and_the_17_others_make_1_990(actions):
    first, others = plan.first_and_others(plan.ranked(actions), 6)
    assert first["cost_keur"].tolist() == [5000, 5000, 2000, 1400, 1000, 500]
    assert (len(others), plan.total_keur(others)) == (17, 1990)


def test_the_cut_between_shown_and_others_keeps_equal_costs_together():
    first, others = plan.first_and_others(plan.ranked(frame(9, 5, 5, 1)), 2)
    assert first["cost_keur"].tolist() == [9]
    assert others["cost_keur"].tolist() == [5, 5, 1]


def test_three_key_actions_have_a_cost_and_the_fourth_has_no_line(actions):
    rows = plan.key_actions(store.load("schema_key_actions"), actions)
    assert rows["cost_keur"].tolist()[:3] == [5000, 300, 200]
    assert rows["cost_keur"].sum() == 5500
    last = rows.iloc[3]
    assert last["label"].startswith("Fin du déploiement de la fibre")
    assert pd.isna(last["cost_keur"])
    assert pd.isna(last["funding_label"])


def test_the_two_actions_printed_at_0_are_those_without_funding(actions):
    assert plan.printed_at_zero(actions)["action_id"].tolist() == ["A07", "A13"]
    assert plan.without_funding(actions)["action_id"].tolist() == ["A07", "A13"]


def test_choices_of_one_kind_add_up_and_conditions_narrow(actions):
    def ids(**wanted):
        return plan.chosen(actions, **wanted)["action_id"].tolist()

    assert len(ids()) == 23
    assert ids(funding_labels=["CTM", "CTM /Etat"]) == ["A09", "A21", "A23"]
    assert ids(pillar_ids=["attractivite"], zero=True) == ["A07"]
    assert ids(action_ids={"A08", "A19", "A20"}, funding_labels=["FEDER"]) == ["A20"]
    assert ids(unfunded=True, funding_labels=["FEDER"]) == []
    assert ids(action_ids=set()) == []
