"""Each shared filter, once, in the browser, on « Secteur », « Maturité » and « Schéma »."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

OPENINGS = {
    "secteur": "Le secteur compte 1\u202f522 établissements et 1\u202f814 salariés",
    "maturite": "Sur 8 équipements comparés de 2020 à 2024, 3 évoluent",
    "schema": "23 actions, 16\u202f890\u202fk€",
}
REASONS = {
    "secteur": "Le comptage n’est décliné ni par territoire ni par commune",
    "maturite": "L’enquête n’est déclinée ni par territoire, ni par commune, ni par domaine",
    "schema": "Les actions du Schéma ne sont déclinées ni par territoire, ni par commune, ni par domaine",
}
ASKED = {"Territoire": "Sud", "Commune": "Le Marin", "Domaine": "Télécommunications"}


def choice(page: Page, label: str):
    return page.get_by_test_id("stSidebar").get_by_role("combobox", name=re.compile(label))


def reading(words: str) -> re.Pattern[str]:
    """These words with any kind of space between them."""
    return re.compile(re.escape(words).replace(r"\ ", r"\s").replace("\u202f", r"\s"))


def test_choosing_a_domain_changes_the_opening_of_secteur_and_the_whole_brings_it_back(page):
    page.goto("/secteur")
    expect(page.get_by_text(reading(OPENINGS["secteur"]))).to_be_visible()
    choice(page, "Domaine").click()
    page.get_by_role("option", name="Télécommunications", exact=True).click()
    expect(page.get_by_text(reading("198 établissements sur 1\u202f522 et 974 salariés"))).to_be_visible()
    expect(page.get_by_text(reading(OPENINGS["secteur"]))).to_have_count(0)
    expect(page.get_by_text(re.compile("En couleur pleine"))).to_have_count(2)
    choice(page, "Domaine").click()
    page.get_by_role("option", name="Tous les domaines", exact=True).click()
    expect(page.get_by_text(reading(OPENINGS["secteur"]))).to_be_visible()


@pytest.mark.parametrize("path", ["maturite", "schema", "secteur"])
def test_a_filter_that_cannot_apply_is_off_says_why_and_keeps_its_value(page, path):
    address = "&".join(f"{label.lower()}={value}" for label, value in ASKED.items())
    page.goto(f"/{path}?{address}")
    opening = "198 établissements sur" if path == "secteur" else OPENINGS[path]
    expect(page.get_by_text(reading(opening))).to_be_visible()
    expect(page.get_by_test_id("stSidebar").get_by_text(REASONS[path])).to_be_visible()
    for label, value in ASKED.items():
        field = choice(page, label)
        expect(field).to_have_value(value)
        if path == "secteur" and label == "Domaine":
            expect(field).to_be_enabled()
        else:
            expect(field).to_be_disabled()
    assert "commune=" in page.url
    assert "territoire=Sud" in page.url
    band = page.get_by_test_id("stCaptionContainer").filter(has_text=re.compile("Périmètre\\s:"))
    expect(band).to_contain_text("Martinique")
    expect(band).not_to_contain_text("Sud")
    expect(page.locator('[data-testid="stException"], [data-testid="stAlertContentWarning"]')).to_have_count(
        0
    )
