"""Bodies that are too large, or come too slowly, end a request before anybody works at it."""

import asyncio

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST = 64 * 1024
"""Bytes. A message has 1,600 characters."""
LARGER = {"/v1/voice": 2 * 1024 * 1024}
"""Of a minute of speech, uncompressed at the rate at which it is heard."""
_HINTS = {"/v1/voice": " A minute of WAV has no more at 16 kHz, mono, with 16 bits; what is compressed has less."}
SECONDS = 10.0
"""From the first to the last byte of a body."""


class _TooLargeError(Exception):
    pass


class BodyLimits:
    """An ASGI middleware."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST, seconds: float = SECONDS) -> None:
        self._app = app
        self._largest = largest
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        largest = LARGER.get(scope["path"], self._largest)
        try:
            body = await asyncio.wait_for(self._read(receive, largest), self._seconds)
        except _TooLargeError:
            said = f"A request has at most {largest} bytes.{_HINTS.get(scope['path'], '')}"
            refused = JSONResponse({"detail": said}, 413)
            await refused(scope, receive, send)
            return
        except TimeoutError:
            await JSONResponse({"detail": "The request did not come to its end."}, 408)(scope, receive, send)
            return
        unread = [body]

        async def replay() -> Message:
            return unread.pop() if unread else await receive()

        await self._app(scope, replay, send)

    async def _read(self, receive: Receive, largest: int) -> Message:
        """All of a body as one message, or the news that the client has gone."""
        body = bytearray()
        while True:
            message = await receive()
            if message["type"] != "http.request":
                return message
            body += message.get("body", b"")
            if len(body) > largest:
                raise _TooLargeError
            if not message.get("more_body", False):
                return {"type": "http.request", "body": bytes(body), "more_body": False}
