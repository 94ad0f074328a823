"""One window leads, another notes: nothing it does moves the projector; its keys are all counted."""

import re

import pytest
from playwright.sync_api import expect

from data.journal.folds import decisions
from tests.browser.test_meeting import BAR, rows_in, says

pytestmark = pytest.mark.browser

EMPTIED = """field => {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, "");
  field.dispatchEvent(new Event("input", {bubbles: true}));
}"""


def test_a_meeting_led_with_keys_is_moved_by_no_other_window(windows, at_rest):
    server, projector, assistant, _ = windows
    projector.goto("/seance")
    start = projector.get_by_role("button", name="Commencer la réunion")
    expect(start).to_be_visible()
    at_rest(projector)
    start.press("Enter")
    says(projector, "écran 1 sur 6 · Point 1 sur 14 .* mené depuis cet écran")
    at_rest(projector)
    # Faster than a screen is drawn: each press counts.
    for _ in range(3):
        projector.keyboard.press("PageDown")
    says(projector, "écran 4 sur 6")
    projector.keyboard.press("End")
    says(projector, "écran 6 sur 6")
    # Digits, then Enter, go to a screen.
    projector.keyboard.press("3")
    projector.keyboard.press("Enter")
    says(projector, "écran 3 sur 6")
    screen = projector.get_by_test_id("stMainBlockContainer")
    for key, opacity in ((".", "0"), ("b", "1")):
        projector.keyboard.press(key)
        expect(screen).to_have_css("opacity", opacity)
    projector.keyboard.press("Home")
    says(projector, "écran 1 sur 6")
    projector.keyboard.press("s")
    says(projector, "écran 1 sur 4 · Point 2 sur 14")
    projector.keyboard.press("PageUp")
    says(projector, "écran 6 sur 6 · Point 1 sur 14")
    address = projector.url

    assistant.goto("/maturite")
    at_rest(assistant)
    assistant.get_by_role("button", name="Noter").click()
    dialog = assistant.get_by_role("dialog")
    expect(dialog.get_by_label("Texte")).to_be_focused()
    assistant.keyboard.type("Une note b. n")
    dialog.get_by_role("radio", name="Préconisation").click()
    dialog.get_by_label("Pour le").fill("31/12/2030")
    who, carried = (dialog.get_by_role("combobox", name=name) for name in ("Qui", "Portée par"))
    who.fill("Jeanne Inconnue")
    who.press("Enter")
    carried.fill("A08")
    carried.press("Enter")
    # The list that stays open hides the rest.
    carried.press("Tab")
    dialog.get_by_role("radio", name="faite").click()
    dialog.get_by_label("Votre nom").fill("Une assistante")
    # A crash, or a reload: all that was being typed is there.
    assistant.reload()
    at_rest(assistant)
    assistant.get_by_role("button", name="Noter").click()
    expect(dialog.get_by_label("Texte")).to_have_value("Une note b. n")
    # Emptied by nobody: drawn again, late, over what the browser had put in it.
    dialog.get_by_label("Texte").evaluate(EMPTIED)
    expect(dialog.get_by_label("Texte")).to_have_value("Une note b. n")
    expect(dialog.get_by_label("Pour le")).to_have_value("31/12/2030")
    expect(dialog.get_by_role("radio", name="Préconisation")).to_be_checked()
    expect(who).to_have_value("Jeanne Inconnue")
    expect(dialog.locator("[data-tag]")).to_have_text(re.compile("A08"))
    expect(dialog.get_by_role("radio", name="faite")).to_be_checked()
    expect(dialog.get_by_label("Votre nom")).to_have_value("Une assistante")
    expect(dialog.get_by_label("Texte")).to_be_focused()
    # On no page does a key act behind a dialog: this one would project.
    dialog.get_by_role("button", name="Enregistrer").focus()
    assistant.keyboard.press("p")
    dialog.get_by_role("button", name="Enregistrer").press("Enter")
    expect(assistant.get_by_text("C’est noté.")).to_be_visible()
    expect(dialog).to_have_count(0)
    expect(assistant.locator(BAR)).to_have_count(0)
    noted = decisions(rows_in(server.home)).iloc[0]
    assert noted[["text", "agenda_item", "page"]].tolist() == ["Une note b. n", "etat-des-lieux", "maturite"]
    assert f"{noted['due']:%d/%m/%Y}" == "31/12/2030"
    assert noted[["type", "who", "carried_by", "status"]].tolist() == [
        "recommendation",
        "Jeanne Inconnue",
        "A08",
        "done",
    ]
    # What was saved is no draft any more.
    at_rest(assistant)
    assistant.get_by_role("button", name="Noter").click()
    expect(dialog.get_by_label("Texte")).to_be_focused()
    expect(dialog.get_by_label("Texte")).to_have_value("")
    expect(dialog.get_by_label("Pour le")).to_have_value("")
    expect(dialog.get_by_role("radio", name="Décision")).to_be_checked()
    expect(who).to_have_value("")

    says(projector, "écran 6 sur 6 · Point 1 sur 14")
    assert projector.url == address
    # Behind an open dialog, no key acts on the screen.
    at_rest(projector)
    projector.keyboard.press("n")
    dialog = projector.get_by_role("dialog")
    expect(dialog.get_by_label("Texte")).to_be_focused()
    at_rest(projector)
    # In sight without scrolling, the name still to be given.
    expect(dialog.get_by_label("Votre nom")).to_be_visible()
    expect(dialog.get_by_role("button", name="Enregistrer")).to_be_in_viewport(ratio=1)
    dialog.get_by_role("button", name="Enregistrer").focus()
    for key in ("b", "PageUp", "s", "p"):
        projector.keyboard.press(key)
    projector.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    says(projector, "écran 6 sur 6 · Point 1 sur 14")
    expect(projector.get_by_test_id("stMainBlockContainer")).to_have_css("opacity", "1")
    projector.keyboard.press("Escape")
    expect(projector.get_by_test_id("stSidebar")).to_be_visible()
