"""Notes requests: who, what, when, with what outcome; never what was in it.

Of whoever is not known only the tries to come in are noted, within their limits: nobody fills the disk without a name.
"""

import logging
import time
from uuid import uuid4

from prometheus_client import Histogram
from sqlalchemy.exc import SQLAlchemyError
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cloud_relay.composition import Relay
from cloud_relay.identity.principal import Principal
from cloud_relay.tables import Request

_log = logging.getLogger(__name__)
_TOOK = Histogram("hero365_relay_request_seconds", "How long requests took.", ("method", "route", "status"))
_METHODS = frozenset({"GET", "POST", "DELETE", "HEAD", "OPTIONS", "PUT", "PATCH"})
"""Others are counted as one: each label is kept in memory for good."""


class Recorded:
    """An ASGI middleware. A request that cannot be noted is answered all the same, and that is logged."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One connection."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        answered = 500
        started = time.perf_counter()

        async def hear(message: Message) -> None:
            nonlocal answered
            if message["type"] == "http.response.start":
                answered = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, hear)
        finally:
            await _note(scope, answered, time.perf_counter() - started)


async def _note(scope: Scope, status: int, seconds: float) -> None:
    route = scope["route"].path if "route" in scope else "none"
    _TOOK.labels(scope["method"] if scope["method"] in _METHODS else "other", route, status).observe(seconds)
    state = scope.get("state", {})
    if not state.get("is_noted"):
        return
    relay: Relay = scope["app"].state.relay
    who: Principal | None = state.get("principal")
    request = Request(
        id=uuid4(),
        at=relay.clock(),
        business=who.business if who else None,
        who=f"{who.kind}:{who.id}" if who else None,
        method=scope["method"],
        route=route,
        status=status,
        milliseconds=round(1000 * seconds),
    )
    try:
        async with relay.database.begin() as session:
            session.add(request)
    except (SQLAlchemyError, OSError):
        _log.exception("request not noted", extra={"route": route, "status": status})
