"""Signing in on a network, in a browser: kept through a reload, ended by signing out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from data.journal import access, editors

pytestmark = pytest.mark.browser
PHRASE = "quatre mots sans rapport"


def sign_in(page: Page, at_rest) -> None:
    at_rest(page)
    page.get_by_text("Se connecter pour écrire").click()
    page.get_by_role("textbox", name="Nom", exact=True).fill("Anne")
    page.get_by_label("Phrase de passe", exact=True).fill(PHRASE)
    # A click on a page that is being drawn may be lost.
    at_rest(page)
    with page.expect_response(lambda answer: answer.url.endswith("/connexion")) as kept:
        page.get_by_role("button", name="Se connecter", exact=True).click()
    assert kept.value.status == 204


@pytest.fixture
def network(chromium, make_server, tmp_path):
    """A page of a server open to a network, where Anne may write."""
    editors.put(
        tmp_path / "home-0" / editors.FILE, editors.Editor("Anne", editors.hash_phrase(PHRASE, "Anne"))
    )
    served = make_server(**{access.VARIABLE: access.NETWORK})
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=served.url)
    yield context
    context.close()


def test_a_reload_keeps_the_sign_in_and_signing_out_ends_it(network, at_rest):
    page, other = network.new_page(), network.new_page()
    page.goto("/secteur")
    sign_in(page, at_rest)
    cookie = next(cookie for cookie in network.cookies() if cookie["name"] == "cep_connexion")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert "cep_connexion" not in page.evaluate("document.cookie")
    page.reload()
    expect(page.get_by_text("Connecté\u202f: Anne")).to_be_visible()
    other.goto("/maturite")
    expect(other.get_by_text("Connecté\u202f: Anne")).to_be_visible()

    # Who leads a meeting still does after a reload, and the next item comes.
    page.goto("/seance")
    at_rest(page)
    page.get_by_role("button", name="Commencer la réunion").click()
    for _ in range(2):
        expect(page.get_by_text(re.compile("Point 1 sur 14 .* mené depuis cet écran"))).to_be_visible()
        page.reload()
    at_rest(page)
    page.keyboard.press("s")
    expect(page.get_by_text(re.compile("Point 2 sur 14 .* mené depuis cet écran"))).to_be_visible()
    at_rest(page)
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stSidebar")).to_be_visible()

    at_rest(page)
    with page.expect_response(lambda answer: answer.url.endswith("/connexion")):
        page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_text("Se connecter pour écrire")).to_be_visible()
    assert [cookie for cookie in network.cookies() if cookie["name"] == "cep_connexion"] == []
    for window in (page, other):
        window.reload()
        expect(window.get_by_text("Se connecter pour écrire")).to_be_visible()
