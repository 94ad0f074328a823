"""The map of private employers by commune, on a file of the Urssaf of which each number can be read here."""

from __future__ import annotations

import pandas as pd
import pytest

from components.figures import comparing, palette
from components.figures.blocks import View
from components.figures.style import finish
from data import store
from pages.sector import employers, employers_map
from pages.sector.employers import EMPLOYEES, ESTABLISHMENTS, PER_1000

# 12 establishments and 50 employees in Fort-de-France; how many employ people in Sainte-Marie is not given.
COUNTED = {"97209": (12, 50), "97213": (3, 210), "97222": (2, 8), "97228": (1, pd.NA)}


@pytest.fixture(scope="module")
def frames():
    rows = pd.DataFrame(
        [
            {"perimeter": "urssaf", "commune_code": code, "subsector_id": "vente-tic", "year": 2022}
            | {"size_class": None, "establishments": own, "employees": employed, "source_id": "urssaf"}
            | {"certainty": "read", "note": None}
            for code, (own, employed) in COUNTED.items()
        ]
    ).astype({"employees": "Int64", "establishments": "Int64"})
    return rows, store.load("communes"), store.load("sector_establishments"), store.load_communes()


def figure_of(frames, measure=EMPLOYEES, **view):
    return comparing.built(
        employers_map.BLOCK,
        View("secteur", choices={"mesure": measure} | view.pop("choices", {}), **view),
        frames,
    )


def classes(figure):
    """What each class of the legend colours: state -> names hovered over."""
    fills = finish(figure.chart)["layer"][0]
    found = {}
    for feature in fills["data"]["values"]:
        said = feature["properties"]
        found.setdefault(said["state"], []).append(said["tip"].partition("\u202f:")[0])
    return found


def test_communes_are_in_the_class_of_their_employees_and_one_not_given_is_no_zero(frames):
    figure = figure_of(frames)
    found = classes(figure)
    assert found["1 à 9"] == ["Le Robert"]
    assert found["50 à 249"] == ["Fort-de-France", "Le Lamentin"]
    assert found["non donné (hachures)"] == ["Sainte-Marie"]
    assert len(found["aucun"]) == 30
    assert figure.title == "Martinique\u202f: 4\u00a0communes sur 34 avec un employeur privé du numérique"
    assert "50 à 249\u202f: Fort-de-France et Le Lamentin." in figure.alt
    assert "non donné (hachures)\u202f: Sainte-Marie." in figure.alt


def test_one_not_given_is_hatched_and_written_so(frames):
    layers = finish(figure_of(frames).chart)["layer"]
    hatched = [
        one for one in layers if one["data"]["values"][0].get("geometry", {}).get("type") == "MultiLineString"
    ]
    assert len(hatched) == 1
    written = {row["text"] for row in layers[-1]["data"]["values"]}
    assert {
        "Fort-de-France (50)",
        "Le Lamentin (210)",
        "Le Robert (8)",
        "Sainte-Marie (non donné)",
        "10\u202fkm",
    } == written
    # Establishments are all given: nothing is hatched.
    assert "non donné (hachures)" not in classes(figure_of(frames, ESTABLISHMENTS))


def test_the_measure_chosen_makes_the_classes(frames):
    assert classes(figure_of(frames, ESTABLISHMENTS))["1 à 4"] == ["Le Lamentin", "Le Robert", "Sainte-Marie"]
    # 210 employees for 39 400 inhabitants: 5.3 for 1 000; 50 for 75 506: 0.7; 8 for 21 553: 0.4.
    rates = classes(figure_of(frames, PER_1000))
    assert rates["5 à moins de 10"] == ["Le Lamentin"]
    assert rates["moins de 1"] == ["Fort-de-France", "Le Robert"]


