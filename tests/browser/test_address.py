"""Addresses in a real browser: history, the menu, reload, a shared link, and where a page opens."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
BOTH = re.compile(r"\?territoire=Sud&domaine=T%C3%A9l%C3%A9communications$")


def field(page: Page, label: str):
    return page.get_by_test_id("stMain").get_by_role("combobox", name=re.compile(label))


def choose(page: Page, label: str, option: str) -> None:
    # Long lists draw only what is in sight: type, then pick.
    field(page, label).click()
    field(page, label).fill(option)
    page.get_by_role("option", name=option, exact=True).click()


def view(page: Page, label: str):
    return page.get_by_test_id("stMain").get_by_role("radio", name=label, exact=True)


def menu(page: Page, title: str):
    return page.get_by_test_id("stSidebar").get_by_role("link", name=re.compile(title))


def entries(page: Page) -> int:
    return page.evaluate("history.length")


def shows(page: Page, address: str | re.Pattern[str], opened: str, **filters: str) -> None:
    """The view that is open and the filters drawn on it, once the address says them."""
    expect(page).to_have_url(
        address if isinstance(address, re.Pattern) else re.compile(re.escape(address) + "$")
    )
    expect(view(page, opened)).to_be_checked()
    for label, value in filters.items():
        expect(field(page, label)).to_have_value(value)


def test_one_history_entry_a_change_and_back_and_forward_lead_to_exactly_each_view(page, at_rest):
    page.goto("/formations")
    shows(page, "/formations", "Carte", Territoire="Martinique")
    at_rest(page)
    before = entries(page)
    choose(page, "Territoire", "Sud")
    shows(page, "/formations?territoire=Sud", "Carte", Territoire="Sud")
    at_rest(page)
    assert entries(page) == before + 1
    view(page, "Offres").click(force=True)
    shows(page, "/formations?vue=offres&territoire=Sud", "Offres", Territoire="Sud")
    at_rest(page)
    assert entries(page) == before + 2
    choose(page, "Domaine", "Cybersécurité")
    expect(page).to_have_url(re.compile("domaine="))
    at_rest(page)
    assert entries(page) == before + 3
    page.go_back()
    shows(page, "/formations?vue=offres&territoire=Sud", "Offres", Domaine="Tous les domaines")
    page.go_back()
    shows(page, "/formations?territoire=Sud", "Carte", Territoire="Sud")
    page.go_back()
    shows(page, "/formations", "Carte", Territoire="Martinique")
    page.go_forward()
    shows(page, "/formations?territoire=Sud", "Carte", Territoire="Sud")
    page.go_forward()
    shows(page, "/formations?vue=offres&territoire=Sud", "Offres", Territoire="Sud")
    assert entries(page) == before + 3


def test_the_menu_carries_what_its_page_follows_and_a_page_opens_at_its_top(page, at_rest):
    page.goto("/formations?territoire=Sud&domaine=T%C3%A9l%C3%A9communications")
    shows(page, BOTH, "Carte", Territoire="Sud", Domaine="Télécommunications")
    expect(menu(page, "Maturité")).to_have_attribute("href", re.compile(r"maturite$"))
    menu(page, "Maturité").click()
    expect(page.get_by_role("heading", name="Maturité", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile(r"/maturite$"))
    expect(page.get_by_text(re.compile("Sud, Télécommunications.: sans effet ici"))).to_be_visible()
    at_rest(page)
    carried = re.compile(r"formations\?territoire=Sud&domaine=T%C3%A9l%C3%A9communications$")
    expect(menu(page, "Formations")).to_have_attribute("href", carried)
    main = page.get_by_test_id("stMain")
    main.evaluate("block => block.scrollTo(0, block.scrollHeight)")
    menu(page, "Formations").click()
    shows(page, BOTH, "Carte", Territoire="Sud", Domaine="Télécommunications")
    expect(page.get_by_role("heading", name="Formations", level=1)).to_be_in_viewport()
    page.wait_for_function("""() => document.querySelector('[data-testid="stMain"]').scrollTop === 0""")


def test_reload_and_a_shared_link_show_the_same(page, chromium, server):
    address = "/formations?vue=offres&territoire=Sud&niveau=Bac%2B2+%28niveau+5%29"
    page.goto(address)
    shows(page, address, "Offres", Territoire="Sud", Niveau=re.compile(r"Bac\+2"))
    page.reload()
    shows(page, address, "Offres", Territoire="Sud", Niveau=re.compile(r"Bac\+2"))
    context = chromium.new_context(base_url=server.url)
    other = context.new_page()
    other.goto(page.url)
    shows(other, address, "Offres", Territoire="Sud", Niveau=re.compile(r"Bac\+2"))
    context.close()


def test_everything_set_is_cleared_in_one_click(page):
    page.goto("/formations?territoire=Nord&vue=sources")
    expect(page.get_by_text(re.compile("Nord.: sans effet ici"))).to_be_visible()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.get_by_text(re.compile("sans effet ici"))).to_have_count(0)
    view(page, "Carte").click(force=True)
    shows(page, "/formations", "Carte", Territoire="Martinique")
