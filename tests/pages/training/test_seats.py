"""« Formations » says seats of BTS, what becomes of apprentices and pupils of NSI, as the files give them."""

from __future__ import annotations

import pytest

from components.figures.blocks import Figure, Gap, View
from data import store
from data.indicators import capacity, outcomes
from pages.training import around, seats, words
from pages.training import outcomes as after

MARTINIQUE = View("formations")
SUD = View("formations", territory="Sud")
NORD = View("formations", territory="Nord")


LAYERS = (store.load("places"), store.load("territory_figures"))


@pytest.fixture(scope="module")
def known():
    return store.load("training_capacity")


@pytest.fixture(scope="module")
def communes():
    return store.load("communes")


def test_the_title_gives_the_seats_of_digital_bts_by_status(known, communes):
    figure = seats.seats(MARTINIQUE, known, communes)
    # 24 + 26 + 28 + 25, and 25 + 30 + 25; in 2022, one course of SIO with 30.
    assert figure.title == (
        "BTS du numérique\u202f: 103 places scolaires et 80 en apprentissage en 2024 (30 en 2022)"
    )
    assert "Certificat Services numériques aux organisations" in figure.alt
    assert {item.certainty for item in figure.evidence} == {"secondhand"}
    assert [item.place[-8:-4] for item in figure.evidence] == ["2022", "2023", "2024"]


def test_a_title_says_the_domain_that_leaves_some_of_the_courses(known, communes):
    """CIEL alone is tied to cybersecurity: 24 and 26 seats in schools, 25 in apprenticeship."""
    cyber = View("formations", domain_id="cybersecurite", domain="Cybersécurité")
    figure = seats.seats(cyber, known, communes)

    assert figure.title == (
        "BTS du numérique (Cybersécurité)\u202f: 50 places scolaires et 25 en apprentissage en 2024"
    )
    assert "BTS du cœur du numérique (Cybersécurité), 2024" in figure.explanation
    computing = View("formations", domain_id="services-informatiques", domain="Services informatiques")
    assert around.masters(computing, store.load("master_mentions")).title.startswith(
        "2\xa0mentions de master pour «\u202fServices informatiques\u202f» à l’Université des Antilles"
    )


def test_a_school_without_name_is_shown_by_its_code(known, communes):
    figure = seats.seats(MARTINIQUE, known, communes)
    assert "9720947X" in figure.caution
    rows = figure.table.frame
    coded = rows[rows["Établissement"] == "code 9720947X"]
    assert set(coded["Commune"]) == {"inconnue"}
    sio = coded[coded["Formation"].str.contains("informatiques")]
    assert sio[["Places 2022", "Places 2023", "Places 2024"]].to_numpy().tolist() == [[30, 20, 30]]


def test_wishes_are_said_not_to_be_candidates(known, communes):
    figure = seats.seats(MARTINIQUE, known, communes)
    # 227 + 133 + 206 + 54, and 31 + 44 + 4.
    assert "620 vœux confirmés pour 103\xa0places" in figure.explanation
    assert "79 vœux confirmés pour 80\xa0places" in figure.explanation
    assert "ce n’est pas un nombre de candidats" in figure.explanation


def test_a_territory_counts_only_schools_whose_commune_is_known_and_says_what_is_left(known, communes):
    nord = seats.seats(NORD, known, communes)
    # CIEL B in La Trinité (26) and NDRC in Sainte-Marie (20).
    assert isinstance(nord, Figure)
    rows = nord.table.frame
    assert rows[rows["Formation"].str.contains("Cybersécurité")]["Places 2024"].tolist() == [26]
    assert "commune n’est pas connue" in nord.caution


def test_no_seat_read_is_not_shown_as_no_seat(known, communes):
    gap = seats.seats(SUD, known, communes)
    assert isinstance(gap, Gap)
    assert words.NOT_PROOF in gap.reason
    assert "commune n’est pas connue" in gap.note


@pytest.mark.parametrize(
    ("status", "expected"),
    [("Formation initiale", {"Statut scolaire"}), ("Alternance", {"Apprentissage"})],
)
def test_seats_follow_the_status_that_is_chosen(known, communes, status, expected):
    figure = seats.seats(View("formations", choices={"modalite": status}), known, communes)
    assert set(figure.table.frame["Statut"]) == expected


