"""« Préconisations » says what is tied, by whom, at what cost, and never ties anything itself."""

from dataclasses import replace

import pandas as pd
import pytest

from components.figures.blocks import Figure, Gap, View
from components.figures.style import finish
from data import store
from data.french.typography import french
from pages.recommendations import quotations
from pages.recommendations import views as page

NARROW, WIDE = "\u202f", "\u00a0"
NONE = store.empty("ties"), store.empty("tags")
NOTED = store.empty("noted")


@pytest.fixture
def view():
    sources = {row["source_id"]: row for row in store.load("sources").to_dict(orient="records")}
    return View("preconisations", sources=sources)


@pytest.fixture
def frames():
    return store.load("statements"), store.load("schema_actions")


@pytest.fixture
def ties():
    return pd.DataFrame(
        {
            "recommendation_id": ["study-reco-6", "study-reco-5"],
            "rank": pd.array([1, 2], dtype="Int16"),
            "carried_by": ["A12,A15", "aucune"],
        }
    )


def test_the_opening_says_that_the_documents_tie_nothing(view, frames):
    assert page.CONTENTS.headline(view, *frames, *NONE, NOTED) == [
        f"9{WIDE}pistes et 6{WIDE}recommandations{NARROW}; aucune n’est reliée à une action du Schéma"
        f"{NARROW}: au CEP de les relier.",
        f"S’y ajoutent 9{WIDE}besoins, à relier de même.",
    ]


def test_the_opening_counts_what_people_tied(view, frames, ties):
    assert page.CONTENTS.headline(view, *frames, ties, NONE[1], NOTED) == [
        f"9{WIDE}pistes et 6{WIDE}recommandations{NARROW}: 1 avec action (2{WIDE}actions, "
        f"1{NARROW}700{NARROW}k€ au planning), 1 sans action et 13 à relier.",
        f"9{WIDE}besoins{NARROW}; aucun n’est relié à une action du Schéma{NARROW}: au CEP de les relier.",
    ]


def test_the_opening_of_an_empty_dataset_is_a_plain_sentence(view, frames):
    statements, actions = frames
    assert page.CONTENTS.headline(view, statements.iloc[:0], actions, *NONE, NOTED) == [
        "Aucune préconisation n’est lue dans les documents."
    ]
    assert page.carrying(view, statements.iloc[:0], actions, NONE[0]) is None
    assert quotations.study(view, statements.iloc[:0], actions, *NONE) is None


def test_three_axes_of_three_tracks_quoted_as_printed(view, frames):
    figure = quotations.tracks(view, *frames, store.load("key_figures"), *NONE)
    assert [(part.heading, len(part.sentences)) for part in figure.passages] == [
        ("Elargir l’horizon numérique", 3),
        ("Optimiser et structurer l’offre d’accompagnement", 3),
        ("Tirer parti de l’écosystème local", 3),
    ]
    assert figure.title == f"9{WIDE}pistes de recommandation, 3{WIDE}axes"
    assert "3 axes d’orientations et 9 pistes" in figure.evidence[0].wording


def test_on_a_projector_each_card_carries_its_state_but_what_is_still_to_tie(view, frames, ties):
    large = quotations.study(replace(view, projection=True), *frames, ties, NONE[1])
    assert not large.passages
    drawn = finish(large.chart, "projection")
    shown = next(iter(drawn["datasets"].values()))
    marks = [row["mark"] for row in shown]
    assert marks[:4] == [""] * 4
    assert marks[4] == "■ aucune action"
    assert marks[5] == f"● 2{WIDE}actions · 1{NARROW}700{NARROW}k€"
    assert {(row["column"], row["row"]) for row in shown} == {(c, r) for c in range(3) for r in range(2)}


def test_on_a_desk_each_sentence_is_followed_by_what_carries_it(view, frames, ties):
    said = [
        line for part in quotations.study(view, *frames, ties, NONE[1]).passages for line in part.sentences
    ]
    assert sum(line.endswith(f" ○{WIDE}à{WIDE}relier") for line in said) == 4
    assert said[4].endswith(f" ■{WIDE}aucune{WIDE}action")
    assert said[5].endswith(f" ●{WIDE}A12{WIDE}et{WIDE}A15{WIDE}·{WIDE}1{NARROW}700{NARROW}k€")


def test_each_bar_ends_on_what_its_group_has_come_to(view, frames, ties):
    figure = page.carrying(view, *frames, ties)
    rows = [row for row in next(iter(finish(figure.chart)["datasets"].values())) if row["first"]]
    assert rows
    assert [row["said"] for row in rows] == ["9 à relier", "● 1 · ■ 1 · ○ 4", "5 à relier", "4 à relier"]
    assert all(row["said"].replace("\n", " ") in figure.alt for row in rows)


def test_the_table_says_who_carries_what_and_at_what_cost(view, frames, ties):
    table = page.carrying(view, *frames, ties).table.frame
    first, second = table.iloc[0], table.iloc[1]
    assert first["Actions du Schéma"] == (
        f"A12 Mettre en place un guichet d’accompagnement unique{NARROW}; "
        "A15 Faire émerger des usages à fort potentiel sur le territoire"
    )
    assert (first["Rang"], first["Coût au planning"], first["Actions comptées"]) == ("1", 1700, 2)
    assert second["Actions du Schéma"] == "aucune action"
    assert pd.isna(second["Coût au planning"])
    assert table["Rang"].tolist()[2:] == ["non classée"] * 22
    assert table["Actions du Schéma"].tolist()[2:] == ["à relier"] * 22


