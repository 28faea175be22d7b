"""The gateway's ear, mind and mouth, in the shapes that LiveKit Agents asks for."""

import asyncio
import logging
from contextlib import aclosing
from typing import Any, Final

from livekit import rtc
from livekit.agents import APIConnectionError, LanguageCode, llm, stt, tts, utils
from livekit.agents.types import DEFAULT_API_CONNECT_OPTIONS, NOT_GIVEN, APIConnectOptions, NotGivenOr

from assistant.endings import Ending
from cloud_relay.sessions.line import HEARING_RATE
from cloud_relay.sessions.sentences import NOT_SURE
from cloud_relay.worker.line import Line, LineDownError, LineError
from erp import Language

_log = logging.getLogger(__name__)

_VOICE_RATE: Final = 24_000
"""Of the sound that goes into the room."""
_UNHEARD: Final = "…"
"""Words, but which?"""
_MORE_TIME_S: Final = 0.25
"""For words that can stand so, and to which more may be said."""


class RelayEar(stt.STT[Any]):
    """Hears what the person may say at that moment; LiveKit cuts the sound where somebody pauses."""

    def __init__(self, line: Line, language: Language) -> None:
        super().__init__(capabilities=stt.STTCapabilities(streaming=False, interim_results=False))
        self._line = line
        self._language = LanguageCode(language)
        self.ending = Ending.OPEN
        """What may come behind what was heard last."""

    async def _recognize_impl(
        self,
        buffer: utils.AudioBuffer,
        *,
        language: NotGivenOr[str] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        conn_options: APIConnectOptions,  # noqa: ARG002
    ) -> stt.SpeechEvent:
        frame = rtc.combine_audio_frames(buffer)
        text, self.ending = _UNHEARD, Ending.OPEN
        try:
            heard = await self._line.hear(_at_hearing_rate(frame))
            text, self.ending = heard.text, heard.ending
        except LineDownError:  # the session is at its end
            text = ""
        except LineError as error:  # an ear that raises ends the session in the end; this way the person is asked again
            _log.error("not heard", extra={"error": str(error)})
        said = stt.SpeechData(language=self._language, text=text)
        return stt.SpeechEvent(type=stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives=[said])


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
        """1 where nothing more is to come, 0 where something is missing. Who speaks on ends the asking."""
        if self._ear.ending is Ending.COMPLETE:
            return 1.0
        if self._ear.ending is Ending.OPEN:
            await asyncio.sleep(_MORE_TIME_S)
            return 1.0
        return 0.0


class RelayMind(llm.LLM[Any]):
    """Words become decisions at the gateway: what comes back is on disk already. It is no language model."""

    def __init__(self, line: Line, language: Language, *, heard_elsewhere: bool) -> None:
        """With `heard_elsewhere` the words are those of another ear."""
        super().__init__()
        self._line = line
        self._not_sure = NOT_SURE[language]
        self._heard_elsewhere = heard_elsewhere

    def chat(  # noqa: PLR0913 - as LiveKit calls it
        self,
        *,
        chat_ctx: llm.ChatContext,
        tools: list[llm.Tool] | None = None,
        conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS,
        parallel_tool_calls: NotGivenOr[bool] = NOT_GIVEN,  # noqa: ARG002 - as LiveKit calls it
        tool_choice: NotGivenOr[llm.ToolChoice] = NOT_GIVEN,  # noqa: ARG002
        extra_kwargs: NotGivenOr[dict[str, Any]] = NOT_GIVEN,  # noqa: ARG002
    ) -> llm.LLMStream:
        """As LiveKit calls it, at the end of a turn."""
        # Once: a turn that was taken is not taken again.
        once = APIConnectOptions(max_retry=0, timeout=conn_options.timeout)
        words = _last_words(chat_ctx) if self._heard_elsewhere else None
        return _Thought(
            self, self._line, words, self._not_sure, chat_ctx=chat_ctx, tools=tools or [], conn_options=once
        )


class _Thought(llm.LLMStream):
    def __init__(self, mind: RelayMind, line: Line, words: str | None, not_sure: str, **given: Any) -> None:
        super().__init__(mind, **given)
        self._line = line
        self._words = words
        self._not_sure = not_sure

    async def _run(self) -> None:
        try:
            reply = await self._line.take(self._words)
        except LineDownError:
            reply = ""  # the gateway says how it stands when it is found again
        except LineError as error:
            _log.error("not decided", extra={"error": str(error)})
            reply = self._not_sure
        if reply:
            delta = llm.ChoiceDelta(role="assistant", content=reply)
            self._event_ch.send_nowait(llm.ChatChunk(id=utils.shortuuid(), delta=delta))


class RelayMouth(tts.TTS[Any]):
    """Speaks with the gateway's voice."""

    def __init__(self, line: Line) -> None:
        super().__init__(capabilities=tts.TTSCapabilities(streaming=False), sample_rate=_VOICE_RATE, num_channels=1)
        self._line = line

    def synthesize(
        self, text: str, *, conn_options: APIConnectOptions = DEFAULT_API_CONNECT_OPTIONS
    ) -> tts.ChunkedStream:
        """As LiveKit calls it."""
        return _Utterance(self, self._line, input_text=text, conn_options=conn_options)


class _Utterance(tts.ChunkedStream):
    def __init__(self, mouth: RelayMouth, line: Line, *, input_text: str, conn_options: APIConnectOptions) -> None:
        super().__init__(tts=mouth, input_text=input_text, conn_options=conn_options)
        self._line = line

    async def _run(self, output_emitter: tts.AudioEmitter) -> None:
        output_emitter.initialize(
            request_id=utils.shortuuid(), sample_rate=_VOICE_RATE, num_channels=1, mime_type="audio/pcm"
        )
        try:
            async with aclosing(self._line.speak(self.input_text)) as sentences:
                async for rate, sound in sentences:
                    output_emitter.push(_resampled(sound, rate, _VOICE_RATE))
        except LineError as error:
            raise APIConnectionError(str(error), retryable=False) from error
        output_emitter.flush()


def _at_hearing_rate(frame: rtc.AudioFrame) -> bytes:
    return _resampled(bytes(frame.data), frame.sample_rate, HEARING_RATE)


def _resampled(sound: bytes, rate: int, wanted: int) -> bytes:
    if rate == wanted:
        return sound
    resampler = rtc.AudioResampler(rate, wanted, quality=rtc.AudioResamplerQuality.HIGH)
    frames = [*resampler.push(bytearray(sound)), *resampler.flush()]
    return b"".join(bytes(frame.data) for frame in frames)


def _last_words(chat_ctx: llm.ChatContext) -> str:
    said = [message.text_content or "" for message in chat_ctx.messages() if message.role == "user"]
    return said[-1] if said else ""
