"""One agent at its line: what it hears is understood, decided and answered here."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import uuid4

import numpy as np
from pydantic import BaseModel

from assistant.endings import Ending
from cloud_relay.errors import BusyError
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.line import (
    HEARING_RATE,
    LONGEST_S,
    STUCK_AFTER,
    Beat,
    Begin,
    Bye,
    Failed,
    FromAgent,
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
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.sentences import BACK_AGAIN, HELLO
from cloud_relay.voice.conversation import Conversation
from cloud_relay.voice.ear import Sound as Samples
from models.errors import ModelError
from models.recognition import Transcript

_log = logging.getLogger(__name__)

_MOST_AT_ONCE: Final = 16
_LOOKS_FOR_NEWS_EVERY_S: Final = 2.0
_NOTHING: Final = Transcript("", "none", 0.0, accepted=False)


class Socket(Protocol):
    """A WebSocket, as Starlette has it."""

    async def receive_text(self) -> str:
        """The next message."""
        ...

    async def receive_bytes(self) -> bytes:
        """The next message, of sound."""
        ...

    async def send_text(self, data: str) -> None:
        """Sends a message."""
        ...

    async def send_bytes(self, data: bytes) -> None:
        """Sends sound."""
        ...


class SilentError(Exception):
    """The agent gives no sign of life any more, or asks for too much at once."""


@dataclass(slots=True)
class Served:
    """The conversation of one session with one agent."""

    socket: Socket
    live: Live
    conversation: Conversation
    book: SessionBook
    clock: Callable[[], datetime]
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _sound: Samples = field(default_factory=lambda: np.empty(0, np.int16))
    _heard: Transcript = _NOTHING
    _work: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def run(self) -> None:
        """Until the agent says goodbye or the session is over.

        Raises:
            SilentError: it is stuck.
            Exception: the connection has ended, as the socket says it.
        """
        first_words = self._first_words()
        await self._send(Begin(text=first_words, language=self.conversation.language, person=self.live.person.id))
        telling = asyncio.create_task(self._tell_news())
        try:
            await asyncio.gather(self.conversation.get_ready(), self._listen())
        finally:
            for task in (telling, *self._work):
                task.cancel()
            await asyncio.wait({telling, *self._work})

    async def _listen(self) -> None:
        while True:
            try:
                raw = await asyncio.wait_for(self.socket.receive_text(), STUCK_AFTER)
            except TimeoutError as error:
                raise SilentError from error
            match message := FromAgent.validate_json(raw):
                case Beat() | Hello():
                    pass
                case Said():
                    self.live.unheard = ""
                case Bye():
                    self.live.over.set()
                    return
                case Hear():
                    self._begin(self._hear(message, await self.socket.receive_bytes()))
                case Take():
                    self._begin(self._take(message))
                case Speak():
                    self._begin(self._speak(message))

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Beside the listening, so that signs of life are heard meanwhile."""
        if len(self._work) >= _MOST_AT_ONCE:
            work.close()
            raise SilentError
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._work.discard(task)
        if not task.cancelled() and (error := task.exception()):
            _log.error("an agent was not answered", extra={"session": str(self.live.session), "error": repr(error)})

    def _first_words(self) -> str:
        language = self.conversation.language
        if not self.live.had_agent:
            return HELLO[language]
        return f"{BACK_AGAIN[language]} {self.live.unheard}".strip()

    async def _hear(self, message: Hear, sound: bytes) -> None:
        """All that was said since the last turn is heard as one: a pause in the middle of a command is no end of it."""
        latest = np.frombuffer(sound, "<i2")
        self._sound = np.concatenate([self._sound, latest])[-LONGEST_S * HEARING_RATE :]
        try:
            self._heard, ending = await self.conversation.hear(self._sound)
        except (BusyError, ModelError) as error:
            _log.error("not heard", extra={"error": str(error)})
            self._heard, ending = _NOTHING, Ending.OPEN
        await self._send(Heard(id=message.id, text=self._heard.text or "…", ending=ending))

    async def _take(self, message: Take) -> None:
        heard = self._heard if message.words is None else Transcript(message.words, "external", 1.0, accepted=True)
        self._sound, self._heard = np.empty(0, np.int16), _NOTHING
        answer = await self.conversation.take(heard, uuid4())
        self.live.unheard = answer.text
        commands = len(answer.turn.saved) if answer.turn else 0
        await self._send(Reply(id=message.id, text=answer.text))
        await self.book.count_turn(self.live.session, commands, now=self.clock())
        await self.conversation.get_ready()

    async def _speak(self, message: Speak) -> None:
        try:
            async for speech in self.conversation.speak(message.text):
                async with self._sending:
                    await self.socket.send_text(Sound(id=message.id, sample_rate=speech.sample_rate).model_dump_json())
                    await self.socket.send_bytes(speech.samples.astype("<i2").tobytes())
        except (BusyError, ModelError) as error:
            _log.error("not spoken", extra={"error": str(error)})
            await self._send(Failed(id=message.id))
            return
        await self._send(Sound(id=message.id, sample_rate=0))

    async def _tell_news(self) -> None:
        """What Hero365 has decided meanwhile, when nobody is to answer a question first."""
        desk = self.conversation.at.desk
        while True:
            await asyncio.sleep(_LOOKS_FOR_NEWS_EVERY_S)
            if desk.assistant.is_asking or self.conversation.at.turn.locked() or len(self._sound):
                continue
            async with desk.news() as news:
                if news:
                    await self._send(News(text=news))

    async def _send(self, message: BaseModel) -> None:
        async with self._sending:
            await self.socket.send_text(message.model_dump_json())
