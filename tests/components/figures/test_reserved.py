"""A reserved place shows who holds the data, then a chart once a filled template brings it."""

from __future__ import annotations

import pandas as pd
import pytest

from components.figures.blocks import Gap, View
from components.figures.reserved import TITLES, reserved
from components.figures.style import finish
from data.imports.templates import TEMPLATES, words_of
from data.vocabulary import INDICATORS


def rows(*values, indicator="freins", dimension="réponse", unit="fraction") -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"indicator": indicator, "dimension": dimension, "category": category, "period": period,
             "value": value, "unit": unit, "base_label": "entreprises interrogées", "source_id": "import-x",
             "locator": "page 3", "certainty": "read", "note": None}
            for category, period, value in values
        ]
    )  # fmt: skip


VIEW = View("maturite", sources={"import-x": {"title": "Rapport exemple", "year": 2026}})
BUILD = reserved("freins", lambda view, slides: Gap("Les freins"))


def test_without_a_file_the_holder_is_named():
    assert BUILD(VIEW, rows(("Coût", "2024", 0.4), indicator="dpae"), None) == Gap("Les freins")
    assert reserved("dpae")(VIEW, rows(("Coût", "2024", 0.4))) is None


def test_one_period_is_bars_from_the_largest_with_the_first_named():
    figure = BUILD(VIEW, rows(("Temps", "2024", 0.2), ("Coût", "2024", 0.45)), None)
    assert figure.title == "Freins au numérique\u202f: «\u202fCoût\u202f» en tête, 45\u202f%"
    assert figure.subtitle == "Par réponse, 2024\u202f; base\u202f: entreprises interrogées"
    assert figure.native.categories == ("Coût", "Temps")
    assert figure.evidence[0].source == "Rapport exemple"
    finish(figure.chart)


def test_several_periods_stand_side_by_side_and_a_tie_names_no_first():
    figure = BUILD(VIEW, rows(("Coût", "2024", 0.4), ("Coût", "2026", 0.3), ("Temps", "2026", 0.3)), None)
    assert figure.title == "Freins au numérique"
    assert set(figure.native.series) == {"2024", "2026"}
    finish(figure.chart)
    # Of several periods, the one in which it is first is named.
    first = BUILD(VIEW, rows(("Coût", "2024", 0.4), ("Coût", "2026", 0.2), ("Temps", "2026", 0.3)), None)
    assert first.title == "Freins au numérique\u202f: «\u202fTemps\u202f» en tête en 2026, 30\u202f%"


def test_another_breakdown_is_in_the_table_and_it_is_said():
    both = pd.concat(
        [
            rows(("Coût", "2024", 12), ("Temps", "2024", 9), unit="entreprises"),
            rows(("Commerce", "2024", 5), dimension="secteur", unit="entreprises"),
        ]
    )
    figure = BUILD(VIEW, both, None)
    assert figure.caution == "Le tableau en donne 1\u00a0autre découpage."
    assert "en entreprises" in figure.subtitle
    assert len(figure.table.frame) == 3


def test_each_indicator_has_a_title_and_words_in_the_template():
    template = next(one for one in TEMPLATES if one.dataset == "indicators")
    column = next(one for one in template.columns if one.name == "indicator")
    assert set(TITLES) == set(INDICATORS) == set(words_of(column).values())


@pytest.mark.parametrize("vue", ["freins"])
def test_the_page_shows_it_once_published(vue, open_page, words, tmp_path, monkeypatch):
    from data.imports import received
    from data.imports.preview import prepare
    from data.imports.publishing import publish
    from data.imports.templates import write_csv
    from data.journal.write_rights import Writer

    monkeypatch.setenv("CEP_HOME", str(tmp_path))
    template = next(one for one in TEMPLATES if one.dataset == "indicators")
    lines = "freins au numérique;réponse;Coût;2024;45 %;fraction;entreprises;;\r\n".replace("45 %", "0,45")
    content = write_csv(template) + (lines + lines.replace("Coût", "Temps").replace("0,45", "0,20")).encode()
    found = prepare(received.from_bytes("Rapport exemple.csv", content))
    assert [one.sentence for one in found.refusals] == []
    publish(found, found.document, Writer("Jeanne", True))
    said = words(open_page("maturity", vue))
    assert "Freins au numérique\u202f: «\u202fCoût\u202f» en tête, 45\u202f%" in said
    # The other place is still reserved.
    assert "Les deux chantiers prioritaires à court terme" in said
