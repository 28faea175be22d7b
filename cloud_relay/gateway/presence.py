"""Units stay connected, and are told what has changed."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from cloud_relay.composition import Relay
from cloud_relay.errors import ForbiddenError, SignInError
from cloud_relay.gateway.access import Somebody, UsesRelay
from cloud_relay.identity.principal import Admission
from cloud_relay.units.bus import Signals
from sync.signals import STALE_AFTER, Beat, Changed, FromRelay, FromUnit

router = APIRouter(prefix="/v1", tags=["presence"])

_NOT_SIGNED_IN = 4401
_NOT_UNDERSTOOD = 4400
_SILENT = 4408
"""Codes of closing: as HTTP's, in the range that is free for applications."""


@router.post("/changes", status_code=202)
async def changed(change: Changed, somebody: Somebody, relay: UsesRelay) -> None:
    """Tells the units of the business that records have changed at Hero365, and are to be read anew."""
    if change.business != somebody.business:
        raise ForbiddenError("These records are another business's.")
    await relay.bus.tell(change)


@router.websocket("/presence")
async def presence(socket: WebSocket, authorization: Annotated[str, Header()] = "") -> None:
    """A unit's connection: it beats, and is told."""
    relay: Relay = socket.app.state.relay
    await socket.accept()
    try:
        admission = await relay.tokens.admit(authorization.removeprefix("Bearer "))
    except SignInError as error:
        await socket.close(_NOT_SIGNED_IN, str(error))
        return
    if admission.principal.kind != "device":
        await socket.close(_NOT_SIGNED_IN, "This is for units.")
        return
    await _connected(socket, relay, admission)


async def _connected(socket: WebSocket, relay: Relay, admission: Admission) -> None:
    device = UUID(admission.principal.id)
    async with relay.bus.listening(admission.principal.business) as signals:
        telling = asyncio.create_task(_tell(socket, signals))
        try:
            await _hear(socket, relay, device)
        except WebSocketDisconnect:
            pass
        finally:
            telling.cancel()
            await asyncio.wait({telling})
            await relay.presence.gone(device)


async def _tell(socket: WebSocket, signals: Signals) -> None:
    while True:
        await socket.send_text(FromRelay.dump_json(await signals.get()).decode())


async def _hear(socket: WebSocket, relay: Relay, device: UUID) -> None:
    """Until the unit goes, falls silent, says what nobody understands, or is removed."""
    while True:
        try:
            beat: Beat = FromUnit.validate_json(await asyncio.wait_for(socket.receive_text(), STALE_AFTER))
        except TimeoutError:
            await socket.close(_SILENT, "No beat.")
            return
        except ValidationError:
            await socket.close(_NOT_UNDERSTOOD, "This is no signal of a unit.")
            return
        if not await relay.presence.beat(device, beat, now=relay.clock()):
            await socket.close(_NOT_SIGNED_IN, "This unit was removed.")
            return
