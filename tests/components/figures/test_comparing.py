"""Territories side by side: one scale, a column each, and words where a territory has nothing."""

import re

import pandas as pd
import pytest

from components.documents import pictures
from components.figures import comparing, palette
from components.figures.bars import bars
from components.figures.blocks import COMPARE, EVERYWHERE, TOGETHER, Block, Figure, Gap, Number, Table, View
from components.figures.perimeters import narrowed, perimeter_of
from components.figures.small_multiples import small_multiples
from components.figures.values import Row

ON = View("page", territory="Sud", commune="Ducos", domain="D", choices={COMPARE.key: True, "niveau": "Bac"})
COUNTS = {"Centre": {"Bac": 20, "Licence": 4}, "Nord": {"Bac": 5}, "Sud": {}}


def counted(view, *_):
    """Bars of the trainings of a place, none in the South."""
    chosen = {view.territory: COUNTS[view.territory]} if view.territory else COUNTS
    rows = [(level, n) for counts in chosen.values() for level, n in counts.items()]
    if not rows:
        return None
    frame = pd.DataFrame(rows, columns=["level", "n"]).groupby("level", as_index=False).sum()
    return bars(
        frame, label="level", value="n", opening="", headers={"level": "Niveau", "n": "Nombre"}
    ).figure("Titre", subtitle=f"Compté, {view.place}", caution="À savoir.")


def joined_figure(**said):
    block = Block("bloc", "Formations", counted, follows=("territoire",), **said)
    return comparing.built(block, ON, ())


def bar_widths(chart, columns):
    """The pixels of each bar, in the colour of its column."""
    drawn = pictures.chart_svg(chart)[0]
    found = {}
    for path in re.findall(r"<path[^>]*>", drawn):
        color, width = re.search(r'fill="(#\w+)"', path), re.search(r'd="M[-\d.]+,[-\d.]+h([\d.]+)v', path)
        if color and width:
            found.setdefault(color[1].upper(), []).append(float(width[1]))
    return {name: found.get(palette.TERRITORY[name].upper(), []) for name in columns}


def test_the_bars_of_the_three_columns_are_on_one_scale():
    columns = {
        name: [Row("A", "", value, None, None, str(value)), Row("B", "", 2 * value, None, None, str(value))]
        for name, value in (("Centre", 30), ("Nord", 6), ("Sud", 1))
    }
    drawn = small_multiples(columns, colors=palette.TERRITORY, missing="non cité")
    widths = bar_widths(drawn.chart, columns)
    pixel = widths["Centre"][0] / 30
    assert pixel > 1
    for name, (first, second) in widths.items():
        value = columns[name][0].value
        assert first == pytest.approx(value * pixel, rel=0.01)
        assert second == pytest.approx(2 * value * pixel, rel=0.01)


def test_the_fallback_draws_the_figures_of_a_block_on_one_scale_in_the_colour_of_each_territory():
    figure = joined_figure()
    widths = bar_widths(figure.chart, COUNTS)
    assert widths["Centre"][0] / 20 == pytest.approx(widths["Centre"][1] / 4, rel=0.01)
    assert widths["Nord"][0] / 5 == pytest.approx(widths["Centre"][0] / 20, rel=0.01)
    assert widths["Sud"] == []
    assert figure.native.series == {"Centre": (20.0, 4.0), "Nord": (5.0, None), "Sud": (None, None)}
    assert figure.native.colors == palette.TERRITORY


def test_a_territory_without_data_says_it_in_words_on_each_line_and_under_the_figure():
    figure = joined_figure()
    assert "Sud\u202f: Bac, non indiqué ; Licence, non indiqué." in figure.alt.replace("\u202f;", " ;")
    assert figure.caution == "À savoir. Sud\u202f: non indiqué."
    assert figure.native.categories == (
        "Bac · Sud\u202f: non indiqué",
        "Licence · Nord\u202f: non indiqué · Sud\u202f: non indiqué",
    )


def test_figures_of_a_few_columns_are_joined_in_a_column_a_territory():
    table = joined_figure().table
    assert list(table.frame.columns) == ["Niveau", "Centre", "Nord", "Sud"]
    assert table.frame["Niveau"].tolist() == ["Bac", "Licence"]
    assert table.frame["Centre"].tolist() == [20, 4]
    assert table.frame["Nord"].tolist()[0] == 5
    assert table.frame[["Nord", "Sud"]].isna().to_numpy().tolist() == [[False, True], [True, True]]
    assert table.formats == {"Centre": "number", "Nord": "number"}


