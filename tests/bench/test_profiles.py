"""Where the time of the two slowest views goes, by package."""

from __future__ import annotations

import cProfile
import pstats
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from pages.registry import PAGES
from tests.bench.limits import PROFILES

pytestmark = pytest.mark.bench

ROOT = Path(__file__).parents[2]
VIEWS = [(page.folder, view.slug) for page in PAGES.values() for view in page.views]


def package(file: str) -> str | None:
    """The room or library that a function is of; None where it is of the interpreter itself."""
    if file.startswith(("~", "<")):
        return None
    path = Path(file)
    if path.is_relative_to(ROOT) and "site-packages" not in file:
        return path.relative_to(ROOT).parts[0]
    return file.partition("site-packages/")[2].partition("/")[0] or "Python"


def shares(profile: cProfile.Profile) -> Counter[str]:
    """Seconds spent by each package itself; what the interpreter does counts for who asked for it."""
    spent: Counter[str] = Counter()
    for (file, _, _), (_, _, own, _, callers) in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        if owner := package(file):
            spent[owner] += own
        else:
            for (caller, _, _), (_, _, part, _) in callers.items():
                spent[package(caller) or "Python"] += part
    return spent


def test_where_the_time_of_the_two_slowest_views_goes(open_page):
    taken = {}
    for folder, slug in VIEWS:
        app = open_page(folder, slug)
        started = time.perf_counter()
        app.run()
        taken[folder, slug] = time.perf_counter() - started
    assert len(taken) > 30
    for folder, slug in sorted(taken, key=taken.__getitem__)[-2:]:
        app, profile = open_page(folder, slug), cProfile.Profile()
        # A page runs in a thread of its own: its first event starts the profile there.
        threading.setprofile(lambda *_, profile=profile: profile.enable())
        try:
            app.run()
        finally:
            threading.setprofile(None)
        spent = shares(profile)
        assert spent["streamlit"] > 0
        PROFILES.append((f"{folder} › {slug}", taken[folder, slug], spent))
