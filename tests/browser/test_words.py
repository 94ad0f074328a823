"""What Streamlit itself writes is in French, and the keyboard shows where it is."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.reading import english, streamlit_words

pytestmark = pytest.mark.browser

# The place of the keyboard is outlined: itself, or the field around what is typed; the page itself, which a
# browser lets the arrows scroll, needs none. A grid draws itself the frame of the cell that is chosen.
SHOWN = """() => { const here = document.activeElement;
  return here.id === 'stMain' || here.matches('canvas [aria-selected="true"]')
    || [here, here.parentElement].some(
    one => getComputedStyle(one).outlineStyle === 'solid'); }"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_tabs_begin_with_a_french_link_and_show_each_place(chromium, server, scheme, at_rest):
    context = chromium.new_context(base_url=server.url, color_scheme=scheme)
    page = context.new_page()
    page.goto("/secteur")
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    at_rest(page)
    expect(page.locator("html")).to_have_class(re.compile("notranslate"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Aller au contenu")
    menu = page.get_by_role("link", name="Maturité")
    for _ in range(15):
        expect(page.locator(":focus")).to_have_css("outline", "rgb(74, 134, 204) solid 3px")
        if menu.evaluate("link => link === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(menu).to_be_focused()
    assert streamlit_words(page) == []
    context.close()


def tab_to(page, place) -> None:
    """Press Tab until the keyboard is there; each place on the way shows that it is."""
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(SHOWN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if place.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"the keyboard never came to {place}")


def test_a_whole_visit_is_made_with_the_keyboard_alone(page, at_rest):
    page.goto("/maturite")
    expect(page.get_by_role("heading", name="Maturité", level=1)).to_be_visible()
    at_rest(page)
    tab_to(page, page.get_by_role("link", name="Secteur"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    at_rest(page)
    tab_to(page, page.get_by_role("radio", name="L’essentiel"))
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("vue=territoires"))
    at_rest(page)
    tab_to(page, page.get_by_role("combobox", name="Territoire"))
    page.keyboard.type("Sud")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("territoire=Sud"))
    at_rest(page)
    opener = page.get_by_role("button", name="Source et données").first
    tab_to(page, opener)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    at_rest(page)
    tab_to(page, dialog.get_by_role("button", name=re.compile("CSV")))
    with page.expect_download() as downloaded:
        page.keyboard.press("Enter")
    assert downloaded.value.suggested_filename.endswith(".csv")
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator(".st-key-q input")).to_be_focused()
    page.keyboard.type("télécentres")
    result = page.get_by_role("button", name=re.compile("^Création de télécentres"))
    expect(result).to_be_visible()
    at_rest(page)
    tab_to(page, result)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Schéma", level=1)).to_be_visible()


def test_a_list_and_a_field_for_files_speak_french(page):
    page.goto("/schema?vue=saisir")
    expect(page.get_by_role("heading", name="Schéma", level=1)).to_be_visible()
    page.get_by_role("radio", name="Classeur Excel").click()
    expect(page.get_by_text(re.compile("20\u00a0Mo au plus par fichier • XLSX"))).to_be_visible()
    expect(page.get_by_role("button", name="Choisir un fichier")).to_be_visible()
    assert streamlit_words(page) == []


@pytest.mark.parametrize("name", ["Exporter", "Noter", "Source et données"])
def test_what_opens_over_a_page_is_in_french(page, at_rest, name):
    page.goto("/secteur")
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    at_rest(page)
    page.get_by_role("button", name=name).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    at_rest(page)
    assert english(page) == []


def test_a_server_that_stopped_is_said_in_french(chromium, make_server):
    served = make_server()
    context = chromium.new_context(base_url=served.url)
    page = context.new_page()
    page.goto("/secteur")
    expect(page.get_by_role("heading", name="Secteur", level=1)).to_be_visible()
    served.stop()
    expect(page.get_by_role("dialog")).to_contain_text("Le tableau de bord ne répond plus")
    assert streamlit_words(page) == []
    context.close()
