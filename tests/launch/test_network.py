"""--reseau: what it accepts, and a server really started: names refused, reading open, writing signed."""

import argparse
import http.server
import json
import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from data.journal import editors
from launch import network, serve
from launch.commands import parser
from launch.console import Problem
from launch.network import Reach

ROOT = Path(__file__).resolve().parents[2]
PHRASE = "quatre mots sans rapport"
MEETING = "seance"
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def _options(*arguments: str) -> argparse.Namespace:
    return parser().parse_args(arguments)


def test_without_the_option_only_this_computer_is_served() -> None:
    assert network.reach(_options()) == Reach("127.0.0.1", "local")
    assert 'address = "127.0.0.1"' in (ROOT / ".streamlit/config.toml").read_text(encoding="utf-8")


def test_with_the_option_every_address_is_served_under_known_names_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(network, "local_addresses", lambda: ("192.168.1.20",))
    monkeypatch.setattr(socket, "gethostname", lambda: "Portable")
    found = network.reach(_options("--reseau", "--nom", "CEP.exemple.fr"))
    assert found == Reach(
        "0.0.0.0",
        "reseau",
        ("192.168.1.20", "portable", "portable.local", "localhost", "127.0.0.1", "cep.exemple.fr"),
    )


@pytest.mark.parametrize("arguments", [("--adresse", "127.0.0.1"), ("--nom", "cep.exemple.fr")])
def test_the_options_of_the_network_go_with_reseau(arguments: tuple[str, ...]) -> None:
    with pytest.raises(Problem, match="vont avec --reseau"):
        network.reach(_options(*arguments))


@pytest.mark.parametrize("address", ["192.0.2.77", "cep", "", "::1", "999.1.1.1"])
def test_an_address_that_is_not_this_computers_is_refused(address: str) -> None:
    with pytest.raises(Problem, match="n’est pas une adresse de cet ordinateur"):
        network.reach(_options("--reseau", "--adresse", address))


@pytest.mark.parametrize("name", ["http://cep.fr", "cep.fr:80", "*", "*.fr", "a b", "", "-x"])
def test_what_is_no_host_name_is_refused(name: str) -> None:
    with pytest.raises(Problem, match="n’est pas un nom d’hôte"):
        network.reach(_options("--reseau", f"--nom={name}"))


def test_what_is_said_names_the_addresses_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(network, "local_addresses", lambda: ("192.168.1.20", "10.0.0.3"))
    network.explain(Reach("0.0.0.0", "reseau"), 8501)
    said = capsys.readouterr().out
    assert "http://192.168.1.20:8501" in said
    assert "http://10.0.0.3:8501" in said
    assert "peut lire" in said
    network.explain(Reach("127.0.0.1", "reseau"), 8501)
    assert "http://" not in capsys.readouterr().out


def test_the_start_asks_no_site_for_this_computers_address() -> None:
    # Streamlit does, in its greeting, when it listens on every address.
    line = serve.command(Path("python"), 8501, Reach("0.0.0.0", "reseau", ("localhost",)))
    assert line[line.index("--logger.hideWelcomeMessage") + 1] == "true"
    assert line[line.index("--server.allowedHosts") + 1] == "localhost"


def test_accounts_are_configured_by_the_auth_section(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "personne")
    assert not network.accounts_configured(tmp_path)
    secrets = tmp_path / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    secrets.write_text("[autre]\n", encoding="utf-8")
    assert not network.accounts_configured(tmp_path)
    secrets.write_text("[auth]\nredirect_uri = 'x'\n", encoding="utf-8")
    assert network.accounts_configured(tmp_path)
    secrets.write_text("[auth\n", encoding="utf-8")
    with pytest.raises(Problem, match="ne se lit pas"):
        network.accounts_configured(tmp_path)


def test_editors_are_asked_for_by_name() -> None:
    options = _options("editeur")
    with pytest.raises(Problem, match="Il manque le nom"):
        options.run(options, ROOT)


