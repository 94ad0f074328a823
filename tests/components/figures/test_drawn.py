"""A chart, its words, its table and its PowerPoint chart say the same values, and never cut a label."""

import altair as alt
import pandas as pd
import pytest
from altair.utils import schemapi
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import ValidationError
from lxml import etree
from pptx import Presentation
from pptx.util import Inches

from components.documents import pictures, slide_charts
from components.figures import palette
from components.figures import rows as layout
from components.figures.bars import bars
from components.figures.dumbbells import dumbbells
from components.figures.stacked import stacked
from components.figures.style import FONT_SIZE, finish
from data.french.formats import number, share

WORDS = st.text("abcdéàç’-", min_size=1, max_size=16)
LABELS = st.lists(
    st.lists(WORDS, min_size=1, max_size=9).map(" ".join), min_size=1, max_size=7, unique_by=str.casefold
)
COUNTS = st.none() | st.integers(0, 10**6)
SHARES = st.none() | st.integers(0, 1000).map(lambda tenths: tenths / 1000)
FEW = settings(max_examples=15, deadline=None)


def drawn_rows(chart):
    rows = next(iter(finish(chart)["datasets"].values()))
    assert rows
    return rows


def of(rows, **kept):
    return [row for row in rows if all(row[name] == value for name, value in kept.items())]


def same(found, expected):
    assert [None if pd.isna(value) else value for value in found] == expected


@FEW
@given(LABELS, st.data())
def test_one_frame_gives_bars_the_same_values_in_their_four_forms(labels, data):
    values = [data.draw(COUNTS) for _ in labels]
    frame = pd.DataFrame({"name": labels, "jobs": pd.Series(values, dtype="Int64")})
    drawn = bars(frame, label="name", value="jobs", opening="Barres.", headers={"jobs": "Emplois"})
    same([row["value"] for row in drawn_rows(drawn.chart)], values)
    same(drawn.table.frame["Emplois"], values)
    same(drawn.native.series["Emplois"], values)
    for label, value in zip(labels, values, strict=True):
        assert f"{label}\u202f: {number(value)}." in drawn.alt
    # A category without a bar says why in words; the others keep their name.
    assert list(drawn.native.categories) == [
        f"{label} · non indiqué" if value is None else label
        for label, value in zip(labels, values, strict=True)
    ]


@FEW
@given(LABELS, st.data())
def test_one_frame_gives_two_series_the_same_values_in_their_four_forms(labels, data):
    columns = {name: [data.draw(COUNTS) for _ in labels] for name in ("one", "other")}
    frame = pd.DataFrame({"name": labels, **{k: pd.Series(v, dtype="Int64") for k, v in columns.items()}})
    drawn = bars(frame, label="name", value={"one": "Un", "other": "Autre"}, opening="Barres.")
    assert list(drawn.native.series) == ["Un", "Autre"]
    rows = drawn_rows(drawn.chart)
    for column, name in (("one", "Un"), ("other", "Autre")):
        same([row["value"] for row in of(rows, series=name)], columns[column])
        same(drawn.table.frame[name], columns[column])
        same(drawn.native.series[name], columns[column])
        for label, value in zip(labels, columns[column], strict=True):
            assert f"{label}, {name}\u202f: {number(value)}." in drawn.alt


@FEW
@given(LABELS, st.data())
def test_one_frame_gives_dumbbells_the_same_values_in_their_four_forms(labels, data):
    editions = {"a": "2016", "b": "2020", "c": "2024"}
    columns = {name: [data.draw(SHARES) for _ in labels] for name in editions}
    frame = pd.DataFrame({"name": labels, **{k: pd.Series(v, dtype="float64") for k, v in columns.items()}})
    drawn = dumbbells(frame, label="name", editions=editions, domain=(0.0, 1.0), headers={"name": "Réponse"})
    assert list(drawn.native.series) == ["2016", "2020", "2024"]
    rows = drawn_rows(drawn.chart)
    for column, edition in editions.items():
        same([row["value"] for row in of(rows, Édition=edition)], columns[column])
        same(drawn.table.frame[edition], columns[column])
        same(drawn.native.series[edition], columns[column])
        for label, value in zip(labels, columns[column], strict=True):
            assert f"{label}, {edition}\u202f: {share(value)}." in drawn.alt


