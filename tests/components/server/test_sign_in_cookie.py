"""The cookie of a sign-in: its key, its ticket, its attributes."""

import os
import sys
import time

import pytest
from starlette.applications import Starlette
from starlette.types import Message

from components.server import sign_in_cookie

APPLICATION = Starlette(routes=sign_in_cookie.ROUTES)


async def _answer(method: str, body: bytes, scheme: str) -> tuple[int, dict[str, str]]:
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    scope = {"type": "http", "method": method, "path": "/connexion", "scheme": scheme, "query_string": b""}
    await APPLICATION({**scope, "headers": [], "server": ("127.0.0.1", 8501)}, receive, send)
    headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
    return said[0]["status"], headers


def ask(method: str, body: str = "", scheme: str = "http") -> tuple[int, str]:
    """The status, and what the answer does with the cookie."""
    import asyncio

    status, headers = asyncio.run(_answer(method, body.encode(), scheme))
    return status, headers.get("set-cookie", "")


def test_a_ticket_gives_the_cookie_once():
    made = sign_in_cookie.ticket("valeur", 28800)
    assert sign_in_cookie.is_waiting(made)
    status, cookie = ask("POST", made)
    assert status == 204
    assert cookie == "cep_connexion=valeur; HttpOnly; Max-Age=28800; Path=/; SameSite=strict"
    assert not sign_in_cookie.is_waiting(made)
    assert ask("POST", made) == (403, "")


@pytest.mark.parametrize("brought", ["", "inconnu", "é" * 5000])
def test_what_is_no_ticket_gives_no_cookie(brought):
    assert ask("POST", brought) == (403, "")


def test_a_ticket_is_good_for_a_minute(monkeypatch):
    made = sign_in_cookie.ticket("valeur", 60)
    later = time.monotonic() + 61
    monkeypatch.setattr("components.server.sign_in_cookie.time.monotonic", lambda: later)
    assert not sign_in_cookie.is_waiting(made)
    assert ask("POST", made) == (403, "")


def test_over_https_the_cookie_stays_there():
    assert "; Secure" in ask("POST", sign_in_cookie.ticket("valeur", 60), "https")[1]


def test_signing_out_drops_the_cookie():
    status, cookie = ask("DELETE")
    assert status == 204
    assert cookie.startswith('cep_connexion=""; ')
    assert "Max-Age=0" in cookie


def test_what_is_sealed_is_read_back_with_the_same_key_only(tmp_path):
    value = sign_in_cookie.seal(["Anne", 12.5, "x"], tmp_path / "ici")
    assert sign_in_cookie.unseal(value, tmp_path / "ici") == ["Anne", 12.5, "x"]
    sign_in_cookie.seal([], tmp_path / "ailleurs")
    assert sign_in_cookie.unseal(value, tmp_path / "ailleurs") is None
    assert sign_in_cookie.unseal(value, tmp_path / "nulle part") is None


def test_a_key_that_was_cut_signs_nothing_and_is_made_anew(tmp_path):
    value = sign_in_cookie.seal(["Anne"], tmp_path)
    (tmp_path / sign_in_cookie.KEY_FILE).write_bytes(b"")
    assert sign_in_cookie.unseal(value, tmp_path) is None
    anew = sign_in_cookie.seal(["Anne"], tmp_path)
    assert sign_in_cookie.unseal(anew, tmp_path) == ["Anne"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows n’a pas ces droits")
def test_the_key_is_for_its_owner_alone(tmp_path):
    sign_in_cookie.seal([], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["connexions.cle"]
    assert os.stat(tmp_path / sign_in_cookie.KEY_FILE).st_mode & 0o777 == 0o600
