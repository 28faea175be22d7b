"""An agent's line to the gateway: its life line, its ear, its mind and its mouth."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from pydantic import BaseModel
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from cloud_relay.errors import RelayError
from cloud_relay.sessions.line import (
    BEATS_EVERY,
    Beat,
    Begin,
    Bye,
    End,
    Failed,
    FromRelay,
    Hear,
    Heard,
    Hello,
    News,
    Reply,
    Said,
    Sound,
    Speak,
    Take,
)

_log = logging.getLogger(__name__)

_ANSWERED_WITHIN_S: Final = 15.0
_TRIES_FOR_S: Final = 10.0
"""How long a gateway that is gone is looked for."""
_TRIES_EVERY_S: Final = 0.3
_LARGEST: Final = 8 * 1024 * 1024
"""Bytes of the longest sentence."""
_Answer = TypeVar("_Answer", bound=BaseModel)


class LineError(RelayError):
    """The gateway does not answer, or could not do it."""


@dataclass(slots=True)
class Line:
    """Kept up until the session is over; `on_begin` and `on_news` are told what is to be said."""

    url: str
    token: Callable[[], str]
    identity: str
    on_begin: Callable[[Begin], Awaitable[None]]
    on_news: Callable[[str], Awaitable[None]]
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """The session is over, or nobody answers any more."""
    lost: bool = False
    """Whether it is over because nobody answers."""
    _socket: ClientConnection | None = None
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))
    _waiting: "dict[int, asyncio.Queue[Any]]" = field(default_factory=dict)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _saying: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def run(self) -> None:
        """Until the session is over."""
        loop = asyncio.get_running_loop()
        heard_of = loop.time()
        try:
            while not self.over.is_set() and loop.time() - heard_of < _TRIES_FOR_S:
                with suppress(OSError, ConnectionClosed, InvalidHandshake, InvalidURI, TimeoutError):
                    await self._connected()
                    heard_of = loop.time()
                self._fail_all()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self.over.wait(), _TRIES_EVERY_S)
            self.lost = not self.over.is_set()
        finally:
            self.over.set()

    async def _connected(self) -> None:
        headers = {"Authorization": f"Bearer {self.token()}"}
        async with connect(self.url, additional_headers=headers, max_size=_LARGEST, proxy=None) as socket:
            await socket.send(Hello(identity=self.identity).model_dump_json())
            self._socket = socket
            beating = asyncio.create_task(self._beat())
            try:
                await self._receive(socket)
            finally:
                self._socket = None
                beating.cancel()
                await asyncio.wait({beating})

    async def _beat(self) -> None:
        with suppress(LineError):
            while True:
                await self._send(Beat())
                await asyncio.sleep(BEATS_EVERY)

    async def _receive(self, socket: ClientConnection) -> None:
        async for raw in socket:
            match message := FromRelay.validate_json(raw):
                case Begin():
                    self._say(self.on_begin(message))
                case News():
                    self._say(self.on_news(message.text))
                case End():
                    self.over.set()
                    return
                case Sound(sample_rate=rate) if rate:
                    self._answer(message.id, (rate, await socket.recv(decode=False)))
                case _:
                    self._answer(message.id, message)

    def _say(self, saying: Awaitable[None]) -> None:
        task = asyncio.ensure_future(saying)
        self._saying.add(task)
        task.add_done_callback(self._saying.discard)

    def _answer(self, number: int, answer: object) -> None:
        if waiting := self._waiting.get(number):  # nobody waits any more for what was interrupted
            waiting.put_nowait(answer)

    def _fail_all(self) -> None:
        for number in self._waiting:
            self._answer(number, Failed(id=number))

    async def hear(self, sound: bytes) -> Heard:
        """What was said; `sound` is at 16 kHz.

        Raises:
            LineError: the gateway does not answer.
        """
        return await self._asked(Hear(id=next(self._numbers)), Heard, sound)

    async def take(self, words: str | None = None) -> str:
        """What is said to what was heard, or to `words`; then it is on disk.

        Raises:
            LineError: the gateway does not answer. What was said is then not known to be kept.
        """
        return (await self._asked(Take(id=next(self._numbers), words=words), Reply)).text

    async def speak(self, text: str) -> AsyncIterator[tuple[int, bytes]]:
        """The sentences of `text`, each with its sample rate: mono, 16 bit.

        Raises:
            LineError: the gateway does not answer, or cannot.
        """
        asked = Speak(id=next(self._numbers), text=text)
        answers = self._waiting[asked.id] = asyncio.Queue()
        try:
            await self._send(asked)
            while not isinstance(answer := await _within(answers.get()), Sound):
                if isinstance(answer, Failed):
                    raise LineError("The gateway could not speak.")
                yield answer
        finally:
            del self._waiting[asked.id]

    async def said(self) -> None:
        """The person has heard the last reply. That the gateway may not hear so is no harm: it is said again."""
        with suppress(LineError):
            await self._send(Said())

    def soon(self, work: Coroutine[Any, Any, None]) -> None:
        """Does something beside whatever is done."""
        self._say(work)

    async def goodbye(self) -> None:
        """The session is over."""
        self.over.set()
        with suppress(LineError):
            await self._send(Bye())

    async def _asked(self, question: Hear | Take, kind: type[_Answer], sound: bytes | None = None) -> _Answer:
        answers = self._waiting[question.id] = asyncio.Queue()
        try:
            await self._send(question, sound)
            answer = await _within(answers.get())
        finally:
            del self._waiting[question.id]
        if not isinstance(answer, kind):
            raise LineError("The gateway could not do it.")
        return answer

    async def _send(self, message: BaseModel, sound: bytes | None = None) -> None:
        if self._socket is None:
            raise LineError("There is no line to the gateway.")
        try:
            async with self._sending:
                await self._socket.send(message.model_dump_json())
                if sound is not None:
                    await self._socket.send(sound)
        except ConnectionClosed as error:
            raise LineError("The line to the gateway has ended.") from error


async def _within(answer: Awaitable[Any]) -> Any:
    try:
        return await asyncio.wait_for(answer, _ANSWERED_WITHIN_S)
    except TimeoutError as error:
        raise LineError("The gateway does not answer.") from error
