"""The agent: hears turns from a source, takes them through the assistant, and answers by voice."""

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from functools import partial
from threading import Event
from uuid import UUID

from assistant.turns import Turn
from assistant.wake_phrase import with_wake_word
from conversation.books import ASLEEP, IDLE
from conversation.decision import Outcome
from conversation.manners import Answering
from edge_agent.events import Events
from edge_agent.languages import Engines
from edge_agent.listening import Listener
from edge_agent.listening_events import Heard, Interrupted, NothingSaid
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from erp import Language
from hardware.audio import AudioSource, LiveSource
from models.errors import ModelError
from models.phrases import PhraseBook
from models.recognition import Recogniser
from sync.errors import StoreError, UnsavedError
from sync.rows import QueuedCommand

_log = logging.getLogger(__name__)

_REMINDERS_EVERY_S = 5.0
"""How often it is looked whether a reminder is due."""


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn with how it was heard."""

    heard: Heard
    turn: Turn
    reply: str
    """What was said back, or what a sound stood for where the unit is to be quiet; empty where nobody had spoken to
    it."""
    interrupted: bool = False
    """The wake word was heard over the reply, which ended there."""

    @property
    def end_pointing_ms(self) -> float:
        """What was waited after the last word to know that it was the last."""
        return 1000 * (self.heard.decided_at_s - self.heard.speech_end_s)

    @property
    def saved_ms(self) -> float:
        """Milliseconds from the end of speech until the turn's commands were on disk, waiting included."""
        heard = self.heard.behind_ms + self.heard.recognition_ms
        return self.end_pointing_ms + heard + self.turn.understanding_ms + self.turn.commit_ms


