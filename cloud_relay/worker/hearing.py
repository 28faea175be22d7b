"""The gateway's ear in the shape that LiveKit Agents asks for. It hears in each pause, and not at the end alone: it is
known by then whether more may come, and where nothing does the words are there at once."""

import asyncio
import logging
from typing import Any, Final

import numpy as np
from livekit import rtc
from livekit.agents import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, LanguageCode, llm, stt, utils
from livekit.agents.types import NotGivenOr

from assistant.endings import Ending
from cloud_relay.sessions.line import HEARING_RATE
from cloud_relay.worker.line import Line, LineDownError, LineError
from cloud_relay.worker.pieces import Pieces, Samples
from cloud_relay.worker.resampling import resampled
from erp import Language
from models.voice_activity import VoiceActivity

_log = logging.getLogger(__name__)

_UNHEARD: Final = "…"
"""Words, but which?"""


class RelayEar(stt.STT[Any]):
    """Hears what the person may say at that moment."""

    def __init__(self, line: Line, language: Language, activity: VoiceActivity) -> None:
        """`activity` is this ear's alone."""
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self.activity = activity
        self._line = line
        self._language = LanguageCode(language)
        self._settled = asyncio.Event()
        self._silent_since = 0.0
        self._ending = Ending.OPEN

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> "_Listening":
        """As LiveKit calls it, for one microphone."""
        return _Listening(self, conn_options)

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        conn_options: APIConnectOptions,  # noqa: ARG002
    ) -> stt.SpeechEvent:
        frame = rtc.combine_audio_frames(buffer)
        return await self.heard(resampled(bytes(frame.data), frame.sample_rate, HEARING_RATE))

    async def heard(self, sound: bytes) -> stt.SpeechEvent:
        """What was said; `sound` goes on where the last one ended."""
        text, self._ending = _UNHEARD, Ending.OPEN
        try:
            heard = await self._line.hear(sound)
            text, self._ending = heard.text, heard.ending
        except LineDownError:  # the session is at its end
            text = ""
        except LineError as error:  # an ear that raises ends the session in the end; this way the person is asked again
            _log.error("not heard", extra={"error": str(error)})
        said = stt.SpeechData(language=self._language, text=text)
        return stt.SpeechEvent(type=stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[said])

    def follow(self, pieces: Pieces, *, is_hearing: bool) -> None:
        """Notes how it stands with the person's words."""
        self._silent_since = asyncio.get_running_loop().time() - pieces.silence_s
        if is_hearing or pieces.has_speech:
            self._settled.clear()
        else:
            self._settled.set()

    async def at_an_end(self) -> None:
        """Returns when it has been silent for so long behind the words that nothing more is to come."""
        await self._settled.wait()
        now = asyncio.get_running_loop().time()
        await asyncio.sleep(self._ending.silence_s - (now - self._silent_since))


class _Listening(stt.RecognizeStream):
    """One piece is heard at a time: what is said meanwhile belongs to the next."""

    def __init__(self, ear: RelayEar, conn_options: APIConnectOptions) -> None:
        super().__init__(stt=ear, conn_options=conn_options, sample_rate=HEARING_RATE)
        self._ear = ear

    async def _run(self) -> None:
        pieces, hearing = Pieces(self._ear.activity), None
        async with asyncio.TaskGroup() as work:
            async for frame in self._input_ch:
                if not isinstance(frame, rtc.AudioFrame):
                    continue
                pieces.feed(np.frombuffer(frame.data, np.int16))
                is_hearing = hearing is not None and not hearing.done()
                if not is_hearing and pieces.has_speech and pieces.is_paused:
                    hearing, is_hearing = work.create_task(self._hear(pieces.cut())), True
                self._ear.follow(pieces, is_hearing=is_hearing)

    async def _hear(self, piece: Samples) -> None:
        event = await self._ear.heard(piece.tobytes())
        if event.alternatives[0].text:
            self._event_ch.send_nowait(event)


class RelayEnding:
    """Whether somebody has come to an end: LiveKit asks it as it would ask a model, and it knows the grammar."""

    model = "grammar"
    provider = "hero365"

    def __init__(self, ear: RelayEar) -> None:
        self._ear = ear

    async def unlikely_threshold(self, language: LanguageCode | None) -> float | None:  # noqa: ARG002 - as LiveKit calls it
        """Below that it waits longer."""
        return 0.5

    async def supports_language(self, language: LanguageCode | None) -> bool:  # noqa: ARG002
        """Those that are heard."""
        return True

    async def predict_end_of_turn(self, chat_ctx: llm.ChatContext, *, timeout: float | None = None) -> float:  # noqa: ARG002, ASYNC109
        """1, as soon as nothing more is to come. Who speaks on ends the asking."""
        await self._ear.at_an_end()
        return 1.0
