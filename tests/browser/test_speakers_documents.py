"""What a speaker brings on a stick: added on « Séance », shown full screen in the sequence of the item."""

import datetime as dt
import re

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from data import store
from data.journal import Writer
from data.journal.folds import meeting

pytestmark = pytest.mark.browser


def stick(folder):
    """A PDF of two pages and a tall picture."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(2):
        document.new_page(842, 595)
    document.save(folder / "Tarifs 2026.pdf")
    Image.new("RGB", (900, 1600), "navy").save(folder / "affiche.png")
    (folder / "notes.docx").write_bytes(b"PK")
    return folder


@pytest.fixture
def led(make_server, monkeypatch):
    """A server whose meeting is on AKTO, and its page « Compétences »."""
    server = make_server()
    monkeypatch.setenv("CEP_HOME", str(server.home))
    journal = store.journal()
    changes = meeting.start("2026-01-01", "akto", dt.datetime.now(dt.UTC))
    journal.append(changes, writer=Writer("Une personne", may_write=True), opened_on=journal.version)
    return server


@pytest.fixture
def page(chromium, led):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=led.url)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()


def add(page: Page, file, name: str = "") -> None:
    form = page.get_by_test_id("stForm").filter(has=page.get_by_role("button", name="Ajouter le document"))
    with page.expect_file_chooser() as chooser:
        form.get_by_test_id("stFileUploaderDropzone").locator("button").click()
    chooser.value.set_files(file)
    expect(form.get_by_text(file.name)).to_be_visible()
    if name:
        form.get_by_label(re.compile("Votre nom")).fill(name)
    form.get_by_role("button", name="Ajouter le document").click()


def shown(page: Page) -> tuple[int, int]:
    """Width and height, as drawn, of the picture that fills the screen."""
    picture = page.get_by_test_id("stImage").get_by_role("img")
    expect(picture).to_be_visible()
    box = picture.bounding_box()
    bar = page.locator(".st-key-projection-controls").bounding_box()
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= bar["y"] + 1
    assert box["x"] + box["width"] <= 1366
    return round(box["width"]), round(box["height"])


def test_files_of_a_stick_are_added_to_an_item_and_projected_in_its_sequence(
    page, led, tmp_path, press_until, at_rest
):
    folder = stick(tmp_path)
    page.goto("/seance?vue=reglages")
    which = page.get_by_role("combobox", name=re.compile("Point à modifier"))
    which.click()
    which.fill("AKTO")
    page.get_by_role("option", name=re.compile("AKTO")).click()
    add(page, folder / "Tarifs 2026.pdf", name="Une personne")
    # Each document kept has its own button to take it off.
    taken_off = page.get_by_test_id("stMain").get_by_role("button", name="Retirer", exact=True)
    expect(taken_off).to_have_count(1)
    add(page, folder / "affiche.png")
    expect(taken_off).to_have_count(2)
    assert len(list((led.home / "documents").iterdir())) == 2

    page.goto("/competences?projection=oui&etape=1")

    def on(rank):
        return lambda: f"écran {rank} sur" in page.get_by_test_id("stMain").inner_text()

    # After the opening of the item, before the screens of its view.
    expect(page.get_by_role("heading", name=re.compile("^6. Besoins en compétences"))).to_be_visible()

    for rank in (2, 3, 4):
        press_until(page, "PageDown", on(rank))
        at_rest(page)
        width, height = shown(page)
        assert height > 600
        assert width == 1284 or rank == 4
    press_until(page, "PageDown", on(5))
    expect(page.get_by_test_id("stImage")).to_have_count(0)


def test_an_odd_file_is_refused_with_a_sentence(page, tmp_path):
    odd = tmp_path / "faux.pdf"
    odd.write_bytes(b"<html>")
    page.goto("/seance?vue=reglages")
    which = page.get_by_role("combobox", name=re.compile("Point à modifier"))
    which.click()
    which.fill("AKTO")
    page.get_by_role("option", name=re.compile("AKTO")).click()
    add(page, odd, name="Une personne")
    expect(page.get_by_text("ne s’ouvre pas")).to_be_visible()
