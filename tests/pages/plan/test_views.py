"""What « Schéma » says of the plan, and when it falls back to a plain description."""

import pandas as pd
import pytest

from components.figures.blocks import Figure, Gap, View
from components.figures.proportions import decimals_of
from data import store
from data.french.typography import french
from data.indicators import plan
from pages.plan import actions as plan_actions
from pages.plan import charts
from pages.plan import context as plan_context
from pages.plan import pillars as plan_pillars
from pages.plan import views as contents
from pages.plan import words as sentences

VIEW = View("schema")
PROJECTED = View("schema", projection=True)
NO_TAGS = store.empty("tags")


@pytest.fixture(scope="module")
def actions():
    return store.load("schema_actions")


@pytest.fixture(scope="module")
def keys():
    return store.load("schema_key_actions")


def costing(actions, *costs):
    """As many actions as costs, with those costs."""
    return actions.head(len(costs)).assign(cost_keur=list(costs))


def listed(actions, keys, view=VIEW, **choices):
    return plan_actions.action_list(
        View("schema", projection=view.projection, choices=choices), actions, keys, NO_TAGS
    )


def test_the_headline_says_how_much_in_how_many_actions_and_how_concentrated(actions):
    names = dict(zip(actions["action_id"], actions["action"], strict=True))
    first, second, third = map(french, sentences.headline(actions, "aucune saisie de suivi"))
    assert first == (
        "Deux actions sur 23 font 59,2\u202f% des 16\u202f890\u202fk€ prévus\u202f; aucune saisie de suivi."
    )
    assert second == french(f"Ce sont « {names['A19']} » et « {names['A22']} ».")
    assert third == "Deux actions sont inscrites à 0\u202fk€, sans financement indiqué."


def test_equal_costs_make_no_concentration_sentence(actions):
    tied = costing(actions, 10, 10, 10, 10)
    assert french(sentences.headline(tied, "aucune saisie de suivi")[0]) == (
        "4\xa0actions, 40\u202fk€\u202f; aucune saisie de suivi."
    )
    assert sentences.concentration_title(plan.ranked(tied)) == "Coût au planning des actions"


def test_one_dominant_action_takes_the_singular(actions):
    assert sentences.concentration_title(plan.ranked(costing(actions, 70, 20, 10))) == (
        "Une action sur 3 fait 70\u202f% du total"
    )


def test_without_action_the_headline_says_that_none_is_read(actions):
    assert sentences.headline(actions.head(0), "") == ["Aucune action n’est lue dans le planning du Schéma."]


def test_zero_cost_and_blank_funding_are_told_apart_when_they_differ(actions):
    other = costing(actions, 0, 10, 20).assign(funding_label=["CTM", None, "CTM"])
    assert [french(said) for said in sentences.zero_sentence(other)] == [
        "À 0\u202fk€ (imprimé)\u202f: 1\xa0action\u202f; sans financement indiqué\u202f: 1\xa0action."
    ]


def test_a_printed_0_is_never_written_as_missing():
    assert sentences.cost_and_funding(0, None) == "0\u202fk€ (imprimé) · financement non indiqué"
    assert sentences.cost(None) == "non indiqué"


def test_what_is_not_nothing_is_never_0_percent():
    assert sentences.part_of_total(50 / 16890) == "0,3\u202f%"
    assert sentences.part_of_total(0.592) == "59\u202f%"


def test_pillars_and_funding_titles_name_who_makes_more_than_half(actions):
    pillars = plan.by_pillar(actions, store.load("schema_pillars"))
    assert french(sentences.pillars_title(pillars)) == (
        "Smart Island et Smart Administration\u202f: 70\u202f% du total, 6\xa0actions sur 23"
    )
    assert french(sentences.funding_title(plan.by_funding(actions))) == (
        "FEDER et France 2030\u202f: 81,8\u202f% du total, 11\xa0actions sur 23"
    )


def test_the_fourth_key_action_is_said_to_have_neither_line_nor_cost(actions, keys):
    figure = contents.key_actions(VIEW, keys, actions)
    assert figure.title == (
        "3 des 4\xa0actions clés sont au planning\u202f: 5\u202f500\u202fk€\u202f; "
        "une n’y a ni ligne, ni coût, ni financement"
    )
    assert figure.table.frame["Financement indiqué"].tolist() == [
        "France 2030",
        "France 2030",
        "FEDER",
        "sans ligne au planning",
    ]


