"""Every view in its window and on paper: nothing cut, faint or too small, no rule of axe broken.

Nor is anything asked of another computer.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Request, expect
from playwright.sync_api import TimeoutError as NotYet

from pages.registry import HOME, PAGES
from tests.browser.reading import CUT, FAINT, badly_printed, broken, cut, english, faint, left, resize

pytestmark = pytest.mark.browser

# What a window of 1366×768 leaves to the page.
SCREEN = 650
VIEWS = [(page.name, view.slug) for page in PAGES.values() for view in page.views]
# A projector, a phone, a laptop at 200 %, and one of 1280 px at 400 %.
WIDTHS = (1024, 390, 683, 320)
# What a laptop's window is to the page when its user zooms: at 67, 125 and 150 %.
ZOOMED = (2039, 1093, 911)
# Tiles, charts, a map, a wide table, a form, an agenda, a catalogue.
OF_EVERY_SORT = (
    ("synthese", "essentiel"),
    ("secteur", "essentiel"),
    ("formations", "carte"),
    ("competences", "recrutements"),
    ("schema", "saisir"),
    ("seance", "aujourdhui"),
    ("donnees", "catalogue"),
)
assert set(OF_EVERY_SORT) <= set(VIEWS)

SMALL = """() => [...document.querySelectorAll('[data-testid="stMain"] *')].filter(element => {
  const words = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const box = element.getBoundingClientRect();
  return words && box.width > 2 && box.height > 2 && !element.closest('svg, canvas, kbd')
    && parseFloat(getComputedStyle(element).fontSize) < 13.9;
}).map(element => element.textContent.trim().slice(0, 60))"""
DARK = """() => getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor
  === 'rgb(17, 24, 39)'"""
# Charts and maps without words.
UNSAID = """() => [...document.querySelectorAll(
  '[data-testid="stVegaLiteChart"], [data-testid="stDeckGlJsonChart"]')].filter(
  drawn => !(drawn.closest('[aria-label]') || drawn.querySelector('[aria-label]'))).length"""
# On a laptop: tables wider than their card, but that of a whole dataset, which has the columns of its file
# and scrolls by the keyboard; what has left the line of the title, or of the name of a choice.
WIDE = """() => [...document.querySelectorAll('[data-testid="stTable"] > div')]
  .filter(box => box.scrollWidth > box.clientWidth + 2)
  .filter(box => box.tabIndex !== 0 || innerWidth > 1100 || !location.pathname.endsWith('/donnees'))
  .map(box => box.textContent.slice(0, 40))"""
LEFT_ITS_LINE = """() => {
  const middle = element => { const box = element.getBoundingClientRect(); return box.top + box.height / 2; };
  const apart = (one, other) => Math.abs(middle(one) - middle(other)) > 12;
  const head = [...document.querySelectorAll('.st-key-head > *')];
  const named = [...document.querySelectorAll('.st-key-filters [data-testid="stWidgetLabel"]')]
    .filter(label => label.getBoundingClientRect().height > 2 && label.nextElementSibling);
  const fields = [...document.querySelectorAll('.st-key-filters [data-testid="stTextInput"] > *')];
  const right = element => element.getBoundingClientRect().right;
  return head.filter(part => apart(part, head[0]))
    .concat(fields.filter(field => right(field) > right(field.parentElement) + 1))
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


def cut_in_windows(page, at_rest, widths: tuple[int, ...]) -> dict[str, list[object]]:
    """What is cut or goes past the edge in windows of these widths."""
    found = {}
    for width in widths:
        resize(page, width)
        at_rest(page)
        found |= cut_in_window(page, width)
    return found


def cut_in_window(page, width: int) -> dict[str, list[object]]:
    """The same in the window as it is, ``width`` wide."""
    found = {f"cut at {width} px": cut(page)}
    if width >= 1024:
        found[f"wide at {width} px"] = left(page, WIDE)
        found[f"off its line at {width} px"] = left(page, LEFT_ITS_LINE)
    return found


@pytest.mark.parametrize(("name", "slug"), VIEWS)
def test_a_view_fits_its_window_with_every_word_whole_french_and_standing_out_and_breaks_no_rule(
    window, asked, server, rest, at_rest, name, slug
):
    page, spec = window, PAGES[name]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1366, "height": 768})
    rest(page, f"/{spec.path}?vue={slug}")
    expect(page.get_by_role("heading", name=spec.title, level=1)).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    expect(page.locator('[data-testid="stException"]')).to_have_count(0)
    first = slug == spec.views[0].slug
    screens = 1 if spec is HOME else 2 if first else 4
    height = page.evaluate(HEIGHT)
    found = {
        "too high": [f"{height} px"] if height > screens * SCREEN else [],
        "too small": page.evaluate(SMALL),
        "English": english(page),
        "faint": faint(page),
        "uneven": left(page, UNEVEN),
        "rules broken": broken(page),
        "badly printed": badly_printed(page),
        "without words": [f"{count} charts or maps"] if (count := page.evaluate(UNSAID)) else [],
    }
    # The theme follows the computer's, also while the page is open. Right after it prints, Chromium may not
    # tell the page that the theme has changed: it changes again.
    for _ in range(3):
        page.emulate_media(color_scheme="light")
        page.emulate_media(color_scheme="dark")
        with suppress(NotYet):
            page.wait_for_function(DARK, timeout=10_000)
            break
    page.wait_for_function(DARK)
    at_rest(page)
    found |= {
        "faint in the dark": faint(page),
        "rules broken in the dark": broken(page, ("color-contrast",)),
        # In the dark as in the light, words are as wide.
        **cut_in_window(page, 1366),
    }
    found |= cut_in_windows(page, at_rest, WIDTHS + ZOOMED * ((name, slug) in OF_EVERY_SORT))
    assert asked
    found["asked elsewhere"] = [url for url in asked if not url.startswith((server.url, "data:", "blob:"))]
    assert {what: where for what, where in found.items() if where} == {}


@pytest.fixture
def asked(window) -> Iterator[list[str]]:
    """The addresses that the page asks for."""
    found: list[str] = []

    def note(request: Request) -> None:
        found.append(request.url)

    window.on("request", note)
    yield found
    window.remove_listener("request", note)


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


@pytest.mark.parametrize(
    "address",
    [
        "/formations?vue=offres&territoire=Nord&domaine=Marketing et communication",
        "/schema?vue=actions&financement=France Numérique Ensemble (Etat)",
    ],
)
def test_what_is_chosen_in_a_list_is_read_whole_in_every_window(page, at_rest, address):
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    assert {what: where for what, where in cut_in_windows(page, at_rest, ZOOMED).items() if where} == {}


def test_the_reading_finds_a_word_that_is_cut_and_one_too_small(page, at_rest):
    page.goto("/secteur")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    at_rest(page)
    assert page.evaluate(CUT) == []
    style = "width: 1rem; overflow: hidden; white-space: nowrap; font-size: 9px; display: block;"
    page.add_style_tag(content=f"h1, h1 * {{ {style.replace(';', ' !important;')} }}")
    assert page.evaluate(CUT) == ["Secteur"]
    assert "Secteur" in page.evaluate(SMALL)
