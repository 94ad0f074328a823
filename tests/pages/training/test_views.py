"""The sentences and the map of « Formations » say what the offers read bear, and no more."""

import itertools
import json
import math

import numpy as np
import pandas as pd
import pytest

from components.figures import commune_outlines, map_layout, palette
from components.figures.blocks import Figure, View
from components.figures.style import finish
from data import store
from data.french.typography import french
from data.indicators import training
from pages.training import map_figure, map_layers, map_scene, map_screen, practice, whole_table
from pages.training import offers as contents
from pages.training import words as sentences
from pages.training.map_deck import deck
from pages.training.map_picture import picture

CENTRE = View("formations", territory="Centre")
SUD = View("formations", territory="Sud")
SCHOELCHER = View("formations", territory="Centre", commune="Schœlcher", commune_code="97229")
LAYERS = (store.load("places"), store.load("territory_figures"))
EVERY_LAYER = View("formations", choices={"couches": list(map_layers.CHOICE.options)})
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
        chosen, commune_outlines.centres(outlines), apart=map_figure.APART if view.territory else None
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
    first, second = contents.headline(View("formations"), *frames)
    assert first == (
        "10\xa0formations recensées au cœur du numérique\u202f: 8 au Centre, 2 au Nord, "
        "aucune recensée au Sud\u202f; et 11\xa0connexes."
    )
    assert second == (
        "11\xa0formations connexes recensées\u202f: 10 au Centre, 1 au Nord, aucune recensée au Sud."
    )


def test_the_opening_follows_the_choices_of_the_page_and_says_them(frames):
    view = View("formations", choices={"niveau": "Bac+3 (niveau 6)", "perimetre": "Cœur du numérique"})
    # BUT, two Licences Informatique at the Centre; the DN MADE at the Nord.
    assert contents.headline(view, *frames) == [
        "4\xa0formations recensées au cœur du numérique, Bac+3 (niveau 6)\u202f: 3 au Centre, 1 au Nord, "
        "aucune recensée au Sud."
    ]


def test_offers_to_confirm_are_counted_apart(frames):
    said = contents.headline(DOUBTFUL, *frames)
    assert (
        "14\xa0formations recensées au cœur du numérique\u202f: 10 au Centre, 2 au Nord, 2 au Sud" in said[0]
    )
    assert said[-1] == "Dont 5\xa0formations à confirmer."


def test_nothing_known_is_never_said_as_nothing_there(frames):
    said = contents.headline(SUD, *frames)
    assert said == ["Aucune formation recensée au Sud.", "Cela ne veut pas dire qu’il n’en existe pas."]


@pytest.mark.parametrize("view", [View("formations"), CENTRE, SUD, SCHOELCHER, DOUBTFUL])
def test_every_figure_of_offers_says_what_is_not_loaded(frames, outlines, view):
    offers, coverage, communes = frames
    figures = [
        map_figure.offers_map(view, offers, coverage, communes, *LAYERS, outlines),
        contents.levels(view, offers, coverage, communes),
        contents.offers_table(view, offers, coverage, communes),
        contents.coverage_table(view, offers, coverage, communes),
    ]
    shown = [figure for figure in figures if isinstance(figure, Figure)]
    assert len(shown) == (2 if view is SUD else 4)
    for figure in shown:
        assert (
            "quelques écoles\u202f; l’apprentissage et la formation continue ne sont pas chargés."
            in figure.caution
        )
        assert "ucune formation " not in figure.title.replace("ucune formation recensée", "")
        assert figure.evidence


def test_the_line_on_what_is_known_follows_the_coverage(frames):
    _, coverage, _ = frames
    titles = {"parcoursup": {"title": "Parcoursup, jeu fr-esr-parcoursup"}}
    view = View("formations", sources=titles)
    assert sentences.known_offers(view, coverage) == (
        "Formations recensées\u202f: formation initiale (Parcoursup) et quelques écoles\u202f; "
        "l’apprentissage et la formation continue ne sont pas chargés."
    )
    sidefop = coverage.iloc[[0]].assign(source_id="SIDEFOP")
    sidefop["kinds"] = [["apprenticeship", "continuing"]]
    assert sentences.known_offers(view, pd.concat([coverage.iloc[[0]], sidefop])) == (
        "Formations recensées\u202f: formation initiale, apprentissage et formation continue "
        "(Parcoursup et SIDEFOP)."
    )


