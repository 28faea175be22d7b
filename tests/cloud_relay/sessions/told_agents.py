"""An agent that says what a test has it say, and a gateway's conversation that takes its time."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID, uuid4

import numpy as np
from pydantic import BaseModel

from assistant.endings import Ending
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.claims import Claim
from cloud_relay.sessions.line import (
    FromRelay,
    Hear,
    RelayMessage,
)
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.served import Served
from cloud_relay.voice.mouth import Speech
from cloud_relay.voice.sound import Samples
from models.errors import ModelError
from models.recognition import Transcript

BEGAN = datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
ROSA = Principal("person", "rosa", "northside", "Rosa Delgado")


class GoneError(Exception):
    """The agent has hung up."""


@dataclass(slots=True)
class Socket:
    """As Starlette's: whoever waits for text and gets sound meets a KeyError."""

    coming: "asyncio.Queue[str | bytes | None]" = field(default_factory=asyncio.Queue)
    sent: list[RelayMessage] = field(default_factory=list)
    sounds: int = 0

    def says(self, message: BaseModel | str | bytes | None) -> None:
        self.coming.put_nowait(message.model_dump_json() if isinstance(message, BaseModel) else message)

    async def receive_text(self) -> str:
        return await self._next("text")  # type: ignore[return-value]

    async def receive_bytes(self) -> bytes:
        return await self._next("bytes")  # type: ignore[return-value]

    async def _next(self, wanted: str) -> str | bytes:
        came = await self.coming.get()
        if came is None:
            raise GoneError
        return {"text" if isinstance(came, str) else "bytes": came}[wanted]

    async def send_text(self, data: str) -> None:
        self.sent.append(FromRelay.validate_json(data))

    async def send_bytes(self, data: bytes) -> None:
        self.sounds += 1

    def answers(self, number: int) -> list[RelayMessage]:
        return [message for message in self.sent if getattr(message, "id", None) == number]


@dataclass(slots=True)
class Talk:
    """A conversation in which the loudness of a sound is its word, and everything takes its time."""

    language: str = "en"
    decided: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    free: list[bool] = field(default_factory=list)
    """Whether the ear of what was decided about was held to no phrases."""
    hear_takes: float = 0.1
    take_takes: float = 0.1
    fails: bool = False
    asks: str = ""
    """What is open."""
    untold: list[str] = field(default_factory=list)
    """News."""
    unreadable: int = 0
    """How often the news cannot be read, for a reason that nobody thought of."""
    at: Any = None

    def __post_init__(self) -> None:
        @asynccontextmanager
        async def news() -> AsyncIterator[str]:
            if self.unreadable:
                self.unreadable -= 1
                raise LookupError("of a mistake")
            yield "".join(self.untold[:1])
            del self.untold[:1]

        self.at = SimpleNamespace(
            desk=SimpleNamespace(news=news, assistant=SimpleNamespace(is_asking=False)), turn=asyncio.Lock()
        )

    async def hear(self, sound: Samples) -> tuple[Transcript, Ending]:
        await asyncio.sleep(self.hear_takes)
        if self.fails:
            raise ModelError("the ear is broken")
        self.heard.append(" ".join(str(word) for word in sound))
        return Transcript(self.heard[-1], "loudness", 1.0, accepted=True), Ending.COMPLETE

    async def take(self, transcript: Transcript, turn: UUID) -> Any:
        await asyncio.sleep(self.take_takes)
        self.decided.append(transcript.text)
        self.free.append(transcript.free)
        return SimpleNamespace(text=f"reply to {transcript.text}", to=None)

    async def question(self) -> str:
        return self.asks

    async def speak(self, text: str) -> AsyncIterator[Speech]:
        for _ in text.split():
            await asyncio.sleep(0.1)
            yield Speech(np.zeros(10, np.int16), 22_050)

    async def get_ready(self) -> None:
        await asyncio.sleep(0.01)


class Counted:
    async def count_turn(self, session_id: UUID, turn: UUID, commands: int, *, now: object) -> None:
        pass

    async def heard(self, session_id: UUID, turn: UUID) -> None:
        pass


@dataclass(slots=True)
class Gateway:
    live: Live = field(default_factory=lambda: Live(Claim(uuid4(), uuid4(), 1), ROSA, BEGAN + timedelta(hours=1)))
    talk: Talk = field(default_factory=Talk)

    def agent(self) -> tuple[Socket, "asyncio.Task[None]"]:
        socket = Socket()
        serving = Served(socket, self.live, self.talk, Counted(), lambda: BEGAN)  # type: ignore[arg-type]
        return socket, asyncio.create_task(serving.run())


def sound(*words: int) -> bytes:
    return np.array(words, "<i2").tobytes()


def heard(number: int, *words: int, over_reply: bool = False) -> Iterator[BaseModel | bytes]:
    yield Hear(id=number, over_reply=over_reply)
    yield sound(*words)


async def ended(serving: "asyncio.Task[None]") -> BaseException | None:
    await asyncio.wait({serving})
    return serving.exception()
