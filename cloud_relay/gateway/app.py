"""The gateway put together."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse

from cloud_relay.composition import Clock, composed, now
from cloud_relay.errors import ConflictError, ForbiddenError, NotFoundError, RelayError, SignInError, UpstreamError
from cloud_relay.gateway import devices, messages, operation, people, webhooks
from cloud_relay.gateway.bodies import BodyLimits
from cloud_relay.gateway.records import Recorded
from cloud_relay.settings import Settings

_STATUS: Final[dict[type[RelayError], int]] = {
    SignInError: 401,
    ForbiddenError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    UpstreamError: 503,
}


def gateway(settings: Settings, clock: Clock = now) -> FastAPI:
    """The application; it opens its store when it is started."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with composed(settings, clock) as relay:
            app.state.relay = relay
            sending = asyncio.create_task(relay.sending.run())
            try:
                yield
            finally:
                sending.cancel()
                with suppress(asyncio.CancelledError):
                    await sending

    app = FastAPI(title="Hero365 relay", version="1", lifespan=lifespan)
    for part in (people, devices, messages, webhooks, operation):
        app.include_router(part.router)
    app.add_middleware(Recorded)
    app.add_middleware(BodyLimits)
    for kind, status in _STATUS.items():
        app.add_exception_handler(kind, _answering(status))
    return app


def _answering(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(_: Request, error: Exception) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"detail": str(error)}, status, headers)

    return answer
