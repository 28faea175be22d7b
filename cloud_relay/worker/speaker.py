"""What an agent says by itself: its first words, news, what the voice was too busy to answer, and a farewell where the
gateway is lost."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, Final

from livekit import rtc
from livekit.agents import AgentSession, SpeechCreatedEvent
from livekit.agents.voice import SpeechHandle

from cloud_relay.sessions.line import Begin, Said
from cloud_relay.sessions.sentences import GONE, ONE_MOMENT
from cloud_relay.worker.adapters import SAYING, RelayMind
from cloud_relay.worker.line import Line, Saying
from cloud_relay.worker.questions import LineError

_log = logging.getLogger(__name__)

_AGAIN_AFTER_S: Final = (2.0, 8.0, 30.0)
"""When what no voice has said is tried again; then it is news still, or unheard, for whichever agent comes next."""

Sound = list[tuple[int, bytes]]
"""Sentences, each with its sample rate."""


class Speaker:
    """Of one session."""

    def __init__(self, session: "AgentSession[Any]", line: Line, mind: RelayMind) -> None:
        self._session = session
        self._line = line
        self._mind = mind
        self._changed = asyncio.Event()
        self._farewell: Sound = []
        self._moment: Sound = []
        for event in ("user_state_changed", "agent_state_changed"):
            session.on(event, lambda _: self._changed.set())
        session.on("speech_created", self._follow)

    async def run(self, begin: Begin) -> None:
        """Until it is cancelled."""
        await self._say(Saying(begin.text, Said(id=0)))
        while True:
            self._farewell = self._farewell or await self._made(GONE[begin.language])
            self._moment = self._moment or await self._made(ONE_MOMENT[begin.language])
            await self._say(await self._line.sayings.get())

    def _follow(self, created: SpeechCreatedEvent) -> None:
        if created.source == "generate_reply":
            created.speech_handle.add_done_callback(self._end_of_reply)

    def _end_of_reply(self, speech: SpeechHandle) -> None:
        """What nobody has heard is said as soon as the voice is free. Who was to hear it is not left in silence."""
        for item in speech.chat_items:
            if item.type == "message" and (speech.interrupted or not item.interrupted):
                self._line.told(item.extra[SAYING])
                return
        if (reply := self._mind.reply) and not speech.interrupted:
            _log.warning("not answered at once: the voice fails")
            if self._moment:
                self._session.say("", audio=_frames(self._moment))
            self._line.say(reply)

    async def _say(self, saying: Saying) -> None:
        """When it is quiet, and again where the voice fails."""
        for pause in (0.0, *_AGAIN_AFTER_S):
            await asyncio.sleep(pause)
            while not self._is_quiet:
                self._changed.clear()
                await self._changed.wait()
            if self._is_overtaken(saying):
                return
            speech = self._session.say(saying.text)
            await speech
            if speech.chat_items:  # else nothing of it was heard
                self._line.told(saying)
                return
        _log.warning("not said: the voice fails")

    def _is_overtaken(self, saying: Saying) -> bool:
        """Whether there was a turn behind the one that it answers: what it asks is not asked any more."""
        return isinstance(saying.heard, Said) and saying.heard.id != self._line.answered

    @property
    def _is_quiet(self) -> bool:
        """Nobody speaks, and nobody is in the middle of what they say."""
        is_listening = self._session.agent_state == "listening" and self._session.user_state != "speaking"
        return is_listening and not self._line.mid_turn

    async def _made(self, text: str) -> Sound:
        """Ahead: when it is needed there is nobody to make it."""
        try:
            async with aclosing(self._line.speak(text)) as sentences:
                return [sentence async for sentence in sentences]
        except LineError as error:
            _log.warning("not made ahead", extra={"error": str(error)})
            return []

    async def part(self) -> None:
        """Says that the gateway is lost, over whatever is said."""
        if self._farewell:
            await self._session.interrupt(force=True)
            await self._session.say("", audio=_frames(self._farewell), allow_interruptions=False)


async def _frames(sound: Sound) -> AsyncIterator[rtc.AudioFrame]:
    for rate, samples in sound:
        yield rtc.AudioFrame(samples, rate, 1, len(samples) // 2)
