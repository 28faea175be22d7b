"""Whether somebody has come to an end: LiveKit asks it as it would ask a model, and it knows the grammar."""

import asyncio

from livekit.agents import LanguageCode, llm

from assistant.endings import Ending
from cloud_relay.worker.pieces import Pieces


class RelayEnding:
    """Of one person's words."""

    model = "grammar"
    provider = "hero365"

    def __init__(self) -> None:
        self.ending = Ending.OPEN
        """What may come behind the words that were heard last."""
        self._silent_since = 0.0
        self._settled = asyncio.Event()

    def follow(self, pieces: Pieces, *, is_hearing: bool) -> None:
        """Notes how it stands with what they say."""
        self._silent_since = asyncio.get_running_loop().time() - pieces.silence_s
        if is_hearing or pieces.has_speech:
            self._settled.clear()
        else:
            self._settled.set()

    def settle(self) -> None:
        """Nothing more is heard: nobody waits for that."""
        self._settled.set()

    async def unlikely_threshold(self, language: LanguageCode | None) -> float | None:  # noqa: ARG002 - as LiveKit calls it
        """Below that it waits longer."""
        return 0.5

    async def supports_language(self, language: LanguageCode | None) -> bool:  # noqa: ARG002
        """Those that are heard."""
        return True

    async def predict_end_of_turn(self, chat_ctx: llm.ChatContext, *, timeout: float | None = None) -> float:  # noqa: ARG002, ASYNC109
        """1, once all is heard and it has been silent for so long that nothing more is to come. Who speaks on ends the
        asking."""
        await self._settled.wait()
        silence = asyncio.get_running_loop().time() - self._silent_since
        await asyncio.sleep(self.ending.silence_s - silence)
        return 1.0