def test_the_level_title_says_what_it_leaves_out(frames):
    offers, _, communes = frames
    # By hand: 18 with a level, of which 2 deduced; Parallel 14 and INSA announce more, the CPGE does not.
    assert sentences.levels_title(
        View("formations"), contents.select(View("formations"), offers, communes)
    ) == (
        "Aucune recensée au-dessus de bac+3 parmi 18 de niveau lu ou déduit\u202f; "
        "3 sans niveau, dont 2 qui annoncent bac+5"
    )
    assert sentences.levels_title(DOUBTFUL, contents.select(DOUBTFUL, offers, communes)).startswith(
        "1 sur 21 de niveau lu ou déduit mène à bac+5 ou plus (niveau déduit, à confirmer)"
    )


@pytest.mark.parametrize("band", sentences.LEVELS)
def test_a_level_title_never_states_its_own_filter(frames, band):
    view = View("formations", choices={"niveau": sentences.LEVELS[band]})
    figure = contents.levels(view, *frames)
    if figure is None:
        assert band == "bac+5", "no confirmed offer has this level"
        return
    assert "au-dessus" not in figure.title
    assert "mène" not in figure.title
    assert figure.table.frame["Niveau"].tolist() == [sentences.LEVELS[band]], "other levels were filtered out"


def test_a_deduced_or_announced_level_is_said_at_its_bar(frames):
    alt = contents.levels(View("formations"), *frames).alt
    assert "Bac (niveaux 3 et 4)\u202f: 2 (niveau déduit) (Centre 2)." in alt
    assert "Bac+5 et plus (niveau 7+)\u202f: aucune recensée (2 sans niveau l’annoncent)." in alt
    assert "Bac+2 (niveau 5)\u202f: 11 (Centre 9 et Nord 2)." in alt


def test_levels_under_a_territory_list_no_other_and_powerpoint_draws_no_zero(frames):
    for territory, listed in ((None, ["Centre", "Nord", "Sud"]), ("Nord", ["Nord"])):
        figure = contents.levels(View("formations", territory=territory), *frames)
        assert sorted(figure.native.series) == sorted(list(figure.table.frame)[1:]) == listed
        (data,) = figure.chart.to_dict()["datasets"].values()
        assert {row["series"] for row in data if "series" in row} <= set(listed)
        assert {value for column in figure.native.series.values() for value in column} >= {None}
        assert all(value != 0 for column in figure.native.series.values() for value in column)


def test_powerpoint_says_beside_a_level_without_offer_what_the_screen_says(frames):
    native = contents.levels(View("formations"), *frames).native
    assert native.categories[1] == "Bac+2 (niveau 5)"
    said = "aucune recensée (2 sans niveau l’annoncent)"
    assert native.categories[3] == french(f"Bac+5 et plus (niveau 7+) · {said}")


def test_what_no_source_gives_is_never_shown_as_read(frames, outlines):
    figure = map_figure.offers_map(View("formations"), *frames, *LAYERS, outlines)
    offered = [item for item in figure.evidence if item.base != "fond de carte"]
    assert {item.certainty for item in offered} == {"computed", "inferred"}
    (own,) = [item for item in figure.evidence if item.source == "Classement fait ici"]
    assert own.certainty == "inferred"
    assert own.base == "10 au cœur du numérique et 11\xa0connexes"


def test_a_domain_says_the_words_that_tie_each_offer_to_it(frames):
    view = View("formations", domain="Cybersécurité", domain_id="cybersecurite")
    (tied,) = [item for item in contents.levels(view, *frames).evidence if item.source == "Domaine"]
    first, second = tied.wording.split("\n")
    assert first.endswith("« Cybersécurité » dans l’intitulé")
    assert "option B" in second
    assert "dans le nom officiel de CIEL" in second