@FEW
@given(LABELS, st.data())
def test_one_frame_gives_stacked_bars_the_same_values_in_their_four_forms(labels, data):
    parts = {"lu": palette.MAIN, "déduit": palette.ACCENT}
    columns = {name: [data.draw(COUNTS) for _ in labels] for name in parts}
    frame = pd.DataFrame(
        [(label, name, columns[name][rank]) for rank, label in enumerate(labels) for name in parts],
        columns=["name", "state", "count"],
    ).astype({"count": "Int64"})
    drawn = stacked(
        frame, label="name", series="state", value="count", colors=parts, opening="Barres empilées."
    )
    assert list(drawn.native.series) == ["lu", "déduit"]
    rows = drawn_rows(drawn.chart)
    for name in parts:
        same([row["value"] for row in of(rows, series=name)], columns[name])
        same(drawn.table.frame[name], columns[name])
        same(drawn.native.series[name], columns[name])
        for value in columns[name]:
            assert value == 0 or f"{name} {number(value)}" in drawn.alt


def test_a_stacked_bar_of_nothing_says_beside_its_name_in_powerpoint_what_the_screen_says():
    counted = [("Bac+2", "Centre", 7), ("Bac+2", "Nord", 4), ("Bac+5", "Centre", 0), ("Bac+5", "Nord", 0)]
    frame = pd.DataFrame(counted, columns=["level", "territory", "offers"])
    frame["said"] = frame["level"].map({"Bac+2": "11", "Bac+5": "aucune recensée"})
    options = {"label": "level", "series": "territory", "value": "offers", "opening": "Barres."}
    drawn = stacked(frame, colors={"Centre": palette.MAIN, "Nord": palette.ACCENT}, total="said", **options)
    assert drawn.native.categories == ("Bac+2", "Bac+5 · aucune recensée")
    assert drawn.native.series == {"Centre": (7, 0), "Nord": (4, 0)}


@FEW
@given(LABELS)
def test_a_label_is_wrapped_and_keeps_all_its_words(labels):
    frame = pd.DataFrame({"name": labels, "jobs": 1})
    rows = drawn_rows(bars(frame, label="name", value="jobs", opening="Barres.").chart)
    assert [row["name"].replace("\n", " ") for row in rows] == labels
    longest = max(len(line) for row in rows for line in row["name"].split("\n"))
    assert longest <= max(layout.WIDEST, *(len(word) for label in labels for word in label.split(" ")))


def test_missing_secret_and_zero_never_look_alike():
    frame = pd.DataFrame(
        {
            "job": ["Publié", "Zéro", "Secret", "Non cité", "Partiel"],
            "seen": [12.0, 0.0, 0.0, None, 8.0],
            "low": [None, None, 1.0, None, 10.0],
            "high": [None, None, 4.0, None, 16.0],
        }
    )
    drawn = bars(
        frame, label="job", value="seen", low="low", high="high", missing="non cité", opening="Barres."
    )
    rows = {row["label"]: row for row in drawn_rows(drawn.chart)}
    assert [rows[job]["value"] for job in frame["job"]] == [12, 0, None, None, 8]
    assert [(rows[job]["low"], rows[job]["high"]) for job in ("Zéro", "Secret", "Non cité")] == [
        (None, None),
        (1, 4),
        (None, None),
    ]
    assert rows["Secret"]["text"] == "1 à 4 (secret)"
    assert drawn.native.categories == (
        "Publié",
        "Zéro",
        "Secret · 1 à 4 (secret)",
        "Non cité · non cité",
        "Partiel · 8 visibles, 10 à 16 avec les secrets",
    )
    assert drawn.native.series["Valeur"] == (12, 0, None, None, 8)


def test_two_rows_of_the_same_name_make_two_bars():
    frame = pd.DataFrame({"name": ["Formation", "Formation"], "jobs": [1, 2]})
    drawn = bars(frame, label="name", value="jobs", opening="Barres.")
    assert len({row["name"] for row in drawn_rows(drawn.chart)}) == 2
    assert drawn.native.series["Valeur"] == (1, 2)


