"""The sentences and the map of « Formations » say what the offers read bear, and no more."""

import json
import math

import numpy as np
import pandas as pd
import pytest

from components.figures import palette
from components.figures.blocks import Figure, View
from components.figures.style import finish
from data import store
from data.indicators import training
from pages.training import map_layout, map_scene
from pages.training import offers as contents
from pages.training import views as page
from pages.training import words as sentences
from pages.training.map_deck import deck
from pages.training.map_picture import picture

CENTRE = View("formations", territory="Centre")
SUD = View("formations", territory="Sud")
SCHOELCHER = View("formations", territory="Centre", commune="Schœlcher", commune_code="97229")
DOUBTFUL = View("formations", choices={"a_confirmer": True})


@pytest.fixture(scope="module")
def frames():
    return store.load("training_offers"), store.load("training_coverage"), store.load("communes")


@pytest.fixture(scope="module")
def outlines():
    return store.load_communes()


def scene_of(frames, outlines, view=View("formations"), layout=map_layout.SCREEN):  # noqa: B008
    offers, _, communes = frames
    chosen = contents.select(view, offers, communes)
    places = training.places(
        chosen, map_scene.centres(outlines), apart=contents.APART if view.territory else None
    )
    return map_scene.scene(
        outlines,
        places,
        training.count_by(chosen, "territory"),
        territory=view.territory,
        commune_code=view.commune_code,
        layout=layout,
    )


@pytest.mark.parametrize(
    ("commune", "said"),
    [
        ("Schœlcher", "à Schœlcher"),
        ("Le Lamentin", "au Lamentin"),
        ("Les Trois-Îlets", "aux Trois-Îlets"),
        ("La Trinité", "à La Trinité"),
        ("L’Ajoupa-Bouillon", "à L’Ajoupa-Bouillon"),
    ],
)
def test_a_commune_takes_the_article_of_its_name(commune, said):
    assert sentences.at(commune) == said


def test_the_opening_counts_confirmed_offers_by_territory(frames):
    # By hand, in training_offers.csv: CIEL A, SIO twice, CIEL B, BUT, two Licences, CS, DN MADE, Parallel 14.
    (said,) = contents.headline(View("formations"), *frames)
    assert said.startswith(
        "10\xa0offres lues en cœur du numérique\u202f: 8 au Centre, 2 au Nord, aucune lue au Sud."
    )
    assert "11\xa0offres connexes lues de plus\u202f: 10 au Centre, 1 au Nord, aucune lue au Sud." in said


def test_offers_to_confirm_are_counted_apart(frames):
    (said,) = contents.headline(DOUBTFUL, *frames)
    assert "14\xa0offres lues en cœur du numérique\u202f: 10 au Centre, 2 au Nord, 2 au Sud." in said
    assert said.endswith("Dont 5\xa0offres à confirmer.")


def test_nothing_read_is_never_said_as_nothing_there(frames):
    (said,) = contents.headline(SUD, *frames)
    assert said == "Aucune offre lue au Sud. Ne pas lire d’offre ne veut pas dire qu’il n’en existe pas."


@pytest.mark.parametrize("view", [View("formations"), CENTRE, SUD, SCHOELCHER, DOUBTFUL])
def test_every_figure_of_offers_says_what_is_not_loaded(frames, outlines, view):
    offers, coverage, communes = frames
    figures = [
        contents.offers_map(view, offers, coverage, communes, outlines),
        contents.levels(view, offers, coverage, communes),
        contents.communes_table(view, offers, coverage, communes),
        contents.offers_table(view, offers, coverage, communes),
        contents.coverage_table(view, offers, coverage, communes),
    ]
    shown = [figure for figure in figures if isinstance(figure, Figure)]
    assert len(shown) == (3 if view is SUD else 5)
    for figure in shown:
        assert "L’offre continue (SIDEFOP, plus de 90 organismes) n’est pas chargée" in figure.caution
        assert "ucune offre " not in figure.title.replace("ucune offre lue", "")
        assert figure.evidence


