"""Units stay connected, and are told what has changed."""

import asyncio
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Header, WebSocket, WebSocketDisconnect
from pydantic import ValidationError

from cloud_relay.composition import Relay
from cloud_relay.errors import ForbiddenError, SignInError
from cloud_relay.gateway.access import UsesRelay, open_to_services
from cloud_relay.gateway.refusals import ADMITTED
from cloud_relay.gateway.sockets import (
    COME_AGAIN,
    NOT_SIGNED_IN,
    NOT_UNDERSTOOD,
    SILENT,
    TOO_OFTEN,
    coming_again,
    turn_away,
)
from cloud_relay.identity.principal import Admission, Principal
from cloud_relay.units.bus import Signals
from sync.signals import STALE_AFTER, Beat, Changed, Escalated, FromRelay, FromUnit, MessageFailed, Signal

router = APIRouter(prefix="/v1", tags=["presence"])

_MOST_BEATS = 30
"""In a minute: each is written down, and a unit beats six times."""
_MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class _Unit:
    """A unit on one connection."""

    id: UUID
    seen_at: datetime | None = None
    """Its last beat here."""


@router.post("/changes", status_code=202, responses=ADMITTED)
async def changed(
    change: Changed, somebody: Annotated[Principal, open_to_services("changes")], relay: UsesRelay
) -> None:
    """Tells the units of the business that records have changed at Hero365, and are to be read anew."""
    if not somebody.acts_for(change.business):
        raise ForbiddenError("These records are another business's.")
    own = somebody.id if somebody.kind == "device" else ""
    await relay.bus.tell(change.model_copy(update={"by": own}))


@router.websocket("/presence")
async def presence(socket: WebSocket, authorization: Annotated[str, Header()] = "") -> None:
    """A unit's connection: it beats, and is told."""
    await socket.accept()
    async with coming_again(socket):
        await _admitted(socket, authorization)


async def _admitted(socket: WebSocket, authorization: str) -> None:
    relay: Relay = socket.app.state.relay
    try:
        admission = await relay.tokens.admit(authorization.removeprefix("Bearer "))
    except SignInError as error:
        await turn_away(socket, relay, str(error))
        return
    if admission.principal.kind != "device":
        await turn_away(socket, relay, "This is for units.")
        return
    if not await relay.limiter.allows(socket.scope["route"].path, "", admission.principal):
        await socket.close(TOO_OFTEN, "That is too often; try again in a minute.")
        return
    await _connected(socket, relay, admission)


async def _connected(socket: WebSocket, relay: Relay, admission: Admission) -> None:
    """Until one side of the connection has ended: a unit that hears nothing more is to come again."""
    unit = _Unit(UUID(admission.principal.id))
    async with relay.bus.listening(admission.principal.business) as signals:
        missed = await _missed(relay, admission.principal)
        telling = _tell(socket, signals, missed, unit)
        both = {asyncio.create_task(telling), asyncio.create_task(_hear(socket, relay, unit))}
        try:
            ended, _ = await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            for task in ended:
                with suppress(WebSocketDisconnect):
                    task.result()
        finally:
            for task in both:
                task.cancel()
            await asyncio.wait(both)
            await relay.presence.gone(unit.id, unit.seen_at)


async def _missed(relay: Relay, unit: Principal) -> list[Signal]:
    """What a unit may not have heard while it was away."""
    taken = await relay.escalations.taken_lately(unit, now=relay.clock())
    return [*await relay.failures.listed(unit), *taken]


async def _tell(socket: WebSocket, signals: Signals, missed: Iterable[Signal], unit: _Unit) -> None:
    for signal in missed:
        await socket.send_text(FromRelay.dump_json(signal).decode())
    while told := await signals.get():
        if _is_for(unit, told):
            await socket.send_text(FromRelay.dump_json(told).decode())
    await socket.close(COME_AGAIN, "The relay hears of no changes any more.")


def _is_for(unit: _Unit, told: Signal) -> bool:
    """What others sent is none of its, and what it has changed itself it knows."""
    match told:
        case MessageFailed():
            return told.unit == str(unit.id)
        case Changed():
            return told.by != str(unit.id)
        case Escalated():
            return True


async def _hear(socket: WebSocket, relay: Relay, unit: _Unit) -> None:
    """Until the unit goes, falls silent, says what nobody understands, or too much, or is removed."""
    lately: deque[datetime] = deque(maxlen=_MOST_BEATS)
    while True:
        try:
            async with asyncio.timeout(STALE_AFTER):
                beat: Beat = FromUnit.validate_json(await socket.receive_text())
        except TimeoutError:
            await socket.close(SILENT, "No beat.")
            return
        except (ValidationError, KeyError):  # KeyError: it is no text
            await socket.close(NOT_UNDERSTOOD, "This is no signal of a unit.")
            return
        unit.seen_at = relay.clock()
        if len(lately) == _MOST_BEATS and unit.seen_at - lately[0] < _MINUTE:
            await socket.close(TOO_OFTEN, "A unit beats every ten seconds.")
            return
        lately.append(unit.seen_at)
        if not await relay.presence.beat(unit.id, beat, now=unit.seen_at):
            await socket.close(NOT_SIGNED_IN, "This unit was removed.")
            return
