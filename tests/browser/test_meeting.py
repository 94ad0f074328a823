"""A whole meeting led with the keyboard alone, no network, killed and restarted; and one a month later."""

import datetime as dt
import io
import re
import zipfile

import pandas as pd
import pytest
from deltalake import DeltaTable
from playwright.sync_api import Page, expect

from data import store
from data.clock import today
from data.journal import Writer
from data.journal.folds import MeetingState, decisions, meeting, meeting_state, meetings
from data.journal.folds.rows import as_rows
from pages.meeting.preparing import name_of
from tests.browser.reading import choose, connection, streamlit_words

pytestmark = pytest.mark.browser

BAR = ".st-key-projection-controls"
PAGES_OF_ITEMS = (
    *("secteur", "secteur", "maturite", "formations", "competences", "competences", "competences"),
    *("competences", "maturite", "formations", "formations", "preconisations", "preconisations", "schema"),
)
DECIDED = {1: "Demander les effectifs par commune", 6: "Inviter AKTO en mars"}
OWED = "Publier les marges avec l’enquête"
# The application served so many days from now. What libraries hold of their own stays what it is.
LATER = """
import datetime, sys
import server
from data import clock
from data.journal import saving
real, shift = datetime.datetime, datetime.timedelta(days=int(sys.argv.pop(1)))
class Same(type):
    def __instancecheck__(cls, value):
        return isinstance(value, real)
class Later(real, metaclass=Same):
    @classmethod
    def now(cls, tz=None):
        return real.now(tz) + shift
clock.datetime = saving.datetime = datetime.datetime = Later
server.main(sys.argv[1:])
"""


def rows_in(home) -> pd.DataFrame:
    """The journal as another program reads it."""
    table = DeltaTable(str(home / "journal")).to_pandas()
    return as_rows(table.to_dict("records"))


def screen(page: Page) -> tuple[int, int]:
    found = re.search(r"écran (\d+) sur (\d+)", page.get_by_test_id("stMain").inner_text())
    return (int(found[1]), int(found[2])) if found else (0, 0)


def says(page: Page, words: str) -> None:
    expect(page.locator(BAR)).to_contain_text(re.compile(words), timeout=60_000)


def note(page: Page, text: str, press_until) -> None:
    dialog = page.get_by_role("dialog")
    press_until(page, "n", dialog.is_visible)
    dialog.get_by_label("Texte").fill(text)
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


def test_a_whole_meeting_is_led_with_the_keyboard_and_a_month_later_its_minutes_are_the_same(
    windows, press_until, at_rest
):
    server, projector, assistant, reader = windows
    projector.goto("/seance")
    at_rest(projector)
    projector.get_by_role("button", name="Commencer la réunion").press("Enter")
    # The first item, projected from its own screen.
    expect(projector.get_by_role("heading", name="1. Etat des lieux", exact=True)).to_be_visible()
    screens = 0
    for rank, path in enumerate(PAGES_OF_ITEMS, start=1):
        says(projector, rf"écran 1 sur \d+ · Point {rank} sur 14")
        expect(projector.locator("h1").first).to_have_text(re.compile(rf"^{rank}\.\s"))
        expect(projector).to_have_url(re.compile(f"/{path}[?]"))
        at_rest(projector)
        if rank in DECIDED:
            note(projector, DECIDED[rank], press_until)
        if rank == 3:
            others_look_and_note(server, projector, assistant, reader, at_rest)
        if rank == 6:
            take_back(server, projector, at_rest)
        # Faster than screens are drawn: each press counts, and one more goes to the next item.
        here, last = screen(projector)
        screens += last
        for _ in range(here, last + 1):
            projector.keyboard.press("PageDown")

    says(projector, "Séance · Décisions · écran 1 sur")
    # With those of the closing, and before the meeting its cover and its agenda.
    assert 40 <= screens + screen(projector)[1] + 2 <= 60
    end_by_mistake_and_again(server, projector, at_rest)
    noted = decisions(rows_in(server.home))
    assert noted[["text", "agenda_item", "page", "author"]].to_numpy().tolist() == [
        [DECIDED[1], "etat-des-lieux", "secteur", "Une personne"],
        [OWED, "maturite-digitale", "seance", "Une assistante"],
        [DECIDED[6], "akto", "competences", "Une personne"],
    ]
    then = minutes_of(projector)

    # A month later: what is open is carried over, and what was said stays what it was.
    server.stop()
    server.program = ["-c", LATER, "31"]
    server.start()
    first = in_a_month(server, projector, at_rest)
    assistant.goto("/seance?vue=decisions")
    expect(assistant.get_by_role("heading", name="À suivre depuis les réunions précédentes")).to_be_visible()
    carried = assistant.locator("[data-testid=stVerticalBlock][class*='st-key-earlier-']").filter(
        has_text="Noté par"
    )
    expect(carried).to_have_count(1)
    expect(carried).to_contain_text(OWED)
    # Due fifteen days after the first one.
    expect(carried).to_contain_text(re.compile(r"en retard de\s1[67]\sjours"))
    assistant.goto("/seance?vue=documents")
    at_rest(assistant)
    choose(assistant, "Réunion", first)
    at_rest(assistant)
    assert parts(taken(assistant, "Compte rendu")) == parts(then)


