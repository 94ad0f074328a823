"""The floor and the application, and the table of limits that a run of measures ends with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bench.limits import CAPACITY, LINES, PROFILES
from tests.bench.served import Served


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if CAPACITY:
        terminalreporter.write_sep("-", "visites qui filtrent à la fois, un processus")
    for count, median, slowest, memory in CAPACITY:
        terminalreporter.write_line(
            f"{count:>3}  médiane {median:.2f} s  95e centile {slowest:.2f} s  mémoire {memory / 1e6:.0f} Mo"
        )
    if PROFILES:
        terminalreporter.write_sep("-", "vues les plus lentes, temps par bibliothèque")
    for view, seconds, spent in PROFILES:
        parts = ", ".join(f"{name} {own / spent.total():.0%}" for name, own in spent.most_common(8))
        terminalreporter.write_line(f"{view}  {seconds:.2f} s : {parts}")
    if not LINES:
        return
    terminalreporter.write_sep("-", "limites")
    for what, ours, theirs, most, why in LINES:
        ratio = ours / theirs
        past = f"dépassée de {100 * (ratio / most - 1):.0f} %{f' ({why})' if why else ''}"
        verdict = "tenue" if ratio <= most else past
        terminalreporter.write_line(
            f"{what:<44} {ratio:5.2f} x (au plus {most})  {ours:.3f} / {theirs:.3f}  {verdict}"
        )


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[object]:
    """A browser as people have: that of the tests does without what makes code fast, and watches a page."""
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CEP_CHROMIUM"), args=["--no-sandbox"]
    )
    yield browser
    browser.close()


def _floor(home: Path) -> Served:
    # The settings of this folder are read by both: it keeps what Streamlit does unless told otherwise.
    return Served(["-m", "streamlit", "run", "tests/bench/floor.py", "--runner.postScriptGC", "true"], home)


@pytest.fixture(scope="session")
def floor(tmp_path_factory) -> Iterator[Served]:
    served = _floor(tmp_path_factory.mktemp("floor"))
    yield served
    served.process.kill()


@pytest.fixture(scope="session")
def application(tmp_path_factory) -> Iterator[Served]:
    served = Served(["server.py"], tmp_path_factory.mktemp("app"))
    yield served
    served.process.kill()


@pytest.fixture
def fresh(tmp_path) -> Iterator[tuple[Served, Served]]:
    """The application and the floor, just started: nothing that was measured before weighs on them."""
    both = Served(["server.py"], tmp_path), _floor(tmp_path)
    yield both
    for served in both:
        served.process.kill()
