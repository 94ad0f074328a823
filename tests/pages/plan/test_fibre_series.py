"""« Schéma » shows fibre quarter by quarter, in Martinique and in France, as the barometer gives it."""

from __future__ import annotations

from components.figures.blocks import View
from data import store
from pages.plan import fibre_series


def test_fibre_says_both_places_at_the_last_quarter_and_how_far_apart():
    figure = fibre_series.series(View("schema"), store.load("coverage_series"))
    assert figure.title == "Fibre\u202f: 37\u202f% en Martinique en septembre 2022, 77\u202f% en France"
    # 28 - 7 at the end of 2017, 77 - 37 in September 2022.
    assert "de 21\u202fpoints à 40\u202fpoints" in figure.explanation
    # France is published three quarters before Martinique: not published is no zero.
    assert figure.table.frame["Martinique"].isna().sum() == 3
    assert figure.native.series["Martinique"][:3] == (None, None, None)
