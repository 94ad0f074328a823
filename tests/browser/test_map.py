"""The map of offers in a real browser: a click sets the filters, and nothing is asked of another host."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright.sync_api import Error, Page, expect

from components.figures import map_layout

pytestmark = pytest.mark.browser


@pytest.fixture
def page(page):
    page.set_viewport_size({"width": 1366, "height": 1500})
    page.hosts = set()
    page.on("request", lambda request: page.hosts.add(request.url.split("/")[2]))
    page.goto("/formations")
    expect(page.locator("[data-testid=stDeckGlJsonChart] canvas").first).to_be_visible(timeout=60_000)
    return page


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


# The button goes down and comes up within one turn of the page, and by a clock that stands still: a map takes
# for no click one whose button stays down for a quarter of a second, and a busy computer may take longer to
# find what is under it. A second click would take back what a first, seen late, had chosen.
CLICK = """([x, y]) => {
  const under = document.elementFromPoint(x, y), clock = Date.now, now = clock();
  const at = {clientX: x, clientY: y, bubbles: true, cancelable: true, composed: true, pointerId: 1,
              pointerType: "mouse", isPrimary: true, button: 0};
  Date.now = () => now;
  under.dispatchEvent(new PointerEvent("pointerdown", {...at, buttons: 1}));
  under.dispatchEvent(new PointerEvent("pointerup", {...at, buttons: 0}));
  Date.now = clock;
  under.dispatchEvent(new MouseEvent("click", at));
}"""


def click(page: Page, at: tuple[float, float], says: str, address: str) -> None:
    """Click what is under a point, once hovering it says so: a map is drawn some time after its canvas."""
    x, y = at
    for turn in range(60):
        page.mouse.move(x, y + turn % 2)
        with suppress(Error):
            page.locator(".deck-tooltip", has_text=says).wait_for(timeout=1_000)
            break
    page.evaluate(CLICK, at)
    expect(page).to_have_url(re.compile(address))


def test_a_click_on_a_commune_sets_both_filters_and_the_list(page, server):
    # Saint-Joseph, in the hills of the Centre: no circle stands there, the outline itself is clicked.
    click(page, pixel(page, -61.03, 14.685), "Saint-Joseph", "territoire=Centre&commune=Saint-Joseph")
    expect(page.get_by_role("heading", name="Aucune formation recensée à Saint-Joseph").first).to_be_visible()
    expect(page.get_by_role("combobox", name="Territoire")).to_have_value("Centre")
    expect(page.get_by_role("combobox", name="Commune")).to_have_value("Saint-Joseph")
    assert page.hosts == {server.url.split("/")[2]}


def test_a_click_on_a_circle_chooses_its_commune(page):
    click(page, pixel(page, -60.9656, 14.7296), "La Trinité", "territoire=Nord&commune=La")
    expect(
        page.get_by_role("heading", name=re.compile("1.formation recensée à La Trinité")).first
    ).to_be_visible()
    expect(page.get_by_text("BTS CIEL - option B Electronique et réseaux").first).to_be_visible()
    # On the narrowest screen with the list beside it, the map is as wide as what its names were placed for.
    page.set_viewport_size({"width": 1024, "height": 1500})
    page.wait_for_function(
        """least => innerWidth === 1024
          && document.querySelector('[data-testid=stDeckGlJsonChart]').clientWidth >= least""",
        arg=map_layout.SCREEN.width,
    )


def test_a_second_click_gives_the_whole_island_back(page, at_rest):
    click(page, pixel(page, -61.03, 14.685), "Saint-Joseph", "territoire=Centre&commune=Saint-Joseph")
    expect(page.get_by_role("heading", name="Aucune formation recensée à Saint-Joseph").first).to_be_visible()
    at_rest(page)
    page.mouse.move(0, 0)
    expect(page.locator(".deck-tooltip")).to_be_hidden()
    click(page, pixel(page, -61.03, 14.685, "Centre"), "Saint-Joseph", "/formations$")
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