def test_without_ties_the_table_has_no_rank_and_no_cost(view, frames):
    table = page.carrying(view, *frames, NONE[0]).table.frame
    assert "Rang" not in table
    assert len(table) == 24
    assert table["Coût au planning"].isna().all()


def test_what_the_deck_left_empty_points_at_the_cep(view):
    gap = quotations.of_the_cep(view, store.load("slides"))
    assert isinstance(gap, Gap)
    assert gap.title == (
        f"Les principales préconisations du CEP{NARROW}: 2{WIDE}diapositives sans contenu lisible"
    )
    assert gap.holder == "CEP"


def test_an_action_that_left_the_planning_is_said(view, frames, ties):
    statements, actions = frames
    figure = page.carrying(view, statements, actions[actions["action_id"] != "A15"], ties)
    assert figure.caution == f"Citées mais absentes du planning{NARROW}: A15."


@pytest.mark.parametrize("projection", [False, True])
def test_every_figure_has_its_documents_and_a_reading_for_those_who_cannot_see_it(view, frames, projection):
    seen = replace(view, projection=projection)
    assert page.CONTENTS.blocks
    for block in page.CONTENTS.blocks:
        figure = block.build(seen, *[store.load(name) for name in block.datasets])
        if isinstance(figure, Figure):
            assert figure.evidence, block.block_id
            assert figure.alt or figure.chart is None, block.block_id
            assert figure.chart is None or finish(figure.chart, "projection"), block.block_id


def test_before_any_tie_a_sentence_has_no_mark_and_the_subtitle_says_why(view, frames):
    figure = quotations.study(view, *frames, *NONE)
    assert [line for part in figure.passages for line in part.sentences][0] == (
        "Aligner l’offre de formation sur les besoins réels"
    )
    assert figure.subtitle.endswith("au CEP de les relier")


def test_the_money_of_what_is_carried_counts_each_action_once(view, frames, ties):
    """A12 is 1 400 k€ and A15 300 k€; A12 carries two."""
    twice = pd.concat(
        [ties, pd.DataFrame({"recommendation_id": ["study-reco-1"], "rank": [None], "carried_by": ["A12"]})]
    )
    actions = frames[1].set_index("action_id")
    figure = page.funding(view, *frames, twice)
    table = figure.table.frame
    assert table["Coût au planning"].sum() == 1700
    assert table["Actions"].sum() == 2
    assert set(table["Financement indiqué"]) == set(actions.loc[["A12", "A15"], "funding_label"])
    assert {item.certainty for item in figure.evidence} == {"computed"}


def test_before_any_tie_no_money_is_shown_and_nothing_is_promised(view, frames):
    gap = page.funding(view, *frames, NONE[0])
    assert isinstance(gap, Gap)
    assert "aucun financement à montrer" in gap.reason
    assert page.established(view, *frames, NONE[0]) is None


def test_a_recommendation_carried_by_nothing_is_told_from_one_to_tie(view, frames, ties):
    figure = page.established(view, *frames, ties)
    assert figure.title == f"Préconisations et besoins{NARROW}: 1{WIDE}portée par une action et 1 par aucune"
    assert figure.table.frame["Portée par"].tolist() == ["A12 et A15", "aucune action"]


@pytest.mark.parametrize(
    ("costs", "title"),
    [
        ([("FSE", 5), ("CTM", 5)], "Financement indiqué des actions qui les portent"),
        ([("FSE", 5)], "Financement indiqué des actions qui les portent"),
        ([("FSE", 0), (None, 0)], "Financement indiqué des actions qui les portent"),
        ([("FSE", 3), (None, 9)], "Financement indiqué des actions qui les portent"),
        ([("FSE", 8), ("CTM", 2)], f"FSE{NARROW}: 8{NARROW}k€ sur 10{NARROW}k€ au planning"),
    ],
)
def test_no_funder_is_named_first_on_a_tie_alone_or_behind_what_is_not_said(costs, title):
    from pages.recommendations import words as sentences

    rows = pd.DataFrame(costs, columns=["funding_label", "cost_keur"])
    assert french(sentences.funding_title(rows)) == title


def test_under_a_filter_a_title_says_that_it_counts_what_is_attached(view, frames):
    """The presentation has six recommendations, of which one is attached to the Nord."""
    tags = pd.DataFrame(
        {"subject_id": ["study-reco-6"], "territories": ["Nord"], "domains": [None]}, dtype="object"
    )
    north = replace(view, territory="Nord")

    assert quotations.study(view, *frames, NONE[0], tags).title == (
        f"6{WIDE}recommandations dans la présentation"
    )
    assert quotations.study(north, *frames, NONE[0], tags).title == (
        f"1{WIDE}recommandation dans la présentation, pour ce qui est rattaché au Nord"
    )
