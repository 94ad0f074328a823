"""A whole meeting led with the keyboard alone, no network, killed and restarted in the middle."""

import datetime as dt
import io
import re
import zipfile

import pandas as pd
import pytest
from deltalake import DeltaTable
from playwright.sync_api import Page, expect

from data import store
from data.journal import Writer
from data.journal.folds import decisions, meeting, meeting_state
from data.journal.folds.rows import as_rows
from tests.browser.reading import streamlit_words

pytestmark = pytest.mark.browser

FIRST_EIGHT = (
    "secteur",
    "secteur",
    "maturite",
    "formations",
    "competences",
    "competences",
    "competences",
    "competences",
)
NOTES = {
    1: "Demander les effectifs par commune",
    3: "Publier les marges avec l’enquête",
    6: "Inviter AKTO en mars",
}


def rows_in(home) -> pd.DataFrame:
    """The journal as another program reads it."""
    table = DeltaTable(str(home / "journal")).to_pandas()
    return as_rows(table.to_dict("records"))


def screen(page: Page) -> tuple[int, int]:
    found = re.search(r"écran (\d+) sur (\d+)", page.get_by_test_id("stMain").inner_text())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def place(page: Page) -> tuple[int, int]:
    """The item and the screen that the bar says, once it says both; else zeros."""
    said = page.get_by_test_id("stMain").inner_text()
    item, here = re.search(r"Point (\d+) sur", said), re.search(r"écran (\d+) sur", said)
    return (int(item[1]), int(here[1])) if item and here else (0, 0)


def placed(page: Page) -> tuple[int, int]:
    """The same, once the bar that is being drawn says it."""
    expect(page.get_by_text(re.compile(r"écran \d+ sur \d+ · Point \d+ sur"))).to_be_visible()
    return place(page)


def next_point(page: Page, current: int, press_until, at_rest) -> None:
    """Page through the screens of the item with the remote, then past the last one."""
    here = placed(page)
    while here[0] == current:
        press_until(page, "PageDown", lambda here=here: place(page) not in (here, (0, 0)))
        at_rest(page)
        here = placed(page)


def note(page: Page, text: str, named: bool, press_until) -> None:
    press_until(page, "n", lambda: page.get_by_role("dialog").is_visible())
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Texte").fill(text)
    if named:
        dialog.get_by_label("Votre nom").fill("Une personne")
    dialog.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(dialog).to_have_count(0)


