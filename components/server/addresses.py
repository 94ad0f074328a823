"""Addresses of pages as people type them: case, accents and a last slash do not matter.

An address that leads nowhere leads home, which says so in French; Streamlit would say it in English.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import parse_qs, quote, urlencode

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# The parameter by which the home page learns of the address that led nowhere.
UNKNOWN_PAGE = "page_inconnue"
LONGEST_UNKNOWN = 60
# Streamlit asks for it under the address of a page too, and counts on not finding it.
_ANYWHERE = "_stcore"


class FormerHome(NamedTuple):
    """The page that was the home: its ``path`` now, its ``views``, and the parameters that were only its own.

    An address of the home that has one of these, or names one of its views, is an address of that page.
    """

    path: str
    views: Collection[str]
    parameters: Collection[str]

    def is_meant(self, query: str) -> bool:
        asked = parse_qs(query, keep_blank_values=True)
        if "vue" in asked:
            return _bare(asked["vue"][0]) in self.views
        return any(name in asked for name in self.parameters)


class TolerantAddresses:
    """Redirects what is nearly an address of a page to it, and what is none to the home page.

    ``pages`` gives the path (without slash, the home's is empty) for each word that leads to a page;
    ``others`` are the first parts of paths that are not ours to judge.
    """

    def __init__(
        self,
        app: ASGIApp,
        pages: Mapping[str, str],
        others: Iterable[str],
        former_home: FormerHome | None = None,
    ) -> None:
        self._app = app
        self._paths = set(pages.values())
        self._pages = {_bare(word): path for word, path in pages.items()}
        self._others = frozenset(others)
        self._former_home = former_home

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] in ("GET", "HEAD"):
            target = self.redirection(scope["path"], scope["query_string"].decode("latin-1"))
            if target is not None:
                await RedirectResponse(target, 307)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def redirection(self, path: str, query: str) -> str | None:
        """Where to send this decoded path, always on this server; None when it is right as it is."""
        if path == "/" and self._former_home is not None and self._former_home.is_meant(query):
            return f"/{quote(self._former_home.path)}?{query}"
        if path.startswith("/") and path[1:] in self._paths:
            return None
        parts = path.strip("/").split("/")
        if parts[0] in self._others or _ANYWHERE in parts:
            return None
        known = self._pages.get(_bare(path))
        if known is None:
            shown = " ".join(path.strip("/").split())[:LONGEST_UNKNOWN]
            return f"/?{urlencode({UNKNOWN_PAGE: shown})}"
        return f"/{quote(known)}" + (f"?{query}" if query else "")


def _bare(path: str) -> str:
    letters = unicodedata.normalize("NFKD", path.strip("/ "))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
