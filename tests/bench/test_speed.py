"""Speed and memory against the floor, as ratios measured in one run: `python run.py bench`.

The floor (one chart, one choice) and the application take turns on the same machine and in the same
browser; what is compared are medians. The limits are those of the design.
"""

from __future__ import annotations

import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from pages.registry import PAGES
from tests.bench.limits import LINES

pytestmark = pytest.mark.bench
ROOT = Path(__file__).parents[2]
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
TURNS = 7


class Served:
    """One Streamlit process, with the agent API for driving it."""

    def __init__(self, command: list[str], home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        options = ["--server.headless", "true", "--server.port", str(self.port)]
        options += ["--server.enableAgentApi", "true", "--server.address", "127.0.0.1"]
        self.process = subprocess.Popen(
            [sys.executable, *command, *options],
            cwd=ROOT,
            env={**os.environ, "CEP_HOME": str(home)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(OSError):
                DIRECT.open(f"{self.url}/_stcore/health", timeout=2)
                return
            time.sleep(0.1)
        raise RuntimeError("not started")

    def interact(self, **body: object) -> dict:
        request = urllib.request.Request(
            f"{self.url}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json"},
        )
        with DIRECT.open(request, timeout=60) as answer:
            return json.load(answer)

    def memory(self) -> int:
        return psutil.Process(self.process.pid).memory_info().rss


@pytest.fixture(scope="module")
def floor(tmp_path_factory) -> Iterator[Served]:
    served = Served(["-m", "streamlit", "run", "tests/bench/floor.py"], tmp_path_factory.mktemp("floor"))
    yield served
    served.process.kill()


@pytest.fixture(scope="module")
def application(tmp_path_factory) -> Iterator[Served]:
    served = Served(["server.py"], tmp_path_factory.mktemp("app"))
    yield served
    served.process.kill()


def timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def in_turns(first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The medians of two actions that take turns, after one warm-up each."""
    first(), second()
    pairs = [(timed(first), timed(second)) for _ in range(TURNS)]
    return statistics.median(a for a, _ in pairs), statistics.median(b for _, b in pairs)


def report(what: str, ours: float, theirs: float, most: float) -> None:
    LINES.append((what, ours, theirs, most))
    assert ours / theirs <= most


def floor_rerun(floor: Served) -> Callable[[], object]:
    session = floor.interact()["session_id"]
    state = {"value": "a"}

    def rerun() -> None:
        state["value"] = "b" if state["value"] == "a" else "a"
        floor.interact(session_id=session, widget_state={"choice": state["value"]})

    return rerun


def our_rerun(application: Served, page: str, key: str, values: tuple[str, str]) -> Callable[[], object]:
    session = application.interact(page=page)["session_id"]
    state = {"turn": 0}

    def rerun() -> None:
        state["turn"] += 1
        answer = application.interact(session_id=session, widget_state={key: values[state["turn"] % 2]})
        assert answer["status"] != "error"

    return rerun


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


def test_memory_after_ten_sessions_on_every_page(floor, application):
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
