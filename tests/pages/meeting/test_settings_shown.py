"""What a host writes in ``settings.toml`` is on « Séance », on its cover in projection, and on documents."""

import datetime as dt

import pytest
from PIL import Image

from components.documents.cover import cover_of
from data import clock, settings

GIVEN = """
[meeting]
title = "Numérique, réunion de mars"
date = "2026-03-31"
place = "Schœlcher"
[host]
cep_expansion = "Contrat donné par l’hôte"
partner_logos = ["ctm.png"]
"""


@pytest.fixture
def given(tmp_path, monkeypatch):
    """The settings of a host, read from a file as the application reads its own."""
    Image.new("RGB", (40, 20), "#1B4F8A").save(tmp_path / "ctm.png")
    file = tmp_path / "settings.toml"
    file.write_text(GIVEN, encoding="utf-8")
    read = settings.read_settings(file)
    monkeypatch.setattr(settings, "read_settings", lambda: read)
    return read


def test_the_meeting_page_shows_title_date_place_and_what_cep_stands_for(given, open_page, words):
    said = words(open_page("meeting"))
    assert "Numérique, réunion de mars · 31 mars 2026 · Schœlcher · CEP\u202f: Contrat donné par l’hôte" in (
        said.replace("\xa0", " ")
    )


def test_by_default_cep_is_not_expanded(open_page, words):
    assert "CEP\u202f:" not in words(open_page("meeting"))


def test_the_projected_cover_shows_them_with_the_logos(given, open_page, words):
    app = open_page("meeting", projection=True)
    app.query_params["projection"] = "oui"
    app.run()
    said = words(app)
    assert "# Numérique, réunion de mars" in said
    for part in ("31 mars 2026", "Schœlcher", "Contrat donné par l’hôte"):
        assert f"### {part}" in said.replace("CEP\u202f: ", "").replace("\xa0", " "), part
    assert len(app.get("image")) == 1


def test_the_cover_of_documents_shows_them(given):
    cover = cover_of(given, "Secteur", today=dt.date(2026, 3, 1))
    assert cover.title == "Numérique, réunion de mars"
    assert cover.lines == (
        "Contrat donné par l’hôte",
        "31 mars 2026 · Schœlcher",
        "Secteur",
        "Document produit le 1er mars 2026",
    )
    assert len(cover.logos) == 1
    assert cover.problems == ()


def test_a_document_made_on_new_years_eve_at_half_past_eight_is_of_the_old_year(given, monkeypatch):
    class Evening(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return dt.datetime(2027, 1, 1, 0, 30, tzinfo=dt.UTC).astimezone(tz)

    monkeypatch.setattr(clock, "datetime", Evening)
    assert cover_of(given, "Secteur").lines[-1] == "Document produit le 31 décembre 2026"


def test_a_logo_of_too_many_pixels_is_named_and_costs_no_screen_and_no_document(given, open_page, words):
    with Image.new("1", (8_000, 8_000)) as large:
        large.save(given.logos[0])
    app = open_page("meeting", projection=True)
    app.query_params["projection"] = "oui"
    app.run()
    assert "n’a pas pu être lu" in words(app)
    assert "# Numérique, réunion de mars" in words(app)
    cover = cover_of(given, "Secteur")
    assert cover.logos == ()
    assert cover.problems == ("Le logo « ctm.png » n’a pas pu être lu.",)
