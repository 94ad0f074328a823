"""Shared by the tests of pages: the application driven without a browser, and served to one."""

from __future__ import annotations

import functools
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

# Before any frame is made, as in the application.
import data.frames  # noqa: F401

ROOT = Path(__file__).parents[1]
# AppTest looks through every installed package for components each time that a page is opened.
manifest_scanner.scan_component_manifests = functools.cache(manifest_scanner.scan_component_manifests)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What people write, in this test, is written in its own folder."""
    monkeypatch.setenv("CEP_HOME", str(tmp_path))


@pytest.fixture
def open_page() -> Callable[..., AppTest]:
    """Open a view of a page through ``app.py`` with filters: ``open_page("sector", "reperes", domaine="…")``.

    Without a view, the first one. What else is named is set in the session, as a person would have chosen.
    """
    from pages.registry import PAGES

    spec_of = {page.folder: page for page in PAGES.values()}

    def opened(folder: str, vue: str = "", **session: object) -> AppTest:
        app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
        # What a first run would register: the page is opened by its address, not through Synthèse.
        app._registered_pages = {
            calc_hash(page.path): {"script_path": str(ROOT / page.script), "url_pathname": page.path}
            for page in PAGES.values()
        }
        app.switch_page(spec_of[folder].script)
        if vue:
            app.query_params["vue"] = vue
        for name, value in session.items():
            app.query_params[name] = value
        return app.run()

    return opened


def words_of(app: AppTest) -> str:
    """Everything a reader sees as text on the page, Markdown escapes removed."""
    parts = [
        element.value for kind in ("title", "header", "markdown", "caption") for element in app.get(kind)
    ]
    for kind in ("info", "warning", "error"):
        parts += [element.value for element in app.get(kind)]
    return "\n".join(str(part) for part in parts).replace("\\", "")


@pytest.fixture
def words() -> Callable[[AppTest], str]:
    return words_of


def held_of(title: str = "CEP", agenda: Any = None, noted: Any = None) -> Any:
    """A meeting as the minutes take it, from its agenda and its notes; none of either by default."""
    from data import store
    from data.journal.folds import attendance, decisions, empty_rows
    from data.settings import Settings
    from pages.meeting.held import of

    whole = of(empty_rows(), None)
    return replace(
        whole,
        settings=Settings(title=title),
        agenda=store.empty("agenda_of_day") if agenda is None else agenda,
        noted=decisions(empty_rows()) if noted is None else noted,
        present=attendance(empty_rows(), ""),
    )


@pytest.fixture
def held() -> Callable[..., Any]:
    return held_of


class Server:
    """The application served on this computer, as ``run.py`` serves it."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, "CEP_HOME": str(home), "PYTHONUTF8": "1", **environment}
        self.process: subprocess.Popen[bytes] | None = None
        self.program = ["server.py"]

    def start(self) -> Server:
        options = ["--server.headless", "true", "--server.port", str(self.port)]
        options += ["--server.enableAgentApi", "true"]
        self.process = subprocess.Popen(
            [sys.executable, *self.program, *options],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            with suppress(urllib.error.URLError, OSError):
                urllib.request.urlopen(f"{self.url}/_stcore/health", timeout=2)
                return self
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("the application did not start")

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(10)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the browser tests of a run. A test that writes starts its own with ``Server``."""
    served = Server(tmp_path_factory.mktemp("home")).start()
    yield served
    served.stop()


@pytest.fixture
def make_server(tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """Servers with a home of their own, for tests that write."""
    made: list[Server] = []

    def make(**environment: str) -> Server:
        made.append(Server(tmp_path / f"home-{len(made)}", **environment))
        return made[-1].start()

    yield make
    for server in made:
        server.stop()


# In a process of its own: a call of a library that holds the interpreter while it waits for its answer would
# wait for ever for a server of the same process.
_OBJECT_STORE = """
import sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
print(server.get_host_and_port()[1], flush=True)
sys.stdin.read()
server.stop()
"""


@pytest.fixture(scope="session")
def object_store() -> Iterator[dict[str, str]]:
    """The settings of moto's server on this computer: an imitation of S3, not S3 itself."""
    server = subprocess.Popen(
        [sys.executable, "-c", _OBJECT_STORE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert server.stdout is not None
    yield {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.stdout.readline().strip()}",
        "AWS_ACCESS_KEY_ID": "testing",
        "AWS_SECRET_ACCESS_KEY": "testing",
        "AWS_REGION": "us-east-1",
        "AWS_ALLOW_HTTP": "true",
    }
    server.communicate("stop")


@pytest.fixture
def s3_client(object_store: dict[str, str]) -> Any:
    """The store as another program uses it."""
    import boto3

    return boto3.client(
        "s3",
        endpoint_url=object_store["AWS_ENDPOINT_URL"],
        aws_access_key_id="testing",
        aws_secret_access_key="testing",
        region_name="us-east-1",
    )


@pytest.fixture
def bucket(s3_client: Any) -> str:
    """An empty bucket of the store."""
    name = f"cep-{uuid.uuid4().hex[:8]}"
    s3_client.create_bucket(Bucket=name)
    return name


# A click asks the server for a run, which starts some hundredths of a second later: until then the page says
# that nothing runs. What asks for none, if Streamlit ever sends it, is waited for three seconds at most.
ASKED = """(() => {
  let at = 0;
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function(...said) {
    at = performance.now();
    return send.apply(this, said);
  };
  new MutationObserver(changes => {
    if (changes.some(change => change.target.dataset.testScriptState === "running")) at = 0;
  }).observe(document, {subtree: true, attributes: true, attributeFilter: ["data-test-script-state"]});
  window.asked = () => at > 0 && performance.now() - at < 3000;
})()"""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Any]:
    """What drives browsers: one for the process, which cannot hold two."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(playwright: Any) -> Iterator[object]:
    browser = playwright.chromium.launch(
        executable_path=os.environ.get("CEP_CHROMIUM"),
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            # A page lives a few seconds here: code made faster for later is paid for and never used.
            "--js-flags=--no-opt,--no-maglev",
        ],
    )
    new_context = browser.new_context

    def watched(**options: Any) -> Any:
        context = new_context(**options)
        context.add_init_script(ASKED)
        return context

    browser.new_context = watched
    yield browser
    browser.close()


@pytest.fixture
def note_on_page(monkeypatch: pytest.MonkeyPatch) -> None:
    """« Noter » draws its form on the page, as it would in its dialog, which AppTest does not open."""
    import streamlit as st

    from pages.meeting import notes

    def drawn(room: Any, view: Any, actions: Any, *, figure: Any = None) -> None:
        st.session_state.setdefault("_note_round", "one")
        notes._draw(room, view, actions, figure)

    monkeypatch.setattr(notes, "button", drawn)
