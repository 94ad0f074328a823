"""« Secteur » by territory and commune: Insee's broad sectors, neither digital nor CCIM's count."""

from __future__ import annotations

import pytest

from components.figures.blocks import View
from data import store
from pages.sector import broad_sectors


@pytest.fixture(scope="module")
def frames():
    return store.load("territory_figures"), store.load("communes")


@pytest.mark.parametrize(
    ("view", "establishments"),
    [
        (View("secteur"), "Martinique\u202f: 13\u202f217\xa0établissements"),
        # 3 629 + 2 542 + 562 + 290.
        (View("secteur", territory="Centre"), "Centre\u202f: 7\u202f023\xa0établissements"),
        (
            View("secteur", territory="Sud", commune="Ducos", commune_code="97207"),
            "Ducos\u202f: 872\xa0établissements",
        ),
    ],
)
def test_broad_sectors_follow_the_territory_and_the_commune(frames, view, establishments):
    figure = broad_sectors.by_sector(view, *frames)
    assert figure.title.startswith(establishments)
    assert "un autre comptage que celui du numérique par la CCIM" in figure.caution
    assert "sans doute les seuls établissements employeurs" in figure.caution
    assert "Urssaf" in figure.explanation


def test_the_sectors_of_a_commune_make_its_total(frames):
    view = View("secteur", territory="Sud", commune="Ducos", commune_code="97207")
    rows = broad_sectors.by_sector(view, *frames).table.frame
    # 24 + 107 + 124 + 554 + 63.
    assert rows["Établissements"].sum() == 872


def test_places_are_territories_then_the_communes_of_the_one_chosen(frames):
    whole = broad_sectors.by_place(View("secteur"), *frames)
    assert whole.table.frame["Établissements"].tolist() == [7023, 3762, 2432]
    assert whole.title.startswith("Centre\u202f: 53\u202f%")
    nord = broad_sectors.by_place(View("secteur", territory="Nord"), *frames)
    assert len(nord.table.frame) == 18
    assert nord.table.frame["Établissements"].sum() == 2432


def test_the_count_of_ccim_is_never_beside_that_of_insee(frames):
    for figure in (broad_sectors.by_sector(View("secteur"), *frames),
                   broad_sectors.by_place(View("secteur"), *frames)):  # fmt: skip
        assert "1\u202f522" not in f"{figure.title}{figure.subtitle}{figure.alt}{figure.caution}"


def test_the_view_of_territories_changes_with_the_filters(open_page, words):
    app = open_page("sector", vue="territoires", territoire="Nord")
    said = words(app)
    assert "Nord\u202f: 2\u202f432" in said
    assert not app.exception
