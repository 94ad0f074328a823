"""Under which names the server answers, and to whose pages: a foreign Host or Origin is refused.

A page of another site that has its name resolve to this computer would otherwise read all decisions; a page
of another program of this computer (``http://localhost:<its port>``) would write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from data.french.typography import french

FOREIGN_HOST = (
    "Adresse refusée : le tableau de bord ne répond pas sous ce nom. Ouvrez-le à l’adresse affichée à son "
    "démarrage, ou demandez qu’il soit relancé avec « --reseau --nom » suivi de ce nom."
)
FOREIGN_ORIGIN = (
    "Demande refusée : elle vient d’une page qui n’est pas celle du tableau de bord. Ouvrez celui-ci dans un "
    "onglet à lui."
)
_PORTS = {"http": 80, "https": 443}


class KnownCallers:
    """Refuses, on HTTP and on the websocket, what names another host or comes from another page.

    ``hosts`` gives the names and addresses served, without port; asked once, when the server starts.
    """

    def __init__(self, app: ASGIApp, hosts: Callable[[], Iterable[str]]) -> None:
        self._app = app
        self._hosts = {host.lower() for host in hosts()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in ("http", "websocket"):
            refused = self._refusal(Headers(scope=scope))
            if refused:
                # On a websocket Starlette answers the handshake itself with it: it never opens.
                await PlainTextResponse(french(refused), 403)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _refusal(self, headers: Headers) -> str:
        # Two of either are a contradiction, of which a proxy and we might each believe another half.
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        host = _split(f"//{hosts[0]}") if len(hosts) == 1 else None
        if host is None or host.hostname is None or host.hostname.rstrip(".") not in self._hosts:
            return FOREIGN_HOST
        # Programs send no origin; browsers send it with each websocket and each request that writes.
        if not origins:
            return ""
        origin = _split(origins[0]) if len(origins) == 1 else None
        if origin is None or origin.scheme not in _PORTS or origin.hostname != host.hostname:
            return FOREIGN_ORIGIN
        usual = _PORTS[origin.scheme]
        return "" if (origin.port or usual) == (host.port or usual) else FOREIGN_ORIGIN


def _split(address: str) -> SplitResult | None:
    try:
        parts = urlsplit(address)
        # Reading the port checks it.
        plain = parts.port != 0 and "@" not in parts.netloc and not (parts.path or parts.query)
    except ValueError:
        return None
    return parts if plain else None
