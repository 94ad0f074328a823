"""« Comparer les territoires » in a real browser: one history entry, Back exact, projected the same."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
SIDE_BY_SIDE = "Centre, Nord et Sud, côte à côte"
TITLE = re.compile(r"Projets de recrutement en 2025.: Centre 100 \(102 à 108\), Nord 15 \(16 à 19\)")


def field(page: Page, label: str):
    return page.get_by_test_id("stMain").get_by_role("combobox", name=re.compile(label))


def test_one_switch_sets_the_territories_side_by_side_until_back(page, at_rest, press_until):
    page.goto("/competences?vue=recrutements&territoire=Nord")
    expect(field(page, "Territoire")).to_have_value("Nord")
    at_rest(page)
    before = page.evaluate("history.length")
    page.get_by_test_id("stMain").get_by_text("Comparer", exact=True).click()
    expect(page).to_have_url(re.compile(r"vue=recrutements&comparer=oui$"))
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(re.compile("Nord.: sans effet pendant la comparaison"))).to_be_visible()
    expect(field(page, "Territoire")).to_have_count(0)
    expect(page.locator(".st-key-head").get_by_text(SIDE_BY_SIDE)).to_be_visible()
    at_rest(page)
    assert page.evaluate("history.length") == before + 1
    page.go_back()
    expect(page).to_have_url(re.compile(r"vue=recrutements&territoire=Nord$"))
    expect(field(page, "Territoire")).to_have_value("Nord")
    expect(page.get_by_role("heading", name=TITLE)).to_have_count(0)
    page.go_forward()
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    # From the switch that was just pressed: it is no field, and a letter means nothing to it.
    switch = page.get_by_test_id("stMain").get_by_role("switch", name="Comparer")
    switch.focus()
    expect(switch).to_be_focused()
    press_until(page, "p", lambda: "projection=oui" in page.url)
    expect(page.get_by_role("heading", name=TITLE)).to_be_visible()
    expect(page.get_by_text(re.compile(f"Recrutements · {SIDE_BY_SIDE} · écran 1 sur 3"))).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").locator("canvas, svg").first).to_be_visible()
