"""The layers of the map of offers: drawn on screen, in the picture, in the list and in the table alike."""

import json

import numpy as np
import pandas as pd
import pytest

from components.figures import commune_outlines, map_layout
from components.figures.blocks import View
from components.figures.style import finish
from data import store
from data.indicators import access
from pages.training import map_layers, map_scene, map_screen, seats
from pages.training.views import CONTENTS

NAMES = (
    "training_offers",
    "training_coverage",
    "communes",
    "training_capacity",
    "places",
    "territory_figures",
)
EVERY = list(map_layers.CHOICE.options)


@pytest.fixture(scope="module")
def frames():
    return [store.load(name) for name in NAMES]


@pytest.fixture(scope="module")
def outlines():
    return store.load_communes()


def drawn(frames, outlines, *layers, **filters):
    return seats.on_map(View("formations", choices={"couches": list(layers)}, **filters), *frames, outlines)


def layers_of(figure):
    return {layer["id"]: layer["data"] for layer in json.loads(figure.deck.to_json())["layers"]}


def rows_of(figure):
    spec = finish(figure.chart, "export")
    return [row for data in spec["datasets"].values() for row in data if isinstance(row, dict)]


def test_the_offers_alone_are_drawn_until_a_layer_is_chosen(frames, outlines):
    figure = drawn(frames, outlines)
    assert set(layers_of(figure)) == {"communes-0", "limits", "places-0", "counts", "names"}
    # In the font that the browser draws, a name holds beside its circle: none stands above or below.
    beside = {"Saint-Pierre", "Sainte-Marie", "Schœlcher"}
    assert beside <= {name["text"] for name in layers_of(figure)["names"] if name["by"][1] == 0}
    assert "Lieux d’accompagnement" not in figure.table.frame
    assert figure.title.startswith("21\xa0formations recensées")


def test_each_layer_is_drawn_on_screen_and_in_the_picture_and_explained(frames, outlines):
    figure = drawn(frames, outlines, *EVERY)
    on_screen = layers_of(figure)
    assert set(on_screen) == {
        "communes-0", "limits", "places-0", "counts", "seats", "points-0", "names",
    }  # fmt: skip
    for words in ("Anneaux", "Petits cercles vides", "Teinte"):
        assert words in figure.subtitle
    # 54 lines of places, of which 14 have no address and stand in their commune.
    tips = [point["tip"] for point in on_screen["points-0"]]
    assert len(frames[4]) == 54
    assert [
        row["tip"] for row in rows_of(figure) if row.get("tip") in tips and "approximate" not in row
    ] == tips
    (anneaux,) = {len([row for row in rows_of(figure) if set(row) == {"longitude", "latitude", "area"}])}
    assert anneaux == len(on_screen["seats"])


def test_the_table_and_the_list_give_each_layer_to_who_sees_no_map(frames, outlines):
    figure = drawn(frames, outlines, *EVERY, territory="Sud")
    table = figure.table.frame.set_index("Commune")
    assert table.loc["Ducos", "Établissements (toutes activités)"] == 872
    # 872 establishments for the 17 655 inhabitants of 2022.
    assert table.loc["Ducos", "Établissements pour 1\u202f000 habitants"] == 49
    by_hand = frames[4]["commune_code"].eq("97207").sum()
    assert table.loc["Ducos", "Lieux d’accompagnement"] == by_hand == 2
    said = {passage.heading: passage.sentences[0] for passage in figure.passages[1:]}
    assert said["Établissements"] == "Ducos\u202f: 872\xa0établissements, 49 pour 1\u202f000 habitants"
    assert "pas le seul numérique" in figure.caution
    assert "pas complets" in figure.caution


def test_a_layer_without_the_offers_is_titled_for_what_it_shows(frames, outlines):
    figure = drawn(frames, outlines, map_layers.PLACES, territory="Sud")
    assert figure.title == "Lieux d’accompagnement\u202f: Sud"
    assert "formation" not in figure.subtitle
    assert not any("formation" in name["text"] for name in layers_of(figure)["names"])
    assert "places-0" not in layers_of(figure)


