"""How connections that stay open are ended: by HTTP's own codes, in the range that is free for applications."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from fastapi import WebSocket, WebSocketDisconnect
from redis import RedisError
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.composition import Relay
from cloud_relay.errors import ElsewhereError, RelayError
from sync.errors import SyncError

_log = logging.getLogger(__name__)

NOT_UNDERSTOOD: Final = 4400
NOT_SIGNED_IN: Final = 4401
SILENT: Final = 4408
TOO_OFTEN: Final = 4429
COME_AGAIN: Final = 1012
"""As RFC 6455's registry has it: the service restarts. Also how a gateway that is told to stop ends its connections."""


@asynccontextmanager
async def coming_again(socket: WebSocket) -> AsyncIterator[None]:
    """Where a part of the relay is away whoever is at the other end is to come again: a connection has no 503."""
    try:
        yield
    except (RelayError, SyncError, SQLAlchemyError, RedisError, OSError) as error:
        said = str(error).split("\n")[0]
        # Gateways hand sessions and desks over so: nobody needs to look into that.
        level = logging.INFO if isinstance(error, ElsewhereError) else logging.ERROR
        about = {"path": socket.url.path, "error": type(error).__name__, "said": said}
        _log.log(level, "a connection was ended", extra=about)
        with suppress(WebSocketDisconnect, RuntimeError):  # the second: it has ended already
            await socket.close(COME_AGAIN, "A part of the relay is away; come again in a moment.")


async def turn_away(socket: WebSocket, relay: Relay, said: str) -> bool:
    """Ends the connection of somebody whom the relay does not know, and says why. Whoever tries tokens is slowed down
    here as on the routes. Returns whether they were within their limits: what is beyond them is in no log."""
    address = socket.client.host if socket.client else ""
    try:
        is_often = not await relay.limiter.allows(socket.scope["route"].path, address, None)
    except RedisError:  # without the count nobody tries on
        is_often = True
    if is_often:
        await socket.close(TOO_OFTEN, "That is too often; try again in a minute.")
        return False
    await socket.close(NOT_SIGNED_IN, said)
    return True