def test_lists_are_joined_under_a_first_column_that_says_the_territory():
    own = {
        "Centre": Table(pd.DataFrame({"Formation": ["BTS", "BTS"], "Lieu": ["a", "b"]})),
        "Nord": Table(pd.DataFrame({"Formation": ["Licence"], "Lieu": ["c"]})),
    }
    frame = comparing.joined(own).frame
    assert list(frame.columns) == ["Territoire", "Formation", "Lieu"]
    assert frame.to_numpy().tolist() == [
        ["Centre", "BTS", "a"],
        ["Centre", "BTS", "b"],
        ["Nord", "Licence", "c"],
    ]


def test_large_figures_stand_under_their_territory_and_those_that_none_changes_once():
    same = Number("31", "Compétences")
    own = {
        name: Figure("t", numbers=(Number(value, "Projets"), same))
        for name, value in (("Centre", "44"), ("Nord", "9"), ("Sud", "8"))
    }
    whole = (Number("61", "Projets"), Number("31", "Compétences", "dont 17 techniques"))
    assert comparing.numbers(own, whole)[-1].detail == "dont 17 techniques"
    assert [(number.column, number.value, number.said) for number in comparing.numbers(own)] == [
        ("Centre", "44", "Centre · Projets"),
        ("Nord", "9", "Nord · Projets"),
        ("Sud", "8", "Sud · Projets"),
        (EVERYWHERE, "31", f"{EVERYWHERE} · Compétences"),
    ]


def test_three_alike_that_add_up_to_another_are_not_said_of_the_whole():
    """One secret number in each territory: 1 to 4 projects each, and 3 to 12 in all."""
    secret = Number("1 à 4", "Projets", "déduit")
    own = {name: Figure("t", numbers=(secret,)) for name in ("Centre", "Nord", "Sud")}
    shown = comparing.numbers(own, (Number("3 à 12", "Projets", "déduit"),))
    assert [(number.column, number.value) for number in shown] == [
        ("Centre", "1 à 4"),
        ("Nord", "1 à 4"),
        ("Sud", "1 à 4"),
    ]


def test_large_figures_come_line_after_line_as_slides_lay_them_out():
    own = {
        name: Figure("t", numbers=(Number("1", f"Projets {name}"), Number("2", f"Difficiles {name}")))
        for name in COUNTS
    }
    assert [number.said for number in comparing.numbers(own)] == [
        *(f"{name} · Projets {name}" for name in COUNTS),
        *(f"{name} · Difficiles {name}" for name in COUNTS),
    ]


def test_a_secret_stays_a_range_and_never_a_bar():
    columns = {
        "Centre": [Row("A", "", 10, None, None, "10")],
        "Nord": [Row("A", "", None, 1, 4, "secret (1 à 4)")],
    }
    drawn = small_multiples(columns, colors=palette.TERRITORY, missing="non cité")
    assert bar_widths(drawn.chart, columns)["Nord"] == []
    assert drawn.native.categories == ("A · Nord\u202f: secret (1 à 4)",)
    assert drawn.native.series == {"Centre": (10,), "Nord": (None,)}
    assert "Nord\u202f: A, secret (1 à 4)." in drawn.alt


def test_where_no_category_is_in_two_columns_each_column_names_its_own():
    columns = {
        "Centre": [Row("Fort-de-France", "", 75_506, None, None, "75 506")],
        "Sud": [Row("Ducos", "", 18_105, None, None, "18 105")],
    }
    drawn = small_multiples(columns, colors=palette.TERRITORY, missing="–")
    assert drawn.alt == "Centre\u202f: Fort-de-France, 75 506. Sud\u202f: Ducos, 18 105."
    assert drawn.native.categories == ("Centre · Fort-de-France", "Sud · Ducos")
    assert drawn.native.colors["Sud · Ducos"] == palette.TERRITORY["Sud"]
    assert "Ducos 18 105" in pictures.chart_svg(drawn.chart)[0].replace("\xa0", " ")


def test_what_follows_the_territory_is_compared_and_the_rest_stays_as_it_is():
    following = Block("a", "A", counted, follows=("territoire", "commune", "domaine"))
    other = Block("b", "B", counted, follows=("domaine",))
    seen = narrowed(following, ON)
    assert (seen.compared, seen.territory, seen.commune, seen.domain) == (True, None, None, "D")
    assert not narrowed(other, ON).compared
    assert perimeter_of(following, ON) == f"{TOGETHER} · D"
    assert perimeter_of(other, ON) == f"{EVERYWHERE} · D"


