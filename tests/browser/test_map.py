"""The map of offers in a real browser: a click sets the filters, and nothing is asked of another host."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from pages.training import map_layout

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


def pixel(page: Page, longitude: float, latitude: float) -> tuple[float, float]:
    """Where a point stands on the map of the whole island, from its frame and nothing else."""
    from data import store
    from data.indicators import training
    from pages.training import map_scene

    outlines = store.load_communes()
    offers = training.select(store.load("training_offers"), store.load("communes"))
    scene = map_scene.scene(outlines, training.places(offers, map_scene.centres(outlines)), {})
    scale = map_layout.pixels_per_degree(scene.bounds, scene.layout)
    west, south = scene.centre
    box = page.locator("[data-testid=stDeckGlJsonChart]").bounding_box()
    assert box is not None
    return (
        box["x"] + box["width"] / 2 + (longitude - west) * scale,
        box["y"] + box["height"] / 2 - (map_layout.mercator(latitude) - map_layout.mercator(south)) * scale,
    )


def click_until(page: Page, at: tuple[float, float], address: str) -> None:
    """Click until the address follows: the map is drawn some time after its canvas is there."""
    for _ in range(20):
        page.mouse.click(*at)
        with suppress(Error):
            page.wait_for_url(re.compile(address), timeout=1500)
            return
    raise AssertionError(f"no click led to {address}: {page.url}")


def test_a_click_on_a_commune_sets_both_filters_and_the_list(page, server):
    # Saint-Joseph, in the hills of the Centre: no circle stands there, the outline itself is clicked.
    click_until(page, pixel(page, -61.03, 14.685), "territoire=Centre&commune=Saint-Joseph")
    expect(page.get_by_role("heading", name="Aucune offre lue à Saint-Joseph").first).to_be_visible()
    sidebar = page.get_by_test_id("stSidebar")
    expect(sidebar.get_by_role("combobox", name="Territoire")).to_have_value("Centre")
    expect(sidebar.get_by_role("combobox", name="Commune")).to_have_value("Saint-Joseph")
    page.get_by_role("button", name="Toutes les communes").click()
    expect(page.get_by_role("heading", name=re.compile("18.offres lues au Centre")).first).to_be_visible()
    assert page.hosts == {server.url.split("/")[2]}


def test_a_click_on_a_circle_chooses_its_commune(page):
    click_until(page, pixel(page, -60.9656, 14.7296), "territoire=Nord&commune=La")
    expect(page.get_by_role("heading", name=re.compile("1.offre lue à La Trinité")).first).to_be_visible()
    expect(page.get_by_text("BTS CIEL - option B Electronique et réseaux").first).to_be_visible()
