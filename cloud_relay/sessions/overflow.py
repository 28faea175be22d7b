"""Where no agent speaks, the gateway itself goes into the room and says so: nobody is left in silence."""

import asyncio
import logging
from dataclasses import dataclass
from typing import Final

import numpy as np
from livekit import rtc

from cloud_relay.errors import BusyError
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.rooms import Rooms
from cloud_relay.voice.engines import Engines
from cloud_relay.voice.mouth import Speech
from erp import Language
from models.errors import ModelError

_log = logging.getLogger(__name__)

_WITHIN_S: Final = 15.0
_AGAIN_AFTER_S: Final = 0.5
_HEARS_WITHIN_S: Final = 1.0
"""After the track is there: a listener takes as long to hear it."""
_FRAMES_A_SECOND: Final = 50
_WORDS: Final = "lk.transcription"
"""Where LiveKit's clients look for what is said."""


@dataclass(frozen=True, slots=True)
class Overflow:
    """Says one sentence in a room."""

    rooms: Rooms
    engines: Engines

    async def tell(self, live: Live, words: str, language: Language) -> None:
        """As far as it can: what fails here is in the log, and the session goes on or ends all the same."""
        try:
            async with asyncio.timeout(_WITHIN_S):
                await self._play(live, words, await self._speech(words, language))
        except (ModelError, rtc.ConnectError, TimeoutError) as error:
            _log.error("nobody was told", extra={"session": str(live.session), "error": str(error)})

    async def _speech(self, words: str, language: Language) -> list[Speech]:
        """As soon as the voice is free: where nobody comes there is much to do."""
        while True:
            try:
                return [each async for each in self.engines.mouths[language].speak(words)]
            except BusyError:
                await asyncio.sleep(_AGAIN_AFTER_S)

    async def _play(self, live: Live, words: str, speech: list[Speech]) -> None:
        room, rate = rtc.Room(), speech[0].sample_rate
        ticket = self.rooms.own_ticket(live.session)
        await room.connect(str(self.rooms.livekit.url), ticket)
        source = rtc.AudioSource(rate, 1)
        try:
            track = rtc.LocalAudioTrack.create_audio_track("relay", source)
            microphone = rtc.TrackPublishOptions(source=rtc.TrackSource.SOURCE_MICROPHONE)
            await room.local_participant.publish_track(track, microphone)
            await room.local_participant.send_text(words, topic=_WORDS)
            silence = np.zeros(round(rate * _HEARS_WITHIN_S), np.int16)
            samples = np.concatenate([silence, *(each.samples for each in speech), silence])
            size = rate // _FRAMES_A_SECOND
            for begin in range(0, len(samples) - size, size):
                frame = samples[begin : begin + size]
                await source.capture_frame(rtc.AudioFrame(frame.tobytes(), rate, 1, size))
            await source.wait_for_playout()
        finally:
            await room.disconnect()
            await source.aclose()
