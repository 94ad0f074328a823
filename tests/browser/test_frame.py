"""What only a browser can tell: addresses, keys, requests, language."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reading import choose, cut

pytestmark = pytest.mark.browser


def test_what_the_address_asks_in_vain_is_named(page):
    page.goto("/secteur?domaine=Astrologie")
    expect(page.get_by_text("domaine = Astrologie")).to_be_visible()


def test_the_keyboard_projects_moves_and_comes_back_to_the_same_place(page, press_until):
    def said(words):
        return lambda: re.search(words, page.get_by_test_id("stMain").inner_text()) is not None

    def opacity(value):
        block = page.locator('[data-testid="stMainBlockContainer"]')
        return lambda: block.evaluate("block => getComputedStyle(block).opacity") == value

    page.goto("/secteur")
    expect(page.get_by_role("button", name=re.compile("Exporter"))).to_be_visible()
    press_until(page, "p", said("écran 1 sur"))
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    press_until(page, "PageDown", said("écran 2 sur"))
    press_until(page, "ArrowRight", said("écran 3 sur"))
    press_until(page, "PageUp", said("Secteur · L’essentiel · écran 2 sur"))
    press_until(page, "b", opacity("0"))
    press_until(page, "b", opacity("1"))
    press_until(page, "p", lambda: page.get_by_test_id("stSidebar").is_visible())
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/secteur$"))


def test_past_the_last_screen_of_a_view_comes_the_next_view_and_back(page, press_until):
    def said(words):
        return lambda: re.search(words, page.get_by_test_id("stMain").inner_text()) is not None

    # A step past the last one is the last one.
    page.goto("/maturite?vue=presence&projection=oui&etape=99")
    last = r"Maturité · Présence en ligne · écran (\d+) sur \1\b"
    expect(page.get_by_text(re.compile(last))).to_be_visible()
    press_until(page, "PageDown", said("Maturité · Freins et entretiens · écran 1 sur"))
    expect(page).to_have_url(re.compile("vue=freins.*etape=1$"))
    press_until(page, "PageUp", said(last))
    expect(page).to_have_url(re.compile("vue=presence"))


def test_keys_do_nothing_while_the_cursor_is_in_a_field(page, press_until):
    page.goto("/secteur?projection=oui&etape=2")
    expect(page.get_by_text(re.compile("écran 2 sur"))).to_be_visible()
    expect(page.get_by_role("button", name="Quitter")).to_be_visible()
    press_until(page, "n", lambda: page.get_by_role("dialog").is_visible())
    text = page.get_by_role("dialog").get_by_label("Texte")
    text.press_sequentially("bpn ")
    text.press("ArrowRight")
    expect(text).to_have_value("bpn ")
    expect(page.get_by_text(re.compile("écran 2 sur"))).to_be_visible()
    expect(page.locator('[data-testid="stMainBlockContainer"]')).to_have_css("opacity", "1")


def test_a_filter_is_changed_with_the_keyboard_without_leaving_the_projection(page, press_until, at_rest):
    page.goto("/formations?vue=offres&projection=oui&etape=2")
    expect(page.get_by_text(re.compile("Formations · Offres · écran 2 sur"))).to_be_visible()
    dialog = page.get_by_role("dialog")
    press_until(page, "f", dialog.is_visible)
    at_rest(page)
    # The type of a projected page is larger than that for which the lists are as wide as their words.
    assert cut(page) == []
    choose(page, "Territoire", "Nord")
    expect(page.get_by_text(re.compile("Formations · Offres · Nord · écran"))).to_be_visible()
    expect(dialog).to_have_count(0)
    press_until(page, "Home", lambda: "Nord · écran 1 sur" in page.get_by_test_id("stMain").inner_text())
    expect(page).to_have_url(re.compile("territoire=Nord.*projection=oui|projection=oui.*territoire=Nord"))


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("/formations?modalite=Alternance", "modalite=Alternance"),
        ("/competences?vue=demandees&competence=web", "competence=web"),
    ],
)
def test_a_page_with_choices_of_its_own_is_projected_and_left_with_them(page, press_until, address, kept):
    page.goto(address)
    expect(page.get_by_role("button", name=re.compile("Exporter"))).to_be_visible()

    def projected():
        return re.search("écran 1 sur", page.get_by_test_id("stMain").inner_text()) is not None

    press_until(page, "p", projected)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    both = f"{re.escape(kept)}.*projection=oui|projection=oui.*{re.escape(kept)}"
    expect(page).to_have_url(re.compile(both))
    page.reload()
    expect(page.get_by_text(re.compile("écran 1 sur"))).to_be_visible()
    press_until(page, "p", lambda: page.get_by_test_id("stSidebar").is_visible())
    expect(page.get_by_role("button", name=re.compile("Exporter"))).to_be_visible()
    expect(page).to_have_url(re.compile(re.escape(kept)))