def state(server) -> MeetingState:
    return meeting_state(rows_in(server.home), dt.datetime.now(dt.UTC))


def others_look_and_note(server, projector: Page, assistant: Page, reader: Page, at_rest) -> None:
    """A reader looks around, an assistant notes, the server is killed meanwhile: the projector stays."""
    projector.keyboard.press("PageDown")
    says(projector, r"écran 2 sur \d+ · Point 3 sur 14 .* mené depuis cet écran")
    at_rest(projector)
    title, before = projector.locator("h1").first.inner_text(), position(server, projector)

    reader.goto("/seance")
    expect(reader.get_by_text("Mené depuis un autre écran.")).to_be_visible()
    expect(reader.get_by_role("button", name=re.compile("Point suivant"))).to_have_count(0)
    at_rest(reader)
    reader.get_by_role("button", name=re.compile("6. Besoins en compétences")).click()
    expect(reader.get_by_role("heading", name="Compétences", exact=True)).to_be_visible()
    at_rest(reader)
    choose(reader, "Domaine", "Cybersécurité")
    expect(reader).to_have_url(re.compile("domaine="))
    reader.goto("/secteur?vue=enjeux&projection=oui&etape=6")
    says(reader, "mené depuis un autre écran")
    at_rest(reader)
    reader.keyboard.press("PageDown")
    says(reader, "Repères")
    assert position(server, projector) == before

    assistant.goto("/seance")
    at_rest(assistant)
    assistant.get_by_test_id("stSidebar").get_by_role("button", name="Noter").click()
    dialog = assistant.get_by_role("dialog")
    expect(dialog.get_by_label("Texte")).to_be_focused()
    dialog.get_by_role("radio", name="Action").click()
    expect(dialog.get_by_role("radio", name="à faire")).to_be_checked()
    at_rest(assistant)
    dialog.get_by_label("Texte").fill(OWED)
    dialog.get_by_label("Pour le").fill(f"{today() + dt.timedelta(days=15):%d/%m/%Y}")
    server.stop()
    for page in (projector, assistant):
        connection(page, "PINGING|DISCO")
    server.start()
    for page in (projector, assistant):
        connection(page, "CONNECTED")
        at_rest(page)
    expect(dialog.get_by_label("Texte")).to_have_value(OWED)
    dialog.get_by_label("Votre nom").fill("Une assistante")
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(assistant.get_by_text("C’est noté.")).to_be_visible()

    says(projector, r"écran 2 sur \d+ · Point 3 sur 14 .* mené depuis cet écran")
    expect(projector.locator("h1").first).to_have_text(title)
    assert position(server, projector) == before
    at_rest(projector)


def position(server, projector: Page) -> tuple[object, ...]:
    """Where the projector is, and since when on this item."""
    now = state(server)
    return projector.url, now.current_item, now.item_started_at


def take_back(server, projector: Page, at_rest) -> None:
    """Back to the item before, whose time goes on, and again to the sixth."""
    before = state(server)
    projector.keyboard.press("PageUp")
    says(projector, r"écran (\d+) sur \1 · Point 5 sur 14")
    at_rest(projector)
    back = state(server)
    assert (back.current_item, back.started_at) == ("besoins-en-competences", before.started_at)
    first = before.spent["besoins-en-competences"]
    assert first > 0
    assert back.item_elapsed == pytest.approx(
        first + (back.now - back.item_started_at).total_seconds(), abs=0.1
    )
    projector.keyboard.press("PageDown")
    says(projector, r"écran 1 sur \d+ · Point 6 sur 14")
    at_rest(projector)
    gone = state(server)
    stay = (gone.item_started_at - back.item_started_at).total_seconds()
    assert gone.spent["besoins-en-competences"] == pytest.approx(first + stay, abs=0.1)


