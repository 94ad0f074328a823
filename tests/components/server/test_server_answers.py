"""The server as it is started: what it answers to whom, under which headers and at which addresses."""

from __future__ import annotations

import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import unquote_plus

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.frames import CloseCode
from websockets.sync.client import connect
from websockets.typing import Subprotocol

from components.server.headers import HEADERS
from pages.registry import PAGES


@dataclass
class Answer:
    """What came back: status, headers by lower-case name, body as text."""

    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture
def ask(server) -> Iterator:
    def asked(path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.putrequest(method, path, skip_host="Host" in headers)
        for name, value in headers.items():
            connection.putheader(name, value)
        content = (body or "").encode()
        connection.putheader("Content-Length", str(len(content)))
        connection.endheaders(content)
        response = connection.getresponse()
        text = response.read().decode("utf-8", "replace")
        connection.close()
        return Answer(response.status, {k.lower(): v for k, v in response.getheaders()}, text)

    return asked


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 200),
        ("/secteur", 200),
        ("/_stcore/health", 200),
        ("/favicon.png", 200),
        ("/SECTEUR", 307),
        ("/_stcore/agent/nothing", 404),
        ("/%2e%2e/secret", 307),
    ],
)
def test_every_answer_has_the_headers(ask, path, status):
    answer = ask(path)
    assert answer.status == status
    assert {name: answer.headers.get(name.lower()) for name in HEADERS} == {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "X-Frame-Options": "DENY",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
    }


def test_no_other_site_steers_a_page_by_messages(ask):
    # Streamlit lets sixteen sites of its cloud stop a script, or give it a token.
    assert json.loads(ask("/_stcore/host-config").body)["allowedOrigins"] == []


@pytest.mark.parametrize(
    "host", ["piege.exemple.org", "piege.exemple.org:8501", "127.0.0.1.nip.io", "", "a@b"]
)
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/static/rien.js"])
def test_a_foreign_host_is_refused_in_french(ask, host, path):
    answer = ask(path, Host=host)
    # An HTTP library may refuse what is no host at all before us.
    assert answer.status in ((403,) if host else (400, 403))
    if host:
        assert "le tableau de bord ne répond pas sous ce nom" in answer.body
        assert answer.headers["x-frame-options"] == "DENY"


def test_this_computer_is_known_by_name_and_by_address(ask, server):
    for host in ("127.0.0.1", "localhost", f"localhost:{server.port}", "LOCALHOST."):
        assert ask("/secteur", Host=host).status == 200, host


def open_stream(server, origin: str | None, host: str | None = None) -> int:
    """The status of the websocket's handshake."""
    headers = {"Host": host} if host else None
    url = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    try:
        with connect(url, origin=origin, additional_headers=headers, proxy=None) as opened:
            return opened.response.status_code
    except InvalidStatus as refused:
        return refused.response.status_code


def test_only_our_own_page_opens_the_websocket(server):
    assert open_stream(server, f"http://127.0.0.1:{server.port}") == 101
    assert open_stream(server, None) == 101
    for foreign in ("http://localhost:3000", "http://127.0.0.1:1", "https://exemple.org", "null"):
        assert open_stream(server, foreign) == 403, foreign
    # Same place under its other name is another origin, whose page would not be ours to trust.
    assert open_stream(server, f"http://localhost:{server.port}") == 403


def test_a_name_that_resolves_to_this_computer_does_not_open_the_websocket(server):
    # The page of that site is then of the same origin as the host it names.
    trap = f"piege.exemple.org:{server.port}"
    url = f"ws://{trap}/_stcore/stream"
    there = socket.create_connection(("127.0.0.1", server.port))
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(url, sock=there, origin=f"http://{trap}", proxy=None),
    ):
        pass
    assert refused.value.response.status_code == 403
    assert "ne répond pas sous ce nom" in refused.value.response.body.decode()


def test_a_reader_s_browser_cannot_have_the_server_hold_a_large_message(server):
    url = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with (
        connect(url, subprotocols=[Subprotocol("streamlit")], proxy=None) as opened,
        suppress(ConnectionClosed),
    ):
        opened.send(bytes(21_000_000))
        for _ in opened:
            pass
    # Refused from the length that it announces, most often while it is still being sent: nothing was kept.
    assert opened.close_code in (CloseCode.MESSAGE_TOO_BIG, CloseCode.ABNORMAL_CLOSURE)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "POST"])