def test_a_missing_cost_draws_no_bar_and_a_printed_0_keeps_its_place(actions, keys):
    rows = charts.key_actions(plan.key_actions(keys, actions)).chart.data
    assert rows["value"].isna().tolist() == [False, False, False, True]
    assert rows["text"].iloc[3].replace("\n", " ") == "ni ligne, ni coût, ni financement au planning"
    attractivity = plan.ranked(plan.chosen(actions, pillar_ids=["attractivite"]))
    last = charts.actions(attractivity).chart.data.iloc[-1]
    assert (last["value"], last["text"].replace("\n", " ")) == (
        0,
        "0\u202fk€ (imprimé) · financement non indiqué",
    )


def test_no_label_of_a_chart_takes_more_than_three_lines(actions):
    rows = charts.actions(plan.ranked(actions)).chart.data
    assert max(name.count("\n") for name in rows["name"]) == 2


@pytest.mark.parametrize("build", ["by_pillar", "by_funding", "concentration"])
def test_no_projected_chart_has_more_than_nine_rows(actions, build):
    more = {"by_pillar": (store.load("schema_pillars"), NO_TAGS), "by_funding": (NO_TAGS,)}.get(build, ())
    assert len(getattr(contents, build)(PROJECTED, actions, *more).chart.data) <= 9


def test_concentration_puts_the_others_in_one_bar_with_their_sum(actions):
    figure = contents.concentration(PROJECTED, actions)
    assert figure.title == "Deux actions sur 23 font 59,2\u202f% du total"
    assert "17\xa0autres actions sont réunies\u202f: 1\u202f990\u202fk€" in figure.explanation
    assert figure.chart.data["text"].iloc[-1] == "1\u202f990\u202fk€ · 11,8\u202f%"
    assert figure.native.series["Coût au planning (k€)"] == (5000, 5000, 2000, 1400, 1000, 500, 1990)


def test_sums_by_pillar_say_that_the_attribution_is_deduced(actions):
    figure = contents.by_pillar(VIEW, actions, store.load("schema_pillars"), NO_TAGS)
    assert {item.certainty for item in figure.evidence} == {"inferred"}
    assert "déduit de l’ordre des listes" in figure.explanation


def test_the_calendar_is_a_gap_held_by_the_collectivity():
    gap = contents.calendar(VIEW, store.load("slides"))
    assert isinstance(gap, Gap)
    assert gap.holder == "CTM"
    assert gap.reason.startswith("Donnée non disponible dans le document source")


def test_the_words_of_the_choices_are_those_of_the_data(actions):
    pillars = store.load("schema_pillars").sort_values("position")
    assert dict(zip(pillars["pillar_id"], pillars["pillar"], strict=True)) == plan_pillars.PILLAR_NAMES
    assert set(plan_actions.FUNDING_LABELS) == set(actions["funding_label"].dropna())


def test_the_list_counts_what_it_shows(actions, keys):
    assert listed(actions, keys).title == "23\xa0actions, 16\u202f890\u202fk€"
    assert listed(actions, keys, pilier=["Smart Island", "Attractivité numérique"]).title == (
        "7\xa0actions sur 23, 6\u202f410\u202fk€ sur 16\u202f890\u202fk€"
    )
    only = listed(actions, keys, seulement=["sans financement indiqué", "coût imprimé à 0"])
    assert only.title == "2\xa0actions sur 23, 0\u202fk€ (imprimé) sur 16\u202f890\u202fk€"
    assert only.table.frame["N°"].tolist() == ["A07", "A13"]


def test_key_actions_alone_say_that_one_has_no_line(actions, keys):
    figure = listed(actions, keys, seulement=["actions clés"])
    assert figure.table.frame["N°"].tolist() == ["A08", "A19", "A20"]
    assert figure.caution == "1\xa0action clé n’a pas de ligne au planning."


def test_choices_that_leave_nothing_give_nothing(actions, keys):
    assert listed(actions, keys, financement=["FEDER"], seulement=["coût imprimé à 0"]) is None


def test_the_whole_list_is_not_projected_but_a_narrowed_one_is(actions, keys):
    assert listed(actions, keys, PROJECTED) is None
    figure = listed(actions, keys, PROJECTED, pilier=["Smart Administration"])
    assert isinstance(figure, Figure)
    assert len(figure.chart.data) == 4


def test_fibre_stands_beside_the_later_end_of_works_and_the_disagreement_is_said():
    figure = plan_context.fibre(VIEW, store.load("statements"), store.load("key_figures"))
    assert figure.title == (
        "90\u202f000\u00a0prises de fibre visées pour 2025\u202f; "
        "la fin des travaux est désormais annoncée pour 2027"
    )
    assert [number.value for number in figure.numbers] == ["90\u202f000", "1/3", "60\u202f%", "2027"]
    assert figure.chart is None
    assert "90\u202f000 prises par Martinique THD (Schéma), 100\u202f000 par la CTM" in figure.caution
    assert "130\u202f000 (RCI) ou 220\u202f000" in figure.caution


