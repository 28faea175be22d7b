"""An agent's line to the gateway: its life line, its ear, its mind and its mouth."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from cloud_relay.sessions.line import (
    BEATS_EVERY,
    LONGEST_SOUND,
    Beat,
    Begin,
    Bye,
    End,
    FromRelay,
    Hear,
    Heard,
    Hello,
    Hush,
    News,
    Reply,
    Said,
    Sound,
    Speak,
    Take,
    Told,
)
from cloud_relay.waiting import first_of
from cloud_relay.worker.questions import LineDownError, LineError, Questions

_log = logging.getLogger(__name__)

_LARGEST: Final = 8 * 1024 * 1024
"""Bytes of the longest sentence."""
_MOST_SENTENCES: Final = 500
"""In one reply; a gateway that sends more has lost its way."""
_MOST_SAYINGS: Final = 20
_Answer = TypeVar("_Answer", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    answer: float = 15.0
    """With a question."""
    gone: float = 10.0
    """How long a gateway that is gone is looked for."""
    between: float = 0.3
    """Two tries."""
    opening: float = 3.0
    """Until a gateway that is reached has let the agent in."""
    sign: float = 3.0
    """Until a ping is answered: a frozen gateway keeps its connections."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What an agent says by itself."""

    text: str
    heard: Said | Told | None = None
    """What the gateway is told, once the person has heard it."""