@pytest.fixture
def own(make_server, chromium):
    server = make_server()
    context = chromium.new_context(
        viewport={"width": 1366, "height": 768}, base_url=server.url, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield server, page
    context.close()


def test_a_meeting_of_eight_items_is_led_with_the_keyboard_and_leaves_its_documents(
    own, press_until, at_rest
):
    server, page = own
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/seance")
    start = page.get_by_role("button", name="Commencer la réunion")
    expect(start).to_be_visible()
    at_rest(page)
    start.press("Enter")
    # The first item, projected from its own screen.
    expect(page).to_have_url(re.compile("/secteur"))
    expect(page.get_by_role("heading", name="1. Etat des lieux", exact=True)).to_be_visible()
    expect(page.get_by_text(re.compile(r"écran 1 sur \d+ · Point 1 sur 14"))).to_be_visible()

    for rank, path in enumerate(FIRST_EIGHT, start=1):
        expect(page.get_by_text(re.compile(rf"écran \d+ sur \d+ · Point {rank} sur"))).to_be_visible()
        assert f"/{path}" in page.url
        if rank in NOTES:
            note(page, NOTES[rank], named=rank in (1, 6), press_until=press_until)
        if rank == 4:
            before = (page.url, meeting_state(rows_in(server.home), dt.datetime.now(dt.UTC)).item_started_at)
            server.stop()
            server.start()
            page.reload()
            expect(page.get_by_text(re.compile("Point 4 sur 14")).first).to_be_visible()
            after = meeting_state(rows_in(server.home), dt.datetime.now(dt.UTC)).item_started_at
            assert (page.url, after) == before
        if rank < len(FIRST_EIGHT):
            next_point(page, rank, press_until, at_rest)

    noted = decisions(rows_in(server.home))
    assert noted["text"].tolist() == list(NOTES.values())
    assert noted["page"].tolist() == ["secteur", "maturite", "competences"]
    assert noted["author"].unique().tolist() == ["Une personne"]
    press_until(page, "p", lambda: page.get_by_test_id("stSidebar").is_visible())
    documents_say_the_same(page)
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []


def documents_say_the_same(page: Page) -> None:
    """The fallback folder and the minutes, read back with the figures that were on screen."""
    from docx import Document
    from pptx import Presentation
    from pypdf import PdfReader

    page.get_by_test_id("stSidebar").get_by_role("link", name="Séance").click()
    page.get_by_test_id("stMain").get_by_role("radio", name="Documents", exact=True).click()
    folder = zipfile.ZipFile(io.BytesIO(taken(page, "Dossier de secours")))
    names = {name.rsplit(".", 1)[1]: name for name in folder.namelist()}
    slides = Presentation(io.BytesIO(folder.read(names["pptx"])))
    charts = [shape.chart for slide in slides.slides for shape in slide.shapes if shape.has_chart]
    values = {tuple(series.values) for chart in charts for series in chart.plots[0].series}
    assert any(set(found) == {896, 198, 169, 140, 62, 39, 18} for found in values)
    assert any(set(found) == {497, 974, 111, 121, 85, 9, 17} for found in values)
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(folder.read(names["pdf"]))).pages)
    flat = re.sub(r"\s", "", text)
    for figure in ("1522", "1814", "16890k€", "59%", "47,5%"):
        assert figure in flat

    minutes = Document(io.BytesIO(taken(page, "Compte rendu")))
    words = "\n".join(
        [paragraph.text for paragraph in minutes.paragraphs]
        + [cell.text for table in minutes.tables for row in table.rows for cell in row.cells]
    )
    for text in NOTES.values():
        assert text in words
    # What was on the projector, and when: the items that were left, the one of before the restart included.
    shown = re.findall(r"^\d\d\s?h\s?\d\d — (.+)$", words, re.M)
    assert {"Etat des lieux", "Etat des lieux du secteur", "Cartographie des besoins en compétences"} <= set(
        shown
    )


def taken(page: Page, label: str) -> bytes:
    page.get_by_role("button", name=label).click()
    ready = page.get_by_role("button", name=re.compile(f"Télécharger.*{label}"))
    expect(ready).to_be_visible(timeout=400_000)
    with page.expect_download() as download:
        ready.click()
    with open(download.value.path(), "rb") as file:
        return file.read()


def test_a_connection_lost_and_found_comes_back_to_the_same_screen_filters_and_timer(
    own, monkeypatch, press_until, at_rest
):
    server, page = own
    monkeypatch.setenv("CEP_HOME", str(server.home))
    journal = store.journal()
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=12, seconds=5)
    changes = meeting.start("2026-01-01", "akto", begun)
    journal.append(changes, writer=Writer("Une personne", may_write=True), opened_on=journal.version)
    page.goto("/competences?domaine=Marketing et communication&projection=oui&etape=1")
    expect(page.get_by_text(re.compile("Point 6 sur 14 · 2.min restantes")).first).to_be_visible()
    press_until(page, "PageDown", lambda: screen(page)[0] == 2)
    at_rest(page)
    address, total = page.url, screen(page)[1]
    title = page.locator("h1").first.inner_text()
    # Nobody reloads: the browser finds the server again by itself, in a session that knows nothing.
    server.stop()
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-connection-state", re.compile("PINGING|DISCO")
    )
    # The room keeps the last screen, and reads why nothing moves.
    expect(page.get_by_role("dialog")).to_contain_text("Le tableau de bord ne répond plus")
    expect(page.locator("h1").first).to_have_text(title)
    assert streamlit_words(page) == []
    server.start()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    press_until(page, "PageDown", lambda: screen(page) == (3, total))
    press_until(page, "PageUp", lambda: screen(page) == (2, total))
    assert page.url == address
    said = page.get_by_test_id("stMain").inner_text()
    assert "Compétences · L’essentiel · Marketing et communication · écran 2" in said
    assert re.search("Point 6 sur 14 · (2.min restantes|bientôt fini)", said)
