"""The tracking in a browser: typed, found again after a restart, looked back at, signed on a network."""

from __future__ import annotations

import datetime as dt
import re
import signal
import sys

import pytest
from playwright.sync_api import Locator, Page, expect

from data.clock import LOCAL_ZONE
from data.journal import Journal, Writer, editors
from data.journal.folds import Change, budget

pytestmark = pytest.mark.browser

PHRASE = "quatre mots sans rapport"


@pytest.fixture
def opened(make_server, chromium):
    """A function that serves the application and opens a page of it: (server, page)."""
    contexts = []

    def opened(**environment: str):
        server = make_server(**environment)
        context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=server.url)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        return server, page

    yield opened
    for context in contexts:
        context.close()


def choose(page: Page | Locator, label: str, word: str) -> None:
    """Type in a list, and take what it finds."""
    field = page.get_by_role("combobox", name=label)
    field.click()
    field.fill(word)
    (page if isinstance(page, Page) else page.page).get_by_role("option", name=re.compile(f"^{word}")).click()


def view(page: Page, name: str) -> None:
    """Another view of the page."""
    page.get_by_test_id("stButtonGroup").first.get_by_role("radio", name=name).click()


FORMS = """[...document.querySelectorAll('[data-testid=stForm] [class*="-budget-2024--planned"]')]
  .map(field => field.className)"""


def open_form(page: Page, at_rest, action: str) -> None:
    """The form of an action, drawn."""
    at_rest(page)
    before = page.evaluate(FORMS)
    choose(page, "Action à saisir", action)
    # The form of the action before stays on screen until the new one takes its place.
    page.wait_for_function(
        f"before => {{ const forms = {FORMS}; return forms.length === 1 && !before.includes(forms[0]); }}",
        arg=before,
    )
    at_rest(page)
    expect(page.get_by_text("Une case vide veut dire «\u202fnon renseigné\u202f»")).to_be_visible()


def check(page: Page) -> None:
    page.get_by_role("button", name="Vérifier avant d’enregistrer").click()


def save(page: Page, at_rest) -> None:
    """Under the difference: the reason, the save."""
    reason = page.get_by_label("Motif", exact=True)
    reason.fill("Comité de suivi")
    at_rest(page)
    name = page.get_by_label("Votre nom")
    if name.count():
        name.fill("Une personne")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text(re.compile("^Enregistré"))).to_be_visible()


def enter(page: Page, at_rest, action: str, typed: dict[str, str], status: str = "") -> None:
    """One action: its form, the difference, the reason, the save."""
    open_form(page, at_rest, action)
    for label, value in typed.items():
        page.get_by_label(label, exact=True).fill(value)
    if status:
        # A list that is open closes when the page scrolls to it.
        page.get_by_test_id("stForm").get_by_role("combobox", name="Avancement").scroll_into_view_if_needed()
        at_rest(page)
        choose(page.get_by_test_id("stForm"), "Avancement", status)
    check(page)
    save(page, at_rest)


def test_figures_of_three_actions_are_found_again_after_a_restart_with_their_history_and_the_state_before(
    opened, at_rest
):
    server, page = opened()
    page.goto("/schema?vue=suivi")
    expect(page.get_by_text("23\xa0actions sans aucune saisie")).to_be_visible()
    view(page, "Saisir")
    enter(page, at_rest, "A03", {"Prévu 2025": "1 250,5", "Engagé 2025": "800"})
    enter(page, at_rest, "A08", {"Prévu 2024": "100", "Engagé 2024": "100"}, status="en cours")
    enter(page, at_rest, "A19", {"Prévu 2027": "0"})

    server.stop()
    server.start()
    page.goto("/schema?vue=suivi")
    total = page.get_by_role("heading", name="900\u202fk€ engagés · 2\xa0actions renseignées sur 23")
    expect(total).to_be_visible()
    kept = budget(Journal(server.home).rows())
    assert kept["planned_keur"].tolist() == [1250.5, 100, 0]  # zero was typed, and is kept as zero

    late = "A08, «\u202fCréation de télécentres\u202f»\u202f: la dernière année prévue, 2024, est passée"
    expect(page.get_by_text(late)).to_be_visible()
    page.get_by_role("button", name="Ouvrir A08").click()
    expect(page).to_have_url(re.compile("vue=actions.*fiche=A08"))
    expect(page.get_by_role("heading", name="A08 · Création de télécentres")).to_be_visible()
    page.get_by_text("Historique de l’action").click()
    expect(page.get_by_text(re.compile("Une personne.*Comité de suivi"))).to_be_visible()
    expect(page.get_by_text("Avancement\u202f: non renseigné → en cours")).to_be_visible()

    view(page, "Suivi")
    yesterday = f"{dt.datetime.now(LOCAL_ZONE) - dt.timedelta(days=1):%d/%m/%Y}"
    page.get_by_text("Ce qui a changé entre deux dates").click()
    page.get_by_label("Entre le").fill(yesterday)
    page.get_by_label("Entre le").press("Enter")
    expect(page.get_by_text(re.compile("^6\xa0différences entre la fin du"))).to_be_visible()
    page.get_by_label("État au").fill(yesterday)
    page.get_by_label("État au").press("Enter")
    expect(
        page.get_by_text("Aucune saisie en vigueur\u202f: 23\xa0actions sans aucune saisie.")
    ).to_be_visible()
    expect(total).to_have_count(0)
    at_rest(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def test_on_a_network_the_tracking_is_read_by_all_and_written_after_signing_in(opened, at_rest):
    server, page = opened(CEP_ACCESS="reseau")
    page.goto("/schema?vue=saisir")
    refused = page.get_by_text("Lecture seule\u202f: pour écrire, connectez-vous dans le volet de gauche.")
    expect(refused).to_be_visible()
    expect(page.get_by_role("combobox", name="Action à saisir")).to_have_count(0)
    expect(page.get_by_role("heading", name="Schéma", exact=True)).to_be_visible()

    editors.put(server.home / editors.FILE, editors.Editor("Anne", editors.hash_phrase(PHRASE, "Anne")))
    at_rest(page)
    page.get_by_text("Se connecter pour écrire").click()
    page.get_by_label("Nom", exact=True).fill("Anne")
    page.get_by_label("Phrase de passe", exact=True).fill(PHRASE)
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_text("Connecté\u202f: Anne")).to_be_visible()
    enter(page, at_rest, "A03", {"Prévu 2025": "10"})
    assert Journal(server.home).rows()["author"].tolist() == ["Anne"]