@dataclass(slots=True)
class Line:
    """Kept up until the session is over."""

    url: str
    token: Callable[[], str]
    identity: str
    patience: Patience = Patience()
    begin: Begin | None = None
    """What the gateway has said first."""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    """The gateway serves this agent, or nobody does any more."""
    sayings: "asyncio.Queue[Saying]" = field(default_factory=lambda: asyncio.Queue(_MOST_SAYINGS))
    """What is to be said by itself, once nobody speaks."""
    over: asyncio.Event = field(default_factory=asyncio.Event)
    """The session is over, or nobody answers any more."""
    lost: bool = False
    """Whether it is over because nobody answers."""
    _up: asyncio.Event = field(default_factory=asyncio.Event)
    _up_at: float = 0.0
    _socket: ClientConnection | None = None
    _said: bytes = b""
    """Since the last turn, at 16 kHz."""
    _heard_by: ClientConnection | None = None
    """Where that was heard."""
    _replied: int = 0
    _questions: Questions = field(init=False)
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _beside: "set[asyncio.Task[None]]" = field(default_factory=set)

    def __post_init__(self) -> None:
        self._questions = Questions(self.patience.answer)

    async def run(self) -> None:
        """Until the session is over."""
        loop = asyncio.get_running_loop()
        self._up_at, warned_of = loop.time(), -1.0
        try:
            while not self.over.is_set() and loop.time() - self._up_at < self.patience.gone:
                try:
                    await self._connected()
                except (OSError, WebSocketException) as error:
                    is_new = warned_of != self._up_at  # what is tried in vain several times a second is told once
                    warned_of = self._up_at
                    level, said = logging.WARNING if is_new else logging.INFO, str(error)
                    _log.log(level, "the line has ended", extra={"error": type(error).__name__, "said": said})
                except (ValidationError, asyncio.QueueFull) as error:
                    _log.error("the gateway is not understood", extra={"error": type(error).__name__})
                self._questions.fail_all()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self.patience.between):
                        await self.over.wait()
            self.lost = not self.over.is_set()
        finally:
            self.over.set()
            self.begun.set()
            self._questions.fail_all()
            for task in self._beside:
                task.cancel()

    async def _connected(self) -> None:
        was_up = False
        try:
            async with self._connection() as socket:
                await socket.send(Hello(identity=self.identity).model_dump_json())
                self._socket = socket
                beating = asyncio.create_task(self._beat())
                try:
                    await self._receive(socket)
                finally:
                    was_up = self._up.is_set()
                    self._up.clear()
                    self._socket = None
                    beating.cancel()
                    await asyncio.wait({beating})
        finally:
            if was_up:
                self._up_at = asyncio.get_running_loop().time()

    def _connection(self) -> connect:
        return connect(
            self.url,
            additional_headers={"Authorization": f"Bearer {self.token()}"},
            max_size=_LARGEST,
            proxy=None,
            open_timeout=self.patience.opening,
            close_timeout=self.patience.opening,
            ping_interval=self.patience.sign,
            ping_timeout=self.patience.sign,
        )

    async def _beat(self) -> None:
        with suppress(LineError):
            while True:
                await self._send(Beat())
                await asyncio.sleep(BEATS_EVERY)

    async def _receive(self, socket: ClientConnection) -> None:
        async for raw in socket:
            match message := FromRelay.validate_json(raw):
                case Begin():
                    self._let_in(message)
                case News():
                    self.say(Saying(message.text, Told(id=message.id)))
                case End():
                    self.over.set()
                    return
                case Sound(sample_rate=rate) if rate:
                    self._questions.answer(message.id, (rate, await socket.recv(decode=False)))
                case _:
                    self._questions.answer(message.id, message)

    def _let_in(self, begin: Begin) -> None:
        if self.begin is not None:  # again: the gateway had gone, or another one is in its place
            self.say(Saying(begin.text, Said(id=0)))
        self.begin = begin
        self._replied = 0
        self.begun.set()
        self._up.set()

    def say(self, saying: Saying) -> None:
        """Has it said, once nobody speaks."""
        try:
            self.sayings.put_nowait(saying)
        except asyncio.QueueFull:
            _log.warning("more is to be said than there is time for")

    @property
    def mid_turn(self) -> bool:
        """Whether something was said that is not taken yet."""
        return bool(self._said)

    async def hear(self, piece: bytes, *, over_reply: bool = False) -> Heard:
        """What was said since the last turn, of which `piece`, at 16 kHz, is the end. If the line is lost meanwhile and
        is found again, it is asked again. What is nothing is forgotten.

        Raises:
            LineError: the gateway does not answer, or could not do it.
        """
        self._said = (self._said + piece)[-LONGEST_SOUND:]
        heard = await self._heard(over_reply=over_reply)
        if not heard.text:
            self._said = b""
        return heard

    async def _heard(self, *, over_reply: bool) -> Heard:
        while True:
            await self._wait_until_up()
            socket = self._socket
            try:
                heard = await self._asked(Hear(id=self._questions.number(), over_reply=over_reply), Heard, self._said)
            except LineDownError:
                continue
            self._heard_by = socket
            return heard

    async def take(self, words: str | None = None) -> str:
        """What is said to what was heard, or to `words`; then it is on disk.

        Raises:
            LineDownError: the line has ended. What was said may be kept: the gateway says so when it is found again.
            LineError: the gateway does not answer. What was said is then not known to be kept.
        """
        if words is None and self._said and self._heard_by is not self._socket:  # whoever answers now has heard nothing
            await self._heard(over_reply=False)
        self._said = b""
        reply = await self._asked(Take(id=self._questions.number(), words=words), Reply)
        self._replied = reply.id
        return reply.text

    async def speak(self, text: str) -> AsyncGenerator[tuple[int, bytes], None]:
        """The sentences of `text`, each with its sample rate: mono, 16 bit. Left before its end, the rest is not made.

        Raises:
            LineError: the gateway does not answer, or cannot.
        """
        asked, ended = Speak(id=self._questions.number(), text=text), False
        try:
            with self._questions.waiting(asked.id, _MOST_SENTENCES) as following:
                await self._send(asked)
                while not isinstance(answer := await following(), Sound):
                    if not isinstance(answer, tuple):
                        ended = True
                        raise LineError("The gateway could not speak.")
                    yield answer
                ended = True
        finally:
            if not ended:
                self._soon(Hush(id=asked.id))

    def told(self, saying: Saying) -> None:
        """The person has heard that. Where the gateway may not hear so, it is said again."""
        if saying.heard is not None:
            self._soon(saying.heard)

    @property
    def answered(self) -> int:
        """The turn that was answered last."""
        return self._replied

    async def goodbye(self) -> None:
        """The person has gone: the session is over."""
        self.over.set()
        with suppress(LineError):
            await self._send(Bye())

    async def _wait_until_up(self) -> None:
        await first_of(self._up, self.over)
        if not self._up.is_set():
            raise LineDownError("There is no line to the gateway any more.")

    async def _asked(self, question: Hear | Take, kind: type[_Answer], sound: bytes | None = None) -> _Answer:
        with self._questions.waiting(question.id, 2) as following:
            await self._send(question, sound)
            answer = await following()
        if answer is None:
            raise LineDownError("The line to the gateway has ended.")
        if not isinstance(answer, kind):
            raise LineError("The gateway could not do it.")
        return answer

    def _soon(self, message: BaseModel) -> None:
        task = asyncio.create_task(self._try_to_send(message))
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    async def _try_to_send(self, message: BaseModel) -> None:
        with suppress(LineError):
            await self._send(message)

    async def _send(self, message: BaseModel, sound: bytes | None = None) -> None:
        # Shielded: whoever gives up in the middle leaves no announcement behind without its sound.
        await asyncio.shield(asyncio.create_task(self._sent(message, sound)))

    async def _sent(self, message: BaseModel, sound: bytes | None) -> None:
        async with self._sending:
            socket = self._socket
            if socket is None:
                raise LineDownError("There is no line to the gateway.")
            try:
                await socket.send(message.model_dump_json())
                if sound is not None:
                    await socket.send(sound)
            except ConnectionClosed as error:
                raise LineDownError("The line to the gateway has ended.") from error
