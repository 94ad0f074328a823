"""Every projected screen of every page holds above the bar, at the sizes of projectors."""

import datetime as dt
import re
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from playwright.sync_api import TimeoutError as NotYet

from data import store
from data.journal import Writer
from data.journal.folds import Change, meeting
from pages.registry import PAGES

pytestmark = pytest.mark.browser
SOMEONE = Writer("Une personne", may_write=True)
SMALL, LARGE, TINY = (1366, 768), (1920, 1080), (800, 600)

# What is read on the card; the boxes around it reach lower than their words.
OVERFLOW = """() => {
  const bar = document.querySelector('.st-key-projection-controls')?.getBoundingClientRect();
  if (!bar) return ['no bar yet'];
  const read = 'p, li, h1, h2, h3, h4, td, img, iframe, button, input, textarea, '
    + '[data-testid=stVegaLiteChart], [data-testid=stMetricValue], [data-testid=stDataFrame]';
  const out = [];
  if (bar.bottom > innerHeight) out.push('the bar');
  for (const part of document.querySelectorAll('[data-testid=stMainBlockContainer] :is(' + read + ')')) {
    if (part.closest('.st-key-projection-controls')) continue;
    const box = part.getBoundingClientRect();
    if (box.height && (box.bottom > bar.top + 1 || box.right > innerWidth + 1))
      out.push(part.tagName + ' ' + part.textContent.slice(0, 80));
  }
  for (const chart of document.querySelectorAll('[data-testid=stVegaLiteChart]')) {
    const drawn = chart.querySelector('canvas, svg')?.getBoundingClientRect();
    if (!drawn) { out.push('a chart not drawn yet'); continue; }
    const room = chart.getBoundingClientRect();
    if (drawn.height > room.height + 1 || drawn.width > room.width + 1) out.push('a chart cut');
    if (room.height < innerHeight * 0.4) out.push('a chart too small to be read');
  }
  return out;
}"""

# What the last row would not read at 1366 wide: text under 24 px, captions and words of charts under 20.
SMALL_TYPE = """() => innerWidth < 1366 ? []
  : [...document.querySelectorAll('[data-testid=stMainBlockContainer] :is(p, li, td, th, svg text)')]
  .filter(part => part.getClientRects().length && part.textContent.trim()
    && !part.closest('button, .st-key-projection-controls, .st-key-projection-unseen'))
  .map(part => [parseFloat(getComputedStyle(part).fontSize), part.textContent.trim().slice(0, 60),
    part.closest('[data-testid=stCaptionContainer], svg') ? 20 : 24])
  .filter(([size, , least]) => size && size < least)
  .map(([size, words]) => `${size.toFixed(1)} px: ${words}`)"""

# An outline around what has the focus, when it is as large as a part of the screen.
FRAMED = """() => {
  const held = document.activeElement, style = getComputedStyle(held);
  const large = held.getBoundingClientRect().height > innerHeight * 0.2;
  return large && style.outlineStyle !== 'none' && parseFloat(style.outlineWidth)
    ? [`a frame around ${held.tagName} ${held.dataset.testid}`] : [];
}"""

DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].every(chart => {
  const drawn = chart.querySelector('canvas, svg');
  return drawn && Math.abs(drawn.getBoundingClientRect().height - chart.getBoundingClientRect().height) < 2;
})"""


@pytest.fixture
def led(make_server, monkeypatch):
    """A server in the middle of a meeting that is late, with much typed in."""
    server = make_server()
    monkeypatch.setenv("CEP_HOME", str(server.home))
    begun = dt.datetime.now(dt.UTC) - dt.timedelta(minutes=75)
    changes = meeting.start("2026-01-01", "temoignages", begun)
    for rank in range(12):
        values = {"type": "action", "text": f"Demander les effectifs n° {rank}. " * (1 + rank * 3)}
        values |= {"who": "Une direction", "due": "2026-01-01", "meeting": "2026-01-01"}
        changes += [Change("decision", f"d-{rank}", name, value.strip()) for name, value in values.items()]
        item = f"point-ajoute-{rank}"
        values = {
            "title": "Un point de plus, au titre qui tient sur deux lignes " * 2,
            "position": str(15 + rank),
        }
        changes += [Change("agenda", item, name, value.strip()) for name, value in values.items()]
    for rank in range(1, 24):
        action = f"A{rank:02d}"
        changes += [
            Change("budget", action, "planned", "120.5", year, "FEDER") for year in (2024, 2025, 2026)
        ]
        changes += [
            Change("progress", action, "status", "en cours"),
            Change("progress", action, "owner", "CTM"),
        ]
    journal = store.journal()
    journal.append(changes, writer=SOMEONE, opened_on=journal.version)
    return server


# A screen is written to hold once it is drawn, at the next frame: a busy computer draws it later.
SOUND = f"() => [{OVERFLOW}, {SMALL_TYPE}, {FRAMED}].every(fault => !fault().length)"


def overflows(page: Page, path: str, next_screen) -> list[str]:
    """What overflows on each screen of a page, from the first to the last."""
    page.goto(path)
    found, here = [], (0, 0)
    while not here[0] or here[0] < here[1]:
        next_screen(page, here)
        here = screen(page)
        with suppress(NotYet):
            page.wait_for_function(SOUND, timeout=5_000)
        read = [words for fault in (OVERFLOW, SMALL_TYPE, FRAMED) for words in page.evaluate(fault)]
        found += [f"{path}, {here[0]}: {words}" for words in read]
    return found


def screen(page: Page) -> tuple[int, int]:
    found = re.search(r"écran (\d+) sur (\d+)", page.get_by_test_id("stMain").inner_text())
    return (int(found[1]), int(found[2])) if found else (0, 0)


@pytest.fixture
def next_screen(press_until, at_rest):
    def go(page: Page, here: tuple[int, int]) -> None:
        if here[0]:
            press_until(page, "PageDown", lambda: screen(page)[0] == here[0] + 1)
        else:
            expect(page.get_by_text(re.compile("écran 1 sur"))).to_be_visible()
        at_rest(page)
        # A chart is drawn after its room is.
        page.wait_for_function(DRAWN)

    return go


def walk(chromium, server, size: tuple[int, int], paths: list[str], next_screen) -> list[str]:
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, base_url=server.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    found = [words for path in paths for words in overflows(page, path, next_screen)]
    context.close()
    return found


def projected(name: str, **filters: str) -> list[str]:
    """The address of the first screen of each view of a page: each view is a sequence of its own."""
    spec, first = PAGES[name], {"projection": "oui", "etape": "1"}
    return [f"/{spec.path}?" + urlencode({"vue": view.slug, **filters, **first}) for view in spec.views]


def test_screens_with_much_to_say_hold_above_the_bar(chromium, led, next_screen):
    narrow = {"territoire": "Nord", "commune": "Basse-Pointe", "domaine": "Marketing et communication"}
    paths = [*projected("seance"), projected("maturite")[1], *projected("formations", **narrow)]
    assert walk(chromium, led, SMALL, paths, next_screen) == []


def test_type_is_large_and_a_table_too_high_counts_the_rows_it_leaves_out(page, server, at_rest):
    page.goto("/secteur?vue=reperes&projection=oui&etape=1")
    at_rest(page)
    assert page.locator('[data-testid="stCaptionContainer"] p').count()
    # The pointer left on a title draws nothing beside it.
    page.locator("h1").first.hover()
    expect(page.get_by_role("link", name="Lien vers ce titre")).to_have_count(0)
    page.wait_for_function(f"() => !({SMALL_TYPE})().length")
    page.goto("/secteur?vue=reperes&projection=oui&etape=2")
    at_rest(page)
    # Rows are left out before type is made smaller.
    page.wait_for_function(f"() => !({SMALL_TYPE})().length")
    rows = page.locator("tbody tr")
    shown = sum(row.is_visible() for row in rows.all())
    left = page.locator('[class*="st-key-fit-"]').last.evaluate(
        "room => getComputedStyle(room, '::after').content"
    )
    assert shown >= 3
    assert left == f'"et {rows.count() - shown} de plus, dans les documents à exporter"'
    # Territories side by side: each domain has its row, and no large figure runs past the edge.
    page.goto("/competences?vue=besoin&comparer=oui&projection=oui&etape=1")
    expect(page.locator("tbody tr:visible")).to_have_count(5)
    page.wait_for_function(SOUND)
    page.goto("/?vue=essentiel&comparer=oui&projection=oui&etape=3")
    expect(page.get_by_text("Centre 18, Nord 3, Sud aucune recensée").first).to_be_visible()
    page.wait_for_function(SOUND)
    # Beside each change there is room for what it means, with its margin.
    page.goto("/maturite?vue=equipements&projection=oui&etape=1")
    expect(page.locator("[data-testid=stVegaLiteChart] svg text", has_text="(±")).to_have_count(5)


def test_a_meeting_makes_no_screen_smaller_and_its_longest_bar_holds_at_800_by_600(
    chromium, led, next_screen, at_rest
):
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=led.url)
    page = context.new_page()
    # The bar says the item and its time on two lines: a screen of a few words is not « full » for that.
    page.goto("/maturite?projection=oui&etape=1")
    expect(page.locator(".st-key-projection-controls")).to_contain_text("Prendre la main")
    at_rest(page)
    page.wait_for_function(f"() => Math.min(...({TYPE})()) >= 20")
    # Streamlit gives the focus to the whole screen: no frame is drawn across it.
    page.keyboard.press("Shift")
    page.get_by_test_id("stMain").focus()
    expect(page.get_by_test_id("stMain")).to_be_focused()
    page.wait_for_function(f"() => !({FRAMED})().length")
    context.close()
    tight = "/competences?vue=besoin&comparer=oui&projection=oui&etape=1"
    paths = ["/maturite?projection=oui&etape=1", tight, projected("schema")[0], projected("formations")[1]]
    assert walk(chromium, led, TINY, paths, next_screen) == []


TYPE = """() => [...document.querySelectorAll('[data-testid=stMainBlockContainer] :is(p, li, h1)')]
  .filter(part => part.getClientRects().length && !part.closest('button, .st-key-projection-unseen'))
  .map(part => parseFloat(getComputedStyle(part).fontSize))"""


CENTRE = {"territoire": "Centre", "domaine": "Services informatiques", "a_confirmer": "true"}


@pytest.mark.soak
@pytest.mark.parametrize(
    ("size", "filters"),
    [
        (SMALL, {}),
        (LARGE, {}),
        (TINY, {}),
        (SMALL, CENTRE),
        (SMALL, {"territoire": "Sud", "domaine": "Cybersécurité"}),
    ],
)
def test_every_screen_of_every_page_holds_above_the_bar(chromium, led, next_screen, size, filters):
    paths = [path for name in PAGES for path in projected(name, **filters)]
    assert walk(chromium, led, size, paths, next_screen) == []