def test_a_commune_without_offer_known_has_no_zero(frames, outlines):
    table = map_figure.offers_map(View("formations"), *frames, *LAYERS, outlines).table
    nothing = table.frame[table.frame["Formations recensées"].isna()]
    assert len(nothing) == 28
    assert nothing[["Dont cœur du numérique (déduit)", "Organismes recensés"]].isna().all(axis=None)
    trinite = table.frame[table.frame["Commune"] == "La Trinité"].iloc[0]
    assert trinite[["Formations recensées", "Dont cœur du numérique (déduit)"]].tolist() == [1, 1]


def every_empty_view(offers, communes):
    domains = {"": None, "Télécommunications": "telecommunications", "Cybersécurité": "cybersecurite"}
    codes = dict(zip(communes["commune"], communes["commune_code"], strict=True))
    places = [("Sud", None), ("Nord", None), ("Sud", "Le Marin"), ("Centre", "Saint-Joseph")]
    levels = (None, *sentences.LEVELS.values())
    for (territory, commune), (domain, domain_id), level in itertools.product(
        places, domains.items(), levels
    ):
        view = View(
            "formations",
            territory=territory,
            commune=commune,
            commune_code=codes.get(commune),
            domain=domain or None,
            domain_id=domain_id,
            choices={"niveau": level} if level else {},
        )
        if contents.select(view, offers, communes).empty:
            yield view


def test_advice_only_names_what_shows_offers(frames):
    offers, _, communes = frames
    seen = 0
    for view in every_empty_view(offers, communes):
        said = contents.advice(view, offers, communes)
        for step, other in sentences.wider(view).items():
            found = len(contents.select(other, offers, communes))
            assert (step.replace(" »", "\u202f»").replace("« ", "«\u202f") in said) == bool(found), (
                view,
                said,
            )
        seen += 1
    assert seen > 50


def test_advice_counts_what_each_change_shows(frames):
    offers, _, communes = frames
    view = View("formations", territory="Sud", domain="Télécommunications", domain_id="telecommunications")
    # Only the IMFPA, to confirm, is in the Sud; Martinique has no confirmed offer of the domain.
    assert contents.advice(view, offers, communes) == (
        "Pour en voir\u202f: montrer aussi les formations à confirmer (1\xa0formation). "
        "Cela ne veut pas dire qu’il n’en existe pas."
    )


def test_a_commune_is_named_first_only_when_well_ahead(frames):
    offers, _, communes = frames
    chosen = contents.select(View("formations"), offers, communes)
    assert sentences.map_title(View("formations"), chosen).endswith("\u202f: 12 à Fort-de-France")
    marketing = chosen[chosen["title"].str.contains("NDRC|Communication")]
    counts = marketing["commune"].value_counts()
    assert counts.iloc[0] - counts.iloc[1] <= 2
    assert "Fort-de-France" not in sentences.map_title(View("formations"), marketing)


def test_a_second_click_gives_back_the_territory_chosen_before(monkeypatch):
    state = {"territoire": "Martinique", "commune": "Toutes les communes"}
    kept = {}
    monkeypatch.setattr(map_screen.st, "session_state", kept)
    monkeypatch.setattr(map_screen.filters, "value_of", state.get)
    monkeypatch.setattr(map_screen.filters, "put", state.update)
    monkeypatch.setattr(
        map_screen.filters,
        "choose_commune",
        lambda commune, territory: state.update(commune=commune, territoire=territory),
    )
    map_screen.choose("Schœlcher", "Centre")
    map_screen.choose("La Trinité", "Nord")
    assert state == {"territoire": "Nord", "commune": "La Trinité"}
    map_screen.choose("La Trinité", "Nord")
    assert state == {"territoire": "Martinique", "commune": "Toutes les communes"}


def test_a_table_says_once_what_is_the_same_on_every_line(frames):
    figure = contents.offers_table(SCHOELCHER, *frames)
    table, common = whole_table.told(figure.table)
    assert list(table.frame.columns) == ["Formation", "Organisme", "Niveau", "Périmètre (déduit)"]
    assert "commune : Schœlcher" in common
    assert "statut ou mode : Formation initiale (Parcoursup)" in common


