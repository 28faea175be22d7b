"""One agent at its line: what it hears is understood, decided and answered here."""

import asyncio
import itertools
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid4

import numpy as np
from pydantic import BaseModel
from sqlalchemy.exc import SQLAlchemyError

from assistant.endings import Ending
from cloud_relay.clock import Clock
from cloud_relay.errors import BusyError
from cloud_relay.sessions import metrics
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.line import (
    UNHEARD,
    Beat,
    Begin,
    Bye,
    Failed,
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
from cloud_relay.sessions.listening import SilentError, Socket, next_message, next_sound
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.sentences import BACK_AGAIN, ENDS_SOON, HELLO
from cloud_relay.voice.conversation import Conversation, not_heard
from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S, Samples
from models.errors import ModelError
from models.recognition import Transcript

_log = logging.getLogger(__name__)

_MOST_AT_ONCE: Final = 16
_LOOKS_FOR_NEWS_EVERY_S: Final = 2.0
_ENDS_SOON_S: Final = 60.0
_NOT_NEWS: Final = 0
"""The number of what nobody waits for to be told."""
_NOTHING: Final = Transcript("", "none", 0.0, accepted=False)
_SILENCE: Final = np.empty(0, np.int16)


@dataclass(slots=True)
class Served:
    """The conversation of one session with one agent."""

    socket: Socket
    live: Live
    conversation: Conversation
    book: SessionBook
    clock: Clock
    _sending: asyncio.Lock = field(default_factory=asyncio.Lock)
    _in_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """What is heard and taken comes one after the other, in the order in which it was said."""
    _sound: Samples = field(default_factory=lambda: _SILENCE)
    """All that was said since the last turn."""
    _heard: Transcript | None = None
    """None where the ear had too much to do, or failed."""
    _not_heard: str = ""
    """What is said then."""
    _answered: int = 0
    """The turn whose reply is unheard as long as nothing else is said about it; 0 is the beginning."""
    _told: "dict[int, asyncio.Event]" = field(default_factory=dict)
    """For the news that is on its way to the person."""
    _work: "set[asyncio.Task[None]]" = field(default_factory=set)
    _speaking: "dict[int, asyncio.Task[None]]" = field(default_factory=dict)

    async def run(self) -> None:
        """Until the agent says goodbye or the session is over.

        Raises:
            SilentError: it is stuck.
            GarbledError: it does not speak as agents do.
            Exception: the connection has ended, as the socket says it.
        """
        first_words = await self._first_words()
        await self._send(Begin(text=first_words, language=self.conversation.language, person=self.live.person.id))
        self.live.begins()
        self._begin(self._tell_news())
        self._begin(self._announce_end())
        self._begin(self.conversation.get_ready())
        try:
            await self._listen()
        finally:
            for task in self._work:
                task.cancel()
            if self._work:
                await asyncio.wait(self._work)

    async def _listen(self) -> None:
        while True:
            match message := await next_message(self.socket):
                case Beat() | Hello():
                    pass
                case Said():
                    if message.id == self._answered:
                        self._note_heard()
                case Told():
                    if told := self._told.get(message.id):
                        told.set()
                case Bye():
                    self.live.over.set()
                    return
                case Hear():
                    sound = np.frombuffer(await next_sound(self.socket), "<i2")
                    self._begin(self._hear(message, sound), message.id)
                case Take():
                    self._begin(self._take(message), message.id)
                case Speak():
                    self._speaking[message.id] = self._begin(self._speak(message), message.id)
                case Hush():
                    if speaking := self._speaking.get(message.id):
                        speaking.cancel()

    def _note_heard(self) -> None:
        turn, self.live.unheard, self.live.unheard_turn = self.live.unheard_turn, "", None
        if turn:
            self._begin(self._heard_answer(turn))

    async def _heard_answer(self, turn: UUID) -> None:
        with suppress(SQLAlchemyError, OSError):  # else it is said once more at another gateway
            await self.book.heard(self.live.session, turn)

    def _begin(self, work: Coroutine[Any, Any, None], number: int | None = None) -> "asyncio.Task[None]":
        """Beside the listening, so that signs of life are heard meanwhile. `number` is that of the question."""
        if len(self._work) >= _MOST_AT_ONCE:
            work.close()
            raise SilentError
        task = asyncio.create_task(work)
        self._work.add(task)
        task.add_done_callback(lambda task: self._ended(task, number))
        return task

    def _ended(self, task: "asyncio.Task[None]", number: int | None) -> None:
        self._work.discard(task)
        if number is not None and self._speaking.get(number) is task:
            del self._speaking[number]
        if not task.cancelled() and (error := task.exception()):
            _log.error("an agent was not answered", extra={"session": str(self.live.session), "error": repr(error)})
            if number is not None:
                self._begin(self._send(Failed(id=number)))

    async def _first_words(self) -> str:
        """What is open is asked again: nobody knows what was said meanwhile, and a yes answers what was just heard."""
        language = self.conversation.language
        if not self.live.had_agent:
            return HELLO[language]
        unheard, question = self.live.unheard, await self.conversation.question()
        if question in unheard:
            question = ""
        return " ".join(filter(None, [BACK_AGAIN[language], unheard, question]))

    async def _hear(self, message: Hear, sound: Samples) -> None:
        """All that was said since the last turn is heard as one: a pause in the middle of a command is no end of it."""
        async with self._in_turn:
            self._sound = sound
            ending = await self._listen_to(sound)
            text = self._heard.text if self._heard else ""
            if message.over_reply and self._heard and not (text or self._heard.guesses):
                self._sound = _SILENCE
            else:
                text = text or UNHEARD
        await self._send(Heard(id=message.id, text=text, ending=ending))

    async def _listen_to(self, sound: Samples) -> Ending:
        self._heard = None
        if len(sound) >= LONGEST_S * HEARING_RATE:
            self._heard = _NOTHING
            return Ending.OPEN
        try:
            self._heard, ending = await self.conversation.hear(sound)
        except (BusyError, ModelError) as error:
            _log.error("not heard", extra={"error": str(error)})
            self._not_heard = not_heard(error, self.conversation.language)
            return Ending.OPEN
        return ending

    async def _take(self, message: Take) -> None:
        with metrics.TURN.time():
            await self._answer(message)
        await self.conversation.get_ready()

    async def _answer(self, message: Take) -> None:
        async with self._in_turn:
            if message.words is None and not len(self._sound):
                # The person spoke on while the turn was taken: that was part of it, and the reply came to nobody.
                text = self.live.unheard
            else:
                heard = await self._heard_at_last(message.words)
                self._sound = _SILENCE  # not later: where deciding fails, nothing is decided about it again
                decided = self.live.decide(self._decided(heard)) if heard else None
                text = await decided if decided else self._not_heard
            self._answered = message.id
        await self._send(Reply(id=message.id, text=text))

    async def _heard_at_last(self, words: str | None) -> Transcript | None:
        """What was said: where the ear could not be had before, it is tried once more."""
        if words is not None:
            return Transcript(words, "external", 1.0, accepted=True, free=True)
        if self._heard is None:
            await self._listen_to(self._sound)
        return self._heard

    async def _decided(self, heard: Transcript) -> str:
        turn = uuid4()
        answer = await self.conversation.take(heard, turn)
        self.live.unheard, self.live.unheard_turn = answer.text, turn
        commands = len(answer.to.saved) if answer.to else 0
        with suppress(SQLAlchemyError, OSError):  # counts; what was said is kept elsewhere
            await self.book.count_turn(self.live.session, turn, commands, now=self.clock())
        return answer.text

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

    async def _announce_end(self) -> None:
        """Nobody is cut off in the middle of a sentence without having been told."""
        left = (self.live.ends_at - self.clock()).total_seconds()
        await asyncio.sleep(max(0.0, left - _ENDS_SOON_S))
        await self._send(News(id=_NOT_NEWS, text=ENDS_SOON[self.conversation.language]))

    async def _tell_news(self) -> None:
        """What Hero365 has decided meanwhile, when nobody is to answer a question first. Whoever hangs up before it is
        said hears it another time."""
        for number in itertools.count(1):
            await asyncio.sleep(_LOOKS_FOR_NEWS_EVERY_S)
            desk = self.conversation.at.desk
            if desk.assistant.is_asking or self.conversation.at.turn.locked() or len(self._sound):
                continue
            try:
                async with desk.news() as news:
                    if news:
                        await self._tell(number, news)
            except Exception as error:  # noqa: BLE001 - told when it can be read again
                _log.warning("no news", extra={"error": repr(error)})

    async def _tell(self, number: int, news: str) -> None:
        told = self._told[number] = asyncio.Event()
        try:
            await self._send(News(id=number, text=news))
            await told.wait()
        finally:
            del self._told[number]

    async def _send(self, message: BaseModel) -> None:
        async with self._sending:
            await self.socket.send_text(message.model_dump_json())
