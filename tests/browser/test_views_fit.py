"""Every view in its window: as high as agreed, nothing wider than its box, no text too small to be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.registry import HOME, PAGES

pytestmark = pytest.mark.browser

# What a window of 1366×768 leaves to the page.
SCREEN = 650
WIDTHS = (1366, 1024, 390)
VIEWS = [(page.name, view.slug) for page in PAGES.values() for view in page.views]
# First views that are known to be longer, with what is agreed for them in screens.
LONGER = {"donnees": 4}

# Text that its box cuts: its own words are wider than what is shown of them. What only a screen reader
# meets is a pixel wide; a field scrolls what is typed in it.
CUT = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  if (!words || element.closest('input, textarea, canvas, svg, [data-testid="stDataFrame"]')) return false;
  for (let box = element; box && box.dataset.testid !== 'stMain'; box = box.parentElement) {
    const style = getComputedStyle(box), hidden = /hidden|clip/.test(style.overflowX);
    if (box.clientWidth < 3 && hidden) return false;
    if (hidden && box.clientWidth && box.scrollWidth > box.clientWidth + 2) return true;
  }
  return false;
}).map(element => element.textContent.trim().slice(0, 60))"""
SMALL = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const box = element.getBoundingClientRect();
  return words && box.width > 2 && box.height > 2 && !element.closest('svg, canvas, kbd')
    && parseFloat(getComputedStyle(element).fontSize) < 13.9;
}).map(element => element.textContent.trim().slice(0, 60))"""
ACROSS = """() => { const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth; }"""
HEIGHT = """() => document.querySelector('[data-testid="stMainBlockContainer"]').scrollHeight"""


@pytest.mark.parametrize(("name", "slug"), VIEWS)
def test_a_view_fits_its_window_with_every_word_whole(page, at_rest, name, slug):
    spec = PAGES[name]
    page.goto(f"/{spec.path}?vue={slug}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    first = slug == spec.views[0].slug
    screens = 1 if spec is HOME else LONGER.get(name, 2) if first else 4
    height = page.evaluate(HEIGHT)
    assert height <= screens * SCREEN, f"{height} px"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        at_rest(page)
        page.wait_for_timeout(300)
        assert page.evaluate(ACROSS) <= 1, f"scrolls sideways at {width} px"
        assert page.evaluate(CUT) == [], f"cut at {width} px"
    assert page.evaluate(SMALL) == []


def test_the_reading_finds_a_word_that_is_cut_and_one_too_small(page, at_rest):
    page.goto("/secteur")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    assert page.evaluate(CUT) == []
    style = "width: 1rem; overflow: hidden; white-space: nowrap; font-size: 9px; display: block;"
    page.add_style_tag(content=f"h1, h1 * {{ {style.replace(';', ' !important;')} }}")
    assert page.evaluate(CUT) == ["Secteur"]
    assert "Secteur" in page.evaluate(SMALL)
