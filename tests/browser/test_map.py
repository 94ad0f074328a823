"""The map of offers in a real browser: a click sets the filters, and nothing is asked of another host."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from components.figures import map_layout

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium, server):
    opened = chromium.new_page(viewport={"width": 1366, "height": 1500})
    opened.hosts = set()
    opened.on("request", lambda request: opened.hosts.add(request.url.split("/")[2]))
    opened.goto(f"{server.url}/formations")
    expect(opened.locator("[data-testid=stDeckGlJsonChart] canvas").first).to_be_visible(timeout=60_000)
    yield opened
    opened.close()


def pixel(page: Page, longitude: float, latitude: float, territory: str | None = None) -> tuple[float, float]:
    """Where a point stands on the map of the island, or of a territory, from its frame and nothing else."""
    from components.figures import commune_outlines
    from data import store
    from data.indicators import training
    from pages.training import map_scene

    outlines = store.load_communes()
    offers = training.select(store.load("training_offers"), store.load("communes"))
    places = training.places(offers, commune_outlines.centres(outlines))
    scene = map_scene.scene(outlines, places, {}, territory=territory)
    scale = map_layout.pixels_per_degree(scene.bounds, scene.layout)
    west, south = scene.centre
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box is not None
    return (
        box["x"] + box["width"] / 2 + (longitude - west) * scale,
        box["y"] + box["height"] / 2 - (map_layout.mercator(latitude) - map_layout.mercator(south)) * scale,
    )


def click_until(page: Page, at: tuple[float, float], address: str, wait: int = 1500) -> None:
    """Click until the address follows: the map is drawn some time after its canvas is there."""
    for _ in range(20):
        page.mouse.click(*at)
        with suppress(Error):
            page.wait_for_url(re.compile(address), timeout=wait)
            return
    raise AssertionError(f"no click led to {address}: {page.url}")


def test_a_click_on_a_commune_sets_both_filters_and_the_list(page, server):
    # Saint-Joseph, in the hills of the Centre: no circle stands there, the outline itself is clicked.
    click_until(page, pixel(page, -61.03, 14.685), "territoire=Centre&commune=Saint-Joseph")
    expect(page.get_by_role("heading", name="Aucune formation recensée à Saint-Joseph").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Territoire")).to_have_value("Centre")
    expect(page.get_by_role("combobox", name="Commune")).to_have_value("Saint-Joseph")
    assert page.hosts == {server.url.split("/")[2]}


def test_a_click_on_a_circle_chooses_its_commune(page):
    click_until(page, pixel(page, -60.9656, 14.7296), "territoire=Nord&commune=La")
    expect(
        page.get_by_role("heading", name=re.compile("1.formation recensée à La Trinité")).first
    ).to_be_visible()
    expect(page.get_by_text("BTS CIEL - option B Electronique et réseaux").first).to_be_visible()


def test_a_second_click_gives_the_whole_island_back(page, at_rest):
    click_until(page, pixel(page, -61.03, 14.685), "territoire=Centre&commune=Saint-Joseph")
    expect(page.get_by_role("heading", name="Aucune formation recensée à Saint-Joseph").first).to_be_visible()
    at_rest(page)
    # Each click undoes the one before: wait long for the first to act.
    click_until(page, pixel(page, -61.03, 14.685, "Centre"), "/formations$", wait=10_000)
    expect(page.get_by_role("heading", name=re.compile("21.formations recensées en")).first).to_be_visible()


def test_a_browser_without_webgl_gets_a_picture_and_a_sentence(page, server):
    # As a browser that has none answers; asking again for the map asks the browser again.
    page.add_init_script(
        "const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function(kind, ...rest) {"
        " return kind.startsWith('webgl') ? null : get.call(this, kind, ...rest); }"
    )
    page.goto(f"{server.url}/formations")
    expect(page.get_by_text(re.compile("Carte fixe"))).to_be_visible()
    expect(page.get_by_test_id("stVegaLiteChart").get_by_text("12", exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stDeckGlJsonChart")).to_have_count(0)
