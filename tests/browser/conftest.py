"""Pages opened in Chromium, and keys pressed as a person presses them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

# A page that opens while two cores do something else takes more than the usual five seconds.
expect.set_options(timeout=30_000)


def at_rest(page: Page) -> None:
    """Wait until the page has come to rest."""
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")


def press_until(page: Page, key: str, reached: Callable[[], bool]) -> None:
    """Press as a person does: again if nothing came of it after a while.

    A key pressed in the tenth of a second in which a screen is being drawn may be lost.
    """
    for _ in range(4):
        at_rest(page)
        page.keyboard.press(key)
        for _ in range(30):
            if reached():
                return
            page.wait_for_timeout(200)
    raise AssertionError(f"{key}: nothing came of it at {page.url}")


@pytest.fixture(name="press_until")
def press_until_fixture() -> Callable[[Page, str, Callable[[], bool]], None]:
    return press_until


@pytest.fixture(name="at_rest")
def at_rest_fixture() -> Callable[[Page], None]:
    return at_rest


@pytest.fixture
def page(chromium, server) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=server.url)
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    yield opened
    context.close()
