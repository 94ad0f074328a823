"""The main path in Firefox, driven by WebDriver BiDi, which it speaks by itself: no driver to install."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import ClientConnection, connect

FIREFOX = os.environ.get("CEP_FIREFOX") or shutil.which("firefox-esr") or shutil.which("firefox")
pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(FIREFOX is None, reason="Firefox n’est pas sur cet ordinateur (CEP_FIREFOX)"),
]
SECONDS = 90


class Firefox:
    """One tab of a Firefox, and its JavaScript."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._asked = 0
        self._ask("session.new", capabilities={})
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def _ask(self, method: str, **parameters: object) -> dict[str, Any]:
        self._asked += 1
        self._socket.send(json.dumps({"id": self._asked, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv(timeout=SECONDS))
            if answer.get("id") == self._asked:
                assert answer["type"] == "success", answer
                return dict(answer["result"])

    def go(self, url: str) -> None:
        self._ask("browsingContext.navigate", context=self._tab, url=url, wait="complete")

    def evaluate(self, expression: str) -> Any:
        said = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({expression})",
            target={"context": self._tab},
            awaitPromise=False,
        )
        assert said["type"] == "success", said
        return json.loads(said["result"]["value"]) if "value" in said["result"] else None

    def until(self, expression: str) -> None:
        """Wait until an expression holds."""
        end = time.monotonic() + SECONDS
        while not self.evaluate(expression):
            assert time.monotonic() < end, (
                expression,
                self.evaluate("document.body.innerText.slice(0, 400)"),
            )
            time.sleep(0.2)


@pytest.fixture
def firefox(tmp_path: Path) -> Iterator[Firefox]:
    process = subprocess.Popen(
        [str(FIREFOX), "--headless", "--remote-debugging-port", "0", "--profile", str(tmp_path)],
        env={**os.environ, "HOME": str(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = (re.search(r"BiDi listening on (ws://\S+)", line) for line in process.stderr)
        address = next(found[1] for found in said if found)
        with connect(f"{address}/session", max_size=None) as socket:
            yield Firefox(socket)
            with suppress(WebSocketException, OSError):
                socket.send(json.dumps({"id": 0, "method": "browser.close", "params": {}}))
    finally:
        process.kill()
        process.wait(10)


DRAWN = """[...document.querySelectorAll('[data-testid="stVegaLiteChart"]')].filter(
  chart => chart.querySelector('canvas, svg')).length"""
TITLE = "document.querySelector('h1')?.innerText"


def test_in_firefox_figures_show_a_filter_acts_the_menu_leads_and_back_returns(firefox, server):
    firefox.go(f"{server.url}/")
    firefox.until(f"{TITLE} === 'Synthèse'")
    firefox.until(f"{DRAWN} >= 3")
    firefox.go(f"{server.url}/secteur")
    firefox.until(f"{TITLE} === 'Secteur'")
    firefox.until(f"{DRAWN} >= 1")
    firefox.evaluate(
        "[...document.querySelectorAll('[role=radio]')].find("
        "one => one.innerText.includes('Territoires')).click() ?? true"
    )
    firefox.until("location.search.includes('vue=territoires')")
    firefox.evaluate("history.back() ?? true")
    firefox.until("!location.search.includes('vue=territoires')")
    firefox.go(f"{server.url}/formations?territoire=Sud")
    firefox.until(f"{TITLE} === 'Formations'")
    # The map needs WebGL, which a headless Firefox may lack: its list says the same.
    firefox.until("document.body.innerText.includes('Sud')")
    assert "Traceback" not in firefox.evaluate("document.body.innerText")
