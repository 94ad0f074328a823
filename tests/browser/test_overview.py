"""Synthèse in a browser: one screen, the search from every page, a result that brings its block on screen."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from data import store
from data.clock import today
from data.journal import Change, Writer

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


def too_high(page: Page) -> list[str]:
    """The parts of the page that would have to be scrolled."""
    parts = ("stMain", "stSidebarContent")
    too_small = "part => part.scrollHeight > part.clientHeight"
    return [part for part in parts if page.get_by_test_id(part).evaluate(too_small)]


NARROW = "/?territoire=Sud&domaine=Cybersécurité"


def test_the_home_page_holds_on_one_screen_with_its_menu_and_filters(page, at_rest):
    page.set_viewport_size({"width": 1366, "height": 650})
    opened(page, "/?territoire=Nord&domaine=Services informatiques")
    at_rest(page)
    assert too_high(page) == []
    opened(page, "/")
    at_rest(page)
    assert too_high(page) == []


def test_the_home_page_holds_on_one_screen_when_everything_waits(chromium, make_server, monkeypatch, at_rest):
    server = make_server()
    monkeypatch.setenv("CEP_HOME", str(server.home))
    day = today()
    changes = [
        Change("meeting", "2026-01-05", "started_at", "2026-01-05T13:00:00+00:00"),
        Change("meeting", "2026-01-05", "ended_at", "2026-01-05T15:00:00+00:00"),
        Change("budget", "A08", "planned", "900", 2025),
        Change("progress", "A08", "status", "en cours"),
    ]
    for name, days in (("hier", -1), ("bientôt", 5)):
        fields = {"type": "decision", "text": name, "due": (day + timedelta(days)).isoformat()}
        changes += [Change("decision", name, field, value) for field, value in fields.items()]
    journal = store.journal()
    journal.append(changes, writer=Writer("Camille", may_write=True), opened_on=journal.version)
    context = chromium.new_context(viewport={"width": 1366, "height": 650}, base_url=server.url)
    page = context.new_page()
    page.goto(NARROW)
    for waiting in ("décision en retard", "décision à échéance", "alertes du suivi", "jeux de données"):
        expect(page.get_by_role("button", name=re.compile(waiting))).to_be_visible()
    at_rest(page)
    assert too_high(page) == []
    context.close()


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
