"""The sentences of Synthèse, on the committed datasets: values that the documents print or sum to."""

from __future__ import annotations

from data import store
from data.french.typography import french
from data.indicators.follow_up import Points
from pages.overview import words
from pages.overview.words import Filters, Tile

NARROW, WIDE = "\u202f", "\u00a0"
TELECOM = Filters(domain_id="telecommunications", domain="Télécommunications")
CYBER_SOUTH = Filters("Sud", "cybersecurite", "Cybersécurité")
SOUTH = Filters(territory="Sud")


def test_the_sector_says_its_establishments_and_who_employs() -> None:
    tile = words.of_sector(store.load("sector_establishments"), Filters())

    assert tile.figure == f"1{NARROW}522{WIDE}établissements"
    assert f"1{NARROW}814{WIDE}salariés" in tile.sentence
    assert f"plus de la moitié (54{NARROW}%) des salariés" in tile.sentence
    assert (tile.year, tile.perimeter) == ("2025", "Martinique entière")


def test_the_sector_follows_a_domain_that_the_count_tells_apart() -> None:
    tile = words.of_sector(store.load("sector_establishments"), TELECOM)

    assert tile.figure == f"198{WIDE}établissements"
    assert tile.perimeter == "Martinique entière, Télécommunications"


def test_the_sector_says_that_it_ignores_a_domain_and_a_territory() -> None:
    tile = words.of_sector(store.load("sector_establishments"), CYBER_SOUTH)

    assert tile.figure == f"1{NARROW}522{WIDE}établissements"
    assert "ne distingue pas" in tile.sentence
    assert tile.perimeter == "Martinique entière, tous domaines"


def test_maturity_gives_the_strongest_tested_change() -> None:
    tile = words.of_maturity(store.load("survey_answers"), SOUTH)

    assert tile.figure == f"57{NARROW}%"
    assert tile.sentence.startswith(f"Réseaux sociaux{NARROW}: +20{NARROW}points depuis 2020, la plus forte")
    assert tile.year == f"2024 · base{NARROW}: 81{NARROW}% des 500 interrogées"
    assert tile.perimeter == "Martinique entière"


def test_training_follows_territory_and_domain() -> None:
    offers, communes, coverage = map(store.load, ("training_offers", "communes", "training_coverage"))
    nord = Filters("Nord", "cybersecurite", "Cybersécurité")

    assert words.of_training(offers, communes, coverage, nord) == Tile(
        f"1{WIDE}formation recensée",
        f"dans 1{WIDE}commune, dont 1 au cœur du numérique. Formation continue{NARROW}: non chargée.",
        "2024 ou 2025",
        "Nord, Cybersécurité",
    )
    assert words.of_training(offers, communes, coverage, CYBER_SOUTH).figure == "Aucune formation recensée"


def test_skills_give_the_projects_with_their_range() -> None:
    tile = words.of_skills(store.load("recruitment"), store.load("basins"), Filters())

    assert tile.figure == f"61{WIDE}projets de recrutement"
    assert tile.sentence == "Dans l’informatique, 65 à 77 en comptant les nombres gardés secrets."
    nord = words.of_skills(store.load("recruitment"), store.load("basins"), Filters("Nord"))
    assert nord.figure == f"9{WIDE}projets de recrutement"


def test_skills_never_write_a_zero_for_what_is_secret_or_not_cited() -> None:
    cells = store.load("recruitment")
    telecom = Filters("Nord", "telecommunications", "Télécommunications")

    untied = words.of_skills(cells, store.load("basins"), CYBER_SOUTH)
    assert untied.figure == "Aucun métier rattaché"
    assert untied.sentence == french("Aucun métier de l’enquête n’est rattaché à « Cybersécurité ».")
    absent = words.of_skills(cells, store.load("basins"), telecom)
    assert absent.figure == "Aucun métier cité"
    assert absent.sentence == french("L’enquête ne cite ici aucun métier rattaché à « Télécommunications ».")
    hidden = cells[(cells["year"] == 2025) & cells["projects"].isna()]
    assert words.of_skills(hidden, store.load("basins"), Filters()).figure == (
        f"{len(hidden)} à {4 * len(hidden)} projets de recrutement"
    )


