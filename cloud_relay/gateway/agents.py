"""The line of an agent that is in a room: its life line, and all that it asks of the relay."""

import asyncio
import logging
from contextlib import suppress
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, WebSocket, WebSocketDisconnect
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.composition import Relay
from cloud_relay.errors import ConflictError, NotFoundError, RelayError, SignInError
from cloud_relay.gateway.turning_away import turn_away
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.line import STUCK_AFTER, End, FromAgent, Hello
from cloud_relay.sessions.served import GarbledError
from sync.errors import SyncError

_log = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["agents"])

_NOT_UNDERSTOOD = 4400
_COME_AGAIN = 1012


@router.websocket("/sessions/{session_id}/agent")
async def agent(socket: WebSocket, session_id: UUID, authorization: Annotated[str, Header()] = "") -> None:
    """One agent of our own workers."""
    relay: Relay = socket.app.state.relay
    spoken = relay.spoken
    await socket.accept()
    try:
        admission = await relay.tokens.admit(authorization.removeprefix("Bearer "))
    except SignInError as error:
        await turn_away(socket, relay, str(error))
        return
    if admission.principal.kind != "worker" or spoken is None:
        await turn_away(socket, relay, "This is for workers.")
        return
    with suppress(WebSocketDisconnect):
        await _served(socket, spoken, session_id)


async def _served(socket: WebSocket, spoken: Host, session_id: UUID) -> None:
    hello = await _hello(socket)
    if hello is None:
        await socket.close(_NOT_UNDERSTOOD, "Say hello first.")
        return
    try:
        await spoken.serve(session_id, hello.identity, socket)
        await socket.send_text(End().model_dump_json())
        await socket.close()
    except GarbledError:
        await socket.close(_NOT_UNDERSTOOD, "This is no message of an agent.")
    except (NotFoundError, ConflictError):
        await socket.send_text(End().model_dump_json())
        await socket.close()
    except (RelayError, SyncError, SQLAlchemyError, OSError) as error:
        _log.error("an agent was not served", extra={"session": str(session_id), "error": str(error)})
        await socket.close(_COME_AGAIN, "Come again in a moment.")


async def _hello(socket: WebSocket) -> Hello | None:
    try:
        said = FromAgent.validate_json(await asyncio.wait_for(socket.receive_text(), STUCK_AFTER))
    except (TimeoutError, KeyError, ValidationError):  # Starlette raises the second for sound where text should be
        return None
    return said if isinstance(said, Hello) else None
