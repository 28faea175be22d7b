"""What an agent says by itself: its first words, news, and a farewell where the gateway is lost."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any, Final

from livekit import rtc
from livekit.agents import AgentSession

from cloud_relay.sessions.line import Begin
from cloud_relay.sessions.sentences import GONE
from cloud_relay.worker.line import Line, LineError

_log = logging.getLogger(__name__)

_AGAIN_AFTER_S: Final = (2.0, 8.0, 30.0)
"""When what no voice has said is tried again; then it is news still, for the next session."""


class Speaker:
    """Of one session."""

    def __init__(self, session: "AgentSession[Any]", line: Line) -> None:
        self._session = session
        self._line = line
        self._changed = asyncio.Event()
        self._farewell: list[tuple[int, bytes]] = []
        for event in ("user_state_changed", "agent_state_changed"):
            session.on(event, lambda _: self._changed.set())

    async def run(self, begin: Begin) -> None:
        """Until it is cancelled."""
        await self._session.say(begin.text)
        while True:
            self._farewell = self._farewell or await self._made(GONE[begin.language])
            saying = await self._line.sayings.get()
            if await self._say(saying.text):
                self._line.told(saying)
            else:
                _log.warning("not said: the voice fails")

    async def _say(self, text: str) -> bool:
        """When it is quiet, and again where the voice fails. Returns whether any of it was heard."""
        for pause in (0.0, *_AGAIN_AFTER_S):
            await asyncio.sleep(pause)
            while not self._is_quiet:
                self._changed.clear()
                await self._changed.wait()
            speech = self._session.say(text)
            await speech
            if speech.chat_items:  # else nothing of it was heard
                return True
        return False

    @property
    def _is_quiet(self) -> bool:
        """Nobody speaks, and nobody is in the middle of what they say."""
        is_listening = self._session.agent_state == "listening" and self._session.user_state != "speaking"
        return is_listening and not self._line.mid_turn

    async def _made(self, text: str) -> list[tuple[int, bytes]]:
        """Ahead: when it is needed there is nobody to make it."""
        try:
            async with aclosing(self._line.speak(text)) as sentences:
                return [sentence async for sentence in sentences]
        except LineError as error:
            _log.warning("no farewell was made", extra={"error": str(error)})
            return []

    async def part(self) -> None:
        """Says that the gateway is lost, over whatever is said."""

        async def frames() -> AsyncIterator[rtc.AudioFrame]:
            for rate, sound in self._farewell:
                yield rtc.AudioFrame(sound, rate, 1, len(sound) // 2)

        if self._farewell:
            await self._session.interrupt(force=True)
            await self._session.say("", audio=frames(), allow_interruptions=False)
