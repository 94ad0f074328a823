"""Figures are written as a French reader writes them."""

import datetime as dt

import pandas as pd
import pytest

from data.french import formats


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (formats.number(1522), "1\u202f522"),
        (formats.number(-2), "\u22122"),
        (formats.number(pd.NA), "non indiqué"),
        (formats.number(float("nan"), none="secret"), "secret"),
        (formats.keur(16890), "16\u202f890\u202fk€"),
        (formats.keur(0), "0\u202fk€"),
        (formats.share(0.475), "47,5\u202f%"),
        (formats.share(0.71), "71\u202f%"),
        # 487 of the 360 630 inhabitants of Martinique live in Grand’Rivière.
        (formats.share(487 / 360630, decimals=0), "0,1\u202f%"),
        (formats.share(0.9996), "99,96\u202f%"),
        (formats.share(0.0, decimals=0), "0\u202f%"),
        (formats.share(1.0), "100\u202f%"),
        (formats.points(0.71 - 0.61), "+10\u202fpoints"),
        (formats.points(0.41 - 0.43), "\u22122\u202fpoints"),
        (formats.points(0.01), "+1\u202fpoint"),
        (formats.count(1, "action"), "1\u00a0action"),
        (formats.count(23, "action"), "23\u00a0actions"),
        (formats.count(0, "action"), "0\u00a0action"),
        (formats.day("2024-06-20"), "20 juin 2024"),
        (formats.day(dt.date(2026, 11, 1)), "1er novembre 2026"),
        (formats.interval(0.7, 0.8, "fraction", "près de"), "près de 70 à 80\u202f%"),
        (formats.interval(90000, 90000, "prises", "objectif"), "objectif 90\u202f000\u00a0prises"),
        (formats.listing(["Centre", "Nord", "Sud"]), "Centre, Nord et Sud"),
    ],
)
def test_french_writing(written, expected):
    assert written == expected


def test_zero_and_unknown_never_look_alike():
    assert formats.keur(0) != formats.keur(None)