def test_a_refusal_under_the_button_is_scrolled_to(page, at_rest):
    page.goto("/schema?vue=saisir")
    open_form(page, at_rest, "A03")
    button = page.get_by_role("button", name="Vérifier avant d’enregistrer")
    # The button at the foot of the window: what is said below it is out of sight.
    button.evaluate(
        "button => { button.scrollIntoView({block: 'end'}); button.focus({preventScroll: true}); }"
    )
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rien n’a changé\u202f: il n’y a rien à enregistrer.")).to_be_in_viewport(ratio=1)


def test_conflicts_met_at_the_save_are_said_in_sight(opened, at_rest):
    server, page = opened()
    page.goto("/schema?vue=saisir")
    open_form(page, at_rest, "A03")
    labels = [f"{word} {year}" for word in ("Prévu", "Engagé", "Payé") for year in range(2024, 2028)]
    for label in labels:
        page.get_by_label(label, exact=True).fill("10")
    check(page)
    journal = Journal(server.home)
    named = [(name, year) for name in ("planned", "committed", "paid") for year in range(2024, 2028)]
    changes = [Change("budget", "A03", name, "20", year) for name, year in named]
    journal.append(changes, writer=Writer("Paul", True), opened_on=journal.version)
    page.get_by_label("Motif", exact=True).fill("Comité de suivi")
    page.get_by_label("Votre nom").fill("Une personne")
    at_rest(page)
    button = page.get_by_role("button", name="Enregistrer", exact=True)
    # What is said first is far above the button.
    button.evaluate("button => button.scrollIntoView({block: 'start'})")
    button.press("Enter")
    expect(page.get_by_text("Quelqu’un a enregistré ces champs")).to_be_in_viewport(ratio=1)


def test_amounts_pasted_from_a_sheet_in_the_grid_and_in_the_form_are_saved_as_they_were_written(
    opened, at_rest
):
    server, page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/schema?vue=saisir")
    at_rest(page)
    page.get_by_role("radio", name="Plusieurs actions").click()
    grid = page.get_by_test_id("stDataFrame")
    expect(grid).to_be_visible()
    at_rest(page)
    page.evaluate("navigator.clipboard.writeText('1\\u202f250,75\\t1.250,5\\t12,5')")
    # The third row, A03, where the amounts begin: Prévu, Engagé, Payé.
    grid.locator(".dvn-scroller").click(position={"x": 530, "y": 122})
    page.keyboard.press("7")
    # A frame around the field, no higher than its digits, would cover them: the box of the cell has one.
    typed = page.locator("#portal :is(input, textarea)")
    expect(typed).to_have_value("7")
    expect(typed.locator("..")).to_have_css("outline-style", "none")
    page.keyboard.press("Escape")
    expect(typed).to_have_count(0)
    page.keyboard.press("Control+v")
    # The grid hands its edits to the form after a pause that nothing on the page shows.
    page.wait_for_timeout(1000)
    check(page)
    save(page, at_rest)
    kept = budget(Journal(server.home).rows())
    assert kept["action_id"].tolist() == ["A03"]
    assert kept[["planned_keur", "committed_keur", "paid_keur"]].values.tolist() == [[1250.75, 1250.5, 12.5]]


@pytest.mark.skipif(sys.platform == "win32", reason="a process of Windows is not paused by a signal")
def test_a_server_that_answers_no_more_in_the_middle_of_a_form_costs_nothing_that_was_typed(opened, at_rest):
    server, page = opened()
    page.goto("/schema?vue=saisir")
    open_form(page, at_rest, "A03")
    planned = page.get_by_label("Prévu 2025", exact=True)
    server.process.send_signal(signal.SIGSTOP)
    planned.fill("1 250,5")
    check(page)
    expect(planned).to_have_value("1 250,5")
    server.process.send_signal(signal.SIGCONT)
    save(page, at_rest)
    assert budget(Journal(server.home).rows())["planned_keur"].tolist() == [1250.5]
