"""The line of an agent that is in a room: its life line, and all that it asks of the relay."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, WebSocket, WebSocketDisconnect
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.composition import Relay
from cloud_relay.errors import ConflictError, NotFoundError, RelayError, SignInError
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.line import End, Hello
from cloud_relay.sessions.listening import GarbledError, SilentError, StoppingError, next_message
from sync.errors import SyncError

_log = logging.getLogger(__name__)

router = APIRouter(prefix="/v1", tags=["agents"])

_NOT_SIGNED_IN = 4401
_NOT_UNDERSTOOD = 4400
_COME_AGAIN = 1012
"""Also how a gateway that is told to stop ends its connections."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A `cloud_relay.sessions.listening.Socket`."""

    socket: WebSocket

    async def receive_text(self) -> str:
        with _telling_of_a_stop():
            return await self.socket.receive_text()

    async def receive_bytes(self) -> bytes:
        with _telling_of_a_stop():
            return await self.socket.receive_bytes()

    async def send_text(self, data: str) -> None:
        await self.socket.send_text(data)

    async def send_bytes(self, data: bytes) -> None:
        await self.socket.send_bytes(data)


@contextmanager
def _telling_of_a_stop() -> Iterator[None]:
    """By its code: an agent ends its line with another one."""
    try:
        yield
    except WebSocketDisconnect as ended:
        if ended.code == _COME_AGAIN:
            raise StoppingError from ended
        raise


@router.websocket("/sessions/{session_id}/agent")
async def agent(socket: WebSocket, session_id: UUID, authorization: Annotated[str, Header()] = "") -> None:
    """One agent of our own workers."""
    relay: Relay = socket.app.state.relay
    spoken = relay.spoken
    await socket.accept()
    try:
        admission = await relay.tokens.admit(authorization.removeprefix("Bearer "))
    except SignInError as error:
        await socket.close(_NOT_SIGNED_IN, str(error))
        return
    if admission.principal.kind != "worker" or spoken is None:
        await socket.close(_NOT_SIGNED_IN, "This is for workers.")
        return
    with suppress(WebSocketDisconnect):
        await _served(socket, spoken, session_id)


async def _served(socket: WebSocket, spoken: Host, session_id: UUID) -> None:
    hello = await _hello(socket)
    if hello is None:
        await socket.close(_NOT_UNDERSTOOD, "Say hello first.")
        return
    try:
        await spoken.serve(session_id, hello.identity, _Line(socket))
        await socket.send_text(End().model_dump_json())
        await socket.close()
    except StoppingError:
        pass
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
        said = await next_message(socket)
    except (SilentError, GarbledError):
        return None
    return said if isinstance(said, Hello) else None
