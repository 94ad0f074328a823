"""The cookie that keeps a sign-in through a reload: signed, for the server alone, gone after eight hours.

A session of Streamlit cannot set one: it seals what it wants kept, gives its page a ticket, good once and for
a minute, and the page brings the ticket to the route here. Everything is in the memory of one server.
"""

from __future__ import annotations

import os
import secrets
import threading
import time
from pathlib import Path

from itsdangerous import BadData, URLSafeSerializer
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.french.typography import french

COOKIE = "cep_connexion"
PATH = "/connexion"
# What a page does with a ticket, and at a sign-out.
KEEP = "<script>fetch('" + PATH + "', {{method: 'POST', body: '{ticket}'}})</script>"
DROP = "<script>fetch('" + PATH + "', {method: 'DELETE'})</script>"
KEY_FILE = "connexions.cle"
TICKET_SECONDS = 60
_KEY_BYTES = 32
_TICKET_LONGEST = 200

_tickets: dict[str, tuple[float, str, int]] = {}
_one_at_a_time = threading.Lock()


def seal(content: list[str | float], folder: Path) -> str:
    """The value of a cookie that only this server, with the key it keeps in ``folder``, can have made.

    Raises OSError when the key can neither be read nor created.
    """
    return _signer(_key(folder)).dumps(content)


def unseal(value: str, folder: Path) -> list[object] | None:
    """What was sealed; None when it was not sealed with the key of ``folder``, or there is no key."""
    try:
        content = _signer((folder / KEY_FILE).read_bytes()).loads(value)
    except (OSError, ValueError, BadData):
        return None
    return content if isinstance(content, list) else None


def ticket(value: str, seconds: int) -> str:
    """What the page brings to the route to get a cookie of this value, for so many seconds."""
    made = secrets.token_urlsafe(_KEY_BYTES)
    now = time.monotonic()
    with _one_at_a_time:
        for late in [known for known, (until, *_) in _tickets.items() if until < now]:
            del _tickets[late]
        _tickets[made] = (now + TICKET_SECONDS, value, seconds)
    return made


def is_waiting(made: str) -> bool:
    """True while nobody has brought this ticket, and it still can be."""
    known = _tickets.get(made)
    return known is not None and known[0] >= time.monotonic()


async def _set(request: Request) -> Response:
    brought = b""
    async for part in request.stream():
        brought += part
        if len(brought) > _TICKET_LONGEST:
            break
    with _one_at_a_time:
        until, value, seconds = _tickets.pop(brought.decode("ascii", "replace"), (0.0, "", 0))
    if until < time.monotonic():
        return PlainTextResponse(
            french("Ce ticket de connexion a déjà servi, ou a expiré : connectez-vous à nouveau."), 403
        )
    answer = Response(status_code=204)
    answer.set_cookie(
        COOKIE,
        value,
        max_age=seconds,
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
    return answer


async def _clear(request: Request) -> Response:
    answer = Response(status_code=204)
    answer.delete_cookie(COOKIE, secure=request.url.scheme == "https", httponly=True, samesite="strict")
    return answer


ROUTES = [Route(PATH, _set, methods=["POST"]), Route(PATH, _clear, methods=["DELETE"])]


def _signer(key: bytes) -> URLSafeSerializer:
    if len(key) < _KEY_BYTES:
        raise ValueError("the key was cut")
    return URLSafeSerializer(key, salt=COOKIE)


def _key(folder: Path) -> bytes:
    """The key kept in ``folder``, made at the first sign-in. Who can read it can sign in as anybody."""
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True)
    try:
        known = path.read_bytes()
        if len(known) >= _KEY_BYTES:
            return known
    except FileNotFoundError:
        pass
    draft = folder / f".{KEY_FILE}-{secrets.token_hex(4)}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(_KEY_BYTES))
    os.replace(draft, path)
    # Another process may have come between: the one that stays is the key of both.
    return path.read_bytes()