class Agent:
    """Listens and answers. Hearing and speaking happen in threads, so that delivery goes on meanwhile.

    A recording waits while it is answered. A live source does not: while the unit speaks, a thread goes on taking its
    frames out of the source's bounded queue, for the one generator of events and in their order, and looks for nothing
    but the wake word. What was captured while the turn was decided about is taken first. When the wake word is heard,
    the speech ends, and the utterance goes on as any other does, from the 1.2 s on that the listener always remembers.
    Where an answer without the wake word is expected, what was captured until the speech ended is dropped. Books are
    laid out before a thread listens, never while somebody is being heard.
    """

    def __init__(  # noqa: PLR0913 - its parts
        self,
        unit: Unit,
        recogniser: Recogniser,
        listener: Listener,
        speaker: Speaker,
        *,
        engines: Engines,
        wake: bool = True,
    ) -> None:
        self._unit = unit
        self._assistant = unit.assistant
        self._recogniser = recogniser
        self._listener = listener
        self._speaker = speaker
        self._wake = wake
        self._engines = engines
        self._prepared: dict[str, PhraseBook] = {}
        self._live: tuple[LiveSource, Events] | None = None
        self._no_reminders = ""
        """Why reminders could not be looked for the last time."""

    async def turns(self, source: AudioSource, turn_id: Callable[[], UUID]) -> AsyncGenerator[SpokenTurn, None]:
        """The turns heard from `source`, each answered before it is given; a question stays open across sources,
        until nobody answers it. A live source that somebody still listens to at the end is closed.

        Raises:
            hardware.audio.AudioError: the source failed.
            sync.errors.UnsavedError: a command could not be saved.
            sync.errors.StoreError: the names of the day could not be read; what was said before is saved.
        """
        await self.get_ready()
        events = Events(self._listener.events(source))
        self._live = (source, events) if isinstance(source, LiveSource) else None
        store = self._unit.outbox.store
        store.on_change(self._listener.interrupt)  # there may be new names
        reminding = asyncio.create_task(self._stir_for_reminders())
        try:
            while (event := await events.take()) is not None:
                if isinstance(event, Heard):
                    _log.info("heard", extra=_without_words(event))
                    turn = await self._take(event, turn_id())
                    if language := turn.decision.language:
                        turn = await self._speak(language, turn)
                    if tone := turn.decision.tone:
                        await asyncio.to_thread(self._unit.take_tone, tone)
                    async with self._unit.reply(turn) as answer:
                        reply = answer if _is_answered(event, turn) else ""
                        interrupted = await self._answer(turn, reply)
                    _log.info("answered", extra={"interrupted": interrupted})
                    if self._live is None:
                        await self.get_ready()
                    yield SpokenTurn(event, turn, reply, interrupted)
                elif isinstance(event, NothingSaid):
                    self._assistant.forget()
                    await self.get_ready()
                elif isinstance(event, Interrupted):
                    await self._remind()
                    await self.get_ready()
        finally:
            self._live = None
            reminding.cancel()
            await asyncio.wait({reminding})
            store.no_longer(self._listener.interrupt)
            if events.awaited:
                await asyncio.to_thread(source.close)
                await asyncio.wait({events.next()})

    async def keep(self, texts: Iterable[str]) -> None:
        """Makes what is often said ahead of time, so that it is heard at once: one after the other, so that it can be
        ended, and a reply that is said meanwhile waits for no more than one of them."""
        for text in texts:
            await asyncio.to_thread(self._speaker.keep, [text])

    async def say(self, text: str) -> bool:
        """Speaks `text`: True where the wake word, heard from a live source, ended it before."""
        return await self._sound(partial(self._speaker.say, text))

    async def _answer(self, turn: Turn, reply: str) -> bool:
        """Says the reply, or lets a sound say so much where the unit is to be quiet: as `say`."""
        answering = self._assistant.answering(turn)
        if not reply or answering is Answering.IN_WORDS:
            return await self.say(reply)
        if await asyncio.to_thread(self._unit.needs_words, turn):
            return await self.say(reply)
        return await self._sound(partial(self._speaker.signal, answering))

    async def _sound(self, play: Callable[[Event], bool]) -> bool:
        """Plays until it is over, or the wake word is heard."""
        stop = Event()
        if self._live is None:
            return await asyncio.to_thread(play, stop)
        source, events = self._live
        speaking = asyncio.create_task(asyncio.to_thread(play, stop))
        try:
            if await self._woken_over(speaking, events):
                stop.set()
        except BaseException:
            stop.set()
            await asyncio.wait({speaking})  # or it would go on beside what is said next
            raise
        interrupted = await speaking
        if not interrupted and not self._needs_wake_word:
            source.drain()
        self._listener.expect(self._assistant.expects, wake=self._needs_wake_word)
        return interrupted

    async def get_ready(self) -> None:
        """Lays out what may be said next. A question is answered without the wake word."""
        await asyncio.to_thread(self._lay_out)
        self._listener.expect(self._assistant.expects, wake=self._needs_wake_word)

    async def _stir_for_reminders(self) -> None:
        """Interrupts the listening when a reminder is due: it is said as soon as nobody speaks."""
        while self._live:
            if await self._due_reminder():
                self._listener.interrupt()
            await asyncio.sleep(_REMINDERS_EVERY_S)

    async def _remind(self) -> None:
        """Says the reminders that are due, unless a question is open, or until somebody interrupts."""
        while self._live and not self._assistant.is_asking:
            due = await self._due_reminder()
            if due is None:
                return
            row, reminder = due
            interrupted = await self.say(reminder)
            try:
                await asyncio.to_thread(self._unit.reminded, row, reminder)
            except StoreError as error:
                _log.error("reminder not settled", extra={"error": str(error)})
            if interrupted:
                return

    async def _due_reminder(self) -> tuple[QueuedCommand, str] | None:
        """The first that is due. Whatever keeps it from being found, it is looked for again, and nothing of it is lost;
        the log has that once, and not every few seconds."""
        try:
            due = await asyncio.to_thread(self._unit.due_reminder)
        except Exception as error:  # noqa: BLE001 - without this there would never be a reminder again
            if self._no_reminders != repr(error):
                foreseen = isinstance(error, StoreError)
                _log.error("reminders not read", extra={"error": str(error)}, exc_info=None if foreseen else error)
            self._no_reminders = repr(error)
            return None
        self._no_reminders = ""
        return due

    async def _take(self, heard: Heard, turn: UUID) -> Turn:
        try:
            return await asyncio.to_thread(self._assistant.take, heard.transcript, turn)
        except StoreError as error:
            raise UnsavedError(str(error)) from error

    async def _speak(self, language: Language, turn: Turn) -> Turn:
        """Hears and answers in `language` from now on, beginning with this turn; where that cannot be had, the turn
        says so."""
        try:
            self._recogniser, voice = await asyncio.to_thread(self._engines.change, language)
        except ModelError as error:
            _log.warning("the language stays", extra={"language": language, "why": str(error)})
            return self._assistant.stays(turn)
        self._listener.hear_with(self._recogniser)
        self._speaker.speak_with(voice, language)
        self._prepared.clear()
        await asyncio.to_thread(self._unit.speak, language)
        return turn

    async def _woken_over(self, speaking: "asyncio.Task[bool]", events: Events) -> bool:
        """Listens until the speech is over, and then it is False; True as soon as the wake word was heard, or the
        source closed. What ended it stays to be taken."""
        await self._overhear(events)
        while not speaking.done():
            await asyncio.wait({speaking, events.next()}, return_when=asyncio.FIRST_COMPLETED)
            if not events.next().done():
                continue
            if events.next().exception():  # told when it is taken; the speech is heard to its end
                return False
            if not isinstance(events.next().result(), Interrupted):
                return True
            await events.take()
            await self._overhear(events)
        return False

    async def _overhear(self, events: Events) -> None:
        """Lays out what may be said over the unit's own speech, unless somebody is being heard already."""
        if not events.begun:
            await asyncio.to_thread(self._lay_out)
        self._listener.overhear(self._assistant.expects)

    def _lay_out(self) -> None:
        expects, phrases = self._assistant.expects, self._assistant.phrases()
        if self._prepared.get(expects) != phrases:
            self._recogniser.prepare(expects, with_wake_word(phrases))
            self._prepared[expects] = phrases
        self._assistant.lay_out()

    @property
    def _needs_wake_word(self) -> bool:
        return self._assistant.expects == ASLEEP or (self._wake and self._assistant.expects == IDLE)


def _without_words(heard: Heard) -> dict[str, object]:
    """What a log may hold of it."""
    return {
        "engine": heard.transcript.engine,
        "accepted": heard.transcript.accepted,
        "confidence": round(heard.transcript.confidence, 3),
        "book": heard.book,
        "wake_score": heard.wake_score and round(heard.wake_score, 3),
        "speech_s": round(heard.speech_end_s - heard.speech_start_s, 2),
        "recognition_ms": round(heard.behind_ms + heard.recognition_ms, 1),
    }


def _is_answered(heard: Heard, turn: Turn) -> bool:
    """Whether something is said back. Who said the wake word, or was asked, is told that they were not understood;
    people who talk to one another are not, where the unit listens without the wake word."""
    addressed = heard.wake_score is not None or heard.book != IDLE
    return addressed or turn.decision.outcome is not Outcome.NOTHING
