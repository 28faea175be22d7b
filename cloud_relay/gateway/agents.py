"""The line of an agent that is in a room: its life line, and all that it asks of the relay."""

import logging
from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, WebSocket, WebSocketDisconnect

from cloud_relay.composition import Relay
from cloud_relay.errors import ConflictError, NotFoundError, SignInError
from cloud_relay.gateway.sockets import NOT_UNDERSTOOD, coming_again, turn_away
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.line import End, Hello
from cloud_relay.sessions.listening import GarbledError, SilentError, next_message

_log = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["agents"])


@router.websocket("/sessions/{session_id}/agent")
async def agent(socket: WebSocket, session_id: UUID, authorization: Annotated[str, Header()] = "") -> None:
    """One agent of our own workers."""
    await socket.accept()
    async with coming_again(socket):
        await _admitted(socket, session_id, authorization)


async def _admitted(socket: WebSocket, session_id: UUID, authorization: str) -> None:
    relay: Relay = socket.app.state.relay
    host = relay.voice_sessions
    try:
        admission = await relay.tokens.admit(authorization.removeprefix("Bearer "))
    except SignInError as error:
        if await turn_away(socket, relay, str(error)):
            _log.warning("a worker was turned away: it needs the HERO365_RELAY_SECRET of this gateway, or its key file")
        return
    if admission.principal.kind != "worker" or host is None:
        await turn_away(socket, relay, "This is for workers.")
        return
    with suppress(WebSocketDisconnect):
        await _served(socket, host, session_id)


async def _served(socket: WebSocket, host: Host, session_id: UUID) -> None:
    hello = await _hello(socket)
    if hello is None:
        await socket.close(NOT_UNDERSTOOD, "Say hello first.")
        return
    try:
        await host.serve(session_id, hello.identity, socket)
        await socket.send_text(End().model_dump_json())
        await socket.close()
    except GarbledError:
        await socket.close(NOT_UNDERSTOOD, "This is no message of an agent.")
    except (NotFoundError, ConflictError):
        await socket.send_text(End().model_dump_json())
        await socket.close()


async def _hello(socket: WebSocket) -> Hello | None:
    try:
        said = await next_message(socket)
    except (SilentError, GarbledError):
        return None
    return said if isinstance(said, Hello) else None