@pytest.mark.parametrize("position", practice.MISSING)
def test_what_is_missing_says_whom_to_ask_and_promises_no_page(position):
    gap = practice.picture_only(store.load("slides"), position)
    assert gap.holder in ("AGEFMA (déduit)", "CTM")
    assert "charge" not in gap.how


def test_the_list_beside_the_map_reaches_each_offer_of_one_place(frames, outlines):
    offers, coverage, communes = frames
    figure = map_figure.offers_map(SCHOELCHER, offers, coverage, communes, *LAYERS, outlines)
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
    (passage,) = map_figure.offers_map(view, offers, coverage, communes, *LAYERS, outlines).passages
    assert "Lycée Joseph Gaillard (public)\u202f: 4\xa0formations, dont 1 à confirmer" in passage.sentences
    assert len(passage.sentences) <= 8


def test_each_source_is_cited_with_its_own_offers(frames, outlines):
    offers, coverage, communes = frames
    figure = map_figure.offers_map(View("formations"), offers, coverage, communes, *LAYERS, outlines)
    # 18 read in Parcoursup, 2 whose level is deduced, and Parallel 14.
    assert sorted(item.base for item in figure.evidence) == [
        "10 au cœur du numérique et 11\xa0connexes",
        "18\xa0formations recensées",
        "1\xa0formation recensée",
        "2\xa0formations recensées",
        "fond de carte",
    ]


def test_an_empty_map_says_what_to_do(frames, outlines):
    offers, coverage, communes = frames
    view = View("formations", territory="Sud", domain="Télécommunications", domain_id="telecommunications")
    figure = map_figure.offers_map(view, offers, coverage, communes, *LAYERS, outlines)
    assert figure.title == "Aucune formation recensée au Sud (Télécommunications)"
    assert "montrer aussi les formations à confirmer (1\xa0formation)" in figure.caution
    assert figure.passages[0].sentences[0] in figure.caution
    assert figure.deck is not None


@pytest.mark.parametrize("layout", [map_layout.SCREEN, map_layout.WIDE])
@pytest.mark.parametrize("view", [View("formations"), CENTRE, View("formations", territory="Nord"), DOUBTFUL])
def test_no_name_hides_a_circle_or_another_name(frames, outlines, view, layout):
    scene = scene_of(frames, outlines, view, layout)
    scale = map_layout.pixels_per_degree(scene.bounds, layout)
    rooms = [
        map_layout._room(
            name.longitude * scale + name.dx,
            name.dy - map_layout.mercator(name.latitude) * scale,
            name,
            layout.letter,
        )
        for name in scene.names
    ]
    for rank, room in enumerate(rooms):
        assert not any(map_layout._overlap(room, other) for other in rooms[:rank])
    written = [name.text for name in scene.names]
    assert "Nord (CAP Nord)\n3\xa0formations" in written or view is CENTRE
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
    figure = map_figure.offers_map(SCHOELCHER, offers, coverage, communes, *LAYERS, outlines)
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


@pytest.mark.parametrize("view", [View("formations"), CENTRE, EVERY_LAYER])
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
    figure = map_figure.offers_map(view, many, coverage, communes, *LAYERS, outlines)
    assert len(figure.deck.to_json().encode()) < 150_000
    listed = "".join(sentence for passage in figure.passages for sentence in passage.sentences)
    assert len(listed.encode()) < 20_000
    assert sum(place.offers for place in scene_of((many, coverage, communes), outlines, view).places) == len(
        contents.select(view, many, communes)
    )


def test_the_rates_of_training_are_28_points_apart():
    # 80 % of the employees, 52 % of the managers.
    figure = practice.habits(View("formations"), store.load("key_figures"), store.load("statements"))
    assert [one.value for one in figure.numbers] == ["52\u202f%", "80\u202f%"]
    assert figure.title == "Le taux de formation des dirigeants est 28\u202fpoints sous celui des salariés"
    assert "computed" in {item.certainty for item in figure.evidence}
