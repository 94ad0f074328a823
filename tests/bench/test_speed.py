"""Speed and memory against the floor, as ratios measured in one run: `python run.py bench`.

The floor (one chart, one choice) and the application take turns on the same machine and in the same
browser; what is compared are medians. The limits are those of the design.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

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
    for _ in range(3):
        theirs.append(visit(chromium, floor.url))
        ours.append(visit(chromium, f"{application.url}/{path}"))
    medians = [[statistics.median(column) for column in zip(*runs, strict=True)] for runs in (ours, theirs)]
    report(f"first visit of {path}", medians[0][0], medians[1][0], most_first)
    report(f"reload of {path}", medians[0][1], medians[1][1], most_again)


# From the click, the run that it asks for has begun and ended, and what it asked for is drawn.
ASKED = """() => { window.asked = performance.now(); window.ran = false;
  new MutationObserver(() => { window.ran ||=
    document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "running"; }).observe(
    document.querySelector('[data-testid="stApp"]'), {attributes: true}); }"""


def clicked(page: object, action: Callable[[], object]) -> float:
    """Seconds from an action in the page to the last visual drawn."""
    page.evaluate(ASKED)
    started = time.perf_counter()
    action()
    page.wait_for_function(f"() => window.ran && ({DRAWN})()", timeout=60_000)
    return time.perf_counter() - started


def test_click_to_last_visual_drawn(chromium, floor, application):
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    theirs, ours = context.new_page(), context.new_page()
    theirs.goto(floor.url), ours.goto(f"{application.url}/secteur")
    for page in (theirs, ours):
        page.wait_for_function(DRAWN, timeout=60_000)
    turn = {"floor": 0, "ours": 0}

    def choose() -> None:
        turn["floor"] += 1
        theirs.get_by_role("combobox").fill("ab"[turn["floor"] % 2])
        theirs.keyboard.press("Enter")

    def open_view() -> None:
        turn["ours"] += 1
        name = ("Territoires", "L’essentiel")[(turn["ours"] - 1) % 2]
        ours.get_by_role("radio", name=name).click()

    for page, action in ((theirs, choose), (ours, open_view)) * 2:
        clicked(page, action)
    pairs = [(clicked(ours, open_view), clicked(theirs, choose)) for _ in range(TURNS)]
    context.close()
    report("click to last visual drawn", *(statistics.median(c) for c in zip(*pairs, strict=True)), 1.6)
