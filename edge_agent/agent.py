"""The agent: hears turns from a source, takes them through the assistant, and answers by voice."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from conversation.books import IDLE
from edge_agent.assistant import Turn
from edge_agent.listening import Heard, Interrupted, Listener, NothingSaid, with_wake_word
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from hardware.audio import AudioSource
from models.phrases import PhraseBook
from models.recognition import Recogniser


@dataclass(frozen=True, slots=True)
class SpokenTurn:
    """A turn with how it was heard."""

    heard: Heard
    turn: Turn
    reply: str
    """What was said back."""

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
    """Listens and answers. Hearing and speaking happen in threads, so that delivery goes on meanwhile."""

    def __init__(
        self, unit: Unit, recogniser: Recogniser, listener: Listener, speaker: Speaker, *, wake: bool = True
    ) -> None:
        self._unit = unit
        self._assistant = unit.assistant
        self._recogniser = recogniser
        self._listener = listener
        self._speaker = speaker
        self._wake = wake
        self._prepared: dict[str, PhraseBook] = {}

    async def turns(self, source: AudioSource, turn_id: Callable[[], UUID]) -> AsyncGenerator[SpokenTurn, None]:
        """The turns heard from `source`, each answered before it is given; a question stays open across sources,
        until nobody answers it.

        Raises:
            hardware.audio.AudioError: the source failed.
            sync.errors.StoreError: a command could not be saved.
        """
        await self.get_ready()
        events = self._listener.events(source)
        store = self._unit.outbox.store
        store.on_change(self._listener.interrupt)  # there may be new names
        try:
            while (event := await asyncio.to_thread(next, events, None)) is not None:
                if isinstance(event, Heard):
                    turn = await asyncio.to_thread(self._assistant.take, event.transcript, turn_id())
                    reply = await self._unit.reply(turn)
                    await self.say(reply)
                    await self.get_ready()
                    yield SpokenTurn(event, turn, reply)
                elif isinstance(event, NothingSaid):
                    self._assistant.forget()
                    await self.get_ready()
                elif isinstance(event, Interrupted):
                    await self.get_ready()
        finally:
            store.no_longer(self._listener.interrupt)

    async def keep(self, texts: Iterable[str]) -> None:
        """Makes what is often said ahead of time, so that it is heard at once."""
        await asyncio.to_thread(self._speaker.keep, texts)

    async def say(self, text: str) -> None:
        """Speaks `text`."""
        await asyncio.to_thread(self._speaker.say, text)

    async def get_ready(self) -> None:
        """Lays out what may be said next. A question is answered without the wake word."""
        await asyncio.to_thread(self._get_ready)

    def _get_ready(self) -> None:
        expects, phrases = self._assistant.expects, self._assistant.phrases()
        if self._prepared.get(expects) != phrases:
            self._recogniser.prepare(expects, with_wake_word(phrases))
            self._prepared[expects] = phrases
        self._listener.expect(expects, wake=self._wake and expects == IDLE)