def test_another_program_of_this_computer_uploads_nothing(ask, server, method):
    answer = ask("/_stcore/upload_file/session/file", method, "x", Origin="http://localhost:3000")
    assert answer.status == 403
    assert "elle vient d’une page qui n’est pas celle du tableau de bord" in answer.body


def test_our_own_page_reaches_the_uploads(ask, server):
    answer = ask("/_stcore/upload_file/session/file", "OPTIONS", Origin=f"http://127.0.0.1:{server.port}")
    assert answer.status == 204


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("/Secteur", "/secteur"),
        ("/SCHEMA?vue=actions&territoire=Sud", "/schema?vue=actions&territoire=Sud"),
        ("/sch%C3%A9ma", "/schema"),
        ("/sche%CC%81ma/", "/schema"),
        ("/formations/?a=%2Fb", "/formations?a=%2Fb"),
        ("//secteur", "/secteur"),
        ("/?projection=oui&etape=3", "/seance?projection=oui&etape=3"),
        ("/?etape=2&territoire=Sud", "/seance?etape=2&territoire=Sud"),
        ("/?vue=Animation", "/seance?vue=Animation"),
        ("/?vue=D%C3%A9cisions&projection=oui", "/seance?vue=D%C3%A9cisions&projection=oui"),
        ("/synthese?q=fibre", "/?q=fibre"),
        ("/nimporte", "/?page_inconnue=nimporte"),
        ("/app/static/x", "/?page_inconnue=app%2Fstatic%2Fx"),
        ("/nimporte/quoi?a=1", "/?page_inconnue=nimporte%2Fquoi"),
        ("//exemple.org", "/?page_inconnue=exemple.org"),
        ("/http://exemple.org", "/?page_inconnue=http%3A%2F%2Fexemple.org"),
        ("/%5Cexemple.org", "/?page_inconnue=%5Cexemple.org"),
        ("/secteur%0d%0aX: y", "/?page_inconnue=secteur+X%3A+y"),
    ],
)
def test_an_address_is_understood_as_people_type_it(ask, typed, found):
    answer = ask(typed.replace(" ", "%20"))
    assert answer.status == 307
    assert answer.headers["location"] == found
    assert ask(found).status == 200


@pytest.mark.parametrize(
    "address", ["/", "/?q=t%C3%A9l%C3%A9centres", "/?vue=essentiel&projection=oui&etape=2", "/?vue=horoscope"]
)
def test_an_address_of_the_home_page_stays_there(ask, address):
    assert ask(address).status == 200


def test_the_name_of_an_unknown_page_is_cut(ask):
    location = ask("/" + "%C3%A9" * 500).headers["location"]
    assert unquote_plus(location) == "/?page_inconnue=" + "é" * 60


def test_streamlit_finds_nothing_of_its_own_under_a_page(ask):
    # It asks there first, and takes a page's address for its root when it is answered.
    assert ask("/secteur/_stcore/health").status == 404
    assert ask("/secteur/_stcore/host-config").status == 404
    assert ask("/_stcore/host-config").status == 200


@pytest.mark.parametrize("path", [page.path for page in PAGES.values()])
def test_a_page_is_french_and_closed_to_translation_from_its_first_byte(ask, path):
    body = ask(f"/{path}").body
    assert '<html lang="fr" translate="no" class="notranslate">' in body
    assert '<meta name="google" content="notranslate" />' in body
    assert "<title>CEP Numérique Martinique</title>" in body
    assert "a besoin de JavaScript" in body
    assert "You need to enable" not in body


def test_a_proxy_that_is_gone_does_not_keep_the_server_from_serving(make_server):
    gone = "http://127.0.0.1:9"
    served = make_server(HTTP_PROXY=gone, HTTPS_PROXY=gone, http_proxy=gone, https_proxy=gone, ALL_PROXY=gone)
    connection = http.client.HTTPConnection("127.0.0.1", served.port, timeout=30)
    connection.request("GET", "/secteur")
    assert connection.getresponse().status == 200
    assert open_stream(served, f"http://127.0.0.1:{served.port}") == 101