class Served:
    """The application, started with the launcher's own command line, driven over HTTP."""

    def __init__(self, reach: Reach, home: Path) -> None:
        self.port = _free_port()
        self.process = subprocess.Popen(
            [*serve.command(Path(sys.executable), self.port, reach), "--server.enableAgentApi", "true"],
            cwd=ROOT,
            env={**os.environ, "CEP_HOME": str(home), network.VARIABLE: reach.access, "PYTHONUTF8": "1"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with suppress(OSError):
                DIRECT.open(f"http://127.0.0.1:{self.port}/_stcore/health", timeout=2)
                return
            time.sleep(0.1)
        raise RuntimeError("not started")

    def interact(
        self, *, port: int | None = None, headers: dict[str, str] | None = None, **body: object
    ) -> Any:
        request = urllib.request.Request(
            f"http://127.0.0.1:{port or self.port}/_stcore/agent/interact",
            data=json.dumps(body).encode(),
            headers={"Content-Type": "application/json", **(headers or {})},
        )
        with DIRECT.open(request, timeout=60) as answer:
            return json.load(answer)


@contextmanager
def _served(reach: Reach, home: Path) -> Iterator[Served]:
    served = Served(reach, home)
    try:
        yield served
    finally:
        served.process.kill()
        served.process.wait(10)


@pytest.fixture(scope="module")
def local(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with _served(network.HERE, tmp_path_factory.mktemp("home")) as served:
        yield served


def _keys(answer: Any) -> set[str]:
    return {action["key"] for action in answer["actions"]}


def test_at_the_laptop_the_meeting_can_be_started(local: Served) -> None:
    assert "meeting-start" in _keys(local.interact(page=MEETING))


def test_behind_a_reverse_proxy_a_stranger_is_not_localhost(local: Served) -> None:
    with _reverse_proxy(local.port) as port:
        answer = local.interact(port=port, page=MEETING)
        assert "meeting-start" not in _keys(answer)
        noted = local.interact(port=port, session_id=answer["session_id"], trigger={"key": "sidebar-note"})
    assert "Lecture seule" in json.dumps(noted["tree"], ensure_ascii=False)


def test_under_a_foreign_name_nothing_is_answered(local: Served) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        local.interact(headers={"Host": "cep.exemple.fr"})
    assert refused.value.code == 403
    assert "ne répond pas sous ce nom" in refused.value.read().decode()


def test_on_a_network_reading_is_open_and_writing_is_signed(tmp_path: Path) -> None:
    editors.put(tmp_path / editors.FILE, editors.Editor("Anne", editors.hash_phrase(PHRASE, "Anne")))
    reach = Reach("127.0.0.1", "reseau", ("127.0.0.1", "cep.exemple.fr"))
    with _served(reach, tmp_path) as served:
        with pytest.raises(urllib.error.HTTPError) as refused:
            served.interact(headers={"Host": "piege.exemple.org"})
        assert refused.value.code == 403
        # A proxy in front is welcome here: nothing depends on where the request comes from.
        through = {"Host": "cep.exemple.fr", "X-Forwarded-For": "203.0.113.7"}
        reader = served.interact(headers=through, page=MEETING)
        assert reader["status"] == "ready"
        assert "meeting-start" not in _keys(reader)
        typed = {"sign-in-name": "Anne", "sign-in-phrase": PHRASE}
        editor = served.interact(
            headers=through,
            session_id=reader["session_id"],
            widget_state=typed,
            trigger={"key": "sign-in-send"},
        )
        assert {"meeting-start", "sign-out"} <= _keys(editor)
        # Another session, of the same address, is still nobody's.
        assert "meeting-start" not in _keys(served.interact(headers=through, page=MEETING))


@contextmanager
def _reverse_proxy(to: int) -> Iterator[int]:
    """A proxy on this computer that asks for 127.0.0.1 and says for whom, as they all can."""

    class Proxy(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            content = self.rfile.read(int(self.headers["Content-Length"]))
            request = urllib.request.Request(
                f"http://127.0.0.1:{to}{self.path}",
                data=content,
                headers={"Content-Type": "application/json", "X-Forwarded-For": self.client_address[0]},
            )
            with DIRECT.open(request, timeout=60) as answer:
                self.send_response(answer.status)
                self.end_headers()
                self.wfile.write(answer.read())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
