"""An agent's place in a LiveKit room: when the person is gone, and when they are not."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from livekit import rtc

from cloud_relay.worker.room import InRoom
from tests.cloud_relay.sessions.quick_time import run_quickly

ROSA = SimpleNamespace(identity="rosa")
ENDS = rtc.DisconnectReason


class Room(rtc.EventEmitter[Any]):
    def __init__(self, *people: str) -> None:
        super().__init__()
        self.local_participant = SimpleNamespace(identity="agent")
        self.remote_participants = dict.fromkeys(people)


class Session:
    started: "dict[str, Any] | None" = None

    async def start(self, agent: object, **given: Any) -> None:
        self.started = given


async def entered(room: Room) -> tuple[InRoom, dict[str, Any]]:
    place, session = InRoom(SimpleNamespace(room=room)), Session()  # type: ignore[arg-type]
    await place.start(session, None, "rosa")  # type: ignore[arg-type]
    assert session.started is not None
    return place, session.started


async def test_it_hears_one_person_and_records_nothing() -> None:
    place, started = await entered(Room("rosa"))
    assert place.identity == "agent"
    assert started["record"] is False
    assert (started["room_options"].participant_identity, started["room_options"].text_input) == ("rosa", False)


async def test_whoever_leaves_is_gone() -> None:
    room = Room("rosa", "manager")
    place, _ = await entered(room)
    room.emit("participant_disconnected", SimpleNamespace(identity="manager"))
    assert not place.gone.is_set()
    room.emit("participant_disconnected", ROSA)
    assert place.gone.is_set()


@pytest.mark.parametrize(
    ("reason", "is_gone"),
    [(ENDS.ROOM_DELETED, True), (ENDS.PARTICIPANT_REMOVED, False), (ENDS.SIGNAL_CLOSE, False)],
)
async def test_an_agent_that_is_taken_out_of_the_room_is_no_end(reason: Any, is_gone: bool) -> None:
    room = Room("rosa")
    place, _ = await entered(room)
    room.emit("disconnected", reason)
    assert place.gone.is_set() == is_gone


def test_whoever_does_not_come_is_waited_for_a_minute() -> None:
    async def wait() -> None:
        for comes in (True, False):
            room = Room()
            place, _ = await entered(room)
            await asyncio.sleep(59)
            if comes:
                room.remote_participants["rosa"] = None
            await asyncio.sleep(2)
            assert place.gone.is_set() != comes

    run_quickly(wait())
