"""The HTML page that a browser opens first, at each address: ours, in French from its first byte."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route


def routes(paths: Iterable[str], html: Callable[[], str]) -> list[Route]:
    """One route a page (paths without slash), that answers what ``html`` made at its first call."""
    made: list[str] = []

    async def answer(_request: Request) -> Response:
        if not made:
            made.append(html())
        # It names the scripts of this version: an older copy would ask for files that are gone.
        return HTMLResponse(made[0], headers={"Cache-Control": "no-cache"})

    return [Route(f"/{path}", answer) for path in paths]
