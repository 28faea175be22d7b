"""The gateway put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from redis import RedisError

from cloud_relay.composition import Relay
from cloud_relay.errors import (
    BusyError,
    ConflictError,
    ElsewhereError,
    ForbiddenError,
    NotFoundError,
    RelayError,
    SignInError,
    UnusableError,
    UpstreamError,
)
from cloud_relay.forgetting import keep_forgetting
from cloud_relay.gateway import (
    agents,
    callbacks,
    devices,
    escalations,
    keys,
    messages,
    operation,
    people,
    presence,
    sessions,
    voice,
    webhooks,
)
from cloud_relay.gateway.bodies import BodyLimits
from cloud_relay.gateway.records import Recorded

_log = logging.getLogger(__name__)

_STATUS: Final[dict[type[RelayError], int]] = {
    SignInError: 401,
    ForbiddenError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    UnusableError: 422,
    BusyError: 503,
    ElsewhereError: 503,
    UpstreamError: 503,
}


def gateway(relay: Relay) -> FastAPI:
    """The application; as long as it is up, it sends messages too."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        spoken = {"sessions": asyncio.create_task(relay.spoken.run())} if relay.spoken else {}
        app.state.work = {
            **spoken,
            "sending": asyncio.create_task(relay.sending.run()),
            "delivery": asyncio.create_task(relay.desks.run()),
            "forgetting": asyncio.create_task(keep_forgetting(relay.sessions, relay.clock)),
            "polling": asyncio.create_task(relay.polling.run()),
        }
        try:
            yield
        finally:
            for task in app.state.work.values():
                task.cancel()
            await asyncio.wait(app.state.work.values())

    app = FastAPI(title="Hero365 relay", version="1", lifespan=lifespan)
    app.state.relay = relay
    parts = (people, devices, presence, messages, voice, sessions, agents, webhooks, operation)
    for part in (*parts, keys, escalations, callbacks):
        app.include_router(part.router)
    app.add_middleware(Recorded)
    app.add_middleware(BodyLimits)
    for kind, status in _STATUS.items():
        app.add_exception_handler(kind, _answering(status))
    app.add_exception_handler(RedisError, _without_redis)
    return app


def _answering(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(_: Request, error: Exception) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"detail": str(error)}, status, headers)

    return answer


async def _without_redis(_: Request, error: Exception) -> JSONResponse:
    """Without limits nobody is let in, or secrets could be guessed at; whoever asks tries again."""
    _log.error("Redis is away", extra={"error": str(error)})
    return JSONResponse({"detail": "A part of the relay is away; try again."}, 503)
