"""What a network and a failing server do to requests, done to the stand-in's."""

import asyncio
from collections.abc import Callable

from fastapi.responses import JSONResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync.standin.errors import NO_ENUM_MEMBERS, late_422
from sync.standin.faults import Fault, Faults, Kind
from sync.standin.store import storing


class FaultMiddleware:
    """Lets the faults that are set meet the requests of an application."""

    def __init__(self, app: ASGIApp, faults: Faults, base_paths: tuple[str, ...], cut: Callable[[Scope], None]) -> None:
        self._app = app
        self._faults = faults
        self._base_paths = base_paths
        self._cut = cut
        """Closes the connection that a request came on."""
        self._given_up: list[tuple[Scope, Receive]] = []

    async def finish(self) -> None:
        """Does the work of the requests that a proxy has given up."""
        while self._given_up:
            await self._app(*self._given_up.pop(0), _nowhere)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        met = self._faults.meeting(scope["method"], self._below_base(scope["path"]))
        if Kind.SLOW in met:
            receive = await _with_body_read(receive)
            await asyncio.sleep(met[Kind.SLOW].seconds)
        if Kind.DROP in met:
            await self._hang_up(scope, receive)
        elif Kind.BROKEN in met:
            said = {"detail": f"Internal server error: {NO_ENUM_MEMBERS}"}
            await JSONResponse(said, 500)(scope, receive, send)
        elif Kind.ERROR in met:
            await JSONResponse({"detail": "Internal server error"}, met[Kind.ERROR].status)(scope, receive, send)
        else:
            if Kind.EXPIRED in met and any(name == b"authorization" for name, _ in scope["headers"]):
                others = [(name, value) for name, value in scope["headers"] if name != b"authorization"]
                scope = {**scope, "headers": [*others, (b"authorization", b"Bearer expired")]}
            storing.set(Kind.NO_STORE not in met)
            await self._work(met, scope, receive, send)

    async def _work(self, met: dict[Kind, Fault], scope: Scope, receive: Receive, send: Send) -> None:
        if Kind.GIVEN_UP in met:
            self._given_up.append((scope, await _with_body_read(receive)))
            await PlainTextResponse("upstream request timeout", 504)(scope, receive, send)
        elif Kind.LOSE_ANSWER in met:
            await self._app(scope, receive, _nowhere)
            await self._hang_up(scope, receive)
        elif Kind.LATE_422 in met:
            await self._app(scope, receive, _nowhere)
            answer = late_422("response.id", "Input should be a valid string", "string_type")
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _hang_up(self, scope: Scope, receive: Receive) -> None:
        self._cut(scope)
        while (await receive())["type"] != "http.disconnect":
            pass

    def _below_base(self, path: str) -> str:
        for base in self._base_paths:
            if path.startswith(f"{base}/"):
                return path.removeprefix(base)
        return path


async def _with_body_read(receive: Receive) -> Receive:
    """The request with its body read while the client is still there, so that the work can go on without it."""
    messages = [await receive()]
    while messages[-1].get("more_body"):
        messages.append(await receive())

    async def replay() -> Message:
        return messages.pop(0) if messages else await receive()

    return replay


async def _nowhere(_: Message) -> None:
    """Where a lost answer goes."""
