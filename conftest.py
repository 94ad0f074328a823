"""What holds for every test: nothing touches the user's own files, and browser tests have a browser."""

import gc
import os
import tempfile
from pathlib import Path

import pytest

from launch import browser, checks

_home = tempfile.TemporaryDirectory(prefix="cep-test-home-", ignore_cleanup_errors=True)
# Each pytest process has its own, also when pytest is run without run.py.
os.environ["CEP_HOME"] = str(Path(_home.name))

_chromium = browser.find()
if _chromium:
    os.environ[browser.VARIABLE] = str(_chromium)


def pytest_unconfigure() -> None:
    _home.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # First, so that one worker has them all: every page is then read whole once, and not once a worker.
    items.sort(key=lambda item: not _reads_pages_whole(item))
    for item in items:
        if "browser" not in item.keywords or item.get_closest_marker("browser") is None:
            continue
        # In continuous integration they run all the same, and fail: nothing is left out there.
        if _chromium is None and not checks.in_ci():
            item.add_marker(pytest.mark.skip(reason="ni Chromium, ni Chrome, ni Edge sur cet ordinateur"))


def pytest_collection_finish() -> None:
    # Collecting garbage, seldom and through nothing of what is read by now: a seventh of the time of tests.
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def _reads_pages_whole(item: pytest.Item) -> bool:
    return any(
        getattr(value, "__module__", "") == "tests.pages.readings"
        for value in vars(getattr(item, "module", None) or object).values()
    )
