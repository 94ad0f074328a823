"""Synthèse in a browser: one screen, the search from every page, a result that brings its block on screen."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

TILES = '[class*="st-key-tile-"]'
FIELD = ".st-key-q input"


def opened(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(TILES)).to_have_count(6)
    # The charts take their place before they are drawn: five tiles have one.
    expect(page.locator(f"{TILES} [data-testid=stVegaLiteChart] svg")).to_have_count(5)


def on_screen(page: Page, selector: str):
    """Whether the top of a block is in the window."""
    return page.wait_for_function(
        """selector => {
          const block = document.querySelector(selector);
          if (!block) return false;
          const top = block.getBoundingClientRect().top;
          return top > -5 && top < innerHeight - 60;
        }""",
        arg=selector,
        timeout=30_000,
    )


def test_the_home_page_holds_on_one_screen_with_its_menu_and_filters(page, at_rest):
    page.set_viewport_size({"width": 1366, "height": 650})
    for address in ("/", "/?territoire=Nord&domaine=Services informatiques"):
        opened(page, address)
        at_rest(page)
        room = page.get_by_test_id("stMain").evaluate("part => [part.scrollHeight, part.clientHeight]")
        assert room[0] <= room[1], (address, room)
        menu = page.get_by_test_id("stSidebarContent")
        assert menu.evaluate("part => part.scrollHeight <= part.clientHeight"), address


def test_a_tile_leads_to_its_view_with_the_filters_that_it_follows(page):
    opened(page, "/?territoire=Nord")
    page.get_by_role("button", name=re.compile("^Formations")).click()
    expect(page.get_by_role("heading", name="Formations", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/formations\?.*territoire=Nord"))


def test_ctrl_k_reaches_the_search_from_another_page_and_what_is_typed_is_an_address(page, at_rest):
    page.goto("/secteur")
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    at_rest(page)
    page.keyboard.press("Control+k")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.type("télécentrs")
    expect(page.get_by_role("button", name=re.compile("^Création de télécentres A08"))).to_be_visible()
    expect(page).to_have_url(re.compile(r"[?&]q="))
    expect(page.locator(TILES)).to_have_count(0)
    page.reload()
    expect(page.get_by_role("button", name=re.compile("^Création de télécentres A08"))).to_be_visible()
    expect(page.locator(FIELD)).to_have_value("télécentrs")


def test_a_result_brings_its_block_on_screen(page):
    page.goto("/?q=capacité d’analyse")
    page.get_by_role("button", name=re.compile("^Capacité d’analyse Cybersécurité")).click()
    expect(page.get_by_role("heading", name="Compétences", level=1)).to_be_visible()
    on_screen(page, ".st-key-card-competences-table")


def test_a_result_in_a_folded_block_opens_it(page):
    page.goto("/?q=2240")
    page.get_by_role("button", name=re.compile("2.240")).first.click()
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    on_screen(page, ".st-key-card-secteur-anciennes")


def test_an_address_of_a_page_that_does_not_exist_is_said_on_the_home_page(page):
    page.goto("/horoscope")
    expect(page.get_by_text("La page « horoscope » n’existe pas")).to_be_visible()


def test_the_projected_home_page_is_reopened_by_its_address(page, press_until):
    opened(page, "/")
    press_until(page, "p", lambda: "écran 1 sur" in page.get_by_test_id("stMain").inner_text())
    page.reload()
    expect(page.get_by_text(re.compile("Synthèse · L’essentiel · écran 1 sur 6"))).to_be_visible()