def end_by_mistake_and_again(server, projector: Page, at_rest) -> None:
    def press(label: str, then: str) -> MeetingState:
        at_rest(projector)
        projector.get_by_role("button", name=label).press("Enter")
        expect(projector.get_by_role("button", name=then)).to_be_visible()
        return state(server)

    projector.keyboard.press("Escape")
    expect(projector.get_by_test_id("stSidebar")).to_be_visible()
    at_rest(projector)
    projector.get_by_test_id("stMain").get_by_role("radio", name="Aujourd’hui").press("Space")
    expect(projector.get_by_role("button", name="Terminer la réunion")).to_be_visible()
    press("Terminer la réunion", then="Oui, terminer")
    mistaken = press("Oui, terminer", then="Rouvrir la réunion terminée")
    assert (mistaken.phase, len(mistaken.spent)) == ("ended", 14)
    reopened = press("Rouvrir la réunion terminée", then="Terminer la réunion")
    assert (reopened.phase, reopened.current_item) == ("running", "schema-numerique")
    assert reopened.started_at == mistaken.started_at
    press("Terminer la réunion", then="Oui, terminer")
    ended = press("Oui, terminer", then="Rouvrir la réunion terminée")
    assert ended.phase == "ended"
    assert ended.ended_at > mistaken.ended_at


def in_a_month(server, projector: Page, at_rest) -> str:
    """A second meeting, prepared from the first one and begun; how a list calls the first."""
    first = meetings(rows_in(server.home)).iloc[0]
    projector.goto("/seance?vue=reglages")
    at_rest(projector)
    projector.get_by_label("Date", exact=True).fill(f"{today() + dt.timedelta(days=31):%d/%m/%Y}")
    choose(projector, "Ordre du jour", name_of(first))
    form = projector.get_by_test_id("stForm").filter(has_text="Préparer une réunion")
    form.get_by_label("Votre nom").fill("Une personne")
    form.get_by_role("button", name="Préparer cette réunion").press("Enter")
    expect(projector.get_by_text("Réunion préparée.")).to_be_visible()
    projector.goto("/seance")
    at_rest(projector)
    projector.get_by_role("button", name="Commencer la réunion").press("Enter")
    says(projector, r"écran 1 sur \d+ · Point 1 sur 14 .* mené depuis cet écran")
    held = meetings(rows_in(server.home))
    assert held["agenda_from"].fillna("").tolist() == ["", first["meeting_id"]]
    assert (held["started_at"][1] - first["started_at"]).days == 31
    return name_of(first)


def parts(document: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def minutes_of(page: Page) -> bytes:
    """The minutes as they are offered, read back: what was noted, and what was on the projector."""
    from docx import Document

    page.get_by_test_id("stMain").get_by_role("radio", name="Documents", exact=True).click()
    made = taken(page, "Compte rendu")
    minutes = Document(io.BytesIO(made))
    words = "\n".join(
        [paragraph.text for paragraph in minutes.paragraphs]
        + [cell.text for table in minutes.tables for row in table.rows for cell in row.cells]
    )
    for text in (*DECIDED.values(), OWED):
        assert text in words
    # Every item was opened.
    assert "non traité" not in words
    # When too: the items that were left, those of before the restart included.
    shown = re.findall(r"^\d\d\s?h\s?\d\d — (.+)$", words, re.M)
    assert {"Etat des lieux", "Etat des lieux du secteur", "Cartographie des besoins en compétences"} <= set(
        shown
    )
    assert 40 < len(shown) == len(set(shown))
    return made


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
    connection(page, "PINGING|DISCO")
    # The room keeps the last screen, and reads why nothing moves.
    expect(page.get_by_role("dialog")).to_contain_text("Le tableau de bord ne répond plus")
    expect(page.locator("h1").first).to_have_text(title)
    assert streamlit_words(page) == []
    server.start()
    connection(page, "CONNECTED")
    press_until(page, "PageDown", lambda: screen(page) == (3, total))
    press_until(page, "PageUp", lambda: screen(page) == (2, total))
    assert page.url == address
    said = page.get_by_test_id("stMain").inner_text()
    assert "Compétences · L’essentiel · Marketing et communication · écran 2" in said
    assert re.search("Point 6 sur 14 · (2.min restantes|bientôt fini)", said)
