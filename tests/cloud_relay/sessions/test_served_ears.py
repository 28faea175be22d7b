"""What the gateway makes of the sound that an agent sends, and of an ear that cannot be had."""

import asyncio
from typing import Any
from unittest.mock import patch
from uuid import UUID

from assistant.endings import Ending
from cloud_relay.sessions import served
from cloud_relay.sessions.line import (
    Failed,
    Heard,
    Reply,
    Take,
)
from cloud_relay.voice.conversation import NOT_HEARD
from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S
from models.recognition import Transcript
from tests.cloud_relay.sessions.quick_time import run_quickly
from tests.cloud_relay.sessions.told_agents import (
    Gateway,
    Talk,
    heard,
)


def test_an_ear_that_fails_says_that_something_was_said() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.fails = True
        socket, serving = gateway.agent()
        for message in heard(1, 1):
            socket.says(message)
        await asyncio.sleep(0.5)
        assert socket.answers(1) == [Heard(id=1, text="…", ending=Ending.OPEN)]
        serving.cancel()

    run_quickly(talk())


def test_an_ear_that_is_free_again_hears_what_it_had_no_time_for() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.fails = True
        socket, serving = gateway.agent()
        for message in heard(1, 7):
            socket.says(message)
        await asyncio.sleep(0.5)
        gateway.talk.fails = False
        socket.says(Take(id=2))
        await asyncio.sleep(1)
        assert gateway.talk.decided == ["7"]
        serving.cancel()

    run_quickly(talk())


def test_an_ear_that_goes_on_failing_decides_nothing_and_that_is_said() -> None:
    async def talk() -> None:
        gateway = Gateway()
        gateway.talk.fails = True
        socket, serving = gateway.agent()
        for message in (*heard(1, 7), Take(id=2)):
            socket.says(message)
        await asyncio.sleep(1)
        assert socket.answers(2) == [Reply(id=2, text=NOT_HEARD["en"])]
        assert gateway.talk.decided == []
        serving.cancel()

    run_quickly(talk())


class Undecided(Talk):
    """It fails once it has decided."""

    async def take(self, transcript: Transcript, turn: UUID) -> Any:
        await Talk.take(self, transcript, turn)
        raise RuntimeError("nobody has thought of it")


def test_what_could_not_be_decided_is_not_decided_with_the_next_turn() -> None:
    """Nobody knows how far it had come."""

    async def talk() -> None:
        gateway = Gateway(talk=Undecided())
        socket, serving = gateway.agent()
        for message in (*heard(1, 7), Take(id=2)):
            socket.says(message)
        await asyncio.sleep(1)
        socket.says(Take(id=3))
        await asyncio.sleep(1)
        assert gateway.talk.decided == ["7"]
        assert socket.answers(2) == [Failed(id=2)]
        serving.cancel()

    with patch.object(served._log, "error"):
        run_quickly(talk())


def test_a_cough_over_a_reply_is_nothing() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for message in (*heard(1, over_reply=True), *heard(2), *heard(3, 5)):
            socket.says(message)
        await asyncio.sleep(1)
        assert [each.text for number in (1, 2, 3) for each in socket.answers(number)] == ["", "…", "5"]
        serving.cancel()

    run_quickly(talk())


def test_nothing_is_made_of_words_whose_beginning_is_gone() -> None:
    async def talk() -> None:
        gateway = Gateway()
        socket, serving = gateway.agent()
        for message in (*heard(1, *[1] * LONGEST_S * HEARING_RATE), Take(id=2)):
            socket.says(message)
        await asyncio.sleep(1)
        assert gateway.talk.heard == []
        assert gateway.talk.decided == [""]
        serving.cancel()

    run_quickly(talk())
