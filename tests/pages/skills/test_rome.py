"""« Compétences » shows three occupations of one basin, and those marked for the digital transition."""

from __future__ import annotations

import pytest

from components.figures.blocks import Figure, Gap, View
from data import store
from data.indicators import occupations
from pages.skills import rome


def test_offers_and_job_seekers_are_those_of_three_occupations_of_the_centre():
    figure = rome.seekers(View("competences"), store.load("job_seekers"))
    # 13 + 13 + 7 and 38 + 28 + 12.
    assert figure.title == "En 2020 au Centre\u202f: 33\xa0offres pour 78\xa0demandeurs dans 3\xa0métiers"
    assert "ni taux, ni évolution" in figure.caution


@pytest.mark.parametrize("territory", ["Nord", "Sud"])
def test_where_no_row_was_read_nothing_is_said_to_be_zero(territory):
    gap = rome.seekers(View("competences", territory=territory), store.load("job_seekers"))
    assert isinstance(gap, Gap)
    assert "ce qui n’est pas zéro" in gap.reason


def test_31_occupations_are_marked_and_follow_the_domain():
    rows, domains = store.load("occupations"), store.load("domains")
    whole = rome.transition(View("competences"), rows, domains)
    assert whole.title.startswith("31\xa0métiers marqués")
    telecoms = View("competences", domain_id="telecommunications", domain="Télécommunications")
    shown = rome.transition(telecoms, rows, domains)
    assert isinstance(shown, Figure)
    assert shown.table.frame["Code ROME"].tolist() == ["M1804"]
    cyber = View("competences", domain_id="cybersecurite", domain="Cybersécurité")
    assert isinstance(rome.transition(cyber, rows, domains), Gap)


def test_an_occupation_new_in_the_rome_takes_the_fap_of_its_parent():
    marked = occupations.marked(store.load("occupations"), store.load("domains")).set_index("rome_code")
    # M1811, Data engineer, has M1802 as parent.
    assert marked.loc["M1811", "fap"] == marked.loc["M1802", "fap"] != []
