"""The network cut, or the server restarted, in the middle of a form: what was typed stays, and is saved."""

from __future__ import annotations

import contextlib
import re
import socket
import threading

import pytest
from playwright.sync_api import expect

from data.journal import Journal
from data.journal.folds import budget, decisions
from tests.browser.reading import connection

pytestmark = pytest.mark.browser


class Wire:
    """A wire between browsers and a server of this computer, that can be cut and mended."""

    def __init__(self, port: int) -> None:
        self._to, self._cut, self._ends = port, threading.Event(), set[socket.socket]()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                browser, _ = self._listening.accept()
                threading.Thread(target=self._join, args=(browser,), daemon=True).start()

    def _join(self, browser: socket.socket) -> None:
        with browser, contextlib.suppress(OSError):
            if self._cut.is_set():
                return
            with socket.create_connection(("127.0.0.1", self._to)) as server:
                self._ends |= {browser, server}
                threading.Thread(target=self._carry, args=(server, browser), daemon=True).start()
                self._carry(browser, server)

    @staticmethod
    def _carry(source: socket.socket, target: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while part := source.recv(65_536):
                target.sendall(part)
            target.shutdown(socket.SHUT_WR)

    def cut(self) -> None:
        self._cut.set()
        for end in self._ends:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends.clear()

    def mend(self) -> None:
        self._cut.clear()

    def close(self) -> None:
        self.cut()
        self._listening.close()


@pytest.fixture
def wired(make_server, chromium):
    """A server of its own, the wire to it, and a page at the end of the wire."""
    server = make_server()
    wire = Wire(server.port)
    context = chromium.new_context(viewport={"width": 1366, "height": 768}, base_url=wire.url)
    page = context.new_page()
    page.set_default_timeout(30_000)
    yield server, wire, page
    context.close()
    wire.close()


# Seconds that the server is stopped, then that the network is cut.
@pytest.mark.parametrize(("stopped", "cut"), [(0, 0), pytest.param(60, 30, marks=pytest.mark.soak)])
def test_a_form_and_a_note_outlive_a_restart_and_a_cut_and_are_saved(wired, at_rest, stopped, cut):
    server, wire, page = wired
    # The browser asks less and less often whether the server is back.
    page.set_default_timeout(120_000)
    page.goto("/schema?vue=saisir")
    at_rest(page)
    choice = page.get_by_role("combobox", name="Action à saisir")
    choice.click()
    choice.fill("A03")
    page.get_by_role("option", name=re.compile("^A03")).click()
    planned = page.get_by_label("Prévu 2025", exact=True)
    planned.fill("1 250,5")
    page.get_by_role("button", name="Noter").click()
    note = page.get_by_role("dialog")
    note.get_by_label("Texte").fill("Relancer la fibre")
    note.get_by_label("Pour le").fill("31/12/2030")

    server.stop()
    connection(page, "PINGING|DISCO")
    page.wait_for_timeout(1000 * stopped)
    server.start()
    connection(page, "CONNECTED")
    expect(planned).to_be_enabled()
    at_rest(page)
    expect(note.get_by_label("Texte")).to_have_value("Relancer la fibre")
    expect(note.get_by_label("Pour le")).to_have_value("31/12/2030")
    note.get_by_label("Votre nom").fill("Anne")
    note.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("C’est noté.")).to_be_visible()
    expect(note).to_have_count(0)
    expect(planned).to_have_value("1 250,5")
    page.get_by_role("button", name="Vérifier avant d’enregistrer").click()
    reason = page.get_by_label("Motif", exact=True)
    reason.fill("Comité de suivi")
    expect(page.locator("[class*='st-key-kept-']")).to_be_hidden()

    wire.cut()
    connection(page, "PINGING|DISCO")
    page.wait_for_timeout(1000 * cut)
    wire.mend()
    connection(page, "CONNECTED")
    at_rest(page)
    expect(reason).to_have_value("Comité de suivi")
    page.get_by_role("button", name="Enregistrer", exact=True).click()
    expect(page.get_by_text(re.compile("^Enregistré"))).to_be_visible()
    rows = Journal(server.home).rows()
    (noted,) = decisions(rows).to_dict("records")
    assert (noted["text"], f"{noted['due']:%d/%m/%Y}") == ("Relancer la fibre", "31/12/2030")
    assert budget(rows)["planned_keur"].tolist() == [1250.5]
    assert set(rows["author"]) == {"Anne"}

    # A reload too, which takes the session with it: the browser keeps the text of a note.
    page.get_by_role("button", name="Noter").click()
    # Kept from the first letter that the browser listens to.
    expect(note.locator(".st-key-note-text[data-tries]")).to_have_count(1)
    note.get_by_label("Texte").fill("Autre note")
    expect(note.get_by_label("Texte")).to_have_value("Autre note")
    page.reload()
    at_rest(page)
    page.get_by_role("button", name="Noter").click()
    expect(note.get_by_label("Texte")).to_have_value("Autre note")
