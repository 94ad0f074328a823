"""A figure made from 100,000 rows stays small on screen, and says what it leaves out."""

import altair as alt
import pandas as pd
from streamlit.testing.v1 import AppTest

from components.figures.blocks import Figure, Passage
from components.screen import building, cards

ROWS = 100_000


def test_a_chart_of_too_many_rows_is_replaced_by_a_sentence():
    frame = pd.DataFrame({"x": range(ROWS), "y": range(ROWS)})
    figure = Figure(
        "Trop", chart=alt.Chart(frame).mark_point().encode(x="x:Q", y="y:Q"), caution="À vérifier."
    )
    kept = cards.ready(figure, "screen")
    assert kept.chart is None
    assert (
        kept.caution
        == "Trop de lignes pour un graphique lisible\u202f: elles sont dans le tableau. À vérifier."
    )


def shown():
    import pandas as pd
    import streamlit as st

    from components.figures.blocks import Figure, Passage, Table
    from components.screen import cards

    st.session_state["k-whole"] = True
    table = Table(pd.DataFrame({"Offre": [f"offre {rank}" for rank in range(100_000)]}))
    passages = tuple(Passage(f"n{rank}", ("une", "deux")) for rank in range(100_000))
    cards.show_figure(Figure("Titre", passages=passages, table=table, table_first=True), "k")


def test_a_table_and_passages_of_100_000_rows_are_paged_or_capped_with_a_sentence():
    app = AppTest.from_function(shown, default_timeout=60).run()
    assert not app.exception
    assert len(app.dataframe[0].value) == 200
    label = app.number_input[0].label.replace("\\", "")
    assert " ".join(label.split()) == "Page, de 1 à 500 (100 000 lignes)"
    said = [" ".join(found.value.replace("\\", "").split()) for found in app.caption]
    # 200 000 sentences, of which those of the first 60 headings are drawn.
    assert "199 880 phrases de plus dans les documents à exporter : trop pour un écran." in said
    assert len(app.markdown) == 61


def test_sentences_are_capped_within_one_passage_too():
    few = cards._few((Passage("h", tuple("abc" * 200)), Passage("i", ("d",))))
    assert [len(passage.sentences) for passage in few] == [300]


def test_a_view_that_takes_too_long_stops_and_says_it(open_page, monkeypatch):
    monkeypatch.setattr(building, "SECONDS", -1.0)
    app = open_page("sector")
    assert not app.exception
    said = [" ".join(found.value.replace("\\", "").split()) for found in app.warning]
    assert len(said) == 1
    assert said[0].startswith("La suite de cette vue n’est pas affichée : les données sont trop nombreuses")
    assert [found.value for found in app.title] == ["Secteur"]
    # Projected, in place of the screens that were not made: the opening of the page, then the sentence.
    app = open_page("sector", projection="oui", etape="2")
    assert not app.exception
    assert [" ".join(found.value.replace("\\", "").split()) for found in app.warning] == said
