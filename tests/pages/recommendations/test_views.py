"""« Préconisations » says what is tied, by whom, at what cost, and never ties anything itself."""

from dataclasses import replace

import pandas as pd
import pytest

from components.figures.blocks import Figure, Gap, View
from components.figures.style import finish
from data import store
from pages.recommendations import views as page

NARROW, WIDE = "\u202f", "\u00a0"


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
    assert page.headline(view, *frames) == [
        f"9{WIDE}pistes et 6{WIDE}recommandations{NARROW}; aucune n’est reliée par les documents à une "
        f"action du Schéma{NARROW}: liens à établir par le CEP.",
        f"S’y ajoutent 9{WIDE}besoins, à relier de même.",
    ]


def test_the_opening_counts_what_people_tied(view, frames, ties):
    assert page.headline(view, *frames, ties) == [
        f"9{WIDE}pistes et 6{WIDE}recommandations{NARROW}: 1 avec des actions du Schéma (2{WIDE}actions, "
        f"1{NARROW}700{NARROW}k€ au planning), 1 sans action et 13{WIDE}liens à établir.",
        f"9{WIDE}besoins{NARROW}; aucun n’est relié par les documents à une action du Schéma{NARROW}: "
        "liens à établir par le CEP.",
    ]


def test_the_opening_of_an_empty_dataset_is_a_plain_sentence(view, frames):
    statements, actions = frames
    assert page.headline(view, statements.iloc[:0], actions) == [
        "Aucune préconisation n’est lue dans les documents."
    ]
    assert page.carrying(view, statements.iloc[:0], actions) is None
    assert page.study(view, statements.iloc[:0], actions) is None


def test_three_axes_of_three_tracks_quoted_as_printed(view, frames):
    figure = page.tracks(view, *frames, store.load("key_figures"))
    assert [(part.heading, len(part.sentences)) for part in figure.passages] == [
        ("Elargir l’horizon numérique", 3),
        ("Optimiser et structurer l’offre d’accompagnement", 3),
        ("Tirer parti de l’écosystème local", 3),
    ]
    assert figure.title == f"9{WIDE}pistes de recommandation, 3{WIDE}axes"
    assert "3 axes d’orientations et 9 pistes" in figure.evidence[0].wording


def test_on_a_projector_each_card_carries_its_state(view, frames, ties):
    large = page.study(replace(view, projection=True), *frames, ties)
    assert not large.passages
    drawn = finish(large.chart, "projection")
    shown = next(iter(drawn["datasets"].values()))
    marks = [row["mark"] for row in shown]
    assert marks.count("○ lien à établir") == 4
    assert marks[4] == "■ aucune action"
    assert marks[5] == f"● 2{WIDE}actions · 1{NARROW}700{NARROW}k€"
    assert {(row["column"], row["row"]) for row in shown} == {(c, r) for c in range(3) for r in range(2)}


def test_on_a_desk_each_sentence_is_followed_by_what_carries_it(view, frames, ties):
    said = [line for part in page.study(view, *frames, ties).passages for line in part.sentences]
    assert sum(line.endswith(f" ○{WIDE}lien{WIDE}à{WIDE}établir") for line in said) == 4
    assert said[4].endswith(f" ■{WIDE}aucune{WIDE}action")
    assert said[5].endswith(f" ●{WIDE}A12{WIDE}et{WIDE}A15{WIDE}·{WIDE}1{NARROW}700{NARROW}k€")


def test_each_bar_ends_on_what_its_group_has_come_to(view, frames, ties):
    figure = page.carrying(view, *frames, ties)
    rows = [row for row in next(iter(finish(figure.chart)["datasets"].values())) if row["first"]]
    assert rows
    assert any("avec action" in row["said"] for row in rows)
    assert all(row["said"].replace("\n", " ") in figure.alt for row in rows)


def test_the_table_says_who_carries_what_and_at_what_cost(view, frames, ties):
    table = page.carrying(view, *frames, ties).table.frame
    first, second = table.iloc[0], table.iloc[1]
    assert first["Actions du Schéma"] == (
        f"A12 Mettre en place un guichet d’accompagnement unique{NARROW}; "
        "A15 Faire émerger des usages à fort potentiel sur le territoire"
    )
    assert (first["Rang"], first["Coût imprimé"], first["Actions comptées"]) == ("1", 1700, 2)
    assert second["Actions du Schéma"] == "aucune action"
    assert pd.isna(second["Coût imprimé"])
    assert table["Rang"].tolist()[2:] == ["non classée"] * 22
    assert table["Actions du Schéma"].tolist()[2:] == ["lien à établir"] * 22


def test_without_ties_the_table_has_no_rank_and_no_cost(view, frames):
    table = page.carrying(view, *frames).table.frame
    assert "Rang" not in table
    assert len(table) == 24
    assert table["Coût imprimé"].isna().all()


def test_what_the_deck_left_empty_points_at_the_cep(view):
    gap = page.of_the_cep(view, store.load("slides"))
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
    built = {
        block.block_id: block.build(seen, *[store.load(name) for name in block.datasets])
        for block in page.CONTENTS.blocks
    }
    figures = {name: figure for name, figure in built.items() if isinstance(figure, Figure)}
    assert figures
    for block_id, figure in figures.items():
        assert figure.evidence, block_id
        assert figure.alt, block_id
        assert figure.chart is None or finish(figure.chart, "projection"), block_id
