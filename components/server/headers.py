"""The headers of every answer: no page frames ours, none guesses a type or learns an address."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.french.typography import french

HEADERS = {
    # Framed by another page, one click would start a meeting.
    "Content-Security-Policy": "frame-ancestors 'none'",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    # Not stricter: without a referrer, browsers hide the origin of our own requests too.
    "Referrer-Policy": "same-origin",
}


class AnswerHeaders:
    """Adds ``HEADERS`` to each answer, the one that opens a websocket included."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] in (
                "http.response.start",
                "websocket.accept",
                "websocket.http.response.start",
            ):
                message.setdefault("headers", [])
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        await self._app(scope, receive, send_with_headers)


def broken(_request: Request, _error: Exception) -> Response:
    """What is answered when an answer could not be made (its headers come from outside the middleware)."""
    sentence = french("Le tableau de bord n’a pas pu répondre : rechargez la page. La console dit pourquoi.")
    return PlainTextResponse(sentence, 500, headers=HEADERS)
