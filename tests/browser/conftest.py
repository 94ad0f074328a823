"""Pages opened in Chromium, and keys pressed as a person presses them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from components.screen.streamlit_internals import AT_REST, STILL

# A page that opens while two cores do something else takes more than the usual five seconds.
expect.set_options(timeout=30_000)


@pytest.fixture(scope="session", autouse=True)
def clicks_of_what_is_still() -> Iterator[None]:
    """Nothing is clicked while something moves: what moves between the two halves of a click has none."""
    click = Locator.click

    def once_still(self: Locator, **options: Any) -> None:
        self.page.wait_for_function(STILL, polling=50)
        click(self, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Locator, "click", once_still)
        yield


# Nothing runs and nothing that was asked for is about to, for three frames from now on: our own scripts work
# on what was drawn at the next frame. Not a promise: Playwright takes one for a yes.
RESTING = f"""call => {{
  if (window.atRest?.call !== call) window.atRest = {{call, frames: 0}};
  const resting = !window.asked?.() && ({AT_REST})();
  window.atRest.frames = resting ? window.atRest.frames + 1 : 0;
  return window.atRest.frames >= 3;
}}"""
_calls = count()


def at_rest(page: Page) -> None:
    """Bring the page to the front and wait until it has come to rest.

    Behind another, it draws one frame a second: what opens moves under a click between its two halves.
    """
    page.bring_to_front()
    page.wait_for_function(RESTING, arg=next(_calls), timeout=60_000)


def press_until(page: Page, key: str, reached: Callable[[], bool]) -> None:
    """Press as a person does: again if nothing came of it after a while.

    A key pressed in the tenth of a second in which a screen is being drawn may be lost.
    """
    for _ in range(4):
        at_rest(page)
        page.keyboard.press(key)
        for _ in range(120):
            if reached():
                return
            page.wait_for_timeout(50)
    raise AssertionError(f"{key}: nothing came of it at {page.url}")


@pytest.fixture(name="press_until")
def press_until_fixture() -> Callable[[Page, str, Callable[[], bool]], None]:
    return press_until


@pytest.fixture(name="at_rest")
def at_rest_fixture() -> Callable[[Page], None]:
    return at_rest


def rest(page: Page, address: str) -> None:
    """Open an address, and wait until its title is there and nothing moves."""
    page.goto(address)
    page.locator("h1").first.wait_for(state="attached", timeout=60_000)
    at_rest(page)


@pytest.fixture(name="rest")
def rest_fixture() -> Callable[[Page, str], None]:
    return rest


@pytest.fixture(scope="module")
def window(chromium, server) -> Iterator[Page]:
    """One window for the tests of a file, which only read: what the browser has loaded, it keeps."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=server.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield page
    context.close()


@pytest.fixture(scope="session")
def visits(chromium, server) -> Iterator[BrowserContext]:
    """Where one visitor comes after the other: a browser that keeps what it has loaded."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=server.url)
    yield context
    context.close()


@pytest.fixture
def page(visits, server) -> Iterator[Page]:
    """The window of a visitor who comes for the first time; what they leave is forgotten after them."""
    opened = visits.new_page()
    opened.set_default_timeout(30_000)
    # A browser several times slower than this one, to see what a test takes for granted.
    if slower := os.environ.get("CEP_BROWSER_SLOWER"):
        session = visits.new_cdp_session(opened)
        session.send("Emulation.setCPUThrottlingRate", {"rate": float(slower)})
    yield opened
    visits.clear_cookies()
    visits.clear_permissions()
    last = visits.new_page()
    left = {"origin": server.url, "storageTypes": "local_storage,indexeddb,cache_storage"}
    visits.new_cdp_session(last).send("Storage.clearDataForOrigin", left)
    for window in visits.pages:
        window.close()


@pytest.fixture
def windows(make_server, chromium) -> Iterator[tuple[Any, ...]]:
    """A server of its own and three windows, each in a browser of its own, which reach nothing else."""
    server = make_server()
    asked: list[str] = []
    # Nobody listens there: what is asked of another computer fails, as without a network.
    cut: Any = {"server": "http://127.0.0.1:9", "bypass": "127.0.0.1"}
    size: Any = {"width": 1366, "height": 768}
    contexts = [chromium.new_context(viewport=size, base_url=server.url, proxy=cut) for _ in range(3)]
    opened = [context.new_page() for context in contexts]
    for page in opened:
        page.set_default_timeout(30_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url.replace("ws:", "http:", 1)))
    yield server, *opened
    for context in contexts:
        context.close()
    assert [url for url in asked if not url.startswith((server.url, "data:", "blob:"))] == []