@pytest.mark.parametrize(
    ("value", "measure", "state"),
    [
        (9, EMPLOYEES, "1 à 9"),
        (10, EMPLOYEES, "10 à 49"),
        (250, EMPLOYEES, "250 et plus"),
        (0, EMPLOYEES, "aucun"),
        (pd.NA, EMPLOYEES, "non donné (hachures)"),
        (4, ESTABLISHMENTS, "1 à 4"),
        (5, ESTABLISHMENTS, "5 à 19"),
        (0.01, PER_1000, "moins de 1"),
        (1.0, PER_1000, "1 à moins de 5"),
        (float("nan"), PER_1000, "non donné (hachures)"),
    ],
)
def test_a_value_on_the_edge_is_in_the_class_that_it_opens(value, measure, state):
    assert employers_map.state_of(value, measure) == state


def test_territory_and_commune_choose_what_is_drawn_and_said(frames):
    figure = figure_of(frames, territory="Centre", commune="Fort-de-France", commune_code="97209")
    assert classes(figure) == {
        "50 à 249": ["Fort-de-France", "Le Lamentin"],
        "aucun": ["Saint-Joseph", "Schœlcher"],
    }
    # Of how many in Martinique is not known: the number of Sainte-Marie is not given.
    assert figure.title == "Fort-de-France\u202f: 50\u00a0salariés du numérique privé"
    none = figure_of(frames, territory="Sud")
    assert none.title == "Sud\u202f: aucune commune sur 12 avec un employeur privé du numérique"


def test_territories_compared_stand_on_one_map(frames):
    figure = figure_of(frames, choices={"comparer": True})
    assert figure.title.endswith("Centre 2 sur 4, Nord 2 sur 18 et Sud 0 sur 12")
    assert sum(map(len, classes(figure).values())) == 34


def test_the_table_the_perimeters_and_the_sources_stand_beside_the_map(frames):
    figure = figure_of(frames)
    rows = figure.table.frame.set_index("Commune")
    assert rows.loc["Le Lamentin", "Salariés"] == 210
    assert rows.loc["Le Lamentin", "Part des salariés de la Martinique"] == pytest.approx(210 / 268)
    assert pd.isna(rows.loc["Sainte-Marie", "Salariés"])
    assert rows.loc["Schœlcher", "Salariés"] == 0
    assert "Trois comptages, à ne pas additionner ni comparer" in figure.caution
    assert "1\u202f814 salariés" in figure.caution
    assert "au moins, 1\u00a0effectif n’est pas donné" in figure.caution
    assert any("contours des communes" in item.line for item in figure.evidence)


def test_nothing_is_drawn_before_a_file_is_loaded(frames):
    _, *others = frames
    assert employers_map.carte(View("secteur"), store.empty("establishments_by_commune"), *others) is None


def test_a_tint_is_between_the_colour_and_its_background():
    assert palette.tint("#000000", 0.25, "#FFFFFF") == "#BFBFBF"
    assert palette.tint(palette.MAIN, 1, "#FFFFFF") == palette.MAIN


@pytest.mark.parametrize("measure", [EMPLOYEES, ESTABLISHMENTS, PER_1000])
def test_the_bars_of_a_commune_whose_employees_are_not_given_write_no_zero(frames, measure):
    view = View("secteur", territory="Nord", choices={"mesure": measure})
    figure = employers.by_place(view, *frames[:3])
    said = {row.label: row.text for row in figure.rows}
    assert said["Sainte-Marie"].startswith("1" if measure == ESTABLISHMENTS else "non donné")
    assert said["Le Robert"].startswith({EMPLOYEES: "8", ESTABLISHMENTS: "2"}.get(measure, "0,4"))
    assert "<NA>" not in f"{figure.title} {figure.alt} {figure.caution}"


def test_a_commune_whose_employees_are_not_given_is_titled_so(frames):
    view = View("secteur", territory="Nord", commune="Sainte-Marie", commune_code="97228")
    assert employers.by_place(view, *frames[:3]).title == "Sainte-Marie\u202f: salariés, non donné"