def test_a_status_that_no_bts_has_shows_no_seat(known, communes):
    view = View("formations", choices={"modalite": "Formation continue"})
    assert isinstance(seats.seats(view, known, communes), Gap)


def test_an_offer_has_the_seats_of_its_own_course(known):
    offers = capacity.seated(store.load("training_offers"), known).set_index("offer_id")["seats"]
    assert offers["gaillard-bts-ciel-a"] == 24
    assert offers["amep-bts-sio"] == 25
    assert offers.isna()["iut-but-informatique"], "not known is not zero"


def test_the_map_and_the_table_say_the_seats_and_their_source(known, communes):
    offers, coverage = store.load("training_offers"), store.load("training_coverage")
    view = View("formations", territory="Nord", commune="La Trinité", commune_code="97230")
    shown = seats.on_map(view, offers, coverage, communes, known, *LAYERS, store.load_communes())
    (line,) = [said for passage in shown.passages for said in passage.sentences if "CIEL" in said]
    assert "26\xa0places" in line
    assert any(item.base == "places" for item in shown.evidence)
    table = seats.in_table(view, offers, coverage, communes, known)
    assert table.table.frame["Places"].tolist() == [26]


def test_without_the_seats_the_map_and_the_table_of_offers_stay(communes):
    offers, coverage = store.load("training_offers"), store.load("training_coverage")
    none = store.empty("training_capacity")
    shown = seats.on_map(MARTINIQUE, offers, coverage, communes, none, *LAYERS, store.load_communes())
    assert shown.passages
    assert seats.in_table(MARTINIQUE, offers, coverage, communes, none).table.frame["Places"].isna().all()


def test_a_rate_that_is_not_published_has_no_bar_and_is_counted(known):
    rows = store.load("training_outcomes")
    figure = after.employment(MARTINIQUE, rows, known)
    # 15 centres in 2023-2024, of which 9 have a rate.
    assert "6\xa0CFA sans taux publié, donc sans barre\u202f: ce n’est pas zéro." in figure.caution
    assert "FOUNDERS" not in figure.alt
    assert figure.title == (
        # 43 for 55 expected, 45 for 57, 42 for 54.
        "3 CFA liés au numérique\u202f: 42\u202f% à 45\u202f% d’emploi à 6 mois, 12\u202fpoints "
        "sous l’attendu (cumul 2023-2024)"
    )


def test_the_centre_whose_two_periods_have_the_same_cells_is_named(known):
    rows = store.load("training_outcomes")
    assert outcomes.published_twice(rows) == ["9720942S"]
    figure = after.employment(MARTINIQUE, rows, known)
    assert "DNDC" in figure.caution
    assert "mêmes chiffres pour ses deux dernières périodes" in figure.caution


def test_nsi_counts_pupils_by_grade_and_follows_the_commune(communes):
    rows = store.load("nsi_pupils")
    figure = around.nsi(MARTINIQUE, rows, communes)
    # 195 in première and 111 in terminale, of which 61 and 33 girls.
    assert figure.title == (
        "NSI au lycée en Martinique\u202f: 306\xa0élèves de première et terminale à la rentrée 2022, "
        "dont 31\u202f% de filles"
    )
    marin = View("formations", territory="Sud", commune="Le Marin", commune_code="97217")
    # 7 and 12 in première, 4 and 8 in terminale.
    assert "31\xa0élèves" in around.nsi(marin, rows, communes).title
    diamant = View("formations", territory="Sud", commune="Le Diamant", commune_code="97206")
    assert isinstance(around.nsi(diamant, rows, communes), Gap)


def test_masters_are_on_no_map_since_their_site_is_not_said():
    rows = store.load("master_mentions")
    figure = around.masters(MARTINIQUE, rows)
    assert figure.table.frame["Places 2021"].tolist() == [45, 20, 18]
    assert "Le site n’est pas dit" in figure.subtitle
    assert "commune_code" not in rows.columns
    cyber = View("formations", domain_id="cybersecurite", domain="Cybersécurité")
    assert isinstance(around.masters(cyber, rows), Gap)