@pytest.mark.parametrize(("announced", "later"), [(None, False), (2025, False), (2026, True)])
def test_only_a_later_end_of_works_is_called_later(announced, later):
    target = pd.Series({"value_low": 90000, "horizon": 2025})
    assert ("désormais" in sentences.fibre_title(target, announced)) is later


def test_each_pillar_shows_its_texts_and_its_actions(actions):
    pillars, statements = store.load("schema_pillars"), store.load("statements")
    needs = {}
    for pillar_id in plan_pillars.PILLAR_NAMES:
        figure = plan_pillars.texts(pillar_id)(VIEW, pillars, statements)
        assert [passage.heading for passage in figure.passages] == [
            "Contexte",
            "Besoins",
            "Objectifs et enjeux",
        ]
        needs[pillar_id] = len(figure.passages[1].sentences)
    # Five, one, five, five and four needs, after the sentence that introduces them on four of the slides.
    assert list(needs.values()) == [6, 1, 6, 6, 5]
    education = plan_pillars.pillar_actions("education")(VIEW, actions, statements)
    assert education.title == (
        "Education au numérique\u202f: 2\u202f710\u202fk€ pour 6\xa0actions, "
        "dont 2\u202f000\u202fk€ pour une seule"
    )
    assert (
        "Développer des parcours de formation et métiers dans le secteur du numérique"
        in education.explanation
    )


def test_the_money_comes_first_and_each_thing_has_its_view():
    views = {view.slug: [block.block_id for block in view.blocks] for view in contents.CONTENTS.views}
    assert views["budget"] == [
        "schema-rattachements",
        "schema-totaux",
        "schema-piliers",
        "schema-financements",
        "schema-actions-cles",
        "schema-concentration",
    ]
    assert views["actions"] == ["schema-rattachees", "schema-liste"]
    assert views["contexte"][:3] == ["schema-enjeux", "schema-infrastructures", "schema-fibre"]


def parts(drawn):
    """The percents written beside the bars, by label."""
    rows = drawn.chart.data
    return dict(zip(rows["label"], rows["text"].str.extract(r"([\d,]+)\u202f%$")[0], strict=True))


def test_parts_that_do_not_add_up_carry_a_decimal(actions):
    # 29.6 + 29.6 = 59.2, but « 30 % » twice under « 59 % » would not add up.
    shown = parts(contents.concentration(VIEW, actions))
    assert list(shown.values()) == ["29,6", "29,6", "40,8"]
    funding = parts(contents.by_funding(VIEW, actions, NO_TAGS))
    assert (funding["FEDER"], funding["France 2030"]) == ("47,5", "34,3")  # 81,8
    pillars = parts(contents.by_pillar(VIEW, actions, store.load("schema_pillars"), NO_TAGS))
    assert list(pillars.values()) == ["36", "34", "16", "12", "2"]  # 100, and 36 + 34 = 70


def test_what_still_does_not_make_a_hundred_is_said_to_be_rounded(actions):
    # 47,5 + 34,3 + 12,1 + 2,4 + 1,8 + 1,2 + 0,3 + 0,3 = 99,9.
    assert "(arrondie)" in contents.by_funding(VIEW, actions, NO_TAGS).subtitle
    assert "arrondie" not in contents.by_pillar(VIEW, actions, store.load("schema_pillars"), NO_TAGS).subtitle


def test_the_sum_of_the_key_actions_is_said_to_be_computed(actions, keys):
    assert {item.certainty for item in contents.key_actions(VIEW, keys, actions).evidence} == {
        "read",
        "computed",
    }


def test_an_action_has_one_name_and_the_other_wording_is_told(actions, keys):
    figure = contents.key_actions(VIEW, keys, actions)
    names = set(figure.table.frame["Action clé"])
    assert "Mettre en place une stratégie de pilotage par la donnée" in names
    assert "Mise en place d’une stratégie de pilotage par la donnée" not in names
    assert "Mise en place d’une stratégie de pilotage par la donnée" in figure.explanation


@pytest.mark.parametrize(
    ("shares", "decimals"), [([0.296, 0.296, 0.408], 1), ([0.36, 0.34, 0.3], 0), ([1.0], 0), ([], 0)]
)
def test_the_decimals_of_parts_are_those_that_make_them_add_up(shares, decimals):
    assert decimals_of(shares) == decimals