def test_a_part_that_is_neither_nothing_nor_all_is_never_written_so():
    frame = pd.DataFrame({"name": ["Télécoms", "Logiciels"], "jobs": [1805, 9]})
    drawn = bars(frame, label="name", value={"jobs": "Salariés"}, with_share=True, opening="Barres.")
    assert [row["text"].replace("\u202f", " ") for row in drawn_rows(drawn.chart)] == [
        "1 805 (99,5 %)",
        "9 (0,5 %)",
    ]


CHANGES = pd.DataFrame({"name": ["Hausse", "Baisse", "Égal"], "a": [0.2, 0.6, 0.3], "b": [0.3, 0.2, 0.3]})
EDITIONS = {"a": "2020", "b": "2024"}


def dumbbell(frame, domain=(0.0, 0.8), **options):
    return dumbbells(
        frame, label="name", editions=EDITIONS, domain=domain, headers={"name": "Réponse"}, **options
    )


def test_the_arrow_points_from_the_earlier_edition_to_the_later():
    rows = of(drawn_rows(dumbbell(CHANGES).chart), Édition="2020")
    assert [(row["label"], row["way"]) for row in rows] == [("Hausse", 1), ("Baisse", -1), ("Égal", 0)]
    shapes = {
        layer["transform"][-1]["filter"]: layer["mark"]["shape"]
        for layer in finish(dumbbell(CHANGES).chart)["layer"]
        if "triangle" in str(layer["mark"].get("shape"))
    }
    assert shapes == {
        "(datum.way === 1)": "triangle-right",
        "(datum.way === -1)": "triangle-left",
    } or shapes == {
        "datum.way === 1": "triangle-right",
        "datum.way === -1": "triangle-left",
    }


def test_editions_differ_by_shape_and_fill_on_every_row():
    layers = finish(dumbbell(CHANGES).chart)["layer"]
    marks = next(layer["encoding"] for layer in layers if "shape" in layer["encoding"])
    assert marks["shape"]["scale"] == {"domain": ["2020", "2024"], "range": ["circle", "square"]}
    assert marks["fill"]["scale"]["range"] == [palette.LIGHT_BACKGROUND, palette.EDITION[2024]]


def test_charts_of_one_family_draw_a_point_equally_wide():
    """Scale and room for labels depend on the family only, whatever each chart has to say."""
    long = CHANGES.assign(name=["Un", "Deux", "Trois"], a=[0.01, 0.02, 0.03], b=[0.05, 0.02, 0.01])
    one, other = (
        finish(dumbbell(frame.assign(said=said), reading="said").chart)["layer"][0]["encoding"]
        for frame, said in ((CHANGES, "▲"), (long, "○ non démontré par l’échantillon"))
    )
    assert one["x"]["scale"] == other["x"]["scale"]
    assert one["y"]["axis"]["minExtent"] == other["y"]["axis"]["minExtent"]


def test_seven_bars_with_labels_on_two_lines_hold_in_260_pixels():
    frame = pd.DataFrame({"name": ["Traitement de données, hébergement et activités connexes"] * 7, "n": 1})
    spec = finish(bars(frame, label="name", value="n", opening="Barres.").chart)
    assert spec["height"]["step"] * 7 <= 270
    short = finish(bars(frame.assign(name=list("abcdefg")), label="name", value="n", opening="").chart)
    assert short["height"]["step"] == 28


def test_what_is_put_forward_keeps_its_colour_and_every_value_stays_readable():
    drawn = bars(CHANGES, label="name", value="a", unit="share", highlighted=("Baisse",), opening="Barres.")
    rows = drawn_rows(drawn.chart)
    assert [row["opacity"] for row in rows] == [0.35, 1, 0.35]
    written = finish(drawn.chart)["layer"][-1]
    assert (written["mark"]["type"], written["encoding"]["opacity"]) == ("text", {"value": 1})