def test_each_territory_is_built_with_the_same_domain_and_choices():
    seen = []

    def build(view):
        seen.append((view.territory, view.commune, view.domain, dict(view.choices)))

    comparing.each(
        build, narrowed(Block("a", "A", build, follows=("territoire", "domaine", "niveau")), ON), ()
    )
    assert seen == [(name, None, "D", {"niveau": "Bac"}) for name in ("Centre", "Nord", "Sud", None)]


def test_what_is_missing_from_the_whole_is_said_as_without_comparison():
    gap = Gap("Sans réponse")
    block = Block("a", "A", lambda view: gap, follows=("territoire",))
    assert comparing.built(block, ON, ()) is gap
    assert comparing.built(Block("a", "A", lambda view: None, follows=("territoire",)), ON, ()) is None


def test_a_chart_that_has_no_rows_gives_way_to_its_table():
    def build(view):
        return Figure("t", chart=object(), table=Table(pd.DataFrame({"Lieu": ["x"], "Nombre": [1]})))

    figure = comparing.built(Block("a", "A", build, follows=("territoire",)), ON, ())
    assert figure.chart is None
    assert figure.table_first
    assert list(figure.table.frame.columns) == ["Lieu", "Centre", "Nord", "Sud"]


def by_two(label, *, known=("Filles", "Garçons")):
    return [Row(label, series, float(rank), None, None, str(rank)) for rank, series in enumerate(known, 1)]


def on_axis(columns, **said):
    """What the axis says, line by line, without the unseen spaces that tell lines apart."""
    drawn = small_multiples(columns, colors=palette.TERRITORY, missing="rien", **said)
    chart = drawn.chart.to_dict()
    encoded = [layer["encoding"]["y"] for layer in chart["layer"]]
    assert all(y["axis"] is not None for y in encoded)
    return [name.replace("\u200b", "") for name in encoded[0]["sort"]], drawn


def test_bars_by_two_say_once_the_label_that_they_share():
    columns = {name: [*by_two("Terminale"), *by_two("Première")] for name in ("Centre", "Nord", "Sud")}
    names, drawn = on_axis(columns, order=["Première", "Terminale"])
    assert names == ["Première, Filles", "Garçons", "Terminale, Filles", "Garçons"]
    # Where they are read apart, each has its whole name.
    assert drawn.table.frame["Libellé"].tolist()[1] == "Première, Garçons"
    assert drawn.native.categories[3] == "Terminale, Garçons"


def test_bars_by_two_of_one_territory_are_read_across_and_the_others_say_that_they_have_none():
    names, drawn = on_axis({"Centre": by_two("Communication"), "Nord": [], "Sud": []})
    assert names == ["Communication, Filles", "Garçons"]
    assert drawn.table.frame["Nord"].tolist() == ["rien", "rien"]
    # The second year of one, the only one of another: the same line.
    names, _ = on_axis({"Centre": by_two("A"), "Nord": by_two("A", known=("Garçons",)), "Sud": []})
    assert names == ["A, Filles", "Garçons"]


def test_bars_do_not_repeat_the_name_of_their_column():
    within = ("10 km", "20 km")
    own = {"Centre": "CACEM", "Nord": "CAP Nord", "Sud": "Espace Sud"}
    names, drawn = on_axis({name: by_two(epci, known=within) for name, epci in own.items()})
    assert names == list(within)
    assert drawn.table.frame["Sud"].tolist() == ["1", "2"]


def test_a_room_reads_the_first_lines_of_all_and_how_many_there_are():
    def surveyed(view, *_):
        rows = [row for label in "ABCDEFGHIJ" for row in by_two(label, known=("2024", "2025"))]
        return Figure("t", chart="c", rows=tuple(rows)) if view.territory != "Sud" else None

    room = View("page", projection=True, choices={COMPARE.key: True})
    block = Block("bloc", "Enquêtes", surveyed, follows=("territoire",))
    figure = comparing.built(block, room, ())
    assert len(figure.rows) == 2 * 2 * 8
    assert {row.label for row in figure.rows} == set("ABCDEFGH")
    assert "8 intitulés sur 10" in figure.caution
    assert len(comparing.built(block, View("page", choices={COMPARE.key: True}), ()).rows) == 2 * 2 * 10


def test_the_same_reason_is_said_once_of_the_territories_that_have_nothing():
    def of_centre(view, *_):
        return Gap("t", reason="Rien ici.") if view.territory in ("Nord", "Sud") else Figure("t")

    figure = comparing.built(Block("bloc", "Demandeurs", of_centre, follows=("territoire",)), ON, ())
    assert figure.caution == "Nord et Sud\u202f: Rien ici."