def test_the_level_title_speaks_of_the_levels_that_sources_give(frames):
    offers, _, communes = frames
    assert (
        sentences.levels_title(contents.select(View("formations"), offers, communes))
        == "Parmi les 18 offres dont le niveau est indiqué, aucune lue au-dessus de bac+3"
    )
    assert sentences.levels_title(contents.select(DOUBTFUL, offers, communes)).endswith(
        "mène à bac+5 ou plus, à confirmer"
    )


def test_the_list_beside_the_map_reaches_each_offer_of_one_place(frames, outlines):
    offers, coverage, communes = frames
    figure = contents.offers_map(SCHOELCHER, offers, coverage, communes, outlines)
    listed = {passage.heading: len(passage.sentences) for passage in figure.passages}
    assert listed == {
        "IUT de la Martinique (Université des Antilles)": 1,
        "LP Lumina Sophie (public)": 2,
        "Université des Antilles - Pôle Martinique": 2,
    }


def test_from_afar_the_list_counts_and_says_what_is_to_confirm(frames, outlines):
    offers, coverage, communes = frames
    view = View(
        "formations",
        territory="Centre",
        commune="Fort-de-France",
        commune_code="97209",
        projection=True,
        choices={"a_confirmer": True},
    )
    (passage,) = contents.offers_map(view, offers, coverage, communes, outlines).passages
    assert "Lycée Joseph Gaillard (public)\u202f: 4\xa0offres lues, dont 1 à confirmer" in passage.sentences
    assert len(passage.sentences) <= 8


def test_each_source_is_cited_with_its_own_offers(frames, outlines):
    offers, coverage, communes = frames
    figure = contents.offers_map(View("formations"), offers, coverage, communes, outlines)
    # 18 read in Parcoursup, 2 whose level is deduced, and Parallel 14.
    assert sorted(item.base for item in figure.evidence) == [
        "18\xa0offres lues",
        "1\xa0offre lue",
        "2\xa0offres lues",
    ]


def test_an_empty_map_says_what_to_do(frames, outlines):
    offers, coverage, communes = frames
    view = View("formations", territory="Sud", domain="Télécommunications", domain_id="telecommunications")
    figure = contents.offers_map(view, offers, coverage, communes, outlines)
    assert figure.title == "Aucune offre lue au Sud (Télécommunications)"
    assert (
        "Pour en voir\u202f: élargissez le territoire, ou enlevez le domaine, ou montrez aussi les offres "
        "à confirmer." in figure.caution
    )
    assert figure.deck is not None


@pytest.mark.parametrize("layout", [map_layout.SCREEN, map_layout.WIDE])
@pytest.mark.parametrize("view", [View("formations"), CENTRE, View("formations", territory="Nord"), DOUBTFUL])
def test_no_name_hides_a_circle_or_another_name(frames, outlines, view, layout):
    scene = scene_of(frames, outlines, view, layout)
    scale = map_layout.pixels_per_degree(scene.bounds, layout)
    rooms = [
        map_layout._room(
            name.longitude * scale + name.dx, name.dy - map_layout.mercator(name.latitude) * scale, name
        )
        for name in scene.names
    ]
    for rank, room in enumerate(rooms):
        assert not any(map_layout._overlap(room, other) for other in rooms[:rank])
    written = [name.text for name in scene.names]
    assert "Nord (CAP Nord)\n3 offres lues".replace(" offres", "\xa0offres") in written or view is CENTRE
    assert any("Fort-de-France" in text for text in written) or view.territory == "Nord"


def test_circles_are_as_large_as_their_offers(frames, outlines):
    by_commune = {place.commune: place for place in scene_of(frames, outlines).places}
    most, fewer = by_commune["Fort-de-France"], by_commune["Schœlcher"]
    assert (most.offers, fewer.offers) == (12, 5)
    assert (most.radius / fewer.radius) ** 2 == pytest.approx(12 / 5, rel=0.02)


def test_the_frame_follows_the_territory(frames, outlines):
    island, centre = scene_of(frames, outlines), scene_of(frames, outlines, CENTRE)
    assert centre.zoom > island.zoom + 0.5
    longitude, latitude = centre.centre
    assert math.isclose(longitude, -61.03, abs_tol=0.02)
    assert math.isclose(latitude, 14.64, abs_tol=0.02)


