"""The gateway's ear in the shape that LiveKit Agents asks for. It hears in each pause, and not at the end alone: it is
known by then whether more may come, and where nothing does the words are there at once."""

import asyncio
import logging
from typing import Any, Final

import numpy as np
from livekit import rtc
from livekit.agents import (
    DEFAULT_API_CONNECT_OPTIONS,
    NOT_GIVEN,
    AgentStateChangedEvent,
    APIConnectOptions,
    LanguageCode,
    stt,
    utils,
)
from livekit.agents.types import NotGivenOr

from assistant.endings import Ending
from cloud_relay.sessions.line import UNHEARD
from cloud_relay.voice.sound import HEARING_RATE, Samples
from cloud_relay.worker.ending import RelayEnding
from cloud_relay.worker.line import Line
from cloud_relay.worker.pieces import Pieces
from cloud_relay.worker.questions import LineDownError, LineError
from cloud_relay.worker.resampling import resampled
from erp import Language
from models.voice_activity import VoiceActivity

_log = logging.getLogger(__name__)


class RelayEar(stt.STT[Any]):
    """Hears what the person may say at that moment."""

    def __init__(self, line: Line, language: Language, activity: VoiceActivity) -> None:
        """`activity` is this ear's alone."""
        super().__init__(capabilities=stt.STTCapabilities(streaming=True, interim_results=False))
        self.activity = activity
        self.turn: Final = RelayEnding()
        self.agent_speaks = False
        """Whoever begins to speak then speaks over a reply."""
        self._line = line
        self._language = LanguageCode(language)
        self._words = ""

    def stream(
        self,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
    ) -> "_Listening":
        """As LiveKit calls it, for one microphone."""
        return _Listening(self, conn_options)

    def note_agent(self, changed: AgentStateChangedEvent) -> None:
        """As the session tells it."""
        self.agent_speaks = changed.new_state == "speaking"

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        conn_options: APIConnectOptions,  # noqa: ARG002
    ) -> stt.SpeechEvent:
        frame = rtc.combine_audio_frames(buffer)
        return await self.heard(resampled(bytes(frame.data), frame.sample_rate, HEARING_RATE))

    async def heard(self, piece: bytes, *, over_reply: bool = False) -> stt.SpeechEvent:
        """The words that `piece` adds to those of the same turn."""
        before = self._words if self._line.mid_turn else ""
        self._words, self.turn.ending = UNHEARD, Ending.OPEN
        try:
            heard = await self._line.hear(piece, over_reply=over_reply)
            self._words, self.turn.ending = heard.text, heard.ending
        except LineDownError:  # the session is at its end
            self._words = ""
        except LineError as error:  # an ear that raises ends the session in the end; this way the person is asked again
            _log.error("not heard", extra={"error": str(error)})
        said = stt.SpeechData(language=self._language, text=self._words.removeprefix(before).lstrip())
        return stt.SpeechEvent(type=stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[said])


class _Listening(stt.RecognizeStream):
    """One piece is heard at a time: what is said meanwhile belongs to the next."""

    def __init__(self, ear: RelayEar, conn_options: APIConnectOptions) -> None:
        super().__init__(stt=ear, conn_options=conn_options, sample_rate=HEARING_RATE)
        self._ear = ear
        self._pieces = Pieces(ear.activity)
        self._is_hearing = self._is_over_reply = False

    async def _run(self) -> None:
        try:
            async with asyncio.TaskGroup() as work:
                async for frame in self._input_ch:
                    if isinstance(frame, rtc.AudioFrame):
                        self._feed(np.frombuffer(frame.data, np.int16), work)
        finally:
            self._ear.turn.settle()

    def _feed(self, samples: Samples, work: asyncio.TaskGroup) -> None:
        pieces, had_speech = self._pieces, self._pieces.has_speech
        pieces.feed(samples)
        if pieces.has_speech and not had_speech:
            self._is_over_reply = self._ear.agent_speaks
        if pieces.has_speech and pieces.is_paused and not self._is_hearing:
            self._is_hearing = True
            work.create_task(self._hear(pieces.cut().tobytes()))
        self._ear.turn.follow(pieces, is_hearing=self._is_hearing)

    async def _hear(self, piece: bytes) -> None:
        event = await self._ear.heard(piece, over_reply=self._is_over_reply)
        if event.alternatives[0].text:
            self._event_ch.send_nowait(event)
        self._is_hearing = False
        self._ear.turn.follow(self._pieces, is_hearing=False)
