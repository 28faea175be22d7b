"""The gateway put together."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.composition import Relay
from cloud_relay.errors import (
    BusyError,
    ConflictError,
    ElsewhereError,
    ForbiddenError,
    NotFoundError,
    RelayError,
    SettingsError,
    SignInError,
    UnusableError,
    UpstreamError,
)
from cloud_relay.forgetting import keep_forgetting
from cloud_relay.gateway import (
    agents,
    callbacks,
    commands,
    devices,
    escalations,
    keys,
    messages,
    operation,
    opt_outs,
    people,
    presence,
    sessions,
    voice,
    webhooks,
)
from cloud_relay.gateway.bodies import BodyLimits
from cloud_relay.gateway.records import Recorded
from cloud_relay.gateway.refusals import EVERYWHERE
from cloud_relay.waiting import end
from sync.errors import SyncError

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
        endless = {
            **({"sessions": relay.voice_sessions.run()} if relay.voice_sessions else {}),
            "sending": relay.sending.run(),
            "delivery": relay.desks.run(),
            "forgetting": keep_forgetting(relay.database, relay.clock),
            "polling": relay.polling.run(),
        }
        app.state.work = {name: asyncio.create_task(work) for name, work in endless.items()}
        try:
            yield
        finally:
            await asyncio.gather(*(end(task, f"{name} has ended") for name, task in app.state.work.items()))

    # FastAPI's pages about the routes load scripts from other people's servers; the list itself is here.
    app = FastAPI(title="Hero365 relay", version="1", lifespan=lifespan, docs_url=None, redoc_url=None)
    app.state.relay = relay
    parts = (people, devices, presence, messages, voice, commands, sessions, agents, webhooks)
    for part in (*parts, keys, escalations, callbacks, opt_outs):
        app.include_router(part.router, responses=EVERYWHERE)
    app.include_router(operation.router)
    app.add_middleware(Recorded)
    app.add_middleware(BodyLimits)
    if relay.settings.allowed_origins:  # outermost: a page reads also what is refused
        app.add_middleware(
            CORSMiddleware,
            allow_origins=relay.settings.allowed_origins,
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["Authorization", "Idempotency-Key"],
            expose_headers=["Link", "Retry-After"],
        )
    for kind, status in _STATUS.items():
        app.add_exception_handler(kind, _answering(status))
    app.exception_handler(RequestValidationError)(_misshapen)
    app.exception_handler(HTTPStatus.BAD_REQUEST)(_unreadable)
    for away in (RedisError, SQLAlchemyError, SyncError, SettingsError):
        app.add_exception_handler(away, _without_a_part)
    return app


def _answering(status: int) -> Callable[[Request, Exception], Awaitable[JSONResponse]]:
    async def answer(_: Request, error: Exception) -> JSONResponse:
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse({"detail": str(error)}, status, headers)

    return answer


async def _misshapen(_: Request, error: RequestValidationError) -> JSONResponse:
    """What is wrong, without what was sent: that may be a password or a token, and answers are logged on their way."""
    wrong = [{"type": each["type"], "loc": each["loc"], "msg": each["msg"]} for each in error.errors()]
    return JSONResponse({"detail": wrong}, 422)


async def _unreadable(*_: object) -> JSONResponse:
    """As other bodies that are no JSON: FastAPI answers 400 to those that are no text, and nothing else here does."""
    wrong = {"type": "json_invalid", "loc": ["body"], "msg": "The body is no JSON in UTF-8."}
    return JSONResponse({"detail": [wrong]}, 422)


async def _without_a_part(_: Request, error: Exception) -> JSONResponse:
    """Without limits nobody is let in, or secrets could be guessed at; without the store nothing can be kept. Whoever
    asks tries again, and whoever operates the relay finds out why."""
    _log.error("a part of the relay is away", extra={"error": type(error).__name__, "said": str(error).split("\n")[0]})
    return JSONResponse({"detail": "A part of the relay is away; try again."}, 503)