def test_a_longer_bar_is_never_given_to_the_smaller_of_two_counts():
    """896 of 1 522 is a larger share than 974 of 1 814, and a smaller count: one scale of counts."""
    frame = pd.DataFrame({"name": ["Programmation", "Télécoms"], "a": [896, 198], "b": [497, 974]})
    drawn = bars(frame, label="name", value={"a": "Un", "b": "Autre"}, with_share=True, opening="Barres.")
    ends = {row["text"].split(" ")[0]: row["value"] for row in drawn_rows(drawn.chart)}
    assert ends["974"] > ends["896"]
    assert {layer["encoding"]["x"]["field"] for layer in finish(drawn.chart)["layer"]} == {"value", "end"}
    assert len({str(layer["encoding"]["x"]["scale"]) for layer in finish(drawn.chart)["layer"]}) == 1


def test_text_is_14_pixels_or_more_on_a_screen():
    assert FONT_SIZE["screen"] >= 14
    spec = finish(dumbbell(CHANGES).chart)
    assert spec["params"][0] == {"name": "type_size", "value": FONT_SIZE["screen"]}
    # The font of the pages is narrower than that of the documents: less room is kept for what is written.
    assert spec["params"][1] == {"name": "letter", "expr": "type_size * 0.5"}
    assert pictures.export_spec(dumbbell(CHANGES).chart)["params"][1] == {
        "name": "letter",
        "expr": "type_size * 0.56",
    }


@pytest.mark.parametrize("size", FONT_SIZE)
def test_the_house_style_is_written_in_the_words_of_vega_lite(size):
    config = finish(dumbbell(CHANGES).chart, size)["config"]
    # Vega's own: Vega-Lite passes it on.
    assert config["legend"].pop("layout") == {"top": {"anchor": "end", "bounds": "full"}}
    alt.Config.from_dict(config)
    config["axis"]["labelFontSze"] = 14
    with pytest.raises(ValidationError, match="labelFontSze"):
        alt.Config.from_dict(config)


def test_one_edition_makes_no_dumbbell():
    with pytest.raises(ValueError, match="two editions"):
        dumbbells(CHANGES, label="name", editions={"a": "2020"}, domain=(0, 1), headers={})


def test_the_figure_keeps_what_is_said_in_place_of_its_own_form():
    drawn = bars(CHANGES, label="name", value="a", unit="share", opening="Barres.")
    figure = drawn.figure("Titre", subtitle="Part", chart=None)
    assert (figure.title, figure.subtitle, figure.chart) == ("Titre", "Part", None)
    assert figure.native is drawn.native


def test_altairs_own_checks_are_for_the_tests_and_change_nothing_in_what_is_drawn():
    frame = pd.DataFrame({"name": ["a", "b"], "jobs": [1, 2]})
    wrong = alt.Chart(frame).mark_bar().encode(x=alt.X("jobs:Q", stack="nowhere"))
    assert finish(wrong)["encoding"]["x"]["stack"] == "nowhere"
    right = bars(frame, label="name", value="jobs", opening="Barres.").chart
    without = finish(right)
    with schemapi.debug_mode(True):
        assert finish(right)["layer"] == without["layer"]
        with pytest.raises(schemapi.SchemaValidationError):
            finish(wrong)


def test_in_powerpoint_a_category_keeps_its_colour_and_a_zero_what_is_written_beside_it():
    frame = pd.DataFrame(
        {
            "name": ["Plateforme : données", "Comité « Smart »", "Autre"],
            "cost": [5, 1, 0],
            "pillar": ["one", "other", "one"],
            "said": ["5 · grand", "1 · petit", "0, imprimé · sans suite"],
        }
    )
    shades = {"one": palette.ACCENT, "other": palette.GREY}
    drawn = bars(
        frame, label="name", value="cost", key="pillar", text="said", colors=shades, opening="Barres."
    )
    found = [drawn.native.colors.get(name) for name in drawn.native.categories]
    assert found == [palette.ACCENT, palette.GREY, palette.ACCENT]
    assert drawn.native.zeros == {"Autre": "0, imprimé"}
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = (Inches(0), Inches(0), Inches(9), Inches(5))
    chart = slide_charts.add(slide, drawn.native, box, slide_charts.reach(drawn.native), "Coûts")
    written = etree.tostring(chart._chartSpace, encoding="unicode")
    assert ">0, imprimé<" in written
    # The other bars keep their values.
    assert chart.plots[0].series[0].data_labels.show_value
