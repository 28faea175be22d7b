"""The ear hears in pauses, one piece after the other, and knows when nothing more is to come."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import aclosing, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from livekit import rtc
from livekit.agents import stt

from assistant.endings import Ending
from cloud_relay.sessions.line import Heard
from cloud_relay.voice.sound import HEARING_RATE
from cloud_relay.worker.hearing import RelayEar
from cloud_relay.worker.questions import LineDownError, LineError
from models.voice_activity import VoiceActivity
from tests.cloud_relay.worker.conftest import Voice
from tests.cloud_relay.worker.headset import RATE

FRAME = RATE // 50
SILENCE = 0.3


@dataclass(slots=True)
class Gateway:
    """A line whose answers a test gives."""

    asked: "asyncio.Queue[bytes]" = field(default_factory=asyncio.Queue)
    answers: "asyncio.Queue[Heard | Exception]" = field(default_factory=asyncio.Queue)
    over_reply: list[bool] = field(default_factory=list)
    mid_turn = True

    async def hear(self, piece: bytes, *, over_reply: bool) -> Heard:
        self.asked.put_nowait(piece)
        self.over_reply.append(over_reply)
        if isinstance(answer := await self.answers.get(), Exception):
            raise answer
        return answer

    def answer(self, text: str, ending: Ending = Ending.COMPLETE) -> None:
        self.answers.put_nowait(Heard(id=1, text=text, ending=ending))


@dataclass(slots=True)
class Room:
    """A person at a microphone, in front of an ear."""

    gateway: Gateway
    ear: RelayEar
    microphone: Any
    events: "asyncio.Queue[stt.SpeechEvent]"
    voice: Voice

    async def hears(self, *spoken: str | float) -> None:
        """Sentences, and silence of so many seconds, as fast as they are taken."""
        for each in spoken:
            samples = np.zeros(round(each * RATE), np.int16) if isinstance(each, float) else self.voice(each)
            for begin in range(0, len(samples) - FRAME, FRAME):
                frame = samples[begin : begin + FRAME]
                self.microphone.push_frame(rtc.AudioFrame(frame.tobytes(), RATE, 1, FRAME))
        while not self.microphone._input_ch.empty():  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)

    async def asked(self) -> bytes:
        return await asyncio.wait_for(self.gateway.asked.get(), 10)

    def ending(self) -> "Awaitable[float]":
        return self.ear.turn.predict_end_of_turn(None)  # type: ignore[arg-type]

    async def words(self) -> str:
        return (await asyncio.wait_for(self.events.get(), 10)).alternatives[0].text


@pytest.fixture
async def room(any_voice: Voice) -> AsyncIterator[Room]:
    gateway = Gateway()
    ear = RelayEar(gateway, "en", VoiceActivity())  # type: ignore[arg-type]
    async with _noting(ear) as (microphone, events):
        yield Room(gateway, ear, microphone, events, any_voice)


@asynccontextmanager
async def _noting(ear: RelayEar) -> AsyncIterator[tuple[Any, "asyncio.Queue[stt.SpeechEvent]"]]:
    events: asyncio.Queue[stt.SpeechEvent] = asyncio.Queue()

    async def note() -> None:
        async for event in microphone:
            events.put_nowait(event)

    async with aclosing(ear.stream()) as microphone:
        noting = asyncio.create_task(note())
        yield microphone, events
        noting.cancel()
        with suppress(asyncio.CancelledError):
            await noting


async def test_it_hears_before_it_is_known_whether_somebody_goes_on(room: Room) -> None:
    await room.hears(SILENCE, "Put job fifty seven", 0.12)
    assert await room.asked()
    room.gateway.answer("put job 57", Ending.UNFINISHED)
    assert await room.words() == "put job 57"


async def test_what_is_said_while_it_hears_is_heard_next(room: Room) -> None:
    await room.hears(SILENCE, "Put job fifty seven", SILENCE, "on hold.", SILENCE)
    first = await room.asked()
    assert room.gateway.asked.empty()
    room.gateway.answer("put job 57", Ending.UNFINISHED)
    assert await room.words() == "put job 57"
    room.gateway.answer("put job 57 on hold")
    await room.hears(0.1)
    assert await room.words() == "on hold"
    assert len(first) + len(await room.asked()) > 2 * HEARING_RATE * 2


async def test_nothing_is_at_its_end_that_is_not_heard_yet(room: Room) -> None:
    await room.hears(SILENCE, "Who am I?", 2.0)
    await room.asked()
    assert not room.ear.turn._settled.is_set()
    room.gateway.answer("who am i")
    await room.words()
    assert await asyncio.wait_for(room.ending(), 10) == 1.0


async def test_what_is_said_behind_a_pause_is_no_longer_at_its_end(room: Room) -> None:
    room.gateway.answer("put job 57", Ending.UNFINISHED)
    await room.hears(SILENCE, "Put job fifty seven", SILENCE)
    await room.words()
    assert room.ear.turn._settled.is_set()
    await room.hears("on hold")
    assert not room.ear.turn._settled.is_set()


async def test_a_microphone_that_is_gone_is_not_waited_for(room: Room) -> None:
    """It gives no more frames, whether or not somebody was in the middle of a word."""
    await room.hears(SILENCE, "Put job fifty seven")
    room.microphone.end_input()
    room.gateway.answer("put job 57", Ending.UNFINISHED)
    assert await asyncio.wait_for(room.ending(), 10) == 1.0


async def test_a_microphone_that_is_gone_behind_words_ends_them(room: Room) -> None:
    await room.hears(SILENCE, "Who am I?", 0.12)
    room.gateway.answer("who am i")
    assert await room.words() == "who am i"
    assert await asyncio.wait_for(room.ending(), 10) == 1.0


async def test_the_gateway_is_told_what_began_over_a_reply(room: Room) -> None:
    room.ear.agent_speaks = True
    room.gateway.answer("")
    await room.hears(SILENCE, "Who am I?", SILENCE)
    room.ear.agent_speaks = False
    await room.asked()
    room.gateway.answer("who am i")
    await room.hears(SILENCE, "Who am I?", SILENCE)
    assert await room.words() == "who am i"
    assert room.gateway.over_reply == [True, False]


async def test_silence_is_not_heard(room: Room) -> None:
    await room.hears(5.0)
    assert room.gateway.asked.empty()


@pytest.mark.parametrize(("fails", "words"), [(LineError("busy"), "…"), (LineDownError("gone"), "")])
async def test_what_cannot_be_heard_ends_no_session(room: Room, fails: Exception, words: str) -> None:
    room.gateway.answers.put_nowait(fails)
    assert (await room.ear.heard(b"\0\0")).alternatives[0].text == words
