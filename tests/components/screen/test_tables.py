"""A table shows figures in French and sorts them as figures, whatever the click on its headers."""

import pandas as pd
import pyarrow as pa
import pyarrow.ipc
from streamlit.testing.v1 import AppTest

from components.figures.blocks import Table
from components.figures.table_words import written
from components.screen import tables

TABLE = Table(
    pd.DataFrame(
        {
            "Action": ["A01", "A02", "A03"],
            "Coût": pd.array([1400, 97, None], dtype="Int64"),
            "Part": [0.475, None, 1.0],
        }
    ),
    {"Coût": "keur", "Part": "share"},
    missing="sans objet",
)


def test_figures_stay_numbers_so_that_97_sorts_before_1400():
    kept = tables.sortable(TABLE)
    assert kept.sort_values("Coût")["Action"].tolist() == ["A02", "A01", "A03"]
    assert kept["Part"].dtype == "float64"
    assert kept["Action"].tolist() == ["A01", "A02", "A03"]


def test_figures_of_mixed_objects_and_unknown_values_stay_numbers_too():
    frame = pd.DataFrame({"Coût": pd.Series([12, None, pd.NA, 3.5], dtype="object")})
    kept = tables.sortable(Table(frame, {"Coût": "number"}))
    assert kept["Coût"].isna().tolist() == [False, True, True, False]
    assert kept["Coût"].dropna().tolist() == [12, 3.5]


def test_what_a_document_holds_is_written_in_french():
    said = written(TABLE)
    assert said["Coût"].tolist() == ["1\u202f400\u202fk€", "97\u202fk€", "sans objet"]
    assert said["Part"].tolist() == ["47,5\u202f%", "sans objet", "100\u202f%"]


def drawn() -> None:
    import pandas as pd

    from components.figures.blocks import Table
    from components.screen import tables

    frame = pd.DataFrame({"Action": ["A01", "A02"], "Coût": [1400, 97]})
    tables.show(Table(frame, {"Coût": "keur"}), "table", "Une table")


def test_the_screen_gets_numbers_to_sort_and_their_french_writing_to_show():
    app = AppTest.from_function(drawn).run()
    assert not app.exception
    sent = app.dataframe[0]
    assert sent.value["Coût"].tolist() == [1400, 97]
    shown = pa.ipc.open_stream(sent.proto.arrow_data.styler.display_values).read_pandas()
    assert shown.iloc[:, 1].tolist() == ["1\u202f400\u202fk€", "97\u202fk€"]


def test_a_table_of_sentences_shows_them_whole_as_typed_and_says_what_is_missing():
    def script():
        import pandas as pd

        from components.figures.blocks import Table
        from components.screen import tables

        frame = pd.DataFrame({"Besoin": ["Former : *tous* <b>", None], "Coût": [1400, None]})
        tables.show(Table(frame, {"Coût": "keur"}, missing="sans objet", wordy=True), "t", "Besoins")

    app = AppTest.from_function(script, default_timeout=30).run()
    assert not app.exception
    shown = app.table[0]
    assert shown.value["Besoin"].tolist() == ["Former\u202f\\: \\*tous\\* \\<b\\>", "sans objet"]
    assert shown.value["Coût"].dtype == "float64", "numbers, which the browser aligns to the right"
    with pa.ipc.open_stream(shown.proto.arrow_data.styler.display_values) as stream:
        assert stream.read_pandas()["Coût"].tolist() == ["1\u202f400\u202fk€", "sans objet"]


def test_a_table_that_a_grid_would_cut_is_drawn_with_its_words_whole_forty_rows_at_a_time():
    def script():
        import pandas as pd

        from components.figures.blocks import Table
        from components.screen import tables

        # With 6 for the margins of two columns: what a card of 1024 px holds, and a letter more.
        held, beyond = ("x" * 81, "1"), ("copie/" * 13 + "xxxx", "1")
        for key, row in (("held", held), ("beyond", beyond)):
            tables.show(Table(pd.DataFrame([row] * 41, columns=["Nom", "N"])), key, "Noms")

    app = AppTest.from_function(script, default_timeout=30).run()
    assert not app.exception
    [grid], [words] = app.dataframe, app.table
    assert len(grid.value) == 41
    assert len(words.value) == 40
    assert words.value["Nom"][0].count("/\u200b") == 13, "a long name goes on below where it is joined"
    assert app.number_input[0].label == "Page, de 1 à 2 \\(41\u00a0lignes\\)"


def test_a_cell_is_text_on_paper_too():
    def script():
        import pandas as pd

        from components.screen import tables

        tables.on_paper(pd.DataFrame({"Nom <i>": ["<img src=x>"], "Coût": ["2"]}), ["Coût"], left=1400)

    [paper] = AppTest.from_function(script, default_timeout=30).run().get("html")
    assert paper.proto.body == (
        '<table class="on-paper"><thead><tr><th>Nom &lt;i&gt;</th><th class="figure">Coût</th></tr></thead>'
        '<tbody><tr><td>&lt;img src=x&gt;</td><td class="figure">2</td></tr></tbody><tfoot><tr><td colspan=2>'
        "et 1\u202f400\u00a0lignes de plus, dans les documents à exporter</td></tr></tfoot></table>"
    )


def test_paper_gets_the_rows_as_the_screen_writes_them():
    [paper] = AppTest.from_function(drawn, default_timeout=30).run().get("html")
    assert '<td>A01</td><td class="figure">1\u202f400\u202fk€</td>' in paper.proto.body
    assert "tfoot" not in paper.proto.body