def test_the_deck_asks_nothing_of_the_network_and_writes_every_letter(frames, outlines):
    written = deck(scene_of(frames, outlines)).to_json()
    said = json.loads(written)
    # Streamlit replaces this mark by no base map; any other value, or none, is fetched.
    assert said["mapStyle"] == "__MAP_STYLE__"
    assert "mapProvider" not in said
    assert "http" not in written
    assert set(said) == {"initialViewState", "layers", "mapStyle", "views"}
    texts = [layer for layer in said["layers"] if layer["@@type"] == "TextLayer"]
    assert len(texts) == 2
    assert all(layer["characterSet"] == "auto" for layer in texts)


def test_each_turn_of_the_map_renames_what_can_be_clicked_and_moves_the_view_back(frames, outlines):
    first = deck(scene_of(frames, outlines))
    second = first.at_turn(3)
    names = [{layer["id"] for layer in json.loads(each.to_json())["layers"]} for each in (first, second)]
    assert names[1] - names[0] == {"communes-3", "places-3"}
    views = [json.loads(each.to_json())["initialViewState"] for each in (first, second)]
    assert views[0]["latitude"] != views[1]["latitude"]
    assert views[0]["latitude"] == pytest.approx(views[1]["latitude"], abs=1e-5)


def test_the_chosen_commune_stands_out_and_the_others_fade(frames, outlines):
    offers, coverage, communes = frames
    figure = contents.offers_map(SCHOELCHER, offers, coverage, communes, outlines)
    layers = {layer["id"]: layer for layer in json.loads(figure.deck.to_json())["layers"]}
    widths = {
        feature["properties"]["commune"]: feature["properties"]["width"]
        for feature in layers["communes-0"]["data"]["features"]
    }
    assert [name for name, width in widths.items() if width > 1] == ["Schœlcher"]
    opaque = {place["commune"] for place in layers["places-0"]["data"] if place["fill"][3] > 200}
    assert opaque == {"Schœlcher"}


def test_the_picture_has_the_counts_and_colours_of_the_map_and_no_address(frames, outlines):
    scene = scene_of(frames, outlines, layout=map_layout.WIDE)
    spec = finish(picture(scene), "export")
    written = json.dumps(spec, ensure_ascii=False)
    assert "http" not in written.replace(spec["$schema"], "")
    rows = [row for data in spec["datasets"].values() for row in data if isinstance(row, dict)]
    counts = {row["tip"].split("\u202f")[0]: row["label"] for row in rows if "approximate" in row}
    assert counts["Fort-de-France"] == "12"
    assert counts["Schœlcher"] == "5"
    assert {row["color"] for row in rows if "approximate" in row} == {
        palette.TERRITORY["Centre"],
        palette.TERRITORY["Nord"],
    }


@pytest.mark.parametrize("view", [View("formations"), CENTRE])
def test_twenty_thousand_offers_weigh_less_than_200_kb(frames, outlines, view):
    offers, coverage, communes = frames
    draw = np.random.default_rng(972)
    many = pd.concat([offers] * 1000, ignore_index=True).head(20_000)
    inside = communes["commune_code"].to_numpy()
    many = many.assign(
        offer_id=[f"o{rank}" for rank in range(len(many))],
        organisation=[f"Organisme de formation {rank % 900}" for rank in range(len(many))],
        verified=True,
        commune_code=draw.choice(inside, len(many)),
        latitude=draw.uniform(14.4, 14.87, len(many)),
        longitude=draw.uniform(-61.2, -60.82, len(many)),
    )
    figure = contents.offers_map(view, many, coverage, communes, outlines)
    assert len(figure.deck.to_json().encode()) < 150_000
    listed = "".join(sentence for passage in figure.passages for sentence in passage.sentences)
    assert len(listed.encode()) < 20_000
    assert sum(place.offers for place in scene_of((many, coverage, communes), outlines, view).places) == len(
        contents.select(view, many, communes)
    )


def test_the_choices_of_the_page_are_in_its_address():
    from pages.registry import PAGES

    assert {choice.key for choice in page.CONTENTS.choices} <= set(PAGES["formations"].parameters)
