"""The sentences of Synthèse, on the committed datasets: values that the documents print or sum to."""

from __future__ import annotations

import pytest

from data import inventory
from pages.overview import words
from pages.overview.words import Filters, Tile

NARROW, WIDE = "\u202f", "\u00a0"
TELECOM = Filters(domain_id="telecommunications", domain="Télécommunications")
CYBER_SOUTH = Filters("Sud", "cybersecurite", "Cybersécurité")
SOUTH = Filters(territory="Sud")


def test_the_sector_says_its_establishments_and_who_employs() -> None:
    tile = words.of_sector(inventory.load("sector_establishments"), Filters())

    assert tile.figure == f"1{NARROW}522{WIDE}établissements"
    assert f"1{NARROW}814{WIDE}salariés" in tile.sentence
    assert f"plus de la moitié (54{NARROW}%) des salariés" in tile.sentence
    assert (tile.year, tile.perimeter) == ("2025", "Martinique entière")


def test_the_sector_follows_a_domain_that_the_count_tells_apart() -> None:
    tile = words.of_sector(inventory.load("sector_establishments"), TELECOM)

    assert tile.figure == f"198{WIDE}établissements"
    assert tile.perimeter == "Martinique entière, Télécommunications"


def test_the_sector_says_that_it_ignores_a_domain_and_a_territory() -> None:
    tile = words.of_sector(inventory.load("sector_establishments"), CYBER_SOUTH)

    assert tile.figure == f"1{NARROW}522{WIDE}établissements"
    assert "ne distingue pas" in tile.sentence
    assert tile.perimeter == "Martinique entière, tous domaines"


def test_maturity_gives_the_strongest_tested_change() -> None:
    tile = words.of_maturity(inventory.load("survey_answers"), SOUTH)

    assert tile.figure == f"57{NARROW}%"
    assert tile.sentence.startswith(f"Réseaux sociaux{NARROW}: +20{NARROW}points depuis 2020 (37{NARROW}%)")
    assert (tile.year, tile.perimeter) == ("2024", "Martinique entière")


def test_training_follows_territory_and_domain() -> None:
    offers, communes = inventory.load("training_offers"), inventory.load("communes")
    nord = Filters("Nord", "cybersecurite", "Cybersécurité")

    assert words.of_training(offers, communes, nord) == Tile(
        f"1{WIDE}formation connue",
        f"dans 1{WIDE}commune, dont 1{WIDE}offre au cœur du numérique.",
        "2024 ou 2025",
        "Nord, Cybersécurité",
    )
    assert words.of_training(offers, communes, CYBER_SOUTH).figure == "aucune offre connue"


def test_skills_give_the_projects_with_their_range() -> None:
    tile = words.of_skills(inventory.load("recruitment"), Filters())

    assert tile.figure == "61"
    assert tile.sentence == (
        "projets de recrutement dans l’informatique (65 à 77 avec les nombres gardés secrets)."
    )
    assert words.of_skills(inventory.load("recruitment"), Filters("Nord")).figure == "9"


def test_skills_never_write_a_zero_for_what_is_secret_or_not_cited() -> None:
    cells = inventory.load("recruitment")
    telecom = Filters("Nord", "telecommunications", "Télécommunications")

    assert words.of_skills(cells, CYBER_SOUTH).figure == "aucun métier cité"
    assert words.of_skills(cells, telecom).figure == "aucun métier cité"
    hidden = cells[(cells["year"] == 2025) & cells["projects"].isna()]
    assert words.of_skills(hidden, Filters()).figure == f"{len(hidden)} à {4 * len(hidden)}"


def test_the_plan_gives_its_cost_and_ignores_the_filters() -> None:
    tile = words.of_plan(inventory.load("schema_actions"), SOUTH)

    assert tile.figure == f"16{NARROW}890{NARROW}k€"
    assert f"font 59{NARROW}% du total" in tile.sentence
    assert tile.perimeter == "Martinique entière"


@pytest.mark.parametrize(
    ("late", "figure", "sentence"),
    [
        (0, f"0{WIDE}point à suivre", f"rien n’attend{NARROW}; 3{WIDE}saisies depuis la dernière séance."),
        (
            2,
            f"2{WIDE}points à suivre",
            f"2{WIDE}décisions en retard{NARROW}; 3{WIDE}saisies depuis la dernière séance.",
        ),
    ],
)
def test_what_is_to_follow_is_counted_and_named(late: int, figure: str, sentence: str) -> None:
    tile = words.to_follow(Filters(), late=late, due=0, alerts=0, changed=3, stale=0)

    assert (tile.figure, tile.sentence) == (figure, sentence)
