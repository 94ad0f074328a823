"""Every view in its window: as high as agreed, nothing wider than its box, no text too small to be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from pages.registry import HOME, PAGES
from tests.browser.reading import CUT, FAINT, english, faint

pytestmark = pytest.mark.browser

# What a window of 1366×768 leaves to the page.
SCREEN = 650
WIDTHS = (1366, 1024, 390)
VIEWS = [(page.name, view.slug) for page in PAGES.values() for view in page.views]
# Tiles, charts, a map, a wide table, a form, an agenda, a catalogue.
OF_EVERY_SORT = (
    "/",
    "/secteur",
    "/formations",
    "/competences?vue=recrutements",
    "/schema?vue=saisir",
    "/seance",
    "/donnees?vue=catalogue",
    # What is chosen in a list is read whole.
    "/formations?vue=offres&territoire=Nord&domaine=Marketing et communication",
    "/schema?vue=actions&financement=France Numérique Ensemble (Etat)",
)

SMALL = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const box = element.getBoundingClientRect();
  return words && box.width > 2 && box.height > 2 && !element.closest('svg, canvas, kbd')
    && parseFloat(getComputedStyle(element).fontSize) < 13.9;
}).map(element => element.textContent.trim().slice(0, 60))"""
ACROSS = """() => { const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth; }"""
DARK = """() => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor
  === 'rgb(17, 24, 39)'"""
# On a laptop: tables wider than their card; what has left the line of the title, or of the name of a choice.
WIDE = """() => [...document.querySelectorAll('[data-testid="stTable"] > div')]
  .filter(box => box.scrollWidth > box.clientWidth + 2 && box.tabIndex !== 0)
  .map(box => 'unreached: ' + box.textContent.slice(0, 40)).concat(
  [...document.querySelectorAll('[data-testid="stTable"] > div')]
  .filter(box => box.scrollWidth > box.clientWidth + 2).map(box => box.textContent.slice(0, 40)))"""
LEFT_ITS_LINE = """() => {
  const middle = element => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
  const apart = (one, other) => Math.abs(middle(one) - middle(other)) > 12;
  const head = [...document.querySelectorAll('.st-key-head > *')];
  const named = [...document.querySelectorAll('.st-key-filters [data-testid="stWidgetLabel"]')]
    .filter(label => label.getBoundingClientRect().height > 2 && label.nextElementSibling);
  return head.filter(part => apart(part, head[0]))
    .concat(named.filter(label => apart(label, label.nextElementSibling)))
    .map(element => element.textContent.trim().slice(0, 40));
}"""
# Cards side by side that do not end together.
UNEVEN = """() => [...document.querySelectorAll('[class*="st-key-row-"]')].filter(row => {
  const cards = [...row.querySelectorAll('[class*="st-key-card-"]')];
  const [first, ...boxes] = cards.map(card => card.getBoundingClientRect());
  return boxes.some(box => Math.abs(box.top - first.top) < 2 && Math.abs(box.bottom - first.bottom) > 2);
}).map(row => row.textContent.slice(0, 40))"""
HEIGHT = """() => document.querySelector('[data-testid="stMainBlockContainer"]').scrollHeight"""


@pytest.mark.parametrize(("name", "slug"), VIEWS)
def test_a_view_fits_its_window_with_every_word_whole_french_and_standing_out(page, at_rest, name, slug):
    spec = PAGES[name]
    page.goto(f"/{spec.path}?vue={slug}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    first = slug == spec.views[0].slug
    screens = 1 if spec is HOME else 2 if first else 4
    height = page.evaluate(HEIGHT)
    found = {
        "too high": [f"{height} px"] if height > screens * SCREEN else [],
        "too small": page.evaluate(SMALL),
        "English": english(page),
        "faint": faint(page),
    }
    # The theme follows the computer's, also while the page is open.
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(DARK)
    at_rest(page)
    found |= {"faint in the dark": faint(page), "cut in the dark": page.evaluate(CUT)}
    page.emulate_media(color_scheme="light")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        at_rest(page)
        page.wait_for_timeout(300)
        found |= {f"cut at {width} px": page.evaluate(CUT)}
        if width >= 1024:
            # The whole of a dataset has as many columns as its file: what a narrow window can't hold scrolls.
            wide = [
                where
                for where in page.evaluate(WIDE)
                if "unreached" in where or (name, width) != ("donnees", 1024)
            ]
            found |= {
                f"wide at {width} px": wide,
                f"off its line at {width} px": page.evaluate(LEFT_ITS_LINE),
            }
        found |= {f"sideways at {width} px": [over] if (over := page.evaluate(ACROSS)) > 1 else []}
    assert {what: where for what, where in found.items() if where} == {}


@pytest.fixture(params=["light", "dark"])
def themed(request, page):
    """A window in each theme."""
    page.emulate_media(color_scheme=request.param)
    return page


def test_the_reading_finds_words_too_faint_and_knows_large_ones(themed, at_rest):
    themed.goto("/secteur")
    expect(themed.get_by_role("heading", level=1)).to_be_visible()
    at_rest(themed)
    assert faint(themed) == []
    # 4.3 on white, 4.1 on dark: enough for a title of 24 px, too little for what is smaller.
    themed.add_style_tag(content=":is(h1, [data-testid=stMain] p) { color: #777A81 !important; }")
    words = [found for found, *_ in themed.evaluate(FAINT)]
    assert words
    assert "Secteur" not in words


@pytest.mark.parametrize("zoom", [0.67, 1.25, 1.5])
def test_views_of_every_sort_fit_a_laptop_s_window_at_every_zoom(chromium, server, at_rest, zoom):
    # What a browser does when its user zooms: fewer and larger pixels for the page.
    context = chromium.new_context(
        viewport={"width": round(1366 / zoom), "height": round(768 / zoom)},
        device_scale_factor=zoom,
        base_url=server.url,
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    for address in OF_EVERY_SORT:
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        at_rest(page)
        page.wait_for_function(f"({ACROSS})() <= 1")
        assert page.evaluate(CUT) == [], f"cut on {address}"
    context.close()


def test_the_reading_finds_a_word_that_is_cut_and_one_too_small(page, at_rest):
    page.goto("/secteur")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    assert page.evaluate(CUT) == []
    style = "width: 1rem; overflow: hidden; white-space: nowrap; font-size: 9px; display: block;"
    page.add_style_tag(content=f"h1, h1 * {{ {style.replace(';', ' !important;')} }}")
    assert page.evaluate(CUT) == ["Secteur"]
    assert "Secteur" in page.evaluate(SMALL)
