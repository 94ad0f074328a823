"""Speed and memory against the floor, as ratios measured in one run: `python run.py bench`.

The floor (one chart, one choice) and the application take turns on the same machine and in the same
browser; what is compared are medians. The limits are those of the design.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle

import pytest
from playwright.sync_api import Locator, Page

from pages.registry import PAGES
from tests.bench.served import TURNS, floor_rerun, in_turns, our_rerun, report, timed

pytestmark = pytest.mark.bench


@pytest.mark.parametrize(
    ("page", "key", "values"),
    [
        ("secteur", "domaine", ("Télécommunications", "Services informatiques")),
        ("competences", "domaine", ("Télécommunications", "Services informatiques")),
        ("formations", "territoire", ("Centre", "Nord")),
    ],
)
def test_rerun_after_a_filter(floor, application, page, key, values):
    theirs, ours = in_turns(floor_rerun(floor), our_rerun(application, page, key, values))
    report(f"rerun of {page}", ours, theirs, 1.5)


def test_ten_sessions_filtering_at_once(floor, application):
    def together(make: Callable[[], Callable[[], object]]) -> float:
        actions = [make() for _ in range(10)]
        for action in actions:
            action()
        with ThreadPoolExecutor(10) as pool:
            rounds = [list(pool.map(timed, actions)) for _ in range(TURNS)]
        return statistics.median(value for one in rounds for value in one)

    values = ("Télécommunications", "Services informatiques")
    theirs = together(lambda: floor_rerun(floor))
    ours = together(lambda: our_rerun(application, "secteur", "domaine", values))
    report("ten sessions at once", ours, theirs, 2.0)


def test_memory_after_ten_sessions_on_every_page(fresh):
    application, floor = fresh
    for _ in range(10):
        floor.interact()
        session = application.interact()["session_id"]
        for page in PAGES.values():
            if page.path:
                application.interact(session_id=session, page=page.path)
    report("memory", application.memory(), floor.memory(), 1.6)


DRAWN = """() => {
  const app = document.querySelector('[data-testid="stApp"]');
  if (!app || app.getAttribute('data-test-script-state') !== 'notRunning') return false;
  const charts = [...document.querySelectorAll('[data-testid="stVegaLiteChart"]')];
  const maps = [...document.querySelectorAll('[data-testid="stDeckGlJsonChart"]')];
  return charts.length + maps.length > 0
    && charts.every(chart => chart.querySelector('canvas, svg'))
    && maps.every(map => map.querySelector('canvas'));
}"""


def visit(chromium: object, url: str) -> tuple[float, float]:
    """Seconds of a first visit (no cache) and of a reload (cache), until every visual is drawn."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    started = time.perf_counter()
    page.goto(url)
    page.wait_for_function(DRAWN, timeout=60_000)
    first = time.perf_counter() - started
    started = time.perf_counter()
    page.reload()
    page.wait_for_function(DRAWN, timeout=60_000)
    again = time.perf_counter() - started
    context.close()
    return first, again


@pytest.mark.parametrize(
    ("path", "most_first", "most_again"),
    [("secteur", 1.6, 2.5), ("maturite", 1.6, 2.5), ("schema", 1.6, 2.5), ("formations", 1.9, 4.0)],
)
def test_first_visit_and_reload(chromium, floor, application, path, most_first, most_again):
    visit(chromium, floor.url), visit(chromium, f"{application.url}/{path}")
    theirs, ours = [], []
    for _ in range(5):
        theirs.append(visit(chromium, floor.url))
        ours.append(visit(chromium, f"{application.url}/{path}"))
    medians = [[statistics.median(column) for column in zip(*runs, strict=True)] for runs in (ours, theirs)]
    report(f"first visit of {path}", medians[0][0], medians[1][0], most_first)
    report(f"reload of {path}", medians[0][1], medians[1][1], most_again)


# The run that a click asks for has begun, as the page says, or ended, as the server does: a short one may do
# both before the page says anything. The end of a run is field 6 of the server's messages (ForwardMsg).
HEARD = """(() => {
  const Wire = window.WebSocket;
  const ends = bytes => {
    let at = 0;
    const number = () => { let value = 0, power = 1, byte;
      do { byte = bytes[at++]; value += (byte & 127) * power; power *= 128; } while (byte > 127);
      return value; };
    while (at < bytes.length) {
      const tag = number(), kind = tag & 7;
      if (tag >> 3 === 6) return true;
      if (kind === 0) number(); else if (kind === 2) at += number(); else return false;
    }
    return false;
  };
  window.WebSocket = class extends Wire {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({data}) => {
        if (!(data instanceof ArrayBuffer) || !ends(new Uint8Array(data))) return;
        requestAnimationFrame(() => requestAnimationFrame(() => { window.ran = true; }));
      });
    }
  };
})()"""
ASKED = """() => { const app = document.querySelector('[data-testid="stApp"]'); window.ran = false;
  window.watching?.disconnect();
  window.watching = new MutationObserver(() => { window.ran ||= app.dataset.testScriptState === "running"; });
  window.watching.observe(app, {attributes: true}); }"""
# Streamlit draws again every element of a page at each run, whatever changed.
OF_A_PAGE = "une page a 38 à 43 éléments et 2 ou 3 graphiques, l’application minimale 2 et 1"
# Shown again, a window is painted whole: nobody clicks before that.
PAINTED = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() =>
  requestIdleCallback(done))))"""


def in_front(page: Page) -> None:
    """The page before the others, at rest: behind another, it draws one frame a second."""
    page.bring_to_front()
    page.evaluate(PAINTED)


def clicked(page: Page, place: Locator) -> float:
    """Seconds from a click in the page to the last visual drawn."""
    in_front(page)
    place.scroll_into_view_if_needed()
    page.evaluate(ASKED)
    started = time.perf_counter()
    place.click()
    page.wait_for_function(f"() => window.ran && ({DRAWN})()", timeout=60_000)
    taken = time.perf_counter() - started
    # What is left to do after the last visual is not to slow the next click, of the other.
    page.evaluate(PAINTED)
    return taken


def chosen(page: Page, label: str, options: Iterator[str]) -> float:
    """The same for the next of these options in a list."""
    in_front(page)
    page.get_by_role("combobox", name=label).click()
    return clicked(page, page.get_by_role("option", name=next(options), exact=True))


@pytest.mark.parametrize("what", ["a filter", "a view"])
def test_click_to_last_visual_drawn(chromium, floor, application, what):
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    context.add_init_script(HEARD)
    theirs, ours = context.new_page(), context.new_page()
    theirs.goto(floor.url), ours.goto(f"{application.url}/secteur")
    for page in (theirs, ours):
        page.wait_for_function(DRAWN, timeout=60_000)
    letters, views = cycle("ba"), cycle(("Territoires", "L’essentiel"))
    domains = cycle(("Télécommunications", "Services informatiques"))

    def floors() -> float:
        return chosen(theirs, "Choix", letters)

    def own() -> float:
        if what == "a filter":
            return chosen(ours, "Domaine", domains)
        return clicked(ours, ours.get_by_role("radio", name=next(views)))

    for _ in range(2):
        floors(), own()
    # As many times one view, or one domain, as the other: one draws more.
    pairs = [(own(), floors()) for _ in range(2 * TURNS)]
    context.close()
    medians = (statistics.median(column) for column in zip(*pairs, strict=True))
    report(f"click on {what} to last visual", *medians, 1.6, OF_A_PAGE)