def test_the_plan_gives_its_cost_and_ignores_the_filters() -> None:
    tile = words.of_plan(store.load("schema_actions"), SOUTH)

    assert tile.figure == f"16{NARROW}890{NARROW}k€"
    assert tile.sentence == f"pour 23{WIDE}actions{NARROW}; les 2 plus chères font 59{NARROW}% du total."
    assert tile.perimeter == "Martinique entière"


def test_nothing_typed_yet_is_said_and_data_of_a_year_gone_by_is_counted() -> None:
    tile = words.to_follow(Points(stale=3), "2026-11-26", Filters())

    assert tile == Tile(
        f"3{WIDE}points à suivre",
        "Aucune décision ni suivi saisis pour l’instant.",
        "au 26 novembre 2026",
        "Martinique entière",
    )


def test_what_waits_is_counted_and_named_the_most_pressing_first() -> None:
    points = Points(late=2, due=1, alerts=1, typed=True, meeting="2026-11-05", changed=4)
    tile = words.to_follow(points, "2026-11-26", Filters())

    assert tile.figure == f"4{WIDE}points à suivre"
    assert tile.sentence == f"4{WIDE}sujets modifiés depuis la séance du 5 novembre 2026."
    assert words.waiting(points) == [
        ("late", f"2{WIDE}décisions en retard"),
        ("due", f"1{WIDE}décision à échéance sous 14 jours"),
        ("alerts", f"1{WIDE}alerte du suivi"),
    ]


def test_data_of_a_year_gone_by_is_counted_among_the_yearly_ones_alone() -> None:
    """Fifteen datasets have a year that is over: the three that a source publishes every year wait."""
    assert words.waiting(Points(stale=3)) == [("stale", f"3{WIDE}jeux de données annuels d’années passées")]
    assert words.waiting(Points(stale=1)) == [("stale", f"1{WIDE}jeu de données annuel d’une année passée")]


def test_what_is_up_to_date_says_that_nothing_is_late() -> None:
    tile = words.to_follow(Points(typed=True, meeting="2026-11-05"), "2026-11-26", Filters())

    assert tile.figure == f"0{WIDE}point à suivre"
    assert tile.sentence == (
        f"Rien de modifié depuis la séance du 5 novembre 2026{NARROW}; ni retard, ni échéance, ni alerte."
    )


def test_skills_say_that_a_commune_is_read_in_its_basin() -> None:
    lamentin = Filters("Centre", commune_code="97213", commune="Le Lamentin")

    assert (
        words.of_skills(store.load("recruitment"), store.load("basins"), lamentin).perimeter
        == "Le Lamentin → bassin Centre"
    )


def test_the_projects_of_a_commune_are_those_of_its_basin_not_of_the_territory() -> None:
    """Grand’Rivière is in the basin Nord Atlantique, one of the two of the Nord: its number is secret."""
    riviere = Filters("Nord", commune_code="97211", commune="Grand’Rivière")
    tile = words.of_skills(store.load("recruitment"), store.load("basins"), riviere)

    assert tile.figure == "1 à 4 projets de recrutement"
    assert tile.perimeter == "Grand’Rivière → bassin Nord Atlantique"


def test_no_occupation_cited_is_said_of_the_domain_never_of_the_digital_sector() -> None:
    """In 2025 the basin Nord Caraïbe has 9 projects in computing: only telecommunications are not cited."""
    cells, basins = store.load("recruitment"), store.load("basins")
    carbet = Filters("Nord", commune_code="97204", commune="Le Carbet")
    telecom = carbet._replace(domain_id="telecommunications", domain="Télécommunications")

    assert words.of_skills(cells, basins, carbet).figure == f"9{WIDE}projets de recrutement"
    assert words.of_skills(cells, basins, telecom) == Tile(
        "Aucun métier cité",
        f"L’enquête ne cite ici aucun métier rattaché à «{NARROW}Télécommunications{NARROW}».",
        "2025",
        "Le Carbet → bassin Nord Caraïbe, Télécommunications",
    )
    assert words.of_skills(cells, basins, CYBER_SOUTH).sentence == (
        f"Aucun métier de l’enquête n’est rattaché à «{NARROW}Cybersécurité{NARROW}»."
    )
    beside = cells[~cells["fap_code"].str.startswith(("M1", "M2"))]
    assert words.of_skills(beside, basins, Filters()).sentence == (
        "L’enquête ne cite ici aucun métier de l’informatique."
    )
