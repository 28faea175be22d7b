"""Ends the connection of somebody whom the relay does not know."""

from fastapi import WebSocket
from redis import RedisError

from cloud_relay.composition import Relay
from cloud_relay.gateway.sockets import NOT_SIGNED_IN, TOO_OFTEN


async def turn_away(socket: WebSocket, relay: Relay, said: str) -> None:
    """Says why. Whoever tries tokens is slowed down here as on the routes."""
    address = socket.client.host if socket.client else ""
    try:
        is_often = not await relay.limiter.allows(socket.scope["route"].path, address, None)
    except RedisError:  # without the count nobody tries on
        is_often = True
    if is_often:
        await socket.close(TOO_OFTEN, "That is too often; try again in a minute.")
        return
    await socket.close(NOT_SIGNED_IN, said)