def test_rings_are_as_large_as_the_seats_that_are_known(frames, outlines):
    figure = drawn(frames, outlines, map_layers.SEATS)
    radii = sorted(ring["r"] for ring in layers_of(figure)["seats"])
    known = figure.table.frame["Places connues"].dropna().sort_values().tolist()
    assert len(radii) == len(known) > 1
    assert (radii[-1] / radii[0]) ** 2 == pytest.approx(known[-1] / known[0], rel=0.05)


def test_a_click_on_a_place_chooses_its_commune(frames, outlines):
    point = layers_of(drawn(frames, outlines, map_layers.PLACES, territory="Sud"))["points-0"][0]
    assert map_screen.commune_of(point) == (point["commune"], "Sud")


def test_the_address_keeps_the_layers_and_projection_and_documents_show_the_same(open_page, frames, outlines):
    app = open_page("training", couches=[map_layers.OFFERS, map_layers.FIRMS])
    assert not app.exception
    assert app.query_params["couches"] == [map_layers.OFFERS, map_layers.FIRMS]
    app.multiselect(key="couches").set_value([map_layers.PLACES]).run()
    assert app.query_params["couches"] in (map_layers.PLACES, [map_layers.PLACES])
    (block,) = CONTENTS.view("carte").blocks
    assert map_layers.CHOICE.key in block.follows
    projected = drawn(frames, outlines, map_layers.PLACES, projection=True)
    assert projected.deck is None
    assert sum("tip" in row for row in rows_of(projected)) == len(
        layers_of(drawn(frames, outlines, map_layers.PLACES))["points-0"]
    )


@pytest.mark.parametrize("layout", [map_layout.SCREEN, map_layout.WIDE])
@pytest.mark.parametrize(("territory", "km"), [(None, 10), ("Nord", 5)])
def test_the_scale_is_as_long_as_it_says(outlines, layout, territory, km):
    empty = pd.DataFrame(columns=["commune_code", "offers"])
    scene = map_scene.scene(outlines, empty, {}, territory=territory, layout=layout)
    (west, latitude), (east, _) = scene.scale["geometry"]["coordinates"]
    start, end = access.metres([west, east], [latitude, latitude])
    assert np.hypot(*(end - start)) / 1000 == pytest.approx(km, rel=0.01)
    assert any(name.text == f"{km}\u202fkm" for name in scene.names)
    # In the sea, whatever territories stand around the one in view.
    lines = commune_outlines.shapes(outlines).lines
    assert not any(
        ((x > west) & (x < east) & (abs(y - latitude) < 0.01)).any() for x, y in (line.T for line in lines)
    )


def test_projected_the_lists_of_all_layers_make_one_of_six_lines(frames, outlines):
    (passage,) = drawn(frames, outlines, *EVERY, projection=True).passages
    assert len(passage.sentences) == 6
    assert [word in " ".join(passage.sentences) for word in ("formations", "lieux", "établissements")] == [
        True
    ] * 3


def test_who_drew_the_outlines_is_cited_under_the_map(frames, outlines):
    assert any(item.base == "fond de carte" for item in drawn(frames, outlines).evidence)


def test_how_to_see_courses_is_said_only_where_they_are_sought(frames, outlines):
    """In Grand’Rivière no course is listed: its establishments are there all the same."""
    riviere = {"territory": "Nord", "commune": "Grand’Rivière", "commune_code": "97211"}
    assert "Pour en voir" in drawn(frames, outlines, **riviere).caution
    assert "Pour en voir" in drawn(frames, outlines, map_layers.OFFERS, map_layers.FIRMS, **riviere).caution
    assert "Pour en voir" not in drawn(frames, outlines, map_layers.FIRMS, **riviere).caution


def test_places_that_two_files_list_are_said_to_count_twice(frames, outlines):
    """Of the eleven lines of Fort-de-France, Points services aux particuliers is in two files."""
    figure = drawn(frames, outlines, map_layers.PLACES)
    rows = figure.table.frame.set_index("Commune")
    assert rows.loc["Fort-de-France", "Lieux d’accompagnement"] == 11
    assert "peut être aussi France services, et compte alors deux fois" in figure.caution
